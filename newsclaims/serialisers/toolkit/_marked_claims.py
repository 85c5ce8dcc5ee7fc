"""Takes claims apart into marked spans, labels and details, and builds claims from such parts again.

Labels that were not judged are None. Marks that cannot be a claim are left out, and a warning gives their number.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, get_args

from attrs import evolve, field, frozen

from newsclaims._model import (
    FRAGMENT_GLUE,
    LABELS,
    Article,
    Claim,
    ClaimSet,
    ExtractorInfo,
    Passage,
    PassageName,
    Source,
    Span,
    claim_id,
)
from newsclaims.errors import ParentError

from ..._files.json_values import get_field
from ..._files.locations import FileLocation
from ._records import claimset_from_record, claimset_to_record

__all__ = [
    "DETAILS",
    "ROLES",
    "Fragments",
    "MarkedClaim",
    "Role",
    "build_claimset",
    "check_label",
    "get_fragments",
    "merge_fragments",
    "take_apart",
]

Fragments = tuple[tuple[int, int], ...]
"""The fragments of a passage: start and end of each, in code points, end exclusive."""

Role = Literal["source", "cue", "content"]
"""The name of one of a claim's passages."""

ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""The names of a claim's passages, in the order of its fields."""

_SHAPE = frozenset({"id", "parent", *ROLES, *Passage.model_fields})
_LABEL_FIELDS = frozenset((label.passage, label.field) for label in LABELS.values())
_CLAIM_DETAILS = tuple(n for n in Claim.model_fields if n not in _SHAPE and ("claim", n) not in _LABEL_FIELDS)
_SOURCE_DETAILS = tuple(n for n in Source.model_fields if n not in _SHAPE and ("source", n) not in _LABEL_FIELDS)

DETAILS = frozenset((*_SOURCE_DETAILS, *_CLAIM_DETAILS))
"""The fields that a claim can have besides its id, its parent, its spans and its built-in labels."""


def _given_labels(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}


def _given_details(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


@frozen(slots=True)
class MarkedClaim:
    """A claim as marked in a text: its spans, its labels and its details.

    Args:
        content: Fragments of the content, in any order; without them it is not a claim.
        source: Fragments of the source.
        cue: Fragments of the cue.
        parent: The index, in the list of all claims, of the claim whose content holds this one.
        id: The claim's id; None for the digest that a claim has by default.
        labels: Names of built-in labels to values, such as `{"stance": "deny"}`; `LABELS` lists them.
            A value of None counts as not given.
        details: Other fields as JSON values: `probabilities`, `labels` (those that are not built in), `times`, `score`,
            `evidence` and `extractors` of the claim, `name` and `mention_of` of the source. A value of None counts as
            not given.
    """

    content: Fragments = ()
    source: Fragments = ()
    cue: Fragments = ()
    parent: int | None = None
    id: str | None = None
    labels: Mapping[str, str] = field(factory=dict, converter=_given_labels)
    details: Mapping[str, Any] = field(factory=dict, converter=_given_details)

    def passages(self) -> dict[Role, Fragments]:
        """Return the fragments of each role that has any, in the order of `ROLES`."""
        return {role: fragments for role in ROLES if (fragments := getattr(self, role))}

    def reshaped(self, reshape: Callable[[Fragments], Fragments]) -> "MarkedClaim":
        """Return the claim with other fragments.

        Args:
            reshape: Returns the new fragments of a passage.
        """
        return evolve(self, source=reshape(self.source), cue=reshape(self.cue), content=reshape(self.content))

    @classmethod
    def from_record(cls, record: Mapping[str, Any], parent: int | None = None) -> "MarkedClaim":
        """Return a claim of a claim set's record, taken apart.

        Args:
            record: The claim's record: an item of `claims`.
            parent: The index of its parent in the list of all claims.
        """
        parts: dict[PassageName, Mapping[str, Any]] = {
            "claim": record,
            **{role: record.get(role) or {} for role in ROLES},
        }
        details = {
            name: value
            for passage, part in parts.items()
            for name, value in part.items()
            if value not in ([], {}) and name not in _SHAPE and (passage, name) not in _LABEL_FIELDS
        }
        if details.get("name") == parts["source"].get("text"):
            details.pop("name", None)
        return cls(
            **{role: _fragments(parts[role]) for role in ROLES},
            parent=parent,
            id=record["id"],
            labels={name: parts[label.passage].get(label.field) for name, label in LABELS.items()},
            details=details,
        )

    def to_record(self, parent_id: str | None = None) -> dict[str, Any]:
        """Return the claim's record, without the passages' texts and empty fields, which it does not need.

        Args:
            parent_id: The id of its parent.
        """
        parts: dict[PassageName, dict[str, Any]] = {"claim": {} if parent_id is None else {"parent": parent_id}}
        for role in ROLES:
            parts[role] = {"spans": [{"start": start, "end": end} for start, end in getattr(self, role)]}
        for name, label in LABELS.items():
            if name in self.labels:
                parts[label.passage][label.field] = self.labels[name]
        for name in (*_SOURCE_DETAILS, *_CLAIM_DETAILS):
            if name in self.details:
                parts["source" if name in _SOURCE_DETAILS else "claim"][name] = self.details[name]
        claim = parts.pop("claim")
        return {"id": self.id, **{role: passage for role, passage in parts.items() if passage["spans"]}, **claim}


def get_fragments(data: Mapping[str, Any], name: str, location: FileLocation, *, required: bool = False) -> Fragments:
    """Return the fragments in a field of a JSON object: a list of pairs of a start and an end.

    Args:
        data: The object.
        name: The field.
        location: The place of the object, for error messages.
        required: Whether the field must be there; otherwise a field that is missing or null counts as empty.

    Raises:
        FormatError: If the field is not a list of pairs of whole numbers.
    """
    found = get_field(data, name, list, location) if required else get_field(data, name, list, location, [])
    # A bool is an int in Python, but not an offset.
    if not all(isinstance(pair, list) and list(map(type, pair)) == [int, int] for pair in found):
        raise location.error(f"{name!r} must be a list of pairs of a start and an end.")
    return tuple((start, end) for start, end in found)


def merge_fragments(fragments: Iterable[tuple[int, int]]) -> Fragments:
    """Sort fragments, join those that overlap, and drop empty ones.

    Args:
        fragments: The fragments.
    """
    done: list[tuple[int, int]] = []
    for start, end in sorted(fragments):
        if start >= end:
            continue
        if done and start < done[-1][1]:
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((start, end))
    return tuple(done)


def check_label(label: str, value: str, location: FileLocation) -> str:
    """Return the value of a label in lower case, after checking that the label has such a value.

    Args:
        label: The name of a built-in label.
        value: The value as written.
        location: Its place in the file, for error messages.

    Raises:
        FormatError: If the label has no such value; the message says which values it has.
    """
    try:
        return LABELS[label].values(value.lower()).value
    except ValueError:
        known = ", ".join(LABELS[label].values)
        reason = f"{value[:40]!r} is not a value of {label}; the values are {known}."
        raise location.error(reason) from None


def take_apart(claimset: ClaimSet, *, with_default_ids: bool = True) -> list[MarkedClaim]:
    """Return the claims of a set, taken apart; `build_claimset` makes the same claims of them.

    Args:
        claimset: The claim set.
        with_default_ids: Whether claims keep the ids that `build_claimset` would give them anyway.
    """
    records = claimset_to_record(claimset)["claims"]
    indices = {record["id"]: index for index, record in enumerate(records)}
    marked = [MarkedClaim.from_record(record, indices.get(record["parent"])) for record in records]
    if with_default_ids:
        return marked
    defaults = (claim_id(claimset.article.id, c.source, c.cue, c.content, c.parent) for c in claimset.claims)
    return [evolve(one, id=None) if one.id == own else one for one, own in zip(marked, defaults, strict=True)]


def build_claimset(
    article: Article,
    claims: Sequence[MarkedClaim],
    location: FileLocation,
    *,
    extractor: ExtractorInfo | None = None,
    warnings: Iterable[str] = (),
    usage: Mapping[str, Any] | None = None,
) -> ClaimSet:
    """Build a claim set from marked claims.

    Args:
        article: The article.
        claims: The marked claims, in order.
        location: Its place in the file, for error messages.
        extractor: The extractor that made the claims.
        warnings: What a reader of the set should know. If claims are left out because they have no content, a warning
            with their number is added.
        usage: What the extractor used, as JSON values.

    Raises:
        FormatError: If a span is outside the text, a label or detail is not valid, or a claim is its own ancestor.
    """
    kept = [i for i, one in enumerate(claims) if merge_fragments(one.content)]
    ids: dict[int, str] = {}
    for i in kept:
        _find_ids(article, claims, i, ids, location)
    notes = list(warnings)
    if gone := len(claims) - len(kept):
        notes.append(f"left out, because they have no content: {gone}.")
    records = [_record(article.text, claims[i], ids[i], _id_at(ids, claims[i].parent), location) for i in kept]
    return claimset_from_record(
        {"article": article, "claims": records, "extractor": extractor, "warnings": notes, "usage": usage or {}},
        location,
    )


def _fragments(passage: Mapping[str, Any]) -> Fragments:
    return tuple((span["start"], span["end"]) for span in passage.get("spans", ()))


def _record(text: str, one: MarkedClaim, own_id: str, parent_id: str | None, location: FileLocation) -> dict[str, Any]:
    """Return the record of a claim, the passages' texts included."""
    if unknown := [*(one.labels.keys() - LABELS.keys()), *(one.details.keys() - DETAILS)]:
        raise location.error(f"a claim has unknown fields: {', '.join(map(repr, sorted(unknown)))}.")
    merged = evolve(one.reshaped(merge_fragments), id=own_id)
    record = merged.to_record(parent_id)
    for role, fragments in merged.passages().items():
        record[role]["text"] = _words(text, fragments, location)
    return record


def _words(text: str, fragments: Fragments, location: FileLocation) -> str:
    for start, end in fragments:
        if start < 0 or end > len(text):
            raise location.error(f"it marks {start}..{end}, which is not a span of the text (0 to {len(text)}).")
    return FRAGMENT_GLUE.join(text[start:end] for start, end in fragments)


def _find_ids(
    article: Article, claims: Sequence[MarkedClaim], i: int, ids: dict[int, str], location: FileLocation
) -> None:
    """Find the ids of a claim and of its ancestors, outermost first, because an id depends on the parent's."""
    path = [i]
    while (parent := claims[path[-1]].parent) is not None and parent not in ids:
        if not 0 <= parent < len(claims):
            raise location.error(f"a claim names a parent that is missing ({parent}).")
        if parent in path:
            raise location.error(str(ParentError("the parents of some claims lead back to those claims.")))
        if not merge_fragments(claims[parent].content):
            break
        path.append(parent)
    for at in reversed(path):
        one = claims[at]
        ids[at] = one.id or _default_id(article, one, _id_at(ids, one.parent), location)


def _id_at(ids: Mapping[int, str], index: int | None) -> str | None:
    """Return the id of a claim by its index; None for one that was left out."""
    return None if index is None else ids.get(index)


def _default_id(article: Article, one: MarkedClaim, parent_id: str | None, location: FileLocation) -> str:
    found = {}
    for role, fragments in one.reshaped(merge_fragments).passages().items():
        words = _words(article.text, fragments, location)
        found[role] = Passage(spans=tuple(Span(start=start, end=end) for start, end in fragments), text=words)
    return claim_id(article.id, found.get("source"), found.get("cue"), found["content"], parent_id)
