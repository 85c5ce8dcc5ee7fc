"""Judges attributions with the trained model of the extractor `neural`, and reuses the results of the extractor."""

import math
import os
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from newsclaims._attribution import Attribution, Judgement, Mark
from newsclaims._encoder import SETTINGS, Encoder, Window, holder_parts, model_folder, parts
from newsclaims._model import LABELS, labels_in
from newsclaims._progress import steps
from newsclaims.errors import FormatError
from newsclaims.text import Text

from ._holder.speakers import speaker_of

__all__ = ["ClaimWords", "NeuralTagger", "claim_words"]

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]

_BEARERS = {label.name: label.passage for label in (*labels_in("source"), *labels_in("cue"))}
"""Labels that are not judged if their role is missing."""


@frozen(slots=True, eq=False)
class ClaimWords:
    """Words of a claim in one window.

    Args:
        window: The number of the window.
        words: The words, counted from the window's first.
        parts: The part of the claim that each is, out of `newsclaims._encoder.inputs.PARTS`; never 0.
    """

    window: int
    words: Ids
    parts: Ids


def claim_words(text: Text, attribution: Attribution, windows: Sequence[Window]) -> list[ClaimWords]:
    """Return the words that the model judges a claim by.

    They are those of the claim's roles in the window of its cue (or content, without a cue), and the holder's name, in
    its own window, if the source does not contain it. The result is empty for a claim without words.

    Args:
        text: The text.
        attribution: The claim.
        windows: The windows of the text.
    """
    anchor = text.words.ranges(attribution.cue or attribution.content)
    if not anchor:
        return []
    number = _window_at(windows, anchor[0].first)
    places = parts(
        windows[number],
        *(text.words.ranges(offsets) for offsets in (attribution.source, attribution.cue, attribution.content)),
    )
    inside = np.flatnonzero(places)
    found = [ClaimWords(number, inside, places[inside])]
    holder = attribution.holder
    if holder is None or any(start < holder[1] and holder[0] < end for start, end in attribution.source):
        return found
    for name in text.words.ranges([holder]):
        number = _window_at(windows, name.first)
        window = windows[number]
        own = np.arange(name.first, min(name.last, window.last)) - window.first
        found.append(ClaimWords(number, own, holder_parts(len(own))))
    return found


def _window_at(windows: Sequence[Window], word: int) -> int:
    """Return the number of the window whose core holds a word."""
    return bisect_right(windows, word, key=lambda window: window.core_first) - 1


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
    requires: frozenset[str] = frozenset({"holder"})

    def __init__(self, model: str | os.PathLike[str] | None = None) -> None:
        self._encoder = Encoder(model_folder(model))
        self._values = self._encoder.bundle.settings.judging
        for label, values in self._values.items():
            if label in LABELS and not {*values} <= {*LABELS[label].values}:
                reason = f"judging.{label}: its values are {', '.join(LABELS[label].values)}. Export the model again."
                raise FormatError("newsclaims model", reason, source=str(self._encoder.folder / SETTINGS))
        self._given = None if model is None else str(self._encoder.folder)

    def __reduce__(self) -> tuple[Any, ...]:
        return NeuralTagger, (self._given,)

    @property
    def settings(self) -> dict[str, str]:
        """The digest of the model; a run goes on only with an equal one."""
        return {"model": self._encoder.bundle.digest}

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
        if not attributions or not self._values:
            return attributions
        windows = self._encoder.windows(self._encoder.features(text))
        claims: dict[int, list[ClaimWords]] = {}
        for n, attribution in enumerate(attributions):
            # The model was not trained to judge whole turns.
            if speaker_of(text, attribution) is None and (words := claim_words(text, attribution, windows)):
                claims[n] = words
        tagged = list(attributions)
        for n, sense in self._senses(text, windows, claims):
            judgements = {**attributions[n].judgements}
            for label, judgement in self._opinions(text, attributions[n], windows, claims[n], sense):
                judgements[label] = (*judgements.get(label, ()), judgement)
            tagged[n] = evolve(attributions[n], judgements=judgements)
        return tagged

    def _senses(
        self, text: Text, windows: Sequence[Window], claims: Mapping[int, Sequence[ClaimWords]]
    ) -> Iterator[tuple[int, Floats]]:
        """Yield each claim with the vectors of its words. Each window is read once, in order, to save memory."""
        features = self._encoder.features(text)
        wanted: dict[int, list[tuple[int, int]]] = {}
        for n, words in claims.items():
            for k, one in enumerate(words):
                wanted.setdefault(one.window, []).append((n, k))
        waiting: dict[int, dict[int, Floats]] = {}
        for number in steps(sorted(wanted)):
            sense = self._encoder.sense(features, windows[number])
            for n, k in wanted[number]:
                found = waiting.setdefault(n, {})
                found[k] = sense[claims[n][k].words]
                if len(found) == len(claims[n]):
                    yield n, np.concatenate([found[k] for k in range(len(found))])
                    del waiting[n]

    def _opinions(
        self,
        text: Text,
        attribution: Attribution,
        windows: Sequence[Window],
        words: Sequence[ClaimWords],
        sense: Floats,
    ) -> Iterator[tuple[str, Judgement]]:
        """Yield the model's opinion of each label of an attribution."""
        verdicts = self._encoder.verdicts(sense, np.concatenate([one.parts for one in words]))
        places = np.concatenate([windows[one.window].first + one.words for one in words])
        for label, values in self._values.items():
            if not getattr(attribution, _BEARERS.get(label, "content")):
                continue
            shares = _shares(verdicts.scores[label])
            value = values[shares.index(max(shares))]
            word = int(places[int(verdicts.looks[label].argmax())])
            mark = Mark(text.words.starts[word], text.words.ends[word], "most attention")
            yield label, Judgement(value, "model", dict(zip(values, shares, strict=True)), (mark,))


def _shares(scores: Floats) -> list[float]:
    """Return the softmax of scores, in plain Python because there are at most seven."""
    given = scores.tolist()
    most = max(given)
    powers = [math.exp(score - most) for score in given]
    whole = sum(powers)
    return [power / whole for power in powers]
