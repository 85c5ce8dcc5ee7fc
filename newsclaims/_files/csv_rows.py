"""Reads rows of CSV with cells of any length."""

import csv
import threading
from collections.abc import Iterable, Iterator

__all__ = ["CsvRows"]

# The csv module refuses cells that are longer than a limit, which is the same for the whole process.
_limit = threading.Lock()
_LONGEST = 2**31 - 1


class CsvRows(Iterator[list[str]]):
    """The rows of a CSV text; after a `csv.Error`, the next row begins at the next line.

    Args:
        lines: The lines, with their ends.
        delimiter: What separates the cells.
    """

    def __init__(self, lines: Iterable[str], delimiter: str = ",") -> None:
        self._lines = iter(lines)
        self._usual = csv.field_size_limit()
        self._reader = csv.reader(self._unlocked(), delimiter=delimiter, strict=True)

    @property
    def lines_read(self) -> int:
        """How many lines were read so far."""
        return self._reader.line_num

    def __next__(self) -> list[str]:
        self._lift()
        try:
            return next(self._reader)
        finally:
            self._restore()

    def _unlocked(self) -> Iterator[str]:
        """Yield the lines, each read under the usual limit, because a stream can wait for another thread."""
        while True:
            self._restore()
            try:
                line = next(self._lines, None)
            finally:
                self._lift()
            if line is None:
                return
            yield line

    def _lift(self) -> None:
        _limit.acquire()
        self._usual = csv.field_size_limit(_LONGEST)

    def _restore(self) -> None:
        csv.field_size_limit(self._usual)
        _limit.release()
