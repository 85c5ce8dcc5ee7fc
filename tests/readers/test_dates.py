"""Dates: the forms that have one meaning, with their zones, and those that are not read."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.readers._dates import date_of

DAY = date(2024, 11, 8)
MORNING = datetime(2024, 11, 8, 9, 30)  # noqa: DTZ001 - no zone is given
EAST = timezone(timedelta(hours=-5))
TWO = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2024-11-08", DAY),
        (" 2024-11-8 ", DAY),
        ("2024/11/08", DAY),
        ("20241108", DAY),
        ("20241108 0930", MORNING),
        ("2024-W45-5", DAY),
        (20241108, DAY),
        ("2024-11-08 09:30", MORNING),
        ("2024-11-08T9:30:00", MORNING),
        ("2024-11-08T09:30:00Z", MORNING.replace(tzinfo=UTC)),
        ("2024-11-08 09:30:00 UTC", MORNING.replace(tzinfo=UTC)),
        ("2024-11-08 09:30:00.000 -0500", MORNING.replace(tzinfo=EAST)),
        ("Fri, 08 Nov 2024 09:30:00 GMT", MORNING.replace(tzinfo=UTC)),
        ("8 Nov 2024 09:30:00 -0500", MORNING.replace(tzinfo=EAST)),
        ("1731058200", MORNING.replace(tzinfo=UTC)),
        (1731058200, MORNING.replace(tzinfo=UTC)),
        (1731058200.5, MORNING.replace(microsecond=500_000, tzinfo=UTC)),
        ("1712121010101", datetime(2024, 4, 3, 5, 10, 10, 101_000, tzinfo=UTC)),
        (1731058200_000, MORNING.replace(tzinfo=UTC)),
        (1731058200_123456, MORNING.replace(microsecond=123456, tzinfo=UTC)),
        (1731058200_123456_789, MORNING.replace(microsecond=123456, tzinfo=UTC)),
        ("8 November 2024", DAY),
        ("November 8th, 2024", DAY),
        ("Friday, Nov. 8, 2024", DAY),
        ("8-Nov-2024", DAY),
        ("Nov. 8, 2024, 9:30 a.m.", MORNING),
        ("Nov 8, 2024 - 9:30", MORNING),
        ("2024-11-08 09:30 EST", MORNING.replace(tzinfo=EAST)),
        ("Friday 8 November 2024 09.30", MORNING),
        ("November 8, 2024 at 9:30 AM EST", MORNING.replace(tzinfo=EAST)),
        (" 2024-11-08T09:30:00+02:00 ", MORNING.replace(tzinfo=TWO)),
        ("2024-11-08T09:30+0200", MORNING.replace(tzinfo=TWO)),
        ("2024-11-08T09:30:00.250Z", MORNING.replace(microsecond=250_000, tzinfo=UTC)),
        ("2024-11-08 09:30:00 +0200 EET", MORNING.replace(tzinfo=TWO)),
        ("2024-11-08 09:30:00 -0500 EET", MORNING.replace(tzinfo=EAST)),
        ("2024-11-08T093000 UTC", MORNING.replace(tzinfo=UTC)),
        ("Fri Nov 08 2024 09:30:00 GMT-0500 (EST)", MORNING.replace(tzinfo=EAST)),
        ("Fri Nov 08 2024 09:30:00 GMT+0200 (Eastern European Standard Time)", MORNING.replace(tzinfo=TWO)),
        ("Friday 8th November 2024, 9.30am", MORNING),
        ("Fri Nov 08 2024\n 09:30", MORNING),
        (MORNING, MORNING),
        (DAY, DAY),
    ],
)
def test_dates_with_one_meaning_are_read(value: object, found: date) -> None:
    """Forms with one meaning are read; a zone is kept, and a date without a time stays a date."""
    read = date_of(value)
    assert read == found
    assert type(read) is type(found)
    assert getattr(read, "tzinfo", None) == getattr(found, "tzinfo", None)


@pytest.mark.parametrize(
    "value",
    [
        "08/11/2024", "8.11.2024", "8-11-2024", "Fri 08/11/2024 GMT", "Fri 8 11 2024", "2024-11",
        "November 2024", "8 November", "yesterday", "2024", 2024, "45604", "2024-13-08",
        "2024-W45", "2024W45", "8/11, 2024 at 9:30 EST", "8-10 November 2024", "November 8–10, 2024",
        "8 November 2024 09:30 IST", "31 November 2024", "8 November 2024 or later", "8 Nov 24",
        "8 November 2024 " * 50, True, ["2024-11-08"], float("inf"), -1, 10**30, "2024-11-08 09:30 Europe/London",
        "", None, "2024-11-08T25:00", "Fri Nov 31 2024 09:30:00 GMT-0500 (EST)", b"2024-11-08",
    ],
)  # fmt: skip
def test_other_dates_are_not_guessed(value: object) -> None:
    """What is not a date, or could be two, gives None."""
    assert date_of(value) is None


@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31), timezones=st.sampled_from([None, UTC])))  # noqa: DTZ001
def test_iso_dates_come_back(moment: datetime) -> None:
    """What Python writes in ISO 8601 is read exactly."""
    assert date_of(moment.isoformat()) == moment
    assert date_of(str(moment)) == moment
    assert date_of(str(moment.date())) == moment.date()


@given(
    st.text(max_size=40)
    | st.integers()
    | st.floats()
    | st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:?\d\d|Z)?", fullmatch=True)
    | st.from_regex(r"Fri [A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4} \(EST\)", fullmatch=True)
)
def test_any_value_gives_a_date_or_none(value: object) -> None:
    """No value raises an error."""
    assert date_of(value) is None or isinstance(date_of(value), date)
