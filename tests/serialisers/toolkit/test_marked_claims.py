"""Claims taken apart and built again: nothing is lost, and what cannot be a claim is left out or refused."""

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
    """Build a claim set from claims that were taken apart, with all that stands beside them."""
    return build_claimset(
        claimset.article,
        claims,
        HERE,
        extractor=claimset.extractor,
        warnings=claimset.warnings,
        usage=claimset.usage.plain(),
    )


@given(claimset=claimsets(), with_default_ids=st.booleans())
def test_what_was_taken_apart_is_built_again(claimset: ClaimSet, *, with_default_ids: bool) -> None:
    """A claim set that is taken apart and built again is the same, with default ids or without."""
    claims = take_apart(claimset, with_default_ids=with_default_ids)
    assert rebuilt(claimset, claims) == claimset


@given(claimsets())
def test_records_of_single_claims(claimset: ClaimSet) -> None:
    """A claim's own record, without texts and empty fields, gives the same claim when it is taken apart."""
    for claim in take_apart(claimset):
        assert MarkedClaim.from_record(claim.to_record("p"), claim.parent) == claim


def test_the_parts_of_a_claim() -> None:
    """Spans, built-in labels and parents stand by themselves; all else is among the details, as in the record."""
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
    """Only an id that is not the digest is kept where default ids are left out."""
    claimset = sample()
    other = claimset.claims[0].model_copy(update={"id": "mine"})
    changed = ClaimSet(article=claimset.article, claims=(other, *claimset.claims[1:]))
    assert [one.id for one in take_apart(changed, with_default_ids=False)] == ["mine", None, None]
    assert [one.id for one in take_apart(changed)] == ["mine", *(claim.id for claim in claimset.claims[1:])]


def test_a_child_has_an_id_by_its_parent() -> None:
    """The digest of a claim is made with its parent's id, wherever in the list the parent stands."""
    found = built(MarkedClaim(content=((0, 5),), parent=1), MarkedClaim(content=((0, 10),), id="outer"))
    assert [claim.parent for claim in found] == ["outer", None]
    assert found[0].id == claim_id("a", None, None, found[0].content, "outer")


def test_fragments_in_any_order() -> None:
    """Fragments may come in any order, overlap or be empty; the claim has them sorted and apart."""
    [claim] = built(MarkedClaim(content=((6, 11), (0, 3), (2, 5), (12, 12))))
    assert [(span.start, span.end) for span in claim.content.spans] == [(0, 5), (6, 11)]


@given(FRAGMENTS)
def test_merged_fragments_cover_the_same(fragments: list[tuple[int, int]]) -> None:
    """Merged fragments cover the offsets of the fragments, are sorted and apart, and stay as they are."""
    merged = merge_fragments(fragments)
    assert {at for start, end in merged for at in range(start, end)} == {
        at for start, end in fragments for at in range(start, end)
    }
    assert all(start < end for start, end in merged)
    assert all(one[1] <= other[0] for one, other in pairwise(merged))
    assert merge_fragments(merged) == merged


def test_claims_without_content_are_left_out() -> None:
    """A claim without a content is left out with a warning; its children stay, without a parent."""
    empty = MarkedClaim(source=((0, 5),))
    found = built(empty, MarkedClaim(content=((0, 5),), parent=0), warnings=["mind this."])
    assert [claim.parent for claim in found] == [None]
    assert found.warnings == ("mind this.", "left out, because they have no content: 1.")


def test_what_nobody_gave_stays_none() -> None:
    """A label or a detail of None counts as not given, and a label of a passage that is not there is dropped."""
    one = MarkedClaim(content=((0, 5),), labels={"stance": None, "cue_force": "neutral"}, details={"score": None})
    [claim] = built(one)
    assert (claim.stance, claim.cue, claim.score) == (None, None, None)
    assert one.details == {}


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (MarkedClaim(content=((0, 999),)), r"it marks 0\.\.999, and the text goes from 0 to \d+"),
        (MarkedClaim(content=((-1, 3),)), r"it marks -1\.\.3"),
        (MarkedClaim(content=((0, 3),), cue=((5, 998), (997, 999))), r"it marks 5\.\.999"),
        (MarkedClaim(content=((0, 3),), parent=1), r"a parent that is not there \(1\)"),
        (MarkedClaim(content=((0, 3),), parent=-1), r"a parent that is not there \(-1\)"),
        (MarkedClaim(content=((0, 3),), parent=0), "in a circle"),
        (MarkedClaim(content=((0, 3),), labels={"topic": "money"}), "a claim cannot have 'topic'"),
        (MarkedClaim(content=((0, 3),), labels={"stance": "maybe"}), "stance"),
        (MarkedClaim(content=((0, 3),), details={"scare": 1, "care": 2}), "a claim cannot have 'care', 'scare'"),
        (MarkedClaim(content=((0, 3),), details={"score": 2}), "score"),
        (MarkedClaim(content=((0, 3),), details={"labels": {"stance": {"value": "x"}}}), "cannot be a label"),
    ],
)
def test_faults(claim: MarkedClaim, reason: str) -> None:
    """What a claim cannot have is an error of the format that names file and line."""
    with pytest.raises(FormatError, match=f"^file, line 7: not valid test: .*{reason}"):
        built(claim)


@given(st.sampled_from(sorted(LABELS)), st.data())
def test_labels_in_any_capitals(label: str, data: st.DataObject) -> None:
    """A value of a label may be written in capitals."""
    value = data.draw(st.sampled_from(sorted(LABELS[label].values)))
    assert check_label(label, value.upper(), HERE) == value


def test_a_value_that_a_label_does_not_have() -> None:
    """The error lists the values that there are."""
    with pytest.raises(FormatError, match=r"line 7: .*'maybe' is not a value of stance; the values are affirm, deny"):
        check_label("stance", "maybe", HERE)
    assert check_label("stance", "deny", HERE) == Stance.DENY


@given(FRAGMENTS)
def test_fragments_from_json(fragments: list[tuple[int, int]]) -> None:
    """Pairs of whole numbers are fragments; a field that need not be there has none."""
    data = {"cue": [list(pair) for pair in fragments], "content": None}
    assert get_fragments(data, "cue", HERE) == tuple(fragments)
    assert get_fragments(data, "source", HERE) == get_fragments(data, "content", HERE) == ()


@pytest.mark.parametrize("value", [[[1, 2, 3]], [[1]], [1], [[1, "2"]], [[True, 2]], [[1.0, 2.0]], [{"start": 1}]])
def test_fragments_that_are_not_pairs(value: object) -> None:
    """Anything else than pairs of whole numbers is refused."""
    with pytest.raises(FormatError, match="'cue' must be a list of pairs of a start and an end"):
        get_fragments({"cue": value}, "cue", HERE)


def test_fragments_that_must_be_there() -> None:
    """A required field that is missing or null is an error."""
    for data in ({}, {"content": None}):
        with pytest.raises(FormatError, match="'content'"):
            get_fragments(data, "content", HERE, required=True)
