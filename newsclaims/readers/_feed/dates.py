"""Reads the dates of feeds, with their zones: those of RSS (RFC 822) and those of Atom (RFC 3339)."""

from datetime import date
from email.utils import parsedate_to_datetime

from .._dates import date_of

__all__ = ["moment_of"]


def moment_of(text: str) -> date | None:
    """Return the date, or the date and time, that a feed gives; None if it is not one.

    feedparser gives all dates in UTC, so the zone would be lost.

    Args:
        text: The date as it is in the feed.
    """
    if (found := date_of(text)) is not None:
        return found
    try:
        # It drops zones such as CET, but also reads years of two digits, as in RFC 822.
        return parsedate_to_datetime(text.strip())
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
