"""Datelines: the place, the day and the agency that may stand before the first sentence of a report."""

import re
from collections.abc import Sequence
from functools import cache

from newsclaims.language import Language

from .patterns import alternatives

__all__ = ["after_dateline"]

_LONGEST = 100
"""How many characters a dateline may have."""
_FEWEST_WORDS = 25
"""How many words make a paragraph a report rather than a headline, where it is one sentence."""
_OPENING = 3
"""In how many paragraphs of prose a dateline may stand; more than one, since a headline may pass for prose."""

_UPPER = "A-ZÀ-ÖØ-Þ"
_CAPITALS = rf"[{_UPPER}][{_UPPER}.'’-]+(?:[ /][{_UPPER}][{_UPPER}.'’-]*)*"
_TITLED = rf"[{_UPPER}][\w.'’-]+"
_REGION = rf"(?:, ?{_TITLED}(?: {_TITLED})?)?"
_DAY = r"(?:,? (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?)?"
_DASH = r"(?:\s*(?:[—–―]|--+)\s*|\s+-\s+)"
_PROSE = r"(?=[^\W_a-z]|[\"“‘'\[$])"
_FIRST_PERSON = re.compile(r"(?:I|We|My|Our|Let)\b")
_QUOTED = re.compile(r"[\"“”„‘'«»]")
_SENTENCE_BREAK = re.compile(r"[.!?][\"”’)]*\s")
_SPEAKER = re.compile(rf"{_TITLED}(?: {_TITLED})?:\s")


@cache
def _sure(language: Language) -> re.Pattern[str]:
    """Compile datelines that nothing else looks like: with an agency, HAVANA (AP) —, New York (AFP) –, (CNN)."""
    agency = rf"\((?:{alternatives(language.reading['agencies'])})(?:[/,; ][^()]{{0,30}})?\)"
    place = rf"(?:(?:{_CAPITALS}|{_TITLED}(?: {_TITLED}){{0,2}}){_REGION}{_DAY} ?)?"
    return re.compile(rf"{place}{agency}(?:{_DASH}|\s*:\s+|\s*{_PROSE})")


_CAPITALS_DASH = re.compile(rf"{_CAPITALS}{_REGION}{_DAY}(?: ?\([^()]{{2,40}}\))?{_DASH}{_PROSE}")
_TITLED_DASH = re.compile(rf"{_TITLED}(?: {_TITLED}){{0,2}}{_REGION}{_DAY}(?:\s+[—–]\s+|\s+--+\s+){_PROSE}")


@cache
def _colon(language: Language) -> re.Pattern[str]:
    """Compile Beijing: and New Delhi, Nov 8: and MUMBAI:, which only their place in the article tells from speakers."""
    opener = alternatives(language.reading["place_openers"])
    name = rf"(?:{_CAPITALS}|(?:{opener}) {_TITLED}(?: {_TITLED})?|{_TITLED})"
    return re.compile(rf"{name}{_REGION}{_DAY}(?: ?\([^()]{{2,40}}\))?:\s+{_PROSE}")


def after_dateline(
    string: str, start: int, end: int, others: Sequence[tuple[int, int]], rank: int, language: Language
) -> int:
    """Return where the prose of a paragraph starts: after its dateline, or where the paragraph does.

    Args:
        string: The text.
        start: Where the paragraph starts.
        end: Where it ends.
        others: Start and end of some paragraphs that follow.
        rank: How many paragraphs of prose are before it; only in the first do forms count that a speaker may have too.
        language: The language of the text.
    """
    head = string[start : min(end, start + _LONGEST)]
    match = _sure(language).match(head)
    if not match and rank < _OPENING:
        match = _CAPITALS_DASH.match(head)
    if not match and not rank:
        match = _dash(string, head, start, end) or _placed(string, head, start, end, others, language)
    return start + match.end() if match and start + match.end() < end else start


def _dash(string: str, head: str, start: int, end: int) -> re.Match[str] | None:
    """Match a place in small letters and a dash, unless a second dash shows that they enclose a remark."""
    match = _TITLED_DASH.match(head)
    if not match:
        return None
    stop = _SENTENCE_BREAK.search(string, start + match.end(), end)
    sentence = string[start + match.end() : stop.start() if stop else end]
    return None if match.group().split()[-1] in sentence else match


def _placed(
    string: str, head: str, start: int, end: int, others: Sequence[tuple[int, int]], language: Language
) -> re.Match[str] | None:
    """Match a place and a colon, unless what follows looks like what somebody said, or like a headline."""
    match = _colon(language).match(head)
    if not match:
        return None
    after = start + match.end()
    if _FIRST_PERSON.match(string, after) or _QUOTED.match(string, after):
        return None
    if not _SENTENCE_BREAK.search(string, after, end) and len(string[after:end].split()) < _FEWEST_WORDS:
        return None
    if any(_SPEAKER.match(string, *other) for other in others):
        return None
    return match
