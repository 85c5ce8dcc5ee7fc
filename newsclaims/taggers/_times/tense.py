"""Decides, from the words around it, whether an expression of time is in the past or in the future."""

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
    """Return the tense of the nearest verb or other word that shows it; if two are equally near, of the one before.

    Words before the expression count up to a quotation mark, a dash or the end of a sentence. Words after it count also
    only up to a comma. An infinitive shows no tense, and words beyond it do not count.

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
    """Return the tense that a word shows: `"open"` for the "to" of an infinitive, `""` for most words."""
    known = grammar(language)
    tenses, lists = known.tenses, known.lists
    word, following = words[i], words[i + 1] if i + 1 < len(words) else ""
    tense = tenses.get(f"{word} {following}") or tenses.get(word, "")
    if tense == "future":
        return "past" if following in lists["perfect"] else "future"
    if i > 0 and word in lists["infinitive"] and tenses.get(following) != "determiner":
        return tenses.get(f"{words[i - 1]} {word}", "open")
    past = tense == "past" or (not tense and word.endswith(language.endings["past"]))
    # "Will be held": a participle does not show the tense.
    return "past" if past and (i == 0 or words[i - 1] not in lists["passive"]) else ""
