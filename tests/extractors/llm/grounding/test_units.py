"""Spellings of the same words are equal when strings are compared, and nothing else is."""

import pytest
from extractors.llm.grounding.told import reading
from hypothesis import given
from strategies import any_text

from newsclaims._language import Language
from newsclaims.extractors._llm.grounding.units import read_string, units_of

ENGLISH = Language.load("en")


def keys(string: str) -> tuple[str, ...]:
    """Return the words of a string in the form that is compared."""
    return read_string(string, ENGLISH).units.keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It rained.", "it rained"),
        ("“It rained,” she said", '"It rained", she said'),
        ("the workers’ rights", "the workers' rights"),
        ("well-known", "well known"),
        ("rain — and wind", "rain, and wind"),
        ("all\u00a0day\nlong", "all day long"),
        ("the o\ufb03ce", "the office"),
        ("cafe\u0301", "caf\u00e9"),
        ("so\u00adnar", "sonar"),
        ("ra\u200bdar", "radar"),
        ("STRASSE", "straße"),
        ("the U.S. Navy", "the US Navy"),
        ("she didn’t pay", "she did not pay"),
        ("salt &amp; pepper", "salt and pepper"),
        ("It … rained", "It rained"),
        ("[It] rained", "It rained"),
    ],
)
def test_spellings_are_equal(one: str, other: str) -> None:
    """Case, marks, white space, ligatures, combining marks, damage and some short forms do not count."""
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.5 metres", "35 metres"),
        ("1,000 ships", "1000 ships"),
        ("we’re here", "were here"),
        ("it’s wet", "its wet"),
        ("$5", "5"),
        ("did", "didn’t"),
        ("together", "to gether"),
    ],
)
def test_other_words_are_not_equal(one: str, other: str) -> None:
    """A decimal point, a sign of money, an apostrophe inside a word and the space between words count."""
    assert keys(one) != keys(other)


@given(any_text())
def test_each_word_knows_its_place(string: str) -> None:
    """The places are sorted, disjoint and in the text, and the joined words are found at their positions."""
    text = reading(string)
    units = units_of(text)
    edges = [edge for pair in zip(units.starts, units.ends, strict=True) for edge in pair]
    assert edges == sorted(edges)
    assert all(start < end <= len(text.string) for start, end in zip(units.starts, units.ends, strict=True))
    for key, at in zip(units.keys, units.at, strict=True):
        assert units.joined[at - 1 : at + len(key) + 1] == f" {key} "


def test_the_units_inside_a_span() -> None:
    """A unit counts only if all of it is in the span."""
    units = units_of(reading("It rained all day."))
    assert units.inside(0, 18) == (0, 4)
    assert units.inside(1, 13) == (1, 3)
    assert units.inside(4, 5) == (2, 2)
