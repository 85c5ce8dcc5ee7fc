"""How near the default extractor's network comes to the matrix products that the machine can do."""

import importlib.util
import time
from collections.abc import Iterator, Mapping
from typing import Any
from unittest.mock import patch

import onnxruntime
from attrs import field, frozen

from newsclaims import Pipeline
from newsclaims._encoder import model_folder, read_bundle
from newsclaims.extractors import NeuralExtractor

from . import texts
from .rows import Effort, Row

__all__ = ["measure"]

_SECTION = "matrix"
_UNIT = "billion multiply-adds/s"
_WORDS = 10_000
"""The number of words that are read; more give the same figures."""


def measure(effort: Effort) -> Iterator[Row]:
    """Measure the encoder's multiply-adds a second, and those of bare matrix products.

    Args:
        effort: How much to measure.
    """
    if importlib.util.find_spec("onnx") is None:
        yield Row(_SECTION, "multiply-adds", None, _UNIT, note="onnx is not installed")
        return
    from .products import rates, work

    pipeline = Pipeline(NeuralExtractor(threads=1), taggers=[])
    articles = texts.articles(_WORDS)
    pipeline.extract(articles[0])
    rate = rates()
    runs = [_watched(pipeline, articles) for _ in range(max(effort.rounds, 2))]
    spent, given = min(run.seconds for run in runs), runs[0].given
    done = work(read_bundle(model_folder(None)).read("encoder.onnx"), given)
    pieces = sum(len(one["pieces"]) for one in given)
    yield Row(_SECTION, "matrix product, 8 bits", rate.whole / 1e9, _UNIT, note="one core, onnxruntime")
    yield Row(_SECTION, "matrix product, single precision", rate.single / 1e9, _UNIT, note="one core, onnxruntime")
    share = f"{100 * done.whole / done.total:.0f} % of them in 8 bits"
    yield Row(_SECTION, "the encoder needs", done.total / pieces / 1e6, "million a piece", note=share)
    yield Row(
        _SECTION, "the encoder does", done.total / spent / 1e9, _UNIT, note=f"{1e6 * spent / pieces:.0f} us/piece"
    )
    note = "the time of the products alone by the time of the encoder"
    yield Row(_SECTION, "the encoder's share of the matrix rate", 100 * done.seconds(rate) / spent, "%", note=note)
    yield Row(_SECTION, "the length of a window", pieces / len(given), "pieces", note="on average")


@frozen(slots=True)
class _Runs:
    """The runs of the encoder.

    Args:
        seconds: Their processor time.
        given: The inputs of each.
    """

    seconds: float
    given: list[Mapping[str, Any]] = field(repr=False)


def _watched(pipeline: Pipeline, articles: list[str]) -> _Runs:
    """Extract the claims of texts, and return the runs of the encoder; it alone has an input `pieces`."""
    plain = onnxruntime.InferenceSession.run
    given: list[Mapping[str, Any]] = []
    seconds = 0.0

    def run(session: Any, outputs: list[str], fed: Mapping[str, Any]) -> Any:
        """Run a network, and note the inputs and the time of the encoder."""
        nonlocal seconds
        began = time.process_time()
        found = plain(session, outputs, fed)
        if "pieces" in fed:
            seconds += time.process_time() - began
            given.append(fed)
        return found

    with patch.object(onnxruntime.InferenceSession, "run", run):
        for text in articles:
            pipeline.extract(text)
    return _Runs(seconds, given)
