"""Regular expressions from word lists."""

import re

import pytest

from newsclaims.text._patterns import abbreviated, alternatives


@pytest.mark.parametrize("text", ["AM", "A.M", "PM", "P.M"])
def test_abbreviations_match_with_and_without_full_stops(text: str) -> None:
    """Full stops between the letters are optional, and no other character may be there."""
    pattern = re.compile(abbreviated(["AM", "PM"]))
    assert pattern.fullmatch(text)
    assert not pattern.fullmatch(f"{text[0]} {text[-1]}")


def test_the_longest_alternative_matches() -> None:
    """A longer word is tried before its beginning, and special characters stand for themselves."""
    pattern = re.compile(alternatives(["a", "a.b", "ab"]))
    assert [pattern.match(text)[0] for text in ("a.b", "ab", "axb")] == ["a.b", "ab", "a"]  # type: ignore[index]
