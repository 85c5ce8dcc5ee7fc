"""JSON-LD: the terms of schema.org, a graph of what the claims say, and safe output for any text."""

import contextlib
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.rdf.linked_data import (
    PROCESSORS,
    compacted,
    context,
    expanded,
    keys,
    nodes,
    of_type,
    places,
    properties,
)
from serialisers.samples import NEWER_VERSION, TEXT, empty, passage, sample
from serialisers.strategies import JSON_VALUES, claimsets, texts
from strategies import examples

from newsclaims._model import Article, ClaimSet
from newsclaims.errors import FormatError, NewsClaimsError, SchemaVersionError
from newsclaims.serialisers import dumps, load, loads
from newsclaims.serialisers._rdf import vocabulary
from newsclaims.testing import sample_claimsets

SCHEMA = "http://schema.org/"
FREE = {"meta", "probabilities", "labels", "usage"}
SCHEMA_TERMS = {
    *("appearance", "articleBody", "author", "creator", "datePublished", "headline", "identifier", "inLanguage"),
    *("isPartOf", "name", "publisher", "text", "url", "version"),
}
"""The properties of schema.org (release 28) that a document may have."""
SCHEMA_TYPES = {
    *("Claim", "CreativeWork", "GovernmentOrganization", "NewsArticle", "Organization", "Person", "Quotation", "Thing"),
}

processed = pytest.mark.skipif(not PROCESSORS.is_installed(), reason="needs newsclaims[test-formats]")


def document(claimset: ClaimSet) -> Any:
    """Return the document as an independent reader sees it."""
    return json.loads(dumps(claimset, "jsonld"))


def changed(change: Callable[[Any], object]) -> str:
    """Return the sample as JSON-LD, with changes."""
    data = document(sample())
    change(data)
    return json.dumps(data)


def own_terms() -> set[str]:
    """Return the IRIs of the terms that the context in the wheel defines."""
    values = [one["@id"] if isinstance(one, dict) else one for one in vocabulary.context().values() if one != 1.1]
    return {vocabulary.NAMESPACE + one.removeprefix("nc:") for one in values if one.startswith("nc:")}


def test_the_terms_of_schema_org() -> None:
    """Article, claim and quotation use schema.org's terms."""
    data = document(sample())
    article, (quoted, indirect, _) = data["article"], data["claims"]
    assert data["@context"][0] == "https://schema.org"
    assert article == {
        "@id": "https://example.org/ferry",
        "@type": "NewsArticle",
        "identifier": "ferry-1",
        "headline": "Ferry talks stall",
        "url": "https://example.org/ferry",
        "datePublished": {"@type": "xsd:date", "@value": "2024-11-11"},
        "publisher": {"@type": "Organization", "name": "The Quay"},
        "author": [{"name": "Mara Lindqvist"}, {"name": "Tom Okoye"}],
        "inLanguage": "en",
        "articleBody": TEXT,
        "blocks": [
            {"@type": "Block", "kind": "title", "span": {"start": 0, "end": 19}},
            {"@type": "Block", "kind": "list_item", "span": {"start": 99, "end": 154}},
        ],
        "meta": {"page": 3, "desk": "harbour"},
    }
    assert quoted["@type"] == ["Claim", "Quotation"]
    assert quoted["author"] | {"@id": ""} == {"@id": "", "@type": "Person", "name": "Ines Prado"}
    assert quoted["creator"] == {"@id": quoted["author"]["@id"]}
    assert quoted["appearance"] == quoted["isPartOf"] == {"@id": article["@id"]}
    assert indirect["@type"] == "Claim"
    assert not {"creator", "isPartOf"} & set(indirect)
    assert "ClaimReview" not in json.dumps(data)


@pytest.mark.parametrize(
    ("source_type", "expected"),
    [
        ("named_person", "Person"),
        ("named_organisation", "Organization"),
        ("government", "GovernmentOrganization"),
        ("document", "CreativeWork"),
        ("anonymous", "Thing"),
        ("public", "Thing"),
        ("reference", "Thing"),
        (None, "Thing"),
    ],
)
def test_classes_of_sources(source_type: str | None, expected: str) -> None:
    """A source has the class of its type, or `Thing` if the type does not decide."""
    claim = {"id": "1", "source": {**passage("Critics"), "type": source_type}, "content": passage("all of it")}
    claimset = ClaimSet(article=sample().article, claims=[claim])
    assert document(claimset)["claims"][0]["author"]["@type"] == expected


def test_missing_labels_are_left_out() -> None:
    """A value of None is not written, and comes back as None."""
    claimset = ClaimSet(article={"text": TEXT}, claims=[{"id": "1", "content": passage("all of it")}])
    (claim,) = document(claimset)["claims"]
    assert set(claim) == {"@id", "@type", "identifier", "text", "appearance", "content"}
    assert loads(dumps(claimset, "jsonld"), "jsonld") == [claimset]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2024-11-08", "xsd:date"),
        ("2024-11-08T09:30:00", "xsd:dateTime"),
        ("2024-11-08T09:30:00.250000+14:00", "xsd:dateTime"),
        ("2024-11-08T09:30:00+14:01", None),
        ("1890-01-01T00:00:00+00:19:32", None),
    ],
)
def test_dates_have_their_type(published: str, expected: str | None) -> None:
    """Date and datetime have their XML Schema type; one that XML Schema cannot express is a string."""
    claimset = empty(published=published)
    found = document(claimset)["article"]["datePublished"]
    assert found == ({"@type": expected, "@value": published} if expected else published)
    assert loads(dumps(claimset, "jsonld"), "jsonld") == [claimset]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=c#d",
        "http://example.org:80/ü/%20",
        "https://[::1]/",
        "HTTPS".lower() + "://example.org",
    ],
)
def test_an_article_on_the_web_is_its_url(url: str) -> None:
    """A valid http or https IRI identifies the article."""
    article = document(empty(url=url))["article"]
    assert [article["@id"], article["url"]] == [url, url]


@pytest.mark.parametrize(
    "url",
    [
        *("", "example.org/a", "/a", "nc:stance", "urn:a", "file:///a", "javascript:alert(1)", "https:a", "https://"),
        *("https://a b", "https://a/<b>", 'https://a/"', "https://a/%zz", "https://a/{b}", "https://a/\u202eb", "_:b"),
        *(
            "https://a/b\n",
            "https://a#b#c",
            "https://a/\ue000",
            "https://a/[b]",
            "@id",
            "https://[::1::2]/",
            "https://a:99999/",
        ),
    ],
)
def test_other_urls_are_kept_as_text(url: str) -> None:
    """A url that is not an IRI of the web identifies nothing, and is kept as text in a term of newsclaims."""
    claimset = empty(url=url, id="quay 1/ü")
    article = document(claimset)["article"]
    assert [article["@id"], article["givenUrl"]] == ["urn:newsclaims:article:quay%201%2F%C3%BC", url]
    assert "url" not in article
    assert loads(dumps(claimset, "jsonld"), "jsonld") == [claimset]


def test_iris_distinguish_articles_and_annotators() -> None:
    """Claims with one id, in two articles or by two annotators, have different IRIs."""
    content = {"spans": [{"start": 0, "end": 1}], "text": "a"}
    names = [
        document(
            ClaimSet(article={"text": "a", "id": article}, claims=[{"id": claim, "content": content}], extractor=made)
        )
        for article, claim, made in [
            ("a", "1", None),
            ("b", "1", None),
            ("a", "1", {"name": "brat", "annotator": "x"}),
            ("a", "1", {"name": "brat", "annotator": "y"}),
            ("a:1", "1", None),
            ("a", "1:1", None),
        ]
    ]
    assert len({name["claims"][0]["@id"] for name in names}) == len(names)


def test_nothing_ends_a_script_element() -> None:
    """No text can end a script element of a web page, or begin a comment there."""
    claimset = empty("</script><script>alert(1)</script><!--", title="</SCRIPT >", id="<", meta={"<": "</script"})
    text = dumps(claimset, "jsonld")
    assert "<" not in text
    assert loads(text, "jsonld") == [claimset]


def test_several_are_an_array_of_documents() -> None:
    """Each of several documents is complete, with its own context."""
    sets = [sample(), empty()]
    data = json.loads(dumps(sets, "jsonld"))
    assert [one["@type"] for one in data] == ["ClaimSet", "ClaimSet"]
    assert data[0]["@context"] == data[1]["@context"] == ["https://schema.org", vocabulary.context()]
    assert json.loads(dumps([], "jsonld")) == []


@processed
@pytest.mark.parametrize("claimset", [sample(), empty(), *sample_claimsets()])
def test_every_term_expands(claimset: ClaimSet) -> None:
    """A processor drops no key, and each key is a property of schema.org or of our context."""
    data = document(claimset)
    found = expanded(data)
    assert len(properties(found)) == len(keys(data, FREE))
    assert set(properties(found)) <= own_terms() | {SCHEMA + term for term in SCHEMA_TERMS}
    types = {kind for node in nodes(found) for kind in node.get("@type", ())}
    assert types <= own_terms() | {SCHEMA + kind for kind in SCHEMA_TYPES}


def test_the_context_defines_nothing_that_is_not_used() -> None:
    """The samples together use every term of the context."""
    used = {key for claimset in (sample(), *sample_claimsets(), _gold()) for key in _names(document(claimset))}
    assert set(vocabulary.context()) - {"@version", "nc", "xsd"} <= used


def _gold() -> ClaimSet:
    return ClaimSet(article={"text": "", "url": "?"}, extractor={"name": "brat", "annotator": "x"})


def _names(value: Any) -> set[str]:
    if isinstance(value, list):
        return {name for one in value for name in _names(one)}
    if not isinstance(value, dict):
        return {value} if isinstance(value, str) else set()
    return set(value) | {name for key, one in value.items() if key != "@context" for name in _names(one)}


@processed
@examples(40)
@given(claimset=claimsets() | st.sampled_from([sample(), *sample_claimsets()]))
def test_compacted_documents_are_read(claimset: ClaimSet) -> None:
    """A document that another processor expanded and compacted gives the same claims."""
    data = document(claimset)
    assert loads(json.dumps(compacted(expanded(data), data["@context"])), "jsonld") == [claimset]


TRICKS: dict[str, Any] = {
    "@id": "urn:newsclaims:claim:x",
    "@type": "Claim",
    "@context": {"@vocab": "http://schema.org/"},
    "@graph": [{"@type": "Claim", "text": "I am none."}],
    "@value": "x",
    "@list": [{"@type": "Claim"}],
    "@reverse": {"appearance": {"@type": "Claim"}},
    "claims": [{"@type": ["Claim", "Quotation"]}],
    "http://schema.org/appearance": {"@type": "Claim"},
}
tricky = st.dictionaries(
    st.sampled_from(sorted(TRICKS)) | texts(), st.sampled_from(list(TRICKS.values())) | JSON_VALUES
)
words = texts(max_size=30) | st.sampled_from(['"},{"@type":"Claim"}', "@id", "_:b0", "nc:Claim", "Claim", "</script>"])


@processed
@examples(60)
@given(claimset=claimsets(), meta=tricky, title=words, publisher=words, article_id=words.filter(bool))
def test_nothing_breaks_out(claimset: ClaimSet, meta: Any, title: str, publisher: str, article_id: str) -> None:
    """For any meta and texts, a processor sees the claims with their texts, and one article."""
    article = Article(text=claimset.article.text, id=article_id, title=title, publisher=publisher, url=title, meta=meta)
    given_set = claimset.model_copy(update={"article": article})
    found = expanded(document(given_set))
    claims = of_type(found, SCHEMA + "Claim")
    assert [one[SCHEMA + "text"][0]["@value"] for one in claims] == [claim.content.text for claim in claimset]
    assert len({one["@id"] for one in claims}) == len(claims)
    (node,) = of_type(found, SCHEMA + "NewsArticle")
    assert node[SCHEMA + "headline"] == [{"@value": title}]
    assert node.get(vocabulary.NAMESPACE + "meta", [{"@value": {}}])[0]["@value"] == article.meta.plain()
    assert len(of_type(found, vocabulary.NAMESPACE + "ClaimSet")) == 1


def test_any_order_and_further_keys() -> None:
    """Keys may be in any order, and unknown keys are ignored."""

    def turned(value: Any, key: str = "") -> Any:
        """Reverse the keys of every object, and add one."""
        if isinstance(value, dict) and key not in FREE | {"@context"}:
            return {"sameAs": "urn:x"} | {inner: turned(one, inner) for inner, one in reversed(value.items())}
        return [turned(one, key) for one in value] if isinstance(value, list) else value

    assert loads(json.dumps(turned(document(sample()))), "jsonld") == [sample()]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{}", "not a ClaimSet"),
        ('{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "x"}', "not a ClaimSet"),
        ('{"@context": "https://schema.org", "@type": "ClaimSet"}', "not a ClaimSet"),
        (changed(lambda d: d.pop("@context")), "not a ClaimSet"),
        (changed(lambda d: d.update({"@type": "Dataset"})), "not a ClaimSet"),
        (changed(lambda d: d.pop("article")), "ClaimSet.article.text is missing"),
        (changed(lambda d: d.update(article="x")), "must be a JSON object"),
        (changed(lambda d: d.update(claims={})), "must be an array"),
        (changed(lambda d: d.update(claims=[1])), "must be a JSON object"),
        (changed(lambda d: d.update(warnings="x")), "must be an array"),
        (changed(lambda d: d.update(warnings=[1])), "warnings"),
        (changed(lambda d: d.update(extractor=[])), "must be a JSON object"),
        (changed(lambda d: d["article"].update(articleBody=["x"])), "ClaimSet.article.text"),
        (changed(lambda d: d["article"].update(datePublished={"@value": []})), "the value must be a date"),
        (changed(lambda d: d["article"].update(publisher={"name": 3})), "publisher"),
        (changed(lambda d: d["article"].update(author="Ann")), r"author\[0\] must be a JSON object"),
        (changed(lambda d: d["article"]["author"][0].pop("name")), r"authors\.0"),
        (changed(lambda d: d["article"].update(meta=3)), "meta"),
        (changed(lambda d: d["article"].update(blocks=3)), "'blocks' of .* must be an array"),
        (changed(lambda d: d["article"]["blocks"][0].pop("span")), r"blocks\.0\.span"),
        (changed(lambda d: d["claims"][0].pop("identifier")), "id"),
        (changed(lambda d: d["claims"][0].update(identifier=[])), "id"),
        (changed(lambda d: d["claims"][0].update(content=None)), "content"),
        (changed(lambda d: d["claims"][0]["content"].update(spans=3)), "must be an array"),
        (changed(lambda d: d["claims"][0]["content"].update(spans=[[0, 1]])), "must be a JSON object"),
        (changed(lambda d: d["claims"][0]["content"]["spans"][1].update(end=9999)), "past the text's end"),
        (changed(lambda d: d["claims"][0]["content"].update(text="other")), "the text reads"),
        (changed(lambda d: d["claims"][0].update(stance="maybe")), "stance"),
        (changed(lambda d: d["claims"][0].update(author=3)), "must be a JSON object"),
        (changed(lambda d: d["claims"][0]["author"].update(name=[])), "name"),
        (changed(lambda d: d["claims"][0].update(times=[3])), "must be a JSON object"),
        (changed(lambda d: d["claims"][0].update(evidence={"@list": []})), "must be an array"),
        (changed(lambda d: d["claims"][0].update(probabilities=[])), "probabilities"),
        (changed(lambda d: d["claims"][2].update(parent="urn:x")), "names the parent 'urn:x'"),
        (changed(lambda d: d["claims"][2].update(parent=[{}])), "names the parent"),
        (changed(lambda d: d["claims"][2].update({"@id": []})), None),
        (changed(lambda d: d.pop("claimSchema")), None),
    ],
)
def test_faults(text: str, reason: str | None) -> None:
    """A missing or wrong value is named with its place; optional values may be missing."""
    if reason is None:
        assert loads(text, "jsonld") == [sample()]
        return
    with pytest.raises(FormatError, match=reason) as caught:
        loads(text, "jsonld")
    assert caught.value.line == 1


@examples(300)
@given(data=st.data(), value=JSON_VALUES | st.just("") | st.none())
def test_any_value_in_any_field(data: st.DataObject, value: Any) -> None:
    """A change or removal of any part is read, or is an error of newsclaims."""
    changed_one = document(sample())
    container, key = data.draw(st.sampled_from(list(places(changed_one))))
    if data.draw(st.booleans()):
        container[key] = value
    else:
        del container[key]
    with contextlib.suppress(NewsClaimsError):
        loads(json.dumps(changed_one), "jsonld")


def test_another_schema_is_refused() -> None:
    """A document of a later schema is refused because of its version."""
    with pytest.raises(SchemaVersionError, match="Update newsclaims"):
        loads(changed(lambda d: d.update(claimSchema=NEWER_VERSION)), "jsonld")


def test_documents_before_a_fault_are_read() -> None:
    """The documents before a fault are yielded, and the error has the first line of the faulty one."""
    good = dumps(sample(), "jsonld")
    found = load(io.BytesIO(f"[{good},{{}}]".encode()), format="jsonld")
    assert next(found) == sample()
    with pytest.raises(FormatError) as caught:
        next(found)
    assert caught.value.line == good.count("\n") + 1


def test_the_copied_contexts_have_no_term_of_newsclaims() -> None:
    """The copy of schema.org's context has no term of newsclaims."""
    known = set(context("https://schema.org")["@context"])
    assert not known & (set(vocabulary.context()) - {"xsd", "datePublished", "model"})
