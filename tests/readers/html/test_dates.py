"""Dates that a page shows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.readers._html.dates import first_date, visible_date

DAY = date(2024, 11, 8)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8 November 2024", DAY),
        ("Published: Friday 8th November 2024", DAY),
        ("First published on 8 November 2024", DAY),
        ("Posted on 8 November 2024 | Updated 9 November 2024", DAY),
        ("Published 8 November 2024 Updated 9 November 2024", DAY),
        ("Updated 9 November 2024\nPublished 8 November 2024", DAY),
        ("By Ann Lee • 8 November 2024 • 3 min", DAY),
        ("Last updated: 9 November 2024", None),
        ("Modified 9 November 2024", None),
        ("Published 03/04/2024", None),
        ("Washington, 8 November", None),
        ("", None),
    ],
)
def test_visible_dates(text: str, found: date | None) -> None:
    """A date is read without the word before it, but not that of the last change."""
    assert visible_date(text) == found


def test_the_first_date() -> None:
    """Values without a date are skipped."""
    assert first_date(["soon", "2024-11-08", "2024-11-09"]) == DAY
    assert first_date([]) is None


@given(st.text() | st.text("Published 8 November 2024|\n"))
def test_any_text(text: str) -> None:
    """Any text gives a date or None."""
    assert visible_date(text) is None or isinstance(visible_date(text), date)
