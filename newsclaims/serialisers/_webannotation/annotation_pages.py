"""Builds claims from pages of web annotations, by newsclaims or other tools (Web Annotation Data Model, W3C, 2017)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import field, frozen

from newsclaims._model import Article, ClaimSet, ExtractorInfo
from newsclaims.errors import MissingArticleError

from .._rdf.jsonld_nodes import Node, listed
from .._rdf.vocabulary import article_iri
from ..toolkit import (
    FileLocation,
    MarkedClaim,
    build_claimset,
    check_schema_version,
    check_type,
    find_article,
)
from .annotation import Annotation, read_annotation

__all__ = ["MODEL", "Articles", "read_pages"]

MODEL: Final = "http://www.w3.org/ns/anno.jsonld"
"""The JSON-LD context of the Web Annotation Data Model."""

_FREE = ("nc:extractor", "nc:usage", "nc:mentionOf", "nc:probabilities", "nc:labels", "nc:times", "nc:evidence")
_HELPERS = ("source", "cue")
_STRUCTURE = {"id": "nc:claim", "parent": "nc:parent"}
_DETAILS = {field: f"nc:{field}" for field in ("score", "probabilities", "labels", "extractors")}


class Articles:
    """Finds articles by the names that annotations use for them.

    Args:
        by_id: The articles by their ids.
    """

    def __init__(self, by_id: Mapping[str, Article]) -> None:
        self._by_id = by_id
        self._by_iri: dict[str, Article] | None = None

    def find(self, article_id: str | None, name: str | None, location: FileLocation) -> Article:
        """Return an article.

        Args:
            article_id: Its id, if known.
            name: The IRI that annotations use for it.
            location: The place that asks for it.

        Raises:
            MissingArticleError: If it is not given.
            FormatError: If the file does not name it.
            InputTypeError: If the given value is not an article.
            InvalidValueError: If it is given under an id that is not its own.
        """
        if article_id is not None and article_id in self._by_id:
            return find_article(self._by_id, article_id, location)
        if name is not None and (article := self._by_id.get(name)) is not None:
            return article
        if self._by_iri is None:
            self._by_iri = {name: one for one in self._by_id.values() for name in (one.url, article_iri(one)) if name}
        if name in self._by_iri:
            return self._by_iri[name]
        if article_id is None and name is None:
            raise location.error("it does not name an article: no annotation has a target with a source.")
        raise MissingArticleError(location.format, article_id or name or "")


def read_pages(objects: Iterable[tuple[FileLocation, object]], articles: Articles) -> Iterator[ClaimSet]:
    """Yield the claim set of each page, and of each run of annotations on one article outside a page.

    Args:
        objects: Pages, collections that hold their pages, or annotations, each with its place.
        articles: The articles.

    Raises:
        FormatError: If an object is something else, or not valid.
        MissingArticleError: If an article is not given.
    """
    loose: list[Node] = []
    source = None
    for location, data in objects:
        node = Node(data, "the document", location, free=_FREE)
        single = node.is_a("Annotation")
        named = _source_of([node]) if single else None
        if loose and (not single or (source and named and source != named)):
            yield _claimset(loose[0], loose, articles)
            loose, source = [], None
        if single:
            loose.append(node)
            source = source or named
            continue
        for page in _pages(node):
            yield _claimset(page, _items(page), articles)
    if loose:
        yield _claimset(loose[0], loose, articles)


def _items(page: Node) -> list[Node]:
    items = page.nodes("items")
    for item in items:
        if not item.is_a("Annotation"):
            raise page.location.error(f"{item.name} does not have the type Annotation.")
    return items


def _pages(node: Node) -> Iterator[Node]:
    """Yield a page, or the pages of a collection, each of which holds the next."""
    if node.is_a("AnnotationPage"):
        yield node
        return
    if not node.is_a("AnnotationCollection"):
        raise node.location.error("it does not have the type AnnotationPage, AnnotationCollection or Annotation.")
    at, key = node, "first"
    while (found := at.data.get(key)) is not None:
        if not isinstance(found, dict) or "items" not in found:
            raise node.location.error(f"its page {key!r} is elsewhere; only pages inside a collection can be read.")
        at, key = Node(found, f"{key!r}", node.location, free=_FREE), "next"
        yield at


@frozen(slots=True, eq=False)
class _Claim:
    """The annotations that make up a claim.

    Args:
        content: The annotation of the content.
        source: The annotations of the source.
        cue: The annotations of the cue.
        links: The annotations that join them.
    """

    content: Annotation
    source: list[Annotation] = field(factory=list)
    cue: list[Annotation] = field(factory=list)
    links: list[Annotation] = field(factory=list)

    def all(self) -> list[Annotation]:
        """Return all annotations of the claim."""
        return [self.content, *self.source, *self.cue, *self.links]

    def add(self, members: Iterable[Annotation], link: Annotation) -> None:
        """Add sources and cues, and the annotation that joins them."""
        self.links.append(link)
        for one in members:
            if one.role in _HELPERS:
                own = self.source if one.role == "source" else self.cue
                own.extend([one] if one not in own else [])


def _claimset(page: Node, items: Sequence[Node], articles: Articles) -> ClaimSet:
    location = page.location
    if "nc:claimSchema" in page.data:
        check_schema_version({"schema_version": page.value("nc:claimSchema")}, location)
    article = articles.find(_string(page.value("nc:article")), _source_of(items), location)
    annotations = [read_annotation(item, article.text) for item in items]
    claims = _joined(annotations, location)
    edited = any(one.moved for one in annotations)
    warnings = [*page.array("nc:warnings"), *_warnings(annotations, claims)]
    marked = _marked(claims, location, edited=edited)
    return build_claimset(
        article,
        marked,
        location,
        extractor=_extractor(page, items),
        warnings=warnings,
        usage=check_type(page.data.get("nc:usage", {}), "'nc:usage'", dict, location),
    )


def _warnings(annotations: Sequence[Annotation], claims: Sequence[_Claim]) -> Iterator[str]:
    """Yield warnings about what was left out or moved."""
    used = {one for claim in claims for one in claim.all()}
    moved = sum(one.moved for one in annotations)
    counts = {
        "selectors found by quotation, because their positions do not fit": moved,
        "selectors left out, because they have neither position nor quotation": sum(one.unread for one in annotations),
        "annotations left out, because they do not belong to a claim": sum(one not in used for one in annotations),
        "tags left out, because they are not values of a label": sum(one.unknown_tags() for one in annotations),
        "times, evidence and mentions left out, because they have no quotations": (
            sum(len(_unquoted(claim)) for claim in claims) if moved else 0
        ),
    }
    return (f"{what}: {count}." for what, count in counts.items() if count)


def _joined(annotations: Sequence[Annotation], location: FileLocation) -> list[_Claim]:
    """Build a claim from each content and what is joined to it, directly or through its cue or source."""
    by_id: dict[str, Annotation] = {}
    for one in annotations:
        name = one.node.value("@id")
        if isinstance(name, str) and by_id.setdefault(name, one) is not one:
            raise location.error(f"two annotations share the id {name!r}.")
    claims = {one: _Claim(one) for one in annotations if one.role == "content"}
    # Source or cue to the contents that it is joined to.
    holders: dict[Annotation, dict[Annotation, None]] = {}
    apart = []
    for link in annotations:
        members = [by_id[name] for name in link.joins if name in by_id]
        contents = [one for one in members if one in claims]
        _tie(claims, contents, members, link, holders)
        if link.joins and not contents:
            apart.append((members, link))
    for members, link in apart:
        contents = list({content: None for one in members for content in holders.get(one, ())})
        _tie(claims, contents, members, link, holders)
    return list(claims.values())


def _tie(
    claims: Mapping[Annotation, _Claim],
    contents: Sequence[Annotation],
    members: Sequence[Annotation],
    link: Annotation,
    holders: dict[Annotation, dict[Annotation, None]],
) -> None:
    for content in contents:
        claims[content].add(members, link)
        for one in members:
            if one.role in _HELPERS:
                holders.setdefault(one, {})[content] = None


def _marked(claims: Sequence[_Claim], location: FileLocation, *, edited: bool) -> list[MarkedClaim]:
    numbers: dict[Any, int] = {}
    for number, claim in enumerate(claims):
        for link in claim.links:
            numbers.setdefault(_string(link.node.value("@id")), number)
    found = []
    for claim in claims:
        labels = claim.content.judgements()
        for annotations in (claim.links, claim.source, claim.cue):
            labels |= _first(annotations, Annotation.judgements)
        details = _first(claim.links, lambda link: link.node.fields(_DETAILS))
        details |= _first(claim.source, lambda source: {"name": source.name})
        details |= {} if edited else _unquoted(claim)
        own = _first(claim.links, lambda link: link.node.fields(_STRUCTURE))
        claim_id, parent = own.get("id"), own.get("parent")
        if parent is not None and (not isinstance(parent, str) or parent not in numbers):
            raise location.error(f"claim {claim_id!r} names the parent {parent!r}, but no claim has that id.")
        found.append(
            MarkedClaim(
                content=claim.content.fragments,
                source=tuple(pair for one in claim.source for pair in one.fragments),
                cue=tuple(pair for one in claim.cue for pair in one.fragments),
                parent=None if parent is None else numbers[parent],
                id=claim_id,
                labels=labels,
                details=details,
            )
        )
    return found


def _unquoted(claim: _Claim) -> dict[str, Any]:
    """Return the parts with positions but no quotations, which cannot be found again in an edited text."""
    found = _first(claim.links, lambda link: link.node.fields({"times": "nc:times", "evidence": "nc:evidence"}))
    return found | _first(claim.source, lambda source: source.node.fields({"mention_of": "nc:mentionOf"}))


def _first(annotations: Iterable[Annotation], fields: Callable[[Annotation], dict[str, Any]]) -> dict[str, Any]:
    """Return the fields of some annotations, each from the first annotation that has it."""
    found: dict[str, Any] = {}
    for one in annotations:
        found = {name: value for name, value in fields(one).items() if value is not None} | found
    return found


def _source_of(items: Iterable[Node]) -> str | None:
    """Return the IRI of the one article that the targets of annotations are about."""
    found: dict[str, None] = {}
    for item in items:
        for target in listed(item.value("target")):
            if isinstance(target, dict) and "source" in target:
                source = target["source"]
                name = Node(source, "a source", item.location).value("@id") if isinstance(source, dict) else source
                if not isinstance(name, str):
                    raise item.location.error(f"a target of {item.name} has a source that is not an IRI.")
                found[name] = None
    if len(found) > 1:
        raise next(iter(items)).location.error(f"one page has annotations on several articles: {', '.join(found)}.")
    return next(iter(found), None)


def _extractor(page: Node, items: Iterable[Node]) -> ExtractorInfo | None:
    """Return the maker of the annotations: that of the page, or else the only creator that all annotations name."""
    data = page.value("nc:extractor")
    if data is None:
        names = {_creator(item) for item in items}
        name = names.pop() if len(names) == 1 else None
        data = {"name": page.location.format, "annotator": name} if name else None
    with page.location.model_errors():
        return None if data is None else ExtractorInfo(**Node(data, "'nc:extractor'", page.location).data)


def _creator(item: Node) -> str | None:
    for creator in listed(item.value("creator")):
        name = creator.get("name") or creator.get("id") if isinstance(creator, dict) else creator
        if isinstance(name, str):
            return name
    return None


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None
