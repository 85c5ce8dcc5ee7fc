"""Makes regular expressions from word lists."""

import re
from collections.abc import Iterable

__all__ = ["alternatives"]


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of these words that fits."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
