"""Splits a text into windows, the parts that the network reads at a time.

The place of a cut depends only on the words near it: if a paragraph is added in front of an article, the windows move
and only the first one changes. This is content-defined chunking (Muthitacharoen, Chen and Mazières: A low-bandwidth
network file system, SOSP 2001), with sentences instead of bytes.
"""

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from .features import Features

__all__ = ["Cutting", "Window", "cut"]

Ids = NDArray[np.int64]
Rank = tuple[int, int]
"""How good a place is for a cut, compared with others."""

_SPARE = 512
"""How many pieces of context a text can have for nothing. Above this number, context may be as long as the text itself.
In articles it is a small part of it, but a text can be made so that every sentence is the best place near it."""
_MANY = 4
"""From how many cores on a range is first cut near its middle."""


@frozen(slots=True)
class Cutting:
    """How windows are cut; all lengths are in pieces.

    Args:
        reach: A cut is the best place within this distance on each side. If the windows of a text would have more
            context than the text has pieces, the distance is doubled. This limits the time for any text.
        longest: The largest length of a window's core.
        context: The largest length of the context on each side of a core that is cut within a paragraph. The context
            has whole sentences of the paragraph, because half a sentence misleads; if a sentence itself is cut, it has
            a part of that sentence.
    """

    reach: int = 48
    longest: int = 320
    context: int = 64


@frozen(slots=True)
class Window:
    """A range of words that the network reads, with the core whose words it labels.

    Args:
        first: First word that is read.
        last: One past the last word that is read.
        core_first: First word of the core; each word of a text is in the core of exactly one window.
        core_last: One past the last word of the core.
    """

    first: int
    last: int
    core_first: int
    core_last: int


def cut(features: Features, cutting: Cutting, *, salt: int = 0) -> list[Window]:
    """Split a text into windows, in order.

    Args:
        features: The text.
        cutting: The settings.
        salt: A number that changes the cuts, so that training sees a text split in many ways.
    """
    # The mark between two paragraphs is a piece too.
    sizes = features.sizes + features.opens
    ends = np.cumsum(sizes)
    whole = int(ends[-1]) if len(ends) else 0
    places = [0, *(int(i) for i in np.flatnonzero(features.starts) if i)] if whole else []
    ranks = [_rank(features, place, salt) for place in places]
    windows, context = _windows(features, ends - sizes, ends, places, ranks, cutting)
    while context > whole + _SPARE and cutting.reach < cutting.longest:
        cutting = evolve(cutting, reach=2 * cutting.reach)
        windows, context = _windows(features, ends - sizes, ends, places, ranks, cutting)
    return windows


def _windows(
    features: Features, begins: Ids, ends: Ids, places: Sequence[int], ranks: Sequence[Rank], cutting: Cutting
) -> tuple[list[Window], int]:
    """Return the windows with their context, and how many pieces all context has.

    Args:
        features: The text.
        begins: How many pieces come before each word.
        ends: How many pieces come before the end of each word.
        places: The first word of each sentence.
        ranks: The rank of each place.
        cutting: The settings.
    """
    windows, context, count = list[Window](), 0, len(features)
    starts = np.append(np.flatnonzero(features.starts), count)
    paragraphs = np.append(np.flatnonzero(features.opens), count)
    for core_first, core_last in pairwise([*_cores(begins, places, ranks, count, cutting), count]):
        first, last = core_first, core_last
        # Hardly any claim crosses a cut between paragraphs, so context there would cost time and help little.
        if not features.opens[core_first]:
            first = int(np.searchsorted(begins, begins[core_first] - cutting.context, side="left"))
            if features.starts[core_first]:
                first = int(starts[np.searchsorted(starts, first, side="left")])
            opening = int(np.searchsorted(paragraphs, core_first, side="right"))
            first = max(first, int(paragraphs[opening - 1]) if opening else 0)
        if core_last < count and not features.opens[core_last]:
            last = int(np.searchsorted(ends, ends[core_last - 1] + cutting.context, side="right"))
            if features.starts[core_last]:
                last = int(starts[np.searchsorted(starts, last, side="right") - 1])
            last = min(last, int(paragraphs[np.searchsorted(paragraphs, core_last, side="left")]))
        windows.append(Window(first, last, core_first, core_last))
        context += int(begins[core_first] - begins[first] + ends[last - 1] - ends[core_last - 1])
    return windows, context


def _cores(begins: Ids, places: Sequence[int], ranks: Sequence[Rank], count: int, cutting: Cutting) -> Iterator[int]:
    """Yield the first word of each core."""
    chosen = _chosen([int(begins[place]) for place in places], ranks, cutting.reach)
    for a, b in pairwise([*chosen, len(places)]):
        end = places[b] if b < len(places) else count
        yield from _shortened(places[a:b], ranks[a:b], end, begins, cutting.longest)


def _chosen(at: Sequence[int], ranks: Sequence[Rank], reach: int) -> list[int]:
    """Return the numbers of the best places within reach. Of equal ones it is the first, so none are within reach.

    Args:
        at: How many pieces come before each place.
        ranks: The rank of each place.
        reach: The distance.
    """
    best = [True] * len(at)
    higher: list[int] = []  # the places so far that no later one is higher than; their ranks never rise
    for i, rank in enumerate(ranks):
        while higher and ranks[higher[-1]] < rank:
            lower = higher.pop()
            best[lower] = best[lower] and at[i] - at[lower] > reach
        if higher:
            best[i] = at[i] - at[higher[-1]] > reach
        higher.append(i)
    return [i for i, chosen in enumerate(best) if chosen or not i]


def _rank(features: Features, first: int, salt: int) -> Rank:
    """Return the rank of a sentence's first word as a place to cut: paragraphs first, then by a pseudo-random number.

    The number is a hash of the sentence's first words, so it does not depend on their place in the text.
    """
    head = features.pieces[first : first + 12]
    return int(features.opens[first]), zlib.crc32(repr((salt, head)).encode())


def _shortened(places: Sequence[int], ranks: Sequence[Rank], end: int, begins: Ids, longest: int) -> Iterator[int]:
    """Yield the first words of cores for a range that can be too long for one: at the best places, or else anywhere."""
    at = [int(begins[place]) for place in places]
    stack = [(0, len(places), end)]
    while stack:
        a, b, stop = stack.pop()
        first = places[a]
        size = int(begins[stop - 1]) - at[a] if stop > first else 0
        if size <= longest:
            yield first
        elif b - a > 1:
            best = _middle(at, ranks, a, b, size, longest)
            stack += [(best, b, stop), (a, best, places[best])]
        else:
            yield first
            limit = at[a] + longest
            for word in range(first + 1, stop):
                if begins[word] > limit:
                    yield word
                    limit = int(begins[word]) + longest


def _middle(at: Sequence[int], ranks: Sequence[Rank], a: int, b: int, size: int, longest: int) -> int:
    """Return the best place to cut a range that is too long for one core.

    It is not near an end, so that cores are not tiny. In a very long range it is near the middle, so that the range is
    cut in few rounds.

    Args:
        at: How many pieces come before each place.
        ranks: The rank of each place.
        a: The first place of the range.
        b: One past its last place.
        size: How many pieces it has.
        longest: The largest length of a core.
    """
    margin = longest // 4 if size <= _MANY * longest else size // 4
    low = bisect_left(at, at[a] + margin, a + 1, b)
    high = bisect_right(at, at[a] + size - margin, low, b)
    if low < high:
        half = at[a] + size // 2
        return max(range(low, high), key=lambda i: (ranks[i], -abs(at[i] - half)))
    # One sentence has nearly all pieces, so it becomes cores of its own.
    return low - 1 if low - 1 > a else low
