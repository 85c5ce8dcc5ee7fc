"""Finds attributions with the trained model in the package.

A small encoder reads the text in windows. It labels the words of cues, and for each cue the words of its source and its
content. The best labels that form complete passages are a prediction. Its score is the calibrated probability that it
is correct. `data/model/CARD.md` describes the training data and the model's weaknesses.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, tee
from multiprocessing import parent_process
from typing import Any

from newsclaims._attribution import Attribution
from newsclaims._cores import cores
from newsclaims._encoder import SETTINGS, Encoder, Features, Seen, Window, model_folder
from newsclaims._progress import steps
from newsclaims.errors import FormatError, InputTypeError, InvalidValueError
from newsclaims.text import Text

from ..._public import set_public_module
from .._layout import with_layout
from .._nesting import with_parents
from .._running_quotations import with_running_quotations
from .prediction import SIGNS, Bonus, Prediction, predict
from .selection import select_attributions, without_unlikely
from .threads import on_threads

__all__ = ["NeuralExtractor"]

_TOGETHER = 16
"""The largest number of windows that are decoded together; more would save little time and need more memory."""

_Job = tuple[Features, Sequence[Window], int]
"""A text, some of its windows, and how many jobs of the text follow."""


class NeuralExtractor:
    """The extractor `neural`: a trained model, run by onnxruntime on the CPU, offline and deterministic.

    Args:
        model: The folder of a model that `training/` exported; None for the model in the package.
        threshold: The least score that makes a find an attribution, in [0, 1]. None for the model's own, which gives
            the best F1, with a lower one for claims without a source. A lower threshold finds more claims, a higher one
            makes fewer mistakes.
        threads: How many threads read windows at the same time. None for one per core that this process was given, or
            a single one in a worker process. The claims are the same for any number.

    Raises:
        InputTypeError: If an option has the wrong type.
        InvalidValueError: If an option has a value that is not allowed.
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
        # The absolute path, so that a pickled copy finds the model from any working directory.
        self._given = (None if model is None else str(self._encoder.folder), threshold, threads)

    def __reduce__(self) -> tuple[Any, ...]:
        return _make_again, self._given

    @property
    def model(self) -> str:
        """The model's digest: it changes with anything that changes the claims."""
        return self._encoder.bundle.digest

    @property
    def taggers(self) -> tuple[str | tuple[str, dict[str, str]], ...]:
        """The name of the tagger that judges with the same model; a pipeline adds it to the built-in taggers."""
        return ("neural" if self._given[0] is None else ("neural", {"model": self._given[0]}),)

    @property
    def threshold(self) -> float:
        """The least score that makes a find with a source an attribution."""
        return self._finding.threshold if self._given[1] is None else self._given[1]

    @property
    def settings(self) -> dict[str, float]:
        """The settings, besides the model, that change the claims; a run goes on only with equal ones."""
        return {"threshold": self.threshold}

    @property
    def threads(self) -> int:
        """How many threads read windows at the same time."""
        if self._given[2] is not None:
            return self._given[2]
        # The worker processes of a stream already use all cores.
        return 1 if parent_process() is not None else cores()

    def extract(self, texts: Sequence[Text]) -> Iterator[list[Attribution]]:
        """Find the attributions of texts.

        Args:
            texts: The texts.

        Yields:
            The attributions of each text, in order of their first words; `score` is the probability of being correct.
        """
        threshold = self._given[1]
        for text, predictions in zip(texts, self.finds(texts), strict=True):
            selected = select_attributions(text, predictions, self._finding, threshold)
            joined = with_running_quotations(text, selected)
            nested = with_parents(text, with_layout(text, joined, threshold))
            yield without_unlikely(nested, self._finding, threshold)

    def finds(self, texts: Sequence[Text]) -> Iterator[list[Prediction]]:
        """Find all predictions, however unlikely; scores are calibrated on them.

        Args:
            texts: The texts.

        Yields:
            The predictions for each text, in order of their cues.
        """
        results = self._read(self._jobs(texts))
        for _ in steps(texts):
            (features, windows, left), seen = next(results)
            found = self._predictions(features, windows, seen)
            for number in steps(range(left + 1)):
                if number:
                    (_, windows, _), seen = next(results)
                    found += self._predictions(features, windows, seen)
            yield found

    def _predictions(self, features: Features, windows: Sequence[Window], seen: Sequence[Seen]) -> list[Prediction]:
        """Return the predictions in some windows of a text, and keep what judging needs of the outputs for them."""
        self._encoder.keep(features, windows, seen)
        bonus = Bonus(self._finding.cue, self._finding.source, self._finding.content)
        return predict(self._encoder, features, windows, seen, bonus)

    def _jobs(self, texts: Iterable[Text]) -> Iterator[_Job]:
        """Yield the windows of texts in parts, at least one for each text; a text is looked at when its turn comes."""
        for text in texts:
            features = self._encoder.features(text)
            windows = self._encoder.windows(features)
            # A claim has words: without this, a text of marks alone would take several times as long as prose.
            told = [window for window in windows if features.has_letters(window.core_first, window.core_last)]
            parts = [told[first : first + _TOGETHER] for first in range(0, len(told), _TOGETHER)] or [[]]
            for number, some in enumerate(parts, 1):
                yield features, some, len(parts) - number

    def _read(self, jobs: Iterator[_Job]) -> Iterator[tuple[_Job, list[Seen]]]:
        """Yield jobs in order, with the network's outputs for their windows; with threads, a few windows ahead."""
        read = self._encoder.run
        begin = list(islice(jobs, 2))
        taken, used = tee(chain(begin, jobs))
        tasks = (self._encoder.inputs(features, windows) for features, windows, _ in taken)
        if self.threads > 1 and sum(len(windows) for _, windows, _ in begin) > 1:
            return zip(used, on_threads(read, tasks, self.threads), strict=True)
        return zip(used, ([read(one) for one in given] for given in tasks), strict=True)


def _make_again(model: str | None, threshold: float | None, threads: int | None) -> NeuralExtractor:
    """Return an extractor with the options of a pickled one."""
    return NeuralExtractor(model, threshold=threshold, threads=threads)


def _check(threshold: object, threads: object) -> None:
    """Refuse options with a wrong type or value."""
    if threshold is not None:
        if isinstance(threshold, bool) or not isinstance(threshold, (int, float)):
            raise InputTypeError("threshold", "a number", type(threshold).__name__)
        if not 0 <= threshold <= 1:
            raise InvalidValueError(f"threshold must be between 0 and 1, not {threshold!r}.")
    if threads is not None:
        if isinstance(threads, bool) or not isinstance(threads, int):
            raise InputTypeError("threads", "a whole number", type(threads).__name__)
        if threads < 1:
            raise InvalidValueError(f"threads must be 1 or more, not {threads}.")


set_public_module("newsclaims.extractors", NeuralExtractor)
