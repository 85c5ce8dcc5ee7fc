"""Finds datelines: the place, the day and the agency before the first sentence of a report."""

import re
from collections.abc import Sequence
from functools import cache

from attrs import frozen

from newsclaims._language import Language

from ._patterns import alternatives

__all__ = ["after_dateline"]

_LONGEST = 100
"""How many characters a dateline may have."""
_FEWEST_WORDS = 25
"""A paragraph of one sentence is a report, not a headline, from this many words on."""
_OPENING = 3
"""How many paragraphs of prose may have a dateline. More than one, because a headline can look like prose."""

_UPPER = "A-ZÀ-ÖØ-Þ"
_CAPITALS = rf"[{_UPPER}][{_UPPER}.'’-]+(?:[ /][{_UPPER}][{_UPPER}.'’-]*)*"
_TITLED = rf"[{_UPPER}][\w.'’-]+"
_REGION = rf"(?:, ?{_TITLED}(?: {_TITLED})?)?"
_DASH = r"(?:\s*(?:[—–―]|--+)\s*|\s+-\s+)"
_BRACKETS = r"(?: ?\([^()]{2,40}\))?"
_PROSE = r"(?=[^\W_a-z]|[\"“‘'\[$])"
_QUOTED = re.compile(r"[\"“”„‘'«»]")
_SENTENCE_BREAK = re.compile(r"[.!?][\"”’)]*\s")
_SPEAKER = re.compile(rf"{_TITLED}(?: {_TITLED})?:\s")


@frozen(slots=True)
class _Forms:
    """The forms of datelines in a language.

    Args:
        agency: A dateline with an agency, which nothing else looks like: HAVANA (AP) —, New York (AFP) –, (CNN).
        capitals: A place in capitals and a dash.
        titled: A place in small letters and a dash.
        colon: A place and a colon, which can also be a speaker: Beijing:, New Delhi, Nov 8:, MUMBAI:.
        first_person: The words of a speaker, not of a reporter.
    """

    agency: re.Pattern[str]
    capitals: re.Pattern[str]
    titled: re.Pattern[str]
    colon: re.Pattern[str]
    first_person: re.Pattern[str]


@cache
def _forms(language: Language) -> _Forms:
    """Compile the forms of datelines."""
    agencies, months, openers, first_person = (
        f"(?:{alternatives(language.reading[group])})"
        for group in ("agencies", "months", "place_openers", "first_person")
    )
    day = rf"(?:,? {months}[a-z]*\.? \d{{1,2}}(?:, \d{{4}})?)?"
    agency = rf"\({agencies}(?:[/,; ][^()]{{0,30}})?\)"
    place = rf"(?:(?:{_CAPITALS}|{_TITLED}(?: {_TITLED}){{0,2}}){_REGION}{day} ?)?"
    name = rf"(?:{_CAPITALS}|{openers} {_TITLED}(?: {_TITLED})?|{_TITLED})"
    return _Forms(
        agency=re.compile(rf"{place}{agency}(?:{_DASH}|\s*:\s+|\s*{_PROSE})"),
        capitals=re.compile(rf"{_CAPITALS}{_REGION}{day}{_BRACKETS}{_DASH}{_PROSE}"),
        titled=re.compile(rf"{_TITLED}(?: {_TITLED}){{0,2}}{_REGION}{day}(?:\s+[—–]\s+|\s+--+\s+){_PROSE}"),
        colon=re.compile(rf"{name}{_REGION}{day}{_BRACKETS}:\s+{_PROSE}"),
        first_person=re.compile(rf"{first_person}\b"),
    )


def after_dateline(
    string: str, start: int, end: int, others: Sequence[tuple[int, int]], rank: int, language: Language
) -> int:
    """Return where the prose of a paragraph starts: after its dateline, or at its own start if it has none.

    Args:
        string: The text.
        start: Where the paragraph starts.
        end: Where it ends.
        others: Start and end of some paragraphs that follow.
        rank: How many paragraphs of prose are before it. Forms that a speaker can have too count only in the first one.
        language: The language of the text.
    """
    head = string[start : min(end, start + _LONGEST)]
    forms = _forms(language)
    match = forms.agency.match(head)
    if not match and rank < _OPENING:
        match = forms.capitals.match(head)
    if not match and not rank:
        match = _dash(forms, string, head, start, end) or _placed(forms, string, head, start, end, others)
    return start + match.end() if match and start + match.end() < end else start


def _dash(forms: _Forms, string: str, head: str, start: int, end: int) -> re.Match[str] | None:
    """Match a place in small letters and a dash, unless a second dash shows that they enclose a remark."""
    match = forms.titled.match(head)
    if not match:
        return None
    stop = _SENTENCE_BREAK.search(string, start + match.end(), end)
    sentence = string[start + match.end() : stop.start() if stop else end]
    return None if match.group().split()[-1] in sentence else match


def _placed(
    forms: _Forms, string: str, head: str, start: int, end: int, others: Sequence[tuple[int, int]]
) -> re.Match[str] | None:
    """Match a place and a colon, unless what follows looks like speech or like a headline."""
    match = forms.colon.match(head)
    if not match:
        return None
    after = start + match.end()
    if forms.first_person.match(string, after) or _QUOTED.match(string, after):
        return None
    if not _SENTENCE_BREAK.search(string, after, end) and len(string[after:end].split()) < _FEWEST_WORDS:
        return None
    if any(_SPEAKER.match(string, *other) for other in others):
        return None
    return match
