"""Our RDF as other readers see it: rdflib's graphs, and pyshacl's report against the shapes in the wheel."""

import warnings
from collections.abc import Iterable
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from serialisers.cases import written

from newsclaims._model import ClaimSet
from newsclaims._plugins import Extra
from newsclaims.serialisers import Serialiser

if TYPE_CHECKING:
    from rdflib import Dataset, Graph

CHECKERS = Extra("test-formats", ("rdflib", "pyshacl"))
needs_checkers = pytest.mark.skipif(not CHECKERS.is_installed(), reason=f"needs newsclaims[{CHECKERS.name}]")

BROKEN_OUT = "urn:broken:out"
"""An IRI that is in a graph only if a text escapes from its literal."""

ATTACKS = (
    f'" . <{BROKEN_OUT}> <{BROKEN_OUT}> "',
    f'""" . <{BROKEN_OUT}> <{BROKEN_OUT}> """',
    f"\\\" . <{BROKEN_OUT}> <{BROKEN_OUT}> '",
    f"\n}} <{BROKEN_OUT}> {{ <{BROKEN_OUT}> a <{BROKEN_OUT}> }}\n",
    f"https://example.org/> a <{BROKEN_OUT}> . <{BROKEN_OUT}",
    f"https://example.org/\\u003E a <{BROKEN_OUT}>",
    "http://[::1\n]/ {|}^`",
    'a\n\\"',
    "ends in a backslash \\",
    'ends in a mark "',
    "\0\x01\x08\x0b\x1f\x7f\x80\x9f\u2028\u2029\ufeff\ufffe\uffff",
    "@prefix nc: <urn:x> .",
    "# no comment",
)
"""Texts, ids and urls that try to escape from their literals."""


def text_of(serialiser: Serialiser, sets: Iterable[ClaimSet]) -> str:
    """Return what a serialiser writes."""
    return written(serialiser, sets)[""].decode("utf-8")


def graph(turtle: str) -> "Graph":
    """Read Turtle."""
    from rdflib import Graph

    return Graph().parse(data=turtle, format="turtle")


def dataset(trig: str) -> "Dataset":
    """Read TriG."""
    from rdflib import Dataset

    found = Dataset()
    with warnings.catch_warnings():
        # rdflib calls functions that it has deprecated itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        found.parse(data=trig, format="trig")
    return found


def union(quads: "Dataset") -> "Graph":
    """Return the statements of all graphs as one graph."""
    from rdflib import Graph

    found = Graph()
    for subject, predicate, value, _ in quads.quads():
        found.add((subject, predicate, value))
    return found


def faults(data: "Graph") -> str:
    """Return the faults that our shapes find in a graph; nothing if it conforms."""
    from pyshacl import validate

    path = resources.files("newsclaims") / "data" / "rdf" / "prov_shapes.ttl"
    shapes = graph(path.read_text(encoding="utf-8"))
    conforms, _, report = validate(data, shacl_graph=shapes, advanced=False)
    return "" if conforms else str(report)
