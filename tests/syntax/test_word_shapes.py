"""The forms of words: plurals, singulars, capitals and stops."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._language import Language
from newsclaims._syntax import is_capital, is_plural, without_stops
from newsclaims._syntax.word_shapes import singulars

ENGLISH = Language.load("en")


@pytest.mark.parametrize(("word", "plural"), [("critics", True), ("class", False), ("aide", False), ("s", True)])
def test_plurals(word: str, plural: bool) -> None:  # noqa: FBT001
    """A plural ends in a single "s", not in "ss"."""
    assert is_plural(ENGLISH, word) is plural


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("critics", ("critic",)),
        ("agencies", ("agency", "agencie")),
        ("churches", ("churche", "church")),
        ("boss", ()),
        ("people", ()),
    ],
)
def test_singulars(word: str, expected: tuple[str, ...]) -> None:
    """The longest plural ending that fits decides the possible singulars."""
    assert singulars(ENGLISH, word) == expected


@given(st.text(st.sampled_from("aeisyt"), max_size=6))
def test_only_plurals_have_singulars(word: str) -> None:
    """Only a plural has singulars; each is the word with another ending."""
    assert bool(singulars(ENGLISH, word)) is is_plural(ENGLISH, word)
    for singular in singulars(ENGLISH, word):
        assert singular != word
        assert any(word.endswith(ending) and singular.startswith(word[: -len(ending)]) for ending in ENGLISH.singulars)


def test_capitals_and_stops() -> None:
    """The first letter decides whether a word is capitalised; an abbreviation loses its stops."""
    assert [is_capital(word) for word in ("Roe", "roe", "éa", "Éa", "4th", "")] == [
        True,
        False,
        False,
        True,
        False,
        False,
    ]
    assert without_stops("U.N.") == without_stops("UN") == "UN"
