"""Words and ranges of words: which words a span touches, and which code points a word covers."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsclaims._model import Article
from newsclaims.text import WordRange, Words, read


def words_of(string: str) -> Words:
    """Return the words of a text."""
    return read(Article(text=string)).words


@st.composite
def spans(draw: st.DrawFn) -> tuple[Words, list[tuple[int, int]]]:
    """Draw the words of a text, and sorted disjoint spans of it."""
    string = draw(st.text(st.sampled_from("ab .,’\n"), min_size=1, max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(string)), max_size=8)))
    return words_of(string), list(zip(cuts[::2], cuts[1::2], strict=False))


@given(spans())
def test_ranges_hold_the_words_that_spans_touch(drawn: tuple[Words, list[tuple[int, int]]]) -> None:
    """The ranges contain each word that a span touches; they are sorted, disjoint and never empty."""
    words, some = drawn
    ranges = words.ranges(some)
    touched = [i for i, word in enumerate(words) if any(start < word.end and word.start < end for start, end in some)]
    assert [i for one in ranges for i in one.indices] == touched == words.indices(some)
    assert all(one.size > 0 for one in ranges)
    assert all(one.last <= other.first for one, other in pairwise(ranges))


@given(spans())
def test_offsets_lead_back_to_the_words(drawn: tuple[Words, list[tuple[int, int]]]) -> None:
    """The code points of a range of words touch these words only."""
    words, some = drawn
    for one in words.ranges(some):
        assert words.ranges([words.offsets(one)]) == [one]


def test_a_range_of_words() -> None:
    """A range has a size, indices and a slice, sorts by its first word, and does not equal a pair of integers."""
    words = WordRange(2, 5)
    assert (words.size, list(words.indices), "abcdefg"[words.slice]) == (3, [2, 3, 4], "cde")
    assert sorted([WordRange(3, 4), WordRange(2, 9), words]) == [words, WordRange(2, 9), WordRange(3, 4)]
    assert words != (2, 5)  # type: ignore[comparison-overlap]
