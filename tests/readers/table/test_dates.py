"""Dates of tables: errors for those that are not certain, and formats."""

import contextlib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.errors import InvalidValueError
from newsclaims.readers._table.dates import check_date_format, moment_of

DAY = date(2024, 11, 8)
MORNING = datetime(2024, 11, 8, 9, 30)  # noqa: DTZ001 - no zone is given


@pytest.mark.parametrize(
    ("value", "found"),
    [("2024-11-08", DAY), (" 8 November 2024 ", DAY), (20241108, DAY), (MORNING, MORNING), ("", None), (None, None)],
)
def test_dates_with_one_meaning_are_read(value: object, found: date | None) -> None:
    """Forms with one meaning are read; without a value there is no date."""
    assert moment_of(value) == found


@pytest.mark.parametrize(
    "value", ["08/11/2024", "yesterday", True, ["2024-11-08"], float("inf"), "8 November 2024 " * 50]
)
def test_other_dates_are_errors_that_name_the_option(value: object) -> None:
    """What is not a date, or could be two, is an error that says how to give the order of its parts."""
    with pytest.raises(
        InvalidValueError, match=r"is not in a form of dates that has only one meaning.*date_format='%d/%m/%Y'"
    ):
        moment_of(value)


def test_a_format_gives_the_order() -> None:
    """With a format, only texts in this format are read; a format without a clock gives a date."""
    assert moment_of("08/11/2024", "%d/%m/%Y") == DAY
    assert moment_of("11/08/2024 09:30", "%m/%d/%Y %H:%M") == MORNING
    assert moment_of(DAY, "%d/%m/%Y") == DAY
    with pytest.raises(InvalidValueError, match="the date '2024-11-08' is not in the format '%d/%m/%Y'"):
        moment_of("2024-11-08", "%d/%m/%Y")


@given(st.text(max_size=40) | st.integers() | st.floats())
def test_any_value_gives_a_date_or_an_error(value: object) -> None:
    """No value raises anything but our error."""
    with contextlib.suppress(InvalidValueError):
        assert moment_of(value) is None or isinstance(moment_of(value), date)


@pytest.mark.issue(20)
def test_a_format_with_a_lone_surrogate_is_refused() -> None:
    """A format that no encoder can write is not a format."""
    with pytest.raises(InvalidValueError, match="is not a format for dates"):
        check_date_format("%Y-%m-%d\udb69")
