"""W3C Web Annotation: a page for each claim set, with an annotation for each role and one that joins them.

It follows the Web Annotation Data Model (W3C Recommendation, 23 February 2017). Of the article, only the id and the IRI
are written; `articles=` gives the rest. Details that the model cannot hold (probabilities, evidence, times ...) are
under terms of newsclaims, whose context is in each page. Nothing else is lost.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal

from newsclaims._model import Article, Claim, ClaimSet, PassageName, labels_in

from .._rdf.jsonld_nodes import laid_out, present
from .._rdf.vocabulary import article_iri, context, iri, maker
from ..toolkit import ROLES, Role, claimset_to_record, read_json_objects, reading, write_json_objects, writing
from .annotation_pages import MODEL, Articles, read_pages
from .text_selectors import quote_of

__all__ = ["WebAnnotationSerialiser"]

_GENERATOR = "https://pypi.org/project/newsclaims/"
_LINK = ("score", "probabilities", "labels", "times", "evidence", "extractors")


class WebAnnotationSerialiser:
    """Writes and reads web annotations: one claim set is an `AnnotationPage`, none or several are an array of pages.

    Annotations of other tools can be read too: a page, a collection with its pages inside, or an array of annotations.
    A tag names the role of words (`source`, `cue`, `content`), and `linking` annotations join them.
    """

    name: str = "webannotation"
    suffixes: tuple[str, ...] = (".anno.jsonld", ".anno.json")
    media_type: str = 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"'
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write a page or an array of them; see `Serialiser.dump`."""
        with writing(target) as stream:
            write_json_objects(stream, map(_page, claimsets), layout=laid_out)

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:
        """Read page by page; see `Serialiser.load`.

        If the position of a selector does not fit the article, its quotation is searched for. If the article has it in
        one place only, this place counts, and a warning says how many selectors were found in this way.

        Args:
            source: The path or stream to read.
            articles: The articles by their ids, all that the file names.

        Raises:
            FormatError: If it is not a web annotation, or a selector fits no place in its article, or several places.
            MissingArticleError: If an article is not given.
            InvalidValueError: If an article is given under an id that is not its own.
        """
        with reading(source) as stream:
            yield from read_pages(read_json_objects(stream, self.name, what="a page"), Articles(articles or {}))


def _page(claimset: ClaimSet) -> dict[str, Any]:
    record, article = claimset_to_record(claimset), claimset.article
    made_by, info = maker(claimset), claimset.extractor
    items = [
        annotation
        for claim, plain in zip(claimset.claims, record["claims"], strict=True)
        for annotation in _Annotations(claimset, claim, plain).all()
    ]
    creator = info and {"type": "Person" if info.annotator else "Software", "name": info.annotator or info.name}
    collection = {
        "id": iri("collection", article.id, *made_by),
        "type": "AnnotationCollection",
        "label": article.title or article.id,
        "total": len(items),
        "creator": creator,
        "generator": {"id": _GENERATOR, "type": "Software", "name": "newsclaims"},
    }
    page = {
        "@context": [MODEL, context("anno")],
        "id": iri("page", article.id, *made_by),
        "type": "AnnotationPage",
        "partOf": present(collection),
        "startIndex": 0,
        "nc:claimSchema": record["schema_version"],
        "nc:article": article.id,
        "nc:extractor": info and present(record["extractor"]),
        "nc:warnings": record["warnings"],
        "nc:usage": record["usage"],
    }
    return present(page) | {"items": items}


class _Annotations:
    """The annotations of a claim.

    Args:
        claimset: The claim's set.
        claim: The claim.
        record: The claim as plain JSON values.
    """

    def __init__(self, claimset: ClaimSet, claim: Claim, record: dict[str, Any]) -> None:
        self._text = claimset.article.text
        self._article = claimset.article.id, article_iri(claimset.article)
        self._maker = maker(claimset)
        self._claim = claim
        self._record = record

    def all(self) -> Iterator[dict[str, Any]]:
        """Yield an annotation for each role, and the one that joins them."""
        roles = [role for role in ROLES if self._record[role]]
        for role in roles:
            yield self._role(role)
        record = self._record
        yield self._annotation("claim", "linking") | present(
            {
                "body": _judged(record, "claim"),
                "target": [self._id(role) for role in roles],
                "nc:claim": record["id"],
                "nc:parent": record["parent"] and self._id("claim", record["parent"]),
                **{f"nc:{field}": record[field] for field in _LINK},
            }
        )

    def _role(self, role: Role) -> dict[str, Any]:
        record = self._record[role]
        body = [_body("tagging", role)]
        body += [_body("identifying", record["name"])] if role == "source" else []
        body += _judged(record, role)
        targets = [self._target(span["start"], span["end"]) for span in record["spans"]]
        return self._annotation(role, "identifying" if role == "source" else "tagging") | present(
            {
                "body": body,
                "target": targets if len(targets) > 1 else targets[0],
                "nc:mentionOf": record.get("mention_of"),
            }
        )

    def _target(self, start: int, end: int) -> dict[str, Any]:
        quote = quote_of(self._text, start, end)
        return {
            "type": "SpecificResource",
            "source": self._article[1],
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": quote.exact,
                    "prefix": quote.prefix,
                    "suffix": quote.suffix,
                },
            ],
        }

    def _annotation(self, what: str, motivation: str) -> dict[str, Any]:
        return {"id": self._id(what), "type": "Annotation", "motivation": motivation, "generator": _GENERATOR}

    def _id(self, what: str, claim_id: str | None = None) -> str:
        return iri("annotation", self._article[0], claim_id or self._claim.id, what, *self._maker)


def _judged(record: dict[str, Any], passage: PassageName) -> list[dict[str, str]]:
    """Return a body for each label of a claim, or of one of its passages, that was judged."""
    return [_body("classifying", record[label.field]) for label in labels_in(passage) if record[label.field]]


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}
