"""The line of words that shows how far a run is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._progress.tally import Tally


@pytest.mark.parametrize(
    ("tally", "line"),
    [
        (Tally("articles"), "0 articles"),
        (Tally("articles", done=1), "1 article"),
        (Tally("claim sets", 1, 1), "1 of 1 claim set (100%)"),
        (Tally("articles", 5000), "0 of 5,000 articles (0%)"),
        (Tally("articles", 0), "0 of 0 articles (0%)"),
        (Tally("articles", None, 1200, seconds=60), "1,200 articles, 20.0 a second"),
        (Tally("rows", 5000, 1250, 3, seconds=50), "1,250 of 5,000 rows (25%), 2:30 left, 3 failed, 25.0 a second"),
        (Tally("rows", 10, 2, seconds=5000), "2 of 10 rows (20%), 5:33:20 left, 2,500.0 s each"),
        (Tally("rows", 10, 2, position=0.4, seconds=1), "2 of 10 rows (20%), 0:04 left, 2.0 a second, next at 40%"),
        (Tally("rows", 2, 3, seconds=1), "3 of 2 rows (100%), 3.0 a second"),
        (Tally("rows", 100, 50, seconds=5, before=40), "50 of 100 rows (50%), 0:25 left, 2.0 a second"),
        (Tally("rows", 100, 40, seconds=5, before=40), "40 of 100 rows (40%)"),
        (Tally("rows", None, 50, seconds=5, before=40), "50 rows, 2.0 a second"),
        (Tally(position=0.25, seconds=30), "25% of the article, 1:30 left"),
        (Tally(), "0% of the article"),
    ],
)  # fmt: skip
def test_a_line_says_count_time_failures_and_rate(tally: Tally, line: str) -> None:
    """A line has what is known, and nothing that is not."""
    assert tally.line() == line


@given(
    st.sampled_from(["", "articles"]),
    st.none() | st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.none() | st.floats(0, 1),
    st.floats(0, 1e7),
)
def test_every_tally_has_a_line(
    unit: str, total: int | None, done: int, position: float | None, seconds: float
) -> None:
    """No numbers raise an error, and the line is plain ASCII."""
    line = Tally(unit, total, done, done // 2, position, seconds).line()
    assert line.isascii()
    assert line.isprintable()
