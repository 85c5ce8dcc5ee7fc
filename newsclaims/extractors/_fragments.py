"""Looks up a span in the fragments of a passage, in few steps even if a speaker's turn has thousands of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

__all__ = ["covers", "touches"]

_START = itemgetter(0)


def covers(fragments: Sequence[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Say whether one fragment holds all of a span.

    Args:
        fragments: The fragments, sorted and disjoint.
        span: The span.
    """
    at = bisect_right(fragments, span[0], key=_START)
    return at > 0 and span[1] <= fragments[at - 1][1]


def touches(fragments: Sequence[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Say whether a fragment holds a part of a span.

    Args:
        fragments: The fragments, sorted and disjoint.
        span: The span.
    """
    at = bisect_left(fragments, span[1], key=_START)
    return at > 0 and span[0] < fragments[at - 1][1]
