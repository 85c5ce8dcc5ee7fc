"""The combiner, which turns opinions into a judgement, and its laws."""

from collections.abc import Iterable
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._attribution import Judgement, Mark, Origin
from newsclaims._language import Habits, Language
from newsclaims._model import Confidence, CueForce, SourceType, Stance
from newsclaims.taggers._combiner import combine, join, pooled

HABITS = Language.load("en").habits
ORIGINS: tuple[Origin, ...] = get_args(Origin)
VALUES = ("affirm", "deny", "question")


@st.composite
def opinions(draw: st.DrawFn) -> Judgement:
    """Draw an opinion: a model's has probabilities that sum to one, the others have none."""
    origin = draw(st.sampled_from(ORIGINS))
    evidence = tuple(Mark(i, i + 1) for i in draw(st.lists(st.integers(0, 5), max_size=2, unique=True)))
    if origin != "model":
        return Judgement(draw(st.sampled_from(VALUES)), origin, evidence=evidence)
    weights = draw(st.lists(st.integers(1, 100), min_size=3, max_size=3))
    shares = {value: weight / sum(weights) for value, weight in zip(VALUES, weights, strict=True)}
    return Judgement(max(shares, key=lambda value: shares[value]), origin, shares, evidence)


def places(marks: Iterable[Mark]) -> set[tuple[int, int]]:
    """Return the positions of marks."""
    return {(mark.start, mark.end) for mark in marks}


def test_nothing() -> None:
    """No opinions give no judgement."""
    assert join(()) is None
    assert combine({"stance": ()}, HABITS) == {}


@given(opinions())
def test_one_opinion(opinion: Judgement) -> None:
    """A single opinion on an unknown label is the judgement, unchanged."""
    assert join([opinion]) == opinion
    assert combine({"mood": (opinion,)}, HABITS) == {"mood": opinion}


@given(st.lists(opinions(), min_size=1, max_size=4))
def test_value_was_said(given_opinions: list[Judgement]) -> None:
    """The value comes from an opinion or its probabilities, and the result is the same every time."""
    judgement = join(given_opinions)
    assert judgement is not None
    named = {o.value for o in given_opinions} | {value for o in given_opinions for value in o.probabilities}
    assert judgement.value in named
    assert join(given_opinions) == judgement


@given(st.lists(opinions(), min_size=1, max_size=4))
def test_probabilities(given_opinions: list[Judgement]) -> None:
    """The probabilities sum to one and the value has the largest; they are empty if no opinion has any."""
    judgement = join(given_opinions)
    assert judgement is not None
    if any(o.probabilities for o in given_opinions):
        assert sum(judgement.probabilities.values()) == pytest.approx(1)
        assert judgement.probabilities[judgement.value] == max(judgement.probabilities.values())
    else:
        assert judgement.probabilities == {}


@given(st.lists(opinions(), min_size=1, max_size=4), opinions())
def test_unanimous(given_opinions: list[Judgement], first: Judgement) -> None:
    """Opinions that all agree, without probabilities, give their shared value."""
    agreed = [Judgement(first.value, o.origin, evidence=o.evidence) for o in given_opinions]
    judgement = join(agreed)
    assert judgement is not None
    assert judgement.value == first.value
    assert places(judgement.evidence) <= places(mark for o in agreed for mark in o.evidence)
    assert places(judgement.evidence) >= places(m for o in agreed if o.origin != "model" for m in o.evidence)


def test_rule_over_lexicon() -> None:
    """A rule overrules a lexicon entry in either order, because the rule also read the scope."""
    rule, entry = (
        Judgement("deny", "rule", evidence=(Mark(0, 1),)),
        Judgement("affirm", "lexicon", evidence=(Mark(2, 3),)),
    )
    for order in ((rule, entry), (entry, rule)):
        judgement = join(order)
        assert judgement is not None
        assert (judgement.value, judgement.origin, judgement.evidence) == ("deny", "rule", (Mark(0, 1),))


def test_last_of_an_origin() -> None:
    """The later one of two opinions with the same origin stands."""
    judgement = join([Judgement("deny", "rule"), Judgement("affirm", "rule")])
    assert judgement is not None
    assert judgement.value == "affirm"


def test_foreign_origin() -> None:
    """An unknown origin loses to a known one, and stands if there is no other."""
    foreign = Judgement("deny", "oracle")  # type: ignore[arg-type]
    for order, value in (((foreign, Judgement("affirm", "lexicon")), "affirm"), ((foreign, foreign), "deny")):
        judgement = join(order)
        assert judgement is not None
        assert judgement.value == value


def test_sure_model_and_unsure_model() -> None:
    """A model that is sure overrules a rule; a model that is not sure does not."""
    rule = Judgement("deny", "rule")
    sure = join([rule, Judgement("affirm", "model", {"affirm": 0.98, "deny": 0.02})])
    unsure = join([rule, Judgement("affirm", "model", {"affirm": 0.6, "deny": 0.4})])
    assert sure is not None
    assert unsure is not None
    assert (sure.value, sure.origin) == ("affirm", "model")
    assert (unsure.value, unsure.origin) == ("deny", "rule")


def test_model_alone_with_one_value() -> None:
    """A distribution over a single value and a rule that agrees give a probability of one."""
    judgement = join([Judgement("deny", "rule"), Judgement("deny", "model", {"deny": 1.0})])
    assert judgement is not None
    assert judgement.probabilities == {"deny": 1.0}


LABELS: dict[str, list[str]] = {
    "stance": list(Stance),
    "confidence": list(Confidence),
    "cue_force": list(CueForce),
    "source_type": [value for value in SourceType if value is not SourceType.NONE],
}
COIN = Habits(
    prior={"heads": 0.0, "tails": 0.0},
    said={("rule", "heads"): {"heads": -0.2, "tails": -1.7}, ("rule", "tails"): {"heads": -1.7, "tails": -0.2}},
    bias={"heads": 0.0, "tails": 0.0},
    model=1.0,
    others=1.0,
)
"""A label with two values, and a rule that is mostly right about it."""


@st.composite
def known_opinions(draw: st.DrawFn) -> tuple[str, list[Judgement]]:
    """Draw a built-in label with opinions on its values."""
    label = draw(st.sampled_from(list(LABELS)))
    values = LABELS[label]
    found: list[Judgement] = []
    for origin in draw(st.lists(st.sampled_from(ORIGINS), min_size=1, max_size=4)):
        weights = draw(st.lists(st.integers(1, 100), min_size=len(values), max_size=len(values)))
        shares = {value: weight / sum(weights) for value, weight in zip(values, weights, strict=True)}
        value = max(shares, key=lambda value: shares[value])
        found.append(Judgement(value, origin, shares if origin == "model" else {}, (Mark(len(found), 9),)))
    return label, found


@given(known_opinions())
def test_labels_of_ours_have_probabilities(drawn: tuple[str, list[Judgement]]) -> None:
    """Every judgement of a built-in label has a probability for each value, even with rules alone."""
    label, given_opinions = drawn
    judgement = join(given_opinions, HABITS[label])
    assert judgement is not None
    assert list(judgement.probabilities) == LABELS[label]
    assert sum(judgement.probabilities.values()) == pytest.approx(1)
    assert len(judgement.evidence) == len(set(judgement.evidence))
    for mark in judgement.evidence:
        origin = mark.origin or judgement.origin
        assert any(
            o.value == judgement.value and o.origin == origin and places([mark]) <= places(o.evidence)
            for o in given_opinions
        )


@given(known_opinions())
def test_without_a_model_the_last_rule_stands(drawn: tuple[str, list[Judgement]]) -> None:
    """Without a model, the last rule decides, then the last entry; the prior does not matter."""
    label, given_opinions = drawn
    plain = [o for o in given_opinions if o.origin != "model"]
    judgement = join(plain, HABITS[label])
    said = [o.value for o in plain if o.origin == "rule"] or [o.value for o in plain]
    assert (judgement.value if judgement else None) == (said[-1] if said else None)


def test_a_rule_and_a_model_that_agree_are_surer() -> None:
    """A rule and a model that agree give a higher probability than the rule alone."""
    rule, model = Judgement("heads", "rule"), Judgement("heads", "model", {"heads": 0.8, "tails": 0.2})
    alone, both = pooled([rule], COIN), pooled([rule, model], COIN)
    assert alone["heads"] == pytest.approx(1 / (1 + 2.718281828**-1.5))
    assert both["heads"] == pytest.approx(1 / (1 + 2.718281828**-1.5 / 4))


def test_a_sure_model_overrules_a_rule() -> None:
    """The surer one of two opinions that contradict each other wins."""
    rule = Judgement("heads", "rule")
    for share, value in ((0.3, "heads"), (0.01, "tails")):
        shares = pooled([rule, Judgement("tails", "model", {"heads": share, "tails": 1 - share})], COIN)
        assert max(shares, key=lambda one: shares[one]) == value


def test_an_unknown_value() -> None:
    """A plug-in's opinion with an unknown value does not break the label; the habits are then not used."""
    judgement = join([Judgement("shrug", "rule"), Judgement("affirm", "lexicon")], HABITS["stance"])
    assert judgement is not None
    assert (judgement.value, judgement.probabilities) == ("shrug", {})


def test_the_table_knows_our_labels() -> None:
    """Each value of each judged label has habits; the quotation type is exact and needs none."""
    assert HABITS.keys() == LABELS.keys()
    for label, known in HABITS.items():
        assert list(known.prior) == LABELS[label]
        assert list(known.bias) == LABELS[label]
        assert known.said.keys() == {(origin, value) for origin in ("rule", "lexicon") for value in LABELS[label]}
        assert known.model > 0


_PLACES = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=8)


@given(rules=_PLACES, model=_PLACES)
def test_a_mark_of_a_model_is_kept_where_no_rule_marks(
    rules: list[tuple[int, int]], model: list[tuple[int, int]]
) -> None:
    """The evidence has each different mark of a rule once, and the model's marks that lie in none of them."""
    known = [Mark(start, start + size, "rule") for start, size in rules]
    attended = [Mark(start, start + size, "model") for start, size in model]
    shares = {value: 0.95 if value == "deny" else 0.01 for value in LABELS["stance"]}
    opinions = [Judgement("deny", "rule", evidence=tuple(known)), Judgement("deny", "model", shares, tuple(attended))]
    judgement = join(opinions, HABITS["stance"])
    assert judgement is not None
    unknown = [one for one in attended if not any(a.start <= one.start and one.end <= a.end for a in known)]
    expected = {(mark.start, mark.end, mark.note) for mark in (*known, *unknown)}
    assert {(mark.start, mark.end, mark.note) for mark in judgement.evidence} == expected
    assert len(judgement.evidence) == len(expected)


def test_each_mark_keeps_its_origin() -> None:
    """Evidence keeps the origin of its opinion; a model's mark on a word that a rule marked is dropped."""
    rule = Judgement("deny", "rule", evidence=(Mark(0, 5, "negation"),))
    shares = {value: 0.95 if value == "deny" else 0.01 for value in LABELS["stance"]}
    model = Judgement("deny", "model", shares, (Mark(8, 12, "most attention"),))
    judgement = join([rule, model], HABITS["stance"])
    assert judgement is not None
    assert [(mark.start, mark.origin or judgement.origin) for mark in judgement.evidence] == [(0, "rule"), (8, "model")]
    again = join([rule, Judgement("deny", "model", shares, (Mark(1, 4, "most attention"),))], HABITS["stance"])
    assert again is not None
    assert [(mark.start, mark.origin or again.origin) for mark in again.evidence] == [(0, "rule")]
