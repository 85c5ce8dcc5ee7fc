"""Keeps the details of a claim that a format of spans and labels cannot show in one JSON object, a note.

Such a format has a place for remarks: a comment, a note, a free column. With the note nothing is lost, and a person who
edits spans or labels in a tool does not have to know about it.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from attrs import evolve

from ..._files.locations import FileLocation
from ._marked_claims import DETAILS, ROLES, Fragments, MarkedClaim, get_fragments

__all__ = ["NOTE_FIELDS", "add_note", "note_of"]

NOTE_FIELDS = DETAILS | {"id", "spans"}
"""The fields that a note can have: an id, details, and spans that the format cannot write exactly."""


def note_of(claim: MarkedClaim, shown: MarkedClaim) -> dict[str, Any]:
    """Return the details of a claim besides its spans, built-in labels and parent; empty if there are none.

    Args:
        claim: The claim. It has an id only if the note should hold it; see `take_apart`.
        shown: The same claim with the fragments that the format writes.
    """
    note: dict[str, Any] = {} if claim.id is None else {"id": claim.id}
    note |= claim.details
    moved = {role: fragments for role, fragments in claim.passages().items() if fragments != getattr(shown, role)}
    return note | ({"spans": moved} if moved else {})


def add_note(
    claim: MarkedClaim, note: object, location: FileLocation, reshape: Callable[[Fragments], Fragments]
) -> MarkedClaim:
    """Return a claim that was read from spans and labels, with the details of its note.

    The spans of the note count, unless the spans in the file were changed after it was written.

    Args:
        claim: The claim, without id and details.
        note: The note.
        location: Its place in the file, for error messages.
        reshape: Returns the fragments that the format writes for given fragments.

    Raises:
        FormatError: If it is not a valid note.
    """
    if not isinstance(note, dict):
        raise location.error("the details of a claim must be a JSON object.")
    if unknown := sorted(set(note) - NOTE_FIELDS):
        raise location.error(f"the details of a claim have unknown fields: {', '.join(map(repr, unknown))}.")
    own_id, spans = note.get("id"), note.get("spans", {})
    if not isinstance(own_id, str | None) or own_id == "":
        raise location.error(f"the id of a claim must be a string that is not empty, not {own_id!r:.40}.")
    if not isinstance(spans, dict) or not set(spans) <= set(ROLES):
        raise location.error("'spans' must be an object with the spans of source, cue or content.")
    meant = {role: get_fragments(spans, role, location) for role in ROLES if role in spans}
    details = {name: value for name, value in note.items() if name in DETAILS}
    source, cue, content = (_restored(getattr(claim, role), meant.get(role), reshape) for role in ROLES)
    return evolve(claim, source=source, cue=cue, content=content, id=own_id, details=details)


def _restored(found: Fragments, meant: Fragments | None, reshape: Callable[[Fragments], Fragments]) -> Fragments:
    """Return the original fragments, if the format still has what it writes for them; or else those found."""
    if meant is None:
        return found
    sound = all(0 <= start < end for start, end in meant) and all(a[1] <= b[0] for a, b in pairwise(meant))
    return meant if sound and reshape(meant) == found else found
