"""The word classes of the rules, and their data file."""

from importlib import resources

import pytest

from newsclaims.extractors.rules import grammar
from newsclaims.extractors.rules.grammar import Class

LINES = [
    line.split("\t")
    for line in (resources.files("newsclaims") / "data" / "grammar.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#") and not line.startswith("class\t")
]


@pytest.mark.parametrize(("name", "words"), LINES, ids=[line[0] for line in LINES])
def test_lines(name: str, words: str) -> None:
    """A line is a known class and words in lower case, none of them twice."""
    listed = words.split()
    assert hasattr(Class, name.upper())
    assert listed
    assert words == words.lower()
    assert len(listed) == len(set(listed))


def test_every_class_has_words() -> None:
    """Every class of the code has its line in the data file, and none has two."""
    names = [name.upper() for name, _ in LINES]
    assert sorted(names) == sorted(name for name in vars(Class) if name.isupper())


def test_classes_apart() -> None:
    """Each class has a bit of its own."""
    bits = [value for name, value in vars(Class).items() if name.isupper()]
    assert len(bits) == len(set(bits))
    assert all(bit.bit_count() == 1 for bit in bits)


@pytest.mark.parametrize(
    ("word", "bit"),
    [
        ("the", Class.DETERMINER),
        ("their", Class.POSSESSIVE),
        ("not", Class.NEGATION),
        ("n't", Class.NEGATION),
        ("would", Class.MODAL),
        ("who", Class.RELATIVE),
        ("of", Class.PREPOSITION),
        ("tuesday", Class.TIME),
    ],
)
def test_words(word: str, bit: int) -> None:
    """A word has the class that it stands in, whatever others it has."""
    assert grammar.load()[word] & bit
