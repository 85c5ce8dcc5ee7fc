"""Takes apart what a claim has besides its spans, for formats that hold spans and little else, and puts it together.

`labels_of` gives the built-in labels, for the places where a tool shows tags; `details_of` gives the rest as JSON
values, labels of somebody's own among it, only what is there and cannot be told from the spans.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from newsclaims.model import LABELS, Claim, PassageName, claim_id, labels_in

from .marked_claims import Marked, Pairs
from .records import FileLocation

__all__ = ["DETAILS", "ROLES", "checked_label", "details_of", "labels_of", "marked_from", "restored"]

ROLES = ("source", "cue", "content")
"""The roles of a claim, in the order of its fields."""

_FIELDS = ("score", "extractors", "probabilities", "labels", "times", "evidence")

DETAILS = frozenset(("id", "name", "mention_of", "spans", *_FIELDS))
"""What `details_of` may hold; `spans` is added by formats that cannot write every span as it is."""


def labels_of(claim: Claim) -> dict[str, str]:
    """Return the built-in labels of a claim that were judged.

    Args:
        claim: The claim.
    """
    found = {name: label.stored(claim) for name, label in LABELS.items()}
    return {name: value.value for name, value in found.items() if value is not None}


def details_of(claim: Claim, plain: Mapping[str, Any], article_id: str) -> dict[str, Any]:
    """Return what a claim has besides spans, built-in labels and parent, as JSON values.

    The id is among it only where it is not the digest that `claim_id` makes, the name only where it is not the mention.

    Args:
        claim: The claim.
        plain: The same as JSON values, from `to_record`.
        article_id: The id of its article.
    """
    details: dict[str, Any] = {}
    if claim.id != claim_id(article_id, claim.source, claim.cue, claim.content, claim.parent):
        details["id"] = claim.id
    if claim.source and claim.source.name != claim.source.text:
        details["name"] = claim.source.name
    if claim.source and claim.source.mention_of:
        details["mention_of"] = plain["source"]["mention_of"]
    return details | {field: plain[field] for field in _FIELDS if plain[field] not in (None, [], {})}


def checked_label(label: str, value: str, place: FileLocation) -> str:
    """Return the value of a label, in small letters, or say which values there are.

    Args:
        label: A built-in label.
        value: What was written.
        place: Where.

    Raises:
        FormatError: If the label has no such value.
    """
    try:
        return LABELS[label].values(value.lower()).value
    except ValueError:
        known = ", ".join(LABELS[label].values)
        raise place.error(f"{value[:40]!r} is no {label.replace('_', ' ')}; the values are {known}.") from None


def restored(found: Pairs, stated: object, reshape: Callable[[Pairs], Pairs], place: FileLocation) -> Pairs:
    """Return the spans that a format could not write as they are, unless somebody has moved them since.

    Args:
        found: What the format's own terms say.
        stated: The spans that were meant, as JSON values.
        reshape: Makes of spans what the format writes for them.
        place: Where they are stated.

    Raises:
        FormatError: If what is stated are no spans.
    """
    if not isinstance(stated, list) or not all(map(_is_pair, stated)):
        raise place.error("'spans' must hold, for each role, a list of pairs of a start and an end.")
    pairs = tuple((start, end) for start, end in stated)
    sound = all(0 <= start < end for start, end in pairs) and all(a[1] <= b[0] for a, b in pairwise(pairs))
    return pairs if sound and reshape(pairs) == found else found


def marked_from(
    spans: Mapping[str, Pairs],
    labels: Mapping[str, str],
    details: Mapping[str, Any],
    parent: int | None,
    place: FileLocation,
) -> Marked:
    """Put a claim together.

    Args:
        spans: Role to fragments.
        labels: Built-in label to value.
        details: What `details_of` gave.
        parent: The place of the parent in the list of all claims.
        place: Where it stands, for error messages.

    Raises:
        FormatError: If the details name what no claim has, or the id is no string.
    """
    if unknown := sorted(set(details) - DETAILS):
        raise place.error(f"the details of a claim have {', '.join(map(repr, unknown))}, which no claim has.")
    if not isinstance(key := details.get("id"), str | None) or key == "":
        raise place.error(f"the id of a claim must be a string that is not empty, not {key!r:.40}.")
    return Marked(
        **spans,
        parent=parent,
        id=key,
        tags=_tags(labels, "claim") | {field: details[field] for field in _FIELDS if field in details},
        source_tags=_tags(labels, "source")
        | {field: details[field] for field in ("name", "mention_of") if field in details},
        cue_tags=_tags(labels, "cue"),
        content_tags=_tags(labels, "content"),
    )


def _tags(labels: Mapping[str, str], passage: PassageName) -> dict[str, Any]:
    return {label.field: labels.get(label.name) for label in labels_in(passage)}


def _is_pair(value: object) -> bool:
    # A bool is an int, and no offset.
    return isinstance(value, list) and list(map(type, value)) == [int, int]
