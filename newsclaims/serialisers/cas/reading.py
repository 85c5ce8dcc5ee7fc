"""Reads claims from a UIMA CAS that cassis has loaded: ours, or gold made by hand with our types."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from newsclaims.errors import FormatError, NewsClaimsError
from newsclaims.model import Article, ClaimSet, ExtractorInfo, PassageName, labels_in

from ..toolkit.marked_claims import Marked, claimset_from
from ..toolkit.records import FileLocation, check_version, parsed
from .validation import Outline
from .writing import NAMESPACE, UNKNOWN_LANGUAGE, WRITTEN, feature_of, written_as

__all__ = ["claimset_of"]

_ROLES = ("Source", "Cue", "Content")


@frozen(slots=True)
class _View:
    """A view of a CAS, and what makes sense of it."""

    cas: Any
    spans: Mapping[int, tuple[int, int]]
    place: FileLocation

    def all(self, type_name: str) -> list[Any]:
        """Return the feature structures of a type of ours in the order of their ids, which is that of writing."""
        if not self.knows(type_name):
            return []
        return sorted(self.cas.select(NAMESPACE + type_name), key=lambda structure: structure.xmiID)

    def knows(self, type_name: str) -> bool:
        """Tell whether the file's type system has a type of ours; some name only those in use."""
        known: bool = self.cas.typesystem.contains_type(NAMESPACE + type_name)
        return known

    def first(self, type_name: str) -> Any:
        return next(iter(self.all(type_name)), None)

    def kind(self, structure: Any) -> str | None:
        """Return which of our types that links lead to a feature structure is of, or one derived from it."""
        types = filter(self.knows, (*_ROLES, "Claim", "Mention", "TimeMention", "Evidence"))
        instance = self.cas.typesystem.is_instance_of
        return next((t for t in types if instance(structure.type.name, NAMESPACE + t)), None)

    def pair(self, structure: Any) -> tuple[int, int]:
        if structure.xmiID not in self.spans:
            raise self.place.error(
                f"the {structure.type.name} with the id {structure.xmiID} marks nothing in the text."
            )
        return self.spans[structure.xmiID]

    def span(self, structure: Any) -> dict[str, int]:
        start, end = self.pair(structure)
        return {"start": start, "end": end}

    def text(self, structure: Any, feature: str) -> str | None:
        """Return a string; None where it is missing."""
        value = getattr(structure, feature, None)
        if value is not None and not isinstance(value, str):
            raise self.place.error(f"{structure.type.name}.{feature} must be a string, not {value!r}.")
        return value

    def label(self, structure: Any, feature: str) -> str | None:
        """Return a string that is not empty; tools leave empty ones where a value was taken back."""
        return self.text(structure, feature) or None

    def texts(self, structure: Any, feature: str) -> list[str]:
        # cassis gives None for an empty string.
        return ["" if one is None else one for one in self.elements(structure, feature)]

    def elements(self, structure: Any, feature: str) -> list[Any]:
        """Return the elements of an array; none where it is missing."""
        array = getattr(structure, feature, None)
        elements = () if array is None else getattr(array, "elements", "")
        if not isinstance(elements, list | tuple | None):
            raise self.place.error(f"{structure.type.name}.{feature} must be an array.")
        return list(elements or ())

    def json(self, structure: Any, feature: str) -> dict[str, Any]:
        text = self.label(structure, feature)
        value = {} if text is None else parsed(text, self.place)
        if not isinstance(value, dict):
            raise self.place.error(f"{structure.type.name}.{feature} must be a JSON object.")
        return value


def claimset_of(cas: Any, outline: Outline, place: FileLocation, article_id: str | None) -> ClaimSet:
    """Return the claim set of a CAS.

    Args:
        cas: What cassis loaded.
        outline: The text and the spans.
        place: Where it stands.
        article_id: The article's id, where the CAS does not say it.

    Raises:
        FormatError: If a feature has a value that it cannot have.
    """
    view = _View(cas.get_view(outline.view), outline.spans, place)
    about = view.first("ClaimSet")
    if about is not None and (version := view.label(about, "schemaVersion")) is not None:
        check_version({"schema_version": version}, place)
    claims = view.all("Claim")
    places = {claim.xmiID: i for i, claim in enumerate(claims)}
    named: list[Any] = []
    found = [_marked(view, claim, places, named) for claim in claims]
    marked = [_settled(view, claim, one) for claim, one in zip(claims, found, strict=True)]
    changed = sum(one is not other for one, other in zip(found, marked, strict=True))
    try:
        return claimset_from(
            _article(view, outline.text, article_id),
            marked,
            place,
            extractor=_extractor(view, about),
            usage={} if about is None else view.json(about, "usage"),
            warnings=[*(() if about is None else view.texts(about, "warnings")), *_left_out(view, named, changed)],
        )
    except FormatError:
        raise
    except NewsClaimsError as error:
        raise place.error(str(error)) from error


def _left_out(view: _View, named: Iterable[Any], changed: int) -> Iterator[str]:
    """Say what is left out, given what the slots of all claims lead to, and how many claims were changed."""
    ids = {one.xmiID for one in named}
    if loose := sum(one.xmiID not in ids for role in _ROLES for one in view.all(role)):
        yield f"left out, as no claim leads to them: {loose}."
    if strange := sum(view.kind(one) is None for one in named):
        yield f"left out, as claims lead to what can be no part of them: {strange}."
    if changed:
        yield f"changed since newsclaims wrote them, so that score, evidence and the like are left out: {changed}."


def _settled(view: _View, claim: Any, marked: Marked) -> Marked:
    """Leave out what newsclaims knew of a claim if somebody has changed its spans or its labels since."""
    written = view.label(claim, "written")
    labels = [marked.tags_in(label.passage)[label.field] for label in WRITTEN]
    if written is None or written == written_as((marked.source, marked.cue, marked.content), labels):
        return marked
    kept = {label.field: marked.tags[label.field] for label in labels_in("claim")}
    return evolve(marked, id=None, tags=kept)


def _article(view: _View, text: str, article_id: str | None) -> Article:
    known = view.first("Article")
    if known is None:
        document = next(iter(view.cas.select("uima.tcas.DocumentAnnotation")), None)
        language = None if document is None else view.label(document, "language")
        named = {} if article_id is None else {"id": article_id}
        return Article(text=text, language=None if language == UNKNOWN_LANGUAGE else language, **named)
    fields: dict[str, Any] = {n: view.text(known, n) for n in ("title", "url", "publisher", "language")}
    if (own := view.label(known, "id") or article_id) is not None:
        fields["id"] = own
    return Article(text=text, **fields, published=view.label(known, "published"), meta=view.json(known, "meta"))


def _extractor(view: _View, about: Any) -> ExtractorInfo | None:
    name = None if about is None else view.label(about, "extractor")
    if name is None:
        return None
    return ExtractorInfo(name=name, **{n: view.text(about, n) for n in ("version", "model", "annotator")})


def _marked(view: _View, claim: Any, places: Mapping[int, int], named: list[Any]) -> Marked:
    targets: dict[str | None, list[Any]] = {}
    for target in _targets(view, claim):
        named.append(target)
        targets.setdefault(view.kind(target), []).append(target)
    source, cue, content = (targets.get(role, []) for role in _ROLES)
    parents = [places[one.xmiID] for one in targets.get("Claim", ()) if one.xmiID in places]
    mention = next((view.span(one) for one in targets.get("Mention", ())), None)
    return Marked(
        # Who draws claims only, draws them over their contents.
        content=tuple(map(view.pair, content or [claim])),
        source=tuple(map(view.pair, source)),
        cue=tuple(map(view.pair, cue)),
        parent=next(iter(parents), None),
        id=view.label(claim, "id"),
        tags=_tags(view, claim, targets),
        source_tags={
            **_labels(view, source, "source"),
            "name": _said(view, source, "name"),
            "mention_of": mention,
        },
        cue_tags=_labels(view, cue, "cue"),
        content_tags=_labels(view, content, "content"),
    )


def _tags(view: _View, claim: Any, targets: Mapping[str | None, Sequence[Any]]) -> dict[str, Any]:
    return {
        **_labels(view, [claim], "claim"),
        "score": getattr(claim, "score", None),
        "probabilities": view.json(claim, "probabilities"),
        "labels": view.json(claim, "labels"),
        "extractors": view.texts(claim, "extractors"),
        "times": [
            {
                "span": view.span(one),
                "kind": view.label(one, "kind"),
                "start": view.label(one, "intervalStart"),
                "end": view.label(one, "intervalEnd"),
                "grain": view.label(one, "grain"),
            }
            for one in targets.get("TimeMention", ())
        ],
        "evidence": [
            {
                "span": view.span(one),
                "label": view.label(one, "label"),
                "origin": view.label(one, "origin"),
                "note": view.text(one, "note") or "",
            }
            for one in targets.get("Evidence", ())
        ],
    }


def _targets(view: _View, claim: Any) -> Iterator[Any]:
    """Yield what the slots lead to; one that was never filled leads nowhere, and a span without slot is its own."""
    for link in view.elements(claim, "arguments"):
        target = getattr(link, "target", link)
        if target is None:
            continue
        if not hasattr(target, "xmiID"):
            raise view.place.error(f"a slot of the claim with the id {claim.xmiID} leads to {target!r}.")
        yield target


def _labels(view: _View, fragments: Sequence[Any], passage: PassageName) -> dict[str, str | None]:
    return {label.field: _said(view, fragments, feature_of(label)) for label in labels_in(passage)}


def _said(view: _View, fragments: Iterable[Any], feature: str) -> str | None:
    """Return what the first fragment that says anything says."""
    return next((said for one in fragments if (said := view.label(one, feature)) is not None), None)
