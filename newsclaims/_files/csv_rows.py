"""Reads rows of CSV with cells of any length."""

import csv
import threading
from collections.abc import Callable, Iterable, Iterator

__all__ = ["CsvRows"]

# The csv module refuses cells that are longer than a limit, which is the same for the whole process.
_limit = threading.Lock()
_LONGEST = 2**31 - 1


class CsvRows(Iterator[list[str]]):
    """The rows of a CSV text; after a `csv.Error`, the next row begins at the next line.

    Args:
        pieces: The text in pieces, which are its lines with their ends.
        delimiter: What separates the cells.
        split: Splits the text into lines if its pieces are not lines.
    """

    def __init__(
        self, pieces: Iterable[str], delimiter: str = ",", split: Callable[[Iterable[str]], Iterator[str]] = iter
    ) -> None:
        self._pieces = iter(pieces)
        self._usual = csv.field_size_limit()
        self._reader = csv.reader(split(self._unlocked()), delimiter=delimiter, strict=True)

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
        """Yield the pieces, each read under the usual limit, because a stream can wait for another thread."""
        while True:
            self._restore()
            try:
                piece = next(self._pieces, None)
            finally:
                self._lift()
            if piece is None:
                return
            yield piece

    def _lift(self) -> None:
        _limit.acquire()
        self._usual = csv.field_size_limit(_LONGEST)

    def _restore(self) -> None:
        csv.field_size_limit(self._usual)
        _limit.release()
