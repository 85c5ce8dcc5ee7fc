"""From offsets to words: which words a role covers, aligned or not."""

from collections.abc import Sequence

from newsclaims.attribution import Mark, Offsets
from newsclaims.text import Text

__all__ = ["fragments", "mark", "words_of"]


def words_of(text: Text, spans: Offsets) -> list[int]:
    """Return the indices of the words that a role touches, in order; words that it cuts in two count.

    Args:
        text: The text.
        spans: The fragments of the role.
    """
    return [i for first, last in fragments(text, spans) for i in range(first, last)]


def fragments(text: Text, spans: Offsets) -> list[tuple[int, int]]:
    """Return the word range `[first, last)` of each fragment that touches a word.

    Args:
        text: The text.
        spans: The fragments of the role.
    """
    starts, ends = text.words.starts, text.words.ends
    found: list[tuple[int, int]] = []
    for start, end in spans:
        first = text.words.index_at(start)
        if first and ends[first - 1] > start:
            first -= 1
        last = text.words.index_at(end)
        if found and first < found[-1][1]:
            first = found[-1][1]
        if first < last and starts[first] < end:
            found.append((first, last))
    return found


def mark(text: Text, indices: Sequence[int], note: str) -> Mark:
    """Return a mark from the first to the last of some words.

    Args:
        text: The text.
        indices: The words, at least one.
        note: What they do.
    """
    return Mark(text.words.starts[indices[0]], text.words.ends[indices[-1]], note)
