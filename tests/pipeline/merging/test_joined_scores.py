"""The score of a claim that several extractors found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline.merging.finds import find

from newsclaims._pipeline.merging.joined_scores import ScoreWeights, joined_score, score_weights

KNOWN = ScoreWeights(missed=2.0, weights={"neural": 3.0})
SCORES = st.floats(0, 1)


def joined(found: dict[str, float], missed: str = "") -> float | None:
    """Return the joined score."""
    return joined_score(found, frozenset(missed.split()), KNOWN)


def test_log_odds_are_averaged_with_weights() -> None:
    """The mean of log odds counts an extractor as often as its weight says."""
    assert joined({"neural": 0.9, "other": 0.1}) == pytest.approx(0.75, abs=1e-6)
    assert joined({"a": 0.9, "b": 0.1}) == pytest.approx(0.5)


def test_a_miss_costs_the_share_of_the_weight() -> None:
    """Each extractor that missed a claim lowers its log odds by its share of the weights, times the cost."""
    assert joined({"neural": 0.5}, missed="other") == pytest.approx(0.377541, abs=1e-6)
    assert joined({"other": 0.5}, missed="neural") == pytest.approx(0.182426, abs=1e-6)


@given(score=SCORES)
def test_a_single_or_agreeing_score_stays(score: float) -> None:
    """Nothing is rounded or bounded if there is nothing to join."""
    assert joined({"a": score}) == score
    assert joined({"a": score, "b": score}) == score


def test_without_scores_there_is_no_score() -> None:
    """A claim that only extractors without scores found has none."""
    assert joined({}, missed="neural") is None


@given(
    found=st.dictionaries(st.sampled_from(["neural", "a", "b"]), SCORES, min_size=1), missed=st.sampled_from(["", "c"])
)
def test_it_is_a_probability_between_those_given(found: dict[str, float], missed: str) -> None:
    """The joined score is at most the highest one, and if nobody missed the claim at least the lowest one."""
    score = joined(found, missed)
    assert score is not None
    assert 0 <= score <= max(found.values()) + 2e-6
    assert missed or score >= min(found.values()) - 2e-6


def test_who_gives_scores() -> None:
    """An extractor gives scores if the table names it, or if a find of it in the text has one."""
    known = score_weights()
    assert known.gives_scores("neural", [])
    assert not known.gives_scores("mine", [])
    assert not known.gives_scores("mine", [find(((0, 1),))])
    assert known.gives_scores("mine", [find(((0, 1),)), find(((0, 1),), score=0.5)])
