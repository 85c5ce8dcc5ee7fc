"""What the capital letters of a text show."""

import pytest

from newsclaims._model import Article
from newsclaims._syntax import Capitals, capitals_of
from newsclaims.text import Text, read


def parse(string: str) -> tuple[Text, Capitals]:
    """Return a text and its capitals."""
    text = read(Article(text=string))
    return text, text.once(capitals_of)


@pytest.mark.parametrize(
    ("string", "word", "opens"),
    [
        ("Voters said so.", "Voters", True),
        ("He said voters Agreed.", "Agreed", False),
        ("He said: “Voters agreed.”", "Voters", True),
        ("He said: ‘Voters agreed.’", "Voters", True),
        ('He said "Voters agreed" here.', "Voters", True),
        ('The "quay" Voters agreed.', "Voters", False),
    ],
)
def test_where_every_word_takes_a_capital(string: str, word: str, opens: bool) -> None:  # noqa: FBT001
    """Any word takes a capital at the start of a sentence and after an opening mark, but not after a closing mark."""
    text, capitals = parse(string)
    assert capitals.opens(text, text.words.texts.index(word)) is opens


@pytest.mark.parametrize(
    ("string", "plural"),
    [
        ("Voters said so.", True),
        ("Jones said so.", False),
        ("Elias said so.", False),
        ("Voter said so.", False),
        ("VOTERS said so.", False),
        ("Rivers said so.", False),
        ("Rivers said so, and rivers rose.", True),
        ("Floats said so, and then Floats left.", False),
    ],
)
def test_common_plurals(string: str, plural: bool) -> None:  # noqa: FBT001
    """A capitalised plural at the start of a sentence is a common noun, unless the text or its ending shows a name."""
    text, capitals = parse(string)
    assert capitals.common_plural(text, 0) is plural


def test_shouted_words() -> None:
    """A word in capitals is not an acronym if the text also writes it with a single capital."""
    text, capitals = parse("BELL spoke. Then Bell left NATO.")
    assert capitals.shouted(text, 0)
    assert not capitals.shouted(text, text.words.texts.index("NATO"))
