"""The file of failures: its lines, and the choice of what they name."""

import json
from pathlib import Path
from typing import Any

import pytest

from newsclaims._pipeline.runs.failures import FailureLine, Named
from newsclaims.errors import FileError, FormatError, InvalidValueError


def named(folder: Path, *lines: FailureLine) -> Named:
    path = folder / "failures.jsonl"
    path.write_bytes(b"".join(line.line() for line in lines))
    return Named(path)


def test_a_line_can_hold_any_message() -> None:
    """A message is cut if it is very long, and half a character in it is an escape."""
    line = FailureLine.of(3, {"id": "a", "file": None, "row": None}, ValueError("\ud83d" + "x" * 5000))
    found = json.loads(line.line())
    assert found["message"].startswith("\\ud83dxx")
    assert found["message"].endswith("xx ...")
    assert len(found["message"]) < 2100


@pytest.mark.parametrize(
    ("line", "place", "taken"),
    [
        (FailureLine(3, "a", None, None, "E", ""), {"id": "a"}, True),
        (FailureLine(4, "a", None, None, "E", ""), {"id": "a"}, False),
        (FailureLine(3, "b", None, None, "E", ""), {"id": "a"}, False),
        (FailureLine(9, "a", "f.csv", 2, "E", ""), {"id": "a", "file": "f.csv", "row": 2}, True),
        (FailureLine(9, "a", "f.csv", 2, "E", ""), {"id": "a", "file": "g.csv", "row": 2}, False),
        (FailureLine(9, None, "f.csv", 2, "E", ""), {"id": "a", "file": "f.csv", "row": 2}, True),
        (FailureLine(9, None, "f.csv", None, "E", ""), {"id": "a", "file": "f.csv", "row": 7}, True),
        (FailureLine(9, None, "f.csv", None, "E", "", 7), {"id": "a", "file": "f.csv", "row": 8}, True),
        (FailureLine(9, None, "f.csv", None, "E", "", 0), {"id": "a", "file": "f.csv", "row": None}, True),
        (FailureLine(3, None, None, None, "E", ""), {"id": "a"}, True),
    ],
)
def test_articles_are_recognised(tmp_path: Path, line: FailureLine, place: dict[str, Any], taken: bool) -> None:  # noqa: FBT001
    """An article is named by its file, row and id; without a file, by its place and id; a file names all in it."""
    chosen = named(tmp_path, line)
    assert chosen.takes(3, place) == taken
    assert list(chosen.missing()) == ([] if taken else [line])


def test_what_was_read_before_a_file_failed_is_not_taken(tmp_path: Path) -> None:
    """A row that was read before its file failed is not taken, and a file that has no more now is not missing."""
    chosen = named(tmp_path, FailureLine(9, None, "f.csv", None, "E", "", 7))
    assert not chosen.takes(3, {"id": "a", "file": "f.csv", "row": 7})
    assert not list(chosen.missing())


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (b'{"index": 1}\n', InvalidValueError, "line 1: this is not a line of a file of failures"),
        (b'{"id": "a", "text": "b"}\n', InvalidValueError, "this is not a line of a file of failures"),
        (b'{"index": 1', FormatError, "the file may be cut short"),
        (b"", InvalidValueError, "it names nothing that failed"),
        (b"[1]\n", FormatError, "a failure must be an object"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, data: bytes, error: type[Exception], message: str) -> None:
    """A file that no run has written is an error that says so."""
    (tmp_path / "failures.jsonl").write_bytes(data)
    with pytest.raises(error, match=message):
        Named(tmp_path / "failures.jsonl")
    with pytest.raises(FileError):
        Named(tmp_path / "none.jsonl")
