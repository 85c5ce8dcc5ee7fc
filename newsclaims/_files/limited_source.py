"""A stream that stops when one article, or one claim set, takes more of it than a limit, so that none is endless."""

import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, Final

from newsclaims.errors import FormatError, InputTypeError, LimitError

from .locations import NOT_READ
from .streams import CHUNK, file_errors

__all__ = ["MAX_SET_BYTES", "LimitedSource"]

MAX_SET_BYTES: Final = 500_000_000
"""The default limit of the bytes of one claim set, after unpacking: that of an article of about 16 MB in JSON."""


class LimitedSource(io.BufferedReader):
    """A stream that raises an error when it has given more than its limit since `start_item`.

    Args:
        stream: The stream.
        name: Its name, for messages; None if it has none.
        max_bytes: The limit.
        packed: Whether the stream unpacks its data. It cannot seek then, because it would unpack all data again, and
            that would not be counted.
        item: What may take as many bytes, for the message.
    """

    def __init__(
        self, stream: Any, name: str | None, max_bytes: int, *, packed: bool = False, item: str = "one article"
    ) -> None:
        self._meter = _Meter(stream, name, max_bytes, packed=packed, item=item)
        # Larger than usual, because unpacking small pieces is slow.
        super().__init__(self._meter, CHUNK)

    def start_item(self) -> None:
        """Begin to count again, because another article, or another claim set, begins."""
        self._meter.given = 0


class _Meter(io.RawIOBase):
    """Counts the bytes that a stream gives; closing it does not close the stream."""

    def __init__(self, stream: Any, name: str | None, max_bytes: int, *, packed: bool, item: str) -> None:
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._stream, self.name, self._max_bytes = stream, name, max_bytes
        self._shown, self._item = name or "input", item
        self._packed, self.given = packed, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        seekable = getattr(self._stream, "seekable", None)
        return bool(not self._packed and seekable and seekable())

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return int(self._stream.seek(offset, whence))

    def tell(self) -> int:
        # A buffered reader asks for it before the first read, even of a stream that cannot say it. Whether it can seek
        # is not asked, because that would open a file before it is read.
        try:
            return int(self._stream.tell())
        except (AttributeError, OSError, ValueError):
            return 0

    def readinto(self, buffer: Any, /) -> int:
        with file_errors(self._shown):
            # Not more than this item may still take, because the next ones are in these bytes too. From the limit on,
            # one byte shows whether the item goes on.
            data = self._next(max(1, min(len(buffer), self._max_bytes - self.given)))
        self.given += len(data)
        if self.given > self._max_bytes:
            reason = f"{self._item} takes more than {self._max_bytes:,} bytes of it, after unpacking. {NOT_READ}"
            raise LimitError(self._shown, reason, "max_bytes")
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
            reason = f"{str(error).rstrip('.')}; the file may be damaged or cut short. {NOT_READ}"
            raise FormatError("packed file", reason, None, self.name) from error
        if not isinstance(data, (bytes, bytearray, memoryview)):
            given = f"one whose read returns {type(data).__name__}"
            raise InputTypeError("the source", "a binary stream that waits for its data", given)
        return data
