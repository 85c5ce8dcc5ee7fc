"""Claims split into parts and rebuilt: nothing is lost, and invalid parts are left out or refused."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.samples import TEXT, sample
from serialisers.strategies import claimsets

from newsclaims._model import LABELS, Article, ClaimSet, Stance, claim_id
from newsclaims.errors import FormatError
from newsclaims.serialisers.toolkit import (
    FileLocation,
    MarkedClaim,
    build_claimset,
    check_label,
    get_fragments,
    merge_fragments,
    take_apart,
)

HERE = FileLocation("test", "file", 7)
ARTICLE = Article(text=TEXT, id="a")
FRAGMENTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6)


def built(*claims: MarkedClaim, **known: Any) -> ClaimSet:
    """Build claims of the article."""
    return build_claimset(ARTICLE, claims, HERE, **known)


def rebuilt(claimset: ClaimSet, claims: list[MarkedClaim]) -> ClaimSet:
    """Rebuild a claim set from split claims and its other fields."""
    return build_claimset(
        claimset.article,
        claims,
        HERE,
        extractor=claimset.extractor,
        warnings=claimset.warnings,
        usage=claimset.usage.plain(),
    )


@given(claimset=claimsets(), with_default_ids=st.booleans())
def test_split_claims_are_rebuilt(claimset: ClaimSet, *, with_default_ids: bool) -> None:
    """A claim set that is split and rebuilt is the same, with or without default ids."""
    claims = take_apart(claimset, with_default_ids=with_default_ids)
    assert rebuilt(claimset, claims) == claimset


@given(claimsets())
def test_records_of_single_claims(claimset: ClaimSet) -> None:
    """A claim's record, without texts and empty fields, splits into the same parts."""
    for claim in take_apart(claimset):
        assert MarkedClaim.from_record(claim.to_record("p"), claim.parent) == claim


def test_the_parts_of_a_claim() -> None:
    """Spans, built-in labels and parents are separate parts; everything else is in the details."""
    first, second, third = take_apart(sample())
    assert [TEXT[start:end] for start, end in first.source] == ["harbour master Ines Prado"]
    assert first.labels == {
        "stance": "affirm",
        "confidence": "certain",
        "cue_force": "neutral",
        "source_type": "named_person",
        "quotation": "direct",
    }
    assert first.details["score"] == sample()[0].score
    assert first.details["labels"]["topic"]["value"] == "ferries"
    assert (first.details["name"], second.details.get("name"), third.details["name"]) == ("Ines Prado", None, "Critics")
    assert [one.parent for one in (first, second, third)] == [None, None, 1]
    assert list(third.passages()) == ["source", "cue", "content"]


def test_ids_that_a_claim_has_by_default() -> None:
    """Without default ids, an id is kept only if it is not the digest."""
    claimset = sample()
    other = claimset.claims[0].model_copy(update={"id": "mine"})
    changed = ClaimSet(article=claimset.article, claims=(other, *claimset.claims[1:]))
    assert [one.id for one in take_apart(changed, with_default_ids=False)] == ["mine", None, None]
    assert [one.id for one in take_apart(changed)] == ["mine", *(claim.id for claim in claimset.claims[1:])]


def test_the_id_of_a_child_depends_on_its_parent() -> None:
    """The digest of a claim includes its parent's id, wherever the parent is in the list."""
    found = built(MarkedClaim(content=((0, 5),), parent=1), MarkedClaim(content=((0, 10),), id="outer"))
    assert [claim.parent for claim in found] == ["outer", None]
    assert found[0].id == claim_id("a", None, None, found[0].content, "outer")


def test_fragments_in_any_order() -> None:
    """Fragments may be unsorted, overlapping or empty; the claim has them sorted and disjoint."""
    [claim] = built(MarkedClaim(content=((6, 11), (0, 3), (2, 5), (12, 12))))
    assert [(span.start, span.end) for span in claim.content.spans] == [(0, 5), (6, 11)]


@given(FRAGMENTS)
def test_merged_fragments_cover_the_same(fragments: list[tuple[int, int]]) -> None:
    """Merged fragments cover the same offsets, are sorted and disjoint, and merging again changes nothing."""
    merged = merge_fragments(fragments)
    assert {at for start, end in merged for at in range(start, end)} == {
        at for start, end in fragments for at in range(start, end)
    }
    assert all(start < end for start, end in merged)
    assert all(one[1] <= other[0] for one, other in pairwise(merged))
    assert merge_fragments(merged) == merged


def test_claims_without_content_are_left_out() -> None:
    """A claim without a content is left out with a warning; its children stay without a parent."""
    empty = MarkedClaim(source=((0, 5),))
    found = built(empty, MarkedClaim(content=((0, 5),), parent=0), warnings=["mind this."])
    assert [claim.parent for claim in found] == [None]
    assert found.warnings == ("mind this.", "left out, because they have no content: 1.")


def test_missing_values_stay_none() -> None:
    """A label or a detail of None counts as missing, and a label of a missing passage is dropped."""
    one = MarkedClaim(content=((0, 5),), labels={"stance": None, "cue_force": "neutral"}, details={"score": None})
    [claim] = built(one)
    assert (claim.stance, claim.cue, claim.score) == (None, None, None)
    assert one.details == {}


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (MarkedClaim(content=((0, 999),)), r"it marks 0\.\.999, which is not a span of the text \(0 to \d+\)"),
        (MarkedClaim(content=((-1, 3),)), r"it marks -1\.\.3"),
        (MarkedClaim(content=((0, 3),), cue=((5, 998), (997, 999))), r"it marks 5\.\.999"),
        (MarkedClaim(content=((0, 3),), parent=1), r"a parent that is missing \(1\)"),
        (MarkedClaim(content=((0, 3),), parent=-1), r"a parent that is missing \(-1\)"),
        (MarkedClaim(content=((0, 3),), parent=0), "the parents of some claims lead back"),
        (MarkedClaim(content=((0, 3),), labels={"topic": "money"}), "a claim has unknown fields: 'topic'"),
        (MarkedClaim(content=((0, 3),), labels={"stance": "maybe"}), "stance"),
        (
            MarkedClaim(content=((0, 3),), details={"scare": 1, "care": 2}),
            "a claim has unknown fields: 'care', 'scare'",
        ),
        (MarkedClaim(content=((0, 3),), details={"score": 2}), "score"),
        (MarkedClaim(content=((0, 3),), details={"labels": {"stance": {"value": "x"}}}), "cannot be a label"),
    ],
)
def test_faults(claim: MarkedClaim, reason: str) -> None:
    """A value that a claim cannot have is an error with file and line."""
    with pytest.raises(FormatError, match=f"^file, line 7: not valid test: .*{reason}"):
        built(claim)


@given(st.sampled_from(sorted(LABELS)), st.data())
def test_labels_in_any_capitals(label: str, data: st.DataObject) -> None:
    """The values of labels may be written in capitals."""
    value = data.draw(st.sampled_from(sorted(LABELS[label].values)))
    assert check_label(label, value.upper(), HERE) == value


def test_a_value_that_a_label_does_not_have() -> None:
    """The error lists the label's values."""
    with pytest.raises(FormatError, match=r"line 7: .*'maybe' is not a value of stance; the values are affirm, deny"):
        check_label("stance", "maybe", HERE)
    assert check_label("stance", "deny", HERE) == Stance.DENY


@given(FRAGMENTS)
def test_fragments_from_json(fragments: list[tuple[int, int]]) -> None:
    """Pairs of whole numbers are fragments; an optional field gives none."""
    data = {"cue": [list(pair) for pair in fragments], "content": None}
    assert get_fragments(data, "cue", HERE) == tuple(fragments)
    assert get_fragments(data, "source", HERE) == get_fragments(data, "content", HERE) == ()


@pytest.mark.parametrize("value", [[[1, 2, 3]], [[1]], [1], [[1, "2"]], [[True, 2]], [[1.0, 2.0]], [{"start": 1}]])
def test_fragments_that_are_not_pairs(value: object) -> None:
    """Other values than pairs of whole numbers are refused."""
    with pytest.raises(FormatError, match="'cue' must be a list of pairs of a start and an end"):
        get_fragments({"cue": value}, "cue", HERE)


def test_required_fragments() -> None:
    """A required field that is missing or null is an error."""
    for data in ({}, {"content": None}):
        with pytest.raises(FormatError, match="'content'"):
            get_fragments(data, "content", HERE, required=True)
