"""Regular expressions made of word lists."""

import re
from collections.abc import Iterable

__all__ = ["alternatives"]


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern that matches any of these words, the longest that fits."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
