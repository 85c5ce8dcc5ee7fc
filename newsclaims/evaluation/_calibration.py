"""Measures calibration: how well probabilities agree with the share of cases that are true.

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
"""The number of bins of equal mass for the expected calibration error."""

MIN_SCORES = (0.5, 0.6, 0.7, 0.8, 0.9)
"""The least probabilities for which promised and kept shares are reported."""

Pair = tuple[float, float]
"""A probability, and its outcome: 1.0 if true, 0.0 if false, or a share if judges disagree."""


@frozen(slots=True)
class Group:
    """A group of probabilities: their mean, and the share of true outcomes.

    Args:
        n: The number of probabilities.
        promised: Their mean.
        kept: The share of true outcomes.
    """

    n: int
    promised: float
    kept: float

    def to_dict(self) -> dict[str, float]:
        """Return the numbers by name, shares rounded to four digits."""
        return {"n": self.n, "promised": round(self.promised, 4), "kept": round(self.kept, 4)}


@frozen(slots=True)
class Calibration:
    """The calibration of probabilities.

    Args:
        bins: The probabilities in bins of equal mass, from the lowest; fewer bins if there are few probabilities.
        at_least: Each least probability with the group of those that reach it; left out if there are none.
    """

    bins: tuple[Group, ...]
    at_least: tuple[tuple[float, Group], ...]

    @property
    def n(self) -> int:
        """The number of probabilities."""
        return sum(one.n for one in self.bins)

    @property
    def error(self) -> float:
        """The expected calibration error: the mean distance of promised and kept, weighted by bin; in [0, 1]."""
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
    """Compare probabilities with their outcomes.

    All equal probabilities get their mean outcome, so the order of the pairs makes no difference, even if a bin ends
    among equal ones.

    Args:
        pairs: Each probability with its outcome, both in [0, 1].
        bins: The number of bins of equal mass.
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
    """Return the mean distance of probabilities from the share of true outcomes, over bins of equal mass.

    Args:
        pairs: Each probability with its outcome, both in [0, 1].
        bins: The number of bins.

    Example:
        >>> expected_calibration_error([(0.75, 1.0), (0.75, 1.0), (0.75, 1.0), (0.75, 0.0)])
        0.0
        >>> expected_calibration_error([(1.0, 0.0), (0.5, 1.0)], bins=1)
        0.25
    """
    return calibration_of(pairs, bins).error


def _levelled(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield the pairs in order of probability, each with the mean outcome of all pairs with the same probability."""
    for probability, group in groupby(sorted(pairs), key=lambda pair: pair[0]):
        truths = [truth for _, truth in group]
        mean = fsum(truths) / len(truths)
        yield from ((probability, mean) for _ in truths)


def _group(some: Sequence[Pair]) -> Group:
    promised, kept = zip(*some, strict=True)
    return Group(len(some), fsum(promised) / len(some), fsum(kept) / len(some))
