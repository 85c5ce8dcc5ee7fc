"""When something is, in the shortest form that names it."""

from datetime import date, datetime, timedelta, timezone

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


def when(first: str | None, last: str | None, grain: str | None = None) -> When | None:
    """Return when an expression of time is, given its ends in ISO 8601."""
    ends = {"start": first, "end": last}
    return when_of(TimeMention.model_validate({"span": {"start": 0, "end": 1}, "kind": "date", "grain": grain, **ends}))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-11-08", "2024-11-08", "8 November 2024"),
        ("2024-11-08T00:00", "2024-11-08T23:59:59", "8 November 2024"),
        ("2024-11-04", "2024-11-10", "4–10 November 2024"),
        ("2024-10-28", "2024-11-03", "28 October–3 November 2024"),
        ("2024-12-30", "2025-01-05", "30 December 2024–5 January 2025"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2024-10-01", "2024-12-31", "October–December 2024"),
        ("2024-12-01", "2025-02-28", "December 2024–February 2025"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("1990-01-01", "1999-12-31", "1990–1999"),
        ("2024-11-08T09:30", "2024-11-08T09:30:59", "8 November 2024, 09:30"),
        ("2024-11-08T06:00", "2024-11-08T11:59:59", "8 November 2024, 06:00–11:59"),
        ("2024-11-08T09:30+00:00", "2024-11-08T09:30+00:00", "8 November 2024, 09:30 UTC"),
        ("2024-11-08T09:00", "2024-11-08", "8 November 2024"),
        ("2024-11-08", None, "from 8 November 2024"),
        (None, "2024-11-08T12:00", "until 8 November 2024, 12:00"),
    ],
)
def test_an_interval_is_named_as_people_name_it(first: str | None, last: str | None, expected: str) -> None:
    """Whole days, months and years are named as such, and nothing is said twice."""
    found = when(first, last)
    assert found is not None
    assert said(found) == expected


@pytest.mark.parametrize("grain", ["day", "minute"])
def test_a_short_time_needs_no_end(grain: str) -> None:
    """The beginning of a day or a minute names it."""
    found = when("2024-11-08", None, grain)
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
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-11-04", "2024-11-10", "2024-11-04"),
    ],
)
def test_programs_read_the_first_moment(first: str, last: str, iso: str) -> None:
    """The attribute for programs has the form of its grain."""
    found = when(first, last)
    assert found is not None
    assert found.iso == iso


@given(first=st.none() | MOMENTS, last=st.none() | MOMENTS, grain=st.none() | st.sampled_from(["day", "year"]))
def test_any_moments_can_be_said(first: date | None, last: date | None, grain: str | None) -> None:
    """Whatever a claim holds is shown: also intervals that end before they begin, and mixtures of dates and times."""
    mention = TimeMention(span=Span(start=0, end=1), kind="date", start=first, end=last, grain=grain)
    found = when_of(mention)
    assert (found is None) == (first is None and last is None)
    assert found is None or str(found.first.year) in said(found) or str(found.last.year) in said(found)
