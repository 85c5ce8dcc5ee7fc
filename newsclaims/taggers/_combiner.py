"""Joins the opinions about a label into one judgement; no other module decides.

An opinion without probabilities comes from a rule or a lexicon entry. Its reliability is known: `Language.habits` has,
for each label, how often a rule or an entry gives a value when another value is right. An opinion with probabilities
comes from a model. They are joined as independent evidence in a logarithmic pool (Genest and Zidek, "Combining
probability distributions", Statistical Science 1986). The logarithms are added, with a weight for each kind of opinion,
and the normalised sum gives the judgement's probabilities. If there are only rules and entries, the last rule wins, or
else the last entry, and the probabilities show how reliable it is.

The table does not have the labels and values of other plug-ins. Their opinions with probabilities are averaged. One
without probabilities counts as a distribution with `RULE_WEIGHT` (a rule) or `LEXICON_WEIGHT` (an entry) on its value.
The highest mean wins. If no opinion has probabilities, the judgement has none.

The judgement has the origin of the last opinion with the winning value, and the evidence of every opinion that agrees
with it. Each mark has the origin of its own opinion.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from newsclaims._attribution import Judgement, Mark, Origin
from newsclaims._language import Habits
from newsclaims._model.meta import frozen_numbers

__all__ = ["combine", "join", "pooled"]

RULE_WEIGHT = 0.8
LEXICON_WEIGHT = 0.6
_ORDER = ("rule", "model", "lexicon")
_KEPT = 1024
"""How many results for a single opinion are kept; there are about fifty for the built-in labels."""
_LEAST = 1e-6
"""The least probability of a value from a model, so that a model alone cannot make a value impossible."""


def combine(judgements: Mapping[str, tuple[Judgement, ...]], habits: Mapping[str, Habits]) -> dict[str, Judgement]:
    """Join the opinions about each label; a label without opinions is left out.

    Args:
        judgements: Label to opinions, in the order in which they were given.
        habits: Label to the reliability of opinions, see `Language.habits`.
    """
    combined = {label: join(opinions, habits.get(label)) for label, opinions in judgements.items()}
    return {label: judgement for label, judgement in combined.items() if judgement is not None}


def join(opinions: Sequence[Judgement], known: Habits | None = None) -> Judgement | None:
    """Join the opinions about one label; return None if there are none.

    Args:
        opinions: The opinions, in the order in which they were given.
        known: The reliability of opinions about the label, if known.
    """
    if not opinions:
        return None
    if len(opinions) == 1 and not opinions[0].probabilities:  # always, if there is no model
        return _single(opinions[0], known)
    means = pooled(opinions, known) if known is not None and _fits(opinions, known) else _averaged(opinions)
    if any(opinion.probabilities for opinion in opinions):
        value = max(means, key=lambda candidate: means[candidate])
    else:
        value = _by_origin(opinions).value
    agreeing = [opinion for opinion in opinions if opinion.value == value]
    origin = agreeing[-1].origin if agreeing else "model"
    return Judgement(value, origin, means, tuple(dict.fromkeys(_evidence(agreeing, origin))))


def pooled(opinions: Sequence[Judgement], known: Habits) -> dict[str, float]:
    """Return the probability of each value, given all opinions.

    Args:
        opinions: The opinions, at least one; all of their values are known.
        known: Their reliability.
    """
    models = [opinion.probabilities for opinion in opinions if opinion.probabilities]
    others = [known.said[opinion.origin, opinion.value] for opinion in opinions if not opinion.probabilities]
    scores: dict[str, float] = {}
    # Plain loops, because this runs for every label of every claim and generators would take 50 % longer.
    for value, prior in known.prior.items():
        from_others = 0.0
        for said in others:
            from_others += said[value]
        if not models:
            scores[value] = prior + from_others
            continue
        from_models = 0.0
        for model in models:
            from_models += math.log(max(model.get(value, 0.0), _LEAST))
        scores[value] = known.model * (from_models / len(models)) + known.others * from_others + known.bias[value]
    return _shares(scores)


def _single(opinion: Judgement, known: Habits | None) -> Judgement:
    """Return the judgement from one opinion without probabilities; it is what `join` does for several, in short."""
    marks, origin, value = opinion.evidence, opinion.origin, opinion.value
    shares = {} if known is None else _alone(known, origin, value)
    return Judgement(value, origin, shares, marks if len(marks) < 2 else tuple(dict.fromkeys(marks)))


@lru_cache(_KEPT)
def _alone(known: Habits, origin: Origin, value: str) -> Mapping[str, float]:
    """Return the probability of each value, given only one opinion without probabilities; empty if not known.

    It is frozen, because all claims with this opinion share it.
    """
    return frozen_numbers(pooled([Judgement(value, origin)], known) if (origin, value) in known.said else {})


def _shares(scores: Mapping[str, float]) -> dict[str, float]:
    """Return the probabilities that logarithms stand for."""
    most = max(scores.values())
    shares = {value: math.exp(score - most) for value, score in scores.items()}
    whole = sum(shares.values())
    return {value: share / whole for value, share in shares.items()}


def _evidence(agreeing: Sequence[Judgement], origin: Origin) -> Iterator[Mark]:
    """Yield the marks of agreeing opinions; marks of a model only on words that no other opinion marks."""
    modelled = any(opinion.origin == "model" and opinion.evidence for opinion in agreeing)
    explained = _Explained(agreeing) if modelled else None
    for opinion in agreeing:
        if explained is not None and opinion.origin == "model":
            marks: Sequence[Mark] = [mark for mark in opinion.evidence if not explained.covers(mark)]
        else:
            marks = opinion.evidence
        if opinion.origin == origin:
            yield from marks
        else:
            yield from (Mark(mark.start, mark.end, mark.note, opinion.origin) for mark in marks)


class _Explained:
    """The words that rules and entries mark, sorted, so that a mark is looked up in few steps.

    Args:
        opinions: All opinions; those of models are left out.
    """

    def __init__(self, opinions: Sequence[Judgement]) -> None:
        marks = sorted((m.start, m.end) for one in opinions if one.origin != "model" for m in one.evidence)
        self._starts = [start for start, _ in marks]
        self._furthest = list(accumulate((end for _, end in marks), max))
        """For each mark, the furthest end of it and those before it."""

    def covers(self, mark: Mark) -> bool:
        """Say whether one of the marks holds the whole of another mark."""
        at = bisect_right(self._starts, mark.start)
        return at > 0 and mark.end <= self._furthest[at - 1]


def _fits(opinions: Sequence[Judgement], known: Habits) -> bool:
    """Return whether the reliability of each opinion is known."""
    return all(
        known.prior.keys() >= opinion.probabilities.keys()
        if opinion.probabilities
        else (opinion.origin, opinion.value) in known.said
        for opinion in opinions
    )


def _by_origin(opinions: Sequence[Judgement]) -> Judgement:
    """Return the opinion that wins without a model: the last rule's, or else the last entry's."""
    for origin in _ORDER:
        for opinion in reversed(opinions):
            if opinion.origin == origin:
                return opinion
    return opinions[-1]


def _averaged(opinions: Sequence[Judgement]) -> dict[str, float]:
    """Return the mean of all opinions as probabilities; nothing if no opinion has any."""
    if not any(opinion.probabilities for opinion in opinions):
        return {}
    values = dict.fromkeys(o.value for o in opinions)
    for opinion in opinions:
        values |= dict.fromkeys(opinion.probabilities)
    total = dict.fromkeys(values, 0.0)
    for opinion in opinions:
        for value, share in _distribution(opinion, list(values)).items():
            total[value] += share
    return {value: share / len(opinions) for value, share in total.items()}


def _distribution(opinion: Judgement, values: Sequence[str]) -> Mapping[str, float]:
    """Return an opinion's probabilities; one without any gets a distribution by its origin."""
    if opinion.probabilities:
        return opinion.probabilities
    if len(values) == 1:
        return {opinion.value: 1.0}
    sure = RULE_WEIGHT if opinion.origin == "rule" else LEXICON_WEIGHT
    rest = (1 - sure) / (len(values) - 1)
    return {value: sure if value == opinion.value else rest for value in values}
