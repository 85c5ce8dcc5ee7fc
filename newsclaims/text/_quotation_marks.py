"""Finds quotation marks, and says whether each can open or close a quotation at its place."""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from newsclaims._language import Language

from ._patterns import alternatives
from ._words import WORD_CHARACTER

__all__ = [
    "OPENING_MARKS",
    "QUOTATION_MARKS",
    "STRAIGHT_MARKS",
    "SURE_MARKS",
    "MarkFamily",
    "MarkRole",
    "QuotationMark",
    "find_marks",
]


class MarkFamily(IntEnum):
    """Marks that close each other. A closing mark of a higher family drops open marks of lower families."""

    SINGLE = 0
    SINGLE_GUILLEMET = 1
    GUILLEMET = 2
    DOUBLE = 3


class MarkRole(IntEnum):
    """What a mark can do at its place."""

    OPEN = 0
    CLOSE = 1
    EITHER = 2
    """Closes an open quotation, else opens one."""
    WEAK_OPEN = 3
    """Opens only if a mark follows that can only close it: 'Tis."""
    WEAK_CLOSE = 4
    """Closes unless a mark follows that can only close: the workers' rights."""


class QuotationMark(NamedTuple):
    """A possible quotation mark."""

    start: int
    end: int
    family: MarkFamily
    role: MarkRole


_FAMILIES = {
    MarkFamily.DOUBLE: '"“”„‟＂〝〞〟',
    MarkFamily.SINGLE: "'‘’‚‛＇`´",
    MarkFamily.GUILLEMET: "«»",
    MarkFamily.SINGLE_GUILLEMET: "‹›",
}
QUOTATION_MARKS = "".join(_FAMILIES.values())
_FAMILY = {mark: family for family, marks in _FAMILIES.items() for mark in marks}
OPENING_MARKS = frozenset("“„‟〝‘‚‛`«‹")
"""The marks whose form opens a quotation."""
_CLOSING = frozenset("”〞〟’´»›")
STRAIGHT_MARKS = frozenset(QUOTATION_MARKS) - OPENING_MARKS - _CLOSING
"""The marks that open and close."""
SURE_MARKS = frozenset(QUOTATION_MARKS).difference(_FAMILIES[MarkFamily.SINGLE])
"""The marks that are never an apostrophe."""
_MOST = 8
"""How many marks may be side by side; a longer run is an ornament."""

_BEFORE_OPENING = frozenset("([{<>*=|/¿¡")
_AFTER_CLOSING = frozenset(")]}<>*=|/,.;:!?…")
_STOPS = frozenset(".,?!")
_DASHES = frozenset("-‐‑‒–—―")

_RUN = re.compile(rf"[{QUOTATION_MARKS}]+")
_SINGLES = frozenset(_FAMILIES[MarkFamily.SINGLE])
_SINGLE = f"[{_FAMILIES[MarkFamily.SINGLE]}]"


@cache
def _masked(language: Language) -> re.Pattern[str]:
    """Compile what looks like one or two quotation marks but is not: "5'10"", "don't", "rock 'n' roll"."""
    genitive, between = (alternatives(language.reading[group]) for group in ("genitive_clitic", "clipped_between"))
    return re.compile(
        rf"(?<=\d){_SINGLE}[ \u00a0]?\d{{1,2}}(?:\.\d)?[\"”](?!\w)"  # 5'10"
        rf"|(?<={WORD_CHARACTER}){_SINGLE}(?={WORD_CHARACTER})"  # don't
        rf"|(?<=\.){_SINGLE}(?=(?i:{genitive})(?!{WORD_CHARACTER}))"  # the U.S.'s
        rf"|{_SINGLE}(?i:{between}){_SINGLE}(?=[\s-])"  # rock 'n' roll
    )


@cache
def _clipped(language: Language) -> re.Pattern[str]:
    """Compile what follows an apostrophe that replaces letters or digits: em, 90s, 16."""
    return re.compile(rf"(?:(?i:{alternatives(language.reading['clipped'])})|\d0s|\d\d)(?!{WORD_CHARACTER}|[,.]\d)")


def find_marks(string: str, start: int, end: int, language: Language) -> Iterator[QuotationMark]:
    """Find the marks of a paragraph.

    Args:
        string: The text.
        start: Where the paragraph starts.
        end: Where it ends.
        language: The language of the text.
    """
    mask_of, masked = _masked(language).match, start
    for match in _RUN.finditer(string, start, end):
        first, last = match.span()
        if first < masked or last - first > _MOST:
            continue
        mask = mask_of(string, first, end) if string[first] in _SINGLES else None
        if mask:
            masked = mask.end()
            continue
        # All marks of a run share the characters to the left and right of the run.
        left = string[first - 1] if first > start else ""
        right = string[last] if last < end else ""
        hint = _hint(left, right)
        if last - first == 1:
            mark = _lone(string, first, hint, left + right, language)
            if mark:
                yield mark
        else:
            yield from _run(match.group(), first, hint)


def _hint(left: str, right: str) -> MarkRole:
    """Say whether marks open or close, by the characters around them; at an edge, they point into the paragraph."""
    if not (left and right):
        return MarkRole.CLOSE if left else MarkRole.OPEN
    opens = left.isspace() or left in _BEFORE_OPENING
    closes = right.isspace() or right in _AFTER_CLOSING
    if opens != closes:
        return MarkRole.OPEN if opens else MarkRole.CLOSE
    if not opens and (right in _DASHES or left.isalnum()):
        return MarkRole.CLOSE
    if left in _DASHES and right.isalnum():
        return MarkRole.OPEN
    return MarkRole.EITHER


def _role(mark: str, hint: MarkRole) -> MarkRole:
    """Return what a mark can do: a curly mark opens or closes by its form, unless its place says otherwise.

    So „this“, »this« and ”this” are read as well as “this” and «this».
    """
    if mark in OPENING_MARKS:
        return MarkRole.CLOSE if hint is MarkRole.CLOSE else MarkRole.OPEN
    if mark in _CLOSING:
        return MarkRole.EITHER if hint is MarkRole.OPEN else MarkRole.CLOSE
    return hint


def _run(marks: str, start: int, hint: MarkRole) -> Iterator[QuotationMark]:
    """Find the marks of a run of several."""
    for place, mark in enumerate(marks, start):
        family = _FAMILY[mark]
        if not _elided(mark, family, hint):
            yield QuotationMark(place, place + 1, family, _role(mark, hint))


def _elided(mark: str, family: MarkFamily, hint: MarkRole) -> bool:
    """Say whether a mark replaces letters: a single mark with a closing form, at a place where marks open."""
    return family is MarkFamily.SINGLE and mark in _CLOSING and hint is MarkRole.OPEN


def _lone(string: str, start: int, hint: MarkRole, around: str, language: Language) -> QuotationMark | None:
    """Return a mark without another mark next to it; None if it is certainly an apostrophe.

    Args:
        string: The text.
        start: Where the mark is.
        hint: Whether it opens or closes.
        around: The characters at its left and right.
        language: The language of the text.
    """
    char = string[start]
    family = _FAMILY[char]
    role = _role(char, hint)
    if family is MarkFamily.SINGLE:
        if around.isspace() or _elided(char, family, hint):
            return None
        if hint is MarkRole.OPEN and _clipped(language).match(string, start + 1):
            role = MarkRole.WEAK_OPEN
        elif role is MarkRole.CLOSE and _possessive(string, start, language):
            role = MarkRole.WEAK_CLOSE
    return QuotationMark(start, start + 1, family, role)


def _possessive(string: str, start: int, language: Language) -> bool:
    """Say whether a single mark may be the apostrophe of a plural possessive or of a clipped word."""
    after, next_ = string[start + 1 : start + 2], string[start + 2 : start + 3]
    if not (after.isspace() and next_.isalnum()) and not (after in _STOPS and _FAMILY.get(next_) is MarkFamily.SINGLE):
        return False
    before = string[max(0, start - 2) : start].lower()
    return before.endswith(language.reading["weak_endings"]) or before.lstrip() in language.reading["weak_words"]
