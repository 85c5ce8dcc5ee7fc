"""The reader `html`: its contract, what it refuses, its limits, and that no page crashes it."""

import io
import json
import logging
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims._plugins import Extra
from newsclaims.errors import (
    FormatError,
    InputTypeError,
    InvalidValueError,
    LimitError,
    MissingExtraError,
    NewsClaimsError,
    UndecodableError,
)
from newsclaims.readers import Skipped
from newsclaims.readers._html import HtmlReader
from newsclaims.testing import check_reader

trafilatura = pytest.importorskip("trafilatura", reason="needs newsclaims[html]")

SAID = "The minister said on Monday that the bridge would stay closed, because its piers are cracked."
ASKED = "“Nobody asked us,” said Ana Brandt, who runs a shop beside it."
PAGE = f"<html><head><title>Bridge</title></head><body><p>{SAID}</p><p>{ASKED}</p></body></html>"
PAGES = Path(__file__).parent / "pages"


def read_one(data: bytes | str, **options: Any) -> nc.Article | Skipped:
    """Return the one item of a page."""
    [item] = HtmlReader().read(io.BytesIO(data.encode() if isinstance(data, str) else data), **options)
    return item


def text_of(data: bytes | str, **options: Any) -> str:
    """Return the text of a page that has an article."""
    item = read_one(data, **options)
    assert isinstance(item, nc.Article), item
    return item.text


def test_the_reader_keeps_its_contract() -> None:
    """The reader passes the check that every reader passes."""
    pages = [path.read_bytes() for path in sorted(PAGES.glob("*.html"))[:2]]
    check_reader(HtmlReader(), {PAGE.encode(): 1, PAGE.encode("utf-16"): 1, b"<p></p>": 0, **dict.fromkeys(pages, 1)})


def test_a_page_without_metadata() -> None:
    """A page needs only its text."""
    article = read_one(f"<p>{SAID}<p>{ASKED}")
    assert article == nc.Article(text=f"{SAID}\n\n{ASKED}", id=article.id if isinstance(article, nc.Article) else "")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not valid html: the file is empty."),
        (b" \r\n", "not valid html: the file is empty."),
        (b"The minister said so.", "it has no tags, so it is not a web page. Read it with the reader 'text'"),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n<html>", "it is a web archive of a browser (MHTML)"),
        (b'<?xml version="1.0"?>\n<rss version="2.0"></rss>', "it is a feed. Read it with the reader 'feed'"),
        (
            b"<html><meta name=generator content='newsclaims 1.2'><p>Who speaks",
            "a page of claims that newsclaims wrote",
        ),
        (b"<html><frameset cols=1><frame src=a.html></frameset></html>", "Save the frame that has the article."),
    ],
)
def test_what_is_not_a_page_is_an_error(data: bytes, message: str) -> None:
    """A file that is not a page, or has no text of its own, is an error that says what to do."""
    with pytest.raises(FormatError) as caught:
        read_one(data)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is a PNG picture, not a text"),
        (b"%PDF-1.7\n<html>", "it is a PDF, not a text. Save its text first, for example: pdftotext"),
        (PAGE.encode("utf-16-le"), "it is probably in UTF-16LE"),
    ],
)
def test_other_files_are_named(data: bytes, message: str) -> None:
    """A picture or a PDF with the suffix of a page is an error that says what it is."""
    with pytest.raises(UndecodableError) as caught:
        read_one(data)
    assert message in str(caught.value)


CONSENT = "We and our partners store information on your device, and we ask you before we do so."
PAGES_WITHOUT_ARTICLES = {
    "no text": "<html><body></body></html>",
    "links": "".join(f"<li><a href=/{i}>Bridge number {i} will be closed.</a></li>" for i in range(30)),
    "home page": "<main>"
    + "".join(f"<article><h2><a href=/{i}>Bridge {i} closed</a></h2><p>{SAID}</p></article>" for i in range(9))
    + "</main>",
    "consent": f"<div class=cookie-banner><h1>Cookies</h1><p>{CONSENT}</p></div>",
    "wall": f"<title>We value your privacy</title><div><p>{CONSENT}</p></div>",
    "table": "<table>" + "".join(f"<tr><td>{i}</td><td>{i * i}</td></tr>" for i in range(30)) + "</table>",
    "script": "<div id=root><p>Loading</p></div><script>render('The minister said so.')</script>",
}


@pytest.mark.parametrize("page", PAGES_WITHOUT_ARTICLES.values(), ids=PAGES_WITHOUT_ARTICLES)
def test_a_page_without_an_article_is_skipped_with_an_error(page: str, tmp_path: Path) -> None:
    """A page without an article is never "0 claims": `read` raises, or skips it with a reason."""
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    with pytest.raises(FormatError, match=r"page\.html: .*no article was found in the page\. If the page shows one"):
        list(nc.read(path))
    reading = nc.read(path, on_error="skip")
    assert list(reading) == []
    assert reading.skipped == {"no article was found in the page": 1}


def test_the_limit_of_depth() -> None:
    """A page 100,000 elements deep is an error that names the option, and the option has bounds."""
    with pytest.raises(LimitError, match=r"more than 500 elements .*larger max_depth"):
        read_one("<div>" * 100_000 + PAGE)
    with pytest.raises(LimitError, match=r"the page has more than 200,000 elements.*larger max_tags"):
        text_of(PAGE + "<p>x" * 200_000)
    with pytest.raises(InvalidValueError, match="max_tags must be 1 or more, not 0"):
        read_one(PAGE, max_tags=0)
    assert text_of("<div>" * 600 + PAGE, max_depth=1000) == f"{SAID}\n\n{ASKED}"
    with pytest.raises(InvalidValueError, match="max_depth must be between 1 and 2000, not 5000"):
        read_one(PAGE, max_depth=5000)
    with pytest.raises(InputTypeError, match="max_depth must be an int, not bool"):
        read_one(PAGE, max_depth=True)


def test_an_element_with_too_many_attributes() -> None:
    """An element with 100,000 attributes, which would take minutes, is an error."""
    attributes = " ".join(f"a{i}=1" for i in range(100_000))
    with pytest.raises(FormatError, match="an element 'p' has 100,000 attributes; at most 1,000 are read"):
        read_one(f"<p {attributes}>{SAID}</p>")


LAUGHS = "".join(f"<!ENTITY e{i} '{f'&e{i - 1};' * 10 if i else 'lol'}'>" for i in range(12))
HOSTILE = {
    "a long attribute": f"<p class='{'share ' * 1_700_000}'>x</p>{PAGE}",
    "an unclosed tag": f"{PAGE}<p title='{'x' * 1_000_000}",
    "unclosed comments": f"{PAGE}{'<!--' * 200_000}",
    "a billion laughs": f"<!DOCTYPE html [{LAUGHS}]>{PAGE}<!-- &e11; -->",
    "deep JSON": f"<script type='application/ld+json'>{'[' * 1_000_000}</script>{PAGE}",
    "JSON of quotes": f"<script type='application/ld+json'>{chr(34) * 1_000_000}</script>{PAGE}",
    "JSON of commas": f"<script type='application/ld+json'>{', ' * 500_000}</script>{PAGE}",
    "a long author": f"<meta name=author content='{'by and, ' * 100_000}'>{PAGE}",
    "nested headings": f"{'<h1>' * 400}{'x' * 1_000_000}{'</h1>' * 400}{PAGE}",
    "nested authors": f"{'<div itemprop=author itemscope>' * 400}{'<b></b>' * 20_000}{'</div>' * 400}{PAGE}",
    "many small figures": f"<div>{'<figure><blockquote>a</blockquote></figure>' * 40_000}</div>{PAGE}",
    "doubled attributes": f"<meta name=a name=b content=c content=d><p class=a class=b id=c id=d></p>{PAGE}",
    "an unknown encoding": f"<meta charset=nonsense>{PAGE}",
    "an encoding that is not for pages": f"<meta charset=idna>{PAGE}",
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_are_read(page: str) -> None:
    """What is around an article, however strange, does not hide it and takes no unreasonable time."""
    assert text_of(page).endswith(f"{SAID}\n\n{ASKED}")


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        ("\0", "\ufffd"),
        ("&#xD800;", "\ufffd"),
        ("\x01", "\x01"),
        ("&#1;", "\x01"),
        ("&#x1f;", "\x1f"),
        ("&#31", "\x1f"),
        ("&#0;", "\ufffd"),
        ("&zwnj;", "\u200c"),
    ],
)
def test_odd_characters(inside: str, seen: str) -> None:
    """Zero characters and half characters become U+FFFD, as in browsers; other control characters stay."""
    assert text_of(f"<p>The minister{inside} said on Monday that the bridge would stay closed.</p>") == (
        f"The minister{seen} said on Monday that the bridge would stay closed."
    )


SNIPPETS = st.sampled_from(
    [
        "<p>",
        "</p>",
        SAID,
        ASKED,
        "<div class=share>",
        "<nav>",
        "<article>",
        "<blockquote>",
        "<br><br>",
        "<!--",
        "<time datetime=2024-01-01>",
        "<script type='application/ld+json'>",
        "{",
        "}",
        '"@type":"NewsArticle",',
        "</script>",
        "<meta name=author content='",
        "'>",
        "<h1>",
        "\0",
    ]
)


@given(st.binary() | st.lists(SNIPPETS).map(lambda parts: "".join(parts).encode()))
def test_any_bytes(data: bytes) -> None:
    """Any bytes give an error of newsclaims or one item, the same each time."""

    def result() -> str:
        try:
            return repr(read_one(data))
        except NewsClaimsError as error:
            return repr(error)

    assert result() == result()


def test_the_text_in_json_is_used_if_the_page_shows_little() -> None:
    """A page whose text a script loads has it in JSON-LD, as plain text or as HTML."""
    for body in (f"{SAID}\n\n{ASKED}", f"{SAID}\n{ASKED}", f"<p>{SAID}</p><p>{ASKED}</p>"):
        script = json.dumps({"@type": "NewsArticle", "articleBody": body})
        page = f"<script type='application/ld+json'>{script}</script><p>{SAID[:60]}...</p>"
        assert text_of(page) == f"{SAID}\n\n{ASKED}"


def test_a_failure_of_trafilatura_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """If trafilatura fails at a page, the error names the file and the failure."""

    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    with pytest.raises(FormatError, match=r"trafilatura could not read the page \(RecursionError: too deep\)"):
        read_one(PAGE)


def test_large_pages_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a large page, the caches of trafilatura are emptied; they keep texts."""
    emptied: list[bool] = []
    monkeypatch.setattr("trafilatura.meta.reset_caches", lambda: emptied.append(True))
    read_one(PAGE)
    assert emptied == []
    read_one(PAGE + "<!--" + "x" * 1_000_000)
    assert emptied == [True]


def test_nothing_is_printed_or_logged_for_a_page_without_an_article() -> None:
    """The messages of trafilatura do not appear on the screen of a program that did not set up logging."""
    code = (
        "import io; from newsclaims.readers._html import HtmlReader; "
        "list(HtmlReader().read(io.BytesIO(b'<html><body></body></html>')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert (done.stdout, done.stderr) == ("", "")
    assert logging.getLogger("trafilatura").handlers


def test_a_look_up_imports_no_large_package() -> None:
    """The reader is found by its suffix without trafilatura or lxml, which take half a second."""
    code = (
        "import sys; from newsclaims.readers._reader_lookup import reader_by_suffix; reader_by_suffix('a.html'); "
        "print('trafilatura' in sys.modules, 'lxml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_missing_extra_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the error says what to install."""
    monkeypatch.setattr(HtmlReader, "extra", Extra("html", ("not_installed",)))
    with pytest.raises(MissingExtraError, match=r"reading web pages needs .* pip install 'newsclaims\[html\]'"):
        read_one(PAGE)


def test_the_version_names_trafilatura() -> None:
    """The version of the other package is in it, because that package decides too what is read."""
    assert re.fullmatch(rf"{re.escape(nc.__version__)} \(trafilatura \d+\.[\d.]+\)", HtmlReader().version)


@pytest.mark.parametrize(
    ("head", "authors", "published"),
    [
        ("", ("JOHN SMITH",), date(2003, 3, 4)),
        ('<meta name="description" content="News">', (), None),
        ('<meta name="date" content="2003-03-05">', (), date(2003, 3, 5)),
    ],
)
def test_a_byline_above_the_text(head: str, authors: tuple[str, ...], published: date | None) -> None:
    """A byline and a date directly above the text count only on a page that says nothing else about itself."""
    page = (
        f"<head>{head}</head><center>Quay closed</center>By JOHN SMITH<br>Staff writer<br>Tuesday, March 4, 2003"
        "<p>The old quay was closed on Monday.<p>The harbour master denied that it was unsafe."
    )
    [article] = HtmlReader().read(io.BytesIO(page.encode()))
    assert isinstance(article, nc.Article)
    assert (article.authors, article.published) == (authors, published)


@pytest.mark.parametrize("extractor", ["neural", "rules"])
def test_a_signed_block_quote_is_a_claim(extractor: str) -> None:
    """The name in a block quote is found as the speaker, with both extractors."""
    page = (
        "<p>The old quay was closed on Monday.</p><blockquote><p>We will repair every board.</p><footer>— "
        "<cite>Ines Prado</cite></footer></blockquote><p>The harbour master denied that it was unsafe.</p>"
    )
    [article] = HtmlReader().read(io.BytesIO(page.encode()))
    assert isinstance(article, nc.Article)
    claims = nc.Pipeline(extractor).extract(article)
    assert ("Ines Prado", "“We will repair every board.”") in [(one.source_name, one.content.text) for one in claims]
