"""The working record: frozen, and judgements are only added."""

import pickle
from collections.abc import Sequence

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._attribution import Attribution, Finds, Judgement, Mark
from newsclaims._model import LABELS

BARE = Attribution(source=((0, 3),), cue=((4, 8),), content=((9, 20), (25, 30)))


def judgements() -> st.SearchStrategy[Judgement]:
    """Return judgements with any value and origin."""
    marks = st.builds(Mark, st.integers(0, 9), st.integers(10, 19), st.text(max_size=3))
    return st.builds(
        Judgement,
        value=st.sampled_from(["affirm", "deny", "certain"]),
        origin=st.sampled_from(["model", "lexicon", "rule"]),
        probabilities=st.dictionaries(st.sampled_from(["affirm", "deny"]), st.floats(0, 1)),
        evidence=st.lists(marks, max_size=2).map(tuple),
    )


@given(st.lists(st.tuples(st.sampled_from([*LABELS, "topic"]), judgements()), max_size=6))
def test_judging_adds_and_never_removes(opinions: list[tuple[str, Judgement]]) -> None:
    """Each label keeps all its opinions in order, and nothing else changes."""
    attribution = BARE
    for label, judgement in opinions:
        attribution = attribution.judged(label, judgement)
    expected = {label: tuple(j for name, j in opinions if name == label) for label, _ in opinions}
    assert attribution.judgements == expected
    assert list(attribution.roles()) == list(BARE.roles())
    assert BARE.judgements == {}


@given(judgements())
def test_an_attribution_survives_pickling(judgement: Judgement) -> None:
    """An attribution is the same after pickling."""
    attribution = BARE.judged("stance", judgement)
    assert pickle.loads(pickle.dumps(attribution)) == attribution


def test_a_plug_in_may_judge_a_label_of_its_own() -> None:
    """An attribution accepts labels that newsclaims does not know."""
    judged = BARE.judged("mood", Judgement("sour", "rule"))
    assert judged.judgements["mood"] == (Judgement("sour", "rule"),)


@pytest.mark.parametrize(
    ("record", "name"),
    [(Mark(0, 1), "start"), (Judgement("deny", "rule"), "value"), (BARE, "content")],
    ids=["mark", "judgement", "attribution"],
)
def test_a_record_is_frozen_and_takes_no_new_field(record: object, name: str) -> None:
    """No field can be set, whether it exists or not."""
    with pytest.raises(FrozenInstanceError):
        setattr(record, name, 0)
    with pytest.raises((FrozenInstanceError, AttributeError)):
        record.another = 0  # type: ignore[attr-defined]


def test_roles_come_in_order() -> None:
    """The roles are source, cue and content, even empty ones."""
    assert [role for role, _ in BARE.roles()] == ["source", "cue", "content"]
    assert dict(Attribution((), (), ((0, 1),)).roles()) == {"source": (), "cue": (), "content": ((0, 1),)}


def test_finds_are_a_sequence_of_attributions() -> None:
    """Finds can be used like a list of attributions; they are frozen, pickle, and keep their values."""
    finds = Finds([BARE, BARE], warnings=("w",), usage={"tokens": 3})
    assert isinstance(finds, Sequence)
    assert (list(finds), finds[0], finds[1:], len(finds)) == ([BARE, BARE], BARE, (BARE,), 2)
    assert pickle.loads(pickle.dumps(finds)) == finds
    assert Finds.of(finds) is finds
    assert Finds.of([BARE]) == Finds((BARE,))
    assert (Finds().attributions, Finds().warnings, Finds().usage) == ((), (), {})
    with pytest.raises(FrozenInstanceError):
        finds.warnings = ()  # type: ignore[misc]
