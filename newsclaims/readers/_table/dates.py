"""Reads the dates of tables, and only those that have one meaning.

They are in ISO 8601, in the form of e-mails and feeds (RFC 2822), Unix timestamps, or English with the month as a word.
`08/11/2024` is a day in November in London and in August in New York, so it needs a format.
"""

import re
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

from newsclaims.errors import InputTypeError, InvalidValueError

__all__ = ["check_date_format", "moment_of"]

_Moment = date | None
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\s*(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(\S+)?)?")
"""A date with the year first, and perhaps a time and a zone; slashes and full stops are common too."""
_OTHER_ISO = re.compile(r"(?:\d{4}-\d\d-\d\d|\d{8}|\d{4}-W\d\d-\d|\d{4}W\d{3})(?:\D.*)?")
"""Forms without hyphens, or with the number of the week. Python alone would invent a day for a week."""
_UTC: Final = frozenset({"Z", "UTC", "GMT"})
_EMAIL = re.compile(
    r"(?:[A-Z][a-z]{2},\s*)?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|GMT|UT|UTC|[ECMP][SD]T)"
)
_NUMBER = re.compile(r"\d{9,19}(?:\.\d+)?")
_WORDS = re.compile(
    r"(?=.*[A-Za-z]{3})(?=.*(?<!\d)\d{4}(?!\d))(?!.*(?<!\d)\d{1,2}[/. -]+\d{1,2}[/. -]+\d{4})"
    r"(?!.*(?<![\d:./-])\d{1,2}\s*[-–/]\s*\d{1,2}\b(?!:))(?!.*\bIST\b)"
)
"""A date with a word and a year of four digits, without a day and a month in figures, and not several days.

Its zone is not IST, which is the time of India for some, and that of Israel or Ireland for others.
"""
_LONGEST = 80
_UNITS = (1, 10**3, 10**6, 10**9)
"""How many units of a timestamp are a second: seconds, milliseconds, microseconds, nanoseconds."""
_FIRST = datetime(1980, 1, 1, tzinfo=UTC).timestamp()
_LAST = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
"""The time in which a number is believed to be a timestamp."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BASIC = range(1000_01_01, 10000_00_00)
"""The numbers that can be a date without hyphens, such as 20241108."""
_CLOCK = re.compile(r"%-?[HIMSfpcXTRrs]")

_lock = threading.Lock()


def check_date_format(date_format: str | None) -> None:
    """Refuse a format of dates that `strptime` does not know.

    Args:
        date_format: The format; None is allowed.

    Raises:
        InputTypeError: If it is not a str.
        InvalidValueError: If it is not a format.
    """
    if date_format is None:
        return
    if not isinstance(date_format, str):
        raise InputTypeError("date_format", "a str such as '%d/%m/%Y'", type(date_format).__name__)
    sample = _EPOCH.strftime(date_format)
    try:
        datetime.strptime(sample, date_format)  # noqa: DTZ007
    except (ValueError, re.error):
        raise InvalidValueError(
            f"{date_format!r} is not a format for dates. Give one as for Python's strptime, for example '%d/%m/%Y'."
        ) from None
    if "%" not in date_format:
        raise InvalidValueError(
            f"the date format {date_format!r} has no parts such as %d, %m and %Y. Give for example '%d/%m/%Y'."
        )


def moment_of(value: object, date_format: str | None = None) -> _Moment:
    """Return the date, or the date and time, that a value gives; None for None and for an empty text.

    Args:
        value: A text, a number, a date or a datetime.
        date_format: The format of a text, for `strptime`; None to read the formats that have one meaning.

    Raises:
        InvalidValueError: If it gives no date, or could be two.
    """
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        found = _of_number(value)
    elif isinstance(value, str):
        if not (text := value.strip()):
            return None
        if date_format is not None:
            return _in_format(text, date_format)
        found = _of_text(text)
    elif value is None:
        return None
    else:
        found = None
    if found is None:
        raise InvalidValueError(
            f"{value!r:.{_LONGEST}} is not in a form of dates that has only one meaning. Give the form, for example "
            "date_format='%d/%m/%Y' (--date-format on the command line), or write it as 2024-11-08."
        )
    return found


def _in_format(text: str, date_format: str) -> date:
    try:
        found = datetime.strptime(text, date_format)  # noqa: DTZ007 - the table says what zone there is
    except (ValueError, re.error):
        raise InvalidValueError(f"the date {text!r:.{_LONGEST}} is not in the format {date_format!r}.") from None
    return found if _CLOCK.search(date_format.replace("%%", "")) else found.date()


def _of_text(text: str) -> _Moment:
    if len(text) > _LONGEST:
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
    year, _, month, day, clock, zone = match.groups()
    found = date(int(year), int(month), int(day))
    if clock is None:
        return found
    offset = "+00:00" if zone is not None and zone.upper() in _UTC else zone or ""
    # Python needs two digits for the hour.
    return datetime.fromisoformat(f"{found}T{'0' if clock[1] == ':' else ''}{clock}{offset}")


def _of_email(text: str) -> _Moment:
    return parsedate_to_datetime(text) if _EMAIL.fullmatch(text) else None


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
    return found if found is None or answer.period == "time" else found.date()


_WAYS: tuple[Callable[[str], _Moment], ...] = (_of_iso, _of_email, _of_digits, _of_words)
