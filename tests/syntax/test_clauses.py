"""The main clause of a content, without the clauses around it."""

import pytest

from newsclaims._language import Language
from newsclaims._syntax import Clause, ScopeMatch, main_clause
from newsclaims.text import WordRange

ENGLISH = Language.load("en")


def clause(content: str) -> Clause:
    """Return the main clause of a content, whose words are separated by spaces."""
    lowers = content.lower().split()
    return main_clause(ENGLISH, lowers, range(len(lowers)), 0)


def said(content: str) -> str:
    """Return the words of a content's main clause."""
    found = clause(content)
    return " ".join(found.word(k) for k in range(found.start, found.end))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("the quay is closed", "the quay is closed"),
        ("well , the quay is closed", "the quay is closed"),
        ("you know , but the quay is closed", "the quay is closed"),
        ("if it rains , the quay closes", "the quay closes"),
        ("the quay closes because it rains", "the quay closes"),
        ("the quay is closed . It may open", "the quay is closed"),
        ("the quay closes and we will leave", "the quay closes"),
        ("the quay closes and the pier opens", "the quay closes and the pier opens"),
        ("the quay closes , although it is dry", "the quay closes"),
    ],
)
def test_extent(content: str, expected: str) -> None:
    """Discourse markers and subordinate clauses are left out; a new subject after "and" ends the clause."""
    assert said(content) == expected


def test_a_condition_is_found_on_either_side() -> None:
    """The "if" that a clause depends on is found before the clause and after it."""
    assert clause("if it rains , it closes").condition == ScopeMatch("-", WordRange(0, 1))
    assert clause("it closes if it rains").condition == ScopeMatch("-", WordRange(2, 3))
    assert clause("it closes").condition is None


def test_lookup_by_position() -> None:
    """A word list is looked up at a position in the clause; a position beyond the clause matches nothing."""
    lowers = ["it", "said", "“", "it", "is", "“", "possible"]
    found = Clause(ENGLISH, lowers, [3, 4, 6], 0, 3)
    assert found.at("hedge", 0) is None
    assert found.at("finite", 1) == ScopeMatch("-", WordRange(4, 5))
    assert found.first("finite", 3) == found.at("finite", 1)
    assert found.first("finite", 1) is None
    assert found.at("finite", 3) is None
    assert found.word(3) == ""


def test_only_listed_words_are_checked() -> None:
    """Words that begin no entry of the lists are skipped; a comma is kept."""
    found = clause("the quay , it may sink")
    assert [found.word(k) for k in found.listed(("auxiliary", "hedge"), 0, found.end)] == [",", "it", "may"]
