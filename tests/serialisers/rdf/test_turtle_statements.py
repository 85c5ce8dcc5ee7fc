"""Code that PROV-O and nanopublications share."""

from enum import StrEnum
from importlib import resources

import pytest
from hypothesis import given
from serialisers.rdf.graphs import ATTACKS, graph, needs_checkers
from serialisers.samples import sample
from serialisers.strategies import texts

from newsclaims._model import Confidence, CueForce, QuotationType, SourceType, Stance
from newsclaims.serialisers._rdf.turtle_statements import ClaimSetStatements, literal, to_turtle


@needs_checkers
@given(text=texts(max_size=30))
def test_a_literal_can_be_any_text(text: str) -> None:
    """A literal is written on one line and read as the same text."""
    spelling = literal(text)
    assert len(spelling.splitlines()) == 1
    assert [str(value) for value in graph(f"<urn:s> <urn:p> {spelling} .").objects()] == [text]


@needs_checkers
@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_gets_out_of_a_literal(text: str) -> None:
    """Quotation marks, backslashes, control characters and whole statements stay text."""
    assert [str(value) for value in graph(f"<urn:s> <urn:p> {literal(text)} .").objects()] == [text]


def test_invisible_characters_are_escaped() -> None:
    """They are escaped as in canonical N-Triples, so that strict parsers and editors accept them."""
    assert literal("\0\x7f\ufffe\uffff") == r'"\u0000\u007F\uFFFE\uFFFF"'
    assert literal('\b\t\n\f\r"\\') == r'"\b\t\n\f\r\"\\"'


def test_letters_stand_as_themselves() -> None:
    """Visible characters are not escaped."""
    assert literal("Zoë 😀 “so”") == '"Zoë 😀 “so”"'


def test_facts_of_one_predicate_are_a_list() -> None:
    """Several objects are one list, with one on each line if the line would be too long."""
    assert (
        to_turtle(("<urn:s>", [("a", "x:A"), ("a", "x:B"), ("x:p", "1")])) == "<urn:s>\n    a x:A, x:B ;\n    x:p 1 .\n"
    )
    long = f"<urn:{'x' * 60}>"
    assert to_turtle(("<urn:s>", [("x:p", long), ("x:p", long)])) == f"<urn:s>\n    x:p {long},\n        {long} .\n"


def test_spans_are_named_by_article_and_offsets() -> None:
    """A span that several passages share is written once."""
    claimset = sample()
    blocks = list(ClaimSetStatements(claimset).about_spans((*claimset.claims, *claimset.claims)))
    assert len(blocks) == len({subject for subject, _ in blocks}) == 10
    assert blocks[0] == ("<urn:newsclaims:span:ferry-1:21-37>", [("nc:start", "21"), ("nc:end", "37")])


@needs_checkers
@pytest.mark.parametrize(
    ("term", "labels"),
    [
        ("stance", Stance),
        ("confidence", Confidence),
        ("cueForce", CueForce),
        ("quotationType", QuotationType),
        ("sourceType", [value for value in SourceType if value is not SourceType.NONE]),
    ],
)
def test_the_shapes_know_every_value(term: str, labels: type[StrEnum] | list[str]) -> None:
    """The shapes allow exactly the values of the model, in its order."""
    path = resources.files("newsclaims") / "data" / "rdf" / "prov_shapes.ttl"
    query = f"""
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        PREFIX nc: <https://w3id.org/newsclaims/terms#>
        SELECT ?list WHERE {{ ?property sh:path nc:{term} ; sh:in ?list }}
    """
    shapes = graph(path.read_text(encoding="utf-8"))
    [row] = shapes.query(query)
    assert [str(value) for value in shapes.items(row[0])] == list(labels)  # type: ignore[index]
