"""Subjects: the noun phrase before a verb, with everything inserted into it."""

import pytest
from hypothesis import given as drawn
from strategies import any_text
from syntax.given import shown, tokens

from newsclaims._syntax import NounPhrases, Subjects, Tokens


def subjects(given: Tokens) -> Subjects:
    """Return the subject finder of a text."""
    return Subjects(given, NounPhrases(given))


@pytest.mark.parametrize(
    ("string", "subject"),
    [
        ("The mayor of Lund said it rained.", "The mayor of Lund"),
        ("He said it rained.", "He"),
        ("Roe, a nurse in Lund, said it rained.", "Roe , a nurse in Lund"),
        ("Roe, clad in red, said it rained.", "Roe"),
        ("Critics (and there are many) said it rained.", "Critics ( and there are many )"),
        ("The mayor — nobody else — said it rained.", "The mayor — nobody else —"),
        ("People who know him said it rained.", "People who know him"),
        ("Roe and Doe said it rained.", "Roe and Doe"),
        ("Roe, Doe and Poe said it rained.", "Roe , Doe and Poe"),
        ("Roe as well as Doe said it rained.", "Roe as well as Doe"),
        ("Jane “Shorty” Roe said it rained.", "Jane “ Shorty ” Roe"),
        ("Roe’s lawyer said it rained.", "Roe ’s lawyer"),
        ("The workers’ union said it rained.", "The workers ’ union"),
        ("She’s angry, he said.", "he"),
        ("It thundered and said so.", None),
        ("Was said.", None),
    ],
)
def test_extent(string: str, subject: str | None) -> None:
    """The subject includes its appositives, relative clauses and brackets; it does not reach over a joining word."""
    given = tokens(string)
    assert shown(given, subjects(given).before_verb(0, given.words.index("said"))) == subject


@pytest.mark.parametrize(
    "between",
    ["on Tuesday", "last week", "in 2016", "quietly", "late on Monday", "on Tuesday night", "again", "in a letter"],
)
def test_times_and_adverbs_are_skipped(between: str) -> None:
    """A time, a place or a manner can be between a subject and its verb, and is not part of either."""
    given = tokens(f"Ida Brandt {between} said it rained.")
    assert shown(given, subjects(given).before_verb(0, given.words.index("said"))) == "Ida Brandt"


@pytest.mark.parametrize("opening", ["On Tuesday", "In the end", "But", "However,", "And yet"])
def test_openings_are_dropped(opening: str) -> None:
    """Words that open a sentence before its subject are not part of the subject."""
    given = tokens(f"{opening} the mayor said it rained.")
    assert shown(given, subjects(given).before_verb(0, given.words.index("said"))) == "the mayor"


@drawn(any_text())
def test_subjects_lie_before_their_verbs(text: str) -> None:
    """A subject is between the start of the search and the verb, and contains a word."""
    given = tokens(text)
    finder = subjects(given)
    for verb in range(len(given.words)):
        found = finder.before_verb(0, verb)
        if found is not None:
            assert 0 <= found.first < found.last <= verb
            assert given.has_word(found.first, found.last)
