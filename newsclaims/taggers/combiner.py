"""The one place where opinions become a judgement.

For each label:

1. Opinions that bring probabilities are averaged, value by value; a value that an opinion does not name counts 0.
2. An opinion without probabilities counts as a distribution with `RULE_WEIGHT` (a rule) or `LEXICON_WEIGHT` (the cue's
   entry) on its value, and the rest shared evenly by the values that the models name.
3. The value of the highest mean wins; a tie goes to the earlier opinion.

Where no opinion brings probabilities there is nothing to weigh: a `rule` saw the scope that a `lexicon` entry did not,
so the last `rule` wins, else the last `model`, else the last opinion. The judgement keeps the origin of the opinion
that said the winning value, and the evidence of every opinion that agrees with it.
"""

from collections.abc import Mapping, Sequence

from newsclaims.attribution import Judgement

__all__ = ["combine", "join"]

RULE_WEIGHT = 0.8
LEXICON_WEIGHT = 0.6
_ORDER = ("rule", "model", "lexicon")


def combine(judgements: Mapping[str, tuple[Judgement, ...]]) -> dict[str, Judgement]:
    """Join the opinions about each label; a label without opinions is left out.

    Args:
        judgements: Label to opinions, in the order they were given.
    """
    combined = {label: join(opinions) for label, opinions in judgements.items()}
    return {label: judgement for label, judgement in combined.items() if judgement is not None}


def join(opinions: Sequence[Judgement]) -> Judgement | None:
    """Join the opinions about one label, or return None where there is none.

    Args:
        opinions: The opinions, in the order they were given.
    """
    if not opinions:
        return None
    if len(opinions) == 1:
        return opinions[0]
    means = _means(opinions) if any(opinion.probabilities for opinion in opinions) else {}
    value = max(means, key=lambda candidate: means[candidate]) if means else _by_origin(opinions).value
    agreeing = [opinion for opinion in opinions if opinion.value == value]
    origin = agreeing[-1].origin if agreeing else "model"
    evidence = tuple(dict.fromkeys(mark for opinion in agreeing for mark in opinion.evidence))
    return Judgement(value, origin, means, evidence)


def _by_origin(opinions: Sequence[Judgement]) -> Judgement:
    for origin in _ORDER:
        for opinion in reversed(opinions):
            if opinion.origin == origin:
                return opinion
    return opinions[-1]


def _means(opinions: Sequence[Judgement]) -> dict[str, float]:
    values = dict.fromkeys(o.value for o in opinions)
    for opinion in opinions:
        values |= dict.fromkeys(opinion.probabilities)
    total = dict.fromkeys(values, 0.0)
    for opinion in opinions:
        for value, share in _distribution(opinion, list(values)).items():
            total[value] += share
    return {value: share / len(opinions) for value, share in total.items()}


def _distribution(opinion: Judgement, values: Sequence[str]) -> Mapping[str, float]:
    if opinion.probabilities:
        return opinion.probabilities
    if len(values) == 1:
        return {opinion.value: 1.0}
    sure = RULE_WEIGHT if opinion.origin == "rule" else LEXICON_WEIGHT
    rest = (1 - sure) / (len(values) - 1)
    return {value: sure if value == opinion.value else rest for value in values}
