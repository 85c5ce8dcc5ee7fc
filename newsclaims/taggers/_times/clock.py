"""Rules to resolve times of day."""

from datetime import date, datetime, timedelta, timezone

from .anchored import LAST, Anchored
from .dates import UNRESOLVED, Interval, ask, ask_by_weekday, day_of, unit_of
from .phrases import MORNING, NOON_ON, TODAY, YESTERDAY

__all__ = ["clock", "clock_range", "daypart"]

_NOON = 12


def clock(time: Anchored) -> Interval:
    """Resolve "8 p.m.", alone or with a day."""
    day = time.of("day").first if time.get("day") or time.form.inner("day") else time.base
    known, hour = time.grammar, time.get("clock")
    *spoken, last = hour.split()
    hours = _hours(time) if known.value("o_clock", last) else None
    if hours is not None and hours[0] >= _NOON:
        hour = " ".join([*spoken, NOON_ON])
    return _hour(time, hour, time.get("zone"), day)


def _hours(time: Anchored) -> tuple[int, int] | None:
    """Return the first and the last hour of a named part of a day, such as "morning"."""
    known, part = time.grammar, time.get("part")
    hours = known.value("daypart", part) or known.value("tonight", part)
    if hours is None:
        return None
    first, last = hours.split("-")
    return int(first), int(last)


def _hour(time: Anchored, hour: str, zone: str, day: date | None) -> Interval:
    """Return a named hour or minute of a day."""
    if day is None:
        return UNRESOLVED
    known = time.grammar
    figures = (
        known.value("noon", word) or known.value("number", word) or known.value("o_clock", word) or word
        for word in hour.split()
    )
    spoken = " ".join(figures).replace(" :", ":")
    found = ask(f"{spoken} {zone.upper()}".strip(), day_of(day))
    if found is None:
        return UNRESOLVED
    offset = found.utcoffset()
    found = found.replace(tzinfo=None if offset is None else timezone(offset))
    return unit_of(found, "minute" if ":" in hour else "hour")


def clock_range(time: Anchored) -> Interval:
    """Resolve "from 8 to 10 p.m.", on the day of publication."""
    first, last = time.get("a"), time.get("b")
    if hours := time.get("hours"):
        first, last = (f"{hour} {time.get('meridiem')}" for hour in hours.split("-"))
    if first.isdigit():
        first += f" {MORNING}" if time.grammar.value("noon", last) else last.lstrip("0123456789:")
    return Interval(
        _hour(time, first, time.get("zone"), time.base).first,
        _hour(time, last, time.get("zone"), time.base).last,
    )


def daypart(time: Anchored) -> Interval:
    """Resolve "Monday night" and "this morning" to conventional hours; see the language's `times.tsv`."""
    day, hours = time.of("day").first, _hours(time)
    if day is None and time.form.inner("day") is None and time.base is not None:
        day = ask_by_weekday(YESTERDAY if time.lean == LAST else TODAY, time.base)
    if day is None or hours is None:
        return UNRESOLVED
    first, last = hours
    start = datetime(day.year, day.month, day.day, first)  # noqa: DTZ001
    return Interval(start, start + timedelta(hours=last - first + 1) - timedelta(seconds=1))
