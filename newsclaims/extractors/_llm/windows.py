"""Splits a long text into windows that begin and end with sentences and overlap."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from newsclaims.text import Text

__all__ = ["halves", "windows"]

_SMALLEST = 1_000
"""Windows with fewer characters are not split: then the model writes too much, or may write too little."""


def windows(text: Text, size: int, overlap: int) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each window, in order; together they hold every word.

    A window ends with a sentence, or with a word if a sentence is longer than half a window, or anywhere if a word is.
    A text without words has no windows.

    Args:
        text: The text.
        size: The most characters of a window.
        overlap: About how many characters a window shares with the one before it; at most half of `size`.
    """
    words = text.words
    if not words:
        return
    start, last = words.starts[0], words.ends[-1]
    sentence_starts = [sentence.start for sentence in text.sentences]
    sentence_ends = [sentence.end for sentence in text.sentences]
    while last - start > size:
        # At least half a window, so that the next one begins after this one.
        least, most = start + size // 2, start + size
        end = _latest(sentence_ends, least, most) or _latest(words.ends, least, most) or most
        yield start, end
        start = _first(sentence_starts, end - overlap, end) or end
    yield start, last


def halves(text: Text, start: int, end: int, overlap: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Split a window near its middle, at the end of a sentence if there is one, into two that overlap.

    Args:
        text: The text.
        start: The start of the window.
        end: Its end.
        overlap: About how many characters the two share.

    Returns:
        The start and the end of each; None if the window is too small.
    """
    size = end - start
    if size < _SMALLEST:
        return None
    # In the middle half, so that both are much smaller than the window.
    least, middle, most = start + size // 4, start + size // 2, end - size // 4
    ends = [sentence.end for sentence in text.sentences]
    cut = _latest(ends, least, middle) or _first(ends, middle, most) or _latest(text.words.ends, least, most) or middle
    starts = [sentence.start for sentence in text.sentences]
    return (start, cut), (_first(starts, cut - min(overlap, size // 10), cut) or cut, end)


def _first(places: Sequence[int], least: int, most: int) -> int | None:
    """Return the first of sorted places that is not before `least` and is before `most`."""
    at = bisect_left(places, least)
    return places[at] if at < len(places) and places[at] < most else None


def _latest(ends: Sequence[int], least: int, most: int) -> int | None:
    """Return the last of sorted places that is after `least` and not after `most`."""
    at = bisect_right(ends, most) - 1
    return ends[at] if at >= 0 and ends[at] > least else None
