"""How near the default extractor's network comes to the matrix products that the machine can do."""

import importlib.util
import time
from collections.abc import Iterator
from typing import Any

from numpy.typing import NDArray

from newsclaims import Article
from newsclaims._encoder import Encoder, Features, Window, model_folder
from newsclaims._encoder.inputs import Specials, inputs
from newsclaims._encoder.pieces import WordPieces
from newsclaims.text import read

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

    encoder = Encoder(model_folder(None))
    read_texts = [encoder.features(read(Article(text=text))) for text in texts.articles(_WORDS)]
    windows = [(features, window) for features in read_texts for window in encoder.windows(features)]
    specials = WordPieces(encoder.bundle.read("tokenizer.json").decode("utf-8")).specials
    given = [_given(features, window, specials) for features, window in windows]
    rate = rates()
    spent = min(_seconds(encoder, windows) for _ in range(max(effort.rounds, 2)))
    done = work(encoder.bundle.read("encoder.onnx"), given)
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
    yield Row(_SECTION, "the length of a window", pieces / len(windows), "pieces", note="on average")


def _given(features: Features, window: Window, specials: Specials) -> dict[str, NDArray[Any]]:
    """Return the network's inputs for a window."""
    one = inputs(features, window, specials)
    return {"pieces": one.pieces, "known": one.known, "first": one.first}


def _seconds(encoder: Encoder, windows: list[tuple[Features, Window]]) -> float:
    """Return the processor time for reading windows."""
    began = time.process_time()
    for features, window in windows:
        encoder.read(features, window)
    return time.process_time() - began
