"""The share of each stage in the processor time: reading, tokenising, the model, judging and the others."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import newsclaims
from newsclaims import Pipeline
from newsclaims.extractors import NeuralExtractor

from . import texts
from .rows import Effort, Row
from .stages import shares

__all__ = ["measure"]

_SECTION = "shares"


def measure(effort: Effort) -> Iterator[Row]:
    """Measure the share of each stage for both extractors, with all taggers, to JSON.

    Args:
        effort: How much to measure.
    """
    articles = texts.articles(effort.words)
    package = Path(newsclaims.__file__).parent
    for name, pipeline in (("neural", Pipeline(NeuralExtractor(threads=1))), ("rules", Pipeline("rules"))):
        _process(pipeline, articles[:4])  # the first texts load the model and the tables
        found = shares(partial(_process, pipeline, articles), package)
        for stage, share in found.items():
            yield Row(_SECTION, f"{name}: {stage}", 100 * share, "%")


def _process(pipeline: Pipeline, articles: list[str]) -> None:
    """Make the claims of texts one by one, and convert them to JSON."""
    for text in articles:
        pipeline.extract(text).to("json")
