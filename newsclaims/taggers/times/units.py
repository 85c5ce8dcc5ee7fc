"""Rules for weeks, months, years and their parts, and for what is counted in them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from .dates import NOWHERE, Interval, ask, ask_by_month, ask_by_weekday, day_of, months_of, nearest, unit_of, years_of
from .days import unit_at, weekend
from .phrases import from_now, of_calendar
from .said import LAST, NEXT, THIS, TIMES_OF_DAY, Said, number, unit_name

__all__ = ["ago", "ahead", "century", "decade", "half", "quarter", "season", "trailing", "unit_rule", "year", "years"]

# The first month of each; winter ends in the year after.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
# From here on a decade is written with its century.
_SHORT = 100
# Decades and centuries, in years.
_LONG = {"decade": 10, "century": 100}


def unit_rule(said: Said) -> Interval:
    """Resolve "last week", "this quarter", "next year" and "the end of the decade"."""
    unit, lean = unit_name(said.grammar, said.get("unit")), said.lean or THIS
    if said.base is None:
        return NOWHERE
    if said.grammar.value("weekend", said.get("unit")):
        return weekend(said)
    if unit == "week":
        return unit_at(ask_by_weekday(of_calendar(unit, lean), said.base), unit)
    if unit in ("month", "year"):
        return unit_at(ask_by_month(of_calendar(unit, lean), said.base), unit)
    here = unit_of(day_of(said.base), unit)
    if here.first is None or here.last is None or lean == THIS:
        return here
    return unit_of(here.first - timedelta(1) if lean == LAST else here.last + timedelta(1), unit)


def _away(count: int, unit: str, base: date, *, ahead: bool) -> date | None:
    """Return the moment that lies so many units before or after."""
    if unit in TIMES_OF_DAY:
        return ask(from_now(count, unit, ahead=ahead), base) if isinstance(base, datetime) else None
    if unit in _LONG:
        count, unit = count * _LONG[unit], "year"
    phrase = from_now(count, unit, ahead=ahead)
    return ask_by_weekday(phrase, base) if unit in ("day", "week") else ask_by_month(phrase, base)


def ago(said: Said) -> Interval:
    """Resolve "three weeks ago" to the calendar unit that it falls in."""
    return _counted(said, ahead=False)


def ahead(said: Said) -> Interval:
    """Resolve "three weeks from now"."""
    return _counted(said, ahead=True)


def _counted(said: Said, *, ahead: bool) -> Interval:
    """Return the calendar unit that lies so many units away, as the words say; fractions are left open."""
    unit, count = unit_name(said.grammar, said.get("unit")), number(said.grammar, said.get("num"))
    split = any(said.grammar.value("fraction", word) for word in said.form.words.split())
    if said.base is None or count is None or split:
        return NOWHERE
    moment = _away(count, unit, said.base, ahead=ahead)
    return NOWHERE if moment is None else unit_of(moment, unit)


def trailing(said: Said) -> Interval:
    """Resolve "the past two years" and "the next 100 days": from that day to this, or from this to that."""
    unit, count = unit_name(said.grammar, said.get("unit")), number(said.grammar, said.get("num") or "1")
    if said.base is None or count is None:
        return NOWHERE
    ahead = said.grammar.value("lean", said.get("direction")) == str(NEXT)
    moment = said.base if unit in TIMES_OF_DAY else day_of(said.base)
    if unit in TIMES_OF_DAY and not isinstance(moment, datetime):
        return NOWHERE
    if unit in _LONG:
        count, unit = count * _LONG[unit], "year"
    other = ask(from_now(count, unit, ahead=ahead), moment)
    end = other if other is None or unit in TIMES_OF_DAY else other.date()
    return NOWHERE if end is None else Interval(moment, end) if ahead else Interval(end, moment)


def quarter(said: Said) -> Interval:
    """Resolve "the third quarter", with or without a year."""
    known = said.grammar
    nth = int(known.value("ordinal", said.get("nth")) or known.value("q", said.get("nth")) or 1)
    return _of_year(said, lambda year: months_of(year, nth * 3 - 2, 3))


def half(said: Said) -> Interval:
    """Resolve "the second half of the year"."""
    nth = int(said.grammar.value("ordinal", said.get("nth")) or 1)
    return _of_year(said, lambda year: months_of(year, nth * 6 - 5, 6))


def season(said: Said) -> Interval:
    """Resolve a season, by whole months as the weather services count them."""
    start = _SEASONS.get(said.grammar.value("season", said.get("season")) or "", 3)
    return _of_year(said, lambda year: months_of(year, start, 3))


def _of_year(said: Said, make: Callable[[int], Interval]) -> Interval:
    """Return the part of a year: of the named one, or the nearest."""
    # "Last fall" is not the fall of last year, "the first quarter of last year" is its first.
    named, lean = said.year, said.lean
    if named is not None and (said.form.rule.name != "season" or said.get("year")):
        return make(named)
    if said.base is None:
        return NOWHERE
    base = day_of(said.base)
    choices = [make(base.year + shift) for shift in (-2, -1, 0, 1, 2)]
    if lean == LAST:
        return nearest([c for c in choices if c.last is not None and c.last < base], base, "past")
    if lean == NEXT:
        return nearest([c for c in choices if c.first is not None and c.first > base], base, "future")
    if lean == THIS:
        now = nearest(choices, base, "past")
        return now if now.last is not None and now.last >= base else make(base.year)
    return nearest(choices, base, said.direction)


def year(said: Said) -> Interval:
    """Resolve "2014" and "mid-2014"."""
    return years_of(int(said.get("year").rpartition("-")[2]), 1)


def years(said: Said) -> Interval:
    """Resolve "2014-15"."""
    first, last = said.get("years").replace("–", "-").split("-")
    return Interval(date(int(first), 1, 1), date(int(first[: 4 - len(last)] + last), 12, 31))


def decade(said: Said) -> Interval:
    """Resolve "the 1990s", "the '90s" and "the nineties", which are those of the twentieth century."""
    words = said.form.words
    tens = next((found for word in words.split() if (found := said.grammar.value("tens", word))), None)
    first = int(tens) * 10 if tens else int("".join(filter(str.isdigit, words)))
    return years_of(first if first >= _SHORT else first + 1900, 10)


def century(said: Said) -> Interval:
    """Resolve "the 20th century": 1900 to 1999, as ISO 8601 and TimeML count."""
    word = said.get("nth") or said.form.words.partition("-")[0]
    return years_of((int(said.grammar.value("nth_word", word) or word[:2]) - 1) * 100, 100)
