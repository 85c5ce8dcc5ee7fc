"""The word classes of syntax, and their data file; what words show by their endings."""

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
    """A line is a known class and words in lower case, none of them twice."""
    listed = words.split(";")
    assert hasattr(WordClass, name.upper())
    assert listed
    assert words == words.lower()
    assert len(listed) == len(set(listed))


def test_every_class_has_words() -> None:
    """Every class of the code has its line in the data file, and none has two."""
    names = [name.upper() for name, _ in LINES]
    assert sorted(names) == sorted(name for name in vars(WordClass) if name.isupper())


def test_classes_apart() -> None:
    """Each class has a bit of its own."""
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
    """A word has the class that it stands in, whatever others it has."""
    assert Language.load("en").bits[word] & bit


def test_contextual_words() -> None:
    """What counts only beside certain words leaves others of its classes as they are: "'s" stays a verb."""
    bits = Language.load("en").bits
    assert not bits["according"] & ~CONTEXTUAL
    assert bits["'s"] & CONTEXTUAL
    assert bits["'s"] & WordClass.BE


@pytest.mark.parametrize(
    ("word", "group"),
    [("quickly", "adverb"), ("resigned", "past"), ("alleging", "ing"), ("repeated", "adjective"), ("claims", "plural")],
)
def test_endings(word: str, group: str) -> None:
    """An ending is the last letters of a word, in the group of what it shows."""
    endings = Language.load("en").endings
    assert word.endswith(endings[group])
    assert not "quay".endswith(endings[group])
