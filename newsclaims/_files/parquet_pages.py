"""Checks how large the pages of a Parquet file are when they are unpacked, before pyarrow reads them.

pyarrow makes room for a page as its header says, and one page of each column is in memory at a time. The index of the
file may say something else, so a file of some kilobytes could take many gigabytes.
"""

import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

from newsclaims.errors import LimitError

from .locations import FileLocation
from .thrift import ThriftError, read_struct

__all__ = ["MOST_TIMES", "PageSizes"]

MOST_TIMES: Final = 1_000
"""How many times larger than in the file pages can be, if they take more bytes than the limit."""

_END = 8
"""The length of the end of a file: the size of the index, and the magic bytes."""
_HEADER = 1 << 13
"""How many bytes are read for the header of a page, at first. Long statistics can make it longer."""
_LONGEST_HEADER = 1 << 24
_DAMAGED = "its index or a page header is damaged. Use another copy."

# The numbers of fields in the file `parquet.thrift`, which defines the format.
_ROW_GROUPS, _COLUMNS, _META_DATA = 4, 1, 3
_TOTAL_PACKED, _DATA_PAGE, _DICTIONARY_PAGE = 7, 9, 11
_UNPACKED, _PACKED = 2, 3


class PageSizes:
    """Knows the sizes of the pages of a file.

    Args:
        file: The file, which can seek.
        location: Its place, for messages.
        max_bytes: How many bytes the largest pages of all columns can take, whatever their size in the file.
    """

    def __init__(self, file: Any, location: FileLocation, max_bytes: int) -> None:
        self._file, self._location, self._max_bytes = file, location, max_bytes
        self._groups: list[Any] | None = None
        self._left = 0

    def check(self, group: int) -> None:
        """Refuse a row group whose pages take much more memory than their size in the file allows to expect.

        Args:
            group: The number of the group, counted from 0.

        Raises:
            FormatError: If the sizes cannot be read.
            LimitError: If the pages take more than the limit, and more than `MOST_TIMES` their size in the file.
        """
        try:
            largest = [max(pages, default=(0, 0)) for pages in self._pages(group)]
        except (ThriftError, LookupError, TypeError, AttributeError) as error:
            raise self._location.error(_DAMAGED) from error
        unpacked, packed = (sum(sizes) for sizes in zip((0, 0), *largest, strict=True))
        if unpacked > max(self._max_bytes, MOST_TIMES * packed):
            reason = f"the pages of row group {group + 1} take {unpacked:,} bytes, but {packed:,} bytes in the file."
            raise LimitError(self._location.source or "input", reason, "max_bytes")

    def _pages(self, group: int) -> Iterator[Iterator[tuple[int, int]]]:
        """Return the pages of each column of a row group."""
        if self._groups is None:
            self._groups, self._left = _row_groups(self._file)
        columns = self._groups[group][_COLUMNS]
        # Columns that share bytes would be walked again and again.
        self._left -= sum(max(0, column[_META_DATA][_TOTAL_PACKED]) for column in columns)
        if self._left < 0:
            raise ThriftError
        return _columns(self._file, columns)


def _row_groups(file: Any) -> tuple[list[Any], int]:
    """Return the row groups in the index, which is at the end of the file, and the size of the file."""
    size = file.seek(0, io.SEEK_END)
    end = _read(file, max(0, size - _END), _END)
    length = int.from_bytes(end[:4], "little")
    index, _ = read_struct(_read(file, max(0, size - _END - length), length))
    return index[_ROW_GROUPS], size


def _columns(file: Any, columns: Iterable[Any]) -> Iterator[Iterator[tuple[int, int]]]:
    """Yield the pages of each column."""
    for column in columns:
        about = column[_META_DATA]
        starts = [about[field] for field in (_DATA_PAGE, _DICTIONARY_PAGE) if about.get(field, 0) > 0]
        if starts:
            yield _pages(file, min(starts), min(starts) + about[_TOTAL_PACKED])


def _pages(file: Any, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sizes of the pages between two places: unpacked, and in the file."""
    while start < end:
        header, length = _page_header(file, start)
        unpacked, packed = header[_UNPACKED], header[_PACKED]
        if unpacked < 0 or packed < 0:
            raise ThriftError
        yield unpacked, packed
        start += length + packed


def _page_header(file: Any, start: int) -> tuple[dict[int, Any], int]:
    """Return the header of a page, and its length."""
    size = _HEADER
    while True:
        data = _read(file, start, size)
        try:
            return read_struct(data)
        except ThriftError:
            if len(data) < size or size >= _LONGEST_HEADER:
                raise
            size *= 8


def _read(file: Any, start: int, size: int) -> bytes:
    file.seek(start)
    data: bytes = file.read(size)
    return data
