"""The reader `feed`: RSS and Atom of every version, what is only a summary, and files that are broken or hostile."""

import io
import socket
import sys
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._model import Article, Block, Span
from newsclaims.errors import (
    FormatError,
    InvalidValueError,
    LimitError,
    MissingExtraError,
    NewsClaimsError,
    ReadingWarning,
    UndecodableError,
)
from newsclaims.readers import Skipped, read
from newsclaims.readers._feed import FeedReader
from newsclaims.readers._feed.dates import moment_of
from newsclaims.readers._feed.references import with_valid_references
from newsclaims.testing import check_reader

needs_feed = pytest.mark.skipif(not FeedReader.extra.is_installed(), reason="needs newsclaims[feed]")

# ruff: noqa: E501 - feeds have long lines.
RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Quay</title><link>https://example.org/</link><language>en-gb</language>
<item><title>Ferry talks &lt;b&gt;stall&lt;/b&gt;</title><link>https://example.org/1</link>
<guid isPermaLink="false">quay-1</guid><dc:creator><![CDATA[Ann Lee and Bo Li]]></dc:creator>
<pubDate>Mon, 11 Nov 2024 08:00:00 +0100</pubDate><category>Ferries</category><category>Talks</category>
<description><![CDATA[<p>They stall.</p>]]></description>
<content:encoded><![CDATA[<p>The ferry &amp; the pier are late.</p><blockquote>It leaks.</blockquote>]]></content:encoded>
<enclosure url="https://example.org/a.jpg" type="image/jpeg" length="12"/></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">The &amp;amp; Quay</title><id>urn:f</id>
<link rel="alternate" href="https://example.org/news/"/>
<updated>2024-11-11T08:00:00Z</updated><author><name>Dora Keel</name></author>
<entry><id>urn:1</id><title type="text">A &lt; B</title><link rel="alternate" href="1"/>
<updated>2024-11-11T09:00:00-05:00</updated><author><name>Ann Lee</name></author><author><name>Bo Li</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><ul><li>Two &amp; three.</li></ul></div></content></entry>
<entry><id>urn:2</id><title>B</title><published>2024-11-10T09:00:00.5Z</published><updated>2024-11-11T09:00:00Z</updated>
<content type="html">&lt;p&gt;It leaks&lt;/p&gt;</content><rights>Free</rights></entry>
<entry xml:lang="en-US"><id>urn:3</id><title>C</title><content type="text">1 &lt; 2 &amp; &lt;b&gt;x</content></entry>
</feed>"""


def items_of(feed: str | bytes, **options: Any) -> list[Article | Skipped]:
    """Return what the reader yields."""
    return list(FeedReader().read(io.BytesIO(feed.encode() if isinstance(feed, str) else feed), **options))


def articles_of(feed: str | bytes, **options: Any) -> list[Article]:
    """Return the articles that the reader yields."""
    return [item for item in items_of(feed, **options) if isinstance(item, Article)]


def rss(*items: str, version: str = "2.0", head: str = "") -> str:
    """Return a feed of RSS with these elements in its items."""
    return (
        f"{head}<rss version='{version}'><channel>"
        + "".join(f"<item>{one}</item>" for one in items)
        + "</channel></rss>"
    )


@pytest.fixture
def no_warnings() -> Iterator[None]:
    """Ignore the warnings of the reader."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReadingWarning)
        yield


pytestmark = needs_feed


@pytest.mark.usefixtures("no_warnings")
def test_the_reader_keeps_its_contract() -> None:
    """The reader passes the check that every reader passes."""
    check_reader(FeedReader(), {RSS.encode(): 1, ATOM.encode(): 3, rss("<title>x</title>").encode(): 0})


def test_each_field_of_rss_has_its_place() -> None:
    """Text, id, title, authors, date with its zone, address, publisher and language have their fields."""
    [article] = articles_of(RSS)
    assert article.text == "The ferry & the pier are late.\n\nIt leaks."
    assert article.blocks == (Block(kind="quote", span=Span(start=32, end=41)),)
    assert article.id == "quay-1"
    assert article.title == "Ferry talks stall"
    assert article.authors == ("Ann Lee", "Bo Li")
    assert article.published == datetime(2024, 11, 11, 8, tzinfo=timezone(timedelta(hours=1)))
    assert (article.url, article.publisher, article.language) == ("https://example.org/1", "The Quay", "en-gb")
    assert dict(article.meta) == {
        "categories": ("Ferries", "Talks"),
        "summary": "They stall.",
        "links": ({"rel": "enclosure", "href": "https://example.org/a.jpg", "type": "image/jpeg", "length": "12"},),
        "text_from": "content",
    }


def test_an_article_says_which_feedparser_read_it() -> None:
    """Another version of feedparser may read a feed in another way, so the version is noted."""
    [article] = read(io.BytesIO(RSS.encode()), "feed")
    version = article.meta["newsclaims"]["version"]
    assert version == FeedReader().version
    assert "feedparser" in version


def test_each_field_of_atom_has_its_place() -> None:
    """Content in XHTML, HTML and plain text is read; an entry without authors has those of the feed."""
    first, second, third = articles_of(ATOM)
    assert (first.text, first.title) == ("One.\n\nTwo & three.", "A < B")
    assert [block.kind for block in first.blocks] == ["list_item"]
    assert first.published == datetime(2024, 11, 11, 9, tzinfo=timezone(timedelta(hours=-5)))
    assert (first.authors, first.publisher, first.language) == (("Ann Lee", "Bo Li"), "The & Quay", "en")
    assert (first.id, first.url) == ("urn:1", "https://example.org/news/1")
    assert (second.text, second.authors) == ("It leaks", ("Dora Keel",))
    assert second.published == datetime(2024, 11, 10, 9, microsecond=500_000, tzinfo=UTC)
    assert dict(second.meta) == {"updated": "2024-11-11T09:00:00Z", "rights": "Free", "text_from": "content"}
    assert (third.text, third.language) == ("1 < 2 & <b>x", "en-US")


@pytest.mark.usefixtures("no_warnings")
@pytest.mark.parametrize(
    "feed",
    [
        rss("<title>T</title><description>It leaks.</description>", version="0.91"),
        rss("<title>T</title><description>It leaks.</description>", version="0.92"),
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel/><item><title>T</title><description>It leaks.</description></item></rdf:RDF>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel/><item><title>T</title><description>It leaks.</description></item></rdf:RDF>",
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title>T</title><summary>It leaks.</summary></entry></feed>",
    ],
)
def test_every_version(feed: str) -> None:
    """RSS 0.90, 0.91, 0.92 and 1.0, and Atom 0.3, are read."""
    [article] = articles_of(feed)
    assert (article.title, article.text) == ("T", "It leaks.")


def test_summaries_are_marked_and_counted() -> None:
    """A summary is the text if there is no other, and one warning for the file says how many there are."""
    item = "<description>It leaks.</description>"
    with pytest.warns(ReadingWarning) as caught:
        articles = articles_of(rss(item, item, "<title>None</title>"))
    assert [(article.text, article.meta["text_from"]) for article in articles] == [("It leaks.", "summary")] * 2
    [warning] = caught
    assert str(warning.message).startswith("input: 2 of 3 entries are only summaries")
    assert "'html'" in str(warning.message)


def test_a_warning_names_the_line_of_the_caller() -> None:
    """The place of a warning is the code that reads the articles, not a line of newsclaims."""
    with pytest.warns(ReadingWarning) as caught:
        next(read(io.BytesIO(rss("<description>It leaks.</description>").removesuffix("</rss>").encode()), "feed"))
    assert [warning.filename for warning in caught] == [__file__, __file__]


@pytest.mark.usefixtures("no_warnings")
def test_an_entry_without_a_text_is_counted(tmp_path: Path) -> None:
    """An entry with only a title or a picture is skipped, and an id without a guid leads back to its place."""
    path = tmp_path / "quay.rss"
    path.write_text(
        rss(
            "<title>T</title>", "<description>&lt;img src='a'&gt;</description>", "<description>It leaks.</description>"
        ),
        encoding="utf-8",
    )
    found = read(path)
    assert [(article.id, article.meta["newsclaims"]["row"]) for article in found] == [("quay.rss#3", 3)]
    assert found.skipped == {"an entry without a text": 2}


def test_a_feed_without_entries_is_counted() -> None:
    """A feed that has no entries gives no article, but does not look like nothing."""
    assert items_of(rss()) == [Skipped("a feed without entries")]


@pytest.mark.usefixtures("no_warnings")
@pytest.mark.parametrize(
    ("item", "authors", "url", "published"),
    [
        ("<author>cy@example.org (Cy Ray)</author>", ("Cy Ray",), None, None),
        ("<author>cy@example.org</author>", (), None, None),
        ("<author>cy@example.london (Cy Ray)</author>", ("Cy Ray",), None, None),
        ("<author>Cy Ray &lt;cy@example.london&gt;</author>", ("Cy Ray",), None, None),
        ("<author><![CDATA[Cy Ray <cy@example.london>]]></author>", ("Cy Ray",), None, None),
        ("<author>cy@a.media (Cy Ray)</author><author>Bo Li, bo@b.media</author>", ("Cy Ray", "Bo Li"), None, None),
        ("<author>cy@example.london</author>", (), None, None),
        ("<guid>https://example.org/2</guid>", (), "https://example.org/2", None),
        ("<link>ftp://example.org/2</link>", (), None, None),
        ("<pubDate>some day</pubDate>", (), None, None),
    ],
)
def test_odd_fields(item: str, authors: tuple[str, ...], url: str | None, published: date | None) -> None:
    """What cannot be understood is not guessed."""
    [article] = articles_of(rss(f"<description>It leaks.</description>{item}"))
    assert (article.authors, article.url, article.published) == (authors, url, published)


@pytest.mark.usefixtures("no_warnings")
@pytest.mark.parametrize("name", ["authors", "links", "source", "summary_detail", "tags", "title_detail"])
def test_elements_with_names_of_feedparser(name: str) -> None:
    """An element whose name feedparser uses for something else does no harm, in an entry and in the feed."""
    element = f"<{name}>Other</{name}>"
    item = f"<item><title>Rain</title><description>Ann said so.</description>{element}</item>"
    page = f'<rss version="2.0"><channel><title>Quay</title>{element}{item}</channel></rss>'
    with pytest.warns(ReadingWarning, match="only summaries"):
        [article] = read(io.BytesIO(page.encode()), "feed")
    assert article.text in ("Ann said so.", "Other")


@pytest.mark.usefixtures("no_warnings")
def test_a_date_that_cannot_be_read_is_kept() -> None:
    """A date that is not one stays in meta as it is."""
    [article] = articles_of(rss("<description>It leaks.</description><pubDate>some day</pubDate>"))
    assert article.meta["published"] == "some day"


@pytest.mark.usefixtures("no_warnings")
def test_a_draft_of_wordpress_has_no_date() -> None:
    """The year -0001, which WordPress writes for what was never published, is not read as another year."""
    date = "Mon, 30 Nov -0001 00:00:00 +0000"
    [article] = articles_of(rss(f"<description>It leaks.</description><pubDate>{date}</pubDate>"))
    assert (article.published, article.meta["published"]) == (None, date)


@pytest.mark.usefixtures("no_warnings")
def test_the_source_of_an_entry_is_the_publisher() -> None:
    """A feed that collects entries of others names the feed that an entry is from."""
    [article] = articles_of(
        rss("<description>It leaks.</description><source url='https://example.org/f'>The Other Quay</source>")
    )
    assert article.publisher == "The Other Quay"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-11-11", date(2024, 11, 11)),
        ("2024-11-11T08:00Z", datetime(2024, 11, 11, 8, tzinfo=UTC)),
        ("Mon, 11 Nov 2024 08:00:00 EST", datetime(2024, 11, 11, 8, tzinfo=timezone(timedelta(hours=-5)))),
        ("Mon, 11 Nov 2024 08:00:00 CET", datetime(2024, 11, 11, 8, tzinfo=timezone(timedelta(hours=1)))),
        ("11 Nov 24 08:00 GMT", datetime(2024, 11, 11, 8, tzinfo=UTC)),
        ("Mon, 11 Nov 2024 08:00:00 -0000", datetime(2024, 11, 11, 8)),  # noqa: DTZ001
        ("Mon, 11 Nov 2024 25:00:00 +0100", None),
        ("", None),
        ("1 " * 1000, None),
    ],
)
def test_dates(text: str, moment: date | None) -> None:
    """Dates of RSS and Atom keep their zone."""
    assert moment_of(text) == moment


@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d+ Nov \d+ \d+:\d+(:\d+)? [+-]?\w+"))
def test_any_date(text: str) -> None:
    """Any text is a date or is not, without an error."""
    moment_of(text)


@pytest.mark.parametrize(
    ("data", "valid"),
    [
        ("AT&T", "AT&amp;T"),
        ("a & b &", "a &amp; b &amp;"),
        ("&amp; &lt; &#65; &#x41;", "&amp; &lt; &#65; &#x41;"),
        ("&nbsp;&NotEqualTilde;", "&#160;&#8770;&#824;"),
        ("&unknown;", "&unknown;"),
        ("&#0; &#xD800; &#9999999999;", "&#xFFFD; &#xFFFD; &#xFFFD;"),
        ("<![CDATA[a & b &nbsp;]]> & <!-- & -->", "<![CDATA[a & b &nbsp;]]> &amp; <!-- & -->"),
        ("<![CDATA[a &", "<![CDATA[a &"),
    ],
)
def test_references(data: str, valid: str) -> None:
    """References that XML does not allow become what they mean; those in CDATA and comments stay."""
    assert with_valid_references(data) == valid


def test_common_faults_do_not_change_the_text() -> None:
    """A single ampersand and the names of HTML are read, without a warning."""
    item = "<description>s</description><content:encoded>AT&T&nbsp;&#xD800; leaks.</content:encoded>"
    feed = rss(item).replace("<rss ", "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' ")
    [article] = articles_of(feed)
    assert article.text == "AT&T\u00a0\ufffd leaks."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_encodings(encoding: str) -> None:
    """The byte order mark, the file or the caller names the encoding."""
    feed = ATOM.replace("It leaks", "Café €").replace("utf-8", encoding.removesuffix("-sig"))
    assert articles_of(feed.encode(encoding))[1].text == "Café €"
    unnamed = feed.partition("\n")[2].encode("windows-1252")
    assert articles_of(unnamed, encoding="windows-1252")[1].text == "Café €"
    with pytest.raises(InvalidValueError, match="'utf-88' is not an encoding"):
        items_of(ATOM, encoding="utf-88")


@pytest.mark.usefixtures("no_warnings")
@pytest.mark.parametrize(
    "prolog",
    [
        "\ufeff<?xml version='1.0' encoding='utf-7'?>\n<?xml-stylesheet href='<rss>'?>",
        "<!-- <rss><item> --> <!DOCTYPE rss [<!ENTITY a '<rss>'> <!-- x --> ]>\n",
        "<?xml version='1.0'?>" + "\n" * 300_000,
        "Notice: words before the feed\n" + "\n" * 300_000,
        "<?xml " + "encoding='" * 100_000 + "?>",
    ],
)
def test_what_comes_before_the_first_element(prolog: str) -> None:
    """Declarations, comments and stray words before the feed are left out, however long they are."""
    assert [article.text for article in articles_of(prolog + rss("<description>It leaks.</description>"))] == [
        "It leaks."
    ]


def test_a_feed_that_is_cut_short() -> None:
    """What is there is read, with a warning that some may be missing."""
    with pytest.warns(ReadingWarning, match="not well-formed XML .* Check that none is missing"):
        assert len(articles_of(ATOM[: ATOM.index("<entry xml:lang")])) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"nonsense", "it is not XML"),
        (b'{"version": "https://example.org"}', "it is not XML"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "it is a web page.*reader 'html'"),
        (b"<nitf><body/></nitf>", "no entry was found in it; its first element is 'nitf'"),
        (
            b"<rss version='2.0'><chan",
            "no entry was found in it; its first element is 'rss', and it is not well-formed",
        ),
    ],
)
def test_files_that_are_not_feeds(data: bytes, said: str) -> None:
    """A file in which nothing is understood is an error that says what it is."""
    with pytest.raises(FormatError, match=f"not valid feed: .*{said}"):
        items_of(data)


def test_errors_of_feedparser(monkeypatch: pytest.MonkeyPatch) -> None:
    """The errors of feedparser, which are of any kind for some broken files, become ours."""

    def fail(*arguments: object, **options: object) -> None:
        raise KeyError("gml_where")

    monkeypatch.setattr("feedparser.parse", fail)
    with pytest.raises(FormatError, match=r"feedparser cannot read it \(KeyError: 'gml_where'"):
        items_of(RSS)


def test_an_address_that_cannot_be_one() -> None:
    """A link that is not an address gives no address."""
    [article] = articles_of(RSS.replace("https://example.org/1", "//[x"))
    assert article.url is None


def test_a_picture() -> None:
    """A file of another kind is named."""
    with pytest.raises(UndecodableError, match="it is a PNG picture"):
        items_of(b"\x89PNG\r\n\x1a\n")


@pytest.mark.usefixtures("no_warnings")
def test_nothing_is_fetched_or_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file that holds an address, the name of a file, or an entity of another file, opens neither."""
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words", encoding="utf-8")

    def refuse(*arguments: object) -> None:
        raise AssertionError(arguments)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for data in (str(secret), "http://example.org/feed.rss", f"file://{secret}"):
        with pytest.raises(FormatError):
            items_of(data)
    entities = f"<!DOCTYPE rss [<!ENTITY x SYSTEM '{secret.as_uri()}'><!ENTITY % y SYSTEM 'http://example.org/y'> %y;]>"
    assert "hidden" not in str(items_of(rss("<description>It &x; leaks.</description>", head=entities)))


@pytest.mark.usefixtures("no_warnings")
def test_entities_in_entities() -> None:
    """Entities that are made of other entities do not fill the memory."""
    names = "abcdefghij"
    inner = "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in pairwise(names))
    head = f"<!DOCTYPE rss [<!ENTITY a 'leaks leaks'>{inner}]>"
    assert all(
        len(article.text) < 1000 for article in articles_of(rss("<description>&j; It leaks.</description>", head=head))
    )


@pytest.mark.parametrize(
    "feed",
    [
        rss("".join(f"<category>c{i}</category>" for i in range(1000))),
        "<a>" * 60_000,
        rss(*["<title/>"] * 20_000),
    ],
)
def test_too_many_tags(feed: str) -> None:
    """An entry or a feed with very many tags stops at a limit that can be changed."""
    with pytest.raises(LimitError, match=r"more than [\d,]+ tags.*max_tags"):
        items_of(feed, max_tags=500)


def test_what_no_feed_needs() -> None:
    """A tag with very many attributes, or a very long word, is an error in any encoding; long texts are not."""
    attributes = " ".join(f"a{i}='>'" for i in range(300))
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(FormatError, match="a tag has 200 attributes or more"):
            items_of(rss(f"<title {attributes}/>").encode(encoding))
    with pytest.raises(FormatError, match="a word has 2,000 characters or more"):
        items_of(rss(f"<author>{'a' * 1_000_000}</author>"))
    html = "&lt;a href='x'&gt;It leaks&lt;/a&gt; " * 1000
    [article] = articles_of(RSS.replace("<p>The ferry &amp; the pier are late.</p>", f"]]>{html}<![CDATA["))
    assert article.text.startswith("It leaks It leaks")


@pytest.mark.usefixtures("no_warnings")
def test_markup_that_is_nested_too_deep() -> None:
    """An entry whose text is nested too deep is skipped with its error; the others are read."""
    deep = f"<description><![CDATA[{'<div>' * 5_000}It leaks.]]></description>"
    skipped, article = items_of(rss(deep, "<description>It leaks.</description>"))
    assert isinstance(skipped, Skipped)
    assert isinstance(skipped.error, LimitError)
    assert "entry 1" in str(skipped.error)
    assert isinstance(article, Article)


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without feedparser the error names the extra."""
    monkeypatch.setitem(sys.modules, "feedparser", None)
    with pytest.raises(MissingExtraError, match=r"newsclaims\[feed\]"):
        items_of(RSS)


PIECES = [
    *("<rss version='2.0'>", "<channel>", "<item>", "</item>", "<feed>", "<entry>", "<title>", "<description>", "]]>"),
    *("<content type='xhtml'>", "<link href='http://[x'/>", "<![CDATA[", "<!--", "&", "&#xD800;", "<author>", "'"),
    *("<pubDate>2024-13-99</pubDate>", "<gml:posList>1", "<georss:point>x", "text", "<!DOCTYPE x [<!ENTITY a 'b'>]>"),
    *("<?xml version='1.0' encoding='utf-16'?>", "\0", "\x0b", "é"),
]


@given(st.binary() | st.lists(st.sampled_from(PIECES)).map(lambda pieces: "".join(pieces).encode()))
def test_any_bytes(data: bytes) -> None:
    """Any file gives items, the same each time, or an error of newsclaims."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReadingWarning)
        try:
            assert items_of(data) == items_of(data)
        except NewsClaimsError:
            return
