"""JSON-LD: the article among a page's objects, with the faults of real pages."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.readers._html.linked_data import read_linked_data

ARTICLE = {"@type": "NewsArticle", "headline": "Bridge"}


def headline(*scripts: object, addresses: list[str] | None = None) -> str:
    """Return the headline of the article in some scripts."""
    written = [one if isinstance(one, str) else json.dumps(one) for one in scripts]
    return read_linked_data(written, addresses or []).text("headline")


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        [{"@type": "WebSite"}, ARTICLE],
        {"@graph": [{"@type": "WebPage"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        [[ARTICLE]],
        {**ARTICLE, "@type": ["Article", "https://schema.org/NewsArticle"]},
        {**ARTICLE, "@type": "schema:BlogPosting"},
        {**ARTICLE, "headline": {"@value": "Bridge"}},
        {**ARTICLE, "headline": [1, "", "Bridge"]},
    ],
)
def test_where_an_article_is(script: object) -> None:
    """The article is the object itself, in a list, in a graph, or the main thing of a page."""
    assert headline(script) == "Bridge"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"Bridge",}',
        '[{"@type":"NewsArticle","headline":"Bridge",},]',
        '<!-- {"@type":"NewsArticle","headline":"Bridge"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","headline":"Bridge"}\n//]]>',
        '/*<![CDATA[*/{"@type":"NewsArticle","headline":"Bridge",}/*]]>*/',
        '{"@type":"NewsArticle","headline":"Bridge","description":"two\nlines, with, ] commas,"}',
        '{"@type":"NewsArticle","headline":"Bridge","wordCount":NaN}',
    ],
)
def test_faults_that_are_repaired(script: str) -> None:
    """Commas before a bracket, comments and line ends inside strings do not hide the article."""
    assert headline(script) == "Bridge"


@pytest.mark.parametrize(
    "script", ["", "{", "nonsense", "[" * 100_000, '{"@graph":' * 3000 + "1" + "}" * 3000, "1", "null", '{"@type": 1}']
)
def test_scripts_that_cannot_be_read(script: str) -> None:
    """A script that is not JSON, or nested very deep, is ignored, and the next one is read."""
    assert headline(script) == ""
    assert headline(script, ARTICLE) == "Bridge"


def test_the_article_of_the_page_wins() -> None:
    """Of several articles, the one with the page's address counts, then the first, then a vague creative work."""
    other = {"@type": "NewsArticle", "headline": "Tunnel", "url": "https://quay.example/tunnel"}
    own = {**ARTICLE, "url": 1, "mainEntityOfPage": {"@id": "http://www.quay.example/bridge/?page=1#top"}}
    assert headline(other, own, addresses=["https://quay.example/Bridge"]) == "Bridge"
    assert headline(other, own) == "Tunnel"
    assert headline({"@type": "CreativeWork", "headline": "Menu"}, own) == "Bridge"


@pytest.mark.parametrize("key", ["comment", "liveBlogUpdate", "isPartOf", "hasPart", "itemListElement"])
def test_other_articles_inside_are_not_read(key: str) -> None:
    """Comments, updates and lists hold other articles than the page's own."""
    assert headline({"@type": "WebPage", key: [ARTICLE]}) == ""


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        (["Ann Lee", {"name": "Bo Li"}], ["Ann Lee", "Bo Li"]),
        ({"@type": "Person", "name": ["Ann Lee", "Bo Li"]}, ["Ann Lee", "Bo Li"]),
        ({"givenName": "Ann", "familyName": "Lee"}, ["Ann Lee"]),
        ({"@id": "#ann"}, ["Ann Lee"]),
        ("#ann", ["Ann Lee"]),
        ([{"@type": "Organization", "name": "The Quay"}, {"@type": "Person", "name": "Ann Lee"}], ["Ann Lee"]),
        ({"@type": "Organization", "name": "Quay Wire"}, ["Quay Wire"]),
        ([None, 1, {}, {"name": " "}, {"name": {}}], []),
    ],
)
def test_authors_in_all_their_forms(author: object, names: list[str]) -> None:
    """Authors are names, objects, lists of both, or references; an organisation counts only if there is no person."""
    person = {"@type": "Person", "@id": "#ann", "name": "Ann Lee"}
    found = read_linked_data([json.dumps({"@graph": [{**ARTICLE, "author": author}, person]})])
    assert found.names("author", kinds=["Organization"]) == names


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from(["NewsArticle", "#a", "https://a.example/"]),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["@type", "@id", "@graph", "author", "name", "url"]), inner)
    ),
)


@given(JSON)
def test_any_json(value: object) -> None:
    """Any JSON is read."""
    found = read_linked_data([json.dumps(value)], ["https://a.example/"])
    assert all(isinstance(name, str) for name in found.names("author", "name"))
    assert isinstance(found.text("url"), str)
