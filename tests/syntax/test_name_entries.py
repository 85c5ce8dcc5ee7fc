"""The entries of the word lists for names in a text."""

from newsclaims._language import Language
from newsclaims._model import Article
from newsclaims._syntax.name_entries import NameEntries
from newsclaims.text import read


def test_entries_of_several_words() -> None:
    """An entry begins at a word only if all its words follow."""
    text = read(Article(text="The secretary of state met a secretary of the board."))
    entries = NameEntries(text)
    first, second = (i for i, word in enumerate(text.words.lowers) if word == "secretary")
    assert entries.at("title", first) != entries.at("title", second)
    found = entries.at("title", first)
    assert found is not None
    assert found[1] == 3


def test_all_lists() -> None:
    """An entry is found exactly where its list has one."""
    text = read(Article(text="Mr. Roe, the former prime minister of Lund, and the Harbour Bank met on Monday."))
    entries, lowers = NameEntries(text), text.words.lowers
    for group, known in Language.load("en").holders.items():
        for i in range(len(lowers)):
            assert entries.at(group, i) == known.at(lowers, i)
            assert entries.begins(group, i) == (known.at(lowers, i) is not None)
