"""Noun phrases that begin at a word, and finite verbs."""

import pytest
from hypothesis import given as drawn
from strategies import any_text
from syntax.given import shown, tokens

from newsclaims._syntax import NounPhrases


@pytest.mark.parametrize(
    ("string", "wide", "narrow"),
    [
        ("The mayor of Lund said it rained.", "The mayor of Lund", "The mayor of Lund"),
        ("The mayor, a former nurse, said it.", "The mayor , a former nurse", "The mayor"),
        ("Roe, who was there, said it.", "Roe , who was there", "Roe"),
        ("Roe and Doe said it.", "Roe and Doe", "Roe and Doe"),
        ("He said it.", "He", "He"),
        ("Most voters said it.", "Most voters", "Most voters"),
        ("Jane “Shorty” Roe said it.", "Jane “ Shorty ” Roe", "Jane “ Shorty ” Roe"),
        ("The council the pumps were safe.", "The council", "The council"),
        ("The report that shocked Lund.", "The report", "The report"),
        ("The mayor on Monday said it.", "The mayor", "The mayor"),
        ("Of the pumps.", None, None),
        ("quickly he left.", None, None),
        ("“The pumps”", None, None),
    ],
)
def test_extent(string: str, wide: str | None, narrow: str | None) -> None:
    """A phrase ends at a verb, a time, a conjunction or another phrase; only the whole phrase includes appositives."""
    given = tokens(string)
    nouns, last = NounPhrases(given), len(given.words)
    assert shown(given, nouns.starting_at(0, last)) == wide
    assert shown(given, nouns.starting_at(0, last, whole=False)) == narrow


@drawn(any_text())
def test_phrases_lie_where_they_are_looked_for(text: str) -> None:
    """A phrase begins at the given word, has a word and ends before the limit; the whole phrase is never shorter."""
    given = tokens(text)
    nouns, last = NounPhrases(given), len(given.words)
    for i in range(last):
        wide, narrow = nouns.starting_at(i, last), nouns.starting_at(i, last, whole=False)
        for phrase in (wide, narrow):
            if phrase is not None:
                assert phrase.first == i < phrase.last <= last
                assert given.has_word(phrase.first, phrase.last)
        if wide is not None and narrow is not None:
            assert narrow.last <= wide.last


@pytest.mark.parametrize(
    ("string", "word", "verb"),
    [
        ("The quay was safe.", "was", True),
        ("Roe went home.", "went", True),
        ("Roe denied it.", "denied", True),
        ("They closed the quay.", "closed", True),
        ("The closed quay reopened.", "closed", False),
        ("The exit polls were wrong.", "polls", False),
        ("The quay is long.", "quay", False),
        ("Roe said the report was late.", "report", False),
    ],
)
def test_verbs(string: str, word: str, *, verb: bool) -> None:
    """A finite verb is in the list, can only be a verb form in the lexicon, or is shown to be one by its context."""
    given = tokens(string)
    assert NounPhrases(given).is_verb(given.words.index(word)) is verb


@pytest.mark.parametrize(
    ("string", "clause"),
    [
        ("the quay was safe", True),
        ("he left", True),
        ("the quay on Monday", False),
        ("of the quay was", False),
        ("the quay", False),
    ],
)
def test_clauses(string: str, *, clause: bool) -> None:
    """A clause is a noun phrase and a finite verb."""
    given = tokens(string)
    assert NounPhrases(given).opens_clause(0, len(given.words)) is clause


def test_no_clause_at_the_end() -> None:
    """No clause begins at the end of a text."""
    given = tokens("the quay was safe")
    assert not NounPhrases(given).opens_clause(4, 4)
