"""Runs the network: one session per graph and process, shared between threads."""

import os
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import fields, frozen
from numpy.typing import NDArray

from newsclaims._logs import logger
from newsclaims._native_code import native_code
from newsclaims.text import Text, WordRange

from .bundle import Bundle, model_folder, read_bundle
from .features import Features, featurise
from .inputs import Inputs, beside, inputs
from .pieces import WordPieces
from .trial import try_out, unfit
from .windows import Window, cut

if TYPE_CHECKING:
    import onnxruntime

__all__ = ["Encoder", "Seen", "Verdicts"]

_log = logger(__name__)

Floats = NDArray[np.float32]

_AT_ONCE = 4
"""How many cues are scored at a time; more need more memory, and more time because it is not near the processor."""
_EXACT = 65_536
"""How many words a text can have for its vectors to be kept in single precision between finding and judging. Those of a
longer text are rounded to half precision, which takes 0.4 kB a word."""
_REMEMBERED = 2_097_152
"""How many words a text can have for its vectors to be kept at all, so that they take 0.8 GB at most. The windows of a
longer text are read again for judging."""


@frozen(slots=True, eq=False)
class Seen:
    """The network's outputs for a window; every array has a row per word.

    Args:
        cue: The scores of its labels as part of a cue.
        role: The scores of its labels as part of a source or content of any cue.
        word: Its vector as a possible part of the claim of a given cue.
        cue_first: Its vector as the first word of a cue.
        cue_last: Its vector as the last word of a cue.
        sense: Its vector for judging a claim that it is part of.
    """

    cue: Floats
    role: Floats
    word: Floats
    cue_first: Floats
    cue_last: Floats
    sense: Floats


_SEEN = [field.name for field in fields(Seen)]


@frozen(slots=True, eq=False)
class Verdicts:
    """The model's judgement of a claim.

    Args:
        scores: Label to the scores of its values, in the order of the settings.
        looks: Label to the share of attention that each word of the claim got.
    """

    scores: Mapping[str, Floats]
    looks: Mapping[str, Floats]


@frozen(slots=True, eq=False)
class _Loaded:
    bundle: Bundle
    pieces: WordPieces
    encode: "onnxruntime.InferenceSession"
    roles: "onnxruntime.InferenceSession"
    verdicts: "onnxruntime.InferenceSession"

    def features_of(self, text: Text) -> Features:
        """Return the inputs for a text; call it through `text.once(model.features_of)`, which keeps the result."""
        return featurise(text, self.pieces)

    def read(self, given: Inputs) -> Seen:
        """Return the network's outputs for a window."""
        fed = {"pieces": given.pieces, "known": given.known, "first": given.first}
        with native_code:
            return Seen(*self.encode.run(_SEEN, fed))


# By folder and digest: the folder can get another model, and a copy of a model can be damaged.
_loaded: dict[tuple[Path, str], _Loaded] = {}
_lock = threading.Lock()


class Encoder:
    """The network, loaded at first use and once per process; a copy or a pickle is a reference to it.

    Windows are run one by one, each on one thread. So no padding is needed, the activations of each window have their
    own scale, and the results do not depend on the batch or on the number of threads.

    Args:
        folder: The folder of a model.

    Raises:
        FileError: If it is not a folder, or has no settings.
        FormatError: If its settings are not those of a model.
    """

    def __init__(self, folder: Path) -> None:
        self.bundle = read_bundle(folder)
        self.folder = self.bundle.folder

    def __reduce__(self) -> tuple[Any, ...]:
        return Encoder, (self.folder,)

    def features(self, text: Text) -> Features:
        """Return the network's inputs for a text; they are computed once and kept with the text.

        Args:
            text: The text.
        """
        return text.once(self._model().features_of)

    def windows(self, features: Features) -> list[Window]:
        """Return the windows of a text.

        Args:
            features: The text.
        """
        return cut(features, self.bundle.cutting)

    def inputs(self, features: Features, windows: Iterable[Window]) -> list[Inputs]:
        """Return what the network reads for windows.

        Args:
            features: The text.
            windows: The windows.
        """
        specials = self._model().pieces.specials
        return [inputs(features, window, specials) for window in windows]

    def run(self, given: Inputs) -> Seen:
        """Return the network's outputs for a window; other threads can work meanwhile.

        Args:
            given: What the network reads for it.
        """
        return self._model().read(given)

    def keep(self, features: Features, windows: Iterable[Window], seen: Iterable[Seen]) -> None:
        """Keep with a text what judging needs of the network's outputs, unless the text is very long.

        Args:
            features: The text.
            windows: Some of its windows.
            seen: The outputs for each.
        """
        if len(features) <= _REMEMBERED:
            for window, one in zip(windows, seen, strict=True):
                features.senses[window.first, window.last] = _compact(features, one.sense)

    def sense(self, features: Features, window: Window) -> Floats:
        """Return `Seen.sense` of a window, rounded in a long text. The network reads a window only once.

        Args:
            features: The text.
            window: The window.
        """
        found = features.senses.get((window.first, window.last))
        if found is None:
            [given] = self.inputs(features, [window])
            found = _compact(features, self.run(given).sense)
        return found.astype(np.float32, copy=False)

    def verdicts(self, sense: Floats, parts: NDArray[np.int64]) -> Verdicts:
        """Judge a claim.

        Args:
            sense: `Seen.sense` of the words of the claim, at least one.
            parts: The part of the claim that each word is, see `inputs.parts`; none is 0.
        """
        model = self._model()
        labels = list(model.bundle.settings.judging)
        fed = {"sense": sense, "part": parts}
        with native_code:
            *scores, looks = model.verdicts.run([*labels, "looks"], fed)
        return Verdicts(dict(zip(labels, scores, strict=True)), dict(zip(labels, looks.T, strict=True)))

    def beside(self, seen: Seen, features: Features, window: Window, cues: Sequence[WordRange]) -> Floats:
        """Return the scores of the words of a window as parts of the claims of given cues.

        Args:
            seen: The network's outputs for the window.
            features: The text.
            window: The window.
            cues: The words of each cue, counted from the window's first; at least one.

        Returns:
            The scores of the labels of source and content, `[cues, words, labels]`.
        """
        roles = self._model().roles
        parts = []
        for begin in range(0, len(cues), _AT_ONCE):
            some = cues[begin : begin + _AT_ONCE]
            first, last = np.array([(cue.first, cue.last - 1) for cue in some]).T
            distance, sentence = beside(features, window, first[:, None], last[:, None])
            fed = {
                "word": seen.word,
                "role": seen.role,
                "cue": seen.cue_first[first] + seen.cue_last[last],
                "distance": distance,
                "sentence": sentence,
            }
            with native_code:
                parts.append(roles.run(["beside"], fed)[0])
        return np.concatenate(parts)

    def _model(self) -> _Loaded:
        key = self.folder, self.bundle.digest
        found = _loaded.get(key)
        if found is None:
            with _lock:
                found = _loaded.get(key)
                if found is None:
                    began = perf_counter()
                    found = _loaded[key] = _load(self.bundle)
                    milliseconds = 1000 * (perf_counter() - began)
                    _log.debug("loaded model %s from %s, ms: %.0f", self.bundle.digest, self.folder, milliseconds)
        return found


def _compact(features: Features, sense: Floats) -> NDArray[np.floating]:
    """Return vectors as they are kept, in half precision if the text is long."""
    return sense if len(features) <= _EXACT else sense.astype(np.float16)


def _load(bundle: Bundle) -> _Loaded:
    # Official builds of onnxruntime store a device id and report to Microsoft, unless this is set before the import.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The exported graphs are optimised already; higher levels fuse sums with norms, which is slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC

    def session(name: str) -> "onnxruntime.InferenceSession":
        data = bundle.read(name)
        with unfit(bundle, name), native_code:
            return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])

    with unfit(bundle, "tokenizer.json"):
        definition = bundle.read("tokenizer.json").decode("utf-8")
    loaded = _Loaded(
        bundle, WordPieces(definition), session("encoder.onnx"), session("roles.onnx"), session("verdicts.onnx")
    )
    # The package's own model has been tried.
    if bundle.folder != model_folder(None):
        try_out(bundle, loaded.pieces, loaded.encode, loaded.roles, loaded.verdicts)
    return loaded
