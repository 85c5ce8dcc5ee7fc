"""Plain tables of text, with words of articles that are safe to print in a terminal."""

import unicodedata
from collections.abc import Iterator, Sequence

__all__ = ["GAP", "cells", "harmless", "row", "rows"]

GAP = "  "
"""The white space between two columns."""

# Marks that change the direction of writing; an article could use them to show words in another order.
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANK = "\ufffd"


def harmless(text: str) -> str:
    """Return a text without control characters and marks of direction, and with single spaces for white space.

    Args:
        text: Any text.
    """
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    return "".join(_BLANK if c in _TURNS or unicodedata.category(c) in {"Cc", "Cs"} else c for c in line)


def cells(text: str) -> int:
    """Return the width of a text in a terminal, in columns.

    Args:
        text: The text.
    """
    return len(text) if text.isascii() else sum(map(_cell, text))


def rows(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a plain table, with each column as wide as its widest cell.

    Args:
        lines: The cells of each line.
    """
    widths = [max(map(cells, column)) for column in zip(*lines, strict=True)]
    yield from (row(line, widths) for line in lines)


def row(parts: Sequence[str], widths: Sequence[int]) -> str:
    """Return a line of a plain table, without white space at its end.

    Args:
        parts: Its cells.
        widths: The widths of the columns.
    """
    padded = (part + " " * (width - cells(part)) for part, width in zip(parts, widths, strict=True))
    return GAP.join(padded).rstrip()


def _cell(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
