"""Finds attributions with a trained model that the package carries.

A small encoder reads the text in windows. It labels the words of cues, and beside each cue the words of its source and
its content. The best labels that make whole passages are a prediction; its score is the calibrated probability that it
is right. `data/model/CARD.md` says what the model learned from and where it fails.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import parent_process
from typing import Any

from newsclaims._attribution import Attribution
from newsclaims._encoder import SETTINGS, Encoder, Features, Window, model_folder
from newsclaims.errors import FormatError, InputTypeError, InvalidValueError
from newsclaims.text import Text

from ..._public import set_public_module
from .._layout import with_layout
from .._nesting import with_nested
from .prediction import SIGNS, Bonus, Prediction, predict
from .selection import select_attributions

__all__ = ["NeuralExtractor"]

_TOGETHER = 8
"""How many windows of a text are worked on together at the most; more would save little and hold more."""

_Job = tuple[Features, Sequence[Window]]
"""Some windows of a text."""


class NeuralExtractor:
    """The extractor `neural`: a trained model, run by onnxruntime on the CPU, offline and deterministic.

    Args:
        model: The folder of a model that `training/` made; None takes the one that the package carries.
        threshold: The least probability of being right that makes a find an attribution, in [0, 1]; None takes the
            model's own, at which its F1 is best, and a lower one for claims without a source. A lower one finds more,
            a higher one errs less.
        threads: How many threads read windows at the same time; None takes a thread for every core, and one in a
            worker process. The claims are the same for any number.

    Raises:
        InputTypeError: If an option is of the wrong type.
        InvalidValueError: If an option has no such value.
        FileError: If the folder is not a model.
        FormatError: If its settings are not those of a model.
    """

    name = "neural"

    def __init__(
        self,
        model: str | os.PathLike[str] | None = None,
        *,
        threshold: float | None = None,
        threads: int | None = None,
    ) -> None:
        _check(threshold, threads)
        self._encoder = Encoder(model_folder(model))
        self._finding = self._encoder.bundle.settings.finding
        if self._finding.weights.keys() != set(SIGNS):
            reason = f"finding.weights: the signs of a find are {', '.join(SIGNS)}. Export the model again."
            raise FormatError("newsclaims model", reason, source=str(self._encoder.folder / SETTINGS))
        # The absolute path, so that a pickled copy finds the model wherever it wakes up.
        self._given = (None if model is None else str(self._encoder.folder), threshold, threads)

    def __reduce__(self) -> tuple[Any, ...]:
        return _make_again, self._given

    @property
    def model(self) -> str:
        """The model's digest: it changes with anything that changes the claims."""
        return self._encoder.bundle.digest

    @property
    def taggers(self) -> tuple[str | tuple[str, dict[str, str]], ...]:
        """The tagger that judges with the same model, by name: a pipeline adds it to the built-in chain."""
        return ("neural" if self._given[0] is None else ("neural", {"model": self._given[0]}),)

    @property
    def threshold(self) -> float:
        """The least probability of being right that makes a find with a source an attribution."""
        return self._finding.threshold if self._given[1] is None else self._given[1]

    @property
    def threads(self) -> int:
        """How many threads read windows at the same time."""
        if self._given[2] is not None:
            return self._given[2]
        # The processes of a stream share the cores among them already.
        return 1 if parent_process() is not None else _cores()

    def extract(self, texts: Sequence[Text]) -> Iterator[list[Attribution]]:
        """Find the attributions of texts.

        Args:
            texts: The texts.

        Yields:
            The attributions of each text, in order of their first words; `score` is the probability of being right.
        """
        threshold = self._given[1]
        for text, predictions in zip(texts, self.finds(texts), strict=True):
            selected = select_attributions(text, predictions, self._finding, threshold)
            yield with_nested(text, with_layout(text, selected), threshold)

    def finds(self, texts: Sequence[Text]) -> Iterator[list[Prediction]]:
        """Find all that may be an attribution, however unlikely: what scores are calibrated on.

        Args:
            texts: The texts.

        Yields:
            The predictions for each text, in order of their cues.
        """
        bonus = Bonus(self._finding.cue, self._finding.source, self._finding.content)
        features = [self._encoder.features(text) for text in texts]
        windows = [self._encoder.windows(one) for one in features]
        jobs = [(one, some) for one, own in zip(features, windows, strict=True) for some in self._batches(own)]

        def work(job: _Job) -> list[Prediction]:
            """Read some windows of a text."""
            return predict(self._encoder, *job, bonus)

        if self.threads > 1 and len(jobs) > 1:
            # Not kept: threads do not survive a fork, and starting some costs little beside a window.
            with ThreadPoolExecutor(min(self.threads, len(jobs))) as pool:
                found = iter(_on_threads(pool, work, jobs))
        else:
            found = map(work, jobs)
        for own in windows:
            yield [one for _ in self._batches(own) for one in next(found)]

    def _batches(self, windows: list[Window]) -> list[list[Window]]:
        """Split the windows of a text into batches that are worked on together; with threads, some for each of them."""
        most = _TOGETHER if self.threads == 1 else min(_TOGETHER, -(-len(windows) // (2 * self.threads)))
        return [windows[first : first + most] for first in range(0, len(windows), most or 1)]


def _on_threads(
    pool: ThreadPoolExecutor, work: Callable[[_Job], list[Prediction]], jobs: Sequence[_Job]
) -> list[list[Prediction]]:
    """Do jobs on the threads of a pool; here, if there can be no threads any more."""
    try:
        results = pool.map(work, jobs)
    except RuntimeError:
        # The main thread has ended, and this one outlives it: Python starts no more threads then.
        results = map(work, jobs)
    return list(results)


def _cores() -> int:
    """Return on how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _make_again(model: str | None, threshold: float | None, threads: int | None) -> NeuralExtractor:
    """Return an extractor with the options of a pickled one."""
    return NeuralExtractor(model, threshold=threshold, threads=threads)


def _check(threshold: object, threads: object) -> None:
    """Refuse options that are not of the right type, or have no such value."""
    if threshold is not None:
        if isinstance(threshold, bool) or not isinstance(threshold, (int, float)):
            raise InputTypeError("threshold", "a number", type(threshold).__name__)
        if not 0 <= threshold <= 1:
            raise InvalidValueError(f"threshold must be in [0, 1], and {threshold!r} is not.")
    if threads is not None:
        if isinstance(threads, bool) or not isinstance(threads, int):
            raise InputTypeError("threads", "a whole number", type(threads).__name__)
        if threads < 1:
            raise InvalidValueError(f"threads must be at least 1, and {threads} is not.")


set_public_module("newsclaims.extractors", NeuralExtractor)
