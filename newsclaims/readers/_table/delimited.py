"""Reads rows of delimited text: CSV, TSV, and tables with semicolons or bars."""

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from newsclaims._files.bad_bytes import BadBytes
from newsclaims._files.csv_rows import CsvRows
from newsclaims._files.locations import FileLocation
from newsclaims._model import Article
from newsclaims._shown import shown
from newsclaims.errors import InputTypeError, InvalidValueError, UndecodableError

from .._protocol import Skipped
from .columns import is_missing_mark
from .rows import ArticleMaker, fault, undecodable_row

__all__ = ["check_delimiter", "delimited_articles"]

_DELIMITERS = (",", ";", "\t", "|")
_NAMED = {r"\t": "\t", "tab": "\t"}
"""Other ways to write a delimiter that a shell makes hard to type."""
_ADVICE = "Check that each quotation mark that opens a cell is closed, and that those inside a cell are doubled."
_MARK = "\ufeff"
_LINE_END = re.compile(r"\r\n|\n|\r")
_QUOTED = re.compile(r'"(?:[^"]++|"")*+(?:"|\Z)')
_DECLARED = re.compile(r'"?sep=(?P<delimiter>[^"\r\n])"?\s*', re.IGNORECASE)
"""The first line that Excel reads, and writes in some countries, to name the delimiter."""


def check_delimiter(delimiter: str | None) -> str | None:
    r"""Return a delimiter as the csv module takes it, after checking it.

    Args:
        delimiter: The delimiter, `\t` or `tab`; None is allowed.

    Raises:
        InputTypeError: If it is not a str.
        InvalidValueError: If it cannot be a delimiter.
    """
    if delimiter is None:
        return None
    if not isinstance(delimiter, str):
        raise InputTypeError("delimiter", "a str such as ';'", type(delimiter).__name__)
    found = _NAMED.get(delimiter.lower(), delimiter)
    if len(found) != 1 or found in '\r\n"':
        raise InvalidValueError(f"delimiter must be one character such as ',', ';' or a tab, not {shown(delimiter)}.")
    return found


def delimited_articles(
    pieces: Iterable[str], bad: BadBytes, location: FileLocation, maker: ArticleMaker, delimiter: str | None
) -> Iterator[Article | Skipped]:
    """Yield the article of each row, or why there is none; blank lines are not rows.

    Args:
        pieces: The text.
        bad: The bad bytes in it.
        location: The file.
        maker: Makes the articles.
        delimiter: The delimiter; None to find it in the line of the header.

    Raises:
        FormatError: If there is no valid header.
        UndecodableError: If the header cannot be decoded.
    """
    lines = _Lines(pieces, bad, location)
    above, first, declared = _first_line(lines, location)
    rows = CsvRows(chain((first,), lines), delimiter or declared or _delimiter(first))
    place = location.at(above + 1)
    try:
        header = next(rows, [])
    except csv.Error as error:
        raise place.error(f"the header cannot be read: {error}.") from error
    if (undecodable := lines.take_error()) is not None:
        raise undecodable
    header = _unmarked(header)
    names = [name.strip() or f"column {number}" for number, name in enumerate(header, 1)]
    maker.set_columns(names, place)
    empty = True
    for place, cells in _rows(rows, location, above):
        empty = False
        if (undecodable := lines.take_error()) is not None:
            yield undecodable_row(undecodable)
        elif isinstance(cells, csv.Error):
            yield fault("the row cannot be read", place, f"{cells}. {_ADVICE}", syntax=True)
        elif _unmarked(cells) == header:
            yield Skipped("the row repeats the header")
        elif len(cells) != len(names):
            counts = f"the row has {len(cells)} cells, but the header has {len(names)} columns"
            advice = "Check that cells with the delimiter in them have quotation marks, and that the file is complete."
            yield fault("the number of cells is wrong", place, f"{counts}. {advice}", syntax=True)
        else:
            values: dict[str, str | None] = dict(zip(names, cells, strict=True))
            values |= {name: None for name in maker.fields if is_missing_mark(values[name] or "")}
            yield maker.article(values, place)
    if empty:
        yield Skipped("the table has no rows")


class _Lines(Iterator[str]):
    """The lines of a text, of which it is known whether those that were read last could be decoded."""

    def __init__(self, pieces: Iterable[str], bad: BadBytes, location: FileLocation) -> None:
        self._lines = enumerate(_lines(pieces), 1)
        self._bad, self._location = bad, location
        self._error: UndecodableError | None = None

    def __next__(self) -> str:
        number, line = next(self._lines)
        error = self._bad.take(line, self._location.at(number))
        self._error = self._error or error
        return line

    def take_error(self) -> UndecodableError | None:
        """Return the error for the first line since the last call that could not be decoded, if there is one."""
        error, self._error = self._error, None
        return error


def _unmarked(cells: list[str]) -> list[str]:
    """Return a header without a byte order mark, which it has in the middle of files that were joined."""
    return [cell.removeprefix(_MARK) if number == 0 else cell for number, cell in enumerate(cells)]


def _first_line(lines: Iterator[str], location: FileLocation) -> tuple[int, str, str | None]:
    """Return how many lines are above the header, its first line, and the delimiter that a line above it declares."""
    declared = None
    for above, line in enumerate(lines):
        if not above and (match := _DECLARED.fullmatch(line)):
            declared = match["delimiter"]
        elif line.strip("\r\n"):
            return above, line, declared
    raise location.error("it is empty. A table begins with a line of column names.")


def _delimiter(line: str) -> str:
    """Return the delimiter that is most frequent in a header, outside quotation marks."""
    bare = _QUOTED.sub("", line)
    return max(_DELIMITERS, key=bare.count)


def _rows(rows: CsvRows, location: FileLocation, above: int) -> Iterator[tuple[FileLocation, list[str] | csv.Error]]:
    """Yield the cells of each row with its place, or the error; blank lines are left out."""
    while True:
        place = location.at(above + rows.lines_read + 1)
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield place, error
            continue
        if cells:
            yield place, cells


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    r"""Yield the lines of a text with their ends, which can be `\n`, `\r\n` or `\r`, as Excel for Mac writes."""
    rest: list[str] = []
    pending = ""
    for piece in pieces:
        text = pending + piece
        # It can be the first half of a \r\n.
        pending = "\r" if text.endswith("\r") else ""
        start, stop = 0, len(text) - len(pending)
        for end in _LINE_END.finditer(text, 0, stop):
            yield "".join((*rest, text[start : end.end()]))
            rest.clear()
            start = end.end()
        rest.append(text[start:stop])
    if last := "".join((*rest, pending)):
        yield last
