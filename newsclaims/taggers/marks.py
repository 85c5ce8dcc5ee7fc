"""Marks the words that justify a judgement."""

from collections.abc import Sequence

from newsclaims.attribution import Mark
from newsclaims.text import Text

__all__ = ["mark"]


def mark(text: Text, indices: Sequence[int], note: str) -> Mark:
    """Return a mark from the first to the last of some words.

    Args:
        text: The text.
        indices: The words, at least one.
        note: What they do.
    """
    return Mark(text.words.starts[indices[0]], text.words.ends[indices[-1]], note)
