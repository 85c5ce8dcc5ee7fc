"""Finds the date of publication in what a page shows."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import chain, islice
from typing import Any, Final

from .._bylines import words
from .._dates import date_of
from .plain import plain, shown_text

__all__ = ["first_date", "is_beside_prose", "is_of_update", "machine_times", "visible_date"]

_SECTION = re.compile(r"[\n|•·]")
_MODIFIED = re.compile("update|modif", re.IGNORECASE)
_LINE: Final = 90
"""A paragraph with more characters is not a line with the author and the date."""
_LONGEST: Final = 500
"""How many characters of a line are looked at."""


def first_date(values: Iterable[str]) -> date | None:
    """Return the first date in some values that have one.

    Args:
        values: The values, with their lines.
    """
    return next(filter(None, (date_of(plain(value)) or visible_date(value) for value in values)), None)


def visible_date(text: str) -> date | None:
    """Return the date of publication in a text such as "Published: 8 November 2024 | Updated 9 November 2024".

    Args:
        text: The text, with its lines.
    """
    for section in _SECTION.split(_updated().sub("\n\\g<0>", text[:_LONGEST])):
        bare = "" if _updated().match(section.strip()) else _dated().sub("", section.strip(), count=1)
        if bare and (found := date_of(bare)) is not None:
            return found
    return None


def machine_times(elements: Iterable[Any]) -> Iterator[str]:
    """Yield the first of some `time` elements; one that is marked as the time of publication is better.

    A time in an `aside` is that of another article, and a time in a sentence is that of an event.

    Args:
        elements: The elements.
    """
    times = [one for one in elements if one.get("datetime") and not is_of_update(one)]
    marked = [one for one in times if one.get("pubdate") is not None or "publish" in one.get("class", "").lower()]
    own = (one for one in times if is_beside_prose(one))
    yield from (one.get("datetime") for one in islice(chain(marked, own), 1))


def is_of_update(element: Any) -> bool:
    """Return whether the time in an element is that of the last change.

    Args:
        element: The element.
    """
    around = element.getparent()
    named = any(
        _MODIFIED.search(one.get("class", "") + one.get("itemprop", "")) for one in (element, around) if one is not None
    )
    return named or _updated().search(f"{_text_before(element)} {shown_text(element)}"[-_LINE:]) is not None


def is_beside_prose(element: Any) -> bool:
    """Return whether an element is neither in a side column nor in a sentence.

    Args:
        element: The element.
    """
    paragraph = next(element.iterancestors("p"), None)
    in_prose = paragraph is not None and len(shown_text(paragraph)) > _LINE
    return not in_prose and next(element.iterancestors("aside"), None) is None


def _text_before(element: Any) -> str:
    """Return the text just before an element, for example "Last updated:"."""
    before, around = element.getprevious(), element.getparent()
    if before is None:
        return plain(around.text or "") if around is not None else ""
    return plain(before.tail or "") or (
        "" if before.tag == "time" or not isinstance(before.tag, str) else shown_text(before)
    )


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(map(re.escape, words('dated')))})\b\s*:?\s*", re.IGNORECASE)


@cache
def _updated() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words('updated')))})\b", re.IGNORECASE)
