"""Finds the authors of social media posts in an article: on the line above or below a post, or after its words."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from attrs import frozen

from newsclaims._language import Language

from ._lines import Line
from ._patterns import abbreviated, alternatives

__all__ = ["Author", "Authors", "find_authors"]

Place = Literal["line", "foot", "opening", "inline"]

_MOST_WORDS = 8
"""How many words the name of an account may have."""
_LONGEST = 60
"""How many characters the name of an account may have, on a line of its own."""

_VISIBLE = re.compile(r"\S")
_NO_NAME = re.compile(r"[.!?:;]\s|[\"“”«»]")
"""Marks that show that the words before a handle are not a name: the end of a sentence, or a quotation."""


@frozen(slots=True)
class Author:
    """The author of a post.

    Args:
        start: Where the name starts.
        end: Where the account's handle ends.
        place: Where the name is: `line` alone on a line, `foot` there after a dash, `opening` before a colon and the
            words, `inline` after the words.
        body: Where the words begin, if they are after the name on the same line.
    """

    start: int
    end: int
    place: Place
    body: int | None = None


@frozen(slots=True)
class Authors:
    """The lines of a text, split around the authors of posts, and the authors.

    Args:
        lines: The lines.
        blocks: For each line, the number of its block.
        by_start: The authors, by the start of their line.
    """

    lines: Sequence[Line]
    blocks: Sequence[int]
    by_start: Mapping[int, Author]


@frozen(slots=True)
class _Forms:
    """The forms of authors in a language.

    Args:
        line: An author on a line of its own, perhaps after a dash.
        opening: An author before a colon at the start of a line.
        after: An author after the words of a post.
        handle: A handle on a line of its own.
    """

    line: re.Pattern[str]
    opening: re.Pattern[str]
    after: re.Pattern[str]
    handle: re.Pattern[str]


@cache
def _forms(language: Language) -> _Forms:
    """Compile the forms of authors."""
    months, units, ago, at, reposts = (
        alternatives(language.reading[group]) for group in ("months", "time_units", "ago", "before_time", "reposts")
    )
    clock = rf"\d{{1,2}}[:.]\d\d(?:\s?(?:{abbreviated(language.reading['day_halves'])})\.?)?"
    date = (
        rf"(?:(?:{months})[a-z]*\.?\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}\s(?:{months})[a-z]*\.?(?:,?\s\d{{4}})?"
        rf"|\d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?"
        rf"|\d{{1,2}}\s?(?:{units})(?:\s?\d{{1,2}} (?:{units}))?(?: (?:{ago})|\b)|{clock})"
    )
    between = rf"(?:[\s,·•|–—-]+(?:(?:{at})\s)?)"
    dates = rf"(?P<date>[\s,·•|–—-]*{date}(?:{between}{date})?)"
    # A handle with a server does not follow a word directly: that is a mail address.
    handle = r"(?:(?<!\w)@\w(?:[\w.-]{0,60}\w)?(?:@\w(?:[\w.-]{0,60}\w)?)?|@\w{1,30}(?![\w.]))"
    account = rf"(?P<account>(?P<name>[^\s@()—–―][^@()\n]{{0,60}}?)\s?(?P<handle>\({handle}\)|{handle}))"
    after = rf"(?P<account>(?P<name>[^\s@()—–―][^@()—–―\n]{{0,60}}?)\s?(?P<handle>\({handle}\)))"
    return _Forms(
        line=re.compile(rf"(?P<dash>(?:--|[—–―-])\s?)?{account}{dates}?$", re.IGNORECASE),
        opening=re.compile(rf"(?:(?:{reposts})\s)?(?:{account}|(?P<bare>{handle})){dates}?:\s+(?=\S)", re.IGNORECASE),
        after=re.compile(rf"(?:(?<=\s)(?:—|–|―|--)\s?|(?:—|–|―|(?<!-)--)\s){after}{dates}?(?=\s|$)", re.IGNORECASE),
        handle=re.compile(rf"(?P<handle>{handle}){dates}?$", re.IGNORECASE),
    )


def find_authors(string: str, lines: Sequence[Line], blocks: Sequence[int], language: Language) -> Authors:
    """Find the authors of posts, and split lines around authors that follow the words of their post.

    Args:
        string: The text.
        lines: Its lines.
        blocks: For each line, the number of its block.
        language: Its language.
    """
    if "@" not in string:
        return Authors(lines, blocks, {})
    cut: list[Line] = []
    numbers: list[int] = []
    by_start: dict[int, Author] = {}
    for i, (start, end) in enumerate(lines):
        parts = [(start, end)]
        if string.find("@", start, end) >= 0:
            leads = bool(cut) and string[cut[-1][1] - 1] == ":"
            author = _alone(string, start, end, language, leads=leads)
            above = cut[-1] if cut and not author and cut[-1][0] not in by_start else None
            if above and (account := _below_name(string, above, (start, end), language)):
                cut.pop()
                numbers.pop()
                by_start[above[0]] = Author(above[0], account, "line")
                parts = [(above[0], end)]
            elif author:
                by_start[start] = author
            else:
                parts = _parts(string, start, end, language, by_start)
        cut += parts
        numbers += [blocks[i]] * len(parts)
    return Authors(cut, numbers, by_start)


def _alone(string: str, start: int, end: int, language: Language, *, leads: bool) -> Author | None:
    """Return the author on a line of its own, or before a colon.

    Args:
        string: The text.
        start: Where the line starts.
        end: Where it ends.
        language: The language of the text.
        leads: Whether the line before ends in a colon, which makes a name likely.
    """
    forms = _forms(language)
    found = forms.opening.match(string, start, end)
    if found and found["bare"]:
        return Author(*found.span("bare"), "opening", found.end())
    if found and _account(found):
        return Author(*found.span("account"), "opening", found.end())
    found = forms.line.match(string, start, end)
    if not found or not _account(found):
        return None
    bracketed = found["handle"].startswith("(")
    # A handle with a server occurs only at the head of a post.
    sure = "@" in found["handle"].lstrip("(")[1:] or (bracketed and (found["dash"] or leads))
    if not found["date"] and not sure:
        return None
    return Author(*found.span("account"), "foot" if found["dash"] else "line")


def _below_name(string: str, above: Line, line: Line, language: Language) -> int | None:
    """Return the end of a handle on a line of its own, below the name of its account; None if there is none.

    Args:
        string: The text.
        above: The line before.
        line: The line.
        language: The language of the text.
    """
    found = _forms(language).handle.match(string, *line)
    name = string[slice(*above)] if found and above[1] - above[0] <= _LONGEST else ""
    if not found or not name or not name[0].isupper() or not name[-1].isalnum():
        return None
    return None if len(name.split()) > _MOST_WORDS or _NO_NAME.search(name) else found.end("handle")


def _account(found: re.Match[str]) -> bool:
    """Say whether the words before a handle can be a name."""
    name = found["name"]
    words = name.split()
    if not words or len(words) > _MOST_WORDS or _NO_NAME.search(name):
        return False
    return not name[0].islower() or len(words) == 1


def _parts(string: str, start: int, end: int, language: Language, by_start: dict[int, Author]) -> list[Line]:
    """Split a line around authors that follow the words of their post, and add them to `by_start`."""
    after = _forms(language).after
    parts: list[Line] = []
    at = start
    for found in after.finditer(string, start, end):
        if found.start() <= at or not _account(found) or not (found["date"] or found.end() == end):
            continue
        words_end = at + len(string[at : found.start()].rstrip())
        if words_end == at:
            continue
        parts += [(at, words_end), found.span()]
        by_start[found.start()] = Author(*found.span("account"), "inline")
        following = _VISIBLE.search(string, found.end(), end)
        if not following:
            return parts
        at = following.start()
    return [*parts, (at, end)]
