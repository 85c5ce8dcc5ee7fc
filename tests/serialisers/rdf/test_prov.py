"""PROV-O, read by rdflib and checked against our shapes by pyshacl."""

import io
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from serialisers.rdf.graphs import ATTACKS, BROKEN_OUT, faults, graph, needs_checkers, text_of
from serialisers.samples import empty, sample
from serialisers.strategies import several
from strategies import examples

from newsclaims._model import Article, Claim, ClaimSet, Content, ExtractorInfo, QuotationType, Source, SourceType, Span
from newsclaims.errors import InputTypeError, InvalidValueError, WriteOnlyError
from newsclaims.serialisers import Serialiser, dumps, load, loads
from newsclaims.serialisers._rdf.prov import ProvSerialiser
from newsclaims.serialisers._rdf.vocabulary import article_iri, iri, maker

GOLDEN = Path(__file__).parents[2] / "golden"
PREFIXES = """
    PREFIX nc: <https://w3id.org/newsclaims/terms#>
    PREFIX prov: <http://www.w3.org/ns/prov#>
    PREFIX schema: <http://schema.org/>
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def one_claim(
    quotation: QuotationType | None = QuotationType.DIRECT, article: dict[str, Any] | None = None, **fields: Any
) -> ClaimSet:
    """Return a claim set with one claim: Ann said “wet”."""
    source = Source(spans=(Span(start=0, end=3),), text="Ann", type=SourceType.NAMED_PERSON)
    content = Content(spans=(Span(start=9, end=14),), text="“wet”", quotation=quotation)
    about = {"text": "Ann said “wet”.", "id": "a", **(article or {})}
    return ClaimSet(article=about, claims=(Claim(id="c", source=source, content=content),), **fields)


def asked(claimsets: list[ClaimSet], question: str) -> list[tuple[str, ...]]:
    """Return the sorted results of a SPARQL query."""
    rows: Any = graph(text_of(ProvSerialiser(), claimsets)).query(PREFIXES + question)
    return sorted(tuple(str(value) for value in row) for row in rows)


def test_golden() -> None:
    """The claim set made by hand equals the golden file, byte for byte."""
    path = GOLDEN / "sample.prov.ttl"
    data = text_of(ProvSerialiser(), [sample()]).encode()
    if os.environ.get("NEWSCLAIMS_RENEW_GOLDEN") == "1":
        path.write_bytes(data)
    assert data == path.read_bytes()


@needs_checkers
def test_the_whole_graph_of_one_claim() -> None:
    """The graph of one claim has exactly these statements."""
    from rdflib.compare import isomorphic

    claimset = one_claim(extractor=ExtractorInfo(name="courts", version="1.2", model="beef"))
    expected = (
        PREFIXES
        + """
        <urn:newsclaims:article:a> a prov:Entity, schema:NewsArticle ; schema:identifier "a" .
        <urn:newsclaims:claimset:a:courts:1.2:beef> a prov:Entity, prov:Collection, nc:ClaimSet ;
            prov:wasDerivedFrom <urn:newsclaims:article:a> ;
            prov:wasGeneratedBy <urn:newsclaims:run:a:b2ec0ff624b5b907> ;
            prov:hadMember <urn:newsclaims:claim:a:c:courts:1.2:beef> .
        <urn:newsclaims:run:a:b2ec0ff624b5b907> a prov:Activity ; prov:used <urn:newsclaims:article:a> ;
            prov:wasAssociatedWith <urn:newsclaims:software:courts:1.2:beef> .
        <urn:newsclaims:software:courts:1.2:beef> a prov:Agent, prov:SoftwareAgent ;
            schema:name "courts" ; schema:softwareVersion "1.2" ; nc:model "beef" .
        <urn:newsclaims:claim:a:c:courts:1.2:beef> a prov:Entity, schema:Claim ; schema:identifier "c" ;
            prov:wasGeneratedBy <urn:newsclaims:run:a:b2ec0ff624b5b907> ;
            nc:source <urn:newsclaims:mention:a:c:courts:1.2:beef> ;
            nc:content <urn:newsclaims:content:a:c:courts:1.2:beef> .
        <urn:newsclaims:content:a:c:courts:1.2:beef> a prov:Entity, nc:Content ; prov:value "“wet”" ;
            nc:span <urn:newsclaims:span:a:9-14> ; nc:quotationType "direct" ;
            prov:wasQuotedFrom <urn:newsclaims:article:a> ;
            prov:wasAttributedTo <urn:newsclaims:source:a:c:courts:1.2:beef> .
        <urn:newsclaims:source:a:c:courts:1.2:beef> a prov:Agent, prov:Person, schema:Person ; schema:name "Ann" .
        <urn:newsclaims:mention:a:c:courts:1.2:beef> a nc:Source ; schema:text "Ann" ;
            nc:span <urn:newsclaims:span:a:0-3> ; nc:sourceType "named_person" .
        <urn:newsclaims:span:a:0-3> nc:start 0 ; nc:end 3 .
        <urn:newsclaims:span:a:9-14> nc:start 9 ; nc:end 14 .
        """
    )
    assert isomorphic(graph(text_of(ProvSerialiser(), [claimset])), graph(expected))


@needs_checkers
@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        (QuotationType.DIRECT, "wasQuotedFrom"),
        (QuotationType.MIXED, "wasDerivedFrom"),
        (QuotationType.INDIRECT, "wasDerivedFrom"),
        (None, "wasDerivedFrom"),
    ],
)
def test_only_direct_quotations_are_quoted(quotation: QuotationType | None, expected: str) -> None:
    """An indirect content, or one without a quotation type, is derived from the article."""
    question = "SELECT ?how WHERE { ?content a nc:Content ; ?how ?article . ?article a schema:NewsArticle }"
    assert asked([one_claim(quotation)], question) == [(f"http://www.w3.org/ns/prov#{expected}",)]


@needs_checkers
def test_a_query_finds_sources_and_words() -> None:
    """A query finds the names of the sources, and their words."""
    question = """SELECT ?name ?words WHERE {
        ?content prov:value ?words ; prov:wasAttributedTo ?who . ?who a prov:Agent ; schema:name ?name }"""
    found = asked([sample()], question)
    assert ("Ines Prado", "“The old ferry,” ... “will sail again.”") in found
    assert len(found) == 3


@needs_checkers
def test_authors_are_agents_of_one_article() -> None:
    """An article is attributed to its authors and its publisher; authors of one name can be two persons."""
    claimset = one_claim(article={"authors": ["Mara Lindqvist", "Tom Okoye"], "publisher": "The Quay"})
    names = asked([claimset], "SELECT ?name WHERE { ?a a schema:NewsArticle ; schema:author/schema:name ?name }")
    assert names == [("Mara Lindqvist",), ("Tom Okoye",)]
    question = "SELECT ?name WHERE { ?a a schema:NewsArticle ; prov:wasAttributedTo/schema:name ?name }"
    assert asked([claimset], question) == sorted([*names, ("The Quay",)])
    other = one_claim(article={"id": "b", "authors": ["Tom Okoye"]})
    assert len(asked([claimset, other], 'SELECT ?agent WHERE { ?agent schema:name "Tom Okoye" }')) == 2


@needs_checkers
def test_no_agent_is_invented() -> None:
    """A claim without a source has no attribution, and a set without an extractor has no activity."""
    claim = one_claim().claims[0].model_copy(update={"source": None})
    bare = ClaimSet(article=one_claim().article, claims=(claim,))
    assert asked([bare], "SELECT ?x WHERE { { ?x a prov:Agent } UNION { ?x a prov:Activity } }") == []
    assert asked([bare], "SELECT ?x WHERE { ?x prov:wasAttributedTo|prov:wasGeneratedBy ?y }") == []


@needs_checkers
def test_a_built_in_extractor_acts_for_newsclaims() -> None:
    """The run of a built-in extractor belongs to newsclaims, with its version; another extractor acts for itself."""
    question = """SELECT ?name ?version WHERE {
        ?run prov:wasAssociatedWith/prov:actedOnBehalfOf ?agent .
        ?agent schema:name ?name ; schema:softwareVersion ?version }"""
    assert asked([sample()], question) == [("newsclaims", "0.1.0")]
    assert asked([one_claim(extractor=ExtractorInfo(name="courts", version="1"))], question) == []


@needs_checkers
def test_gold_is_made_by_its_annotator() -> None:
    """The annotator is an agent, and the format that the gold was read from is another."""
    gold = one_claim(extractor=ExtractorInfo(name="rules", annotator="Ida"))
    question = """SELECT ?name WHERE {
        ?set prov:hadMember ?claim ; prov:wasGeneratedBy/prov:wasAssociatedWith/schema:name ?name }"""
    assert asked([gold], question) == [("Ida",), ("rules",)]
    assert asked([gold], "SELECT ?x WHERE { ?x prov:actedOnBehalfOf ?y }") == []


def test_names_are_those_of_json_ld() -> None:
    """Articles, claim sets, claims and sources have the same IRIs as in JSON-LD, so the graphs can be joined."""
    import json

    document = json.loads(dumps(sample(), "jsonld"))
    names = [document["@id"], document["article"]["@id"]]
    names += [name for claim in document["claims"] for name in (claim["@id"], claim["author"]["@id"])]
    turtle = dumps(sample(), "prov")
    assert all(f"\n<{name}>\n" in turtle for name in names)


@needs_checkers
@pytest.mark.parametrize(
    ("url", "is_name"),
    [
        ("https://example.org/a?b=c&d#e", True),
        ("https://example.org/Zoë", True),
        ("https://example.org/a b", False),
        ('https://example.org/"', False),
        ("https://example.org/<", False),
        ("https://example.org/\x01", False),
        ("example.org/a", False),
        ("//example.org/a", False),
        ("javascript:alert(1)", False),
    ],
)
def test_a_sound_url_names_the_article(url: str, is_name: bool) -> None:  # noqa: FBT001
    """Any other url is kept as text, and the article is named by its id."""
    found = asked([one_claim(article={"url": url})], "SELECT ?article WHERE { ?article a schema:NewsArticle }")
    assert found == [(url if is_name else "urn:newsclaims:article:a",)]
    question = "SELECT ?url WHERE { ?article nc:givenUrl ?url }"
    assert asked([one_claim(article={"url": url})], question) == ([] if is_name else [(url,)])


@needs_checkers
@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_breaks_out(attack: str) -> None:
    """Texts, names, ids and urls of any characters stay values."""
    source = Source(spans=(Span(start=0, end=1),), text=attack[0], name=attack)
    content = Content(spans=(Span(start=0, end=len(attack)),), text=attack)
    about = dict.fromkeys(("text", "id", "title", "url", "publisher", "language"), attack)
    article = Article.model_validate({**about, "authors": [attack]})
    info = ExtractorInfo(name=attack, version=attack, model=attack, annotator=attack)
    claims = (Claim(id=attack, source=source, content=content),)
    found = graph(text_of(ProvSerialiser(), [ClaimSet(article=article, claims=claims, extractor=info)]))
    assert BROKEN_OUT not in {str(term) for triple in found for term in triple}
    assert sum(str(value) == attack for _, _, value in found) >= 8
    assert faults(found) == ""


@needs_checkers
@examples(40)
@given(sets=several(max_size=2))
def test_any_claim_sets(sets: list[ClaimSet]) -> None:
    """A reader finds each article, claim, source and content, and no other IRI of newsclaims."""
    found = graph(text_of(ProvSerialiser(), sets))
    articles = {article_iri(s.article) for s in sets}
    subjects = {str(subject) for subject in found.subjects()}
    assert {name for name in subjects if not name.startswith("urn:newsclaims:")} <= articles
    assert articles <= subjects
    claims = {iri("claim", s.article.id, c.id, *maker(s)) for s in sets for c in s}
    assert {name for name in subjects if name.startswith("urn:newsclaims:claim:")} == claims
    values = {str(value) for _, predicate, value in found if str(predicate).endswith("#value")}
    assert values == {claim.content.text for s in sets for claim in s}
    names = {str(value) for _, predicate, value in found if str(predicate).endswith("/name")}
    assert names >= {claim.source.name for s in sets for claim in s if claim.source}
    assert not [term for triple in found for term in triple if type(term).__name__ == "BNode"]


@needs_checkers
@examples(10)
@given(sets=several(max_size=1))
def test_any_claim_set_conforms(sets: list[ClaimSet]) -> None:
    """Any claim set conforms to the shapes."""
    assert faults(graph(text_of(ProvSerialiser(), sets))) == ""


@needs_checkers
def test_samples_conform() -> None:
    """The samples conform to the shapes, with and without a time."""
    at = datetime(2024, 11, 8, 9, 30, tzinfo=UTC)
    for serialiser in (ProvSerialiser(), ProvSerialiser(at)):
        assert faults(graph(text_of(serialiser, [sample(), empty(), one_claim()]))) == ""


@needs_checkers
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("prov:wasQuotedFrom", "prov:wasDerivedFrom"),
        ('nc:quotationType "direct" ;', ""),
        ('prov:value "all of it" ;', ""),
        ('nc:stance "affirm"', 'nc:stance "agree"'),
        ('"0.875"^^xsd:double', '"1.5"^^xsd:double'),
        ("nc:start 21", "nc:start 38"),
        ("a prov:Agent, prov:Person, schema:Person", "a schema:Person"),
        ("a prov:Activity ;", ""),
        ("prov:wasAssociatedWith", "prov:wasInformedBy"),
        ('schema:name "Ines Prado"', 'schema:name ""'),
        ('schema:identifier "ferry-1"', "schema:identifier 1"),
        ("nc:ClaimSet ;", "nc:ClaimSet ; prov:wasDerivedFrom <urn:other> ;"),
        ("    nc:content <urn:newsclaims:content:ferry-1:9b0c75dd9d542252:rules:0.1.0> ;\n", ""),
        ("nc:parent <urn:newsclaims:claim:", "nc:parent <urn:newsclaims:nobody:"),
    ],
)
def test_a_broken_graph_does_not_conform(old: str, new: str) -> None:
    """The shapes detect values that are missing, repeated, of the wrong kind or contrary to the quotation type."""
    turtle = text_of(ProvSerialiser(), [sample()])
    assert old in turtle
    assert faults(graph(turtle.replace(old, new))) != ""


def test_no_time_is_written_unless_given() -> None:
    """Equal claim sets give equal bytes at any time."""
    assert "Time" not in dumps(sample(), "prov").replace("TimeMention", "")


@needs_checkers
def test_a_given_time_is_written() -> None:
    """The given time is written in UTC, for the claim set and for the end of the run."""
    at = datetime(2024, 11, 8, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    found = graph(text_of(ProvSerialiser(generated_at=at), [sample()]))
    told = {str(predicate).rpartition("#")[2]: str(value) for _, predicate, value in found if "Time" in str(predicate)}
    assert told == dict.fromkeys(("generatedAtTime", "endedAtTime"), "2024-11-08T08:30:00+00:00")


@pytest.mark.parametrize(
    ("moment", "error", "words"),
    [
        (datetime(2024, 11, 8), InvalidValueError, "no zone"),  # noqa: DTZ001
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=1))), InvalidValueError, "out of the range"),
        ("2024-11-08T09:30:00Z", InputTypeError, "must be a datetime with a zone, not str"),
    ],
)
def test_other_times_are_refused(moment: Any, error: type[Exception], words: str) -> None:
    """A time without a time zone is refused."""
    with pytest.raises(error, match=words):
        ProvSerialiser(generated_at=moment)


def test_reading_is_refused() -> None:
    """Reading is an error of the call itself, not of the first claim set."""
    with pytest.raises(WriteOnlyError, match="'prov' can be written but not read"):
        ProvSerialiser().load(io.BytesIO())
    with pytest.raises(WriteOnlyError):
        loads("", "prov")
    with pytest.raises(WriteOnlyError):
        list(load(GOLDEN / "sample.prov.ttl"))


@pytest.mark.slow
def test_equal_bytes_in_another_process() -> None:
    """The output does not depend on hashes, clocks or random numbers."""
    code = (
        "import sys, newsclaims as nc\n"
        "sets = list(nc.load(sys.argv[1]))\n"
        "sys.stdout.buffer.write((nc.dumps(sets, 'prov') + nc.dumps(sets, 'nanopub')).encode())"
    )
    path = GOLDEN / "samples.jsonl"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, path],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    sets = list(load(path))
    assert outputs == {(dumps(sets, "prov") + dumps(sets, "nanopub")).encode()}


def test_claims_are_asked_for_as_they_are_written() -> None:
    """At most one claim set is read ahead; prefixes are written once, at the top."""
    stream = io.BytesIO()
    sizes = []

    def source() -> Iterator[ClaimSet]:
        """Record how much is written whenever another one is asked for."""
        for number in range(5):
            sizes.append(len(stream.getvalue()))
            yield empty(f"Text {number}.")

    ProvSerialiser().dump(source(), stream)
    assert 0 < sizes[0] < sizes[1] < sizes[4] < len(stream.getvalue())
    assert stream.getvalue().count(b"@prefix prov:") == 1


@needs_checkers
def test_nothing_to_write() -> None:
    """Without claim sets, the file is valid Turtle without statements."""
    assert len(graph(text_of(ProvSerialiser(), []))) == 0


def test_protocol() -> None:
    """The serialiser keeps the protocol and pickles with its time."""
    serialiser = ProvSerialiser(datetime(2024, 11, 8, tzinfo=UTC))
    assert isinstance(serialiser, Serialiser)
    copy = pickle.loads(pickle.dumps(serialiser))
    assert text_of(copy, [sample()]) == text_of(serialiser, [sample()])
