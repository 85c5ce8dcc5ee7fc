"""Joins the opinions about a label into one judgement; no other module decides.

An opinion without probabilities is a reader whose habits are known: `Language.habits` says, for each label, how often
a rule or a cue's entry says what where which value is right. An opinion with probabilities is a model's. They are
joined as independent signs of one thing, a logarithmic pool (Genest and Zidek, "Combining probability distributions",
Statistical Science 1986): the logarithms are added, each kind of opinion with its weight, and the shares made of the
sum are the judgement's probabilities. Where only rules and entries speak, the last rule wins, else the last entry: the
probabilities then say how far it can be trusted.

A label, or a value, that the table does not know, a plug-in's own, has no habits to go by: opinions with probabilities
are averaged, one without counts as a distribution with `RULE_WEIGHT` (a rule) or `LEXICON_WEIGHT` (an entry) on its
value, and the highest mean wins; without any probabilities there are none to give.

The judgement keeps the origin of the last opinion that said the winning value, and the evidence of every opinion that
agrees with it, each mark with the origin of its own opinion.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from newsclaims._attribution import Judgement, Mark, Origin
from newsclaims._language import Habits

__all__ = ["combine", "join", "pooled"]

RULE_WEIGHT = 0.8
LEXICON_WEIGHT = 0.6
_ORDER = ("rule", "model", "lexicon")
_LEAST = 1e-6
"""What a model's probability counts as at the least: nothing is impossible because one model thinks so."""


def combine(judgements: Mapping[str, tuple[Judgement, ...]], habits: Mapping[str, Habits]) -> dict[str, Judgement]:
    """Join the opinions about each label; a label without opinions is left out.

    Args:
        judgements: Label to opinions, in the order they were given.
        habits: Label to what is known of opinions, as `Language.habits` gives it.
    """
    combined = {label: join(opinions, habits.get(label)) for label, opinions in judgements.items()}
    return {label: judgement for label, judgement in combined.items() if judgement is not None}


def join(opinions: Sequence[Judgement], known: Habits | None = None) -> Judgement | None:
    """Join the opinions about one label, or return None where there is none.

    Args:
        opinions: The opinions, in the order they were given.
        known: What is known of opinions about it, if anything.
    """
    if not opinions:
        return None
    means = pooled(opinions, known) if known is not None and _fits(opinions, known) else _averaged(opinions)
    if any(opinion.probabilities for opinion in opinions):
        value = max(means, key=lambda candidate: means[candidate])
    else:
        value = _by_origin(opinions).value
    agreeing = [opinion for opinion in opinions if opinion.value == value]
    origin = agreeing[-1].origin if agreeing else "model"
    return Judgement(value, origin, means, tuple(dict.fromkeys(_evidence(agreeing, origin))))


def pooled(opinions: Sequence[Judgement], known: Habits) -> dict[str, float]:
    """Return the probability of each value after all opinions.

    Args:
        opinions: The opinions, at least one; all of their values are known.
        known: What is known of them.
    """
    models = [opinion.probabilities for opinion in opinions if opinion.probabilities]
    others = [known.said[opinion.origin, opinion.value] for opinion in opinions if not opinion.probabilities]
    scores: dict[str, float] = {}
    # Plain loops: this runs for every label of every claim, and generators would take half as long again.
    for value, prior in known.prior.items():
        heard = 0.0
        for said in others:
            heard += said[value]
        if not models:
            scores[value] = prior + heard
            continue
        thought = 0.0
        for model in models:
            thought += math.log(max(model.get(value, 0.0), _LEAST))
        scores[value] = known.model * (thought / len(models)) + known.others * heard + known.bias[value]
    most = max(scores.values())
    shares = {value: math.exp(score - most) for value, score in scores.items()}
    whole = sum(shares.values())
    return {value: share / whole for value, share in shares.items()}


def _evidence(agreeing: Sequence[Judgement], origin: Origin) -> Iterator[Mark]:
    """Yield the marks of opinions that agree; of a model's only those that point to words that no other explains."""
    explained = [mark for opinion in agreeing if opinion.origin != "model" for mark in opinion.evidence]
    for opinion in agreeing:
        for mark in opinion.evidence:
            known = any(other.start <= mark.start and mark.end <= other.end for other in explained)
            if opinion.origin != "model" or not known:
                yield mark if opinion.origin == origin else evolve(mark, origin=opinion.origin)


def _fits(opinions: Sequence[Judgement], known: Habits) -> bool:
    """Say whether there are habits for each of some opinions."""
    return all(
        known.prior.keys() >= opinion.probabilities.keys()
        if opinion.probabilities
        else (opinion.origin, opinion.value) in known.said
        for opinion in opinions
    )


def _by_origin(opinions: Sequence[Judgement]) -> Judgement:
    """Return the opinion that wins where no model speaks: the last rule's, else the last entry's."""
    for origin in _ORDER:
        for opinion in reversed(opinions):
            if opinion.origin == origin:
                return opinion
    return opinions[-1]


def _averaged(opinions: Sequence[Judgement]) -> dict[str, float]:
    """Return the mean of all opinions as probabilities; nothing where none has any."""
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
    """Return an opinion's probabilities, or how far one without any is trusted."""
    if opinion.probabilities:
        return opinion.probabilities
    if len(values) == 1:
        return {opinion.value: 1.0}
    sure = RULE_WEIGHT if opinion.origin == "rule" else LEXICON_WEIGHT
    rest = (1 - sure) / (len(values) - 1)
    return {value: sure if value == opinion.value else rest for value in values}
