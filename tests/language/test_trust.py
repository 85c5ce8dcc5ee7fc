"""Trust: the share of correct finds of a pattern, backed off to its parts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._language import Language, NestedScore, Trust
from newsclaims._language.tables import read_rows
from newsclaims._language.trust import TRUST_COLUMNS, read_trust

ENGLISH = Language.load("en")
SHIPPED = ENGLISH.trust

TABLE = """# A comment.
lemma	frame	form	right	all
*	*	finite	50	100
*	that	finite	40	50
say	*	finite	45	50
say	that	finite	38	40
dance	that	finite	0	40
"""
NUMBERS = {"weight": 4, "threshold": 0.3, "attitude": 0.1}


def made(*, form: dict[str, float] | None = None, frame: dict[str, float] | None = None, **numbers: float) -> Trust:
    """Return the trust of the table above, with some numbers changed."""
    settings = {**NUMBERS, **numbers, "form": form or {}, "frame": frame or {}}
    return read_trust(read_rows(TABLE.splitlines(), "trust.tsv", TRUST_COLUMNS), settings)


def test_counts_decide() -> None:
    """A pattern that was always correct is trusted more than one that never was."""
    table = made()
    assert table.of("say", "that", "finite") > 0.9
    assert table.of("dance", "that", "finite") < 0.2


def test_parts_decide_for_unknown_cues() -> None:
    """A cue without counts is trusted like its frame and form."""
    table = made()
    assert table.of("dance", "that", "finite") < table.of("hum", "that", "finite") < table.of("say", "that", "finite")


@given(st.text(), st.text(), st.text())
def test_always_a_probability(lemma: str, frame: str, form: str) -> None:
    """The trust in any pattern is between 0 and 1."""
    assert 0 < made().of(lemma, frame, form) < 1
    assert 0 < SHIPPED.of(lemma, frame, form) < 1


def test_shipped_counts() -> None:
    """In the package's table, no pattern was correct more often than it was seen."""
    table = SHIPPED
    assert table.counts
    assert all(0 <= right <= total for right, total in table.counts.values())
    assert 0 < table.threshold < 1


def test_score_is_trust_without_a_calibration() -> None:
    """A table without slope and intercept leaves the trust unchanged."""
    assert made().score(0.7, "that", "finite") == pytest.approx(0.7)


def test_score_by_hand() -> None:
    """The score is the scaled and shifted log-odds of trust, plus what frame and form add if they are in the table."""
    table = made(slope=0.5, intercept=0.25, frame={"that": 1}, form={"finite": -0.5})
    assert table.counts == made().counts
    odds = {
        ("that", "finite"): 0.25 + 1 - 0.5,
        ("that", "passive"): 0.25 + 1,
        ("np", "finite"): 0.25 - 0.5,
        ("np", "passive"): 0.25,
    }
    for (frame, form), expected in odds.items():
        assert table.score(0.5, frame, form) == pytest.approx(1 / (1 + math.exp(-expected)))


@given(st.floats(0.001, 0.999), st.floats(0.001, 0.999), st.text(), st.text())
def test_score_rises_with_trust(one: float, other: float, frame: str, form: str) -> None:
    """With the same frame and form, higher trust never gives a lower score, and a score is a probability."""
    table = SHIPPED
    low, high = (table.score(value, frame, form) for value in sorted((one, other)))
    assert 0 < low <= high < 1


def test_a_nested_score_by_hand() -> None:
    """The score is the weighted sum of both log-odds plus the intercept; an unknown parent has even odds."""
    nested = NestedScore(own=0.5, parent=0.25, intercept=-1.0)
    expected = 0.5 * math.log(0.8 / 0.2) + 0.25 * math.log(0.9 / 0.1) - 1
    assert nested.of(0.8, 0.9) == pytest.approx(1 / (1 + math.exp(-expected)))
    assert nested.of(0.8, None) == nested.of(0.8, 0.5)
    assert NestedScore(own=1.0, parent=0.0, intercept=0.0).of(0.8, 0.1) == pytest.approx(0.8)


@given(st.floats(0.001, 0.999), st.floats(0, 1), st.floats(0, 1))
def test_a_nested_score_rises_with_its_parents(own: float, one: float, other: float) -> None:
    """A higher score of the parent never gives a lower score, even at 0 and 1."""
    low, high = (ENGLISH.nested_score.of(own, parent) for parent in sorted((one, other)))
    assert 0 < low <= high < 1


@pytest.mark.parametrize("own", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("parent", [None, 0.0, 0.9, 1.0])
def test_nested_scores_are_probabilities(own: float, parent: float | None) -> None:
    """Scores of exactly 0 or 1, from rounding, still give a nested score between 0 and 1."""
    nested = Language.load("en").nested_score
    assert 0 < nested.of(own, parent) < 1
    assert nested.of(own, parent) <= nested.of(1.0, parent)
