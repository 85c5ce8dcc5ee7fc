"""Measures how near the roles of a claim are to one another."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice, pairwise
from operator import itemgetter

from .matching import Place
from .passages import Chain
from .window import Window

__all__ = ["Distance", "distance", "spread"]

Distance = tuple[int, int, int]
"""Sentences between two roles, fragments that are not exact, and characters between them. The least is the best."""

_FRAGMENTS = 8
"""How many fragments of a role are compared with one another."""
_START = itemgetter(0)


def distance(window: Window, base: Chain, place: Chain | None) -> Distance:
    """Return how far a role is from another one.

    Args:
        window: The window of the text.
        base: The other role.
        place: The role; None if the answer does not have it.
    """
    if place is None:
        return 0, 0, 0
    sentences, characters = min(
        (_sentences_between(window, one, other), max(other.start - one.end, one.start - other.end))
        for one in place.places[:_FRAGMENTS]
        for other in _neighbours(base, one)
    )
    return sentences + spread(window, place), place.inexact, characters


def spread(window: Window, chain: Chain) -> int:
    """Return how many sentences the fragments of a role are apart.

    Args:
        window: The window of the text.
        chain: The role.
    """
    return sum(_sentences_between(window, one, other) for one, other in islice(pairwise(chain.places), _FRAGMENTS))


def _neighbours(base: Chain, place: Place) -> Sequence[Place]:
    """Return the fragments before and after a place."""
    at = bisect_left(base.places, place.start, key=_START)
    return base.places[max(0, at - 1) : at + 1]


def _sentences_between(window: Window, one: Place, other: Place) -> int:
    """Return how many sentences two places are apart; 0 if they share one."""
    first, last = (one, other) if one.start < other.start else (other, one)
    return max(0, bisect_right(window.starts, last.start) - bisect_right(window.starts, first.end - 1))
