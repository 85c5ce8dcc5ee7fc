"""Joins the scores of the extractors that found a claim, so that the result is still a calibrated probability.

The log odds of the extractors that found the claim are averaged with the weights in `newsclaims/data/merging.toml`.
A claim that other extractors missed is less likely to be correct: from the mean comes off what the file says, times the
share of the weights of those that missed it. An extractor without scores counts neither for nor against a claim.

This is a logarithmic opinion pool (Genest and Zidek, "Combining probability distributions", Statistical Science 1986)
with a cost for those who did not find the claim. If a single extractor gives scores, or all find a claim with the same
score, that score stays.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from ..._attribution import Attribution

__all__ = ["ScoreWeights", "joined_score", "score_weights"]

_LEAST = 1e-6
"""The least probability of an extractor that counts; without it, one that is quite sure would decide alone."""
_DIGITS = 6


@frozen(slots=True)
class ScoreWeights:
    """How much the scores of extractors count.

    Args:
        missed: What it costs, in log odds, if all extractors but the finder missed a claim.
        weights: The weights of extractors by name; those that are not named have the weight 1.
    """

    missed: float
    weights: Mapping[str, float]

    def of(self, extractor: str) -> float:
        """Return the weight of an extractor."""
        return self.weights.get(extractor, 1.0)

    def gives_scores(self, extractor: str, found: Iterable[Attribution]) -> bool:
        """Return whether an extractor gives scores, as far as its finds in a text, or its name, show it."""
        return extractor in self.weights or any(attribution.score is not None for attribution in found)


@cache
def score_weights() -> ScoreWeights:
    """Return the weights in `newsclaims/data/merging.toml`."""
    with (files("newsclaims") / "data" / "merging.toml").open("rb") as stream:
        table: dict[str, Any] = tomllib.load(stream)
    return ScoreWeights(table["missed"], table["weights"])


def joined_score(found: Mapping[str, float], missed: frozenset[str], known: ScoreWeights) -> float | None:
    """Return the probability that a claim is correct; None if no extractor that found it gives scores.

    Args:
        found: The names of the extractors that found the claim and score it, with these scores.
        missed: The names of the extractors that give scores and did not find it.
        known: How much each counts.
    """
    if not found:
        return None
    if not missed and len(set(found.values())) == 1:
        return next(iter(found.values()))
    finders = {name: known.of(name) for name in found}
    total = math.fsum(finders.values())
    absent = math.fsum(map(known.of, missed))
    mean = math.fsum(weight * _log_odds(found[name]) for name, weight in finders.items()) / total
    return round(1 / (1 + math.exp(known.missed * absent / (absent + total) - mean)), _DIGITS)


def _log_odds(probability: float) -> float:
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
