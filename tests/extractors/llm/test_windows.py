"""The windows of a long text: whole sentences, with overlap, and every word in one of them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

from newsclaims import Article
from newsclaims.extractors._llm.windows import halves, windows
from newsclaims.text import read

SENTENCES = [f"Captain number {n} said that ferry {n} would sail at noon." for n in range(60)]


@given(string=texts(), size=st.integers(200, 400), share=st.floats(0, 0.5))
def test_windows_hold_every_word_and_are_not_too_long(string: str, size: int, share: float) -> None:
    """Windows are in order, none is longer than allowed, each begins after the one before, and no word is left out."""
    text = read(Article(text=string * 3))
    found = list(windows(text, size, int(size * share)))
    assert all(0 < end - start <= size for start, end in found)
    assert all(one[0] < other[0] <= one[1] < other[1] for one, other in pairwise(found))
    covered = {place for start, end in found for place in range(start, end)}
    assert all(covered.issuperset(range(word.start, word.end)) for word in text.words)


def test_a_window_begins_and_ends_with_a_sentence() -> None:
    """The cuts of prose are between sentences, and the overlap has whole sentences."""
    text = read(Article(text=" ".join(SENTENCES)))
    found = list(windows(text, 500, 120))
    starts, ends = {s.start for s in text.sentences}, {s.end for s in text.sentences}
    assert len(found) > 5
    assert all(start in starts and end in ends for start, end in found)
    assert all(0 < one[1] - other[0] <= 120 for one, other in pairwise(found))


@given(string=texts(), overlap=st.integers(0, 3_000))
def test_halves_hold_every_word_and_are_smaller(string: str, overlap: int) -> None:
    """Two windows in place of one together have all of it, and each is smaller; a small window is not split."""
    text = read(Article(text=string * 10))
    found = halves(text, 0, len(text.string), overlap)
    assert (found is None) == (len(text.string) < 1_000)
    if found is not None:
        (start, cut), (again, end) = found
        assert (start, end) == (0, len(text.string))
        assert 0 < again <= cut < end
        assert max(cut, end - again) < 0.9 * end


def test_halves_meet_between_sentences() -> None:
    """The cut of prose is between sentences, near the middle, and the overlap has whole sentences."""
    text = read(Article(text=" ".join(SENTENCES)))
    found = halves(text, 0, len(text.string), 200)
    assert found is not None
    (_, cut), (again, _) = found
    assert cut in {s.end for s in text.sentences}
    assert again in {s.start for s in text.sentences}
    assert abs(cut - len(text.string) / 2) < 60
    assert 100 < cut - again <= 200


@pytest.mark.parametrize("string", ["", " \n\t "])
def test_a_text_without_words_has_no_window(string: str) -> None:
    """Nobody is asked about nothing."""
    assert list(windows(read(Article(text=string)), 500, 50)) == []


def test_a_short_text_is_one_window() -> None:
    """A text that fits is not cut, and white space around it is left out."""
    assert list(windows(read(Article(text="  Ann said it rained.  ")), 500, 50)) == [(2, 21)]
