"""Resolves the forms of expressions of time to intervals, with the day of publication."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from . import clock, days, units
from .anchored import Anchored, unit_name
from .dates import UNRESOLVED, Direction, Interval, day_of
from .expressions import TimeForm
from .grammar import Grammar

__all__ = ["grain_of", "resolve"]

# Forms whose direction, as the first of two points, depends on the second.
_LEANING = frozenset({"monthday", "month", "weekday", "season", "quarter"})


def resolve(grammar: Grammar, form: TimeForm, base: date | None, direction: Direction) -> Interval:
    """Return the interval of a form, with open ends if they cannot be known.

    Args:
        grammar: The grammar that it was read with.
        form: The form.
        base: The moment of publication, without its zone; None if it is not known.
        direction: Whether the text puts it into the past or the future.
    """
    rule = _RULES.get(form.rule.name)
    try:
        found = rule(Anchored(grammar, form, base, direction, resolve)) if rule is not None else UNRESOLVED
    except (OverflowError, ValueError):
        return UNRESOLVED
    if found.first is not None and found.last is not None and _later(found.first, found.last):
        return UNRESOLVED
    return found


def grain_of(grammar: Grammar, form: TimeForm) -> str | None:
    """Return the grain of a form; None if it has none.

    Args:
        grammar: The grammar that it was read with.
        form: The form.
    """
    if form.rule.grain == "unit":
        return unit_name(grammar, form.get("unit")) or None
    if form.rule.grain == "at":
        inner = form.inner("b") or form.inner("a") or form.inner("at")
        return None if inner is None else grain_of(grammar, inner)
    if form.rule.name == "clock" and ":" in form.words:
        return "minute"
    return form.rule.grain


def _later(one: date, other: date) -> bool:
    """Return whether one moment comes after another."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one > other if (one.tzinfo is None) == (other.tzinfo is None) else False
    return day_of(one) > day_of(other)


def _range(time: Anchored) -> Interval:
    """Resolve a range; if both points leave the year or the week open, the first is the one before the second."""
    first, second = time.form.inner("a"), time.form.inner("b")
    end = time.of("b")
    if first is None or second is None or end.first is None:
        return UNRESOLVED
    leans = first.rule.name in _LEANING
    start = resolve(time.grammar, first, day_of(end.first), "past") if leans else time.of("a")
    return Interval(start.first, end.last) if start.first is not None else UNRESOLVED


def _since(time: Anchored) -> Interval:
    """Resolve "since 2014", which ends on the day of publication."""
    first, base = time.of("a", "past").first, time.base
    if first is None or base is None or _later(first, base):
        return Interval(first, None)
    return Interval(first, base if isinstance(first, datetime) else day_of(base))


def _until(time: Anchored) -> Interval:
    """Resolve "until 2014", which has an open start."""
    return Interval(None, time.of("a", time.direction or "future").last)


def _at(time: Anchored) -> Interval:
    """Resolve "early 2014" to the whole year."""
    return time.of("at")


_RULES: Mapping[str, Callable[[Anchored], Interval]] = {
    "ago": units.ago,
    "ahead": units.ahead,
    "century": units.century,
    "clock": clock.clock,
    "clock_range": clock.clock_range,
    "day_range": days.day_range,
    "daypart": clock.daypart,
    "decade": units.decade,
    "half": units.half,
    "holiday": days.holiday,
    "month": days.month,
    "monthday": days.monthday,
    "numeric": days.numeric,
    "part": _at,
    "quarter": units.quarter,
    "range": _range,
    "relative_day": days.relative_day,
    "relative_month": days.relative_month,
    "season": units.season,
    "since": _since,
    "today": days.today,
    "trailing": units.trailing,
    "unit": units.unit_rule,
    "until": _until,
    "weekday": days.weekday,
    "weekend": days.weekend,
    "year": units.year,
    "years": units.years,
}
