"""When something is, in the shortest form that names it."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.html.pages import macro, parsed
from serialisers.strategies import MOMENTS

from newsclaims._model import Span, TimeMention
from newsclaims.serialisers._html.moments import When, moment_of, when_of


def said(when: When) -> str:
    """Return what a page says."""
    return parsed(macro("macros.html", "time")(when)).text()


def when(first: date | None, last: date | None, grain: str | None = None) -> When | None:
    """Return when an expression of time is."""
    return when_of(TimeMention(span=Span(start=0, end=1), kind="date", start=first, end=last, grain=grain))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 11, 8), date(2024, 11, 8), "8 November 2024"),
        (datetime(2024, 11, 8), datetime(2024, 11, 8, 23, 59, 59), "8 November 2024"),
        (date(2024, 11, 4), date(2024, 11, 10), "4–10 November 2024"),
        (date(2024, 10, 28), date(2024, 11, 3), "28 October–3 November 2024"),
        (date(2024, 12, 30), date(2025, 1, 5), "30 December 2024–5 January 2025"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2024, 10, 1), date(2024, 12, 31), "October–December 2024"),
        (date(2024, 12, 1), date(2025, 2, 28), "December 2024–February 2025"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(1990, 1, 1), date(1999, 12, 31), "1990–1999"),
        (datetime(2024, 11, 8, 9, 30), datetime(2024, 11, 8, 9, 30, 59), "8 November 2024, 09:30"),
        (datetime(2024, 11, 8, 6), datetime(2024, 11, 8, 11, 59, 59), "8 November 2024, 06:00–11:59"),
        (datetime(2024, 11, 8, 9, 30, tzinfo=UTC), datetime(2024, 11, 8, 9, 30, tzinfo=UTC), "8 November 2024, 09:30 UTC"),
        (datetime(2024, 11, 8, 9), date(2024, 11, 8), "8 November 2024"),
        (date(2024, 11, 8), None, "from 8 November 2024"),
        (None, datetime(2024, 11, 8, 12), "until 8 November 2024, 12:00"),
    ],
)
def test_an_interval_is_named_as_people_name_it(first: date | None, last: date | None, expected: str) -> None:
    """Whole days, months and years are named as such, and nothing is said twice."""
    found = when(first, last)
    assert found is not None
    assert said(found) == expected


@pytest.mark.parametrize("grain", ["day", "minute"])
def test_a_short_time_needs_no_end(grain: str) -> None:
    """The beginning of a day or a minute names it."""
    found = when(date(2024, 11, 8), None, grain)
    assert found is not None
    assert said(found) == "8 November 2024"


def test_a_time_that_was_not_resolved_has_no_form() -> None:
    """Nothing is invented for it."""
    assert when(None, None, "year") is None


@pytest.mark.parametrize(
    ("moment", "expected", "iso"),
    [
        (date(2024, 11, 8), "8 November 2024", "2024-11-08"),
        (
            datetime(2024, 11, 8, 9, 5, tzinfo=timezone(timedelta(hours=5, minutes=30))),
            "8 November 2024, 09:05 +05:30",
            "2024-11-08T09:05:00+05:30",
        ),
    ],
)
def test_a_publication_is_a_day_or_a_moment(moment: date, expected: str, iso: str) -> None:
    """A datetime shows its time of day and its offset."""
    assert said(moment_of(moment)) == expected
    assert moment_of(moment).iso == iso


@pytest.mark.parametrize(
    ("first", "last", "iso"),
    [
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2024, 11, 4), date(2024, 11, 10), "2024-11-04"),
    ],
)
def test_programs_read_the_first_moment(first: date, last: date, iso: str) -> None:
    """The attribute for programs has the form of its grain."""
    found = when(first, last)
    assert found is not None
    assert found.iso == iso


@given(first=st.none() | MOMENTS, last=st.none() | MOMENTS, grain=st.none() | st.sampled_from(["day", "year"]))
def test_any_moments_can_be_said(first: date | None, last: date | None, grain: str | None) -> None:
    """Whatever a claim holds is shown: also intervals that end before they begin, and mixtures of dates and times."""
    found = when(first, last, grain)
    assert (found is None) == (first is None and last is None)
    assert found is None or str(found.first.year) in said(found) or str(found.last.year) in said(found)
