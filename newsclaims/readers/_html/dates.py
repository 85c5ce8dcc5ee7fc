"""Reads the dates of pages."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Final

__all__ = ["read_date"]

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d|\d{8})(?:[T ]\s*(?P<time>\d\d:?\d\d(?::?\d\d)?)(?P<part>[.,]\d+)?"
    r"\s*(?:(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)(?:\s+[A-Z]{2,5})?)?)?",
    re.IGNORECASE,
)
_NAMED: Final = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y")
"""Dates with the name of the month. Dates such as 03/04/2024 are not read, because their order is not known."""
_NUMERIC_ZONE = re.compile(r"[+-]\d{4}$")


def read_date(value: str) -> datetime | date | None:
    """Return the date that a page gives, with its offset from UTC; None if it is not certain which date is meant.

    Args:
        value: The date, as ISO 8601 with small faults, as in an e-mail, or with the name of the month.
    """
    value = " ".join(value.split()).strip(" .")
    try:
        if found := _ISO.fullmatch(value):
            return _iso(found)
        return _named(value)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _iso(found: re.Match[str]) -> datetime | date:
    if found["time"] is None:
        return date.fromisoformat(found["day"])
    zone = (found["zone"] or "").upper()
    zone = "+00:00" if zone in ("Z", "UTC", "GMT") else zone
    part = (found["part"] or "").replace(",", ".")[:7]
    time = found["time"].replace(":", "")
    whole = ":".join(time[i : i + 2] for i in range(0, len(time), 2))
    seconds = part if len(time) > len("hhmm") else ""
    return datetime.fromisoformat(f"{date.fromisoformat(found['day'])}T{whole}{seconds}{zone}")


def _named(value: str) -> datetime | date | None:
    for form in _NAMED:
        try:
            return datetime.strptime(value, form).date()  # noqa: DTZ007 - only the date is used
        except ValueError:
            continue
    # Only with a time and a zone, because this function reads other things too.
    if ":" in value and (_NUMERIC_ZONE.search(value) or value.upper().endswith(("GMT", "UTC"))):
        moment = parsedate_to_datetime(value)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return None
