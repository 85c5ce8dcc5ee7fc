"""The names used in linked data: the terms of newsclaims, the IRIs of articles and claims, and the types of dates.

The terms are those of `newsclaims/data/rdf/context.jsonld`, in the namespace `https://w3id.org/newsclaims/terms#`. All
other terms are from schema.org, W3C or XML Schema.
"""

import json
import re
from functools import cache
from importlib import resources
from typing import Any, Final
from urllib.parse import quote, urlsplit

from newsclaims._model import Article, ClaimSet, Label, SourceType

__all__ = [
    "NAMESPACE",
    "PREFIX",
    "article_iri",
    "context",
    "datatype",
    "iri",
    "is_web_iri",
    "label_term",
    "maker",
    "source_class",
]

PREFIX: Final = "nc"
"""The prefix of the namespace."""

NAMESPACE: Final = "https://w3id.org/newsclaims/terms#"
"""The namespace of the terms of newsclaims."""

# RFC 3987, for http and https, without invisible characters: an article whose address has them gets a URN.
_CHARACTER = (
    r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}|[^\x00-\x9f\ue000-\uf8ff\ufff0-\uffff\U000e0000-\U0010ffff])"
)
_WEB_IRI = re.compile(
    rf"https?://(?:\[[0-9A-Fa-f:.]+\]|{_CHARACTER}+)(?::[0-9]+)?(?:/(?:{_CHARACTER}|/)*)?"
    rf"(?:\?(?:{_CHARACTER}|[/?])*)?(?:\#(?:{_CHARACTER}|[/?])*)?"
)

# XML Schema's offsets have minutes and at most 14 hours; Python's have seconds and at most 24 hours.
_MODEL_SHOWN = 12
"""How many characters of a model's digest an IRI has; enough to distinguish models."""
_ZONE = r"(?:[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATETIME = re.compile(rf"{_DATE.pattern}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(?:\.[0-9]+)?{_ZONE}")


def context(name: str = "context") -> dict[str, Any]:
    """Return a copy of a JSON-LD context of the package.

    Args:
        name: `"context"`, the terms without a prefix, or `"anno"`, with the prefix, beside W3C's annotations.
    """
    found: dict[str, Any] = json.loads(_data(f"{name}.jsonld"))["@context"]
    return found


def iri(kind: str, *parts: str) -> str:
    """Return an IRI made by newsclaims, a URN (RFC 8141); only equal parts give equal IRIs.

    Args:
        kind: The kind of thing: `"article"`, `"claim"` ...
        parts: Strings that make it unique among its kind: for a claim the article's id, its own id and the `maker`.
    """
    return ":".join(("urn:newsclaims", kind, *(quote(part, safe="") for part in parts)))


def article_iri(article: Article) -> str:
    """Return the IRI of an article: its `url` if that is a web address, or else a URN built from its id.

    Args:
        article: The article.
    """
    return article.url if article.url and is_web_iri(article.url) else iri("article", article.id)


def is_web_iri(text: str) -> bool:
    """Return whether a text is an absolute http or https IRI (RFC 3987) without invisible characters.

    Other schemes are refused, because JSON-LD might read `nc:stance` as a term.

    Args:
        text: The text.
    """
    if _WEB_IRI.fullmatch(text) is None or not text.isprintable():
        return False
    try:
        # This checks a host in brackets and the port, as strict readers do.
        _ = urlsplit(text).port
    except ValueError:
        return False
    return True


def maker(claimset: ClaimSet) -> tuple[str, ...]:
    """Return the maker of a claim set: the annotator, or else the extractor; an empty tuple if it is not known.

    It is a part of the IRIs of claims, so that the claims of two annotators about the same words are two claims. Two
    versions of an extractor are two makers, and so is one extractor with two models.

    Args:
        claimset: The claim set.
    """
    info = claimset.extractor
    if info is None:
        return ()
    if info.annotator:
        return (info.annotator,)
    parts = (info.name, info.version or "", (info.model or "")[:_MODEL_SHOWN])
    # An unknown part is left empty, unless it is the last.
    return parts if parts[2] else parts[:2] if parts[1] else parts[:1]


def label_term(label: Label) -> str:
    """Return the term of newsclaims for a label, without the prefix: `"sourceType"`, `"stance"` ...

    Args:
        label: The label.
    """
    first, *others = label.name.split("_")
    # Not `nc:quotation`, because schema.org has a class of that name.
    return "quotationType" if label.name == "quotation" else first + "".join(map(str.title, others))


def source_class(source_type: SourceType | str | None) -> str:
    """Return the schema.org class of a source; `Thing` if its type does not decide it.

    Args:
        source_type: The source's type.
    """
    return _source_classes().get(source_type or "", "Thing")


def datatype(moment: str) -> str | None:
    """Return the type of a date or datetime in ISO 8601: `"xsd:date"` or `"xsd:dateTime"`.

    None if XML Schema has no type for it: for offsets with seconds, or of more than 14 hours.

    Args:
        moment: The date or datetime.
    """
    if _DATE.fullmatch(moment):
        return "xsd:date"
    return "xsd:dateTime" if _DATETIME.fullmatch(moment) else None


@cache
def _data(name: str) -> str:
    return (resources.files("newsclaims") / "data" / "rdf" / name).read_text(encoding="utf-8")


@cache
def _source_classes() -> dict[str, str]:
    classes: dict[str, str] = json.loads(_data("source_classes.json"))
    return classes
