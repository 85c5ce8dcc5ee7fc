"""Dates of pages: what is read, with its offset, and what is not certain."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.readers._html.dates import read_date

PLUS_TWO = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2024-11-08", date(2024, 11, 8)),
        ("20241108", date(2024, 11, 8)),
        (" 2024-11-08T06:12:44+02:00 ", datetime(2024, 11, 8, 6, 12, 44, tzinfo=PLUS_TWO)),
        ("2024-11-08T06:12+0200", datetime(2024, 11, 8, 6, 12, tzinfo=PLUS_TWO)),
        ("2024-11-08T06:12:44.250Z", datetime(2024, 11, 8, 6, 12, 44, 250_000, tzinfo=UTC)),
        ("2024-11-08 06:12:44 +0200 EET", datetime(2024, 11, 8, 6, 12, 44, tzinfo=PLUS_TWO)),
        ("2024-11-08 06:12:44", datetime(2024, 11, 8, 6, 12, 44)),  # noqa: DTZ001 - the page gives no zone
        ("2024-11-08T061244 UTC", datetime(2024, 11, 8, 6, 12, 44, tzinfo=UTC)),
        ("November 8, 2024", date(2024, 11, 8)),
        ("8 Nov 2024", date(2024, 11, 8)),
        ("Fri, 08 Nov 2024 06:12:44 +0200", datetime(2024, 11, 8, 6, 12, 44, tzinfo=PLUS_TWO)),
        ("Fri, 08 Nov 2024 06:12:44 GMT", datetime(2024, 11, 8, 6, 12, 44, tzinfo=UTC)),
    ],
)
def test_dates_of_pages(value: str, moment: date) -> None:
    """ISO 8601 with small faults, dates of e-mails and dates with the name of the month are read; the offset stays."""
    found = read_date(value)
    assert found == moment
    assert getattr(found, "tzinfo", None) == getattr(moment, "tzinfo", None)


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "03/04/2024", "8 November", "2024", "2024-13-01", "2024-11-08T25:00", "2024-11-08T06:12 EET"],
)
def test_dates_that_are_not_certain(value: str) -> None:
    """A date whose order or zone is not known is not guessed."""
    assert read_date(value) is None


@given(st.text() | st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:?\d\d|Z)?", fullmatch=True))
def test_any_date(value: str) -> None:
    """Any text gives a date or None."""
    assert read_date(value) is None or isinstance(read_date(value), date)
