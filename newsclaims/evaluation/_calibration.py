"""Measures calibration: how far probabilities keep what they promise.

Sources: Nguyen and O'Connor, "Posterior calibration and exploratory analysis for natural language processing models"
(EMNLP 2015), for bins of equal mass; Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using
Bayesian binning" (AAAI 2015), for the expected calibration error.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from math import fsum
from typing import Any

from attrs import frozen

__all__ = ["BINS", "MIN_SCORES", "Calibration", "Group", "calibration_of", "expected_calibration_error"]

BINS = 10
"""How many bins of equal mass the expected calibration error is counted in."""

MIN_SCORES = (0.5, 0.6, 0.7, 0.8, 0.9)
"""The least probabilities for which it is told what they promise and what they keep."""

Pair = tuple[float, float]
"""A probability, and how far what it was given to came true: 1.0, 0.0, or a share where judges differ."""


@frozen(slots=True)
class Group:
    """What some probabilities promise, and what they keep.

    Args:
        n: How many there are.
        promised: Their mean.
        kept: The share that came true.
    """

    n: int
    promised: float
    kept: float

    def to_dict(self) -> dict[str, float]:
        """Return the numbers by name, shares rounded to four digits."""
        return {"n": self.n, "promised": round(self.promised, 4), "kept": round(self.kept, 4)}


@frozen(slots=True)
class Calibration:
    """How far probabilities can be taken at their word.

    Args:
        bins: The probabilities in bins of equal mass, from the lowest; fewer than asked for where they are few.
        at_least: A least probability to those that reach it; none where none does.
    """

    bins: tuple[Group, ...]
    at_least: tuple[tuple[float, Group], ...]

    @property
    def n(self) -> int:
        """How many probabilities there are."""
        return sum(one.n for one in self.bins)

    @property
    def error(self) -> float:
        """The expected calibration error: the mean distance of promised and kept, each bin by its mass; in [0, 1]."""
        return fsum(one.n * abs(one.promised - one.kept) for one in self.bins) / self.n if self.n else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as plain values, shares rounded to four digits."""
        return {
            "n": self.n,
            "ece": round(self.error, 4),
            "bins": [one.to_dict() for one in self.bins],
            "at_least": [{"min_score": least, **group.to_dict()} for least, group in self.at_least],
        }


def calibration_of(pairs: Iterable[Pair], bins: int = BINS) -> Calibration:
    """Compare probabilities with what came of them.

    Equal probabilities share alike in what came true of them all, so the order of the pairs makes no difference even
    where a bin ends among equals.

    Args:
        pairs: Each probability, and how far what it was given to came true, both in [0, 1].
        bins: How many bins of equal mass.
    """
    ordered = list(_levelled(pairs))
    size, more = divmod(len(ordered), bins)
    edges = [i * size + min(i, more) for i in range(bins + 1)]
    binned = [ordered[start:end] for start, end in pairwise(edges) if start < end]
    reached = [(least, [pair for pair in ordered if pair[0] >= least]) for least in MIN_SCORES]
    return Calibration(
        tuple(_group(some) for some in binned), tuple((least, _group(some)) for least, some in reached if some)
    )


def expected_calibration_error(pairs: Iterable[Pair], bins: int = BINS) -> float:
    """Return how far probabilities are from the share that comes true, on average over bins of equal mass.

    Args:
        pairs: Each probability, and how far what it was given to came true, both in [0, 1].
        bins: How many bins.

    Example:
        >>> expected_calibration_error([(0.75, 1.0), (0.75, 1.0), (0.75, 1.0), (0.75, 0.0)])
        0.0
        >>> expected_calibration_error([(1.0, 0.0), (0.5, 1.0)], bins=1)
        0.25
    """
    return calibration_of(pairs, bins).error


def _levelled(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield the pairs in order of probability, each with the mean truth of all that have the same."""
    for probability, group in groupby(sorted(pairs), key=lambda pair: pair[0]):
        truths = [truth for _, truth in group]
        mean = fsum(truths) / len(truths)
        yield from ((probability, mean) for _ in truths)


def _group(some: Sequence[Pair]) -> Group:
    promised, kept = zip(*some, strict=True)
    return Group(len(some), fsum(promised) / len(some), fsum(kept) / len(some))
