"""Rules to resolve days and months that are named or near the day of publication."""

import string
from datetime import date, timedelta

from .anchored import ANY_DAY, LAST, NEXT, THIS, Anchored, month_name, weekday_name
from .dates import UNRESOLVED, Direction, Interval, ask, ask_by_month, ask_by_weekday, day_of, unit_of
from .phrases import SATURDAY

__all__ = [
    "day_range",
    "holiday",
    "month",
    "monthday",
    "numeric",
    "relative_day",
    "relative_month",
    "today",
    "unit_at",
    "weekday",
    "weekend",
]


def today(time: Anchored) -> Interval:
    """Resolve "yesterday" and "the day after tomorrow"."""
    if time.base is None:
        return UNRESOLVED
    return _day(ask_by_weekday(time.get("phrase") or time.form.words, time.base))


def _day(day: date | None) -> Interval:
    """Return a day as an interval."""
    return UNRESOLVED if day is None else Interval(day, day)


def weekday(time: Anchored) -> Interval:
    """Resolve "Thursday" to the nearest one in the past or, for the future, in the future; today counts as both."""
    return _on(weekday_name(time.grammar, time.get("weekday")), time.base, time.direction)


def _on(weekday: str, base: date | None, direction: Direction) -> Interval:
    """Return the nearest such weekday in one direction, or the given day itself."""
    # dateparser's "past" and "future" exclude today, so it gets the next or the previous day.
    if base is None:
        return UNRESOLVED
    if direction == "future":
        return _day(ask_by_weekday(weekday, base - timedelta(1), "future"))
    return _day(ask_by_weekday(weekday, base + timedelta(1), "past"))


def relative_day(time: Anchored) -> Interval:
    """Resolve "last Friday", "next Friday", and "this Friday", which is ahead unless the text says otherwise."""
    name, lean = weekday_name(time.grammar, time.get("weekday")), time.lean
    if time.base is None:
        return UNRESOLVED
    if lean == THIS:
        return _on(name, time.base, time.direction or "future")
    return _day(ask_by_weekday(name, time.base, "past" if lean == LAST else "future"))


def weekend(time: Anchored) -> Interval:
    """Resolve "the weekend", "last weekend", and "next weekend", which is the one after this week."""
    if time.base is None:
        return UNRESOLVED
    base, lean = time.base, time.lean
    if lean == LAST:
        saturday = ask_by_weekday(SATURDAY, base - timedelta(base.weekday() == 6), "past")
    elif lean == NEXT:
        saturday = ask_by_weekday(SATURDAY, base + timedelta(6 - base.weekday()), "future")
    else:
        saturday = _on(SATURDAY, base, time.direction or ("past" if lean is None else "future")).first
    return UNRESOLVED if saturday is None else Interval(saturday, saturday + timedelta(1))


def monthday(time: Anchored) -> Interval:
    """Resolve "Nov. 8" and "8 November 2024"."""
    return _dated(time, time.get("day"))


def _dated(time: Anchored, day: str) -> Interval:
    """Return a day of a month, in the named year or else the nearest."""
    phrase = f"{month_name(time.grammar, time.get('month'))} {_figure(day)}"
    year = time.year
    return _day(_named(f"{phrase}, {year}", ANY_DAY, None)) if year else _yearless(phrase, time)


def _figure(day: str) -> str:
    """Return the figure of "8th" and of "8"."""
    return day.rstrip(string.ascii_lowercase)


def _yearless(phrase: str, time: Anchored) -> Interval:
    """Return a day of a month without a year."""
    return UNRESOLVED if time.base is None else _day(_named(phrase, day_of(time.base), time.direction))


def _named(phrase: str, base: date, direction: Direction) -> date | None:
    """Return the last such day, the next one, or the nearer of both; today can be each of them."""
    past = None if direction == "future" else ask(phrase, base, "past")
    if direction == "past" or (past is not None and past.date() == base):
        return None if past is None else past.date()
    future = ask(phrase, base - timedelta(1), "future")
    found = [day.date() for day in (past, future) if day is not None]
    return min(found, key=lambda day: abs(day - base), default=None)


def holiday(time: Anchored) -> Interval:
    """Resolve a holiday with a fixed date; one with a changing date is left open."""
    phrase = time.grammar.value("holiday", time.get("holiday")) or "-"
    return UNRESOLVED if phrase == "-" else _yearless(phrase, time)


def numeric(time: Anchored) -> Interval:
    """Resolve "2016-11-08", and "11/8/2016" with the month first if that gives a date."""
    found = ask(time.form.words.replace(" ", ""), ANY_DAY)
    return UNRESOLVED if found is None else _day(found.date())


def day_range(time: Anchored) -> Interval:
    """Resolve "Nov. 8-10"."""
    first, last = time.get("days").split("-") if time.get("days") else (time.get("a"), time.get("b"))
    end = _dated(time, last)
    if end.last is None:
        return UNRESOLVED
    start = _named(f"{month_name(time.grammar, time.get('month'))} {_figure(first)}", end.last, "past")
    return Interval(start, end.last)


def month(time: Anchored) -> Interval:
    """Resolve "November", with or without a year."""
    name, base = month_name(time.grammar, time.get("month")), time.base
    if year := time.year:
        return unit_at(ask(f"{name} {year}", ANY_DAY), "month")
    if base is None:
        return UNRESOLVED
    past = ask_by_month(name, base, "past")
    future = ask_by_month(name, base.replace(day=1) - timedelta(1), "future")
    if time.direction is None and past is not None and future is not None:
        return unit_at(min(past, future, key=lambda day: abs(day - day_of(base))), "month")
    return unit_at(future if time.direction == "future" else past, "month")


def unit_at(day: date | None, grain: str) -> Interval:
    """Return the calendar unit that holds a day, if there is one."""
    return UNRESOLVED if day is None else unit_of(day_of(day), grain)


def relative_month(time: Anchored) -> Interval:
    """Resolve "last November", "this November", "next November"."""
    if time.base is None:
        return UNRESOLVED
    name, lean = month_name(time.grammar, time.get("month")), time.lean
    if lean == LAST:
        return unit_at(ask_by_month(name, time.base.replace(day=1) - timedelta(1), "past"), "month")
    return unit_at(ask_by_month(name, time.base, "future" if lean == NEXT else "current_period"), "month")
