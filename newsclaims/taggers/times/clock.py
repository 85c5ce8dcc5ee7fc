"""Rules for times of day."""

from datetime import date, datetime, timedelta, timezone

from .dates import NOWHERE, Interval, ask, ask_by_weekday, day_of, unit_of
from .said import Said

__all__ = ["clock", "clock_range", "daypart"]


def clock(said: Said) -> Interval:
    """Resolve "8 p.m.", alone or with a day."""
    day = said.of("day").first if said.get("day") or said.form.inner("day") else said.base
    hour = said.get("clock")
    if said.get("part") not in ("", "morning") and "m" not in hour:
        hour = hour.replace(" o'clock", "") + " pm"
    return _hour(said, hour, said.get("zone"), day)


def _hour(said: Said, hour: str, zone: str, day: date | None) -> Interval:
    if day is None:
        return NOWHERE
    known = said.grammar
    spoken = " ".join(known.value("noon", word) or known.value("number", word) or word for word in hour.split())
    spoken = spoken.replace(" o'clock", ":00")
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
        first += " am" if said.grammar.value("noon", last) else last.lstrip("0123456789:")
    return Interval(
        _hour(said, first, said.get("zone"), said.base).first, _hour(said, last, said.get("zone"), said.base).last
    )


def daypart(said: Said) -> Interval:
    """Resolve "Monday night" and "this morning" to hours that are a convention; see the language's `times.tsv`."""
    known, part = said.grammar, said.get("part")
    hours = known.value("daypart", part) or known.value("tonight", part)
    day = said.of("day").first
    if day is None and said.form.inner("day") is None and said.base is not None:
        day = ask_by_weekday("yesterday" if "last" in said.form.words.split() else "today", said.base)
    if day is None or hours is None:
        return NOWHERE
    first, last = (int(hour) for hour in hours.split("-"))
    start = datetime(day.year, day.month, day.day, first)  # noqa: DTZ001
    return Interval(start, start + timedelta(hours=last - first + 1) - timedelta(seconds=1))
