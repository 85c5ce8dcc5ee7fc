"""Calibration: probabilities compared with the share that is right, in bins of equal size."""

import random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.evaluation import Calibration, Group, calibration_of, expected_calibration_error

SHARES = st.floats(0, 1)
PAIRS = st.lists(st.tuples(SHARES, SHARES), max_size=60)


def test_bins_of_equal_mass() -> None:
    """Bins have equally many probabilities, and each has their mean and the share that is right."""
    found = calibration_of([(0.9, 1.0), (0.1, 0.0), (0.2, 1.0), (0.8, 1.0)], bins=2)
    assert [one.n for one in found.bins] == [2, 2]
    assert [one.promised for one in found.bins] == pytest.approx([0.15, 0.85])
    assert [one.kept for one in found.bins] == [0.5, 1.0]
    assert found.error == pytest.approx((0.35 + 0.15) / 2)


def test_bins_differ_by_one_at_most() -> None:
    """If the number cannot be divided evenly, the first bins have one more."""
    found = calibration_of([(i / 10, 1.0) for i in range(11)], bins=4)
    assert [one.n for one in found.bins] == [3, 3, 3, 2]


def test_least_scores() -> None:
    """Each least score has the number of probabilities that reach it, their mean, and the share that is right."""
    found = calibration_of([(0.5, 0.0), (0.75, 1.0), (0.85, 0.5)])
    assert [(least, one.n) for least, one in found.at_least] == [(0.5, 3), (0.6, 2), (0.7, 2), (0.8, 1)]
    assert dict(found.at_least)[0.7] == Group(2, 0.8, 0.75)


def test_no_probabilities_have_no_error() -> None:
    """Without probabilities, the error is 0."""
    assert calibration_of([]) == Calibration((), ())
    assert expected_calibration_error([]) == 0.0
    assert calibration_of([]).to_dict() == {"n": 0, "ece": 0.0, "bins": [], "at_least": []}


def test_the_dictionary_is_plain() -> None:
    """Shares are rounded to four digits."""
    found = calibration_of([(1 / 3, 0.0), (2 / 3, 1.0)], bins=1).to_dict()
    assert found["bins"] == [{"n": 2, "promised": 0.5, "kept": 0.5}]
    assert found["at_least"] == [
        {"min_score": 0.5, "n": 1, "promised": 0.6667, "kept": 1.0},
        {"min_score": 0.6, "n": 1, "promised": 0.6667, "kept": 1.0},
    ]
    assert (found["n"], found["ece"]) == (2, 0.0)


@given(PAIRS, st.integers(1, 12))
def test_the_error_is_a_share(pairs: list[tuple[float, float]], bins: int) -> None:
    """The error is between 0 and 1, and every probability is in one bin."""
    found = calibration_of(pairs, bins)
    assert 0 <= found.error <= 1
    assert found.n == len(pairs)
    assert len(found.bins) == min(bins, len(pairs))


@given(PAIRS, st.integers(1, 12), st.randoms())
def test_the_order_does_not_matter(pairs: list[tuple[float, float]], bins: int, chance: random.Random) -> None:
    """The result does not depend on the order of the pairs, even with equal probabilities."""
    mixed = [*pairs, *((0.5, float(i % 2)) for i in range(7))]
    shuffled = chance.sample(mixed, len(mixed))
    assert calibration_of(mixed, bins) == calibration_of(shuffled, bins)


@given(st.lists(st.integers(0, 20), min_size=1, max_size=6), st.integers(1, 12))
def test_perfect_calibration_has_no_error(rights: list[int], bins: int) -> None:
    """If each probability equals the share that is right, the error is 0 with any bins."""
    pairs = [(right / 20, float(i < right)) for right in set(rights) for i in range(20)]
    assert expected_calibration_error(pairs, bins) == pytest.approx(0, abs=1e-12)


@given(st.lists(SHARES, min_size=1, max_size=60), st.integers(1, 12))
def test_all_wrong_and_all_right(probabilities: list[float], bins: int) -> None:
    """If all are wrong, the error is the mean probability; if all are right, it is 1 minus the mean."""
    promised = fmean(probabilities)
    assert expected_calibration_error([(p, 0.0) for p in probabilities], bins) == pytest.approx(promised)
    assert expected_calibration_error([(p, 1.0) for p in probabilities], bins) == pytest.approx(1 - promised)
