"""Selects attributions from the model's predictions: scores them, adjusts their edges and drops conflicting ones."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import evolve

from newsclaims._attribution import Attribution
from newsclaims._encoder.bundle import Finding
from newsclaims.text import Text, WordRange

from .._edges import Edges, edges_of
from .prediction import SIGNS, Prediction

__all__ = ["probability", "select_attributions"]

_SAME = 0.5
"""The share of the smaller content from which two predictions count as having the same content."""


def select_attributions(
    text: Text, predictions: Iterable[Prediction], finding: Finding, threshold: float | None = None
) -> list[Attribution]:
    """Return the attributions selected from predictions.

    Args:
        text: The text.
        predictions: The model's predictions for the text.
        finding: How scores become claims.
        threshold: The least probability of being correct; None for the model's own.
    """
    edges = edges_of(text)
    said = (one for one in predictions if not edges.is_put_to_somebody(one.cue))
    adjusted = [(probability(one, finding), _adjust_edges(edges, one)) for one in said]
    scored = [(score, one) for score, one in adjusted if not edges.is_summons(one.cue, one.content)]

    def least(one: Prediction) -> float:
        """Return the least probability that makes a prediction an attribution."""
        inside = threshold is None and one.nested > 0
        return finding.nested if inside else _least(finding, threshold, sourced=one.source is not None)

    likely = sorted((pair for pair in scored if pair[0] >= least(pair[1])), key=lambda pair: (-pair[0], pair[1].cue))
    kept = _Kept()
    for score, one in likely:
        kept.add(score, one)
    return [_to_attribution(text, one, score) for score, one in sorted(kept.pairs, key=lambda pair: _order(pair[1]))]


def without_unlikely(
    attributions: Sequence[Attribution], finding: Finding, threshold: float | None = None
) -> list[Attribution]:
    """Return attributions without those that are likely enough only inside a content, but are in none.

    Args:
        attributions: The attributions of a text, with their parents.
        finding: How scores become claims.
        threshold: The least probability of being correct; None for the model's own.
    """

    def stays(n: int) -> bool:
        """Say whether an attribution, or one around it, is likely enough outside contents."""
        one = attributions[n]
        if one.extractors or (one.parent is not None and stays(one.parent)):
            return True  # the layout's own claims have a threshold of their own
        return one.score is None or one.score >= _least(finding, threshold, sourced=bool(one.source))

    places = {n: place for place, n in enumerate(filter(stays, range(len(attributions))))}
    found = [attributions[n] for n in places]
    return [one if one.parent is None else evolve(one, parent=places.get(one.parent)) for one in found]


def _least(finding: Finding, threshold: float | None, *, sourced: bool) -> float:
    """Return the least probability of an attribution outside contents."""
    if threshold is not None:
        return threshold
    return finding.threshold if sourced else finding.sourceless


def probability(prediction: Prediction, finding: Finding) -> float:
    """Return the probability that a prediction is correct.

    Args:
        prediction: The prediction.
        finding: How scores become claims.
    """
    weighed = (finding.weights[name] * sign for name, sign in zip(SIGNS, prediction.signs, strict=True))
    odds = finding.intercept + sum(weighed)
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def _adjust_edges(edges: Edges, one: Prediction) -> Prediction:
    """Return a prediction with adjusted edges."""
    source, cue, content = edges.adjust(one.source, one.cue, one.content)
    return evolve(one, source=source, cue=cue, content=content)


class _Kept:
    """The predictions that are kept, best first: no two of them have the same content, unless one holds the other."""

    def __init__(self) -> None:
        self.pairs: list[tuple[float, Prediction]] = []
        self._owners: dict[int, list[int]] = {}

    def add(self, score: float, one: Prediction) -> None:
        """Keep a prediction, unless a better one has the same content.

        Args:
            score: Its probability of being correct.
            one: The prediction.
        """
        words = [word for piece in one.content for word in piece.indices]
        shared = Counter(n for word in words for n in self._owners.get(word, ()))
        for n, count in shared.items():
            other = self.pairs[n][1]
            size = min(len(words), sum(piece.size for piece in other.content))
            if count >= _SAME * size and not _is_nested(one, other) and not _is_nested(other, one):
                return
        for word in words:
            self._owners.setdefault(word, []).append(len(self.pairs))
        self.pairs.append((score, one))


def _is_nested(one: Prediction, other: Prediction) -> bool:
    """Return whether a prediction is inside the content of another one."""
    return _holds(other.content, one.cue) and not _holds(one.content, other.cue)


def _holds(content: Sequence[WordRange], words: WordRange) -> bool:
    """Return whether a piece of a content holds some words."""
    return any(piece.first <= words.first and words.last <= piece.last for piece in content)


def _order(one: Prediction) -> list[tuple[int, int]]:
    """Return the sort key of predictions: the places of their roles in the text."""
    roles = (one.cue, *one.content, *([one.source] if one.source else []))
    # Numbers are compared many times faster than ranges.
    return sorted((words.first, words.last) for words in roles)


def _to_attribution(text: Text, one: Prediction, score: float) -> Attribution:
    """Return a prediction as an attribution."""
    offsets = text.words.offsets
    return Attribution(
        source=(offsets(one.source),) if one.source else (),
        cue=(offsets(one.cue),),
        content=tuple(map(offsets, one.content)),
        score=round(score, 4),
    )
