"""Conflicts: which candidates stay if several claim the same words."""

from hypothesis import given
from hypothesis import strategies as st

from newsclaims.extractors._candidates import Candidate, resolve_conflicts
from newsclaims.text import WordRange


def candidate(
    cue: tuple[int, int], *content: tuple[int, int], source: tuple[int, int] | None = None, trust: float = 0.5
) -> Candidate:
    """Return a candidate, with each range given as its first word and its end."""
    pieces = [WordRange(*piece) for piece in content]
    who = None if source is None else WordRange(*source)
    return Candidate(WordRange(*cue), pieces, who, "say", "that", "finite", trust=trust)


def ranges() -> st.SearchStrategy[WordRange]:
    """Draw ranges of a few words."""
    return st.builds(lambda first, size: WordRange(first, first + size), st.integers(0, 40), st.integers(1, 8))


def candidates() -> st.SearchStrategy[list[Candidate]]:
    """Draw candidates that claim any words, each with a cue outside its source."""
    one = st.builds(
        lambda cue, content, source, trust: Candidate(cue, sorted(content), source, "say", "np", "finite", trust=trust),
        ranges(),
        st.lists(ranges(), min_size=1, max_size=3),
        st.none() | ranges(),
        st.floats(0, 1),
    )
    return st.lists(one, max_size=6)


def cues(found: list[Candidate]) -> list[WordRange]:
    """Return the cues of candidates."""
    return [one.cue for one in found]


def test_the_outer_stays() -> None:
    """A candidate is dropped if its cue is in the other's content, even if it is trusted more."""
    outer = candidate((1, 2), (2, 9), source=(0, 1), trust=0.2)
    inner = candidate((4, 5), (5, 9), source=(3, 4), trust=0.9)
    assert cues(resolve_conflicts([outer, inner])) == [outer.cue]


def test_the_more_trusted_stays() -> None:
    """Trust decides if each candidate contains the other's cue, or if the cues share words."""
    left, right = candidate((3, 4), (5, 9), trust=0.2), candidate((6, 7), (0, 5), trust=0.9)
    assert cues(resolve_conflicts([left, right])) == [right.cue]
    short, long = candidate((3, 4), (4, 9), trust=0.9), candidate((3, 5), (5, 9), trust=0.2)
    assert cues(resolve_conflicts([short, long])) == [short.cue]


def test_a_content_ends_with_the_source_around_it() -> None:
    """In "A man who saw the crash said ...", the content of "saw" ends where the source ends."""
    inner = candidate((3, 4), (4, 12), source=(2, 3))
    outer = candidate((6, 7), (7, 12), source=(0, 6))
    assert [one.content for one in resolve_conflicts([inner, outer])] == [[WordRange(4, 6)], [WordRange(7, 12)]]


def test_a_content_has_no_word_of_its_cue_or_source() -> None:
    """Words of its cue and source are cut out of a content; pieces that touch are joined."""
    [one] = resolve_conflicts([candidate((4, 5), (0, 9), (9, 11), source=(3, 4))])
    assert one.content == [WordRange(0, 3), WordRange(5, 11)]


def test_nothing_left() -> None:
    """A candidate that is left without a content is dropped."""
    assert resolve_conflicts([candidate((4, 6), (4, 5), source=(0, 1))]) == []


@given(candidates())
def test_the_rest_do_not_conflict(given_: list[Candidate]) -> None:
    """The candidates that stay keep their order, and none has its cue in another's content or cue."""
    order = {id(one): n for n, one in enumerate(given_)}
    kept = resolve_conflicts(given_)
    assert [order[id(one)] for one in kept] == sorted(order[id(one)] for one in kept)
    for one in kept:
        assert one.content == sorted(one.content)
        words = {i for piece in one.content for i in piece.indices}
        assert words
        assert words.isdisjoint(one.cue.indices)
        assert one.source is None or words.isdisjoint(one.source.indices)
        for other in kept:
            assert one is other or not one.content_holds(other.cue.first)
