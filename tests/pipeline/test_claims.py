"""`claims_from` builds claims without checking them again: they are what checked claims would be."""

import copy
import pickle
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from strategies import any_text, examples

from newsclaims import Article, Attribution, ClaimSet, Finds, Judgement, Mark, Pipeline, Time
from newsclaims._attribution import Offsets, Origin
from newsclaims._model import LABELS


class Topic(StrEnum):
    """Values of a plug-in's own label, as members of an enumeration."""

    RAIN = "rain"
    SNOW = "snow"


class Word(str):
    """A string of a class of a plug-in's own."""

    __slots__ = ()


class Share(float):
    """A number of a class of a plug-in's own."""

    __slots__ = ()


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
NAMES = WORDS.filter(bool) | WORDS.filter(bool).map(Word) | st.sampled_from(Topic)
NUMBERS = st.floats(0, 1) | st.sampled_from([0, 1]) | st.floats(0, 1).map(Share)
ORIGINS = st.sampled_from([*get_args(Origin), Word("rule")])
DAYS = st.none() | st.sampled_from([date(2020, 2, 29), datetime(2020, 2, 29, 12, tzinfo=UTC)])


@st.composite
def offsets(draw: st.DrawFn, length: int, least: int, most: int) -> Offsets:
    """Return a strategy for sorted and disjoint spans of a text."""
    cuts = draw(st.lists(st.integers(0, length), min_size=2 * least, max_size=2 * most, unique=True).map(sorted))
    return tuple(zip(cuts[::2], cuts[1::2], strict=False))


def _mark(place: Offsets, note: str, origin: Origin | None) -> Mark:
    return Mark(place[0][0], place[0][1], note, origin)


def _time(place: Offsets, kind: str, grain: str | None, first: date | None, last: date | None) -> Time:
    return Time(place[0][0], place[0][1], kind, grain, first, last)


@st.composite
def judgements(draw: st.DrawFn, length: int) -> dict[str, tuple[Judgement, ...]]:
    """Return a strategy for opinions about built-in labels and a label of a plug-in."""
    found: dict[str, tuple[Judgement, ...]] = {}
    for name in draw(st.lists(st.sampled_from([*LABELS, "topic", Word("mood")]), unique=True, max_size=4)):
        values = st.sampled_from([*LABELS[name].values]) if name in LABELS else NAMES
        notes = WORDS | WORDS.map(Word)
        marks = st.builds(_mark, offsets(length, 1, 1), notes, st.none() | ORIGINS)
        opinion = st.builds(
            Judgement,
            value=values,
            origin=ORIGINS,
            probabilities=st.dictionaries(values, NUMBERS, max_size=3),
            evidence=st.lists(marks, max_size=2).map(tuple),
        )
        found[name] = tuple(draw(st.lists(opinion, max_size=2)))
    return found


@st.composite
def judged(draw: st.DrawFn) -> ClaimSet:
    """Return a strategy for claim sets from any attributions that are allowed."""
    text = draw(any_text().filter(lambda text: len(text) > 1))
    length = len(text)
    times = st.builds(_time, offsets(length, 1, 1), NAMES, st.none() | NAMES, DAYS, DAYS)
    one = st.builds(
        Attribution,
        source=offsets(length, 0, 2),
        cue=offsets(length, 0, 2),
        content=offsets(length, 1, 2),
        score=st.none() | NUMBERS,
        judgements=judgements(length),
        holder=st.none() | offsets(length, 1, 1).map(lambda spans: spans[0]),
        times=st.lists(times, max_size=1).map(tuple),
        note=WORDS | WORDS.map(Word),
        extractors=st.lists(NAMES, max_size=2).map(tuple),
    )
    found = draw(st.lists(one, max_size=3))
    return Pipeline("rules", taggers=[]).judge(Article(text=text, id="a"), Finds(found))


def checked(value: Any) -> Any:
    """Return a copy in which every model was built from its own fields by a call of its class, with all checks."""
    if isinstance(value, BaseModel):
        return type(value)(**{name: checked(getattr(value, name)) for name in value.model_fields_set})
    if isinstance(value, Mapping):
        return {key: checked(one) for key, one in value.items()}
    return tuple(map(checked, value)) if isinstance(value, tuple) else value


def shape(value: Any) -> object:
    """Return everything that a value consists of, with types and order."""
    if isinstance(value, BaseModel):
        inside: Iterable[object] = [(name, shape(one)) for name, one in value.__dict__.items()]
        return type(value), inside, value.model_fields_set, value.__pydantic_extra__, value.__pydantic_private__
    if isinstance(value, Mapping):
        return type(value), [(type(key), key, shape(one)) for key, one in value.items()]
    return (type(value), [shape(one) for one in value]) if isinstance(value, tuple) else (type(value), value)


@examples(40)
@given(judged())
def test_a_claim_is_what_a_checked_one_would_be(claims: ClaimSet) -> None:
    """What was allowed as an attribution gives claims that the checks of the models accept, and would not change."""
    assert shape(checked(claims)) == shape(claims)


@examples(40)
@given(judged())
def test_claims_behave_like_checked_ones(claims: ClaimSet) -> None:
    """Claims compare, hash, copy, pickle, dump and read back as checked ones do."""
    twin = checked(claims)
    assert twin == claims
    assert list(map(hash, twin)) == list(map(hash, claims))
    for again in (copy.copy(claims), copy.deepcopy(claims), pickle.loads(pickle.dumps(claims))):
        assert shape(again) == shape(claims)
    assert twin.to("jsonl") == claims.to("jsonl")
    assert twin.model_dump(exclude_unset=True) == claims.model_dump(exclude_unset=True)
    assert ClaimSet.model_validate(claims.model_dump()) == claims


@examples(40)
@given(judged())
def test_a_changed_copy_leaves_the_other_claims_alone(claims: ClaimSet) -> None:
    """A copy with another value names it among the fields that were given; claims that were given alike do not."""
    before = [set(claim.model_fields_set) for claim in claims]
    copies = [claim.model_copy(update={"stance": None}) for claim in claims]
    assert all("stance" in one.model_fields_set for one in copies)
    assert [claim.model_fields_set for claim in claims] == before
