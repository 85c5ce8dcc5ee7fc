"""Reads dates, and only those that have one meaning.

They are in ISO 8601, in the form of e-mails and feeds (RFC 2822) or of JavaScript, Unix timestamps, or English with the
month as a word. `08/11/2024` is a day in November in London and in August in New York, so it is not read.
"""

import re
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

__all__ = ["LONGEST", "date_of"]

_Moment = date | None
_ISO = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"
    r"(?:[T ]\s*(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?|\d{6})\s*(?:([+-]\d\d:?\d\d)\s+[A-Z]{2,5}|(\S+))?)?"
)
"""A date with the year first, and perhaps a time and a zone; slashes and full stops are common too.

A name of the zone after its offset adds nothing.
"""
_OTHER_ISO = re.compile(r"(?:\d{4}-\d\d-\d\d|\d{8}|\d{4}-W\d\d-\d|\d{4}W\d{3})(?:\D.*)?")
"""Forms without hyphens, or with the number of the week. Python alone would invent a day for a week."""
_UTC: Final = frozenset({"Z", "UTC", "GMT"})
_EMAIL = re.compile(
    r"(?:[A-Z][a-z]{2},\s*)?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|GMT|UT|UTC|[ECMP][SD]T)"
)
_JAVASCRIPT = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) (?:GMT|UTC)([+-]\d{4}) \([^()]+\)"
)
_NUMBER = re.compile(r"\d{9,19}(?:\.\d+)?")
_WORDS = re.compile(
    r"(?=.*[A-Za-z]{3})(?=.*(?<!\d)\d{4}(?!\d))(?!.*(?<!\d)\d{1,2}[/. -]+\d{1,2}[/. -]+\d{4})"
    r"(?!.*(?<![\d:./-])\d{1,2}\s*[-–/]\s*\d{1,2}\b(?!:))(?!.*\bIST\b)"
)
"""A date with a word and a year of four digits, without a day and a month in figures, and not several days.

Its zone is not IST, which is the time of India for some, and that of Israel or Ireland for others.
"""
LONGEST: Final = 80
"""A longer text, in characters, is not a date."""
_UNITS = (1, 10**3, 10**6, 10**9)
"""How many units of a timestamp are a second: seconds, milliseconds, microseconds, nanoseconds."""
_FIRST = datetime(1980, 1, 1, tzinfo=UTC).timestamp()
_LAST = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
"""The time in which a number is believed to be a timestamp."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BASIC = range(1000_01_01, 10000_00_00)
"""The numbers that can be a date without hyphens, such as 20241108."""

_lock = threading.Lock()


def date_of(value: object) -> date | None:
    """Return the date, or the date and time with its zone, that a value gives; None if it gives none, or could be two.

    Args:
        value: A text, a number, a date or a datetime.
    """
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _of_number(value)
    return _of_text(" ".join(value.split()).strip(" .")) if isinstance(value, str) else None


def _of_text(text: str) -> _Moment:
    if len(text) > LONGEST:
        return None
    for read in _WAYS:
        try:
            if (found := read(text)) is not None:
                return found
        except (ValueError, OverflowError):
            continue
    return None


def _of_iso(text: str) -> _Moment:
    match = _ISO.fullmatch(text)
    if match is None:
        if not _OTHER_ISO.fullmatch(text):
            return None
        return date.fromisoformat(text) if len(text) <= len("2024-W45-5") else datetime.fromisoformat(text)
    year, _, month, day, clock, offset, zone = match.groups()
    found = date(int(year), int(month), int(day))
    if clock is None:
        return found
    offset = "+00:00" if zone is not None and zone.upper() in _UTC else offset or zone or ""
    # Python needs two digits for the hour.
    return datetime.fromisoformat(f"{found}T{'0' if clock[1] == ':' else ''}{clock}{offset}")


def _of_email(text: str) -> _Moment:
    return parsedate_to_datetime(text) if _EMAIL.fullmatch(text) else None


def _of_javascript(text: str) -> _Moment:
    match = _JAVASCRIPT.fullmatch(text)
    return parsedate_to_datetime("{1} {0} {2} {3} {4}".format(*match.groups())) if match is not None else None


def _of_digits(text: str) -> _Moment:
    if not _NUMBER.fullmatch(text):
        return None
    return _of_number(float(text) if "." in text else int(text))


def _of_number(value: float) -> _Moment:
    """Return the moment of a Unix timestamp, or the date of a number such as 20241108."""
    for unit in _UNITS:
        if _FIRST * unit <= value < _LAST * unit:
            return _EPOCH + timedelta(seconds=value / unit) if unit == 1 else _EPOCH + _since(value, unit)
    if isinstance(value, int) and value in _BASIC:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return None
    return None


def _since(value: float, unit: int) -> timedelta:
    """Return a time since 1970 in whole microseconds; division of large integers as floats would lose some."""
    return timedelta(microseconds=int(value) * _UNITS[2] // unit)


def _of_words(text: str) -> _Moment:
    return _asked(text) if _WORDS.match(text) else None


@lru_cache(maxsize=1024)
def _asked(text: str) -> _Moment:
    """Return what dateparser reads in an English date; None if a part of it is missing or there is more text."""
    with _lock:
        # A large package, which a table with other dates does not need.
        from dateparser.date import DateDataParser

        settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "RETURN_TIME_AS_PERIOD": True}
        answer = DateDataParser(languages=["en"], settings=settings).get_date_data(text)
    found: datetime | None = answer.date_obj
    if found is None or answer.period != "time":
        return found if found is None else found.date()
    offset = found.utcoffset()
    # The zones of dateparser are objects of its own.
    return found if offset is None else found.replace(tzinfo=timezone(offset))


_WAYS: tuple[Callable[[str], _Moment], ...] = (_of_iso, _of_email, _of_javascript, _of_digits, _of_words)
