"""Words: how a text is split into them."""

import pytest

from newsclaims._language import Language
from newsclaims.text import Words
from newsclaims.text._words import find_words


def words_of(string: str) -> Words:
    """Return the words of an English text."""
    return find_words(string, Language.load("en"))


@pytest.mark.parametrize(
    ("string", "words"),
    [
        ("She left, he said.", "She|left|,|he|said|."),
        ("a well-known part-time job", "a|well-known|part-time|job"),
        ("the U.S. and the U.K.-led force", "the|U.S.|and|the|U.K.-led|force"),
        ("at 9 a.m. in D.C", "at|9|a.m.|in|D.C"),
        ("Mr. J. R. Roe of Acme Inc. on Sept. 8", "Mr.|J.|R.|Roe|of|Acme|Inc.|on|Sept.|8"),
        ("Roe v. Doe", "Roe|v|.|Doe"),
        ("It ended. Then", "It|ended|.|Then"),
        ("$1,000.5bn, up 4.5% at 10:30", "$|1,000.5bn|,|up|4.5|%|at|10:30"),
        ("on 9/11", "on|9|/|11"),
        ("visit example.com or https://example.org/a?b=1.", "visit|example.com|or|https://example.org/a?b=1|."),
        ("wait... no--yes --- so", "wait|...|no|--|yes|---|so"),
        ("He came.She left", "He|came|.|She|left"),
    ],
)
def test_forms(string: str, words: str) -> None:
    """A word keeps its hyphens, an abbreviation its stops and a number its points; a run of dots is one word."""
    assert "|".join(words_of(string).texts) == words


@pytest.mark.parametrize("apostrophe", ["'", "’"])
@pytest.mark.parametrize(
    ("string", "words"),
    [
        ("China^s plan", "China|^s|plan"),
        ("they^ve, we^ll, I^m, you^re, he^d", "they|^ve|,|we|^ll|,|I|^m|,|you|^re|,|he|^d"),
        ("didn^t, can^t, WON^T", "did|n^t|,|ca|n^t|,|WO|N^T"),
        ("the workers^ rights", "the|workers|^|rights"),
        ("the U.S.^s rights", "the|U.S.|^s|rights"),
        ("O^Brien asked ma^am at one o^clock", "O^Brien|asked|ma^am|at|one|o^clock"),
        ("the ^90s", "the|^|90s"),
        ("y^all^d", "y^all|^d"),
    ],
)
def test_apostrophes(string: str, words: str, apostrophe: str) -> None:
    """Clitics are words; other apostrophes between letters belong to the word; any other apostrophe is a word."""
    assert "|".join(words_of(string.replace("^", apostrophe)).texts) == words.replace("^", apostrophe)


@pytest.mark.parametrize(
    "word",
    ["na\u0308ive", "שָׁלוֹם", "हिन्दी", "👍🏽", "❤\ufe0f", "Ålesund", "İstanbul"],
)
def test_marks_stay_with_their_base(word: str) -> None:
    """Combining marks and skin tones do not split a word."""
    assert words_of(f"a {word}, b").texts == ("a", word, ",", "b")


def test_lower_forms() -> None:
    """Lower forms ignore case and typography, so one word list serves all texts."""
    assert words_of("China’s CHINA'S Don’t").lowers == ("china", "'s", "china", "'s", "do", "n't")


def test_words_by_index() -> None:
    """A word has an index, and an index leads to its word."""
    words = words_of("“Go,” he said.")
    assert len(words) == 7
    assert words[1] == (1, 3, "Go")
    assert [word.text for word in words] == list(words.texts)
    assert words.index_at(0) == 0
    assert words.index_at(2) == 2
    assert words.index_at(99) == len(words)


@pytest.mark.parametrize("string", ["", " ", "\r\n\u2003"])
def test_nothing(string: str) -> None:
    """A blank text has no words."""
    assert len(words_of(string)) == 0


def test_a_word_is_kept_once() -> None:
    """A word that a text repeats is one object, so a long text needs little memory for its words."""
    words = words_of("The boat sank. " * 50 + "THE BOAT SANK.")
    for kept in (words.texts, words.lowers):
        assert len({id(word) for word in kept}) == len(set(kept))
    assert {id(word) for word in words.lowers if word == "boat"} == {id(w) for w in words.texts if w == "boat"}


def test_offsets_after_white_space() -> None:
    """White space of any kind before, between and after words is not a part of a word."""
    string = " \n The\u2003boat\r\n\tsank .\x85 "
    words = words_of(string)
    assert [string[word.start : word.end] for word in words] == list(words.texts) == ["The", "boat", "sank", "."]
