"""The digests of what training reads."""

from pathlib import Path

import pytest

from training import fetch, sources
from training.plan import STARTS, Plan, Start
from training.sources import digest, known_digests, source_digest, write_digests


def corpus(folder: Path) -> Path:
    """Write a corpus of one article, and return the folder of the corpora."""
    (folder / "news" / "train" / "text").mkdir(parents=True)
    (folder / "news" / "train" / "text" / "a.txt").write_text("It rained, she said.", encoding="utf-8")
    (folder / "news" / "train" / "claims.jsonl").write_text("{}\n", encoding="utf-8")
    return folder


def test_a_digest_depends_on_names_and_contents_alone() -> None:
    """The order of the files does not matter; a name or a content does."""
    files = [("a", b"1"), ("b", b"2")]
    assert digest(files) == digest(files[::-1])
    assert len({digest(files), digest([("a", b"2"), ("b", b"1")]), digest([("a", b"12")]), digest([])}) == 4
    assert digest([]) is None


def test_the_digest_of_a_corpus_covers_what_is_read(tmp_path: Path) -> None:
    """A changed article changes the digest; a file that training does not read leaves it as it is."""
    folder = corpus(tmp_path)
    before = source_digest("news/train", folder)
    (folder / "news" / "train" / "README.md").write_text("Read me.", encoding="utf-8")
    assert source_digest("news/train", folder) == before
    (folder / "news" / "train" / "text" / "a.txt").write_text("It snowed, she said.", encoding="utf-8")
    assert source_digest("news/train", folder) != before
    assert source_digest("news/dev", folder) is None


def test_digests_are_written_beside_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing the digest of one source keeps those of the others."""
    path = tmp_path / "sources.txt"
    path.write_text("# A title.\n" + "0" * 64 + "  one\n" + "1" * 64 + "  another one\n", encoding="utf-8")
    monkeypatch.setattr(sources, "FILE", path)
    write_digests({"one": "2" * 64})
    fetched = {name: known_digests()[name] for name in (sources.TAUGHT, sources.KEPT)}
    assert known_digests() == {"one": "2" * 64, "another one": "1" * 64, **fetched}
    assert path.read_text(encoding="utf-8").count("\n") == 3


def test_fetched_files_have_one_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The digest of a fetched file is the one that the command that fetches it checks."""
    assert known_digests()[sources.TAUGHT] == fetch.kept_files()["said.npz"].sha256
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    assert source_digest(sources.TAUGHT, tmp_path) is None
    path = tmp_path / sources.TAUGHT
    path.parent.mkdir(parents=True)
    path.write_bytes(b"1")
    assert source_digest(sources.TAUGHT, tmp_path) == fetch.digest_of(path)


def test_the_earlier_network_needs_all_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model with a missing file is missing, and does not count as another model."""
    monkeypatch.setattr(sources, "EARLIER_MODEL", tmp_path)
    for name in sources.MODEL_FILES:
        assert source_digest(sources.EARLIER, tmp_path) is None
        (tmp_path / name).write_bytes(b"1")
    assert source_digest(sources.EARLIER, tmp_path) is not None


def test_every_fetched_file_belongs_to_a_source() -> None:
    """The list has the files of the sources that are fetched, and no others."""
    assert [name for names in sources.FETCHED.values() for name in names] == list(fetch.kept_files())


def test_the_open_corpus_is_the_one_of_the_list() -> None:
    """The part for development of our own articles is in the repository, with the digest in the list."""
    assert source_digest("newsroom", sources.ROOT / "benchmarks") == known_digests()["genres/dev"]


@pytest.mark.parametrize("start", STARTS)
def test_every_source_of_a_plan_has_a_digest(tmp_path: Path, start: Start) -> None:
    """Whatever the start, the list has the digest of everything that the steps read."""
    steps = Plan(tmp_path, tmp_path, start, install=True).steps()
    assert {name for step in steps for name in step.data} <= known_digests().keys()
