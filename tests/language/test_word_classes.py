"""The word classes of syntax and their data file; word endings."""

from importlib import resources

import pytest

from newsclaims._language import CONTEXTUAL, Language, WordClass

LINES = [
    line.split("\t")
    for line in (resources.files("newsclaims") / "data" / "en" / "syntax.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#") and not line.startswith("group\t")
]


@pytest.mark.parametrize(("name", "words"), LINES, ids=[line[0] for line in LINES])
def test_lines(name: str, words: str) -> None:
    """A line has a known class and words in lower case, without repeats."""
    listed = words.split(";")
    assert hasattr(WordClass, name.upper())
    assert listed
    assert words == words.lower()
    assert len(listed) == len(set(listed))


def test_every_class_has_words() -> None:
    """Every class in the code has exactly one line in the data file."""
    names = [name.upper() for name, _ in LINES]
    assert sorted(names) == sorted(name for name in vars(WordClass) if name.isupper())


def test_classes_have_separate_bits() -> None:
    """Each class has its own bit."""
    bits = [value for name, value in vars(WordClass).items() if name.isupper()]
    assert len(bits) == len(set(bits))
    assert all(bit.bit_count() == 1 for bit in bits)


@pytest.mark.parametrize(
    ("word", "bit"),
    [
        ("the", WordClass.DETERMINER),
        ("their", WordClass.POSSESSIVE),
        ("not", WordClass.NEGATION),
        ("n't", WordClass.NEGATION),
        ("would", WordClass.MODAL),
        ("who", WordClass.RELATIVE),
        ("of", WordClass.PREPOSITION),
        ("tuesday", WordClass.TIME),
    ],
)
def test_words(word: str, bit: int) -> None:
    """A word has each class that lists it."""
    assert Language.load("en").bits[word] & bit


def test_contextual_words() -> None:
    """A word that has a class only in context keeps its other classes: "'s" is still a verb."""
    bits = Language.load("en").bits
    assert not bits["according"] & ~CONTEXTUAL
    assert bits["'s"] & CONTEXTUAL
    assert bits["'s"] & WordClass.BE


@pytest.mark.parametrize(
    ("word", "group"),
    [("quickly", "adverb"), ("resigned", "past"), ("alleging", "ing"), ("repeated", "adjective"), ("claims", "plural")],
)
def test_endings(word: str, group: str) -> None:
    """A word's ending matches the group of endings that it belongs to."""
    endings = Language.load("en").endings
    assert word.endswith(endings[group])
    assert not "quay".endswith(endings[group])
