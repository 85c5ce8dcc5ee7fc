"""Reads the tables of `newsclaims/data/readers/`, which say what readers know of files, pages, columns and names."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

__all__ = ["table_groups", "table_rows"]


@cache
def table_rows(name: str) -> Sequence[tuple[str, ...]]:
    """Return the rows of a table; the last cell of each is a list separated by `;` and becomes several cells.

    Args:
        name: The name of the file.
    """
    return tuple(_rows(name))


def table_groups(name: str) -> Mapping[str, Sequence[str]]:
    """Return the lists of a table with two columns, by the first cells of their rows.

    Args:
        name: The name of the file.
    """
    return {group: items for group, *items in table_rows(name)}


def _rows(name: str) -> Iterator[tuple[str, ...]]:
    lines = (files("newsclaims") / "data" / "readers" / name).read_text(encoding="utf-8").splitlines()
    heading, *others = (line.split("\t") for line in lines if not line.startswith("#"))
    for row in others:
        fixed, last = row[: len(heading) - 1], row[len(heading) - 1 :]
        yield (*fixed, *(";".join(last).split(";") if last else ()))
