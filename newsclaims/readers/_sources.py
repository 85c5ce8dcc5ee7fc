"""Opens what is to be read: unpacks it, and stops it when one article takes more than the limit."""

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO, Final

from newsclaims._files.streams import CHUNK, file_errors, open_lazily
from newsclaims.errors import FormatError, InputTypeError, LimitError

__all__ = ["MAX_BYTES", "Source", "open_source", "without_packing"]

MAX_BYTES: Final = 50_000_000
"""The default limit of the bytes of one article, after unpacking. News pages rarely have more than a few million."""

_PACKED: tuple[tuple[bytes, Callable[[BinaryIO], Any]], ...] = (
    (b"\x1f\x8b", lambda stream: gzip.GzipFile(fileobj=stream)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
)
"""How a file packed by gzip (RFC 1952), bzip2 or xz begins, and what unpacks it."""
_PACKED_SUFFIXES = (".gz", ".bz2", ".xz")


class Source(io.BufferedReader):
    """A stream that raises an error when it has given more than its limit since `start_article`.

    Args:
        stream: The stream.
        name: Its name, for messages.
        max_bytes: The limit.
        packed: Whether the stream unpacks its data. It cannot seek then, because it would unpack all data again, and
            that would not be counted.
    """

    def __init__(self, stream: Any, name: str, max_bytes: int, *, packed: bool = False) -> None:
        self._meter = _Meter(stream, name, max_bytes, packed=packed)
        # Larger than usual, because unpacking small pieces is slow.
        super().__init__(self._meter, CHUNK)

    def start_article(self) -> None:
        """Begin to count again, because another article begins."""
        self._meter.given = 0


class _Meter(io.RawIOBase):
    """Counts the bytes that a stream gives; closing it does not close the stream."""

    def __init__(self, stream: Any, name: str, max_bytes: int, *, packed: bool) -> None:
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._stream, self.name, self._max_bytes = stream, name, max_bytes
        self._packed, self.given = packed, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        seekable = getattr(self._stream, "seekable", None)
        return bool(not self._packed and seekable and seekable())

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return int(self._stream.seek(offset, whence))

    def tell(self) -> int:
        # A buffered reader asks for it before the first read, even of a stream that cannot say it.
        return int(self._stream.tell()) if self.seekable() else 0

    def readinto(self, buffer: Any, /) -> int:
        with file_errors(self.name):
            # Not more than one article may take, because the next ones are in these bytes too.
            data = self._next(min(len(buffer), self._max_bytes))
        self.given += len(data)
        if self.given > self._max_bytes:
            reason = f"one article takes more than {self._max_bytes:,} bytes of it, after unpacking."
            raise LimitError(self.name, reason, "max_bytes")
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes | bytearray | memoryview:
        """Return the next bytes, at most so many."""
        try:
            data: object = self._read(size)
        except (EOFError, OSError, zlib.error, lzma.LZMAError) as error:
            # The errors of the system have a number, and those of gzip and bz2 about their data do not.
            if isinstance(error, OSError) and (error.errno is not None or not self._packed):
                raise
            reason = f"{str(error).rstrip('.')}; the file may be damaged or cut short."
            raise FormatError("packed file", reason, None, self.name) from error
        if not isinstance(data, (bytes, bytearray, memoryview)):
            given = f"one whose read returns {type(data).__name__}"
            raise InputTypeError("the source", "a binary stream that waits for its data", given)
        return data


@contextmanager
def open_source(source: str | BinaryIO, max_bytes: int, name: str) -> Iterator[Source]:
    """Open a file, or take a stream, and unpack it; a context. A stream stays open.

    Args:
        source: The path of a file, or a binary stream.
        max_bytes: How many bytes one article may take.
        name: Its name, for messages.

    Raises:
        FileError: If the file cannot be read.
    """
    with ExitStack() as stack:
        stream: Any = stack.enter_context(open_lazily(source)) if isinstance(source, str) else source
        if not hasattr(stream, "peek"):
            stream = stack.enter_context(Source(stream, name, _NO_LIMIT))
        with file_errors(name):
            head = stream.peek(_LONGEST)[:_LONGEST]
        unpackers = [unpacked for start, unpacked in _PACKED if head.startswith(start)]
        for unpacked in unpackers:
            stream = stack.enter_context(unpacked(stream))
        yield stack.enter_context(Source(stream, name, max_bytes, packed=bool(unpackers)))


def without_packing(name: str) -> str:
    """Return a file's name without the suffix of a packed file, such as `.gz`.

    Args:
        name: The name.
    """
    suffix = next((suffix for suffix in _PACKED_SUFFIXES if name.lower().endswith(suffix)), "")
    return name.removesuffix(name[len(name) - len(suffix) :]) if suffix else name


_NO_LIMIT = 1 << 62
_LONGEST = max(len(start) for start, _ in _PACKED)
