"""Helpers for the tests of the pipeline."""

import functools
import operator
from collections.abc import Iterable, Sequence
from typing import Any

import attrs
from attrs import define

from newsclaims._attribution import Attribution, Judgement, Mark
from newsclaims._model import ClaimSet
from newsclaims._pipeline import Failure, Pipeline
from newsclaims.testing import ScriptedExtractor
from newsclaims.text import Text

TEXT = "Ann said it rained. Bob denied that it rained."
SCRIPT = [("Ann", "said", "it rained"), ("Bob", "denied", "that it rained")]
GOOD = Attribution(((0, 3),), ((4, 8),), ((9, 18),))
FAIL = functools.partial(operator.truediv, 1, 0)
# Untyped, to build values that type checkers would refuse.
evolve: Any = attrs.evolve
opinion: Any = Judgement


@define
class Labeller:
    """A tagger that gives its labels the same value everywhere."""

    provides: frozenset[str]
    requires: frozenset[str] = frozenset()
    value: str = "affirm"
    name: str = "labeller"

    def tag(self, _text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add the value under each label."""
        for label in sorted(self.provides):
            marks = (Mark(*attributions[0].cue[0], "cue"),) if attributions else ()
            attributions = [a.judged(label, Judgement(self.value, "rule", evidence=marks)) for a in attributions]
        return attributions


@define
class Returns:
    """A plug-in that always returns the answer that it was built with."""

    answer: object
    name: str = "odd"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset()

    def extract(self, _texts: Sequence[Text]) -> Any:
        """Return the answer."""
        return self.answer

    def tag(self, _text: Text, attributions: Sequence[Attribution]) -> Any:
        """Return the answer, or its result for the attributions if it is a function."""
        return self.answer(attributions) if callable(self.answer) else self.answer


def scripted(**options: Any) -> Pipeline:
    return Pipeline(ScriptedExtractor(SCRIPT, **options), taggers=[])


def shape(results: Iterable[ClaimSet | Failure]) -> list[Any]:
    """Return the results, with failures in a form that can be compared."""
    return [(r.index, r.article_id, type(r.error)) if isinstance(r, Failure) else r for r in results]
