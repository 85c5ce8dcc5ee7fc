"""Recognises the spellings of one source's name."""

import unicodedata
from collections import Counter

__all__ = ["spelling_key", "usual_spelling"]


def spelling_key(name: str) -> str:
    """Return what the spellings of one name have in common: white space and letter case do not matter.

    Args:
        name: The name.
    """
    return " ".join(unicodedata.normalize("NFC", name).casefold().split()) or name


def usual_spelling(spellings: Counter[str]) -> str:
    """Return the most frequent spelling of a name; of equally frequent ones the first.

    Args:
        spellings: Each spelling with its number of claims, at least one.
    """
    return max(spellings, key=lambda name: spellings[name])
