"""The arithmetic of the benchmark."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from performance.ratios import exponent, paired_ratio


@given(
    power=st.floats(0, 3),
    factor=st.floats(1e-6, 1e3),
    sizes=st.lists(st.integers(1, 10**6), min_size=2, max_size=6, unique=True),
)
def test_exponent_of_a_power(power: float, factor: float, sizes: list[int]) -> None:
    """The exponent of costs that are a power of the size is this power, whatever the unit."""
    costs = [factor * size**power for size in sizes]
    assert math.isclose(exponent(sizes, costs), power, abs_tol=1e-3)


def test_exponent_of_a_fixed_cost() -> None:
    """A cost that is the same for each size has the exponent 0."""
    assert exponent([10, 100, 1000], [2, 2, 2]) == 0


def test_ratio_is_the_middle_of_the_rounds() -> None:
    """Times are compared within a round, so a round in which all was slow does not count more."""
    assert paired_ratio([2, 20, 3], [1, 10, 2]) == 2


def test_ratio_needs_the_same_rounds() -> None:
    """Times of different rounds are not compared."""
    with pytest.raises(ValueError, match="shorter"):
        paired_ratio([1, 2], [1])
