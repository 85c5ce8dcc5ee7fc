"""Reads claims from a UIMA CAS that cassis has loaded, written by newsclaims or annotated by hand with its types."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from newsclaims._model import LABELS, Article, Block, ClaimSet, ExtractorInfo

from ..toolkit import FileLocation, MarkedClaim, build_claimset, check_schema_version, parse_json, trim_claims
from .replacing import Originals
from .validation import CasContents
from .writing import NAMESPACE, UNKNOWN_LANGUAGE, feature_of, written_as

__all__ = ["claimset_of"]

_ROLES = ("Source", "Cue", "Content")


@frozen(slots=True)
class _View:
    """A view of a CAS, with methods that read its feature structures."""

    cas: Any
    spans: Mapping[int, tuple[int, int]]
    location: FileLocation
    originals: Originals

    def all(self, type_name: str) -> list[Any]:
        """Return the feature structures of a type of newsclaims in the order of their ids: the order of writing."""
        if not self.knows(type_name):
            return []
        return sorted(self.cas.select(NAMESPACE + type_name), key=lambda structure: structure.xmiID)

    def knows(self, type_name: str) -> bool:
        """Return whether the file's type system has a type of newsclaims; some have only the types in use."""
        known: bool = self.cas.typesystem.contains_type(NAMESPACE + type_name)
        return known

    def first(self, type_name: str) -> Any:
        return next(iter(self.all(type_name)), None)

    def kind(self, structure: Any) -> str | None:
        """Return the type of newsclaims that a feature structure has, out of the types that links can lead to."""
        types = filter(self.knows, (*_ROLES, "Claim", "Mention", "TimeMention", "Evidence"))
        instance = self.cas.typesystem.is_instance_of
        return next((t for t in types if instance(structure.type.name, NAMESPACE + t)), None)

    def pair(self, structure: Any) -> tuple[int, int]:
        if structure.xmiID not in self.spans:
            raise self.location.error(
                f"the {structure.type.name} with the id {structure.xmiID} does not mark any words of the text."
            )
        return self.spans[structure.xmiID]

    def span(self, structure: Any) -> dict[str, int]:
        start, end = self.pair(structure)
        return {"start": start, "end": end}

    def text(self, structure: Any, feature: str) -> str | None:
        """Return a string; None if it is missing."""
        value = getattr(structure, feature, None)
        if value is not None and not isinstance(value, str):
            raise self.location.error(f"{structure.type.name}.{feature} must be a string, not {value!r}.")
        return None if value is None else self.originals.string(value)

    def label(self, structure: Any, feature: str) -> str | None:
        """Return a string, or None if it is missing or empty; some tools leave an empty one when a value is removed."""
        return self.text(structure, feature) or None

    def texts(self, structure: Any, feature: str) -> list[str]:
        # cassis gives None for an empty string.
        values = ("" if one is None else one for one in self.elements(structure, feature))
        return [self.originals.string(one) if isinstance(one, str) else one for one in values]

    def elements(self, structure: Any, feature: str) -> list[Any]:
        """Return the elements of an array; none if it is missing."""
        array = getattr(structure, feature, None)
        elements = () if array is None else getattr(array, "elements", "")
        if not isinstance(elements, list | tuple | None):
            raise self.location.error(f"{structure.type.name}.{feature} must be an array.")
        return list(elements or ())

    def json(self, structure: Any, feature: str) -> dict[str, Any]:
        text = self.label(structure, feature)
        value = {} if text is None else parse_json(text, self.location)
        if not isinstance(value, dict):
            raise self.location.error(f"{structure.type.name}.{feature} must be a JSON object.")
        return value


def claimset_of(cas: Any, contents: CasContents, location: FileLocation, article_id: str | None) -> ClaimSet:
    """Return the claim set of a CAS.

    Args:
        cas: The CAS that cassis loaded.
        contents: The text and the spans.
        location: Its place in the file, for error messages.
        article_id: The article's id, if the CAS does not have it.

    Raises:
        FormatError: If a feature has a value that is not allowed.
    """
    view = _view(cas, contents, location)
    text = view.originals.text(contents.text)
    about = view.first("ClaimSet")
    if about is not None and (version := view.label(about, "schemaVersion")) is not None:
        check_schema_version({"schema_version": version}, location)
    claims = view.all("Claim")
    places = {claim.xmiID: i for i, claim in enumerate(claims)}
    named: list[Any] = []
    found = [_marked(view, claim, places, named) for claim in claims]
    marked = [_without_stale_details(view, claim, one) for claim, one in zip(claims, found, strict=True)]
    changed = sum(one is not other for one, other in zip(found, marked, strict=True))
    drawn = [not _is_as_written(view, claim, one) for claim, one in zip(claims, found, strict=True)]
    marked, trimmed = trim_claims(text, marked, drawn=drawn)
    with location.model_errors():
        return build_claimset(
            _article(view, text, article_id),
            marked,
            location,
            extractor=_extractor(view, about),
            usage={} if about is None else view.json(about, "usage"),
            warnings=[
                *(() if about is None else view.texts(about, "warnings")),
                *_left_out(view, named, changed),
                *trimmed,
            ],
        )


def _view(cas: Any, contents: CasContents, location: FileLocation) -> _View:
    view = _View(cas.get_view(contents.view), contents.spans, location, Originals.of(None, location))
    note = getattr(view.first("Article"), "replaced", None)
    return evolve(view, originals=Originals.of(note, location))


def _left_out(view: _View, named: Iterable[Any], changed: int) -> Iterator[str]:
    """Yield warnings about what is left out; `named` are the targets of all slots, `changed` is a number of claims."""
    ids = {one.xmiID for one in named}
    if loose := sum(one.xmiID not in ids for role in _ROLES for one in view.all(role)):
        yield f"annotations left out, because no claim links to them: {loose}."
    if strange := sum(view.kind(one) is None for one in named):
        yield f"links left out, because they lead to things that cannot be a part of a claim: {strange}."
    if changed:
        yield f"claims changed after newsclaims wrote them, details (score, evidence ...) left out: {changed}."


def _without_stale_details(view: _View, claim: Any, marked: MarkedClaim) -> MarkedClaim:
    """Return a claim without its details, if its spans or labels were changed after newsclaims wrote it."""
    by_newsclaims = view.label(claim, "written") is not None
    return evolve(marked, id=None, details={}) if by_newsclaims and not _is_as_written(view, claim, marked) else marked


def _is_as_written(view: _View, claim: Any, marked: MarkedClaim) -> bool:
    """Return whether newsclaims wrote a claim and nobody has changed its spans or labels since."""
    return view.label(claim, "written") == written_as(marked)


def _article(view: _View, text: str, article_id: str | None) -> Article:
    known, blocks = view.first("Article"), _blocks(view)
    if known is None:
        document = next(iter(view.cas.select("uima.tcas.DocumentAnnotation")), None)
        language = None if document is None else view.label(document, "language")
        spoken = None if language == UNKNOWN_LANGUAGE else language
        if article_id is None:
            return Article(text=text, language=spoken, blocks=blocks)
        return Article(text=text, language=spoken, blocks=blocks, id=article_id)
    fields: dict[str, Any] = {n: view.text(known, n) for n in ("title", "url", "publisher", "language")}
    if (own := view.label(known, "id") or article_id) is not None:
        fields["id"] = own
    published, authors, meta = view.label(known, "published"), view.texts(known, "authors"), view.json(known, "meta")
    return Article(text=text, **fields, published=published, authors=authors, blocks=blocks, meta=meta)


def _blocks(view: _View) -> tuple[Block, ...]:
    """Return the blocks in the order of the text; somebody who adds one in a tool adds it at the end of the file."""
    blocks = sorted(view.all("Block"), key=view.pair)
    return tuple(Block.model_validate({"kind": view.label(one, "kind"), "span": view.span(one)}) for one in blocks)


def _extractor(view: _View, about: Any) -> ExtractorInfo | None:
    name = None if about is None else view.label(about, "extractor")
    if name is None:
        return None
    return ExtractorInfo(name=name, **{n: view.text(about, n) for n in ("version", "model", "annotator")})


def _marked(view: _View, claim: Any, places: Mapping[int, int], named: list[Any]) -> MarkedClaim:
    targets: dict[str | None, list[Any]] = {}
    for target in _targets(view, claim):
        named.append(target)
        targets.setdefault(view.kind(target), []).append(target)
    source, cue, content = (targets.get(role, []) for role in _ROLES)
    parents = [places[one.xmiID] for one in targets.get("Claim", ()) if one.xmiID in places]
    holders = {"claim": [claim], "source": source, "cue": cue, "content": content}
    return MarkedClaim(
        # A claim without slots, drawn by an annotator, covers its content.
        content=tuple(map(view.pair, content or [claim])),
        source=tuple(map(view.pair, source)),
        cue=tuple(map(view.pair, cue)),
        parent=next(iter(parents), None),
        id=view.label(claim, "id"),
        labels={name: _first(view, holders[label.passage], feature_of(label)) for name, label in LABELS.items()},
        details={
            "name": _first(view, source, "name"),
            "mention_of": next((view.span(one) for one in targets.get("Mention", ())), None),
            **_details(view, claim, targets),
        },
    )


def _details(view: _View, claim: Any, targets: Mapping[str | None, Sequence[Any]]) -> dict[str, Any]:
    return {
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
    """Yield the targets of a claim's slots; skip empty slots, and take a span without a slot as its own target."""
    for link in view.elements(claim, "arguments"):
        target = getattr(link, "target", link)
        if target is None:
            continue
        if not hasattr(target, "xmiID"):
            raise view.location.error(f"a slot of claim {claim.xmiID} must lead to an annotation, not to {target!r}.")
        yield target


def _first(view: _View, structures: Iterable[Any], feature: str) -> str | None:
    """Return a feature's value in the first feature structure that has one."""
    return next((value for one in structures if (value := view.label(one, feature)) is not None), None)
