"""Bars of stances."""

from hypothesis import given
from hypothesis import strategies as st

from newsclaims.serialisers._html.bars import BAR_LENGTH, BarPart, bar

COUNTS = st.dictionaries(st.sampled_from(["affirm", "deny", None]), st.integers(1, 50), min_size=1)


@given(counts=COUNTS)
def test_parts_fill_a_bar(counts: dict[str | None, int]) -> None:
    """The parts follow each other without a gap, to the end of the bar."""
    found = bar(counts)
    ends = [part.start + part.length for part in found.parts]
    assert [part.start for part in found.parts] == [0, *ends[:-1]]
    assert ends[-1] == found.length == BAR_LENGTH


def test_lengths_can_be_compared() -> None:
    """A bar of half as many claims is half as long."""
    found = bar({"affirm": 1, None: 1}, most=4)
    assert found.parts == (BarPart("affirm", 1, 0, 250), BarPart(None, 1, 250, 250))
    assert found.length == BAR_LENGTH // 2


def test_no_claims_have_an_empty_bar() -> None:
    """Nothing is drawn."""
    assert bar({}).parts == ()
