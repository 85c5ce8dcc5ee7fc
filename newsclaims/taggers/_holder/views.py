"""Describes where a text names each candidate, seen from several sources at once.

Arrays over all sources of a group cost little more than those of one source.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .questions import Question
from .scene import KINDS, PRONOUNS, TRAITS, Floats, Ints, Scene
from .wording import Expected

__all__ = ["FAR", "FITS", "NEAR", "PLACES", "Numbers", "Views"]

Numbers = NDArray[np.float32]
"""What the network reads, in the precision of its weights."""

FAR = 20
"""A distance in sentences that is as good as any larger one."""
FITS = 0.15
"""How well a candidate must fit a source to be compared with others."""
PLACES = 27
"""How many numbers describe where the text names a candidate."""
_FADED = 30
"""A distance in sentences or paragraphs after which salience does not fade further."""
_FADE, _APART, _FOREIGN, _ASIDE, _REPEATED = 0.6, 0.8, 0.5, 0.2, 0.4
"""The factors of salience: for each sentence, each paragraph, a quotation, a caption, and a further place."""
_BY_SENTENCE, _BY_PARAGRAPH = (factor ** np.arange(_FADED + 1) for factor in (_FADE, _APART))
_LOW = 30
"""The rank of a candidate without a value."""
NEAR = np.log1p(np.arange(FAR + 1)) / 3
"""What stands for a distance in sentences, up to `FAR`."""


class Views:
    """Some sources with all candidates of a scene: the arrays have a row for each source, a column for each candidate.

    Args:
        scene: The candidates. The scene has at least one name.
        questions: The sources, by the numbers of their attributions.
    """

    def __init__(self, scene: Scene, questions: Mapping[int, Question]) -> None:
        self.scene, self.questions = scene, questions
        self.numbers = {k: n for n, k in enumerate(questions)}
        asked = questions.values()
        self.words = np.array([one.first for one in asked], dtype=np.int64)[:, None]
        self.sentences = scene.sentences_of(self.words)
        self.paragraphs = scene.paragraphs[self.sentences]
        expected = [one.wording.expected for one in asked]
        fits = {one: _fit(scene, one) for one in set(expected)}
        self.fit = np.stack([fits[one] for one in expected])
        self.fitting = (self.fit > FITS).sum(axis=1)
        prominence = self._prominence()
        salience = prominence * self.fit
        self.top = salience.max(axis=1, keepdims=True)
        second = np.partition(salience, -2)[:, -2:-1] if scene.size > 1 else np.zeros_like(self.top)
        self.lead = (self.top - second) / (self.top + 0.1)
        self.rows = np.empty((*self.fit.shape, TRAITS + PLACES), dtype=np.float32)
        """The numbers of each candidate that do not depend on the holders of other sources."""
        self.rows[:, :, :TRAITS] = scene.traits
        self.rows[:, :, TRAITS:] = self._places(prominence, salience)

    def _prominence(self) -> Floats:
        """Return how prominent each candidate is at each source, after Lappin and Leass (1994)."""
        scene, shape = self.scene, (len(self.questions), self.scene.size)
        weights = scene.weight * _BY_SENTENCE[(self.sentences - scene.sentence).clip(0, _FADED)]
        weights *= _BY_PARAGRAPH[(self.paragraphs - scene.paragraph).clip(0, _FADED)]
        weights *= np.where(scene.quoted, _FOREIGN, 1.0) * np.where(scene.aside, _ASIDE, 1.0)
        weights *= scene.first < self.words
        cells = (np.arange(shape[0], dtype=np.int64)[:, None] * shape[1] + scene.candidate).ravel()
        best, total = np.zeros(shape[0] * shape[1]), np.bincount(cells, weights.ravel(), shape[0] * shape[1])
        np.maximum.at(best, cells, weights.ravel())
        return (best + _REPEATED * (total - best)).reshape(shape)

    def _places(self, prominence: Floats, salience: Floats) -> Numbers:
        """Return where the text names each candidate, seen from each source."""
        scene, fit = self.scene, self.fit
        count, before = scene.last_named(scene.first.searchsorted(self.words))
        named = count > 0
        ago = np.where(named, self.sentences - scene.sentence[before], FAR).clip(max=FAR)
        after = scene.next_named(scene.first.searchsorted(np.array([[one.last] for one in self.questions.values()])))
        later = after >= 0
        ahead = np.where(later, scene.sentence[after] - self.sentences, FAR).clip(max=FAR)
        begin, end = scene.first.searchsorted(np.array([one.content for one in self.questions.values()]).T)[:, :, None]
        best = (salience >= self.top) & (self.top > 0)
        rows = (
            named,
            NEAR[ago],
            ago == 0,
            ago == 1,
            named & (scene.paragraph[before] == self.paragraphs),
            np.where(named, np.log1p(np.maximum(self.words - scene.last[before], 0)) / 6, 1.0),
            np.where(named, scene.weight[before] / 6, 0.0),
            named & scene.quoted[before],
            named & scene.aside[before],
            named & scene.leading[before],
            np.log1p(count) / 3,
            later & ~named,
            NEAR[ahead],
            ahead == 0,
            ahead == 1,
            salience / 6,
            salience / (self.top + 0.1),
            best,
            best * self.lead,
            1 / (1 + _ranks(salience)),
            1 / (1 + _ranks(np.where(named & (fit > FITS), before + 1, 0))),
            fit,
            prominence / 6,
            1 / (1 + _ranks(prominence)),
            named & scene.reported[before],
            np.log1p(self._alike(before) * named) / 2,
            scene.last_named(end)[0] > scene.last_named(begin)[0],
        )
        return np.stack(rows, axis=-1, dtype=np.float32)

    def _alike(self, before: Ints) -> Ints:
        """Return how many pronouns like the source are between the last name of each candidate and the source."""
        values = [one.wording.value for one in self.questions.values()]
        groups = [PRONOUNS.index(value) if value in PRONOUNS else len(PRONOUNS) for value in values]
        asked = zip(values, self.questions.values(), strict=True)
        passed = [self.scene.pronouns_before(value, one.first) for value, one in asked]
        return np.asarray(np.array(passed)[:, None] - self.scene.passed[before, np.array(groups)[:, None]])


def _fit(scene: Scene, expected: Expected) -> Floats:
    """Return how well each candidate fits the kind of candidate that a source asks for, from 0 to 1."""
    traits = scene.traits
    person, organisation, place, members, thing, unknown = (traits[:, i] for i in range(len(KINDS)))
    phrase, plural = traits[:, 17], traits[:, 18]
    role, body = traits[:, 15] * phrase, traits[:, 16] * phrase
    somebody = np.maximum(person + 0.8 * unknown, (0.3 + 0.7 * role) * phrase * (1 - plural))
    match expected:
        case "m" | "f":
            return somebody * scene.sexed(expected)
        case "n":
            single = (0.3 + 0.7 * body) * phrase * (1 - plural)
            return organisation + 0.6 * place + 0.5 * thing + 0.2 * unknown + single
        case "p":
            return 0.7 * organisation + members + 0.3 * place + 0.3 * thing + (0.4 + 0.6 * plural) * phrase
        case "first_person" | "somebody":
            return somebody
        case "personal_relative":
            return np.maximum(somebody, 0.5 * organisation + members)
        case "relative":
            return organisation + members + place + thing + 0.5 * unknown
        case "body":
            return organisation + 0.4 * place + 0.5 * thing + 0.3 * unknown
        case "any":
            return np.ones(scene.size)


def _ranks(values: NDArray[Any]) -> Floats:
    """Return the rank of each value in its row, the largest first; values that are not above 0 get a low rank."""
    order = np.argsort(-values, axis=1, kind="stable")
    places = np.arange(values.shape[1])
    counted = np.count_nonzero(values > 0, axis=1)[:, None]
    ranks = np.empty(values.shape)
    np.put_along_axis(ranks, order, np.where(places < counted, places, _LOW), axis=1)
    return ranks
