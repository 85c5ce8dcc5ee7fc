"""Cuts a text into windows: the stretches that the network reads at a time.

Where a window is cut depends on the words near the cut alone, never on what stands far before it: a paragraph that is
put in front of an article moves the windows and changes none but the first. This is content-defined chunking
(Muthitacharoen, Chen and Mazières: A low-bandwidth network file system, SOSP 2001), with sentences for bytes.
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
    """How windows are cut; all lengths are counted in pieces.

    Args:
        reach: A cut is the best place within this distance on either side.
        longest: What a window judges is no longer than this.
        context: How much a window sees at most on either side of what it judges, where that is cut within a paragraph:
            whole sentences of the paragraph, for half of one misleads; but where a sentence itself is cut, as much of
            it.
    """

    reach: int = 48
    longest: int = 320
    context: int = 64


@frozen(slots=True)
class Window:
    """A stretch of words; the model reads all of it and is asked about its core.

    Args:
        first: First word that is read.
        last: One past the last word that is read.
        core_first: First word of the core; the cores of a text's windows share no word and leave none out.
        core_last: One past the last word of the core.
    """

    first: int
    last: int
    core_first: int
    core_last: int


def cut(features: Features, cutting: Cutting, *, salt: int = 0) -> Iterator[Window]:
    """Cut a text into windows.

    Args:
        features: The text.
        cutting: How.
        salt: Another number, other cuts: training sees a text cut in many ways.

    Yields:
        The windows, in order.
    """
    # What splits two paragraphs is a piece too.
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
        # Next to nothing reaches over a cut between paragraphs: there, context would cost time and tell little.
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
    """Return where cores begin."""
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
    """Return how good a place to cut a sentence's first word is: before a paragraph, else by chance, but always alike.

    The chance comes from the sentence's first words, so that it moves with them.
    """
    head = features.pieces[first : first + 12]
    return int(features.opens[first]), zlib.crc32(repr((salt, head)).encode())


def _shortened(
    places: Sequence[int], ranks: Sequence[tuple[int, int]], end: int, begins: NDArray[np.int64], longest: int
) -> Iterator[int]:
    """Yield where the cores of a stretch begin that may be too long for one: at its best places, else anywhere."""
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
