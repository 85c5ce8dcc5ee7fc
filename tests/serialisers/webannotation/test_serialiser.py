"""Web Annotation: W3C's model to the letter, selectors that find their words, and annotations by other tools."""

import contextlib
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.rdf.linked_data import PROCESSORS, expanded, keys, nodes, of_type, places, properties
from serialisers.samples import NEWER_VERSION, TEXT, articles_of, empty, passage, sample
from serialisers.strategies import JSON_VALUES, claimsets
from strategies import examples

from newsclaims._model import ClaimSet
from newsclaims.errors import (
    FormatError,
    InputTypeError,
    InvalidValueError,
    MissingArticleError,
    NewsClaimsError,
    SchemaVersionError,
)
from newsclaims.serialisers import dumps, load, loads
from newsclaims.serialisers._rdf import vocabulary
from newsclaims.serialisers._webannotation.serialiser import WebAnnotationSerialiser
from newsclaims.testing import sample_claimsets

FREE = {f"nc:{name}" for name in ("extractor", "usage", "mentionOf", "probabilities", "labels", "times", "evidence")}
OA = "http://www.w3.org/ns/oa#"
STANDARD = {
    *(OA + name for name in ("hasBody", "hasTarget", "hasSource", "hasSelector", "motivatedBy", "hasPurpose")),
    *(OA + name for name in ("exact", "prefix", "suffix", "start", "end")),
    *(
        "http://www.w3.org/ns/activitystreams#" + n
        for n in ("generator", "items", "partOf", "startIndex", "totalItems")
    ),
    "http://purl.org/dc/terms/creator",
    "http://xmlns.com/foaf/0.1/name",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "http://www.w3.org/2000/01/rdf-schema#label",
}
"""The properties of the Web Annotation Vocabulary that a page may have."""
OURS = {
    *("article", "claim", "claimSchema", "evidence", "extractor", "extractors", "mentionOf", "parent", "probabilities"),
    *("labels", "score", "times", "usage", "warnings"),
}
processed = pytest.mark.skipif(not PROCESSORS.is_installed(), reason="needs newsclaims[test-formats]")


def page(claimset: ClaimSet) -> Any:
    """Return the page as an independent reader sees it."""
    return json.loads(dumps(claimset, "webannotation"))


def changed(change: Callable[[Any], object]) -> str:
    """Return the sample's page, with changes."""
    data = page(sample())
    change(data)
    return json.dumps(data)


def back(data: Any) -> list[ClaimSet]:
    """Read annotations on the sample's article."""
    text = data if isinstance(data, str) else json.dumps(data)
    return loads(text, "webannotation", articles=articles_of(sample()))


def test_the_model_of_w3c() -> None:
    """A page has what the model requires: context, id, type, items, and its collection."""
    data = page(sample())
    assert data["@context"] == ["http://www.w3.org/ns/anno.jsonld", vocabulary.context("anno")]
    assert [data["type"], data["startIndex"], data["partOf"]["type"]] == ["AnnotationPage", 0, "AnnotationCollection"]
    assert [data["partOf"]["label"], data["partOf"]["total"]] == ["Ferry talks stall", len(data["items"])]
    assert data["partOf"]["generator"]["type"] == "Software"
    ids = [item["id"] for item in data["items"]]
    assert len({*ids, data["id"], data["partOf"]["id"]}) == len(ids) + 2
    for item in data["items"]:
        assert item["type"] == "Annotation"
        assert item["generator"] == data["partOf"]["generator"]["id"]
        assert not {"generated", "created", "modified", "bodyValue"} & set(item)
    motivations = [item["motivation"] for item in data["items"]]
    assert motivations == ["identifying", "tagging", "tagging", "linking"] * 3
    purposes = {body["purpose"] for item in data["items"] for body in item.get("body", ())}
    assert purposes == {"tagging", "identifying", "classifying"}


def test_one_pair_of_selectors_for_each_fragment() -> None:
    """Every fragment is a target with both selectors; the joined text is never quoted."""
    data = page(sample())
    first, second = data["items"][2]["target"]
    for target, words in ((first, "“The old ferry,”"), (second, "“will sail again.”")):
        position, quote = target["selector"]
        assert [target["type"], target["source"]] == ["SpecificResource", "https://example.org/ferry"]
        assert [position["type"], quote["type"]] == ["TextPositionSelector", "TextQuoteSelector"]
        assert TEXT[position["start"] : position["end"]] == quote["exact"] == words
    assert " ... " not in json.dumps(data["items"])


@given(claimset=claimsets())
def test_every_selector_finds_its_words(claimset: ClaimSet) -> None:
    """In code points, the position gives the quoted words, and prefix and suffix match the text."""
    text = claimset.article.text
    found = []
    for item in page(claimset)["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            if isinstance(target, dict):
                position, quote = target["selector"]
                start, end = position["start"], position["end"]
                found.append((start, end))
                assert text[start:end] == quote["exact"]
                assert text[:start].endswith(quote["prefix"])
                assert text[end:].startswith(quote["suffix"])
    assert found == [(s.start, s.end) for claim in claimset for _, one in claim.passages() for s in one.spans]


@processed
@pytest.mark.parametrize("claimset", [sample(), empty(), *sample_claimsets()])
def test_every_term_expands(claimset: ClaimSet) -> None:
    """A processor drops no key, and each key is a property of W3C's vocabulary or of ours."""
    data = page(claimset)
    found = expanded(data)
    assert len(properties(found)) == len(keys(data, FREE))
    assert set(properties(found)) <= STANDARD | {vocabulary.NAMESPACE + name for name in OURS}
    values = [one["@id"] for node in nodes(found) for one in node.get(OA + "motivatedBy", [])]
    assert set(values) <= {OA + name for name in ("identifying", "tagging", "linking")}
    assert all(kind.startswith("http") for node in nodes(found) for kind in node.get("@type", ()))


@processed
@examples(40)
@given(claimset=claimsets())
def test_nothing_breaks_out(claimset: ClaimSet) -> None:
    """For any article, a processor sees one annotation for each role and one for each claim."""
    data = page(claimset)
    found = of_type(expanded(data), OA + "Annotation")
    assert len(found) == sum(1 + len(list(claim.passages())) for claim in claimset)
    assert len({one["@id"] for one in found}) == len(found) == data["partOf"]["total"]
    assert "<" not in dumps(claimset, "webannotation")


def test_media_type_and_suffixes() -> None:
    """The media type is the one that W3C registers, and the suffixes win over `.jsonld` and `.json`."""
    serialiser = WebAnnotationSerialiser()
    assert serialiser.media_type == 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"'
    assert serialiser.suffixes == (".anno.jsonld", ".anno.json")


def _first_quote(data: Any) -> Any:
    return data["items"][0]["target"]["selector"][1]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{}", "not have the type AnnotationPage"),
        ('{"type": "Note"}', "not have the type AnnotationPage"),
        ('{"type": {"x": 1}}', "not have the type AnnotationPage"),
        ('{"type": "AnnotationPage", "items": {}}', "must be an array"),
        ('{"type": "AnnotationPage", "items": [1]}', "must be a JSON object"),
        ('{"type": "AnnotationPage", "items": [{}]}', "not have the type Annotation"),
        ('{"type": "AnnotationPage", "items": []}', "it does not name an article"),
        ('{"type": "AnnotationCollection", "first": "https://example.org/page1"}', "is elsewhere"),
        ('{"type": "AnnotationCollection", "first": {"items": 3}}', "must be an array"),
        (changed(lambda d: d["items"][0].update(target=[3, None])), None),
        (changed(lambda d: d["items"][0]["target"].update(source=3)), "not an IRI"),
        (changed(lambda d: d["items"][0]["target"].update(source={})), "not an IRI"),
        (changed(lambda d: d["items"][0]["target"].update(selector=3)), "must be a JSON object"),
        (changed(lambda d: d["items"][0]["target"]["selector"][0].update(start="3")), "whole numbers"),
        (changed(lambda d: d["items"][0]["target"]["selector"][0].pop("end")), "whole numbers"),
        (changed(lambda d: d["items"][0]["target"]["selector"][0].update(start=True)), "whole numbers"),
        (changed(lambda d: _first_quote(d).update(exact=3)), "an exact text"),
        (changed(lambda d: _first_quote(d).update(prefix=[])), "an exact text"),
        (changed(lambda d: _first_quote(d).update(exact="Nobody")), "'Nobody' is not at 38..63"),
        (changed(lambda d: _first_quote(d).update(exact="all", prefix="", suffix="")), "in several places"),
        (changed(lambda d: d["items"][1].update(id=d["items"][0]["id"])), "share the id"),
        (changed(lambda d: d["items"][-1].update({"nc:parent": "urn:x"})), "names the parent 'urn:x'"),
        (changed(lambda d: d["items"][-1].update({"nc:parent": []})), "names the parent"),
        (changed(lambda d: d["items"][-1].update({"nc:parent": d["items"][-1]["id"]})), "circle|itself|lead back"),
        (changed(lambda d: d["items"][3].update({"nc:claim": 3})), "id"),
        (changed(lambda d: d["items"][3].update({"nc:score": "high"})), "score"),
        (changed(lambda d: d["items"][3].update({"nc:times": [{}]})), "times"),
        (changed(lambda d: d["items"][3].update({"nc:evidence": 3})), "evidence"),
        (changed(lambda d: d["items"][3].update({"nc:probabilities": []})), "robabilities"),
        (changed(lambda d: d["items"][0].update({"nc:mentionOf": {"start": 3}})), "mention_of"),
        (changed(lambda d: d.update({"nc:extractor": "rules"})), "must be a JSON object"),
        (changed(lambda d: d.update({"nc:extractor": {}})), "name is missing"),
        (changed(lambda d: d.update({"nc:extractor": {"name": "\ud800"}})), "lone surrogate"),
        (changed(lambda d: [d.pop("nc:extractor"), *(i.update(creator="\ud800") for i in d["items"])]), "surrogate"),
        (changed(lambda d: d.update({"nc:warnings": "x"})), "must be an array"),
        (changed(lambda d: d.update({"nc:warnings": [3]})), "warnings"),
    ],
)
def test_faults(text: str, reason: str | None) -> None:
    """A missing or wrong value is named with its place; an unknown target is skipped."""
    if reason is None:
        assert back(text)[0].claims[0].source is None
        return
    with pytest.raises(FormatError, match=reason) as caught:
        back(text)
    assert caught.value.line == 1


@examples(300)
@given(data=st.data(), value=JSON_VALUES | st.just("") | st.none())
def test_any_value_in_any_field(data: st.DataObject, value: Any) -> None:
    """A change or removal of any part is read, or is an error of newsclaims."""
    changed_one = page(sample())
    container, key = data.draw(st.sampled_from(list(places(changed_one))))
    if data.draw(st.booleans()):
        container[key] = value
    else:
        del container[key]
    with contextlib.suppress(NewsClaimsError):
        loads(json.dumps(changed_one), "webannotation", articles=articles_of(sample()))


def test_another_schema_is_refused() -> None:
    """A page of a later schema is refused because of its version."""
    with pytest.raises(SchemaVersionError, match="Update newsclaims"):
        back(changed(lambda d: d.update({"nc:claimSchema": NEWER_VERSION})))


def test_articles_are_needed() -> None:
    """A page whose article is missing is an error that names it, after the pages before it."""
    sets = [empty("A.", id="a"), empty("B.", id="b")]
    data = io.BytesIO(dumps(sets, "webannotation").encode())
    found = load(data, format="webannotation", articles=articles_of(sets[0]))
    assert next(found) == sets[0]
    with pytest.raises(MissingArticleError, match="'b'"):
        next(found)


def test_an_article_under_another_id() -> None:
    """Claims are not read with another article under their article's id, even if the words are equal."""
    text = dumps(empty("A.", id="a"), "webannotation")
    with pytest.raises(InvalidValueError, match=r"articles\['a'\] is an article with the id 'b'"):
        loads(text, "webannotation", articles={"a": empty("A.", id="b").article})
    with pytest.raises(InputTypeError, match=r"articles\['a'\] must be an Article"):
        loads(text, "webannotation", articles={"a": "A."})  # type: ignore[dict-item]


def test_a_claim_of_a_content_only() -> None:
    """A claim without source and cue has an annotation for its content and one for the rest."""
    claimset = ClaimSet(article=sample().article, claims=[{"id": "1", "content": passage("all of it")}])
    content, joining = page(claimset)["items"]
    assert joining["target"] == [content["id"]]
    assert back(page(claimset)) == [claimset]
