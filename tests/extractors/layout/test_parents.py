"""Parents of attributions among the claims from the layout."""

from hypothesis import given
from hypothesis import strategies as st

from newsclaims._attribution import Attribution
from newsclaims.extractors._layout.parents import nested

spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))
attributions = st.builds(
    Attribution,
    source=st.lists(spans, max_size=1).map(tuple),
    cue=st.lists(spans, max_size=1).map(tuple),
    content=st.lists(spans, min_size=1, max_size=3).map(lambda some: tuple(sorted(some))),
)


def inside(one: Attribution, other: Attribution) -> bool:
    """Say whether every span of an attribution is inside a span of another one's content."""
    spans = [*one.source, *one.cue, *one.content]
    return all(any(start <= a and b <= end for start, end in other.content) for a, b in spans)


def size(one: Attribution) -> int:
    """Return the number of characters of a content."""
    return sum(end - start for start, end in one.content)


@given(st.lists(attributions, max_size=8), st.integers(0, 8))
def test_the_parent_is_the_smallest_content_around(given_ones: list[Attribution], count: int) -> None:
    """Each attribution gets the smallest of the first ones that contains it, the earlier one of two equal ones."""
    count = min(count, len(given_ones))
    for i, one in enumerate(nested(given_ones, count)):
        around = [n for n in range(count) if n != i and inside(one, given_ones[n])]
        assert one.parent == min(around, key=lambda n: (size(given_ones[n]), n), default=None)


def test_nothing_else_changes() -> None:
    """An attribution without a parent is returned as it is."""
    one, other = Attribution((), (), ((0, 9),)), Attribution((), ((2, 3),), ((4, 5),))
    assert nested([one, other], 0) == [one, other]
    assert [found.parent for found in nested([one, other], 1)] == [None, 0]
