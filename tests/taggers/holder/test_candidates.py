"""Candidates for holders: the fullest names of the inventory, and other readings of the same words."""

import pytest
from hypothesis import given
from strategies import any_text

from newsclaims._model import Article
from newsclaims.taggers._holder.candidates import candidates_of
from newsclaims.taggers._holder.roles import inventory_of
from newsclaims.text import Text, read


def parse(string: str) -> Text:
    """Read a text."""
    return read(Article(text=string))


def found(string: str) -> dict[str, str]:
    """Return the candidates of a text with their forms."""
    text = parse(string)
    return {" ".join(text.words.texts[one.words.slice]): one.form for one in candidates_of(text)}


@pytest.mark.parametrize(
    ("string", "words", "form"),
    [
        ("There Ann Bell met Tom Roe.", "Ann Bell", "fullest"),
        ("There Ann Bell met Tom Roe. Then Bell left.", "Bell", "other"),
        ("Harbourline left. It was late.", "Harbourline", "weak"),
        ("It was the Lebanese Red Cross.", "Lebanese Red Cross", "wide"),
        ("There Officially Ann Bell left.", "Ann Bell", "trimmed"),
        ("There the Harbour Bank board met.", "Harbour Bank board", "headed"),
        ("It was the Board of Keepers at Harbour University.", "Board of Keepers at Harbour University", "joined"),
        ("There Ann Bell, Tom Roe and Jo Doe met.", "Ann Bell , Tom Roe and Jo Doe", "listed"),
        ("It was the state health department again.", "state health department", "common"),
    ],
)
def test_forms(string: str, words: str, form: str) -> None:
    """Each form of reading gives its candidate, and says so."""
    assert found(string)[words] == form


@given(any_text())
def test_candidates_have_different_words(string: str) -> None:
    """The fullest names come first; no candidate is empty, and no two have the same words."""
    text = parse(string)
    candidates = candidates_of(text)
    words = [text.words.lowers[one.words.slice] for one in candidates]
    assert all(words)
    assert len(set(words)) == len(words)
    fullest = {text.words.lowers[entity.name.slice] for entity in inventory_of(text).entities}
    assert set(words[: len(fullest)]) == fullest
