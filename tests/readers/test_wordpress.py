"""What feeds and exports of WordPress have beside the texts: drafts, pictures, shortcodes, lines without tags."""

import io
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._model import Article, Block, Span
from newsclaims.errors import ReadingWarning
from newsclaims.readers import Skipped
from newsclaims.readers._feed import FeedReader
from newsclaims.readers._feed.addresses import without_addresses
from newsclaims.readers._feed.wordpress import with_paragraphs, without_footer, without_shortcodes

needs_feed = pytest.mark.skipif(not FeedReader.extra.is_installed(), reason="needs newsclaims[feed]")
EXPORT = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel>{}</channel></rss>"""
POST = "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"


def item_of(body: str, rest: str = POST) -> Article | Skipped:
    """Return what is read of an export with one entry."""
    entry = f"<item><content:encoded><![CDATA[{body}]]></content:encoded>{rest}</item>"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReadingWarning)
        [item] = FeedReader().read(io.BytesIO(EXPORT.format(entry).encode()))
    return item


def text_of(body: str, rest: str = POST) -> str:
    """Return the text of an entry of an export."""
    item = item_of(body, rest)
    assert isinstance(item, Article)
    return item.text


@needs_feed
@pytest.mark.parametrize(
    ("kind", "state", "reason"),
    [
        ("post", "draft", "an entry that is not published"),
        ("post", "private", "an entry that is not published"),
        ("page", "trash", "an entry that is not published"),
        ("attachment", "inherit", "an entry that is not a post or a page"),
        ("nav_menu_item", "publish", "an entry that is not a post or a page"),
    ],
)
def test_what_is_not_an_article_is_counted(kind: str, state: str, reason: str) -> None:
    """Drafts, pictures and menus of an export are skipped, each kind with its reason."""
    rest = f"<wp:post_type>{kind}</wp:post_type><wp:status>{state}</wp:status>"
    assert item_of("<p>It leaks.</p>", rest) == Skipped(reason)


@needs_feed
@pytest.mark.parametrize("kind", ["post", "page", "review"])
def test_published_entries_are_read(kind: str) -> None:
    """Posts, pages and the kinds that a site has made are articles."""
    rest = f"<wp:post_type>{kind}</wp:post_type><wp:status>publish</wp:status>"
    assert text_of("<p>It leaks.</p>", rest) == "It leaks."


@needs_feed
@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("The ferry is late.\n\nIt leaks,\r\nand <b>badly</b>.", "The ferry is late.\n\nIt leaks,\nand badly."),
        ("<h2>Late</h2>\nOne.\n\n<p align='left'>Two.</p>\n\nThree.", "Late\n\nOne.\n\nTwo.\n\nThree."),
        ("<!-- wp:paragraph --><p>One\ntwo.</p><!-- /wp:paragraph -->", "One two."),
        ("One.\n\n<pre>a\nb</pre>\n\n<a\nhref='x'>Two.</a>", "One.\n\na\nb\n\nTwo."),
    ],
)
def test_lines_of_the_classic_editor(body: str, text: str) -> None:
    """In an export, blank lines separate paragraphs, and a line end is one on the page."""
    assert text_of(body) == text


@needs_feed
@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("One\ntwo.\n \nThree.", "One two.\n\nThree."),
        ("<p>One\n\ntwo.</p>", "One two."),
    ],
)
def test_blank_lines_of_other_feeds(body: str, text: str) -> None:
    """In other feeds, blank lines separate paragraphs only if no tags do, and line ends are spaces."""
    assert text_of(body, "") == text


@needs_feed
def test_a_caption_is_a_block() -> None:
    """The shortcode of a caption becomes a block, without the picture and the tags."""
    item = item_of("One.\n\n[caption id='a' width='3']<img src='a.jpg' /> The pier. [/caption]\n\nTwo.")
    assert isinstance(item, Article)
    assert item.text == "One.\n\nThe pier.\n\nTwo."
    assert item.blocks == (Block(kind="caption", span=Span(start=6, end=15)),)


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("a[gallery]b[gallery ids=\"1,2\"]c[audio src='x'][/audio]d", "abcd"),
        ("[embed width='1']https://example.org/x[/embed]a", "a"),
        ("[vc_row el_class='x']a[/vc_row]", "a"),
        ('[caption caption="The pier"]<img>[/caption]', "<figcaption>The pier<img></figcaption>"),
        ('"It [the pier] leaks [sic]," he [Ann] said [note: 1 = one].',) * 2,
    ],
)
def test_shortcodes(markup: str, left: str) -> None:
    """Shortcodes are left out; an editor's words in square brackets stay."""
    assert without_shortcodes(markup) == left


@pytest.mark.parametrize(
    "footer", ["The post Late appeared first on The Quay.", "The post Late first appeared on The Quay."]
)
def test_the_footer_of_an_entry(footer: str) -> None:
    """The last paragraph that names the site is not a part of the text; the same words elsewhere are."""
    block = Block(kind="heading", span=Span(start=0, end=4))
    last = Block(kind="list_item", span=Span(start=6, end=6 + len(footer)))
    assert without_footer(f"Late\n\n{footer}", (block, last)) == ("Late", (block,))
    assert without_footer(footer, ()) == ("", ())
    kept = f"{footer}\n\nLate"
    assert without_footer(kept, (block,)) == (kept, (block,))


@pytest.mark.parametrize(
    ("feed", "left"),
    [
        ("<author>cy@a.london (Cy Ray)</author>", "<author>Cy Ray</author>"),
        ("<dc:creator><![CDATA[Cy Ray <cy@a.london>]]></dc:creator>", "<dc:creator><![CDATA[Cy Ray]]></dc:creator>"),
        ("<author>Cy Ray (The Quay), cy@a.london</author>", "<author>Cy Ray (The Quay)</author>"),
        ("<author>Cy @ Ray</author>",) * 2,
        ("<author><name>Cy</name><email>cy@a.london</email></author>",) * 2,
        ("<!-- <author>cy@a.london</author> -->",) * 2,
        ("<![CDATA[<author>cy@a.london</author>]]>",) * 2,
        ("<author/><email>cy@a.london</email>",) * 2,
    ],
)
def test_addresses_of_authors(feed: str, left: str) -> None:
    """Addresses in the elements of authors are left out, and nothing else changes."""
    assert without_addresses(feed) == left


PIECES = ["[", "]", "/", "caption", "gallery", " a=", '"', "'", "<", ">", "\n", "<pre>", "<!--", "@", "author", "x"]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_markup(markup: str) -> None:
    """Any markup is read without an error."""
    without_shortcodes(with_paragraphs(markup, {"wp_post_type": "post"}))
    without_addresses(markup)
    without_footer(markup, ())
