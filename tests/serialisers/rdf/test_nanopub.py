"""Nanopublications, read by rdflib and checked against our shapes by pyshacl."""

import io
import os
import pickle
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from serialisers.rdf.graphs import ATTACKS, BROKEN_OUT, dataset, faults, needs_checkers, text_of, union
from serialisers.samples import empty, sample
from serialisers.strategies import several
from strategies import examples

from newsclaims._model import Article, Claim, ClaimSet, Content, ExtractorInfo, QuotationType, Source
from newsclaims.errors import InputTypeError, InvalidValueError, WriteOnlyError
from newsclaims.serialisers import Serialiser, dumps, load, loads
from newsclaims.serialisers._rdf import nanopub
from newsclaims.serialisers._rdf.nanopub import NanopubSerialiser

if TYPE_CHECKING:
    from rdflib import Dataset

GOLDEN = Path(__file__).parents[2] / "golden"
TEMPORARY = "http://purl.org/nanopub/temp/"
NP = "http://www.nanopub.org/nschema#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "http://schema.org/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"

Triples = set[tuple[str, str, str]]


def graphs(quads: "Dataset") -> dict[str, Triples]:
    """Return the statements of each graph, by its IRI."""
    found: dict[str, Triples] = defaultdict(set)
    for subject, predicate, value, name in quads.quads():
        found[str(name)].add((str(subject), str(predicate), str(value)))
    return dict(found)


def written(sets: list[ClaimSet], **options: Any) -> dict[str, Triples]:
    """Return the graphs that are written of claim sets."""
    return graphs(dataset(text_of(NanopubSerialiser(**options), sets)))


def first(found: dict[str, Triples], kind: str) -> Triples:
    """Return the first graph of a kind that belongs to the sample's first claim."""
    [name] = [name for name, triples in found.items() if any("old ferry" in value for _, _, value in triples)]
    return found[name.removesuffix("assertion") + kind]


def test_golden(monkeypatch: pytest.MonkeyPatch) -> None:
    """The claim set made by hand equals the golden file, byte for byte."""
    monkeypatch.setattr(nanopub, "__version__", "0.1.0")
    path = GOLDEN / "sample.trig"
    data = text_of(NanopubSerialiser(), [sample()]).encode()
    if os.environ.get("NEWSCLAIMS_RENEW_GOLDEN") == "1":
        path.write_bytes(data)
    assert data == path.read_bytes()


@needs_checkers
def test_four_graphs_for_each_claim() -> None:
    """Each claim has a head that names three other graphs; all IRIs differ, and no statement is outside a graph."""
    found = written([sample()])
    heads = [(name, triples) for name, triples in found.items() if name.endswith("/Head")]
    assert len(heads) == 3
    assert len(found) == 12
    for name, triples in heads:
        this = name.removesuffix("Head")
        assert triples == {
            (this, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{NP}Nanopublication"),
            (this, f"{NP}hasAssertion", f"{this}assertion"),
            (this, f"{NP}hasProvenance", f"{this}provenance"),
            (this, f"{NP}hasPublicationInfo", f"{this}pubinfo"),
        }
        assert this.startswith(TEMPORARY)
        assert {f"{this}assertion", f"{this}provenance", f"{this}pubinfo"} < set(found)


@needs_checkers
def test_the_assertion_says_who_says_what() -> None:
    """The assertion has the claim, its source and its words, and nothing about provenance."""
    triples = first(written([sample()]), "assertion")
    claim, who = (f"urn:newsclaims:{kind}:ferry-1:0df001822bb1d940:rules:0.1.0" for kind in ("claim", "source"))
    assert {
        (claim, f"{SCHEMA}text", "“The old ferry,” ... “will sail again.”"),
        (claim, f"{SCHEMA}author", who),
        (claim, "https://w3id.org/newsclaims/terms#stance", "affirm"),
        (who, f"{SCHEMA}name", "Ines Prado"),
    } <= triples
    assert not any(predicate.startswith(PROV) for _, predicate, _ in triples)


@needs_checkers
def test_the_provenance_says_where_from() -> None:
    """The assertion comes from the article and a run; the words are quoted and attributed to the source."""
    found = written([sample()])
    triples = first(found, "provenance")
    [assertion] = [subject for subject, _, _ in triples if subject.endswith("/assertion")][:1]
    content, who = (f"urn:newsclaims:{kind}:ferry-1:0df001822bb1d940:rules:0.1.0" for kind in ("content", "source"))
    assert assertion in found
    assert {
        (assertion, f"{PROV}wasDerivedFrom", "https://example.org/ferry"),
        (assertion, f"{PROV}wasGeneratedBy", "urn:newsclaims:run:ferry-1:6af91c3e3d0a5ca1"),
        (content, f"{PROV}wasQuotedFrom", "https://example.org/ferry"),
        (content, f"{PROV}wasAttributedTo", who),
        ("https://example.org/ferry", f"{SCHEMA}headline", "Ferry talks stall"),
    } <= triples


@needs_checkers
def test_the_publication_tells_its_tool() -> None:
    """The publication info names newsclaims; time, creator, licence and signature are left to the publisher."""
    found = written([sample()])
    triples = first(found, "pubinfo")
    assert {value for _, predicate, value in triples if predicate == f"{SCHEMA}name"} == {"newsclaims"}
    said = {predicate.rpartition("/")[2].rpartition("#")[2] for _, predicate, _ in triples}
    assert said == {"createdWith", "type", "name", "softwareVersion"}


@needs_checkers
def test_a_given_licence_is_written() -> None:
    """A given licence is written once for each nanopublication."""
    found = written([sample()], licence=LICENCE)
    told = [t for triples in found.values() for t in triples if t[1] == "http://purl.org/dc/terms/license"]
    assert sorted(t[2] for t in told) == [LICENCE] * 3
    assert {f"{subject}pubinfo" for subject, _, _ in told} < set(found)


@pytest.mark.parametrize(
    ("licence", "error", "words"),
    [
        ("CC BY", InvalidValueError, "not an http or https IRI"),
        ("https://example.org/> a <urn:x", InvalidValueError, "not an http or https IRI"),
        ("", InvalidValueError, "not an http or https IRI"),
        (4, InputTypeError, "licence must be a str, not int"),
    ],
)
def test_other_licences_are_refused(licence: Any, error: type[Exception], words: str) -> None:
    """A licence must be an http or https IRI."""
    with pytest.raises(error, match=words):
        NanopubSerialiser(licence=licence)


@needs_checkers
def test_an_indirect_content_is_not_quoted() -> None:
    """An indirect content is derived from the article, and is not a Quotation."""
    content = sample().claims[0].content.model_copy(update={"quotation": QuotationType.INDIRECT})
    claim = sample().claims[0].model_copy(update={"content": content})
    found = written([ClaimSet(article=sample().article, claims=(claim,))])
    terms = {term for triples in found.values() for triple in triples for term in triple}
    assert not terms & {f"{PROV}wasQuotedFrom", f"{SCHEMA}Quotation", f"{SCHEMA}creator"}


@needs_checkers
@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_breaks_out(attack: str) -> None:
    """Texts, names, ids and urls of any characters stay values."""
    source = Source(spans=({"start": 0, "end": 1},), text=attack[0], name=attack)
    content = Content(spans=({"start": 0, "end": len(attack)},), text=attack)
    about = dict.fromkeys(("text", "id", "title", "url", "publisher", "language"), attack)
    article = Article.model_validate({**about, "authors": [attack]})
    info = ExtractorInfo(name=attack, version=attack, model=attack, annotator=attack)
    claims = (Claim(id=attack, source=source, content=content),)
    quads = dataset(text_of(NanopubSerialiser(), [ClaimSet(article=article, claims=claims, extractor=info)]))
    found = graphs(quads)
    assert len(found) == 4
    assert BROKEN_OUT not in {term for triples in found.values() for triple in triples for term in triple}
    assert sum(value == attack for triples in found.values() for _, _, value in triples) >= 8
    assert faults(union(quads)) == ""


@needs_checkers
@examples(40)
@given(sets=several(max_size=2))
def test_any_claim_sets(sets: list[ClaimSet]) -> None:
    """A reader finds four graphs for each claim with its words, and each article."""
    found = written(sets)
    # Equal claims of one extractor are one nanopublication.
    makers = {
        (s.article.id, c.id, s.extractor and (s.extractor.annotator or s.extractor.name)) for s in sets for c in s
    }
    assert len(found) == 4 * len(makers)
    assert {name.rpartition("/")[2] for name in found} <= {"Head", "assertion", "provenance", "pubinfo"}
    words = {value for triples in found.values() for _, predicate, value in triples if predicate == f"{SCHEMA}text"}
    assert words == {passage.text for s in sets for claim in s for _, passage in claim.passages()}
    blank = [value for triples in found.values() for triple in triples for value in triple[:1] if ":" not in value]
    assert not blank


@needs_checkers
@examples(10)
@given(sets=several(max_size=1))
def test_any_claim_set_conforms(sets: list[ClaimSet]) -> None:
    """Any claim set conforms to the shapes."""
    assert faults(union(dataset(text_of(NanopubSerialiser(), sets)))) == ""


@needs_checkers
def test_samples_conform() -> None:
    """The sample conforms to the shapes."""
    assert faults(union(dataset(text_of(NanopubSerialiser(LICENCE), [sample(), empty()])))) == ""


@needs_checkers
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("np:hasAssertion", "np:hasAssertions"),
        ("np:hasPublicationInfo", "np:hasProvenance"),
        ("prov:wasQuotedFrom", "prov:wasDerivedFrom"),
        ("pav:createdWith", "pav:createdBy"),
        ("nc:end 37", "nc:end 21"),
        ('nc:confidence "certain"', 'nc:confidence "sure", "certain"'),
        ('schema:text "said"', 'schema:text ""'),
        ("a schema:Person", "a schema:Person ; schema:name 1"),
    ],
)
def test_a_broken_graph_does_not_conform(old: str, new: str) -> None:
    """The shapes detect values that are missing, repeated or of the wrong kind."""
    trig = text_of(NanopubSerialiser(), [sample()])
    assert old in trig
    assert faults(union(dataset(trig.replace(old, new)))) != ""


def test_extractors_do_not_share_a_nanopublication() -> None:
    """Equal words by two extractors are two nanopublications; by one extractor, they are one."""
    one, other = (sample().model_copy(update={"extractor": ExtractorInfo(name=name)}) for name in ("one", "other"))
    heads = [
        line
        for claimset in (one, one, other)
        for line in dumps(claimset, "nanopub").splitlines()
        if line.endswith("/Head> {")
    ]
    assert len(set(heads)) == 6


def test_reading_is_refused() -> None:
    """Reading is an error of the call itself, not of the first claim set."""
    with pytest.raises(WriteOnlyError, match="'nanopub' can be written but not read"):
        NanopubSerialiser().load(io.BytesIO())
    with pytest.raises(WriteOnlyError):
        loads("", "nanopub")
    with pytest.raises(WriteOnlyError):
        list(load(GOLDEN / "sample.trig"))


def test_claims_are_asked_for_as_they_are_written() -> None:
    """At most one claim set is read ahead; prefixes are written once, at the top."""
    stream = io.BytesIO()
    sizes = []

    def source() -> Iterator[ClaimSet]:
        """Record how much is written whenever another one is asked for."""
        for number in range(3):
            sizes.append(len(stream.getvalue()))
            yield sample().model_copy(update={"extractor": ExtractorInfo(name=str(number))})

    NanopubSerialiser().dump(source(), stream)
    assert 0 < sizes[0] < sizes[1] < sizes[2] < len(stream.getvalue())
    assert stream.getvalue().count(b"@prefix prov:") == 1


@needs_checkers
def test_nothing_to_write() -> None:
    """Without claims, the file is valid TriG without graphs."""
    assert written([]) == written([empty()]) == {}


def test_protocol() -> None:
    """The serialiser keeps the protocol and pickles with its licence."""
    serialiser = NanopubSerialiser(LICENCE)
    assert isinstance(serialiser, Serialiser)
    copy = pickle.loads(pickle.dumps(serialiser))
    assert text_of(copy, [sample()]) == text_of(serialiser, [sample()])
