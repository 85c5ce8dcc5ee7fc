"""Tense: whether an expression of time lies in the past or ahead, by the words around it."""

from collections.abc import Sequence

from newsclaims._language import Language
from newsclaims.text import Text, WordRange
from newsclaims.text._quotation_marks import SURE_MARKS

from .dates import Direction
from .grammar import grammar

__all__ = ["direction"]

_REACH = 12
_STOPS = SURE_MARKS.union(";—–:.?!()")


def direction(text: Text, expression: WordRange) -> Direction:
    """Return the tense of the nearest verb, or of another word that tells it; of two as near, of the one before.

    Words before the expression count up to a quotation mark, a dash or the end of a sentence, those after it up to a
    comma, too. An infinitive tells nothing, and what is farther away than it tells nothing either.

    Args:
        text: The text.
        expression: The words of the expression.
    """
    first, last = expression.first, expression.last
    words = text.words.lowers
    left, right = True, True
    for step in range(1, _REACH + 1):
        before, after = first - step, last + step - 1
        left = left and before >= 0 and words[before] not in _STOPS
        right = right and after < len(words) and words[after] not in _STOPS and words[after] != ","
        for i in (before,) * left + (after,) * right:
            if tense := _tense(text.language, words, i):
                return "past" if tense == "past" else "future" if tense == "future" else None
    return None


def _tense(language: Language, words: Sequence[str], i: int) -> str:
    """Return what a word tells, `"open"` for the "to" of an infinitive, nothing for most words."""
    known = grammar(language)
    tenses, lists = known.tenses, known.lists
    word, following = words[i], words[i + 1] if i + 1 < len(words) else ""
    tense = tenses.get(f"{word} {following}") or tenses.get(word, "")
    if tense == "future":
        return "past" if following in lists["perfect"] else "future"
    if i > 0 and word in lists["infinitive"] and tenses.get(following) != "determiner":
        return tenses.get(f"{words[i - 1]} {word}", "open")
    past = tense == "past" or (not tense and word.endswith(language.endings["past"]))
    # "Will be held": a participle tells nothing.
    return "past" if past and (i == 0 or words[i - 1] not in lists["passive"]) else ""
