"""Judges attributions with the trained model of the extractor `neural`, and reuses the results of the extractor."""

import math
import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from newsclaims._attribution import Attribution, Judgement, Mark
from newsclaims._encoder import Encoder, Window, model_folder, parts
from newsclaims._model import labels_in
from newsclaims.text import Text

from ._holder.speakers import speaker_of

__all__ = ["NeuralTagger"]

_BEARERS = {label.name: label.passage for label in (*labels_in("source"), *labels_in("cue"))}
"""Labels that are not judged if their role is missing."""


class NeuralTagger:
    """The tagger `neural`: a trained model's opinion of stance, confidence, cue force and source type.

    After the extractor `neural` it takes little time, because the text was already read. After another extractor, or
    for given spans, it reads the windows of the text that have attributions.

    Args:
        model: The folder of a model that `training/` exported; None for the model in the package.

    Raises:
        InputTypeError: If it is not a path.
        FileError: If the folder is not a model.
        FormatError: If its settings are not those of a model.
    """

    name = "neural"
    requires: frozenset[str] = frozenset()

    def __init__(self, model: str | os.PathLike[str] | None = None) -> None:
        self._encoder = Encoder(model_folder(model))
        self._values = self._encoder.bundle.settings.judging
        self._given = None if model is None else str(self._encoder.folder)

    def __reduce__(self) -> tuple[Any, ...]:
        return NeuralTagger, (self._given,)

    @property
    def provides(self) -> frozenset[str]:
        """The labels that the model judges."""
        return frozenset(self._values)

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add the model's opinions to each attribution.

        Args:
            text: Their text.
            attributions: The attributions.
        """
        if not attributions:
            return attributions
        features = self._encoder.features(text)
        windows = self._encoder.windows(features)
        firsts = [window.core_first for window in windows]
        at: dict[int, list[int]] = {}
        for n, attribution in enumerate(attributions):
            # The model was not trained to judge whole turns.
            if speaker_of(text, attribution) is not None:
                continue
            if anchor := text.words.ranges(attribution.cue or attribution.content):
                at.setdefault(bisect_right(firsts, anchor[0].first) - 1, []).append(n)
        tagged = list(attributions)
        # Window by window, so that each is read at most once, even in a long text.
        for number, some in at.items():
            sense = self._encoder.sense(features, windows[number])
            for n in some:
                judgements = {**attributions[n].judgements}
                for label, judgement in self._opinions(text, attributions[n], windows[number], sense):
                    judgements[label] = (*judgements.get(label, ()), judgement)
                tagged[n] = evolve(attributions[n], judgements=judgements)
        return tagged

    def _opinions(
        self, text: Text, attribution: Attribution, window: Window, sense: NDArray[np.float32]
    ) -> Iterator[tuple[str, Judgement]]:
        """Yield the model's opinion of each label of an attribution."""
        roles = (text.words.ranges(offsets) for offsets in (attribution.source, attribution.cue, attribution.content))
        places = parts(window, *roles)
        verdicts = self._encoder.verdicts(sense, places)
        words = window.first + np.flatnonzero(places)
        for label, values in self._values.items():
            if not getattr(attribution, _BEARERS.get(label, "content")):
                continue
            shares = _shares(verdicts.scores[label])
            value = values[shares.index(max(shares))]
            word = int(words[int(verdicts.looks[label].argmax())])
            mark = Mark(text.words.starts[word], text.words.ends[word], "most attention")
            yield label, Judgement(value, "model", dict(zip(values, shares, strict=True)), (mark,))


def _shares(scores: NDArray[np.float32]) -> list[float]:
    """Return the softmax of scores, in plain Python because there are at most seven."""
    given = scores.tolist()
    most = max(given)
    powers = [math.exp(score - most) for score in given]
    whole = sum(powers)
    return [power / whole for power in powers]
