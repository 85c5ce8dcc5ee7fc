"""Damage to texts: the way back leads to the character that each one came from, and each kind does its damage."""

import random

import pytest
from dirt import EXACT, NEARLY, Damaged, broken_lines, damaged, paragraphs_apart
from hypothesis import given
from hypothesis import strategies as st
from strategies import prose

ALL = {**EXACT, **NEARLY}
CLEAN = "“Nobody knew of the engine’s fault — none of us,” said José Lund. The inspector had seen it & was silent. " * 4


@pytest.mark.parametrize("kind", ALL)
@given(prose(), st.integers(0, 2**16))
def test_the_way_back(kind: str, clean: str, seed: int) -> None:
    """The whole of a damaged text is the whole clean one, and no character comes from before the one in front of it."""
    dirty = ALL[kind](clean, random.Random(seed))  # noqa: S311 - dirt, not a secret
    assert len(dirty.starts) == len(dirty.ends) == len(dirty.string)
    assert list(dirty.starts) == sorted(dirty.starts)
    assert list(dirty.ends) == sorted(dirty.ends)
    if clean and dirty.string:
        assert dirty.back(0, len(dirty.string)) == (0, len(clean))


@pytest.mark.parametrize("kind", ALL)
def test_each_kind_damages(kind: str) -> None:
    """The same damage is done at every call, and it is seen."""
    dirty = [ALL[kind](CLEAN, random.Random(1)).string for _ in range(2)]  # noqa: S311 - dirt, not a secret
    assert dirty[0] == dirty[1] != CLEAN


def test_changes_and_their_way_back() -> None:
    """What takes a character's place, and what stands beside it, leads to it."""
    dirty = damaged("a&b c", [(1, 2, "&amp;"), (3, 3, "\u00ad")])
    assert dirty == Damaged("a&amp;b\u00ad c", dirty.starts, dirty.ends)
    assert [dirty.back(*span) for span in ((1, 6), (2, 4), (6, 8), (8, 10))] == [(1, 2), (1, 2), (2, 3), (3, 5)]


def test_lines_are_broken_at_the_width() -> None:
    """No line is longer, some words are split with a hyphen, and a compound's hyphen is not doubled."""
    text = broken_lines(CLEAN + "It was a well-known and long-standing state-of-the-art engine. " * 6, random.Random(1))  # noqa: S311
    lines = text.string.split("\n")
    assert max(map(len, lines)) <= 70
    assert any(line.endswith("-") for line in lines)
    assert "--" not in text.string


def test_paragraphs_apart() -> None:
    """One empty line stands between two paragraphs."""
    assert paragraphs_apart("A. \nB.\n\n\n C.") == "A.\n\nB.\n\nC."
