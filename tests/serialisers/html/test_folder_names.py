"""Names of pages: unique, safe on every system, and reached by the links that are made for them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

from newsclaims.serialisers._html.folder_names import ArticleWords, PageNames, is_proper_name, link


@contextmanager
def names() -> Iterator[PageNames]:
    with closing(sqlite3.connect("")) as database:
        yield PageNames(database)


@given(ids=st.lists(texts(8).filter(bool) | st.sampled_from(["a", "A", "a~2", "con"]), max_size=12))
def test_names_are_unique(ids: list[str]) -> None:
    """Any ids, equal ones and those that differ only in case included, get different names of ASCII characters."""
    with names() as given_names:
        found = [given_names.of_article(one) for one in ids]
        assert len({name.lower() for name in found}) == len(ids)
        assert all(name.isascii() and "/" not in name and not name.startswith(".") for name in found)


@given(spellings=st.lists(texts(8), max_size=12))
def test_names_of_sources_are_plain(spellings: list[str]) -> None:
    """The page of a source is named by letters and digits, so its address needs no percent sign; a number is added."""
    with names() as given_names:
        found = [given_names.of_source(one) for one in spellings]
        assert len(set(found)) == len(found)
        assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-~%") for name in found)


def test_names_of_sources_can_be_read() -> None:
    """Accents and marks are left out, and a name without any Latin letter is called `source`."""
    with names() as given_names:
        spellings = ["Inés O'Hara-Ødegård", "INÉS O’HARA-ØDEGÅRD", "Ида Брандт", "con"]
        assert [given_names.of_source(one) for one in spellings] == [
            "ines-o-hara-degard",
            "ines-o-hara-degard~2",
            "source",
            "%63on",
        ]


def test_folders_do_not_share_names() -> None:
    """A source and an article can have pages of one name."""
    with names() as given_names:
        assert given_names.of_article("ida") == given_names.of_source("Ida") == "ida"


def test_many_equal_ids_are_quick() -> None:
    """The last number of a name is kept; otherwise this would take millions of look-ups."""
    with names() as given_names:
        assert [given_names.of_article("a") for _ in range(3_000)][-1] == "a~3000"


@given(article_id=texts(8).filter(bool))
def test_links_reach_their_files(article_id: str) -> None:
    """A percent sign in a name is encoded again, so a browser that decodes the address finds the file."""
    with names() as given_names:
        name = given_names.of_article(article_id)
    parts = urlsplit(link(name, "../", 3))
    assert (unquote(parts.path), parts.fragment) == (f"../{name}.html", "c3")


NAMES = ["Ines Prado", "the United Quays", "Prado", "PRADO", "G7 Ports", "Ida von der Quay", "French port", "港"]
DESCRIPTIONS = [
    "The report",
    "Reports",
    "the government",
    "he",
    "Police",
    "42",
    "...",
    "Both parties",
    "an old Quay man",
]
TEXT = "Later the reports reached police and the government, he said. The French port was closed."


@pytest.mark.parametrize("name", NAMES)
def test_proper_names(name: str) -> None:
    """At least half of the words of a proper name have a capital letter, or one without a case."""
    assert is_proper_name(name, ArticleWords.of(TEXT))


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_descriptions(name: str) -> None:
    """A capital letter at the beginning is not enough if the article also writes the word in lower case.

    If other words follow, the article must also write the word inside a sentence.
    """
    assert not is_proper_name(name, ArticleWords.of(TEXT))
