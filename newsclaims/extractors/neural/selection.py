"""From what the model finds to attributions: scored, freed of what contradicts what is surer, edges made whole."""

import math
from collections.abc import Iterable, Sequence

from attrs import evolve

from newsclaims.attribution import Attribution
from newsclaims.encoder.bundle import Finding
from newsclaims.syntax import WordRange
from newsclaims.text import Text

from ..edges import Edges, edges_of
from .finds import SIGNS, Find

__all__ = ["attributions", "probability"]

_SAME = 0.5
"""From which share of the smaller content on two finds have the same content."""


def attributions(
    text: Text, finds: Iterable[Find], finding: Finding, threshold: float | None = None
) -> list[Attribution]:
    """Return the attributions among finds.

    Args:
        text: The text.
        finds: What was found in it.
        finding: How scores become claims.
        threshold: The least probability of being right; None takes the model's own.
    """
    edges = edges_of(text)
    scored = [(probability(one, finding), _settled(edges, one)) for one in finds]

    def least(one: Find) -> float:
        if threshold is not None:
            return threshold
        return finding.threshold if one.source else finding.sourceless

    likely = sorted((pair for pair in scored if pair[0] >= least(pair[1])), key=lambda pair: (-pair[0], pair[1].cue))
    kept: list[tuple[float, Find]] = []
    owner: dict[int, int] = {}
    for score, one in likely:
        words = [word for first, last in one.content for word in range(first, last)]
        taken = [owner[word] for word in words if word in owner]
        if taken and _contradicts(words, taken, kept):
            continue
        for word in words:
            owner.setdefault(word, len(kept))
        kept.append((score, one))
    return [_attribution(text, one, score) for score, one in sorted(kept, key=lambda pair: _order(pair[1]))]


def probability(one: Find, finding: Finding) -> float:
    """Return the probability that a find is right.

    Args:
        one: The find.
        finding: How scores become claims.
    """
    odds = finding.intercept + sum(finding.weights[name] * sign for name, sign in zip(SIGNS, one.signs, strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def _settled(edges: Edges, one: Find) -> Find:
    source, cue, content = edges.settled(one.source, one.cue, one.content)
    return evolve(one, source=source, cue=cue, content=content)


def _contradicts(words: Sequence[int], taken: Sequence[int], kept: Sequence[tuple[float, Find]]) -> bool:
    """Say whether a content is mostly that of a surer find."""
    most = max(set(taken), key=lambda n: (taken.count(n), -n))
    size = sum(last - first for first, last in kept[most][1].content)
    return taken.count(most) >= _SAME * min(len(words), size)


def _order(one: Find) -> tuple[WordRange, ...]:
    return tuple(sorted([one.cue, *one.content, *([one.source] if one.source else [])]))


def _attribution(text: Text, one: Find, score: float) -> Attribution:
    def offsets(piece: WordRange) -> tuple[int, int]:
        return text.words.starts[piece[0]], text.words.ends[piece[1] - 1]

    return Attribution(
        source=(offsets(one.source),) if one.source else (),
        cue=(offsets(one.cue),),
        content=tuple(offsets(piece) for piece in one.content),
        score=round(score, 4),
    )
