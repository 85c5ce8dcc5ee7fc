"""The parts of a stacked bar, which the templates draw as an inline SVG."""

from collections.abc import Mapping
from typing import Final

from attrs import frozen

__all__ = ["BAR_LENGTH", "Bar", "BarPart", "bar"]

BAR_LENGTH: Final = 1_000
"""The length of a whole bar, in the units of its drawing."""


@frozen(slots=True)
class BarPart:
    """A part of a bar: the claims with one stance.

    Args:
        stance: The stance; None if it was not judged.
        count: The number of claims.
        start: Where it begins.
        length: How long it is.
    """

    stance: str | None
    count: int
    start: int
    length: int


@frozen(slots=True)
class Bar:
    """A bar that shows how many claims have each stance.

    Args:
        length: The length of all its parts.
        parts: The parts.
    """

    length: int
    parts: tuple[BarPart, ...]


def bar(counts: Mapping[str | None, int], most: int | None = None) -> Bar:
    """Return a bar; with the largest number of claims that another bar has, lengths can be compared.

    Args:
        counts: How many claims have each stance.
        most: The number of claims that a whole bar stands for; if None, the sum of the counts.
    """
    whole = most or sum(counts.values()) or 1
    parts: list[BarPart] = []
    done = 0
    for stance, count in counts.items():
        start, end = (BAR_LENGTH * n // whole for n in (done, done + count))
        parts.append(BarPart(stance, count, start, end - start))
        done += count
    return Bar(BAR_LENGTH * done // whole, tuple(parts))
