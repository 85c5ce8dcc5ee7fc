"""The parents of attributions: the smallest content that holds them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims import Article, Attribution
from newsclaims.extractors._nesting import DEPTH, with_parents
from newsclaims.text import Text, read

WORDS = 40
TEXT = read(Article(text=" ".join("w" * 3 for _ in range(WORDS))))

RANGES = st.tuples(st.integers(0, WORDS - 1), st.integers(1, 15)).map(lambda at: (at[0], min(WORDS, sum(at))))


def offsets(words: tuple[int, int]) -> tuple[int, int]:
    """Return the code points of some words of `TEXT`."""
    return words[0] * 4, words[1] * 4 - 1


SPANS = RANGES.map(offsets)
SOME = st.lists(SPANS, max_size=1).map(tuple)
FOUND = st.builds(Attribution, SOME, SOME, SPANS.map(lambda span: (span,)))


def words_of(spans: Sequence[tuple[int, int]]) -> set[int]:
    """Return the numbers of the words of spans."""
    return {word for start, end in spans for word in range(start // 4, end // 4 + 1)}


def attributions(*given_ones: tuple[str, str, str]) -> tuple[Text, list[Attribution]]:
    """Return a text of three sentences, with an attribution for each source, cue and content in it."""
    string = "Roe said that Doe had claimed that the board feared a strike. Ann agreed."
    text = read(Article(text=string))

    def spans(words: str) -> tuple[tuple[int, int], ...]:
        """Return where words stand."""
        return ((string.index(words), string.index(words) + len(words)),) if words else ()

    return text, [Attribution(spans(source), spans(cue), spans(content)) for source, cue, content in given_ones]


OUTER = ("Roe", "said", "that Doe had claimed that the board feared a strike")
MIDDLE = ("Doe", "had claimed", "that the board feared a strike")
INNER = ("the board", "feared", "a strike")


@given(st.lists(FOUND, max_size=6))
def test_a_parent_holds_the_cue_and_half_of_the_content(found: Sequence[Attribution]) -> None:
    """The content of a parent is larger, holds the cue, and holds at least half of the content."""
    nested = with_parents(TEXT, found)
    for one in nested:
        if one.parent is None:
            continue
        outer, own = words_of(nested[one.parent].content), words_of(one.content)
        assert len(outer) > len(own)
        assert words_of(one.cue) <= outer
        assert 2 * len(own & outer) >= len(own)


@given(st.lists(FOUND, max_size=6))
def test_chains_end(found: Sequence[Attribution]) -> None:
    """No chain of parents is longer than the limit, and spans stay as they are."""
    nested = with_parents(TEXT, found)
    for one in nested:
        depth, at = 1, one.parent
        while at is not None:
            depth, at = depth + 1, nested[at].parent
        assert depth <= DEPTH
    assert {(one.cue, one.content) for one in nested} <= {(one.cue, one.content) for one in found}


@given(st.lists(FOUND, max_size=6).map(lambda some: [Attribution(one.source, (), one.content) for one in some]))
def test_all_of_a_claim_is_inside_a_parent_without_a_cue(found: Sequence[Attribution]) -> None:
    """If the parent has no cue, like a turn, the source is inside its content too."""
    nested = with_parents(TEXT, found)
    for one in nested:
        if one.parent is not None:
            assert words_of((*one.source, *one.content)) <= words_of(nested[one.parent].content)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_smallest_content_is_the_parent(order: tuple[int, ...]) -> None:
    """A claim in two contents is the child of the smaller one, whatever the order of the claims."""
    given_ones = [OUTER, MIDDLE, INNER]
    text, found = attributions(*(given_ones[n] for n in order))
    parents = {order[n]: one.parent for n, one in enumerate(with_parents(text, found))}
    assert {n: None if at is None else order[at] for n, at in parents.items()} == {0: None, 1: 0, 2: 1}


def test_a_claim_in_a_chain_that_is_too_long_is_left_out() -> None:
    """A fourth claim in a chain is dropped, and the parents of the others are still right."""
    turn = Attribution((), (), ((0, 60),))
    text, found = attributions(INNER, OUTER, MIDDLE)
    nested = with_parents(text, [*found, turn])
    assert [one.cue for one in nested] == [found[1].cue, found[2].cue, ()]
    assert [one.parent for one in nested] == [2, 0, None]


def test_claims_side_by_side_have_no_parent() -> None:
    """Claims whose contents do not hold each other stay as they are."""
    text, found = attributions(MIDDLE, ("Ann", "agreed", "."))
    assert with_parents(text, found) == found
