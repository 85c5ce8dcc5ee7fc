"""Makes regular expressions from word lists."""

import re
from collections.abc import Iterable

__all__ = ["abbreviated", "alternatives"]


def abbreviated(words: Iterable[str]) -> str:
    """Return a pattern that matches each of these abbreviations, with or without full stops between its letters."""
    return "|".join(r"\.?".join(map(re.escape, word)) for word in words)


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of these words that fits."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
