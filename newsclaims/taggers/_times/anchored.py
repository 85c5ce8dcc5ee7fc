"""Defines `Anchored`, a time expression as the rules of resolution get it, and reads words that several rules share."""

from collections.abc import Callable
from datetime import date

from attrs import frozen

from .dates import UNRESOLVED, Direction, Interval
from .expressions import TimeForm
from .grammar import Grammar

__all__ = [
    "ANY_DAY",
    "LAST",
    "NEXT",
    "THIS",
    "TIMES_OF_DAY",
    "Anchored",
    "month_name",
    "number",
    "unit_name",
    "weekday_name",
]

LAST, THIS, NEXT = -1, 0, 1
"""Calendar units relative to the day of publication: the one before it, the one around it, the one after it."""

TIMES_OF_DAY = frozenset({"hour", "minute", "second"})
"""The grains below a day."""
ANY_DAY = date(2000, 1, 1)
"""The day that dateparser gets if the expression names its year; it is in a leap year."""


@frozen(slots=True)
class Anchored:
    """A form with the moment of publication, against which it is resolved.

    Args:
        grammar: The grammar that it was read with.
        form: The form.
        base: The moment of publication, without its zone; None if it is not known.
        direction: Whether the text puts it into the past or the future.
        resolve: The function that resolves an inner form.
    """

    grammar: Grammar
    form: TimeForm
    base: date | None
    direction: Direction
    resolve: Callable[[Grammar, TimeForm, date | None, Direction], Interval]

    def get(self, name: str) -> str:
        """Return the words of a part; empty if there is no such part."""
        return self.form.get(name)

    def of(self, name: str, direction: Direction = None) -> Interval:
        """Resolve a part that is a form, in the given direction or else in that of the whole."""
        inner = self.form.inner(name)
        return (
            UNRESOLVED if inner is None else self.resolve(self.grammar, inner, self.base, direction or self.direction)
        )

    @property
    def lean(self) -> int | None:
        """Return `NEXT` for "the coming", `LAST` for "this past" and so on; None if there are no such words."""
        words = self.get("rel").split()
        return int(self.grammar.value("lean", words[-1]) or THIS) if words else None

    @property
    def year(self) -> int | None:
        """Return the year that is named, or described as this, last or next year."""
        if year := self.get("year"):
            return int(year.rpartition("-")[2])
        shift = self.grammar.value("year_shift", self.get("rel"))
        return None if shift is None or self.base is None else self.base.year + int(shift)


def unit_name(known: Grammar, word: str) -> str:
    """Return the grain of "weeks", "ten-day", "weekly" or "weekend"."""
    for kind in ("unit", "units", "frequency", "yearend", "quarter"):
        if (value := known.value(kind, word)) is not None:
            return value
    weekend = known.value("weekend", word) or known.value("weekends", word)
    return "day" if weekend else word.rpartition("-")[2]


def number(known: Grammar, words: str) -> int | None:
    """Return a number; None if it is vague."""
    word = words.replace(",", "")
    if word.isascii() and word.isdigit():
        return int(word)
    tens, _, ones = word.partition("-")
    found = [known.value("number", part) or known.value("article", part) for part in (tens, ones) if part]
    return sum(int(value) for value in found if value is not None) if found and None not in found else None


def month_name(known: Grammar, word: str) -> str:
    """Return the full name of a month, also of "Nov." and "mid-November"."""
    word = word.partition("-")[2] or word
    named = (known.value(kind, word) for kind in ("month", "namelike", "abbreviation"))
    return next((name for name in named if name), word)


def weekday_name(known: Grammar, weekday: str) -> str:
    """Return the full name of a day of the week."""
    return known.value("weekday", weekday) or known.value("short_weekday", weekday) or weekday
