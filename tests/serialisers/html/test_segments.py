"""Segments: a text cut at every edge of ranges that may overlap."""

from hypothesis import given
from hypothesis import strategies as st

from newsclaims.serialisers._html.segments import Segment, cut

LONGEST = 30


@st.composite
def ranges(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]]]:
    """Draw the length of a text, and ranges in it."""
    length = draw(st.integers(1, LONGEST))
    edges = st.tuples(st.integers(0, length), st.integers(0, length)).filter(lambda edge: edge[0] != edge[1])
    return length, [(min(edge), max(edge)) for edge in draw(st.lists(edges, max_size=8))]


@given(case=ranges(), places=st.lists(st.integers(0, 1), max_size=3))
def test_the_segments_joined_are_the_text(case: tuple[int, list[tuple[int, int]]], places: list[int]) -> None:
    """No code point is lost, repeated or moved."""
    length, given_ranges = case
    found = [at for segment in cut(length, given_ranges, places) for at in range(segment.start, segment.end)]
    assert found == list(range(length))


@given(case=ranges())
def test_a_segment_knows_exactly_the_ranges_that_cover_it(case: tuple[int, list[tuple[int, int]]]) -> None:
    """Each code point of a segment is in the ranges that the segment names, and in no other."""
    length, given_ranges = case
    for segment in cut(length, given_ranges):
        for at in range(segment.start, segment.end):
            assert sorted(segment.covering) == [i for i, (start, end) in enumerate(given_ranges) if start <= at < end]


@given(case=ranges())
def test_outer_ranges_come_first(case: tuple[int, list[tuple[int, int]]]) -> None:
    """A range that holds another one comes before it."""
    length, given_ranges = case
    for segment in cut(length, given_ranges):
        keys = [(given_ranges[i][0], -given_ranges[i][1], i) for i in segment.covering]
        assert keys == sorted(keys)


def test_other_places_are_cut_too() -> None:
    """A place that is not the edge of a range begins a segment."""
    assert list(cut(4, [(1, 4)], [2])) == [Segment(0, 1, ()), Segment(1, 2, (0,)), Segment(2, 4, (0,))]


def test_a_text_without_characters_has_no_segments() -> None:
    """Nothing gives nothing."""
    assert list(cut(0, [])) == []
