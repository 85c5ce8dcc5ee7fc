"""The journal of a run: what is torn or damaged at its end does not count."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from attrs import asdict
from hypothesis import given
from hypothesis import strategies as st
from pipeline.runs.given import articles, contents, run, stopped
from strategies import examples

from newsclaims._pipeline.runs.failures import FailureLine
from newsclaims._pipeline.runs.journal import Done, Finished, Head, Line, begin, encoded, head, lines, recovered
from newsclaims.errors import FileError

INPUTS = articles(9)
HEAD = b'{"suffix": ".jsonl", "settings": [1], "journal": 1}\n'
FAILED = FailureLine(1, "b", "b.txt", 2, "ValueError", "it is \u201cwrong\u201d")


@pytest.fixture(scope="module")
def stopped_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, bytes]]]:
    """Return a folder with stopped runs, and the contents of the same runs when they are whole."""
    folder = tmp_path_factory.mktemp("stopped")
    expected = {}
    for name, options in (("claims.csv", {}), ("claims", {"shard_size": 2})):
        whole = folder / "whole" / name
        whole.parent.mkdir(exist_ok=True)
        run(INPUTS, whole, **options)
        expected[name] = contents(whole)
        stopped(INPUTS, folder / name, 8, **options)
    return folder, expected


@examples(80)
@given(
    st.sampled_from(["claims.csv", "claims"]),
    st.integers(0, 400),
    st.integers(0, 1200),
    st.sampled_from([b"", b"\0" * 50, b'{"index": 9', b"{}\n", b"\n", b'{"index":7}\nmore\n']),
)
def test_a_torn_end_does_not_count(
    tmp_path_factory: pytest.TempPathFactory,
    stopped_run: tuple[Path, dict[str, dict[str, bytes]]],
    name: str,
    lost: int,
    lost_results: int,
    garbage: bytes,
) -> None:
    """Whatever is cut off from the journal and the results, or is garbage there, the run ends as it would have."""
    folder = tmp_path_factory.mktemp("torn")
    source, expected = stopped_run
    for path in source.glob(f"{name}*"):
        copy = shutil.copytree if path.is_dir() else shutil.copy
        copy(path, folder / path.name)
    journal = folder / f"{name}.run" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[: journal.stat().st_size - lost] + garbage)
    [results] = journal.parent.glob("results-*")
    results.write_bytes(results.read_bytes()[: max(0, results.stat().st_size - lost_results)] + garbage)
    report = run(INPUTS, folder / name, **({"shard_size": 2} if name == "claims" else {}))
    assert contents(folder / name) == expected[name]
    assert report.articles == 6
    if not lost and not lost_results:
        assert report.resumed == 8


def test_a_journal_without_a_whole_first_line_counts_for_nothing(tmp_path: Path) -> None:
    """A run whose journal has no whole first line begins again, because it has written nothing that counts."""
    stopped(INPUTS, tmp_path / "claims.jsonl", 8)
    journal = tmp_path / "claims.jsonl.run" / "journal.jsonl"
    for data in (journal.read_bytes()[:20], b""):
        journal.write_bytes(data)
        assert head(journal) is None
        stopped(INPUTS, tmp_path / "claims.jsonl", 8)
    journal.write_bytes(b"")
    assert run(INPUTS, tmp_path / "claims.jsonl").resumed == 0


@pytest.mark.parametrize("data", [b'{"suffix": ".jsonl", "settings": {}, "journal": 99}\n', b"[]\n", b"\xff\n", HEAD])
def test_a_journal_of_another_version_is_refused(tmp_path: Path, data: bytes) -> None:
    """A first line that this version cannot read is an error; `restart` begins again."""
    stopped(INPUTS, tmp_path / "claims.jsonl", 8)
    (tmp_path / "claims.jsonl.run" / "journal.jsonl").write_bytes(data)
    with pytest.raises(FileError, match="it is damaged, or another version of newsclaims has written it"):
        run(INPUTS, tmp_path / "claims.jsonl")
    assert run(INPUTS, tmp_path / "claims.jsonl", restart=True).resumed == 0


@pytest.mark.parametrize(
    "data",
    [
        {"index": "x", "id": 5, "digest": [], "claims": "a", "end": None, "check": {}, "failure": None},
        {"file": 5, "size": "x", "articles": None, "claims": [], "refused": [], "last": "yes"},
        {"index": 9, "id": None, "digest": "x", "failure": {**asdict(FAILED), "message": {}}},
    ],
)
def test_a_line_with_values_of_other_types_does_not_count(tmp_path: Path, data: dict[str, Any]) -> None:
    """A journal counts up to a line whose values have other types, or that is nested too deep to be read."""
    stopped(INPUTS, tmp_path / "claims.jsonl", 8)
    journal = tmp_path / "claims.jsonl.run" / "journal.jsonl"
    for line in (json.dumps(data).encode(), b"[" * 100_000):
        with journal.open("ab") as stream:
            stream.write(line + b"\n")
        assert len(list(lines(journal))) == 8
    assert run(INPUTS, tmp_path / "claims.jsonl").resumed == 8


def test_lines_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Every kind of line is read back, with the offset of its end."""
    path = tmp_path / "journal.jsonl"
    first = Head(".csv", {"format": {"name": "csv"}})
    written: list[Line | Finished] = [
        Line(0, "a", "d1", 3, 10, 99),
        Line(1, None, "d2", failure=FAILED),
        Finished("claims-00000.csv", 12, 0, 0, (FAILED,)),
        Finished(None, last=True),
    ]
    begin(path, first)
    with path.open("ab") as stream:
        stream.writelines(map(encoded, written))
    assert head(path) == first
    found = list(lines(path))
    assert [line for _, line in found] == written
    assert found[-1][0] == path.stat().st_size
    assert list(lines(path, found[1][0])) == found[2:]


def test_what_is_done_is_counted(tmp_path: Path) -> None:
    """Finished files count as they are; results count only if they are whole."""
    path = tmp_path / "journal.jsonl"
    begin(path, Head(".csv", {}))
    finished = Finished("claims-00000.csv", 12, 1, 3, (FAILED,))
    with path.open("ab") as stream:
        for line in (Line(0, "a", "d", 3, 10, 1), Line(1, "b", "d", 1, 20, 2), finished, Line(2, "c", "d", 5, 30, 3)):
            stream.write(encoded(line))
    expected = Done(items=2, read=2, articles=1, claims=3, failed=1, files=(finished,))
    assert recovered(path) == (expected, path.stat().st_size - len(encoded(Line(2, "c", "d", 5, 30, 3))))


def test_the_journal_is_json_lines(tmp_path: Path) -> None:
    """Other programs can read the journal: the settings, a line for each item, and one for each file."""
    run(INPUTS, tmp_path / "claims.jsonl")
    journal = tmp_path / "claims.jsonl.run" / "journal.jsonl"
    found: list[dict[str, Any]] = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    assert found[0]["settings"]["extractor"]["name"] == "scripted"
    assert [line["index"] for line in found[1:-1]] == list(range(9))
    assert (found[-1]["file"], found[-1]["last"]) == ("claims.jsonl", True)
    assert sorted(path.name for path in journal.parent.iterdir()) == ["journal.jsonl", "lock"]
