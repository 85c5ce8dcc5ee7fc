"""How the time of one article grows with its length, as an exponent: 1 is linear."""

from collections.abc import Iterator, Mapping
from functools import partial

from newsclaims import Pipeline
from newsclaims.extractors import NeuralExtractor

from . import texts
from .clocks import in_turn
from .ratios import exponent
from .rows import Effort, Row

__all__ = ["measure"]

_SECTION = "length"
_MOST = 1.05
_LONG = 200_000
"""The length in characters from which one round is enough."""


def measure(effort: Effort) -> Iterator[Row]:
    """Measure the time of articles of growing length, and fit its exponent.

    Args:
        effort: How much to measure.
    """
    pipelines = {
        "rules, no taggers": Pipeline("rules", taggers=[]),
        "rules": Pipeline("rules"),
        "neural": Pipeline(NeuralExtractor(threads=1)),
    }
    costs: dict[str, list[float]] = {name: [] for name in pipelines}
    for length in effort.lengths:
        found = _seconds(pipelines, texts.of_length(length), 1 if length > _LONG else max(effort.rounds, 2))
        for name, seconds in found.items():
            costs[name].append(seconds)
    first, last = effort.lengths[0], effort.lengths[-1]
    for name, spent in costs.items():
        power = exponent(effort.lengths, spent)
        yield Row(_SECTION, f"{name}: growth", power, "exponent", most=_MOST, note=f"{first:,} to {last:,} characters")
        for length, seconds in zip(effort.lengths, spent, strict=True):
            relative = seconds / length / (spent[0] / first)
            note = f"{relative:.2f} times the shortest"
            yield Row(_SECTION, f"{name}: {length:,} characters", 1e6 * seconds / length, "us/character", note=note)


def _seconds(pipelines: Mapping[str, Pipeline], text: str, rounds: int) -> dict[str, float]:
    """Return the processor time of each pipeline for a text, the best of some rounds in turn."""
    ways = {name: partial(pipeline.extract, text) for name, pipeline in pipelines.items()}
    return {name: min(one.cpu for one in times) for name, times in in_turn(ways, rounds).items()}
