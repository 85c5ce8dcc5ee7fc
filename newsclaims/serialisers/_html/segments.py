"""Cuts a text at every edge of ranges that may overlap, so that each piece is inside or outside of each range."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from attrs import frozen

__all__ = ["Segment", "cut"]


@frozen(slots=True)
class Segment:
    """A piece of a text that no range begins or ends in.

    Args:
        start: Its first code point.
        end: One past its last code point.
        covering: The indices of the ranges that cover it, from the outer to the inner: a range is further in if it
            begins later, or begins at the same place and is shorter.
    """

    start: int
    end: int
    covering: tuple[int, ...]


def cut(length: int, ranges: Sequence[tuple[int, int]], places: Iterable[int] = ()) -> Iterator[Segment]:
    """Yield the segments of a text in order; their pieces joined are the text.

    Args:
        length: The length of the text.
        ranges: The ranges, each with a start before its end, inside the text.
        places: Other places to cut at.
    """
    order = sorted(range(len(ranges)), key=lambda i: (ranges[i][0], -ranges[i][1], i))
    begins = {at: list(found) for at, found in groupby(order, key=lambda i: ranges[i][0])}
    ends: dict[int, list[int]] = {}
    for i in order:
        ends.setdefault(ranges[i][1], []).append(i)
    # The keys of a dict are a set that keeps the order.
    active: dict[int, None] = {}
    for start, end in pairwise(sorted({0, length, *begins, *ends, *places})):
        for i in ends.get(start, ()):
            del active[i]
        active.update(dict.fromkeys(begins.get(start, ())))
        yield Segment(start, end, tuple(active))
