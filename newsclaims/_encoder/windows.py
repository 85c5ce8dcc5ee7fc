"""Splits a text into windows, the parts that the network reads at a time.

The place of a cut depends only on the words near it: if a paragraph is added in front of an article, the windows move
and only the first one changes. This is content-defined chunking (Muthitacharoen, Chen and Mazières: A low-bandwidth
network file system, SOSP 2001), with sentences instead of bytes.
"""

import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from .features import Features

__all__ = ["Cutting", "Window", "cut"]


@frozen(slots=True)
class Cutting:
    """How windows are cut; all lengths are in pieces.

    Args:
        reach: A cut is the best place within this distance on each side.
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


def cut(features: Features, cutting: Cutting, *, salt: int = 0) -> Iterator[Window]:
    """Split a text into windows.

    Args:
        features: The text.
        cutting: The settings.
        salt: A number that changes the cuts, so that training sees a text split in many ways.

    Yields:
        The windows, in order.
    """
    # The mark between two paragraphs is a piece too.
    sizes = np.fromiter((len(pieces) for pieces in features.pieces), np.int64, len(features)) + features.opens
    ends = np.cumsum(sizes)
    begins = ends - sizes
    cuts = [*_cores(features, begins, cutting, salt), len(features)]
    places = np.append(np.flatnonzero(features.starts), len(features))
    paragraphs = np.append(np.flatnonzero(features.opens), len(features))
    for core_first, core_last in pairwise(cuts):
        if core_first == core_last:
            continue
        first, last = core_first, core_last
        # Hardly any claim crosses a cut between paragraphs, so context there would cost time and help little.
        if not features.opens[core_first]:
            first = int(np.searchsorted(begins, begins[core_first] - cutting.context, side="left"))
            if features.starts[core_first]:
                first = int(places[np.searchsorted(places, first, side="left")])
            opening = int(np.searchsorted(paragraphs, core_first, side="right"))
            first = max(first, int(paragraphs[opening - 1]) if opening else 0)
        if core_last < len(features) and not features.opens[core_last]:
            last = int(np.searchsorted(ends, ends[core_last - 1] + cutting.context, side="right"))
            if features.starts[core_last]:
                last = int(places[np.searchsorted(places, last, side="right") - 1])
            last = min(last, int(paragraphs[np.searchsorted(paragraphs, core_last, side="left")]))
        yield Window(first, last, core_first, core_last)


def _cores(features: Features, begins: NDArray[np.int64], cutting: Cutting, salt: int) -> list[int]:
    """Return the first word of each core."""
    places = [0, *(int(i) for i in np.flatnonzero(features.starts) if i)]
    if not len(features):
        return places
    ranks = [_rank(features, place, salt) for place in places]
    at = [int(begins[place]) for place in places]
    chosen = [0]
    low = 0
    for i in range(1, len(places)):
        while at[i] - at[low] > cutting.reach:
            low += 1
        high = i + 1
        while high < len(places) and at[high] - at[i] <= cutting.reach:
            high += 1
        if ranks[i] >= max(ranks[low:high]):
            chosen.append(i)
    cores: list[int] = []
    for a, b in zip(chosen, [*chosen[1:], len(places)], strict=True):
        end = places[b] if b < len(places) else len(features)
        cores += _shortened(places[a:b], ranks[a:b], end, begins, cutting.longest)
    return cores


def _rank(features: Features, first: int, salt: int) -> tuple[int, int]:
    """Return the rank of a sentence's first word as a place to cut: paragraphs first, then by a pseudo-random number.

    The number is a hash of the sentence's first words, so it does not depend on their place in the text.
    """
    head = features.pieces[first : first + 12]
    return int(features.opens[first]), zlib.crc32(repr((salt, head)).encode())


def _shortened(
    places: Sequence[int], ranks: Sequence[tuple[int, int]], end: int, begins: NDArray[np.int64], longest: int
) -> Iterator[int]:
    """Yield the first words of cores for a range that can be too long for one: at the best places, or else anywhere."""
    stack = [(0, len(places), end)]
    while stack:
        a, b, stop = stack.pop()
        first = places[a]
        size = int(begins[stop - 1] - begins[first]) if stop > first else 0
        if size <= longest:
            yield first
        elif b - a > 1:
            middle = [
                i for i in range(a + 1, b) if longest // 4 <= begins[places[i]] - begins[first] <= size - longest // 4
            ]
            best = max(middle or range(a + 1, b), key=lambda i: (ranks[i], -i))
            stack += [(best, b, stop), (a, best, places[best])]
        else:
            yield first
            limit = int(begins[first]) + longest
            for word in range(first + 1, stop):
                if begins[word] > limit:
                    yield word
                    limit = int(begins[word]) + longest
