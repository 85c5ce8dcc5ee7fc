"""Builds judgements with evidence: marks on the words that justify them."""

from collections.abc import Iterable

from newsclaims._attribution import Judgement, Mark, Origin
from newsclaims._syntax import ScopeMatch
from newsclaims.text import Text, WordRange

__all__ = ["Verdict", "judgement", "mark"]

Verdict = tuple[str, Origin, tuple[ScopeMatch, ...]]
"""A label's value, what it rests on, and the words that show it."""


def mark(text: Text, words: WordRange, note: str) -> Mark:
    """Return a mark on some words.

    Args:
        text: The text.
        words: The words, at least one.
        note: What they show.
    """
    return Mark(*text.words.offsets(words), note)


def judgement(text: Text, value: str, origin: Origin, found: Iterable[ScopeMatch]) -> Judgement:
    """Return a judgement with a mark on each sequence of words that shows it.

    Args:
        text: The text.
        value: The label's value.
        origin: What it rests on.
        found: The words.
    """
    return Judgement(value, origin, evidence=tuple([mark(text, one.words, one.value) for one in found]))
