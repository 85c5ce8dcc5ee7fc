"""Computes dates and intervals, with dateparser and with calculations that it does not have.

dateparser is imported when a text first needs it. Its answers are cached. A phrase that depends only on the weekday, or
only on the month, of publication is looked up once for each weekday or month, not once for each day.
"""

import threading
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from attrs import frozen

from .phrases import LANGUAGE

__all__ = [
    "UNRESOLVED",
    "Direction",
    "Interval",
    "ask",
    "ask_by_month",
    "ask_by_weekday",
    "day_of",
    "months_of",
    "nearest",
    "unit_of",
    "years_of",
]

Direction = Literal["past", "future"] | None
"""Whether the text puts a date before or after the day of publication; None if it does not say."""

_lock = threading.Lock()
_YEAR = 2001  # A year that begins on a Monday and is not a leap year.
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_YEARS = {"decade": 10, "century": 100}


@frozen(slots=True)
class Interval:
    """An interval from a first to a last day or moment; None for an open end.

    Args:
        first: The first day or moment.
        last: The last day or moment.
    """

    first: date | None
    last: date | None


UNRESOLVED = Interval(None, None)
"""The interval of an expression that cannot be resolved."""


@lru_cache(maxsize=4096)
def ask(phrase: str, base: date, prefer: str = "current_period") -> datetime | None:
    """Return the date that dateparser reads in a phrase; None if there is none. It never raises.

    Args:
        phrase: The phrase.
        base: The moment of publication.
        prefer: Which of several fitting dates is meant: `"past"`, `"future"` or `"current_period"`.
    """
    moment = base if isinstance(base, datetime) else datetime(base.year, base.month, base.day)  # noqa: DTZ001
    with _lock:
        from dateparser.date import DateDataParser

        parser = DateDataParser(languages=[LANGUAGE], settings={"RELATIVE_BASE": moment, "PREFER_DATES_FROM": prefer})
        try:
            found: datetime | None = parser.get_date_data(phrase).date_obj
        except (OverflowError, ValueError):
            return None
    return found


def ask_by_weekday(phrase: str, base: date, prefer: str = "current_period") -> date | None:
    """Return the day of a phrase whose distance depends only on the weekday: "Friday", "3 weeks ago".

    Args:
        phrase: The phrase.
        base: The day of publication.
        prefer: As for `ask`.
    """
    asked_on = date(_YEAR, 1, 1 + base.weekday())
    found = ask(phrase, asked_on, prefer)
    try:
        return None if found is None else day_of(base) + (found.date() - asked_on)
    except OverflowError:
        return None


def ask_by_month(phrase: str, base: date, prefer: str = "current_period") -> date | None:
    """Return the first day of the month of a phrase whose distance depends only on the month: "May", "2 years ago".

    Args:
        phrase: The phrase.
        base: The day of publication.
        prefer: As for `ask`.
    """
    found = ask(phrase, date(_YEAR, base.month, 1), prefer)
    try:
        return None if found is None else date(found.year - _YEAR + base.year, found.month, 1)
    except ValueError:
        return None


def day_of(moment: date) -> date:
    """Return the day of a date or a datetime."""
    return moment.date() if isinstance(moment, datetime) else moment


def unit_of(moment: date, grain: str) -> Interval:
    """Return the calendar unit that holds a moment: its hour, its day, its week from Monday on, its month ...

    Args:
        moment: The moment; a datetime for grains below a day.
        grain: The grain.
    """
    day = day_of(moment)
    if isinstance(moment, datetime) and grain in ("hour", "minute", "second"):
        first = moment.replace(microsecond=0)
        if grain != "second":
            first = first.replace(second=0, minute=0 if grain == "hour" else first.minute)
        return Interval(first, first + timedelta(**{f"{grain}s": 1}) - timedelta(seconds=1))
    if grain == "week":
        monday = day - timedelta(day.weekday())
        return Interval(monday, monday + timedelta(6))
    if grain in _MONTHS:
        months = _MONTHS[grain]
        return months_of(day.year, (day.month - 1) // months * months + 1, months)
    if grain in _YEARS:
        return years_of(day.year // _YEARS[grain] * _YEARS[grain], _YEARS[grain])
    return Interval(day, day)


def months_of(year: int, month: int, count: int) -> Interval:
    """Return whole months.

    Args:
        year: The year of the first month.
        month: The first month.
        count: The number of months.
    """
    year_after, month_after = divmod(year * 12 + month - 1 + count, 12)
    return Interval(date(year, month, 1), date(year_after, month_after + 1, 1) - timedelta(1))


def years_of(first: int, count: int) -> Interval:
    """Return whole years.

    Args:
        first: The first year.
        count: The number of years.
    """
    return Interval(date(first, 1, 1), date(first + count - 1, 12, 31))


def nearest(choices: Iterable[Interval], base: date, direction: Direction) -> Interval:
    """Return the latest interval that has begun or, for the future, the earliest that is not over.

    Args:
        choices: Intervals of whole days, in order.
        base: The day of publication.
        direction: Where to look; None means the past.
    """
    day = day_of(base)
    if direction == "future":
        return next((c for c in choices if c.last is not None and c.last >= day), UNRESOLVED)
    return next((c for c in reversed(list(choices)) if c.first is not None and c.first <= day), UNRESOLVED)
