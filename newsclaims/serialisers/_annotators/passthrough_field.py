"""Writes and reads the field in which annotation tools pass on, unread, the details that they cannot show.

The field's details of a claim count only if the claim's spans are unchanged: changes that a person made in the tool
come first.
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
    trim_claims,
)
from .entity_graph import EntityGraph, claims_in, graph_of

__all__ = ["KEY", "PassedOn", "build_from_graph", "pack", "unpack"]

KEY: Final = "newsclaims"
"""The name of the field."""

_STALE = "the text was changed after newsclaims wrote it; the stored details of its claims and blocks are left out."


@frozen(slots=True)
class PassedOn:
    """The details that came back in the field.

    Args:
        article: The article, with the text that the tool has now.
        claims: The claims as they were written; none if the text has changed.
        extractor: The extractor that found them.
        warnings: What a reader of the set should know.
        usage: What the extractor used.
        is_stale: Whether the text has changed.
    """

    article: Article
    claims: list[MarkedClaim]
    extractor: ExtractorInfo | None
    warnings: list[str]
    usage: Mapping[str, Any] = field(factory=dict)
    is_stale: bool = False


def pack(claimset: ClaimSet, claims: Sequence[MarkedClaim]) -> dict[str, Any]:
    """Return the field's value: all details of a claim set, without texts and empty fields.

    Args:
        claimset: The claim set.
        claims: Its claims, taken apart.
    """
    record = claimset_to_record(claimset)
    text = record["article"].pop("text")
    return {
        "schema_version": record["schema_version"],
        # The digest of the text that the spans point into, because a tool can change the text.
        "digest": digest(text),
        "article": _given(record["article"]),
        "claims": [one.to_record(None if one.parent is None else claims[one.parent].id) for one in claims],
        **_given({name: record[name] for name in ("extractor", "warnings", "usage")}),
    }


def unpack(value: object, text: str, location: FileLocation) -> PassedOn | None:
    """Return what the field holds; None if it is missing.

    Args:
        value: The field's value.
        text: The article's text.
        location: Its place in the file, for error messages.

    Raises:
        SchemaVersionError: If it has a version of the schema that cannot be read.
        FormatError: If it does not have the form that `pack` writes.
    """
    if value is None:
        return None
    record = check_type(value, repr(KEY), dict, location)
    check_schema_version(record, location)
    about = get_field(record, "article", dict, location)
    is_stale = record.get("digest") != digest(text)
    if is_stale:
        about = {**about, "blocks": ()}
    claims = [check_type(claim, "a claim", dict, location) for claim in get_field(record, "claims", list, location)]
    made_by = get_field(record, "extractor", dict, location, {})
    with location.model_errors(repr(KEY)):
        article = Article(**{**about, "text": text})
        extractor = ExtractorInfo(**made_by) if made_by else None
    noted = get_field(record, "warnings", list, location, [])
    warnings = [check_type(warning, "a warning", str, location) for warning in noted]
    usage = get_field(record, "usage", dict, location, {})
    if is_stale:
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
    """Build a claim set from the tool's entities and relations, and the passed-on details of unchanged claims.

    Args:
        article: The article.
        graph: The entities and relations of the tool.
        known: The details that were passed on.
        location: Its place in the file, for error messages.
        maker: The extractor of the claims, if some have changed.
        by_hand: Whether a person has checked the claims, so that `maker` applies even if none has changed.
        labelled: Whether the tool has labels too, which then count more than those passed on.
        view: Returns what the tool keeps of a graph, for a tool that does not keep all claims distinct.
        warnings: Warnings about what was left out of the graph.

    Raises:
        FormatError: If a span lies outside the text, or the model refuses something else.
    """
    before = [] if known is None else known.claims
    usage: Mapping[str, Any] = {}
    if view is not None and known is not None and view(graph_of(before)) == view(graph):
        claims, notes = before, [*warnings]
    else:
        found, left_out = claims_in(graph)
        claims, trimmed = _completed(article.text, found, before, labelled=labelled)
        notes = [*warnings, *left_out, *trimmed]
    if known is not None and known.is_stale:
        notes = [*known.warnings, *notes]
    elif known is not None and not by_hand and not notes and _by_id(claims) == _by_id(before):
        maker, notes, usage = known.extractor, known.warnings, known.usage
    return build_claimset(article, claims, location, extractor=maker, warnings=notes, usage=usage)


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None and value not in ([], {})}


def _claims(records: Sequence[Mapping[str, Any]], location: FileLocation) -> list[MarkedClaim]:
    """Check the claims of the field and take them apart."""
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
        spans = get_field(passage, "spans", list, location)
        if not spans:
            raise location.error(f"{KEY!r}: the {role} of claim {record['id']!r:.40} has no span.")
        for span in spans:
            pair = check_type(span, "a span", dict, location)
            get_field(pair, "start", int, location)
            get_field(pair, "end", int, location)


def _spans(claim: MarkedClaim) -> tuple[Fragments, ...]:
    return tuple(merge_fragments(getattr(claim, role)) for role in ROLES)


def _completed(
    text: str, claims: Sequence[MarkedClaim], known: Sequence[MarkedClaim], *, labelled: bool
) -> tuple[list[MarkedClaim], list[str]]:
    """Return the claims with their stored details, the others with trimmed spans, and warnings about the latter."""
    by_spans = {_spans(claim): claim for claim in known}
    trimmed, warnings = trim_claims(text, claims, drawn=[_spans(claim) not in by_spans for claim in claims])
    return [_with_known(claim, by_spans.get(_spans(claim)), labelled=labelled) for claim in trimmed], warnings


def _with_known(claim: MarkedClaim, known: MarkedClaim | None, *, labelled: bool) -> MarkedClaim:
    """Return the stored claim, with the tool's labels if the tool has labels."""
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
    """Return the details without those that justify labels which were changed."""
    left = dict(details)
    if isinstance(chances := left.get("probabilities"), dict):
        left["probabilities"] = {name: values for name, values in chances.items() if name not in changed}
    if isinstance(evidence := left.get("evidence"), list):
        left["evidence"] = [e for e in evidence if not (isinstance(e, dict) and e.get("label") in changed)]
    return left


def _by_id(claims: Sequence[MarkedClaim]) -> dict[str | None, tuple[MarkedClaim, str | None]]:
    parents = (None if claim.parent is None else claims[claim.parent].id for claim in claims)
    return {claim.id: (evolve(claim, parent=None), parent) for claim, parent in zip(claims, parents, strict=True)}
