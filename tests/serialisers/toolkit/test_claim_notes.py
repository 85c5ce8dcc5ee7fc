"""Notes: with them, a format of spans and labels loses nothing, and later edits win over the notes."""

import json

import pytest
from attrs import evolve
from hypothesis import given
from serialisers.strategies import claimsets

from newsclaims._model import ClaimSet
from newsclaims.errors import FormatError
from newsclaims.serialisers.toolkit import (
    FileLocation,
    Fragments,
    MarkedClaim,
    add_note,
    json_text,
    merge_fragments,
    note_of,
    take_apart,
)

HERE = FileLocation("test", None, 3)
CLAIM = MarkedClaim(content=((4, 9),), source=((0, 3),))


def rounded(fragments: Fragments) -> Fragments:
    """Return the output of a format with even offsets only; a fragment of one character may get lost."""
    return merge_fragments((start - start % 2, end - end % 2) for start, end in fragments)


@given(claimsets())
def test_nothing_is_lost(claimset: ClaimSet) -> None:
    """The format's spans, the labels, the parent and the note restore the claim."""
    for claim in take_apart(claimset, with_default_ids=False):
        shown = claim.reshaped(rounded)
        note = json.loads(json_text(note_of(claim, shown)))
        read = MarkedClaim(shown.content, shown.source, shown.cue, parent=claim.parent, labels=claim.labels)
        assert add_note(read, note, HERE, rounded) == claim


def test_a_claim_that_needs_no_note() -> None:
    """If spans and labels are enough, the note is empty, and an empty note changes nothing."""
    assert note_of(CLAIM, CLAIM) == {}
    assert add_note(CLAIM, {}, HERE, rounded) == CLAIM


def test_the_contents_of_a_note() -> None:
    """A note has the id, the details, and the spans that the format cannot write exactly."""
    claim = evolve(CLAIM, id="x", details={"score": 0.5})
    assert note_of(claim, claim.reshaped(rounded)) == {
        "id": "x",
        "score": 0.5,
        "spans": {"source": ((0, 3),), "content": ((4, 9),)},
    }


def test_moved_spans() -> None:
    """The spans of a note count only while the format's own spans are unchanged."""
    note = {"spans": {"content": [[4, 9]], "source": [[4, 7]]}}
    kept = add_note(MarkedClaim(content=((4, 8),), source=((0, 2),)), note, HERE, rounded)
    assert (kept.content, kept.source) == (((4, 9),), ((0, 2),))


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ([], "the details of a claim must be a JSON object"),
        ({"scare": 1}, "the details of a claim have unknown fields: 'scare'"),
        ({"id": ""}, "the id of a claim must be a string that is not empty, not ''"),
        ({"id": 3}, "the id of a claim must be a string that is not empty, not 3"),
        ({"spans": []}, "'spans' must be an object with the spans of source, cue or content"),
        ({"spans": {"speaker": []}}, "'spans' must be an object with the spans of source, cue or content"),
        ({"spans": {"cue": [[1]]}}, "'cue' must be a list of pairs"),
    ],
)
def test_faults(note: object, reason: str) -> None:
    """A wrong note is an error with its line."""
    with pytest.raises(FormatError, match=f"line 3: not valid test: {reason}"):
        add_note(CLAIM, note, HERE, rounded)
