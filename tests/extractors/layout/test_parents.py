"""The parents of attributions among the claims from the layout."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from newsclaims._attribution import Attribution
from newsclaims.extractors._layout import _nested

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))
SOME = st.lists(SPANS, max_size=1).map(tuple)
FOUND = st.builds(
    Attribution, SOME, SOME, st.lists(SPANS, min_size=1, max_size=3).map(lambda some: tuple(sorted(some)))
)


@st.composite
def disjoint(draw: st.DrawFn) -> list[Attribution]:
    """Return claims from the layout with disjoint contents, one span each."""
    edges = sorted(draw(st.sets(st.integers(0, 45), max_size=10)))
    contents = zip(edges[::2], edges[1::2], strict=False)
    return [Attribution(draw(SOME), (), (content,)) for content in contents]


def inside(one: Attribution, other: Attribution) -> bool:
    """Say whether every span of an attribution is inside a span of another one's content."""
    spans = [*one.source, *one.cue, *one.content]
    return all(any(start <= a and b <= end for start, end in other.content) for a, b in spans)


def size(one: Attribution) -> int:
    """Return the number of characters of a content."""
    return sum(end - start for start, end in one.content)


@given(disjoint(), disjoint(), st.lists(FOUND, max_size=6))
def test_the_parent_is_the_smallest_content_around(
    said: Sequence[Attribution], led: Sequence[Attribution], found: Sequence[Attribution]
) -> None:
    """Each attribution gets the smallest claim from the layout that contains it, the first one of equal ones."""
    given_ones = [*said, *led, *found]
    outer = range(len(said) + len(led))
    for i, one in enumerate(_nested(said, led, found)):
        around = [n for n in outer if n != i and inside(one, given_ones[n])]
        assert one.parent == min(around, key=lambda n: (size(given_ones[n]), n), default=None)


def test_without_claims_from_the_layout_nothing_changes() -> None:
    """If the layout makes no claims, no attribution gets a parent."""
    one, other = Attribution((), (), ((0, 9),)), Attribution((), ((2, 3),), ((4, 5),))
    assert _nested([], [], [one, other]) == [one, other]
    assert [attribution.parent for attribution in _nested([one], [], [other])] == [None, 0]
