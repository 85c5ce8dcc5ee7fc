"""Says what a line around an article is: a lead, a byline, a date, an invitation, or a line about the author."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Final

from .._bylines import byline_names, words
from .._dates import date_of
from .._paragraphs import Paragraph
from .dates import visible_date

__all__ = ["can_be_lead", "invites", "is_about_author", "names_and_date", "without_remarks"]

_LEAD: Final = 4
"""How many words a lead has, or a key point."""
_SMALL: Final = 2
"""How many words in small letters it has, other than those of bylines. The names of people have none."""
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_LONGEST: Final = 300
"""A longer paragraph is prose, whatever it begins with."""


def can_be_lead(text: str, *, is_marked: bool) -> bool:
    """Return whether a line without a full stop above an article is a part of its text, and not a byline or a date.

    Args:
        text: The line, or several.
        is_marked: Whether the page says that it is a lead or a key point.
    """
    if any(byline_names(line) or visible_date(line) is not None for line in text.splitlines()):
        return False
    found = _WORD.findall(text)
    small = [word for word in found if word[0].islower() and word not in _of_bylines()]
    is_one = is_marked or "\n" not in text
    return is_one and len(found) >= _LEAD and (is_marked or len(small) >= _SMALL) and not _begins("service").match(text)


def invites(paragraph: Paragraph) -> bool:
    """Return whether a paragraph only asks the reader to do something, for example sign up.

    Args:
        paragraph: The paragraph.
    """
    is_short = len(paragraph.text) <= _LONGEST and paragraph.kind in (None, "list_item")
    return is_short and _begins("invitation").match(paragraph.text) is not None


def is_about_author(text: str, authors: Iterable[str]) -> bool:
    """Return whether a paragraph says who an author of the article is.

    Args:
        text: The paragraph.
        authors: The authors.
    """
    if len(text) > _LONGEST:
        return False
    named = next((author for author in authors if text.casefold().startswith(author.casefold())), None)
    return named is not None and _begins("biography").match(text[len(named) :]) is not None


def names_and_date(lines: Sequence[str]) -> tuple[tuple[str, ...], date | None]:
    """Return the authors and the date in lines such as "By ANN LEE" and "Tuesday, March 4, 2003".

    Args:
        lines: The lines.
    """
    authors = next(filter(None, map(byline_names, lines)), ())
    return authors, next(filter(None, map(date_of, lines)), None)


def without_remarks(text: str) -> str:
    """Return a text without remarks about its links: ", opens new tab".

    Args:
        text: The text.
    """
    return _remark().sub("", text)


@cache
def _of_bylines() -> frozenset[str]:
    return frozenset((*words("place"), *words("by"), *words("and"), *words("role")))


@cache
def _begins(group: str) -> re.Pattern[str]:
    each = "|".join(map(re.escape, words(group)))
    return re.compile(rf"\W*(?:{each})(?!\w)", re.IGNORECASE)


@cache
def _remark() -> re.Pattern[str]:
    each = "|".join(map(re.escape, words("remark")))
    return re.compile(rf"\s*(?:,\s*(?:{each})(?!\w)|\(\s*(?:{each})\s*\))", re.IGNORECASE)
