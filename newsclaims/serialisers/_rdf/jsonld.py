"""JSON-LD: schema.org's `NewsArticle`, `Claim` and `Quotation`, and own terms for the rest; nothing is lost.

It follows https://schema.org (where `Claim` and `Quotation` are pending) and JSON-LD 1.1 (W3C, 2020). `ClaimReview` is
not used, because newsclaims does not check whether claims are true. Each document contains the context of newsclaims's
terms, so that only schema.org's context is needed to expand it.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal

from newsclaims._model import Article, ClaimSet, PassageName, QuotationType, labels_in

from ..toolkit import (
    ROLES,
    FileLocation,
    check_schema_version,
    claimset_from_record,
    claimset_to_record,
    read_json_objects,
    reading,
    write_json_objects,
    writing,
)
from .jsonld_nodes import Node, laid_out, listed, present
from .vocabulary import (
    NAMESPACE,
    PREFIX,
    article_iri,
    context,
    datatype,
    iri,
    is_web_iri,
    label_term,
    maker,
    source_class,
)

__all__ = ["JsonldSerialiser"]

_SCHEMA_ORG = "https://schema.org"
_ARTICLE = {"id": "identifier", "title": "headline", "language": "inLanguage", "text": "articleBody", "meta": "meta"}
_EXTRACTOR = {"name": "name", "version": "version", "model": "model", "annotator": "annotator"}
_TIME = {"kind": "kind", "start": "from", "end": "to", "grain": "grain"}
_EVIDENCE = {"label": "judged", "origin": "origin", "note": "note"}
_SPAN = {"start": "start", "end": "end"}
_CLAIM = (*(label.field for label in labels_in("claim")), "score", "probabilities", "labels", "extractors")

_FREE = ("meta", "probabilities", "labels", "usage")


class JsonldSerialiser:
    """Writes and reads JSON-LD: one claim set is a document, none or several are an array of documents.

    It reads documents of the shape that it writes, with keys in any order. Other keys are skipped, because anyone can
    add statements to linked data. Other JSON-LD is an error.
    """

    name: str = "jsonld"
    suffixes: tuple[str, ...] = (".jsonld",)
    media_type: str = "application/ld+json"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write a document or an array of them; see `Serialiser.dump`."""
        with writing(target) as stream:
            write_json_objects(stream, map(_document, claimsets), layout=laid_out)

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Read document by document; `articles` is not needed. See `Serialiser.load`."""
        with reading(source) as stream:
            for location, document in read_json_objects(stream, self.name, what="a document"):
                yield _claimset(document, location)


class _Names:
    """The IRIs of a claim set and of its parts."""

    def __init__(self, claimset: ClaimSet) -> None:
        self.article = article_iri(claimset.article)
        self._article_id = claimset.article.id
        self._maker = maker(claimset)

    def of(self, kind: str, *parts: str) -> str:
        return iri(kind, self._article_id, *parts, *self._maker)


def _document(claimset: ClaimSet) -> dict[str, Any]:
    record, names = claimset_to_record(claimset), _Names(claimset)
    made = record["extractor"]
    document = present(
        {
            "@context": [_SCHEMA_ORG, context()],
            "@id": names.of("claimset"),
            "@type": "ClaimSet",
            "claimSchema": record["schema_version"],
            "article": _article(record["article"], names.article),
            "extractor": made and {"@type": "Extractor", **present(made)},
            "warnings": record["warnings"],
            "usage": record["usage"],
        }
    )
    return document | {"claims": [_claim(claim, names) for claim in record["claims"]]}


def _article(record: dict[str, Any], name: str) -> dict[str, Any]:
    url, publisher = record["url"], record["publisher"]
    on_web = url is not None and is_web_iri(url)
    return present(
        {
            "@id": name,
            "@type": "NewsArticle",
            "identifier": record["id"],
            "headline": record["title"],
            "url": url if on_web else None,
            "givenUrl": None if on_web else url,
            "datePublished": _moment(record["published"]),
            "publisher": None if publisher is None else {"@type": "Organization", "name": publisher},
            "author": [{"name": name} for name in record["authors"]],
            "inLanguage": record["language"],
            "articleBody": record["text"],
            "blocks": [{"@type": "Block", **block} for block in record["blocks"]],
            "meta": record["meta"],
        }
    )


def _claim(record: dict[str, Any], names: _Names) -> dict[str, Any]:
    source, content = record["source"], record["content"]
    quoted = content["quotation"] == QuotationType.DIRECT
    who = names.of("source", record["id"])
    article = {"@id": names.article}
    return present(
        {
            "@id": names.of("claim", record["id"]),
            "@type": ["Claim", "Quotation"] if quoted else "Claim",
            "identifier": record["id"],
            "text": content["text"],
            "author": source and {"@id": who, "@type": source_class(source["type"]), "name": source["name"]},
            "creator": {"@id": who} if source and quoted else None,
            "appearance": article,
            "isPartOf": article if quoted else None,
            **{role: _passage(role, record[role]) for role in ROLES},
            "parent": record["parent"] and names.of("claim", record["parent"]),
            **{field: record[field] for field in _CLAIM},
            "times": [_time(time) for time in record["times"]],
            "evidence": [_evidence(one) for one in record["evidence"]],
        }
    )


def _passage(role: PassageName, record: dict[str, Any] | None) -> dict[str, Any] | None:
    if record is None:
        return None
    return present(
        {
            "@type": role.capitalize(),
            "text": record["text"],
            "spans": record["spans"],
            **{label_term(label): record[label.field] for label in labels_in(role)},
            "mentionOf": record.get("mention_of"),
        }
    )


def _time(record: dict[str, Any]) -> dict[str, Any]:
    typed = record | {field: _moment(record[field]) for field in ("start", "end")}
    node = {term: typed[field] for field, term in _TIME.items()}
    return present({"@type": "TimeMention", "span": record["span"], **node})


def _evidence(record: dict[str, Any]) -> dict[str, Any]:
    node = {term: record[field] for field, term in _EVIDENCE.items()}
    return {"@type": "Evidence", **node, "span": record["span"]}


def _moment(moment: str | None) -> dict[str, str] | str | None:
    kind = moment and datatype(moment)
    return {"@type": kind, "@value": moment} if moment and kind else moment


def _claimset(data: object, location: FileLocation) -> ClaimSet:
    document = Node(data, "the document", location, free=_FREE)
    if not _is_ours(document):
        raise location.error(
            f"it is not a ClaimSet of {NAMESPACE} with its context. Claims cannot be read from other JSON-LD."
        )
    if "claimSchema" in document.data:
        check_schema_version({"schema_version": document.value("claimSchema")}, location)
    claims = document.nodes("claims")
    ids = {str(claim.value("@id")): claim.value("identifier") for claim in claims}
    made = document.node("extractor")
    return claimset_from_record(
        {
            "article": _read_article(document.node("article") or Node({}, "article", location)),
            "claims": [_read_claim(claim, ids) for claim in claims],
            "extractor": made and made.fields(_EXTRACTOR),
            "warnings": document.array("warnings"),
            "usage": document.value("usage") or {},
        },
        location,
    )


def _is_ours(document: Node) -> bool:
    """Return whether a document is a claim set: by its type, and by the context that gives the terms their meaning."""
    contexts = listed(document.data.get("@context"))
    ours = any(isinstance(one, dict) and one.get(PREFIX) == NAMESPACE for one in contexts)
    return ours and document.is_a("ClaimSet")


def _read_article(node: Node) -> dict[str, Any]:
    publisher = node.node("publisher")
    url = node.value("url")
    return {
        **node.fields(_ARTICLE),
        "url": node.value("givenUrl") if url is None else url,
        "published": node.value("datePublished"),
        "publisher": publisher and publisher.value("name"),
        "authors": [author.value("name") for author in node.one_or_more("author")],
        "blocks": [block.fields({"kind": "kind"}) | {"span": _span(block, "span")} for block in node.nodes("blocks")],
    }


def _read_claim(node: Node, ids: Mapping[str, Any]) -> dict[str, Any]:
    parent = node.value("parent")
    if parent is not None and (not isinstance(parent, str) or parent not in ids):
        raise node.location.error(f"{node.name} names the parent {parent!r}, but no claim has that @id.")
    return {
        **node.fields({field: field for field in _CLAIM}),
        "id": node.value("identifier"),
        **{role: _read_passage(role, node) for role in ROLES},
        "parent": None if parent is None else ids[parent],
        "times": [time.fields(_TIME) | {"span": _span(time, "span")} for time in node.nodes("times")],
        "evidence": [one.fields(_EVIDENCE) | {"span": _span(one, "span")} for one in node.nodes("evidence")],
    }


def _read_passage(role: PassageName, claim: Node) -> dict[str, Any] | None:
    node = claim.node(role)
    if node is None:
        return None
    passage = node.fields({"text": "text", **{label.field: label_term(label) for label in labels_in(role)}})
    passage["spans"] = [span.fields(_SPAN) for span in node.nodes("spans")]
    if role != "source":
        return passage
    author = claim.node("author")
    return passage | {"mention_of": _span(node, "mentionOf")} | (author.fields({"name": "name"}) if author else {})


def _span(node: Node, key: str) -> dict[str, Any] | None:
    span = node.node(key)
    return None if span is None else span.fields(_SPAN)
