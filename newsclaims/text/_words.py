"""Finds words with one regular expression, in one pass. Between two words there is only white space."""

import re
import sys
from functools import cache
from itertools import accumulate
from operator import add

from newsclaims._language import Forms, Language

from ._patterns import alternatives
from ._structure import Words

__all__ = ["APOSTROPHES", "WORD_CHARACTER", "find_words", "lower_form"]

# Combining marks and variation selectors, which belong to the word before them but are not in `\w`.
# These are whole Unicode blocks. Their other characters are letters.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u0900-\u0963\u0966-\u0df3"
    "\u0e00-\u0e4e\u0e80-\u0ece\u0f18-\u0f39\u0f71-\u0f84\u102b-\u103e\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
WORD_CHARACTER = rf"[\w{_MARKS}]"
APOSTROPHES = "'’‘＇`´"
_LETTER = r"[^\W\d_]"
_HYPHENS = "-‐‑"


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    """Compile the pattern of a word and the white space after it, with a branch for each kind of word.

    An earlier branch wins. There are no groups, so that `findall` returns whole matches.
    """
    lists = language.reading
    char, apostrophe = WORD_CHARACTER, f"[{APOSTROPHES}]"
    clitic = rf"(?:{alternatives(lists['clitics'])})(?!{char})"
    # "n't" is split before its n.
    head, _, tail = lists["negative_clitic"][0].partition(APOSTROPHES[0])
    negation = rf"{apostrophe}(?i:{tail})(?!{char})"
    small = "".join(sorted({word[0] for word in lists["abbreviations"] if word[0].islower()}))
    longest = max(map(len, lists["abbreviations"])) - 1
    abbreviation = rf"{alternatives(lists['abbreviations'])}|[A-Z](?=\.[ \u00a0]?[A-Z])"
    # May hold hyphens, apostrophes that do not start a clitic, points and commas between digits, but not "n't".
    plain = (
        rf"{char}+"
        rf"(?:[{_HYPHENS}](?:(?:{_LETTER}\.){{2,}}|{char}+)"
        rf"|{apostrophe}(?!(?i:{clitic}|{tail}(?!{char}))){char}+"
        rf"|(?<=\d)[.,:](?=\d){char}+"
        rf"|\.(?:{alternatives(lists['domains'])})(?!{char}))*"
        rf"(?!(?<=(?i:{head})){negation})"
    )
    branches = (
        # Most words: plain letters before a space. The other branches are skipped for them, which doubles the speed.
        r"[A-Z]?[a-z]++(?= )",
        r"(?:https?://|www\.)[^\s<>\"“”„‟＂〝〞〟'‘’‚‛＇`´«»‹›]*[\w/]",
        rf"(?:(?:{_LETTER}\.){{2,}}|{_LETTER}(?:\.{_LETTER})+(?!{char}))(?:[{_HYPHENS}]{char}+)*",
        rf"(?=[A-Z{small}][a-z]{{0,{longest}}}\.)(?:{abbreviation})\.",
        plain,
        rf"(?i:{head}){negation}",
        rf"(?<=[\w.{_MARKS}]){apostrophe}(?i:{clitic})",
        r"-{2,}|\.{2,}",
        # Any other character, with the marks that change it.
        rf"\S[{_MARKS}\U0001f3fb-\U0001f3ff]*",
    )
    return re.compile(rf"(?:{'|'.join(branches)})\s*+")


def find_words(string: str, language: Language) -> Words:
    """Find the words of a text.

    Args:
        string: The text.
        language: Its language.
    """
    # Each match holds a word and the white space after it, so that the lengths of the matches give the offsets.
    # This is twice as fast as one match object for each word.
    found = _pattern(language).findall(string)
    if not found:
        return Words((), (), (), ())
    texts, lowers = zip(*map(_FORMS.__getitem__, found), strict=True)
    first = len(string) - len(string.lstrip())
    starts = tuple(accumulate(map(len, found[:-1]), initial=first))
    return Words(texts, lowers, starts, tuple(map(add, starts, map(len, texts))))


def lower_form(word: str) -> str:
    """Return a word in lower case with straight apostrophes.

    Args:
        word: The word.
    """
    lower = word.lower()
    if lower.isalnum():  # most words
        return lower
    for apostrophe in APOSTROPHES[1:]:
        lower = lower.replace(apostrophe, APOSTROPHES[0])
    return lower


def _forms(match: str) -> tuple[str, str]:
    """Return the word of a match, as it is written and in lower case.

    Equal forms are one string, which takes a third of the memory, and its hash is computed once.
    """
    word = match.rstrip()
    return sys.intern(word), sys.intern(lower_form(word))


_FORMS = Forms(_forms)
