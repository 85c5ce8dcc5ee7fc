"""Reads the tables of `newsclaims/data/html/`."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

__all__ = ["table"]


@cache
def table(name: str) -> Sequence[tuple[str, ...]]:
    """Return the rows of a table; the last cell of each is a list separated by `;` and becomes several cells.

    Args:
        name: The name of the file.
    """
    return tuple(_rows(name))


def _rows(name: str) -> Iterator[tuple[str, ...]]:
    lines = (files("newsclaims") / "data" / "html" / name).read_text(encoding="utf-8").splitlines()
    heading, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    for row in rows:
        fixed, last = row[: len(heading) - 1], row[len(heading) - 1 :]
        yield (*fixed, *(";".join(last).split(";") if last else ()))
