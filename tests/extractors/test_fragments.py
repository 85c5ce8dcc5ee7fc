"""Looking up a span in the fragments of a passage."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsclaims.extractors._fragments import covers, touches


@st.composite
def _fragments(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Draw sorted and disjoint fragments; two of them can touch."""
    edges = sorted(draw(st.sets(st.integers(0, 30), max_size=10)))
    return [pair for pair in pairwise(edges) if draw(st.booleans())]


@given(fragments=_fragments(), start=st.integers(0, 30), size=st.integers(1, 10))
def test_look_up_equals_search(fragments: list[tuple[int, int]], start: int, size: int) -> None:
    """A look-up in few steps gives what a look at each fragment gives."""
    span = (start, start + size)
    assert covers(fragments, span) == any(a <= span[0] and span[1] <= b for a, b in fragments)
    assert touches(fragments, span) == any(a < span[1] and span[0] < b for a, b in fragments)
