"""Rules for times of day."""

from datetime import date, datetime, timedelta, timezone

from .dates import NOWHERE, Interval, ask, ask_by_weekday, day_of, unit_of
from .phrases import MORNING, NOON_ON, TODAY, YESTERDAY
from .said import LAST, Said

__all__ = ["clock", "clock_range", "daypart"]

_NOON = 12


def clock(said: Said) -> Interval:
    """Resolve "8 p.m.", alone or with a day."""
    day = said.of("day").first if said.get("day") or said.form.inner("day") else said.base
    known, hour = said.grammar, said.get("clock")
    *spoken, last = hour.split()
    hours = _hours(said) if known.value("o_clock", last) else None
    if hours is not None and hours[0] >= _NOON:
        hour = " ".join([*spoken, NOON_ON])
    return _hour(said, hour, said.get("zone"), day)


def _hours(said: Said) -> tuple[int, int] | None:
    """Return the first and the last hour of the part of a day that is named, such as "morning"."""
    known, part = said.grammar, said.get("part")
    hours = known.value("daypart", part) or known.value("tonight", part)
    if hours is None:
        return None
    first, last = hours.split("-")
    return int(first), int(last)


def _hour(said: Said, hour: str, zone: str, day: date | None) -> Interval:
    if day is None:
        return NOWHERE
    known = said.grammar
    figures = (
        known.value("noon", word) or known.value("number", word) or known.value("o_clock", word) or word
        for word in hour.split()
    )
    spoken = " ".join(figures).replace(" :", ":")
    found = ask(f"{spoken} {zone.upper()}".strip(), day_of(day))
    if found is None:
        return NOWHERE
    offset = found.utcoffset()
    found = found.replace(tzinfo=None if offset is None else timezone(offset))
    return unit_of(found, "minute" if ":" in hour else "hour")


def clock_range(said: Said) -> Interval:
    """Resolve "from 8 to 10 p.m.", on the day of publication."""
    first, last = said.get("a"), said.get("b")
    if hours := said.get("hours"):
        first, last = (f"{hour} {said.get('meridiem')}" for hour in hours.split("-"))
    if first.isdigit():
        first += f" {MORNING}" if said.grammar.value("noon", last) else last.lstrip("0123456789:")
    return Interval(
        _hour(said, first, said.get("zone"), said.base).first, _hour(said, last, said.get("zone"), said.base).last
    )


def daypart(said: Said) -> Interval:
    """Resolve "Monday night" and "this morning" to hours that are a convention; see the language's `times.tsv`."""
    day, hours = said.of("day").first, _hours(said)
    if day is None and said.form.inner("day") is None and said.base is not None:
        day = ask_by_weekday(YESTERDAY if said.lean == LAST else TODAY, said.base)
    if day is None or hours is None:
        return NOWHERE
    first, last = hours
    start = datetime(day.year, day.month, day.day, first)  # noqa: DTZ001
    return Interval(start, start + timedelta(hours=last - first + 1) - timedelta(seconds=1))
