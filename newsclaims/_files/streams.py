"""Opens files and streams for reading and writing, and reads their text piece by piece or line by line."""

import codecs
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from newsclaims.errors import FileError, FormatError, InputTypeError, NewsClaimsError

from .bad_bytes import BadBytes, before_bad_bytes
from .encodings import LONGEST_MARK, file_kind, marked_encoding, undecodable, zero_bytes
from .locations import FileLocation, stream_name
from .temporary import temporary_file

__all__ = [
    "check_readable",
    "check_stream",
    "file_errors",
    "open_lazily",
    "reading",
    "split_lines",
    "text_chunks",
    "text_lines",
    "writing",
]

CHUNK = 1 << 16
"""How many bytes are read at a time."""

_ADVICE: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, "there is no such file or folder. Check the name."),
    (IsADirectoryError, "it is a folder. Give the name of a file."),
    (PermissionError, "permission denied. Check the permissions of the file."),
)
_IN_USE = "permission denied. Close the file in other programs, and check its permissions."
"""The advice on Windows, which refuses to replace a file that another program has open, such as Excel."""
_LONGEST_PATH = 259
"""The largest length of a path on Windows, unless its settings allow more; it says that there is no such file."""


class _Source(io.RawIOBase):
    """A file that is opened when it is first read, so that few of many files are open at a time."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.name = path
        self._opened: io.FileIO | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file().seekable()

    def readinto(self, buffer: Any, /) -> int:
        return self._file().readinto(buffer)

    def readall(self) -> bytes:
        return self._file().readall()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._file().seek(offset, whence)

    def tell(self) -> int:
        # A buffered reader asks for it before the first read.
        return 0 if self._opened is None else self._opened.tell()

    def fileno(self) -> int:
        return self._file().fileno()

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
        super().close()

    def _file(self) -> io.FileIO:
        if self._opened is None:
            with file_errors(self.name):
                self._opened = io.FileIO(self.name)
        return self._opened


class _Target(io.FileIO):
    """A file that raises errors of newsclaims if it cannot be written, for example on a full disk."""

    def __init__(self, file: Path | int, shown: str) -> None:
        super().__init__(file, "w")
        self._shown = shown

    def write(self, data: object, /) -> int:
        try:
            return super().write(data)  # type: ignore[arg-type]
        except BrokenPipeError:
            raise
        except OSError as error:
            raise FileError(self._shown, _reason(error, self._shown)) from error


@contextmanager
def writing(target: BinaryIO | str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a target for writing, as a context.

    A file gets its content in one step at the end, and keeps its permissions and its owner, or gets those of a new
    file. Until then the content is in a temporary file with the same permissions. After an error, the old content is
    kept. A device or a pipe is written directly, and so is a stream, which stays open.

    Args:
        target: A path, or a binary stream.

    Raises:
        InputTypeError: If it is neither, or a text stream.
        FileError: If the file cannot be written.
    """
    if not isinstance(target, (str, os.PathLike)):
        yield check_stream(target, "write")
        return
    shown, path = os.fspath(target), Path(target)
    with file_errors(shown):
        if path.is_dir():
            raise IsADirectoryError
        special = _is_special(path)
    with _directly(path, shown) if special else _atomically(path, shown) as stream:
        yield stream


@contextmanager
def reading(source: BinaryIO | str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a source for reading, as a context; a stream stays open.

    Args:
        source: A path, or a binary stream.

    Raises:
        InputTypeError: If it is neither, or a text stream.
        FileError: If the file cannot be read.
    """
    if not isinstance(source, (str, os.PathLike)):
        yield check_stream(source, "read")
        return
    with ExitStack() as stack:
        with file_errors(os.fspath(source)):
            stream = stack.enter_context(Path(source).open("rb"))
        yield stream


def open_lazily(path: str | os.PathLike[str]) -> BinaryIO:
    """Return a file that opens when it is first read; the caller closes it.

    Args:
        path: The path.
    """
    return io.BufferedReader(_Source(os.fspath(path)))


def check_readable(path: str | os.PathLike[str]) -> None:
    """Raise the error that opening a path later would raise.

    Args:
        path: The path.

    Raises:
        FileError: If there is no such file, or if it is a folder.
    """
    with file_errors(os.fspath(path)):
        Path(path).stat()
        if Path(path).is_dir():
            raise IsADirectoryError


def check_stream(stream: BinaryIO, method: str) -> BinaryIO:
    """Return a stream, after checking that it is a binary one.

    Args:
        stream: The stream.
        method: The method that it must have: `"read"` or `"write"`.

    Raises:
        InputTypeError: If it is something else.
    """
    what, mode = ("the target", "wb") if method == "write" else ("the source", "rb")
    # Some wrappers of text files (tempfile's) are not a TextIOBase, but they have an encoding.
    if isinstance(stream, io.TextIOBase) or hasattr(stream, "encoding"):
        hint = f"Open the file in binary mode ({mode!r}), or pass the text stream's .buffer."
        raise InputTypeError(what, "a path or a binary stream", f"a text stream ({type(stream).__name__})", hint)
    if not callable(getattr(stream, method, None)):
        raise InputTypeError(what, "a path or a binary stream", type(stream).__name__)
    return stream


def text_chunks(
    stream: BinaryIO, format: str, encoding: str | None = None, bad: BadBytes | None = None
) -> Iterator[str]:
    """Yield the text of a stream in pieces, without its byte order mark.

    Args:
        stream: The stream.
        format: The format's name, for error messages.
        encoding: Its encoding; if None, what its byte order mark says, or else UTF-8.
        bad: Where the bad bytes of a text in UTF-8 are noted, which are lone surrogates in its pieces; None to raise
            an error at the first one. Many are an error in any case.

    Raises:
        UndecodableError: If it cannot be decoded; the text before the fault is yielded first.
        FormatError: If it ends in the middle of a character.
        FileError: If it cannot be read.
    """
    name = stream_name(stream)
    pieces = _byte_pieces(stream, name or "input")
    head = next(pieces, b"")
    encoding = encoding or (marked_encoding(head) or ("UTF-8", 0))[0]
    if encoding == "UTF-8" and (zero := zero_bytes(head)) is not None:
        raise undecodable(name or "input", head, zero, 0, "many bytes are zero")
    all_pieces = chain((head,), pieces, (b"",))
    if bad is None or codecs.lookup(encoding).name != "utf-8" or file_kind(head) != ("", ""):
        texts = _decoded(all_pieces, head, FileLocation(format, name), encoding)
    else:
        texts = _with_bad_bytes(all_pieces, head, FileLocation(format, name), bad)
    at_start = True
    for text in texts:
        if text:
            yield text.removeprefix("\ufeff") if at_start else text
            at_start = False


def _decoded(pieces: Iterable[bytes], head: bytes, location: FileLocation, encoding: str) -> Iterator[str]:
    """Yield the text of pieces of bytes, up to the first bad byte."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    for data in pieces:
        pending = len(decoder.getstate()[0])
        fault = None
        try:
            text = decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            text, fault = error.object[: error.start].decode(encoding), error
        yield text
        if fault is not None:
            if not data:
                raise _cut_short(location)
            byte = fault.object[fault.start]
            position = done - pending + fault.start
            raise undecodable(location.source or "input", head, position, byte, fault.reason, encoding)
        done += len(data)


def _with_bad_bytes(pieces: Iterable[bytes], head: bytes, location: FileLocation, bad: BadBytes) -> Iterator[str]:
    """Yield the text of pieces of bytes in UTF-8, in which bad bytes are noted and become lone surrogates."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    for data in pieces:
        if not data and decoder.getstate()[0]:
            raise _cut_short(location)
        text = decoder.decode(data)
        bad.add(text, head)
        if bad.are_many:
            yield before_bad_bytes(text)
            raise bad.error(location)
        yield text


def _cut_short(location: FileLocation) -> FormatError:
    return location.error("it ends in the middle of a character; it may be cut short.")


def text_lines(stream: BinaryIO, format: str, encoding: str | None = None) -> Iterator[tuple[FileLocation, str]]:
    r"""Yield the lines of a stream, each with its location; they keep their ends, and only `\n` ends a line.

    Args:
        stream: The stream.
        format: The format's name, for error messages.
        encoding: Its encoding; if None, what its byte order mark says, or else UTF-8.

    Raises:
        UndecodableError: If it cannot be decoded; the lines before the fault are yielded first.
        FormatError: If it ends in the middle of a character.
        FileError: If it cannot be read.

    Example:
        ```python
        for location, line in text_lines(stream, "spans"):
            if not line.startswith("{"):
                raise location.error("the line is not a JSON object.")
        ```
    """
    name = stream_name(stream)
    for number, line in enumerate(split_lines(text_chunks(stream, format, encoding)), 1):
        yield FileLocation(format, name, number), line


def _byte_pieces(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield the bytes of a stream in pieces; the first is long enough for a byte order mark."""
    # read1 returns what a pipe has now; read would wait for a whole piece.
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    head = b""
    with file_errors(name):
        while len(head) < LONGEST_MARK and (data := read(CHUNK)):
            head += data
    while head:
        yield head
        with file_errors(name):
            head = read(CHUNK)


def split_lines(pieces: Iterable[str]) -> Iterator[str]:
    r"""Yield the lines of a text that comes in pieces; they keep their ends, and only `\n` ends a line.

    Args:
        pieces: The pieces.
    """
    rest: list[str] = []
    for piece in pieces:
        start = 0
        while (end := piece.find("\n", start) + 1) > 0:
            yield "".join((*rest, piece[start:end]))
            rest.clear()
            start = end
        rest.append(piece[start:])
    if last := "".join(rest):
        yield last


@contextmanager
def _directly(path: Path, shown: str) -> Iterator[BinaryIO]:
    with file_errors(shown):
        stream = io.BufferedWriter(_Target(path, shown))
    with stream:
        yield stream


@contextmanager
def _atomically(path: Path, shown: str) -> Iterator[BinaryIO]:
    with ExitStack() as stack:
        with file_errors(shown):
            # A link is followed, as in open(): its target is replaced, not the link.
            path = Path(os.path.realpath(path))
            like = path.stat() if path.exists() else None
            if like is not None:
                # Opened at the start, so that no work is lost at the end because another program has it open.
                os.close(os.open(path, os.O_WRONLY))
            if not path.parent.is_dir():
                raise FileError(shown, f"there is no folder {str(path.parent)!r} to write it to. Make it first.")
            temporary, descriptor = stack.enter_context(temporary_file(path.parent, like))
            stream = io.BufferedWriter(_Target(descriptor, shown))
        with stream:
            yield stream
        with file_errors(shown):
            temporary.replace(path)


def _is_special(path: Path) -> bool:
    """Return whether a path is a device or a pipe, which cannot be replaced; all of /dev counts as such."""
    return path.parts[:2] == ("/", "dev") or (path.exists() and not path.is_file())


@contextmanager
def file_errors(shown: str) -> Iterator[None]:
    """Turn errors of the system about a file or folder into errors of newsclaims, as a context.

    Args:
        shown: The name, as it was given.

    Raises:
        FileError: If the system refuses it, for example because it cannot be the name of a file.
    """
    try:
        yield
    except NewsClaimsError:
        raise
    except (OSError, ValueError) as error:
        raise FileError(shown, _reason(error, shown)) from error


def _reason(error: OSError | ValueError, shown: str, system: str = sys.platform) -> str:
    """Return what is wrong with a file, and what to do."""
    if system == "win32":
        if isinstance(error, PermissionError):
            return _IN_USE
        path = str(Path(getattr(error, "filename", None) or shown).absolute())
        if isinstance(error, FileNotFoundError) and len(path) > _LONGEST_PATH:
            return f"its path has {len(path)} characters, and Windows allows {_LONGEST_PATH}. Choose a shorter one."
    for kind, advice in _ADVICE:
        if isinstance(error, kind):
            return advice
    return f"{getattr(error, 'strerror', None) or error}."
