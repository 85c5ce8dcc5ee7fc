"""The shapes of words."""

import pytest
from hypothesis import given as drawn
from strategies import any_text

from newsclaims import Article
from newsclaims._syntax.shapes import Shape, shapes_of
from newsclaims.text import read


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("harbour", 0),
        ("Harbour", Shape.CAPITAL | Shape.ONE_CAPITAL),
        ("BBC", Shape.CAPITAL),
        ("al-Amin", Shape.INNER_CAPITAL),
        ("slowly", Shape.ADVERB),
        ("July", Shape.CAPITAL | Shape.ONE_CAPITAL),
        ("rusted", Shape.PAST),
        ("said", Shape.CUE | Shape.CUE_PAST),
        ("says", Shape.CUE | Shape.CUE_THIRD),
        ("according", Shape.CUE),
        ("criticism", Shape.CUE | Shape.CUE_NOUN),
        ("denied", Shape.PAST | Shape.CUE | Shape.CUE_PAST),
    ],
)
def test_shape(word: str, shape: int) -> None:
    """A shape says what the letters of a word and the cue lexicon show."""
    assert list(shapes_of(read(Article(text=word)))) == [shape]


@drawn(any_text())
def test_each_word_has_a_shape(string: str) -> None:
    """Every word has a shape, and the bit of a capital says how it begins."""
    text = read(Article(text=string))
    capitals = [bool(shape & Shape.CAPITAL) for shape in text.once(shapes_of)]
    assert capitals == [word[0].isupper() for word in text.words.texts]
