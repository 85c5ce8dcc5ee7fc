"""Helpers for the tests of linked data: contexts served from files, and ways to inspect a processor's output.

The contexts are written by hand after those of schema.org and of the Web Annotation Vocabulary, with the terms that we
use and no others.
"""

import json
import warnings
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from newsclaims._plugins import Extra

CONTEXTS = Path(__file__).parents[2] / "data" / "contexts"
SERVED = {
    "https://schema.org": "schema_org.jsonld",
    "http://www.w3.org/ns/anno.jsonld": "anno.jsonld",
}
PROCESSORS = Extra("test-formats", ("pyld", "pyshacl", "rdflib"))


def context(url: str) -> Any:
    """Return the local copy of a context of the web."""
    return json.loads((CONTEXTS / SERVED[url]).read_text(encoding="utf-8"))


def loader(url: str, options: Any) -> dict[str, Any]:
    """Serve the contexts to pyld from local files; any other is an error."""
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context(url)}


def expanded(document: Any) -> Any:
    """Return a document with every term as an IRI."""
    return processor().expand(document, {"documentLoader": loader})


def compacted(document: Any, by: Any) -> Any:
    """Return an expanded document with the terms of a context."""
    return processor().compact(document, by, {"documentLoader": loader})


def processor() -> Any:
    """Return the reference processor, which has no types."""
    return import_module("pyld.jsonld")


def graph(document: Any) -> Any:
    """Return a document as an rdflib graph."""
    import rdflib

    local = {
        **document,
        "@context": [context(c)["@context"] if isinstance(c, str) else c for c in document["@context"]],
    }
    with warnings.catch_warnings():
        # rdflib's reader of JSON-LD uses a class that rdflib has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        return rdflib.Graph().parse(data=json.dumps(local), format="json-ld")


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield all node objects of an expanded document, without looking into values."""
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)
    elif isinstance(value, dict) and "@value" not in value:
        if "@list" not in value:
            yield value
        for key, one in value.items():
            if key != "@type":
                yield from nodes(one)


def properties(document: Any) -> list[str]:
    """Return the properties of an expanded document, with repeats."""
    return [key for node in nodes(document) for key in node if not key.startswith("@")]


def keys(value: Any, free: set[str]) -> list[str]:
    """Return the keys of a document that should be properties, with repeats.

    Args:
        value: The document.
        free: The keys whose values are any JSON.
    """
    if isinstance(value, list):
        return [key for one in value for key in keys(one, free)]
    if not isinstance(value, dict) or "@value" in value:
        return []
    own = [key for key in value if key not in {"@context", "@id", "@type", "id", "type"}]
    return own + [key for name in own if name not in free for key in keys(value[name], free)]


def of_type(document: Any, kind: str) -> list[dict[str, Any]]:
    """Return the nodes of a type in an expanded document."""
    return [node for node in nodes(document) if kind in node.get("@type", ())]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every container in a JSON value with each of its keys or indices, outermost first."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield value, key
        yield from places(one)
