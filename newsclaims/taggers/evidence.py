"""Evidence: the words that justify a judgement, as code points."""

from newsclaims.attribution import Mark
from newsclaims.text import Text, WordRange

__all__ = ["mark"]


def mark(text: Text, words: WordRange, note: str) -> Mark:
    """Return a mark on some words.

    Args:
        text: The text.
        words: The words, at least one.
        note: What they do.
    """
    return Mark(*text.words.offsets(words), note)
