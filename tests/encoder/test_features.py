"""The features of each word."""

from collections.abc import Sequence

import numpy as np
import pytest
from encoder.given import looked_at, reading
from hypothesis import given
from strategies import STYLES, Layout, any_text, layouts

from newsclaims._encoder.features import LAYOUTS, QUOTES, SHAPES

LOWER, CAPITALISED, CAPITALS, MIXED, DIGIT, MARK = range(SHAPES)
BODY, HEADLINE, BYLINE, DATELINE = range(0, LAYOUTS, 2)
FIRST = 1
"""Added for the first word of a sentence or paragraph."""
OUTSIDE, OPENING, QUOTED, CLOSING, NESTED, DOUBTFUL = range(QUOTES)


def of_words(text: str, kinds: Sequence[int]) -> list[tuple[str, int]]:
    """Return each word of a text with its kind."""
    return list(zip(reading(text).words.texts, kinds, strict=True))


def quotes(text: str) -> str:
    """Return the quotation feature of each word of a text, one digit a word."""
    return "".join(str(kind) for kind in looked_at(text).quote)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("quay", LOWER),
        ("well-known", LOWER),
        ("isn’t", LOWER),
        ("élan", LOWER),
        ("Quay", CAPITALISED),
        ("A", CAPITALISED),
        ("Élan", CAPITALISED),
        ("E\u0301lan", CAPITALISED),
        ("QUAY", CAPITALS),
        ("U.S.", CAPITALS),
        ("McAdam", MIXED),
        ("iPad", MIXED),
        ("O’Brien", MIXED),
        ("1931", DIGIT),
        ("1,200", DIGIT),
        ("F-16", DIGIT),
        ("G20", DIGIT),
        (",", MARK),
        ("“", MARK),
        ("$", MARK),
        ("...", MARK),
        ("😀", MARK),
    ],
)
def test_shape(word: str, shape: int) -> None:
    """The shape of a word is one of six kinds and does not depend on its letters."""
    assert shape in {kind for text, kind in of_words(word, looked_at(word).shape.tolist()) if text in word}


def test_layout() -> None:
    """Headline, byline, dateline and body have different kinds, each with one for the first word of a sentence."""
    text = "Ferry Talks Stall\nBy Jane Roe\n\nHAVANA (AP) — The ferry left. Nobody was on board."
    assert [kind for _, kind in of_words(text, looked_at(text).layout.tolist())] == [
        *(HEADLINE + FIRST, HEADLINE, HEADLINE),
        *(BYLINE + FIRST, BYLINE, BYLINE),
        *(DATELINE + FIRST, DATELINE, DATELINE, DATELINE, DATELINE),
        *(BODY + FIRST, BODY, BODY, BODY),
        *(BODY + FIRST, BODY, BODY, BODY, BODY),
    ]


def test_sentences_count() -> None:
    """Sentences are numbered through all paragraphs; a paragraph's first word opens it and starts a sentence."""
    seen = looked_at("The ferry left. Nobody was hurt.\n\nIt rained.")
    firsts = [0, 4, 8]
    assert np.flatnonzero(seen.starts).tolist() == firsts
    assert np.flatnonzero(seen.opens).tolist() == [0, 8]
    assert seen.sentence.tolist() == [1] * 4 + [2] * 4 + [3] * 3


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("It rained.", "000"),
        ("“It rained,” she said.", "12223000"),
        ('"It rained," she said.', "12223000"),
        ("«It rained», she said.", "12230000"),
        ("He said, “She asked ‘why’ twice.”", "000122444223"),
        ("He said, “It rained.", "0005555"),
        ("“It rained.\n\n“It snowed,” she said.", "1222" + "12223000"),
        ("A “fair” deal and a “good” one.", "012300012300"),
    ],
)
def test_quotes(text: str, kinds: str) -> None:
    """Opening marks, quoted words and closing marks have different kinds; a nested quotation has a single kind.

    An unclosed mark and everything after it are doubtful, unless the next paragraph continues the quotation.
    """
    assert quotes(text) == kinds


@given(layout=layouts())
def test_straight_and_curly(layout: Layout) -> None:
    """Straight and curly marks give the same features."""
    curly, straight, mixed = (looked_at(layout.render(style)) for style in STYLES[:3])
    for other in (straight, mixed):
        assert other.pieces == curly.pieces
        for name in ("shape", "layout", "quote", "sentence", "opens", "starts"):
            assert np.array_equal(getattr(other, name), getattr(curly, name))


@given(layout=layouts())
def test_guillemets(layout: Layout) -> None:
    """Double quotation marks of other languages have the same pieces as English ones."""
    curly = layout.render(STYLES[0])
    for marks in ("«»", "»«", "„“", "””", "＂＂"):
        assert looked_at(curly.translate(dict(zip(map(ord, "“”"), marks, strict=True)))).pieces == (
            looked_at(curly).pieces
        )


@given(text=any_text())
def test_one_element_a_word(text: str) -> None:
    """In any text, every word has pieces and one kind of each feature, within its range."""
    seen, count = looked_at(text), len(reading(text).words)
    assert len(seen) == len(seen.pieces) == count
    assert all(seen.pieces)
    for kinds, most in ((seen.shape, SHAPES), (seen.layout, LAYOUTS), (seen.quote, QUOTES)):
        assert kinds.shape == (count,)
        assert kinds.dtype == np.int64
        assert ((kinds >= 0) & (kinds < most)).all()
    assert seen.opens.shape == seen.starts.shape == seen.sentence.shape == (count,)


@given(text=any_text())
def test_starts(text: str) -> None:
    """The first word of a paragraph starts a sentence; a first word has its own layouts and a new sentence number."""
    seen = looked_at(text)
    assert (seen.starts | ~seen.opens).all()
    assert np.array_equal(seen.layout % 2 == 1, seen.starts)
    assert np.array_equal(np.diff(seen.sentence, prepend=0), seen.starts.astype(np.int64))
