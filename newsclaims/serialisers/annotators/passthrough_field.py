"""What annotation tools have no place for, carried through them in a field that they keep and do not look into.

It is read back only for claims whose spans the tool still has as they were: what somebody changed in the tool counts,
and nothing that was known of the claim before.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from attrs import evolve, field, frozen

from newsclaims.errors import NewsClaimsError
from newsclaims.model import LABELS, Article, ClaimSet, ExtractorInfo, PassageName
from newsclaims.model.base import digest

from ..toolkit.json_fields import fields, item
from ..toolkit.marked_claims import Marked, Pairs, claimset_from, tidy
from ..toolkit.records import FileLocation, check_version, to_record
from .entity_graph import Graph, claims_in, graph_of

__all__ = ["KEY", "Carried", "carried", "claims_of", "settled", "unpacked"]

KEY: Final = "newsclaims"
"""The name of the field."""

_STALE = "the text was changed after newsclaims wrote it; what was known of its claims is left out."
_PASSAGES: Final[tuple[PassageName, ...]] = ("source", "cue", "content")
_STRUCTURE = frozenset({"id", "parent", *_PASSAGES})
_WORDS = frozenset({"spans", "text"})
_GROUP: Final[Mapping[PassageName, str]] = {
    "claim": "tags",
    "source": "source_tags",
    "cue": "cue_tags",
    "content": "content_tags",
}


@frozen(slots=True)
class Carried:
    """What came back in the field.

    Args:
        article: The article, with the text that the tool has now.
        claims: The claims as they were written; none if the text is another by now.
        extractor: Who found them.
        warnings: What the reader of the set should know.
        usage: What they used up.
        is_stale: Whether the text is another.
    """

    article: Article
    claims: list[Marked]
    extractor: ExtractorInfo | None
    warnings: tuple[str, ...]
    usage: Mapping[str, Any] = field(factory=dict)
    is_stale: bool = False


def claims_of(claimset: ClaimSet) -> list[Marked]:
    """Take a claim set's claims apart.

    Args:
        claimset: The claim set.
    """
    plain = to_record(claimset)["claims"]
    return _marked(plain, {claim["id"]: number for number, claim in enumerate(plain)})


def carried(claimset: ClaimSet, claims: Sequence[Marked]) -> dict[str, Any]:
    """Return the field's value: all that is known, but for texts and empty fields.

    Args:
        claimset: The claim set.
        claims: Its claims, taken apart.
    """
    record = to_record(claimset)
    text = record["article"].pop("text")
    return {
        "schema_version": record["schema_version"],
        # Of the text that the spans point into, which a tool may change.
        "digest": digest(text),
        "article": _filled(record["article"]),
        "claims": [_plain(claim, claims) for claim in claims],
        **_filled({name: record[name] for name in ("extractor", "warnings", "usage")}),
    }


def unpacked(value: object, text: str, place: FileLocation) -> Carried | None:
    """Return what the field holds; None where it is not there.

    Args:
        value: The field's value.
        text: The article's text.
        place: Where it stands.

    Raises:
        SchemaVersionError: If it is of another version of the schema.
        FormatError: If it is not what `carried` makes.
    """
    if value is None:
        return None
    record = item(value, repr(KEY), dict, place)
    check_version(record, place)
    about = fields(record, "article", dict, place)
    claims = [item(claim, "a claim", dict, place) for claim in fields(record, "claims", list, place)]
    maker = fields(record, "extractor", dict, place, {})
    try:
        article = Article(**{**about, "text": text})
        extractor = ExtractorInfo(**maker) if maker else None
    except (NewsClaimsError, TypeError) as error:
        raise place.error(f"{KEY!r}: {error}") from error
    warnings = tuple(item(warning, "a warning", str, place) for warning in fields(record, "warnings", list, place, []))
    if record.get("digest") != digest(text):
        return Carried(article, [], None, (_STALE,), is_stale=True)
    usage = fields(record, "usage", dict, place, {})
    return Carried(article, _marked(claims, _order(claims, place)), extractor, warnings, usage)


def settled(
    article: Article,
    graph: Graph,
    known: Carried | None,
    place: FileLocation,
    *,
    maker: ExtractorInfo | None,
    by_hand: bool = False,
    tagged: bool = False,
    view: Callable[[Graph], object] | None = None,
    notes: Sequence[str] = (),
) -> ClaimSet:
    """Build a claim set from what the tool has, and what was carried along for claims that are still as they were.

    Args:
        article: The article.
        graph: The entities and relations of the tool.
        known: What was carried along.
        place: Where it stands.
        maker: Who made it, if it is not all as it was written.
        by_hand: Whether somebody has gone through it, so that it counts as made even if all is as it was.
        tagged: Whether the tool holds tags, too, so that they are the tool's word.
        view: What the tool keeps of a graph, for one that cannot tell all claims apart.
        notes: What was left out of the graph already.

    Raises:
        FormatError: If a span lies outside the text, or the model refuses something else.
    """
    before = [] if known is None else known.claims
    usage: Mapping[str, Any] = {}
    if view is not None and known is not None and view(graph_of(before)) == view(graph):
        claims, warnings = before, [*notes]
    else:
        found, left_out = claims_in(graph)
        claims, warnings = _reminded(found, before, tagged=tagged), [*notes, *left_out]
    if known is not None and known.is_stale:
        warnings = [*known.warnings, *warnings]
    elif known is not None and not by_hand and not warnings and _by_id(claims) == _by_id(before):
        maker, warnings, usage = known.extractor, list(known.warnings), known.usage
    return claimset_from(article, claims, place, extractor=maker, warnings=warnings, usage=usage)


def _marked(claims: Sequence[Mapping[str, Any]], order: Mapping[str, int]) -> list[Marked]:
    return [
        Marked(
            content=_pairs(claim["content"]),
            source=_pairs(claim.get("source")),
            cue=_pairs(claim.get("cue")),
            parent=order.get(claim.get("parent") or ""),
            id=claim["id"],
            tags=_filled({key: value for key, value in claim.items() if key not in _STRUCTURE}),
            source_tags=_tags(claim.get("source")),
            cue_tags=_tags(claim.get("cue")),
            content_tags=_tags(claim["content"]),
        )
        for claim in claims
    ]


def _plain(claim: Marked, claims: Sequence[Marked]) -> dict[str, Any]:
    """Return a claim as in JSON, but for texts and empty fields."""
    plain: dict[str, Any] = {"id": claim.id}
    for role in _PASSAGES:
        if pairs := getattr(claim, role):
            spans = [{"start": start, "end": end} for start, end in pairs]
            plain[role] = {"spans": spans, **getattr(claim, _GROUP[role])}
    parent = {} if claim.parent is None else {"parent": claims[claim.parent].id}
    return plain | parent | dict(claim.tags)


def _pairs(passage: Mapping[str, Any] | None) -> Pairs:
    return tuple((span["start"], span["end"]) for span in passage["spans"]) if passage else ()


def _tags(passage: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a passage's fields but for its words, and for a name that is just these."""
    own = passage or {}
    named = {key: value for key, value in own.items() if key not in _WORDS}
    if "name" in named and named["name"] == own.get("text"):
        del named["name"]
    return _filled(named)


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None and value not in ([], {})}


def _order(claims: Sequence[Mapping[str, Any]], place: FileLocation) -> dict[str, int]:
    """Return the place of each claim by its id, once all are found to be in shape."""
    for claim in claims:
        _check(claim, place)
    order: dict[str, int] = {claim["id"]: number for number, claim in enumerate(claims)}
    for claim in claims:
        if claim.get("parent") is not None and claim["parent"] not in order:
            raise place.error(f"{KEY!r}: a claim names the parent {claim['parent']!r}, which is not there.")
    return order


def _check(claim: Mapping[str, Any], place: FileLocation) -> None:
    """See that a claim has what it is taken apart by; what else it has, the model looks at."""
    fields(claim, "id", str, place)
    fields(claim, "parent", str, place, "-")
    fields(claim, "content", dict, place)
    for role in _PASSAGES:
        if claim.get(role) is None:
            continue
        passage = fields(claim, role, dict, place)
        for span in fields(passage, "spans", list, place):
            pair = item(span, "a span", dict, place)
            fields(pair, "start", int, place)
            fields(pair, "end", int, place)


def _spans(claim: Marked) -> tuple[Pairs, ...]:
    return tidy(claim.source), tidy(claim.cue), tidy(claim.content)


def _reminded(claims: Sequence[Marked], known: Sequence[Marked], *, tagged: bool) -> list[Marked]:
    by_spans = {_spans(claim): claim for claim in known}
    return [_remembered(claim, by_spans.get(_spans(claim)), tagged=tagged) for claim in claims]


def _remembered(claim: Marked, known: Marked | None, *, tagged: bool) -> Marked:
    """Return what was known of a claim, where the tool has no word of its own."""
    if known is None:
        return claim
    merged = evolve(known, parent=claim.parent)
    for name, label in LABELS.items() if tagged else ():
        group, key = _GROUP[label.passage], label.field
        said = getattr(claim, group).get(key)
        if said != getattr(merged, group).get(key):
            changed: dict[str, Any] = {group: _filled({**getattr(merged, group), key: said})}
            merged = evolve(merged, **changed)
            merged = evolve(merged, tags=_without_reasons(merged.tags, name))
    return merged


def _without_reasons(tags: Mapping[str, Any], label: str) -> dict[str, Any]:
    """Leave out what spoke for a value that somebody has changed."""
    left = dict(tags)
    if isinstance(chances := left.get("probabilities"), dict):
        left["probabilities"] = {key: value for key, value in chances.items() if key != label}
    if isinstance(evidence := left.get("evidence"), list):
        left["evidence"] = [e for e in evidence if not (isinstance(e, dict) and e.get("label") == label)]
    return _filled(left)


def _by_id(claims: Sequence[Marked]) -> dict[str | None, tuple[Marked, str | None]]:
    parents = (None if claim.parent is None else claims[claim.parent].id for claim in claims)
    return {claim.id: (evolve(claim, parent=None), parent) for claim, parent in zip(claims, parents, strict=True)}
