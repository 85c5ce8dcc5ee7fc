"""The vocabulary defines exactly the terms that the formats write, and what it says of them is true."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from serialisers.rdf import graphs
from serialisers.rdf.linked_data import PROCESSORS, graph
from serialisers.samples import sample

from newsclaims._model import LABELS, Article, ClaimSet, ExtractorInfo, Label
from newsclaims.serialisers import dumps, namespace_document
from newsclaims.serialisers._rdf.vocabulary import NAMESPACE, context, label_term
from newsclaims.testing import sample_claimsets

if TYPE_CHECKING:
    from rdflib import Graph

FORMATS = ("jsonld", "webannotation", "prov", "nanopub")

pytestmark = [
    pytest.mark.skipif(not PROCESSORS.is_installed(), reason="needs newsclaims[test-formats]"),
    # rdflib uses parts of its own that it has deprecated.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@cache
def vocabulary() -> "Graph":
    """Return the vocabulary."""
    return graphs.graph(namespace_document(NAMESPACE).text())


@cache
def written(name: str) -> "Graph":
    """Return what a format writes of claim sets that have everything, as one graph."""
    from rdflib import Graph

    # What the other samples do not have.
    article = Article(text="Nothing was said.", url="about a quay")
    rest = ClaimSet(article=article, extractor=ExtractorInfo(name="desk", model="0" * 64, annotator="Ann"))
    found = Graph()
    for claimset in (sample(), *sample_claimsets(), rest):
        text = dumps(claimset, name)
        if name == "nanopub":
            found += graphs.union(graphs.dataset(text))
        else:
            found += graphs.graph(text) if name == "prov" else graph(json.loads(text))
    return found


def own_terms(names: Any) -> set[str]:
    """Return the names of those of our terms that are among some addresses."""
    return {str(name).removeprefix(NAMESPACE) for name in names if str(name).startswith(NAMESPACE)}


def defined() -> set[str]:
    """Return the names of the defined terms."""
    return own_terms(vocabulary().subjects())


def test_the_formats_write_the_defined_terms() -> None:
    """A term that a format writes is defined, and a defined term is written by at least one format."""
    from rdflib import RDF

    used: set[str] = set()
    for name in FORMATS:
        used |= own_terms(written(name).predicates()) | own_terms(written(name).objects(None, RDF.type))
    assert used == defined()


@pytest.mark.parametrize("name", ["context", "anno"])
def test_the_contexts_have_defined_terms(name: str) -> None:
    """Every term of a context is defined."""
    entries = context(name).items()
    addresses = {value["@id"] if isinstance(value, dict) and "@id" in value else key for key, value in entries}
    addresses |= {value for _, value in entries if isinstance(value, str)}
    terms = {address.removeprefix("nc:") for address in addresses if address.startswith("nc:")}
    assert terms
    assert terms <= defined()


@pytest.mark.parametrize("address", ["shapes", "shapes/prov"])
def test_the_shapes_use_defined_terms(address: str) -> None:
    """Every term in the shapes is defined."""
    shapes = graphs.graph(namespace_document(f"https://w3id.org/newsclaims/{address}").text())
    used = own_terms(node for triple in shapes for node in triple)
    assert used
    assert used <= defined()


def test_every_term_is_described() -> None:
    """A term has a label, a definition, the document that defines it, and is a class or a property."""
    from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef

    for name in defined():
        term = URIRef(NAMESPACE + name)
        for predicate in (RDFS.label, SKOS.definition):
            [text] = vocabulary().objects(term, predicate)
            assert isinstance(text, Literal)
            assert text.language == "en", term
            assert text.strip()
        assert str(vocabulary().value(term, SKOS.definition)).endswith("."), term
        assert str(vocabulary().value(term, RDFS.isDefinedBy)) == NAMESPACE.removesuffix("#")
        kinds = set(vocabulary().objects(term, RDF.type))
        assert (OWL.Class in kinds) == name[0].isupper()
        assert (RDF.Property in kinds) == name[0].islower()


@pytest.mark.parametrize("label", LABELS.values(), ids=LABELS.keys())
def test_the_values_of_labels_are_given(label: Label) -> None:
    """The vocabulary lists the values that a label has in linked data, in their order."""
    from rdflib import SKOS, URIRef

    note = str(vocabulary().value(URIRef(NAMESPACE + label_term(label)), SKOS.scopeNote))
    values = [str(value) for value in label.values if value is not label.absent]
    assert note == f"One of: {', '.join(values)}."


@pytest.mark.parametrize("name", FORMATS)
def test_domains_ranges_and_kinds_are_true(name: str) -> None:
    """Each statement of a format has a subject and a value of the classes that the vocabulary gives."""
    from rdflib import OWL, RDF, RDFS, XSD, Literal

    data = written(name)
    for subject, predicate, value in data:
        if not str(predicate).startswith(NAMESPACE):
            continue
        kinds = set(vocabulary().objects(predicate, RDF.type))
        if OWL.DatatypeProperty in kinds:
            assert isinstance(value, Literal), predicate
        if OWL.ObjectProperty in kinds:
            assert not isinstance(value, Literal), predicate
        if domain := vocabulary().value(predicate, RDFS.domain):
            assert (subject, RDF.type, domain) in data, (subject, predicate)
        span = vocabulary().value(predicate, RDFS.range)
        if span == RDF.List:
            assert value == RDF.nil or (value, RDF.first, None) in data, predicate
        elif isinstance(value, Literal) and span:
            assert (value.datatype or XSD.string) == span, predicate
        elif span:
            assert (value, RDF.type, span) in data, predicate
