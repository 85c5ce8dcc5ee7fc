"""Reads the dates of feeds, with their zones: those of RSS (RFC 822) and those of Atom (RFC 3339)."""

from datetime import date, datetime
from email.utils import parsedate_to_datetime

__all__ = ["moment_of"]


def moment_of(text: str) -> date | None:
    """Return the date, or the date and time, that a feed gives; None if it is not one.

    feedparser gives all dates in UTC, so the zone would be lost.

    Args:
        text: The date as it is in the feed.
    """
    text = text.strip()
    for parse in (date.fromisoformat, datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(text)
        except (ValueError, IndexError, TypeError, OverflowError):
            continue
    return None
