"""Writes and reads the field in which annotation tools pass on, unread, what they have no place for.

What the field says of a claim counts only while the tool still has the claim's spans as they were written: whatever
somebody changed in the tool counts more.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from attrs import evolve, field, frozen

from newsclaims._model import LABELS, Article, ClaimSet, ExtractorInfo
from newsclaims._model.base import digest

from ..toolkit import (
    ROLES,
    FileLocation,
    Fragments,
    MarkedClaim,
    build_claimset,
    check_schema_version,
    check_type,
    claimset_to_record,
    get_field,
    merge_fragments,
)
from .entity_graph import EntityGraph, claims_in, graph_of

__all__ = ["KEY", "PassedOn", "build_from_graph", "pack", "unpack"]

KEY: Final = "newsclaims"
"""The name of the field."""

_STALE = "the text was changed after newsclaims wrote it; what was known of its claims is left out."


@frozen(slots=True)
class PassedOn:
    """What came back in the field.

    Args:
        article: The article, with the text that the tool has now.
        claims: The claims as they were written; none if the text is another one now.
        extractor: What found them.
        warnings: What a reader of the set should know.
        usage: What the extractor used up.
        is_stale: Whether the text is another one now.
    """

    article: Article
    claims: list[MarkedClaim]
    extractor: ExtractorInfo | None
    warnings: list[str]
    usage: Mapping[str, Any] = field(factory=dict)
    is_stale: bool = False


def pack(claimset: ClaimSet, claims: Sequence[MarkedClaim]) -> dict[str, Any]:
    """Return the field's value: all that is known of a claim set, without texts and empty fields.

    Args:
        claimset: The claim set.
        claims: Its claims, taken apart.
    """
    record = claimset_to_record(claimset)
    text = record["article"].pop("text")
    return {
        "schema_version": record["schema_version"],
        # Of the text that the spans point into, which a tool may change.
        "digest": digest(text),
        "article": _given(record["article"]),
        "claims": [one.to_record(None if one.parent is None else claims[one.parent].id) for one in claims],
        **_given({name: record[name] for name in ("extractor", "warnings", "usage")}),
    }


def unpack(value: object, text: str, location: FileLocation) -> PassedOn | None:
    """Return what the field holds; None where it is missing.

    Args:
        value: The field's value.
        text: The article's text.
        location: Where it stands, for error messages.

    Raises:
        SchemaVersionError: If it has a version of the schema that cannot be read.
        FormatError: If it is not what `pack` makes.
    """
    if value is None:
        return None
    record = check_type(value, repr(KEY), dict, location)
    check_schema_version(record, location)
    about = get_field(record, "article", dict, location)
    claims = [check_type(claim, "a claim", dict, location) for claim in get_field(record, "claims", list, location)]
    made_by = get_field(record, "extractor", dict, location, {})
    with location.model_errors(repr(KEY)):
        article = Article(**{**about, "text": text})
        extractor = ExtractorInfo(**made_by) if made_by else None
    noted = get_field(record, "warnings", list, location, [])
    warnings = [check_type(warning, "a warning", str, location) for warning in noted]
    usage = get_field(record, "usage", dict, location, {})
    if record.get("digest") != digest(text):
        return PassedOn(article, [], None, [_STALE], is_stale=True)
    return PassedOn(article, _claims(claims, location), extractor, warnings, usage)


def build_from_graph(
    article: Article,
    graph: EntityGraph,
    known: PassedOn | None,
    location: FileLocation,
    *,
    maker: ExtractorInfo | None,
    by_hand: bool = False,
    labelled: bool = False,
    view: Callable[[EntityGraph], object] | None = None,
    warnings: Sequence[str] = (),
) -> ClaimSet:
    """Build a claim set from what the tool has, and from what was passed on of claims that are still as they were.

    Args:
        article: The article.
        graph: The entities and relations of the tool.
        known: What was passed on.
        location: Where it stands, for error messages.
        maker: What made the claims, if they are not all as they were written.
        by_hand: Whether somebody has gone through them, so that `maker` made them even if all are as they were.
        labelled: Whether the tool has labels too, which count more than those passed on.
        view: Returns what the tool keeps of a graph, for a tool that keeps too little to see all claims.
        warnings: What was left out of the graph already.

    Raises:
        FormatError: If a span lies outside the text, or the model refuses something else.
    """
    before = [] if known is None else known.claims
    usage: Mapping[str, Any] = {}
    if view is not None and known is not None and view(graph_of(before)) == view(graph):
        claims, notes = before, [*warnings]
    else:
        found, left_out = claims_in(graph)
        claims, notes = _completed(found, before, labelled=labelled), [*warnings, *left_out]
    if known is not None and known.is_stale:
        notes = [*known.warnings, *notes]
    elif known is not None and not by_hand and not notes and _by_id(claims) == _by_id(before):
        maker, notes, usage = known.extractor, known.warnings, known.usage
    return build_claimset(article, claims, location, extractor=maker, warnings=notes, usage=usage)


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None and value not in ([], {})}


def _claims(records: Sequence[Mapping[str, Any]], location: FileLocation) -> list[MarkedClaim]:
    """Take the claims of the field apart, once each is checked."""
    for record in records:
        _check(record, location)
    indices: dict[str, int] = {record["id"]: index for index, record in enumerate(records)}
    for record in records:
        if record.get("parent") is not None and record["parent"] not in indices:
            raise location.error(f"{KEY!r}: a claim names the parent {record['parent']!r}, which is missing.")
    return [MarkedClaim.from_record(record, indices.get(record.get("parent") or "")) for record in records]


def _check(record: Mapping[str, Any], location: FileLocation) -> None:
    """Check that a claim can be taken apart; the model checks the rest."""
    get_field(record, "id", str, location)
    get_field(record, "parent", str, location, "-")
    get_field(record, "content", dict, location)
    for role in ROLES:
        if record.get(role) is None:
            continue
        passage = get_field(record, role, dict, location)
        for span in get_field(passage, "spans", list, location):
            pair = check_type(span, "a span", dict, location)
            get_field(pair, "start", int, location)
            get_field(pair, "end", int, location)


def _spans(claim: MarkedClaim) -> tuple[Fragments, ...]:
    return tuple(merge_fragments(getattr(claim, role)) for role in ROLES)


def _completed(claims: Sequence[MarkedClaim], known: Sequence[MarkedClaim], *, labelled: bool) -> list[MarkedClaim]:
    by_spans = {_spans(claim): claim for claim in known}
    return [_with_known(claim, by_spans.get(_spans(claim)), labelled=labelled) for claim in claims]


def _with_known(claim: MarkedClaim, known: MarkedClaim | None, *, labelled: bool) -> MarkedClaim:
    """Return what was known of a claim, with the labels that the tool has, if it has labels."""
    if known is None:
        return claim
    merged = evolve(known, parent=claim.parent)
    changed = [name for name in LABELS if labelled and claim.labels.get(name) != known.labels.get(name)]
    if not changed:
        return merged
    kept = {name: value for name, value in known.labels.items() if name not in changed}
    labels = kept | {name: claim.labels[name] for name in changed if name in claim.labels}
    return evolve(merged, labels=labels, details=_without_reasons(known.details, changed))


def _without_reasons(details: Mapping[str, Any], changed: Sequence[str]) -> dict[str, Any]:
    """Leave out what justified labels that somebody has changed."""
    left = dict(details)
    if isinstance(chances := left.get("probabilities"), dict):
        left["probabilities"] = {name: values for name, values in chances.items() if name not in changed}
    if isinstance(evidence := left.get("evidence"), list):
        left["evidence"] = [e for e in evidence if not (isinstance(e, dict) and e.get("label") in changed)]
    return left


def _by_id(claims: Sequence[MarkedClaim]) -> dict[str | None, tuple[MarkedClaim, str | None]]:
    parents = (None if claim.parent is None else claims[claim.parent].id for claim in claims)
    return {claim.id: (evolve(claim, parent=None), parent) for claim, parent in zip(claims, parents, strict=True)}
