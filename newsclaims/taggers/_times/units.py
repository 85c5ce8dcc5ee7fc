"""Rules to resolve weeks, months, years and their parts, and distances counted in them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from .anchored import LAST, NEXT, THIS, TIMES_OF_DAY, Anchored, number, unit_name
from .dates import (
    UNRESOLVED,
    Interval,
    ask,
    ask_by_month,
    ask_by_weekday,
    day_of,
    months_of,
    nearest,
    unit_of,
    years_of,
)
from .days import unit_at, weekend
from .phrases import from_now, of_calendar

__all__ = ["ago", "ahead", "century", "decade", "half", "quarter", "season", "trailing", "unit_rule", "year", "years"]

# The first month of each; winter ends in the year after.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
# From this number on, a decade is written with its century.
_SHORT = 100
# Decades and centuries, in years.
_LONG = {"decade": 10, "century": 100}


def unit_rule(time: Anchored) -> Interval:
    """Resolve "last week", "this quarter", "next year" and "the end of the decade"."""
    unit, lean = unit_name(time.grammar, time.get("unit")), time.lean or THIS
    if time.base is None:
        return UNRESOLVED
    if time.grammar.value("weekend", time.get("unit")):
        return weekend(time)
    if unit == "week":
        return unit_at(ask_by_weekday(of_calendar(unit, lean), time.base), unit)
    if unit in ("month", "year"):
        return unit_at(ask_by_month(of_calendar(unit, lean), time.base), unit)
    here = unit_of(day_of(time.base), unit)
    if here.first is None or here.last is None or lean == THIS:
        return here
    return unit_of(here.first - timedelta(1) if lean == LAST else here.last + timedelta(1), unit)


def _away(count: int, unit: str, base: date, *, ahead: bool) -> date | None:
    """Return the moment that is a number of units before or after."""
    if unit in TIMES_OF_DAY:
        return ask(from_now(count, unit, ahead=ahead), base) if isinstance(base, datetime) else None
    if unit in _LONG:
        count, unit = count * _LONG[unit], "year"
    phrase = from_now(count, unit, ahead=ahead)
    return ask_by_weekday(phrase, base) if unit in ("day", "week") else ask_by_month(phrase, base)


def ago(time: Anchored) -> Interval:
    """Resolve "three weeks ago" to the calendar unit that it falls in."""
    return _counted(time, ahead=False)


def ahead(time: Anchored) -> Interval:
    """Resolve "three weeks from now"."""
    return _counted(time, ahead=True)


def _counted(time: Anchored, *, ahead: bool) -> Interval:
    """Return the calendar unit at the distance that the words name; fractions are left open."""
    unit, count = unit_name(time.grammar, time.get("unit")), number(time.grammar, time.get("num"))
    split = any(time.grammar.value("fraction", word) for word in time.form.words.split())
    if time.base is None or count is None or split:
        return UNRESOLVED
    moment = _away(count, unit, time.base, ahead=ahead)
    return UNRESOLVED if moment is None else unit_of(moment, unit)


def trailing(time: Anchored) -> Interval:
    """Resolve "the past two years" and "the next 100 days": from that day to this, or from this to that."""
    unit, count = (
        unit_name(time.grammar, time.get("unit")),
        number(time.grammar, time.get("num") or "1"),
    )
    if time.base is None or count is None:
        return UNRESOLVED
    ahead = time.grammar.value("lean", time.get("direction")) == str(NEXT)
    moment = time.base if unit in TIMES_OF_DAY else day_of(time.base)
    if unit in TIMES_OF_DAY and not isinstance(moment, datetime):
        return UNRESOLVED
    if unit in _LONG:
        count, unit = count * _LONG[unit], "year"
    other = ask(from_now(count, unit, ahead=ahead), moment)
    end = other if other is None or unit in TIMES_OF_DAY else other.date()
    return UNRESOLVED if end is None else Interval(moment, end) if ahead else Interval(end, moment)


def quarter(time: Anchored) -> Interval:
    """Resolve "the third quarter", with or without a year."""
    known = time.grammar
    nth = int(known.value("ordinal", time.get("nth")) or known.value("q", time.get("nth")) or 1)
    return _of_year(time, lambda year: months_of(year, nth * 3 - 2, 3))


def half(time: Anchored) -> Interval:
    """Resolve "the second half of the year"."""
    nth = int(time.grammar.value("ordinal", time.get("nth")) or 1)
    return _of_year(time, lambda year: months_of(year, nth * 6 - 5, 6))


def season(time: Anchored) -> Interval:
    """Resolve a season, by whole months as the weather services count them."""
    start = _SEASONS.get(time.grammar.value("season", time.get("season")) or "", 3)
    return _of_year(time, lambda year: months_of(year, start, 3))


def _of_year(time: Anchored, make: Callable[[int], Interval]) -> Interval:
    """Return a part of the named year, or else the nearest."""
    # "Last fall" is not the fall of last year, "the first quarter of last year" is its first.
    named, lean = time.year, time.lean
    if named is not None and (time.form.rule.name != "season" or time.get("year")):
        return make(named)
    if time.base is None:
        return UNRESOLVED
    base = day_of(time.base)
    choices = [make(base.year + shift) for shift in (-2, -1, 0, 1, 2)]
    if lean == LAST:
        return nearest([c for c in choices if c.last is not None and c.last < base], base, "past")
    if lean == NEXT:
        return nearest([c for c in choices if c.first is not None and c.first > base], base, "future")
    if lean == THIS:
        now = nearest(choices, base, "past")
        return now if now.last is not None and now.last >= base else make(base.year)
    return nearest(choices, base, time.direction)


def year(time: Anchored) -> Interval:
    """Resolve "2014" and "mid-2014"."""
    return years_of(int(time.get("year").rpartition("-")[2]), 1)


def years(time: Anchored) -> Interval:
    """Resolve "2014-15"."""
    first, last = time.get("years").replace("–", "-").split("-")
    return Interval(date(int(first), 1, 1), date(int(first[: 4 - len(last)] + last), 12, 31))


def decade(time: Anchored) -> Interval:
    """Resolve "the 1990s", "the '90s" and "the nineties", which mean the twentieth century."""
    words = time.form.words
    tens = next((found for word in words.split() if (found := time.grammar.value("tens", word))), None)
    first = int(tens) * 10 if tens else int("".join(filter(str.isdigit, words)))
    return years_of(first if first >= _SHORT else first + 1900, 10)


def century(time: Anchored) -> Interval:
    """Resolve "the 20th century": 1900 to 1999, as ISO 8601 and TimeML count."""
    word = time.get("nth") or time.form.words.partition("-")[0]
    return years_of((int(time.grammar.value("nth_word", word) or word[:2]) - 1) * 100, 100)
