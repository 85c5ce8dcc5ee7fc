"""Where a run writes: a file or a folder, what is refused, and what is in the way."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pipeline.runs.given import articles, run, stopped

import newsclaims as nc
from newsclaims._pipeline.runs.outputs import output_for
from newsclaims.errors import FileError, InputTypeError, InvalidValueError, NewsClaimsError


@pytest.mark.parametrize(
    ("place", "format", "files"),
    [
        ("claims.csv", None, ["claims.csv"]),
        ("claims.out", "csv", ["claims.out"]),
        ("claims", None, ["claims/claims-00000.jsonl", "claims/claims-00001.jsonl"]),
        ("claims.d/", "csv", ["claims.d/claims-00000.csv", "claims.d/claims-00001.csv"]),
        ("there.is", None, ["there.is/claims-00000.jsonl", "there.is/claims-00001.jsonl"]),
    ],
)
def test_a_name_is_a_file_or_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, format: str | None, files: list[str]
) -> None:
    """A name with a suffix is a file; one without, one that ends in a slash, and a folder that exists are folders."""
    monkeypatch.chdir(tmp_path)
    Path("there.is").mkdir()
    output = output_for(place, format, None)
    assert [str(output.file(number)) for number in range(len(files))] == files
    assert output.folder.name == f"{Path(place).name}.run"
    assert output.failures.name == f"{Path(place).name}.failures.jsonl"


def test_this_folder_has_the_run_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a name such as `.`, the files of the run are beside the folder too."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    run(articles(2, bad=False), ".")
    assert {path.name for path in tmp_path.iterdir()} == {"here", "here.run"}
    assert [path.name for path in Path().iterdir()] == ["claims-00000.jsonl"]


@pytest.mark.parametrize(
    ("place", "options", "error", "message"),
    [
        (3, {}, InputTypeError, "output must be a path, not int"),
        ("", {}, FileError, "not the name of a file"),
        ("claims.xyz", {}, InvalidValueError, "no format has the suffix '.xyz'.* or give format= "),
        ("claims.html", {}, InvalidValueError, "'html' does not write many articles to one file"),
        ("claims", {"format": "brat"}, InvalidValueError, "newsclaims convert claims.jsonl FOLDER --to brat"),
        ("claims", {"format": "nope"}, NewsClaimsError, "no format is called 'nope'"),
        ("claims.csv", {"shard_size": 3}, InvalidValueError, "claims.csv is one file, so shard_size "),
        ("claims", {"shard_size": 0}, InvalidValueError, "shard_size must be 1 or more"),
        ("no/such/claims.csv", {}, FileError, "there is no folder 'no/such'"),
        (os.devnull, {}, FileError, "neither a file nor a folder|Permission|cannot"),
        ("a\0b.csv", {}, FileError, "null"),
    ],
)
def test_an_output_that_cannot_be_used_is_an_error(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: Any,
    options: Mapping[str, Any],
    error: type[Exception],
    message: str,
) -> None:
    """What cannot be written as a run does it is refused before anything is done."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=message):
        run(articles(3), place, **options)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_something_in_the_place_of_the_folder_of_a_run_is_an_error(tmp_path: Path) -> None:
    """A file or a broken link in the place of a folder is named, with what to do."""
    folder = tmp_path / "claims.csv.run"
    folder.write_text("mine", encoding="utf-8")
    with pytest.raises(FileError, match=r"claims\.csv\.run: the run needs a folder of this name. Remove or rename"):
        run(articles(3), tmp_path / "claims.csv")
    (tmp_path / "other").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileError, match="other: the run needs a folder of this name"):
        run(articles(3), tmp_path / "other")


def test_files_of_somebody_else_are_not_replaced(tmp_path: Path) -> None:
    """A run does not begin where a file is that no run has written; what is not in its way may be there."""
    (tmp_path / "claims.jsonl").write_text("mine", encoding="utf-8")
    with pytest.raises(FileError, match="it exists, and no run that can go on has written it"):
        run(articles(3), tmp_path / "claims.jsonl")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "claims-1.jsonl").write_text("mine", encoding="utf-8")
    assert run(articles(3, bad=False), tmp_path / "folder").articles == 3
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "claims-00007.jsonl").write_text("mine", encoding="utf-8")
    with pytest.raises(FileError, match=r"claims-00007\.jsonl: it exists"):
        run(articles(3), tmp_path / "other")
    assert (tmp_path / "claims.jsonl").read_text(encoding="utf-8") == "mine"
    assert {path.name for path in tmp_path.glob("*.run")} == {"folder.run"}


@pytest.mark.parametrize("whole", [False, True])
def test_a_finished_file_that_is_missing_is_an_error(tmp_path: Path, *, whole: bool) -> None:
    """If a finished file is not there any more, or has other bytes, the run does not go on; its time may differ."""
    output, inputs = tmp_path / "claims", articles(9)
    if whole:
        run(inputs, output, shard_size=2)
    else:
        stopped(inputs, output, 8, shard_size=2)
    first = output / "claims-00000.jsonl"
    content = first.read_bytes()
    first.write_bytes(b"")
    with pytest.raises(FileError, match="it has changed since the run wrote it"):
        run(inputs, output, shard_size=2)
    first.write_bytes(content.replace(b"a0", b"b0"))
    os.utime(first, (1, 1))
    with pytest.raises(FileError, match="it has changed since the run wrote it"):
        run(inputs, output, shard_size=2)
    first.unlink()
    with pytest.raises(FileError, match="it is missing since the run wrote it"):
        run(inputs, output, shard_size=2)
    first.write_bytes(content)
    os.utime(first, (1, 1))
    assert run(inputs, output, shard_size=2).articles == 6


def test_only_one_process_works_on_an_output(tmp_path: Path) -> None:
    """A second run on the same output is refused while the first one works, with its number."""
    output = tmp_path / "claims.jsonl"

    def inputs() -> Any:
        yield from articles(2, bad=False)
        with pytest.raises(FileError, match=f"process {os.getpid()} is working on this run"):
            run(articles(2), output)
        (tmp_path / "claims.jsonl.run" / "process").unlink()
        with pytest.raises(FileError, match="another process is working on this run"):
            run(articles(2), output, restart=True)

    assert run(inputs(), output).articles == 2


def test_a_full_disk_ends_the_run_which_then_goes_on(tmp_path: Path) -> None:
    """If a file cannot grow, the run ends with an error that says so; when there is space, it goes on."""
    if sys.platform == "win32":
        pytest.skip("needs limits of POSIX")
    import resource

    output, inputs = tmp_path / "claims.jsonl", articles(9)
    whole = run(inputs, tmp_path / "whole.jsonl")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for limit in (2000, 4000, 6000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
        try:
            with pytest.raises(FileError, match=r"[Ff]ile too large"):
                run(inputs, output, batch_size=1)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    report = run(inputs, output)
    assert 0 < report.resumed < 9
    assert (report.articles, report.failed) == (whole.articles, whole.failed)
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert nc.load(output)
