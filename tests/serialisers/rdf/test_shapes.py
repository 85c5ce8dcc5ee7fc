"""JSON-LD as a graph: what rdflib reads, and the shapes in the wheel."""

import json
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from serialisers.rdf.linked_data import PROCESSORS, graph
from serialisers.samples import NEWER_VERSION, empty, sample
from serialisers.strategies import claimsets
from strategies import examples

from newsclaims._model import ClaimSet
from newsclaims.serialisers import dumps
from newsclaims.serialisers._rdf import vocabulary
from newsclaims.testing import sample_claimsets

SCHEMA = "http://schema.org/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"

pytestmark = [
    pytest.mark.skipif(not PROCESSORS.is_installed(), reason="needs newsclaims[test-formats]"),
    # rdflib and pyshacl use parts of their own that they have deprecated.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


def document(claimset: ClaimSet) -> Any:
    """Return the document as an independent reader sees it."""
    return json.loads(dumps(claimset, "jsonld"))


def test_turtle() -> None:
    """The graph is the same after conversion to Turtle; numbers, dates and JSON have their types."""
    import rdflib
    from rdflib.compare import isomorphic

    found = graph(document(sample()))
    again = rdflib.Graph().parse(data=found.serialize(format="turtle"), format="turtle")
    assert isomorphic(found, again)
    types = {str(node.datatype) for node in found.objects() if isinstance(node, rdflib.Literal) and node.datatype}
    assert types == {RDF + "JSON", XSD + "date", XSD + "double", XSD + "integer"}
    asked = found.query(
        "SELECT ?name WHERE { ?claim a s:Quotation ; s:author [ s:name ?name ] ; nc:stance 'affirm' }",
        initNs={"s": SCHEMA, "nc": vocabulary.NAMESPACE},
    )
    assert [str(row.name) for row in asked] == ["Ines Prado"]


def _conforms(data: Any) -> tuple[bool, str]:
    import pyshacl

    shapes = (resources.files("newsclaims") / "data" / "rdf" / "shapes.ttl").read_text(encoding="utf-8")
    ends_well, _, report = pyshacl.validate(graph(data), shacl_graph=shapes, shacl_graph_format="turtle")
    return ends_well, report


@pytest.mark.parametrize("claimset", [sample(), empty(), *sample_claimsets()])
def test_shapes_hold(claimset: ClaimSet) -> None:
    """The output conforms to the shapes in the wheel."""
    ends_well, report = _conforms(document(claimset))
    assert ends_well, report


@examples(10)
@given(claimset=claimsets())
def test_shapes_hold_for_anything(claimset: ClaimSet) -> None:
    """The graph of any article conforms to the shapes."""
    ends_well, report = _conforms(document(claimset))
    assert ends_well, report


BROKEN: list[tuple[str, Callable[[Any], object]]] = [
    ("no article", lambda d: d.pop("article")),
    ("another schema", lambda d: d.update(claimSchema=NEWER_VERSION)),
    ("no claims", lambda d: d.pop("claims")),
    ("a claim of no class", lambda d: d["claims"][0].update({"@type": "Thing"})),
    ("an extractor without a name", lambda d: d["extractor"].pop("name")),
    ("no text", lambda d: d["article"].pop("articleBody")),
    ("no identifier", lambda d: d["article"].pop("identifier")),
    ("a date that is a number", lambda d: d["article"].update(datePublished=2024)),
    ("a publisher that is a text", lambda d: d["article"].update(publisher="The Quay")),
    ("an author that is a text", lambda d: d["article"].update(author=["Ann"])),
    ("an author of the article without a name", lambda d: d["article"]["author"][0].pop("name")),
    ("a meta that is a text", lambda d: d["article"].update(meta={"@value": "x"}, **{"nc:meta": "x"})),
    ("a block of no class", lambda d: d["article"]["blocks"][0].pop("@type")),
    ("a block of a kind that there is not", lambda d: d["article"]["blocks"][0].update(kind="h1")),
    ("a block without a span", lambda d: d["article"]["blocks"][0].pop("span")),
    ("no content", lambda d: d["claims"][1].pop("content")),
    ("no appearance", lambda d: d["claims"][1].pop("appearance")),
    ("an author without a source", lambda d: d["claims"][1].pop("source")),
    ("a source without an author", lambda d: d["claims"][1].pop("author")),
    ("an author without a name", lambda d: d["claims"][1]["author"].pop("name")),
    ("an author of another class", lambda d: d["claims"][1]["author"].update({"@type": "NewsArticle"})),
    ("a stance that there is not", lambda d: d["claims"][1].update(stance="maybe")),
    ("a confidence that there is not", lambda d: d["claims"][1].update(confidence="sure")),
    ("two stances", lambda d: d["claims"][1].update(stance=["deny", "affirm"])),
    ("a score above 1", lambda d: d["claims"][1].update(score=1.5)),
    ("a parent that is no claim", lambda d: d["claims"][2].update(parent="urn:x")),
    ("a quotation by another", lambda d: d["claims"][0].update(creator={"@id": "urn:x"})),
    ("a quotation that is not direct", lambda d: d["claims"][0]["content"].update(quotationType="mixed")),
    ("a passage without spans", lambda d: d["claims"][1]["cue"].pop("spans")),
    ("a passage of no fragments", lambda d: d["claims"][1]["cue"].update(spans=[])),
    ("a span without an end", lambda d: d["claims"][1]["cue"]["spans"][0].pop("end")),
    ("an empty span", lambda d: d["claims"][1]["cue"]["spans"][0].update(start=5, end=5)),
    ("a span before the text", lambda d: d["claims"][1]["cue"]["spans"][0].update(start=-1)),
    ("a force that there is not", lambda d: d["claims"][2]["cue"].update(cueForce="harsh")),
    ("a source type that there is not", lambda d: d["claims"][1]["source"].update(sourceType="none")),
    ("a mention without a start", lambda d: d["claims"][2]["source"]["mentionOf"].pop("start")),
    ("a time without a kind", lambda d: d["claims"][0]["times"][0].pop("kind")),
    ("a time of no class", lambda d: d["claims"][0]["times"][0].pop("@type")),
    ("evidence of another origin", lambda d: d["claims"][0]["evidence"][0].update(origin="guess")),
    ("evidence without a span", lambda d: d["claims"][0]["evidence"][0].pop("span")),
    ("labels that are a text", lambda d: d["claims"][0].update(labels={"@value": "x"}, **{"nc:labels": "x"})),
    ("a usage that is a text", lambda d: d.update(usage={"@value": "x"}, **{"nc:usage": "x"})),
    ("a review", lambda d: d["claims"][0].update({"@type": ["Claim", "Quotation", "ClaimReview"]})),
]


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in BROKEN])
def test_shapes_fail(change: Callable[[Any], object]) -> None:
    """A broken document does not conform to the shapes."""
    data = document(sample())
    change(data)
    assert not _conforms(data)[0]
