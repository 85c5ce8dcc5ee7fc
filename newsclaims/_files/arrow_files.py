"""Reads Parquet files of unknown origin in steps that fit in memory.

A file of some kilobytes can hold gigabytes, because a value that many rows share is stored once. The sizes are those
that the file states.
"""

import io
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from newsclaims.errors import LimitError

from .locations import FileLocation

__all__ = ["BUFFER", "UncountedFile", "check_row_group", "rows_at_a_time", "too_large"]

BUFFER: Final = 1 << 16
"""How many bytes are read at a time."""
_BUDGET = 1 << 26
"""About how many bytes the rows that are read at a time can have, unless a single row has more."""


class UncountedFile:
    """A file for pyarrow, which cannot be closed, and whose bytes are not counted, because it reads here and there.

    Args:
        source: The file.
    """

    closed = False

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._uncount: Callable[[], object] = getattr(source, "start_item", lambda: None)

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        Args:
            size: How many; all if it is negative.
        """
        pieces = []
        while size and (piece := self._piece(BUFFER if size < 0 else min(size, BUFFER))):
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def _piece(self, size: int) -> bytes:
        # What showed the type of the file was counted too.
        self._uncount()
        return self._source.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to another place, and return it."""
        return self._source.seek(offset, whence)

    def tell(self) -> int:
        """Return the place in the file."""
        return self._source.tell()

    def close(self) -> None:
        """Do nothing; the caller that opened the source closes it."""


def check_row_group(opened: Any, group: int, location: FileLocation, max_bytes: int) -> None:
    """Refuse a row group in which some row must be larger than the limit.

    Args:
        opened: The file.
        group: The number of the group, counted from 0.
        location: Its place, for the message.
        max_bytes: How many bytes a row may have.

    Raises:
        LimitError: If a row is too large.
    """
    # Not the sizes of the columns: pyarrow aborts the process if the statistics of a column are damaged.
    about = opened.metadata.row_group(group)
    if about.total_byte_size > max_bytes * max(1, about.num_rows):
        raise too_large(f"a row in row group {group + 1}", location, max_bytes)


def rows_at_a_time(opened: Any, group: int, most: int, max_bytes: int) -> int:
    """Return how many rows of a row group can be read at a time.

    A row can be as large as its group, and each row can be, because columns can have a dictionary.

    Args:
        opened: The file.
        group: The number of the group, counted from 0.
        most: The largest number.
        max_bytes: How many bytes a row may have.
    """
    size = opened.metadata.row_group(group).total_byte_size
    return int(max(1, min(most, min(_BUDGET, max_bytes) // max(1, size))))


def too_large(what: str, location: FileLocation, max_bytes: int) -> LimitError:
    """Return the error for something that takes too many bytes.

    Args:
        what: What it is.
        location: Its place.
        max_bytes: The limit.
    """
    return LimitError(location.source or "input", f"{what} takes more than {max_bytes:,} bytes.", "max_bytes")
