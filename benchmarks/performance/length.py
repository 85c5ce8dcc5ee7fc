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
_WARM = 2_000
_TOGETHER = 300_000
"""How many characters are measured of each length, in as many articles as that takes."""


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
    for pipeline in pipelines.values():
        pipeline.extract(texts.of_length(_WARM))  # the first text loads the model and the tables
    costs: dict[str, list[float]] = {name: [] for name in pipelines}
    for length in effort.lengths:
        for name, seconds in _seconds(pipelines, length, min(_TOGETHER, max(effort.lengths))).items():
            costs[name].append(seconds)
    first, last = effort.lengths[0], effort.lengths[-1]
    for name, spent in costs.items():
        power = exponent(effort.lengths, spent)
        yield Row(_SECTION, f"{name}: growth", power, "exponent", most=_MOST, note=f"{first:,} to {last:,} characters")
        for length, seconds in zip(effort.lengths, spent, strict=True):
            relative = seconds / length / (spent[0] / first)
            note = f"{relative:.2f} times the shortest"
            yield Row(_SECTION, f"{name}: {length:,} characters", 1e6 * seconds / length, "us/character", note=note)


def _seconds(pipelines: Mapping[str, Pipeline], length: int, together: int) -> dict[str, float]:
    """Return the processor time of each pipeline for an article of a length, on average over different articles.

    Each article is new, because parts of the work are remembered.
    """
    count = max(1, together // length)
    whole = texts.of_length(length * count)
    spent = dict.fromkeys(pipelines, 0.0)
    for start in range(0, len(whole), length):
        article = whole[start : start + length]
        for name, [time] in in_turn(
            {name: partial(one.extract, article) for name, one in pipelines.items()}, 1
        ).items():
            spent[name] += time.cpu / count
    return spent
