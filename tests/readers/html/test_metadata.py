"""Metadata: from where in a page each field comes, and what wins."""

from datetime import UTC, date, datetime

import pytest

from newsclaims._files.locations import FileLocation
from newsclaims.readers._html.metadata import Metadata, find_metadata
from newsclaims.readers._html.page import read_page
from newsclaims.readers._html.plain import plain, plain_lines

pytest.importorskip("lxml", reason="needs newsclaims[html]")


def about(head: str, body: str = "<p>Text.</p>", html: str = "") -> Metadata:
    """Return what a page says about its article."""
    page = read_page(f"<html {html}><head>{head}</head><body>{body}</body></html>", FileLocation("html"), 500)
    assert page is not None
    return find_metadata(page)


EPOCH = datetime(2024, 11, 8, 9, 30, tzinfo=UTC)
SITE = '<meta property="og:site_name" content="The Quay">'


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Bridge closed</title>", "", "Bridge closed"),
        (f"{SITE}<title>Bridge closed | The Quay</title>", "", "Bridge closed"),
        (f"{SITE}<title>The Quay: Bridge closed</title>", "", "Bridge closed"),
        (f"{SITE}<title>Bridge &amp;amp; tunnel &#8211; The Quay</title>", "", "Bridge & tunnel"),
        (f"{SITE}<title>The Quay</title>", "<h1>Bridge closed</h1>", "Bridge closed"),
        ("<title>The Quay - Bridge closed</title>", "<h1>The Quay</h1><h1>Bridge closed</h1>", "The Quay"),
        ("<title>The Quay</title>", "<h1>Bridge closed</h1>", "Bridge closed"),
        ("<title>Bridge closed</title>", "<header><h1>The Quay</h1></header>", "Bridge closed"),
        ("<title>Bridge closed</title>", "<h1><a href=/>The Quay</a></h1>", "Bridge closed"),
        ("<title>Bridge closed</title>", "<h1>The Quay</h1><h1>Menu</h1>", "Bridge closed"),
        ("<title>Old bridge closed for good</title>", "<h1>The Quay</h1>", "Old bridge closed for good"),
        ("<title>Old bridge closed | Local | The Quay</title>", "", "Old bridge closed"),
        ("<title>The Quay | Local | Old bridge closed</title>", "", "Old bridge closed"),
        ("<title>Bridge closed | Local news today</title>", "<h1>Bridge closed</h1>", "Bridge closed"),
        (f'{SITE}<meta property="og:title" content="Old bridge closed | Local | The Quay">', "", "Old bridge closed"),
        ("<title>Old brid&shy;ge closed</title>", "", "Old bridge closed"),
        ('<meta property="og:title" content="Bridge closed"><title>Front page</title>', "", "Bridge closed"),
        ('<script type="application/ld+json">{"@type":"Article","headline":"A &amp; <b>B</b>"}</script>', "", "A & B"),
        ("", "<h1 itemprop=headline>Bridge <i>closed</i></h1>", "Bridge closed"),
        ("", "", None),
    ],
)
def test_the_title(head: str, body: str, title: str | None) -> None:
    """The headline is that of JSON-LD, OpenGraph, microdata, a heading in the page's title, or the title itself."""
    assert about(head, body).title == title


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (
            '<meta property="article:published_time" content="2024-11-08T06:12:44Z">',
            "",
            datetime(2024, 11, 8, 6, 12, 44, tzinfo=UTC),
        ),
        ('<meta name="DC.date.issued" content="2024-11-08">', "", date(2024, 11, 8)),
        ('<meta itemprop="datePublished" content="2024-11-08">', "", date(2024, 11, 8)),
        ("", '<abbr class="published" title="2024-11-08">today</abbr>', date(2024, 11, 8)),
        ("", "<time datetime=2024-11-08>today</time>", date(2024, 11, 8)),
        ("", "<time class=updated datetime=2024-11-09>x</time><time datetime=2024-11-08>y</time>", date(2024, 11, 8)),
        ("", "<time datetime=2024-11-07>x</time><time pubdate datetime=2024-11-08>y</time>", date(2024, 11, 8)),
        ("", "<nav><time datetime=2024-11-07>x</time></nav><time datetime=2024-11-08>y</time>", date(2024, 11, 8)),
        ("", "<footer><time datetime=2020-01-01>x</time></footer>", None),
        ("", "<p class=published>Published: Friday 8th November 2024</p>", date(2024, 11, 8)),
        ("", "<p class=date>Posted on 8 November 2024 | Updated 9 November 2024</p>", date(2024, 11, 8)),
        ("", "<p class=date>Updated 9 November 2024<br>First published: 8 November 2024</p>", date(2024, 11, 8)),
        ("", "<p class=byline>By Ann Lee<br>8 November 2024</p>", date(2024, 11, 8)),
        ("", "<time>8 November 2024</time>", date(2024, 11, 8)),
        ("", "<time>2 days ago</time>", None),
        ("", "<p class=date>7 November 2024</p><h1>Bridge</h1><p class=date>8 November 2024</p>", date(2024, 11, 8)),
        ("", "<p class=date>7 November 2024</p><h1>Bridge</h1>", None),
        ("", "<p class=date>Updated 9 November 2024</p>", None),
        ('<script type="application/ld+json">{"@type":"Article","datePublished":1731058200000}</script>', "", EPOCH),
        ('<script type="application/ld+json">{"@type":"Article","datePublished":"1731058200"}</script>', "", EPOCH),
        ("", "<aside><time datetime=2020-01-01>x</time></aside>", None),
        ("", f"<p>{'It rains. ' * 20}<time datetime=2024-12-24>Tuesday</time></p>", None),
        (
            "",
            "<p>Updated <time datetime=2024-11-09>x</time>, <time datetime=2024-11-08>y</time></p>",
            date(2024, 11, 8),
        ),
        (
            "",
            "<b>Last updated:</b> <time datetime=2024-11-09>x</time> <time datetime=2024-11-08>y</time>",
            date(2024, 11, 8),
        ),
        ("", "<time datetime=2024-11-09>Modified at 9</time><time datetime=2024-11-08>y</time>", date(2024, 11, 8)),
        ('<meta name="last_published_at" content="2024-11-09">', "", None),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "dateCreated": "2024-11-01"}</script>',
            '<b itemprop="datePublished" content="2024-11-08">today</b>',
            date(2024, 11, 8),
        ),
        (
            "<link rel=canonical href=https://quay.example/2024/11/08/bridge>",
            "<p>© 2024. Posted 8 November 2024.</p>",
            None,
        ),
        ('<meta name=date content="soon"><meta name=pubdate content=2024-11-08>', "", date(2024, 11, 8)),
        (
            '<script type="application/ld+json">{"@type":"Article","datePublished":"2024-11-08"}</script>',
            "<time datetime=2024-11-09>x</time>",
            date(2024, 11, 8),
        ),
    ],
)
def test_the_date_of_publication(head: str, body: str, published: date | None) -> None:
    """The date is what the page marks as such; never that of an update, an address, a footer or the prose."""
    assert about(head, body).published == published


def test_a_date_that_cannot_be_read_is_kept() -> None:
    """A date whose order is not known goes to meta as it is."""
    found = about('<meta name="date" content="03/04/2024">')
    assert (found.published, found.meta["published"]) == (None, "03/04/2024")


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        ('<meta name=author content="By Ann Lee and Bo Li">', "", ["Ann Lee", "Bo Li"]),
        ('<meta name=author content="Ann Lee"><meta name=author content="Bo Li">', "", ["Ann Lee", "Bo Li"]),
        (
            '<meta property="article:author" content="https://quay.example/ann">',
            "<a rel=author>Ann Lee</a>",
            ["Ann Lee"],
        ),
        ("", "<span itemprop=author itemscope><b>By</b> <b itemprop=name>Ann Lee</b></span>", ["Ann Lee"]),
        ("", '<span itemprop=author content="Ann Lee">x</span>', ["Ann Lee"]),
        ("", "<p class=byline>By Ann Lee</p>", ["Ann Lee"]),
        ("", "<p class=byline>By <a>Ann Lee</a> and\n<a>Bo Li</a><br>Millbrook bureau</p>", ["Ann Lee", "Bo Li"]),
        ("", "<div class=byline><div>By</div><div>Ann Lee</div><div>The Quay</div></div>", ["Ann Lee"]),
        (
            '<script type="application/ld+json">{"@type":"Article","author":"Ann Lee, Crime Reporter"}</script>',
            "",
            ["Ann Lee"],
        ),
        (f"{SITE}<meta name=author content='The Quay'>", "<p class=byline>By Ann Lee</p>", ["Ann Lee"]),
        ("", "<nav class=x><p class=byline>By Ann Lee</p></nav>", []),
    ],
)
def test_authors(head: str, body: str, authors: list[str]) -> None:
    """Authors come from JSON-LD, meta elements, microdata, links and bylines; an address or the site is not one."""
    assert about(head, body).authors == tuple(authors)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel=canonical href=https://quay.example/a>", "https://quay.example/a"),
        ("<base href=https://quay.example/><link rel=canonical href=/a>", "https://quay.example/a"),
        ("<link rel=canonical href=/a><meta property=og:url content=https://quay.example/b>", "https://quay.example/b"),
        (
            '<script type="application/ld+json">{"@type":"Article","mainEntityOfPage":{"@id":"https://quay.example/c"}}</script>',
            "https://quay.example/c",
        ),
        ("<link rel=canonical href='javascript:x'>", None),
        ("<link rel=canonical href='https://[bad'>", None),
    ],
)
def test_the_address(head: str, url: str | None) -> None:
    """The address is the canonical one as a whole, or the next one that the page gives."""
    assert about(head).url == url


@pytest.mark.parametrize(
    ("html", "head", "language"),
    [
        ("lang=en-GB", "", "en-GB"),
        ("xml:lang=en", "", "en"),
        ("", '<meta property="og:locale" content="en_IE">', "en-IE"),
        ("lang='not a language'", '<meta http-equiv="content-language" content="en">', "en"),
        ("", "", None),
    ],
)
def test_the_language(html: str, head: str, language: str | None) -> None:
    """The language is that of the root element, or of a meta element, as a tag."""
    assert about(head, html=html).language == language


def test_publisher_and_the_rest() -> None:
    """The publisher is that of JSON-LD or the site; description, section, keywords and the update are in meta."""
    head = (
        f'{SITE}<meta name=description content="Closed &amp;amp; shut.">'
        '<meta property="article:section" content="Roads">'
        '<meta name=keywords content="bridge, road"><meta property="article:modified_time" content="2024-11-09">'
    )
    found = about(head)
    assert found.publisher == "The Quay"
    assert found.meta == {
        "description": "Closed & shut.",
        "section": "Roads",
        "keywords": "bridge, road",
        "modified": "2024-11-09",
    }
    script = '<script type="application/ld+json">{"@type":"Article","publisher":{"name":"Quay Ltd"}}</script>'
    assert about(head + script).publisher == "Quay Ltd"
    assert about("").publisher is None


@pytest.mark.parametrize(
    ("title", "heading", "publisher"),
    [
        ("Bridge closed | The Quay", "Bridge closed", "The Quay"),
        ("Bridge closed - The Isle of Roe Post", "Bridge closed", "The Isle of Roe Post"),
        ("Bridge closed - live updates", "Bridge closed", None),
        ("Bridge closed | Local | The Quay", "Bridge closed", None),
        ("Bridge closed", "Bridge closed", None),
        ("The Quay", "Bridge closed", None),
    ],
)
def test_the_name_after_the_headline_is_the_publisher(title: str, heading: str, publisher: str | None) -> None:
    """If nothing else says it, the publisher is the name that follows the heading in the page's title."""
    assert about(f"<title>{title}</title>", f"<h1>{heading}</h1>").publisher == publisher


@pytest.mark.parametrize(
    ("above", "url"),
    [
        ("<!-- saved from url=(0027)https://quay.example/bridge -->", "https://quay.example/bridge"),
        ("<!DOCTYPE html><!-- saved from url=(0014)about:internet -->", None),
        ("<!-- https://quay.example/bridge -->", None),
    ],
)
def test_the_address_that_a_browser_writes(above: str, url: str | None) -> None:
    """A browser writes the address above a page that it saves; the page's own address wins."""
    for head, found in (("", url), ("<link rel=canonical href=https://quay.example/own>", "https://quay.example/own")):
        page = read_page(f"{above}<html><head>{head}</head><body><p>Text.</p></body></html>", FileLocation("html"), 500)
        assert page is not None
        assert find_metadata(page).url == found


def test_plain_values() -> None:
    """A value is one line without tags and references."""
    assert plain(" A\n<b>B</b> &amp; C ") == "A B & C"
    assert plain("1 < 2") == "1 < 2"
    assert plain_lines(" A\n\n <b>B</b>  C ") == "A\nB C"
