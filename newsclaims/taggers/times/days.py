"""Rules for days and months: named, or near the day of publication."""

import string
from datetime import date, timedelta

from .dates import NOWHERE, Direction, Interval, ask, ask_by_month, ask_by_weekday, day_of, unit_of
from .phrases import SATURDAY
from .said import ANY_DAY, LAST, NEXT, THIS, Said, month_name, weekday_name

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


def today(said: Said) -> Interval:
    """Resolve "yesterday" and "the day after tomorrow"."""
    if said.base is None:
        return NOWHERE
    return _day(ask_by_weekday(said.get("phrase") or said.form.words, said.base))


def _day(day: date | None) -> Interval:
    return NOWHERE if day is None else Interval(day, day)


def weekday(said: Said) -> Interval:
    """Resolve "Thursday": the nearest in the past, or for the future in the future; today is both."""
    return _on(weekday_name(said.grammar, said.get("weekday")), said.base, said.direction)


def _on(weekday: str, base: date | None, direction: Direction) -> Interval:
    # dateparser's "past" and "future" leave today out, so it is asked a day later, or earlier.
    if base is None:
        return NOWHERE
    if direction == "future":
        return _day(ask_by_weekday(weekday, base - timedelta(1), "future"))
    return _day(ask_by_weekday(weekday, base + timedelta(1), "past"))


def relative_day(said: Said) -> Interval:
    """Resolve "last Friday", "next Friday", and "this Friday", which is to come unless the text says otherwise."""
    name, lean = weekday_name(said.grammar, said.get("weekday")), said.lean
    if said.base is None:
        return NOWHERE
    if lean == THIS:
        return _on(name, said.base, said.direction or "future")
    return _day(ask_by_weekday(name, said.base, "past" if lean == LAST else "future"))


def weekend(said: Said) -> Interval:
    """Resolve "the weekend", "last weekend", and "next weekend", which is the one after this week."""
    if said.base is None:
        return NOWHERE
    base, lean = said.base, said.lean
    if lean == LAST:
        saturday = ask_by_weekday(SATURDAY, base - timedelta(base.weekday() == 6), "past")
    elif lean == NEXT:
        saturday = ask_by_weekday(SATURDAY, base + timedelta(6 - base.weekday()), "future")
    else:
        saturday = _on(SATURDAY, base, said.direction or ("past" if lean is None else "future")).first
    return NOWHERE if saturday is None else Interval(saturday, saturday + timedelta(1))


def monthday(said: Said) -> Interval:
    """Resolve "Nov. 8" and "8 November 2024"."""
    return _dated(said, said.get("day"))


def _dated(said: Said, day: str) -> Interval:
    phrase = f"{month_name(said.grammar, said.get('month'))} {_figure(day)}"
    year = said.year
    return _day(_named(f"{phrase}, {year}", ANY_DAY, None)) if year else _yearless(phrase, said)


def _figure(day: str) -> str:
    """Return the figure of "8th" and of "8"."""
    return day.rstrip(string.ascii_lowercase)


def _yearless(phrase: str, said: Said) -> Interval:
    return NOWHERE if said.base is None else _day(_named(phrase, day_of(said.base), said.direction))


def _named(phrase: str, base: date, direction: Direction) -> date | None:
    """Return the last such day, the next one, or the nearer of both; today is all three."""
    past = None if direction == "future" else ask(phrase, base, "past")
    if direction == "past" or (past is not None and past.date() == base):
        return None if past is None else past.date()
    future = ask(phrase, base - timedelta(1), "future")
    found = [day.date() for day in (past, future) if day is not None]
    return min(found, key=lambda day: abs(day - base), default=None)


def holiday(said: Said) -> Interval:
    """Resolve a holiday that has a date of its own; one that moves is left open."""
    phrase = said.grammar.value("holiday", said.get("holiday")) or "-"
    return NOWHERE if phrase == "-" else _yearless(phrase, said)


def numeric(said: Said) -> Interval:
    """Resolve "11/8/2016", the month first where that gives a date, and "2016-11-08"."""
    found = ask(said.form.words.replace(" ", ""), ANY_DAY)
    return NOWHERE if found is None else _day(found.date())


def day_range(said: Said) -> Interval:
    """Resolve "Nov. 8-10"."""
    first, last = said.get("days").split("-") if said.get("days") else (said.get("a"), said.get("b"))
    end = _dated(said, last)
    if end.last is None:
        return NOWHERE
    start = _named(f"{month_name(said.grammar, said.get('month'))} {_figure(first)}", end.last, "past")
    return Interval(start, end.last)


def month(said: Said) -> Interval:
    """Resolve "November", with or without a year."""
    name, base = month_name(said.grammar, said.get("month")), said.base
    if year := said.year:
        return unit_at(ask(f"{name} {year}", ANY_DAY), "month")
    if base is None:
        return NOWHERE
    past = ask_by_month(name, base, "past")
    future = ask_by_month(name, base.replace(day=1) - timedelta(1), "future")
    if said.direction is None and past is not None and future is not None:
        return unit_at(min(past, future, key=lambda day: abs(day - day_of(base))), "month")
    return unit_at(future if said.direction == "future" else past, "month")


def unit_at(day: date | None, grain: str) -> Interval:
    """Return the calendar unit that holds a day, if there is one."""
    return NOWHERE if day is None else unit_of(day_of(day), grain)


def relative_month(said: Said) -> Interval:
    """Resolve "last November", "this November", "next November"."""
    if said.base is None:
        return NOWHERE
    name, lean = month_name(said.grammar, said.get("month")), said.lean
    if lean == LAST:
        return unit_at(ask_by_month(name, said.base.replace(day=1) - timedelta(1), "past"), "month")
    return unit_at(ask_by_month(name, said.base, "future" if lean == NEXT else "current_period"), "month")
