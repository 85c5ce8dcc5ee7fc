"""Files are written whole or not at all, with normal permissions; system errors become errors of newsclaims."""

import errno
import io
import os
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from serialisers.samples import empty, sample

from newsclaims._files.locations import FileLocation, stream_name
from newsclaims._files.streams import _reason, open_lazily, reading, text_chunks, text_lines, writing
from newsclaims._model import ClaimSet
from newsclaims.errors import FileError, InputTypeError
from newsclaims.serialisers import dump, load

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX devices and permissions")


class FaultError(Exception):
    """An error during writing."""


def failing() -> Iterator[ClaimSet]:
    """Yield two claim sets, then fail."""
    yield sample()
    yield sample()
    raise FaultError


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv"])
def test_no_file_is_half_written(tmp_path: Path, name: str) -> None:
    """An error during writing leaves the old file, and no other."""
    old, new = tmp_path / name, tmp_path / f"new-{name}"
    old.write_text("before", encoding="utf-8")
    for path in (old, new):
        with pytest.raises(FaultError):
            dump(failing(), path)
    assert old.read_text(encoding="utf-8") == "before"
    assert os.listdir(tmp_path) == [name]  # noqa: PTH208 - hidden files count


def test_a_file_onto_itself(tmp_path: Path) -> None:
    """A file may be read and written back under the same name."""
    path = tmp_path / "a.jsonl"
    dump([sample(), empty()], path)
    dump((s for s in load(path) if len(s)), path)
    assert list(load(path)) == [sample()]


def test_a_file_is_opened_when_it_is_read(tmp_path: Path) -> None:
    """A file is opened only when it is read; one that disappears before that is an error of newsclaims."""
    path = tmp_path / "a.jsonl"
    dump([sample(), empty()], path)
    with open_lazily(path) as stream:
        assert (stream.name, stream.readable(), stream.tell()) == (str(path), True, 0)
        path.rename(tmp_path / "b.jsonl")
        with pytest.raises(FileError, match="there is no such file"):
            stream.read(1)
    found = load(tmp_path / "b.jsonl")
    (tmp_path / "b.jsonl").rename(path)
    with pytest.raises(FileError, match="there is no such file"):
        next(found)
    with open_lazily(path) as stream:
        assert stream.read() == path.read_bytes()
        assert stream.seek(0) == 0
        assert os.fstat(stream.fileno()).st_size == path.stat().st_size


@posix
def test_permissions(tmp_path: Path) -> None:
    """A new file has the permissions that open() gives; an existing one keeps its own."""
    plain, ours = tmp_path / "plain", tmp_path / "ours.json"
    plain.touch()
    dump(empty(), ours)
    assert ours.stat().st_mode == plain.stat().st_mode
    ours.chmod(0o640)
    dump(sample(), ours)
    assert stat.S_IMODE(ours.stat().st_mode) == 0o640


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing to a link writes its target."""
    (tmp_path / "folder").mkdir()
    real, link = tmp_path / "folder" / "real.json", tmp_path / "link.json"
    link.symlink_to(real)
    dump(empty(), link)
    assert link.is_symlink()
    assert list(load(real)) == [empty()]


def test_a_pipe_is_written_directly(tmp_path: Path) -> None:
    """A path that is not a regular file is written to, not replaced."""
    pipe = tmp_path / "pipe"
    if sys.platform == "win32":
        pytest.skip("needs pipes with names")
    os.mkfifo(pipe)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    dump(empty(), pipe, format="jsonl")
    reader.join()
    assert found[0].endswith(b"}\n")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a device that is always full")
def test_a_full_disk() -> None:
    """A full disk is an error of newsclaims with the system's message."""
    with pytest.raises(FileError, match=r"^/dev/full: No space left on device\.$"):
        dump(sample(), "/dev/full", format="json")


@posix
def test_a_broken_pipe() -> None:
    """A broken pipe stays a BrokenPipeError, so that callers can ignore it."""
    out, into = os.pipe()
    with pytest.raises(BrokenPipeError), writing(f"/dev/fd/{into}") as stream:  # noqa: PT012 - closing writes as well
        os.close(out)
        stream.write(b"x")
    os.close(into)


def test_permission_denied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be written, also because a program on Windows has it open, is an error before any work."""
    path = tmp_path / "a.json"
    path.touch()
    usual = os.open

    def refused(name: object, flags: int, mode: int = 0o777) -> int:
        if name == path:
            raise PermissionError
        return usual(str(name), flags, mode)

    monkeypatch.setattr(os, "open", refused)
    worked: list[object] = []
    with pytest.raises(FileError, match=r"a\.json: permission denied\..* permissions"):
        dump((worked.append(claimset) or claimset for claimset in [empty()]), path)  # type: ignore[func-returns-value]
    assert not worked
    assert os.listdir(tmp_path) == ["a.json"]  # noqa: PTH208 - hidden files count


@pytest.mark.parametrize(
    ("error", "name", "reason"),
    [
        (PermissionError(), "a.csv", "permission denied. Close the file in other programs, and check its permissions."),
        (FileNotFoundError(), "a.csv", "there is no such file or folder. Check the name."),
        (FileNotFoundError(), "a" * 260, "its path has "),
    ],
)
def test_what_windows_refuses_has_its_own_advice(error: OSError, name: str, reason: str) -> None:
    """Windows refuses a file that another program has open, and says of a long path that there is no such file."""
    assert _reason(error, name, "win32").startswith(reason)


def test_no_such_folder(tmp_path: Path) -> None:
    """The error names the missing folder."""
    path = tmp_path / "none" / "a.json"
    with pytest.raises(FileError, match="none' to write it to") as caught:
        dump(empty(), path)
    assert caught.value.path == str(path)


def test_a_folder_for_a_file(tmp_path: Path) -> None:
    """A folder cannot be written or read as a file."""
    folder = tmp_path / "a.json"
    folder.mkdir()
    with pytest.raises(FileError, match=r"it is a folder\. Give the name of a file"):
        dump(empty(), folder)
    with pytest.raises(FileError, match="it is a folder"):
        load(folder)


def test_a_name_that_no_file_can_have() -> None:
    """A name with a NUL is an error of newsclaims."""
    with pytest.raises(FileError, match="null"):
        dump(empty(), "a\0b.json")
    with pytest.raises(FileError, match="null"):
        load("a\0b.json")


def test_a_missing_file_is_an_error_at_once() -> None:
    """`load` itself raises the error for a missing file, not the first claim set."""
    with pytest.raises(FileError, match=r"^nowhere\.json: there is no such file or folder\. Check the name\.$"):
        load("nowhere.json")
    with pytest.raises(FileError, match="no such file"), reading("nowhere.json"):
        pass


def test_text_streams(tmp_path: Path) -> None:
    """A text stream is refused with advice."""
    path = tmp_path / "a.json"
    with path.open("w", encoding="utf-8") as stream, pytest.raises(InputTypeError) as caught:
        dump(empty(), stream, format="json")  # type: ignore[arg-type]
    assert str(caught.value) == (
        "the target must be a path or a binary stream, not a text stream (TextIOWrapper). "
        "Open the file in binary mode ('wb'), or pass the text stream's .buffer."
    )
    with path.open(encoding="utf-8") as stream, pytest.raises(InputTypeError, match=r"\('rb'\)"):
        load(stream, format="json")  # type: ignore[arg-type]
    with (
        tempfile.NamedTemporaryFile("w", encoding="utf-8") as wrapped,
        pytest.raises(InputTypeError, match="a text stream"),
    ):
        dump(empty(), wrapped, format="json")


def test_other_types_than_streams() -> None:
    """An object that is neither a path nor a stream is refused with its type."""
    with pytest.raises(InputTypeError, match="the target must be a path or a binary stream, not int"):
        dump(empty(), 3, format="json")  # type: ignore[arg-type]
    with pytest.raises(InputTypeError, match="the source must be a path or a binary stream, not bytes"):
        load(b"{}", format="json")  # type: ignore[arg-type]


def test_streams_stay_open(tmp_path: Path) -> None:
    """A given stream stays open."""
    with (tmp_path / "a").open("wb+") as stream:
        dump(empty(), stream, format="jsonl")
        dump(sample(), stream, format="jsonl")
        stream.seek(0)
        assert list(load(stream, format="jsonl")) == [empty(), sample()]
        assert not stream.closed


def test_names_of_streams(tmp_path: Path) -> None:
    """Errors name the file, or standard input."""
    with (tmp_path / "a").open("wb") as stream:
        assert stream_name(stream) == str(tmp_path / "a")
    with os.fdopen(os.dup(2), "wb") as numbered:
        assert stream_name(numbered) is None
    assert stream_name(sys.__stdin__.buffer if sys.__stdin__ else None) in {"standard input", None}  # type: ignore[arg-type]


def test_a_stream_that_cannot_be_read(tmp_path: Path) -> None:
    """An error during reading is an error of newsclaims."""

    class Broken:
        """A disk that fails."""

        def read(self, size: int) -> bytes:
            """Fail."""
            raise OSError(errno.EIO, f"Input/output error in {size} bytes")

    with pytest.raises(FileError, match=r"^input: Input/output error in \d+ bytes\.$"):
        list(text_chunks(Broken(), "json"))  # type: ignore[arg-type]


def test_only_line_feeds_end_lines() -> None:
    """Only line feeds end lines; the last line needs none, and each line has its number."""
    found = list(text_lines(io.BytesIO("a\rb\u2028c\n\nde".encode()), "x"))
    assert [line for _, line in found] == ["a\rb\u2028c\n", "\n", "de"]
    assert [location for location, _ in found] == [FileLocation("x", None, number) for number in (1, 2, 3)]


def test_a_line_may_come_in_pieces() -> None:
    """A stream that returns a few bytes at a time, like a pipe, has the same lines."""

    class Pipe(io.BytesIO):
        """A stream that returns three bytes at a time."""

        def read1(self, size: int | None = -1, /) -> bytes:
            """Return the next three bytes."""
            return super().read1(min(3, size or 3))

    text = "\ufeffone line\n\ntwo \u2014 lines\nand a half"
    assert "".join(line for _, line in text_lines(Pipe(text.encode()), "x")) == text.removeprefix("\ufeff")
    assert len(list(text_lines(Pipe(text.encode()), "x"))) == 4
