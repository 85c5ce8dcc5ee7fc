"""Builds RDF statements about a claim set, and writes them as Turtle or TriG; prov and nanopub use it.

It follows RDF 1.1 Turtle and TriG (W3C, 2014) and does not use rdflib: its graph holds everything in memory, and it
writes some texts of several lines in a way that strict parsers refuse. Every resource has an IRI. There are no blank
nodes, because their labels would change from run to run. IRIs are those of `vocabulary`, the same as in JSON-LD.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import groupby
from operator import itemgetter

from newsclaims import _plugins as plugins
from newsclaims._model import Article, Claim, ClaimSet, Content, Cue, Passage, PassageName, Source, Span, labels_in
from newsclaims._model.base import digest

from .vocabulary import NAMESPACE, PREFIX, article_iri, datatype, iri, is_web_iri, label_term, maker, source_class

__all__ = [
    "ClaimSetStatements",
    "Description",
    "PredicateObject",
    "agent_types",
    "iri_ref",
    "is_direct",
    "literal",
    "prefix_lines",
    "schema_type_and_name",
    "software_agent",
    "to_turtle",
]

PredicateObject = tuple[str, str]
"""A predicate and its object, in Turtle."""

Description = tuple[str, list[PredicateObject]]
"""A subject in Turtle, and what is stated about it."""

WIDTH = 110
"""The largest length of a line with several objects, in characters; otherwise each object gets its own line."""

_NAMESPACES = {
    PREFIX: NAMESPACE,
    "dcterms": "http://purl.org/dc/terms/",
    "np": "http://www.nanopub.org/nschema#",
    "pav": "http://purl.org/pav/",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# As in canonical N-Triples, and every other character that some programs treat as the end of a line.
_ESCAPES = str.maketrans(
    {chr(code): f"\\u{code:04X}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)}
    | {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
)


def prefix_lines(*names: str) -> str:
    """Return the lines that declare prefixes.

    Args:
        names: The prefixes.
    """
    return "".join(f"@prefix {name}: <{_NAMESPACES[name]}> .\n" for name in names)


def iri_ref(name: str) -> str:
    """Return an IRI in Turtle.

    Args:
        name: The IRI; it must be valid, like those of `vocabulary`.
    """
    return f"<{name}>"


def literal(text: str, kind: str | None = None) -> str:
    """Return a text in Turtle, on one line.

    Args:
        text: The text.
        kind: Its type, for example `"xsd:double"`; None for plain text.
    """
    return f'"{text.translate(_ESCAPES)}"' + (f"^^{kind}" if kind else "")


def to_turtle(description: Description, indent: str = "") -> str:
    """Return the statements about one subject in Turtle; nothing if there are none.

    Args:
        description: The subject and the statements about it, with equal predicates next to each other.
        indent: The start of each line.
    """
    subject, facts = description
    parts = [_listed(predicate, [o for _, o in same], indent) for predicate, same in groupby(facts, itemgetter(0))]
    return f"{indent}{subject}\n" + " ;\n".join(parts) + " .\n" if parts else ""


def is_direct(content: Content) -> bool:
    """Return whether all of a content is in quotation marks.

    Args:
        content: The content.
    """
    return content.quotation == "direct"


def software_agent(name: str, version: str | None, model: str | None = None) -> Description:
    """Describe a program as an agent.

    Args:
        name: Its name.
        version: Its version.
        model: The digest of its model.
    """
    facts = [("a", "prov:Agent"), ("a", "prov:SoftwareAgent"), ("schema:name", literal(name))]
    about = _present(("schema:softwareVersion", version), (_own("model"), model))
    return iri_ref(iri("software", name, version or "", *([model] if model else []))), facts + about


def agent_types(source: Source) -> list[PredicateObject]:
    """Return the types that a source has as an agent of PROV-O.

    Args:
        source: The source.
    """
    kind = _agent_classes().get(source.type or "")
    return [("a", "prov:Agent"), *([("a", kind)] if kind else [])]


def schema_type_and_name(source: Source) -> list[PredicateObject]:
    """Return a source's type in schema.org, and its name.

    Args:
        source: The source.
    """
    return [("a", f"schema:{source_class(source.type)}"), ("schema:name", literal(source.name))]


class ClaimSetStatements:
    """Yields the statements about a claim set, subject by subject.

    Args:
        claimset: The claim set.
    """

    def __init__(self, claimset: ClaimSet) -> None:
        self._claimset = claimset
        self._info = claimset.extractor
        self._maker = maker(claimset)
        self.article: str = iri_ref(article_iri(claimset.article))
        self.claimset: str = self.name("claimset")

    def name(self, kind: str, *parts: str) -> str:
        """Return the IRI, in Turtle, of a part of this claim set.

        Args:
            kind: The kind of part: `"claim"`, `"content"`, `"cue"`, `"mention"`, `"source"` or `"label"`.
            parts: The claim's id, and a label's name.
        """
        return iri_ref(iri(kind, self._claimset.article.id, *parts, *self._maker))

    @property
    def run(self) -> str | None:
        """The IRI of the run, or the annotation, that made the claims; None if it is not known."""
        if self._info is None:
            return None
        about = (self._info.name, self._info.version, self._info.model, self._info.annotator)
        return iri_ref(iri("run", self._claimset.article.id, digest(*(part or "" for part in about))))

    def about_article(self) -> Iterator[Description]:
        """Yield the statements about the article, its authors and its publisher."""
        article = self._claimset.article
        facts = [("a", "prov:Entity"), ("a", "schema:NewsArticle"), *_article(article)]
        # Two authors of one name can be two persons, so an author's IRI has the article's id.
        authors = {name: iri_ref(iri("author", article.id, name)) for name in article.authors}
        facts += [(term, author) for term in ("schema:author", "prov:wasAttributedTo") for author in authors.values()]
        agents = [(author, [("a", "prov:Agent"), ("schema:name", literal(name))]) for name, author in authors.items()]
        if article.publisher:
            publisher = iri_ref(iri("publisher", article.publisher))
            facts.append(("prov:wasAttributedTo", publisher))
            kinds = [("a", kind) for kind in ("prov:Agent", "prov:Organization", "schema:Organization")]
            agents.append((publisher, [*kinds, ("schema:name", literal(article.publisher))]))
        yield self.article, facts
        yield from agents

    def about_run(self, ended: str | None = None) -> Iterator[Description]:
        """Yield the statements about the run that made the claims and its program or annotator, if they are known.

        Args:
            ended: The end of the run, in ISO 8601.
        """
        info = self._info
        if info is None or self.run is None:
            return
        how = software_agent(info.name, info.version, info.model)
        facts = [("a", "prov:Activity"), ("prov:used", self.article), ("prov:wasAssociatedWith", how[0])]
        if info.annotator:
            annotator = iri_ref(iri("annotator", info.annotator))
            facts.append(("prov:wasAssociatedWith", annotator))
            yield annotator, [("a", "prov:Agent"), ("schema:name", literal(info.annotator))]
        yield self.run, facts + ([("prov:endedAtTime", literal(ended, "xsd:dateTime"))] if ended else [])
        if info.annotator or info.name not in _built_in():
            yield how
            return
        # A built-in extractor has the version of newsclaims.
        newsclaims = software_agent(plugins.OURS, info.version)
        yield how[0], [*how[1], ("prov:actedOnBehalfOf", newsclaims[0])]
        yield newsclaims

    def about_claim(self, claim: Claim) -> list[PredicateObject]:
        """Return the statements about a claim's labels and parts.

        Args:
            claim: The claim.
        """
        kind = {"source": "mention"}
        parts = [(_own(role), self.name(kind.get(role, role), claim.id)) for role, _ in claim.passages()]
        facts = [("schema:identifier", literal(claim.id)), *parts]
        facts += _present(*((_own(label_term(label)), label.stored(claim)) for label in labels_in("claim")))
        if claim.score is not None:
            facts.append((_own("score"), literal(repr(claim.score), "xsd:double")))
        if claim.parent is not None:
            facts.append((_own("parent"), self.name("claim", claim.parent)))
        facts += [("schema:additionalProperty", self.name("label", claim.id, name)) for name in sorted(claim.labels)]
        return facts

    def about_labels(self, claim: Claim) -> Iterator[Description]:
        """Yield the labels of a claim that are not built in, as property values of schema.org.

        Args:
            claim: The claim.
        """
        for name in sorted(claim.labels):
            value = claim.labels[name].value
            facts = [("a", "schema:PropertyValue"), ("schema:name", literal(name)), ("schema:value", literal(value))]
            yield self.name("label", claim.id, name), facts

    def about_passages(self, claim: Claim) -> Iterator[Description]:
        """Yield the words of a claim's cue and of its source, if it has them.

        Args:
            claim: The claim.
        """
        for name, passage in (("cue", claim.cue), ("mention", claim.source)):
            if passage is not None:
                text = ("schema:text", literal(passage.text))
                yield self.name(name, claim.id), [("a", _own(type(passage).__name__)), text, *self._labels(passage)]

    def about_content(self, claim: Claim, text: str) -> list[PredicateObject]:
        """Return the words of a claim's content and how they are quoted.

        Args:
            claim: The claim.
            text: The predicate for the words.
        """
        content = claim.content
        return [("a", _own("Content")), (text, literal(content.text)), *self._labels(content)]

    def origin(self, claim: Claim) -> list[PredicateObject]:
        """Return the origin of a claim's content; it counts as quoted only if all of it is in quotation marks.

        Args:
            claim: The claim.
        """
        how = "prov:wasQuotedFrom" if is_direct(claim.content) else "prov:wasDerivedFrom"
        who = [("prov:wasAttributedTo", self.name("source", claim.id))] if claim.source else []
        return [(how, self.article), *who]

    def about_spans(self, claims: Sequence[Claim]) -> Iterator[Description]:
        """Yield the offsets of the claims' passages, each once.

        Args:
            claims: The claims.
        """
        spans = [span for claim in claims for _, passage in claim.passages() for span in passage.spans]
        spans += [c.source.mention_of for c in claims if c.source and c.source.mention_of]
        for span in sorted(set(spans), key=lambda span: (span.start, span.end)):
            yield self._span(span), [(_own("start"), str(span.start)), (_own("end"), str(span.end))]

    def _span(self, span: Span) -> str:
        return iri_ref(iri("span", self._claimset.article.id, f"{span.start}-{span.end}"))

    def _labels(self, passage: Passage) -> list[PredicateObject]:
        facts = [(_own("span"), self._span(span)) for span in passage.spans]
        facts += _present(
            *((_own(label_term(one)), getattr(passage, one.field)) for one in labels_in(_NAME[type(passage)]))
        )
        if isinstance(passage, Source):
            facts += [(_own("mentionOf"), self._span(passage.mention_of))] if passage.mention_of else []
        return facts


_NAME: dict[type[Passage], PassageName] = {Cue: "cue", Source: "source", Content: "content"}


def _article(article: Article) -> list[PredicateObject]:
    facts = [("schema:identifier", literal(article.id))]
    facts += _present(("schema:headline", article.title), ("schema:inLanguage", article.language))
    if article.published is not None:
        moment = article.published.isoformat()
        facts.append(("schema:datePublished", literal(moment, datatype(moment))))
    # A web address is already the article's IRI.
    if article.url and not is_web_iri(article.url):
        facts.append((_own("givenUrl"), literal(article.url)))
    return facts


def _own(term: str) -> str:
    return f"{PREFIX}:{term}"


def _present(*values: tuple[str, str | None]) -> list[PredicateObject]:
    """Return a statement for each value that is given and not empty."""
    return [(predicate, literal(value)) for predicate, value in values if value]


def _listed(predicate: str, objects: Iterable[str], indent: str) -> str:
    start, found = f"{indent}    {predicate} ", list(objects)
    line = start + ", ".join(found)
    return line if len(found) == 1 or len(line) <= WIDTH else start + f",\n{indent}        ".join(found)


@cache
def _built_in() -> frozenset[str]:
    """Return the names of the built-in extractors, which no other extractor can have."""
    found = (info for info in plugins.infos() if info.kind == "extractor" and info.package == plugins.OURS)
    return frozenset(info.name for info in found)


@cache
def _agent_classes() -> dict[str, str]:
    data = (resources.files("newsclaims") / "data" / "rdf" / "agent_classes.json").read_text(encoding="utf-8")
    classes: dict[str, str] = json.loads(data)
    return classes
