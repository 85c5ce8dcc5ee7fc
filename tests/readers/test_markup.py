"""Markup: which text a reader of the page sees, and which blocks its elements mark."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._files.locations import FileLocation
from newsclaims.errors import InputTypeError, LimitError, SurrogateError
from newsclaims.readers._markup import markup_text, text_of_html
from newsclaims.readers._paragraphs import Paragraph, joined

pytest.importorskip("lxml", reason="needs newsclaims[html]")

PLACE = FileLocation("html", "page.html")


def blocks_of(markup: str) -> list[tuple[str, str]]:
    """Return the kind and the text of each block."""
    text, blocks = markup_text(markup, PLACE)
    return [(block.kind, text[block.span.start : block.span.end]) for block in blocks]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        (" \n", ""),
        ("plain", "plain"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<p>a<p>b", "a\n\nb"),
        ("<div><p>a</p>tail</div>", "a\n\ntail"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<br>a<br>", "a"),
        ("a<br> <br>\n<br>b", "a\n\nb"),
        (" <p>  a \n b\t</p> ", "a b"),
        ("<p>a&nbsp;</p><p>&nbsp;</p><p>&#8203;b</p>", "a\n\nb"),
        ("a<b> b </b>c", "a b c"),
        ("a&nbsp;b &lt;i&gt; &#128512; &amp;amp; &copy", "a\u00a0b <i> 😀 &amp; ©"),
        ("&#xD800;&#0;", "\ufffd\ufffd"),
        ("a\0b\x01c\vd", "a\ufffdb\x01c d"),
        ("a<script>if (1 < 2) alert('x')</script>b<style>p {}</style>c", "abc"),
        ("a<template><p>no</p></template>b", "ab"),
        ("a<noscript><p>no</p></noscript><button>no</button>b", "ab"),
        ("<html><head><title>T</title></head><body><p>a</p></body></html>", "a"),
        ("<html><head><title>T</title><body>a", "a"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", "a b\n\nc"),
        ("<h1>a</h1>b<hr/>c", "a\n\nb\n\nc"),
        ("<pre>a  b\n\nc\r\nd</pre>", "a b\n\nc\nd"),
        ("<p>He said <q>yes, <q>no</q></q> and <q>“maybe”</q>.</p>", "He said “yes, ‘no’” and “maybe”."),
        ("<!-- no --><?xml no?><!DOCTYPE html>a", "a"),
        ("</p></script>a</div>", "a"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("<![if !list]>a<![endif]><![odd[x]]><!>b</>", "ab"),
        ("<head><title>T</title><meta charset='utf-8'><p>a", "a"),
        ("<title>T &amp; <i>U</title>a<iframe><p>no</p></iframe>", "a"),
        ("<SCRIPT>'<p>'</script >a<script/>b<style>no", "ab"),
        ("<p title='<!-- x > y' class=it's>a<!-->b<!--> c--> d", "ab c--> d"),
        ('a<p title="b>c</p>', "a"),
        ("a<b", "a"),
        ("a<!-- b", "a"),
        ("<svg><title>no</title></svg>a", "a"),
        ("<a" * 200_000, ""),
        ("<!--x>" * 200_000, ""),
    ],
)
def test_text_of_html(markup: str, text: str) -> None:
    """Blocks become paragraphs, references become characters, and invisible parts are left out."""
    assert text_of_html(markup) == text


def test_elements_mark_blocks() -> None:
    """Headings, list items, captions and block quotes are blocks."""
    markup = (
        "<h2>A</h2><p>b</p><ul><li>c<li>d</ul><figure><figcaption>e</figcaption></figure><blockquote>f</blockquote>"
    )
    assert blocks_of(markup) == [
        ("heading", "A"),
        ("list_item", "c"),
        ("list_item", "d"),
        ("caption", "e"),
        ("quote", "f"),
    ]


def test_an_element_with_several_paragraphs_is_one_block() -> None:
    """The paragraphs of a block quote are one block, and an element inside it cuts it."""
    assert blocks_of("<blockquote><p>a<p>b</blockquote><blockquote>c</blockquote>") == [
        ("quote", "a\n\nb"),
        ("quote", "c"),
    ]
    assert blocks_of("<blockquote><p>a<ul><li>b</ul><p>c</blockquote>") == [
        ("quote", "a"),
        ("list_item", "b"),
        ("quote", "c"),
    ]


@pytest.mark.parametrize(
    ("markup", "text", "quotes"),
    [
        (
            "<blockquote><p>A.</p><footer>— <cite>Ann Lee</cite></footer></blockquote><p>B",
            "“A.”\n\n— Ann Lee\n\nB",
            ["“A.”"],
        ),
        ("<blockquote><p>A.</p><cite>Ann Lee, mayor</cite></blockquote>", "“A.”\n\n— Ann Lee, mayor", ["“A.”"]),
        ("<blockquote>A. <cite>Ann Lee</cite>, mayor</blockquote>", "“A.”\n\n— Ann Lee, mayor", ["“A.”"]),
        ("<blockquote>“A.”<br>— <cite>Ann Lee</cite></blockquote>", "“A.”\n\n— Ann Lee", ["“A.”"]),
        ("<blockquote>“A” is b.<cite>Ann Lee</cite></blockquote>", "““A” is b.”\n\n— Ann Lee", ["““A” is b.”"]),
        ("<blockquote><p>A.</p><p>B.</p><p>-- Ann Lee</p></blockquote>", "“A.\n\n“B.”\n\n— Ann Lee", ["“A.\n\n“B.”"]),
        ("<blockquote>A.<br>— Ann Lee</blockquote>", "“A.”\n\n— Ann Lee", ["“A.”"]),
        (
            "<blockquote>A.<footer><p>Ann Lee</p><p>Mayor</p></footer></blockquote>",
            "“A.”\n\n— Ann Lee, Mayor",
            ["“A.”"],
        ),
        ("<figure><blockquote>A.</blockquote><figcaption>Ann Lee</figcaption></figure>", "“A.”\n\n— Ann Lee", ["“A.”"]),
        (
            "<blockquote>A.<cite>Ann Lee</cite></blockquote><blockquote>B.<cite>Bo Li</cite></blockquote>",
            "“A.”\n\n— Ann Lee\n\n“B.”\n\n— Bo Li",
            ["“A.”", "“B.”"],
        ),
        ("<bq><block><p>A.</p></block></bq>", "A.", ["A."]),
        (
            "<blockquote>As <cite>The Quay</cite> says, no.</blockquote>",
            "As The Quay says, no.",
            ["As The Quay says, no."],
        ),
        ("<blockquote>It was in <cite>The Quay</cite></blockquote>", "It was in The Quay", ["It was in The Quay"]),
        ("<blockquote><cite>Ann Lee</cite></blockquote>", "Ann Lee", ["Ann Lee"]),
        ("<blockquote>A.</blockquote><figure><figcaption>Ann</figcaption></figure>", "A.\n\nAnn", ["A."]),
        (
            "<figure><blockquote>A.</blockquote><figcaption>A crowd came to the quay on Monday.</figcaption></figure>",
            "A.\n\nA crowd came to the quay on Monday.",
            ["A."],
        ),
        ("<p>A.</p><footer>Ann <cite>Lee</cite></footer>", "A.\n\nAnn Lee", []),
    ],
)
def test_who_is_quoted(markup: str, text: str, quotes: list[str]) -> None:
    """A block quote with a name gets quotation marks if it has none, and the name is a line below with a dash."""
    assert text_of_html(markup) == text
    assert [quote for kind, quote in blocks_of(markup) if kind == "quote"] == quotes


def test_paragraphs_know_their_elements_and_links() -> None:
    """Paragraphs without a kind are not blocks, and do not join two blocks of one owner."""
    paragraphs = [Paragraph("a", "quote", 1), Paragraph("b"), Paragraph("c", "quote", 1), Paragraph("d", "quote", 1)]
    text, blocks = joined(paragraphs)
    assert text == "a\n\nb\n\nc\n\nd"
    assert [(block.span.start, block.span.end) for block in blocks] == [(0, 1), (6, 10)]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<nitf><body><p>A &amp; <![CDATA[<B> &amp;]]></p><p>C</p></body></nitf>", "A & <B> &amp;\n\nC"),
        ("<p>x &nbsp;y <![CDATA[<B>]]></p>", "x \u00a0y <B>"),
        ("<p>x<br></p><p>y", "x\n\ny"),
        ('<?xml version="1.0" encoding="latin-1"?><p>é</p>', "é"),
        ('<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><p>a</p></html>', "a"),
        ('<!DOCTYPE p [<!ENTITY e "so">]><p>&e;</p>', "so"),
        ('<!DOCTYPE p [<!ENTITY e SYSTEM "file:///etc/hostname">]><p>x&e;y</p>', "x&e;y"),
        (
            "<body.content><block><p>a</p><media><media-caption>b</media-caption></media></block></body.content>",
            "a\n\nb",
        ),
    ],
)
def test_text_of_xml(markup: str, text: str) -> None:
    """XML has CDATA sections and entities of its own; nothing outside it is read, and faults make it HTML."""
    assert markup_text(markup, PLACE, xml=True)[0] == text


def test_entities_inside_entities_do_not_grow() -> None:
    """A text of a few hundred bytes that would have a billion words is read without them."""
    names = [f"<!ENTITY e{i} '{f'&e{i - 1};' * 10 if i else 'lol'}'>" for i in range(12)]
    text = markup_text(f"<!DOCTYPE p [{''.join(names)}]><p>&e11;</p>", PLACE, xml=True)[0]
    assert text == "&e11;"


@pytest.mark.parametrize("tag", ["div", "b", "blockquote"])
@pytest.mark.parametrize("xml", [False, True])
def test_markup_of_any_depth_ends_at_the_limit(tag: str, xml: bool) -> None:  # noqa: FBT001 - a parameter
    """Elements 100,000 deep are an error that names the file and the option, and a larger limit reads them."""
    markup = f"<{tag}>" * 100_000 + "a"
    with pytest.raises(LimitError, match=r"page\.html: more than 500 elements .* larger max_depth") as caught:
        markup_text(markup, PLACE, xml=xml)
    assert caught.value.option == "max_depth"
    assert markup_text(markup, PLACE, max_depth=100_010, xml=xml)[0] == "a"


def test_a_lone_surrogate_is_an_error() -> None:
    """Half a character cannot be read, and is not replaced silently."""
    with pytest.raises(SurrogateError):
        text_of_html("<p>a\ud800</p>")


MARKUP = st.text(st.sampled_from("<>/&;#x0pbrscriptqule !-\"'=\n") | st.characters(codec="utf-8"))


@given(
    MARKUP
    | st.lists(
        st.sampled_from(
            ["<p>", "<li>", "<blockquote>", "</p>", "</blockquote>", "<q>", "</q>", "<pre>", "<br>", "a", "b"]
        )
    ).map("".join)
)
def test_any_markup(markup: str) -> None:
    """Any markup is read; paragraphs are tidy, and blocks are sorted, disjoint and not empty."""
    text, blocks = markup_text(markup, PLACE)
    assert text == text.strip("\n")
    assert "\n\n\n" not in text
    assert all(one.span.end <= other.span.start for one, other in pairwise(blocks))
    assert all(text[one.span.start : one.span.end].strip("\n") for one in blocks)


@pytest.mark.issue(20)
def test_markup_is_a_str() -> None:
    """Bytes are refused, with the advice to decode them."""
    with pytest.raises(InputTypeError, match=r"the markup must be a str, not bytes\. Decode it first\."):
        text_of_html(b"<p>It rained.</p>")  # type: ignore[arg-type]
