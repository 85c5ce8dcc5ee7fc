"""Reads the tables of language data, for example those in `data/en/`.

A table has a heading of column names and rows of cells, split by tabs. Empty lines and lines that begin with `#` are
skipped. A cell of words is a list split by `;`: an item `@class` means all words of a class of `words.tsv`, and an
empty item means the semicolon itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from newsclaims.errors import FormatError

__all__ = ["Row", "WordClasses", "read_rows", "read_word_classes", "words_in"]

WordClasses = Mapping[str, tuple[str, ...]]
"""The classes of `words.tsv`: name to words, in the order of the file."""


@frozen(slots=True)
class Row:
    """One row of a table.

    Args:
        cells: Its cells, one per column.
        line: Its line in the file, counted from 1.
        source: The file's name, for messages.
    """

    cells: tuple[str, ...]
    line: int
    source: str

    def error(self, reason: str) -> FormatError:
        """Return an error that names the file and the line.

        Args:
            reason: What is wrong with the row.
        """
        return FormatError("language data", reason, self.line, self.source)


def read_rows(lines: Iterable[str], source: str, columns: Sequence[str]) -> Iterator[Row]:
    """Read the rows of a table.

    Args:
        lines: The lines of the file.
        source: The file's name, for messages.
        columns: The names that the heading must have.

    Yields:
        The rows after the heading.

    Raises:
        FormatError: If the heading or the number of cells is wrong.
    """
    heading = False
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = Row(tuple(line.rstrip("\n").split("\t")), number, source)
        if not heading:
            if row.cells != tuple(columns):
                raise row.error(f"the heading must be {' '.join(columns)}.")
            heading = True
        elif len(row.cells) != len(columns):
            raise row.error(f"the row has {len(row.cells)} cells; it must have {len(columns)}.")
        else:
            yield row


def read_word_classes(rows: Iterable[Row]) -> WordClasses:
    """Read the table of word classes; a class can refer to classes above it.

    Args:
        rows: Rows of a class and its words.

    Raises:
        FormatError: If a class is defined twice or refers to an unknown one.
    """
    classes: dict[str, tuple[str, ...]] = {}
    for row in rows:
        name, words = row.cells
        if name in classes:
            raise row.error(f"the class {name!r} is defined twice.")
        classes[name] = words_in(words, classes, row)
    return classes


def words_in(cell: str, classes: WordClasses, row: Row) -> tuple[str, ...]:
    """Return the words of a cell, each once, in order.

    Args:
        cell: The cell.
        classes: The classes that it can refer to.
        row: Its row, for messages.

    Raises:
        FormatError: If it refers to an unknown class.
    """
    found: dict[str, None] = {}
    for item in cell.split(";"):
        if not item.startswith("@"):
            found[item.strip() or ";"] = None
        elif item[1:] in classes:
            found.update(dict.fromkeys(classes[item[1:]]))
        else:
            raise row.error(f"no class above is called {item[1:]!r}; add it to words.tsv or write its words here.")
    return tuple(found)
