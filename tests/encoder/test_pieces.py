"""Words to pieces, with the tokeniser that the package carries."""

import string
import unicodedata

import pytest
from encoder.given import MODEL, reading
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text

from newsclaims.encoder import pieces
from newsclaims.encoder.features import featurise
from newsclaims.encoder.pieces import WordPieces

DEFINITION = (MODEL / "tokenizer.json").read_text(encoding="utf-8")
PIECES = WordPieces(DEFINITION)
SPECIALS = {PIECES.specials.opening, PIECES.specials.parting}

MOST = 12
"""How many pieces a word may have."""

WRITTEN = ["[SEP]", "[CLS]", "[MASK]", "[PAD]", "[UNK]", "[sep]", "##s", "[unused1]"]
"""Names of special pieces, as an article may spell them out."""


@given(word=st.one_of(st.text(max_size=30), any_text()))
def test_at_least_one(word: str) -> None:
    """Any string has pieces, and never too many."""
    assert 1 <= len(PIECES(word)) <= MOST
    assert all(piece >= 0 for piece in PIECES(word))


@pytest.mark.parametrize("word", ["", " ", "\u200b", "\u200d\u200d", "\ufeff", "\u0301", "\u00ad", "\x00", "\ufffd"])
def test_nothing_to_see(word: str) -> None:
    """What no letter is left of is one piece of its own, and no special one."""
    assert len(PIECES(word)) == 1
    assert not SPECIALS & set(PIECES(word))


@pytest.mark.parametrize("word", WRITTEN)
def test_specials_spelled_out(word: str) -> None:
    """An article that spells a special piece out has its letters read, alone and inside an address."""
    text = f"He wrote {word} and https://example.org/{word}/x there."
    for pieces_of_word in featurise(reading(text), PIECES).pieces:
        assert not SPECIALS & set(pieces_of_word)
    assert not SPECIALS & set(PIECES(word))


@given(before=any_text(), special=st.sampled_from(WRITTEN), after=any_text())
def test_specials_anywhere(before: str, special: str, after: str) -> None:
    """No text at all has a special piece among the pieces of its words."""
    for pieces_of_word in featurise(reading(before + special + after), PIECES).pieces:
        assert not SPECIALS & set(pieces_of_word)


def test_specials_differ() -> None:
    """What begins a window is not what parts paragraphs."""
    assert len(SPECIALS) == 2


@given(word=st.text(st.characters(categories=["L"], max_codepoint=0x24F), min_size=1, max_size=20))
def test_composed_and_decomposed(word: str) -> None:
    """Letters with their accents, in one character or in two, give the same pieces."""
    assert PIECES(unicodedata.normalize("NFC", word)) == PIECES(unicodedata.normalize("NFD", word))


@given(word=st.text(string.ascii_letters, min_size=1, max_size=20))
def test_case(word: str) -> None:
    """Case makes no difference."""
    assert PIECES(word) == PIECES(word.lower()) == PIECES(word.upper())


@pytest.mark.parametrize(
    ("word", "plain"), [("café", "cafe"), ("élan", "elan"), ("naïve", "naive"), ("señor", "senor")]
)
def test_accents(word: str, plain: str) -> None:
    """Accents make no difference."""
    assert PIECES(word) == PIECES(plain)


@pytest.mark.parametrize("part", ["x", "é", "e\u0301", "ab-", ".", "\u0301", "水", "😀", "1,", "[SEP]", "\u200b"])
def test_long_words(part: str) -> None:
    """A word of any length has a bounded number of pieces."""
    for count in (100, 500, 100_000):
        assert 1 <= len(PIECES(part * count)) <= MOST


def test_remembering_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word has the same pieces when it is asked for again, also after others drove it out of memory."""
    monkeypatch.setattr(pieces, "_CACHED", 2)
    forgetful = WordPieces(DEFINITION)
    words = ["quay", "ferry", "harbour", "quay", "pumps", "ferry", "quay"]
    assert [forgetful(word) for word in words] == [PIECES(word) for word in words]
