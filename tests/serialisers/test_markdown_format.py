"""Markdown: a parser finds the intended table and quotations, and nothing else."""

import os
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.samples import empty, sample
from serialisers.strategies import claimsets
from strategies import examples

from newsclaims._model import ClaimSet
from newsclaims._plugins import Extra
from newsclaims.errors import WriteOnlyError
from newsclaims.serialisers import dumps, load
from newsclaims.serialisers._markdown_format import COLUMNS, LONGEST_CELL, MarkdownSerialiser

parsing = pytest.mark.skipif(
    not Extra("test-formats", ("markdown_it",)).is_installed(), reason="needs newsclaims[test-formats]"
)
GOLDEN = Path(__file__).parent.parent / "golden" / "samples.md"
JOINER = "\u2060"
SIGNS = st.text(
    st.sampled_from("`*_\\|<>[]()#~$&;!-+=:.0123 \n\t@wWhtps/xGH\u2028\0\"'{}^😀")
    | st.characters(exclude_categories=["Cs"])
)
ATTACKS = (
    "a | b || c",
    "\\| \\\\| `|` \\",
    "``` ~~~ `x` ``y``",
    "<script>alert(1)</script> <!-- --> <b>bold</b>",
    "# heading #\n\n## another\n\n---\n\n***\n\n===",
    "*bold* __bold__ _it_ ~~gone~~ $x$",
    "[link](https://evil.example) ![image](x.png) [ref]: /x <https://evil.example>",
    "- item\n\n- item",
    "1. item",
    "2) item",
    "+ item",
    "> quote",
    "[ ] task",
    "[^1] note",
    "&amp; &lt; &#124; &copy;",
    "    indented",
    "| --- | --- |",
    "line\r\nline\u2028line\x85line",
)


def parsed(text: str) -> list[Any]:
    """Return the tokens of a Markdown text, as CommonMark with tables has them."""
    import markdown_it

    return markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def words_of(inline: Any) -> str:
    """Return the words of an inline token, which may contain words only, or one link to its own address."""
    kinds = [child.type for child in inline.children]
    assert set(kinds) <= {"text"}, kinds
    return "".join(child.content for child in inline.children).replace(JOINER, "")


def within(tokens: list[Any], kind: str) -> Iterator[str]:
    """Yield the words of each block of a kind that contains a paragraph or bare words."""
    for before, token in pairwise(tokens):
        if token.type == "inline" and before.type == kind:
            yield words_of(token)


def plain(words: str) -> str:
    """Return words on one line, as a Markdown parser shows them."""
    return " ".join(words.replace("\0", "\ufffd").replace(JOINER, "").split())


def quotations(tokens: list[Any]) -> list[str]:
    """Return the text in block quotes."""
    found, depth = [], 0
    for token in tokens:
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "blockquote_open":
            found.append("")
        if token.type == "inline" and depth:
            found[-1] += words_of(token)
    return found


def check(claimset: ClaimSet) -> None:
    """Check that a parser finds a heading, and a table row and a quotation for each claim, and no more."""
    tokens = parsed(dumps(claimset, "markdown"))
    kinds = [token.type for token in tokens if token.nesting >= 0 and token.type != "inline"]
    assert set(kinds) <= {
        *("heading_open", "paragraph_open", "table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open"),
        *("ordered_list_open", "list_item_open", "blockquote_open"),
    }
    assert kinds.count("heading_open") == 1
    claims = len(claimset)
    assert kinds.count("tr_open") == (claims + 1 if claims else 0)
    assert kinds.count("list_item_open") == kinds.count("blockquote_open") == claims
    assert kinds.count("ordered_list_open") == bool(claims)
    own = sorted({name for claim in claimset for name in claim.labels})
    assert list(within(tokens, "th_open")) == ([*COLUMNS, *map(plain, own)] if claims else [])
    cells, width = list(within(tokens, "td_open")), len(COLUMNS) + len(own)
    for number, claim in enumerate(claimset):
        row = cells[number * width : (number + 1) * width]
        assert row[:3] == [str(number + 1), plain(claim.source_name), plain(claim.cue.text if claim.cue else "")]
        values = [claim.labels[name].value if name in claim.labels else "" for name in own]
        assert row[4:] == [claim.stance or "", claim.confidence or "", *map(plain, values)]
        assert len(row[3]) <= LONGEST_CELL
        content = plain(claim.content.text)
        assert content.startswith(row[3].removesuffix("…").rstrip()) or JOINER in claim.content.text
    assert quotations(tokens) == [plain(claim.content.text) for claim in claimset]


def said(words: str, **article: Any) -> ClaimSet:
    """Return a claim set in which text, title, source, cue, content and warning are the same words."""
    passage = {"spans": [{"start": 0, "end": len(words)}], "text": words}
    claim = {"id": "1", "source": passage, "cue": passage, "content": passage}
    about = {"title": words, "publisher": words, "authors": [words] if words else [], **article}
    return ClaimSet(article={"text": words, **about}, claims=[claim], warnings=[words])


@parsing
@examples(60)
@given(claimset=claimsets())
def test_any_claim_set(claimset: ClaimSet) -> None:
    """Rows, quotations and words are correct for any claims and texts."""
    # The only link that may occur is an address in angle brackets.
    check(claimset.model_copy(update={"article": claimset.article.model_copy(update={"url": None})}))


@parsing
@examples(150)
@given(words=SIGNS.filter(bool))
def test_any_words(words: str) -> None:
    """Markdown's special characters have no effect in an article's words."""
    check(said(words, url=words.replace("http", "")))


@parsing
@pytest.mark.parametrize("words", ATTACKS)
def test_nothing_breaks_out(words: str) -> None:
    """Words that look like a table, code, HTML, a heading, a list, a link or a reference stay words."""
    check(said(words))


@parsing
def test_the_heading_is_the_title() -> None:
    """The heading is the title, or the id if there is none, and never empty."""
    for fields, heading in (
        ({"title": "# Ferry #"}, "# Ferry #"),
        ({"id": "ferry-1"}, "ferry-1"),
        ({"id": "\n"}, "untitled"),
    ):
        assert list(within(parsed(dumps(empty(**fields), "markdown")), "heading_open")) == [heading]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("see https://evil.example", r"see https\://evil.example"),
        ("see www.evil.example", r"see www\.evil.example"),
        ("ask @somebody", "ask @\u2060somebody"),
        ("mail ann@evil.example", "mail ann@\u2060evil.example"),
        ("fixes #12", "fixes \\#\u206012"),
        ("fixes org/repo#12", "fixes org/repo\\#\u206012"),
        ("fixes GH-12", "fixes GH-\u206012"),
        ("so :smile: or :+1:, :100:", "so :\u2060smile: or :\u2060+1:, :\u2060100:"),
        ("at 10:30:15: soon", "at 10:30:15: soon"),
    ],
)
def test_github_finds_no_links(words: str, written: str) -> None:
    """A backslash or an invisible joiner prevents GitHub's automatic links, mentions and pictures."""
    assert f"   > {written}\n" in dumps(said(words), "markdown")


@parsing
@pytest.mark.parametrize("url", ["https://example.org/a?b=1&c=(2)", "http://example.org"])
def test_the_address_is_a_link(url: str) -> None:
    """The article's address is a link to itself."""
    tokens = parsed(dumps(empty(url=url), "markdown"))
    [link] = [child for token in tokens for child in token.children or () if child.type == "link_open"]
    assert link.attrs["href"] == url


@parsing
@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a.example> <b>", "https://a b", "<https://x"])
def test_any_other_address_is_words(url: str) -> None:
    """An address that is not a web address is not a link."""
    tokens = parsed(dumps(empty(url=url), "markdown"))
    assert {child.type for token in tokens for child in token.children or ()} == {"text"}


@parsing
def test_authors_and_publisher_are_on_one_line() -> None:
    """Below the heading are the authors, the publisher and the date, as far as they are known."""
    article = {"text": "x", "title": "y", "authors": ["Mara Lindqvist", "Tom Okoye"], "publisher": "The Quay"}
    for gone, line in (("title", "Mara Lindqvist, Tom Okoye · The Quay"), ("authors", "The Quay")):
        written = dumps(ClaimSet(article={name: value for name, value in article.items() if name != gone}), "markdown")
        assert written.splitlines()[2] == line


def test_several_sets() -> None:
    """Sets follow each other, each under its heading."""
    tokens = parsed(dumps([sample(), empty(id="quiet-1"), sample()], "markdown"))
    assert list(within(tokens, "heading_open")) == ["Ferry talks stall", "quiet-1", "Ferry talks stall"]
    assert [token.type for token in tokens].count("table_open") == 2


def test_golden() -> None:
    """The claim sets made by hand equal the golden file, byte for byte; see `test_golden.py`."""
    data = dumps([sample(), empty("Nothing was said.", id="quiet-1")], "markdown").encode()
    if os.environ.get("NEWSCLAIMS_RENEW_GOLDEN") == "1":
        GOLDEN.write_bytes(data)
    assert data == GOLDEN.read_bytes()


def test_nested_claims_and_missing_sources() -> None:
    """A nested claim has its parent's number, and claims without a source say so."""
    text = dumps(sample(), "markdown")
    assert "\n3. Critics, within 2\n   > \\=SUM(A1)\n" in text
    assert "\n1. (no source)\n   > x\n" in dumps(
        ClaimSet(
            article={"text": "x"},
            claims=[{"id": "1", "content": {"spans": [{"start": 0, "end": 1}], "text": "x"}}],
        ),
        "markdown",
    )
    assert "\n\nNo claims.\n" in dumps(empty(), "markdown")
    assert dumps([], "markdown") == ""


def test_a_long_content_is_cut_in_the_table_only() -> None:
    """The table shows the beginning of a long content, and the quotation shows all of it."""
    text = dumps(said("word " * 40 + "end"), "markdown")
    [row] = re.findall(r"^\| 1 .*$", text, flags=re.MULTILINE)
    assert "…" in row
    assert f"   > {'word ' * 40}end\n" in text


def test_reading_is_refused() -> None:
    """Reading is refused at the call, not at the first claim set."""
    with pytest.raises(WriteOnlyError, match="'markdown' can be written but not read"):
        MarkdownSerialiser().load(None)  # type: ignore[arg-type]
    with pytest.raises(WriteOnlyError):
        load(__file__, format="markdown")
