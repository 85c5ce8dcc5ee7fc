"""Splits a long text into windows that begin and end with sentences and overlap."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from newsclaims.text import Text

__all__ = ["windows"]


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
        at = bisect_left(sentence_starts, end - overlap)
        start = sentence_starts[at] if at < len(sentence_starts) and sentence_starts[at] < end else end
    yield start, last


def _latest(ends: tuple[int, ...] | list[int], least: int, most: int) -> int | None:
    """Return the last of sorted places that is after `least` and not after `most`."""
    at = bisect_right(ends, most) - 1
    return ends[at] if at >= 0 and ends[at] > least else None
