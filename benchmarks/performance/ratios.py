"""The arithmetic of the benchmark: ratios of paired times, and the exponent of growth."""

import math
from collections.abc import Sequence
from statistics import linear_regression, median

__all__ = ["exponent", "paired_ratio"]


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return the power of the size that a cost grows with: 1 is linear, 2 is quadratic.

    It is the slope of a line through the logarithms of both, fitted by least squares.

    Args:
        sizes: The sizes, at least two different ones, all above 0.
        costs: The cost of each, above 0.
    """
    return linear_regression([math.log(size) for size in sizes], [math.log(cost) for cost in costs]).slope


def paired_ratio(base: Sequence[float], times: Sequence[float]) -> float:
    """Return how many times as fast as a base something is: the median of the ratios of the rounds.

    Both of a round ran right after each other, so that the state of the machine affects both alike.

    Args:
        base: The times of the base, one for each round.
        times: The times of the other in the same rounds.
    """
    return median(one / other for one, other in zip(base, times, strict=True))
