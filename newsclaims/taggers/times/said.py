"""What a rule of resolution is given, and the words that several rules read."""

from collections.abc import Callable
from datetime import date

from attrs import frozen

from .dates import NOWHERE, Direction, Interval
from .expressions import Form
from .grammar import Grammar

__all__ = ["ANY_DAY", "TIMES_OF_DAY", "Said", "month_name", "number", "unit_name", "weekday_name"]

TIMES_OF_DAY = frozenset({"hour", "minute", "second"})
"""The grains below a day."""
ANY_DAY = date(2000, 1, 1)
"""What dateparser is told where the expression names its year: a day of a year that leaps."""


@frozen(slots=True)
class Said:
    """A form, and when it is said.

    Args:
        grammar: The grammar that it was read by.
        form: The form.
        base: The moment of publication, without its zone; None if it is not known.
        direction: Where the text says that it lies.
        resolve: What resolves a form inside.
    """

    grammar: Grammar
    form: Form
    base: date | None
    direction: Direction
    resolve: Callable[[Grammar, Form, date | None, Direction], Interval]

    def get(self, name: str) -> str:
        """Return the words of a part, empty without it."""
        return self.form.get(name)

    def of(self, name: str, direction: Direction = None) -> Interval:
        """Resolve the form that a part is, in a direction if one is given, else in that of the whole."""
        inner = self.form.inner(name)
        return NOWHERE if inner is None else self.resolve(self.grammar, inner, self.base, direction or self.direction)

    @property
    def lean(self) -> str:
        """Return "last", "this" or "next" for "the coming", "this past" and the like; empty without one."""
        words = self.get("rel").split()
        if not words:
            return ""
        return {"past": "last", "last": "last", "next": "next", "coming": "next"}.get(words[-1], "this")

    @property
    def year(self) -> int | None:
        """Return the year that is named, or said to be this one, the last or the next."""
        if year := self.get("year"):
            return int(year.rpartition("-")[2])
        shift = {"the": 0, "this": 0, "last": -1, "next": 1}.get(self.get("rel"))
        return None if shift is None or self.base is None else self.base.year + shift


def unit_name(known: Grammar, word: str) -> str:
    """Return the grain of "weeks", "ten-day", "weekly" or "weekend"."""
    for kind in ("unit", "units", "frequency", "yearend", "quarter"):
        if (value := known.value(kind, word)) is not None:
            return value
    return "day" if word in ("weekend", "weekends") else word.rpartition("-")[2]


def number(known: Grammar, words: str) -> int | None:
    """Return a number, None if it is vague."""
    word = words.replace(",", "")
    if word.isascii() and word.isdigit():
        return int(word)
    tens, _, ones = word.partition("-")
    found = [known.value("number", part) or known.value("article", part) for part in (tens, ones) if part]
    return sum(int(value) for value in found if value is not None) if found and None not in found else None


def month_name(known: Grammar, word: str) -> str:
    """Return the full name of a month: of "Nov." and "mid-November", too."""
    word = word.partition("-")[2] or word
    named = (known.value(kind, word) for kind in ("month", "namelike", "abbreviation"))
    return next((name for name in named if name), word)


def weekday_name(known: Grammar, weekday: str) -> str:
    """Return the full name of a day of the week."""
    return known.value("weekday", weekday) or known.value("short_weekday", weekday) or weekday
