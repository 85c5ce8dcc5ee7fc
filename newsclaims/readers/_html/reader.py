"""The reader of saved web pages."""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from attrs import evolve

from newsclaims._files.encodings import check_encoding
from newsclaims._files.limits import check_limit
from newsclaims._files.locations import FileLocation
from newsclaims._model import Article, Block
from newsclaims._plugins import Extra

from .._decoding import decoded
from .._markup import MAX_DEPTH, markup_text
from .._paragraphs import joined
from .._protocol import Skipped
from .._versions import version_with
from .finding import find_article
from .lines import names_and_date
from .linked_data import LinkedData
from .metadata import Metadata, find_metadata
from .page import DEEPEST, MAX_TAGS, read_page

__all__ = ["HtmlReader"]

NAME: Final = "html"
_NO_ARTICLE: Final = "no article was found in the page"
_TAG = re.compile(r"<[A-Za-z!/?]")
_LONGER: Final = 2
"""The text in a page's JSON-LD is used if it is so many times as long as the text that the page shows."""
_MHTML = re.compile(r"(?:From: <Saved by |MIME-Version: 1\.|Content-Type: multipart/related)", re.IGNORECASE)
_FEED = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:rss|feed|rdf:rdf)\b", re.IGNORECASE | re.DOTALL)
_HEAD: Final = 2000
_OURS = re.compile(r"<meta\b[^>]*\bname=\W?generator\b[^>]*\bcontent=\W?newsclaims\b", re.IGNORECASE)
"""What the serialiser `html` writes into the head of its pages."""
_FRAMES = re.compile(r"<frameset\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\s*\n\s*")


class HtmlReader:
    """Reads a saved web page as one article, with the details from the page's own metadata."""

    name: str = NAME
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")
    media_type: str = "text/html"
    many: bool = False
    extra: Extra = Extra("html", ("trafilatura", "lxml", "lxml_html_clean"))

    @property
    def version(self) -> str:
        """The versions of newsclaims and of trafilatura, because both decide what is read."""
        return version_with("trafilatura")

    def read(
        self,
        source: BinaryIO,
        *,
        encoding: str | None = None,
        max_depth: int = MAX_DEPTH,
        max_tags: int = MAX_TAGS,
    ) -> Iterator[Article | Skipped]:
        """Read the article; see `Reader.read`.

        Args:
            source: A binary stream.
            encoding: The encoding, for example that of the server's answer. A byte order mark is stronger. If None, it
                is found as browsers find it.
            max_depth: How many elements can be inside each other.
            max_tags: How many elements the page can have.

        Raises:
            UndecodableError: If it is a file of another kind, or not in `encoding`.
            FormatError: If it is not a web page.
            LimitError: If its elements are nested deeper than `max_depth`, or there are more than `max_tags`.
            MissingExtraError: If the extra `html` is not installed.
            InvalidValueError: If Python does not know the encoding, or a limit is not allowed.
        """
        encoding = check_encoding(encoding)
        check_limit("max_depth", max_depth, most=DEEPEST)
        check_limit("max_tags", max_tags)
        self.extra.require("reading web pages")
        location = FileLocation.of(source, NAME)
        yield _read(decoded(source.read(), location, encoding), location, max_depth, max_tags)


def _read(text: str, location: FileLocation, max_depth: int, max_tags: int) -> Article | Skipped:
    _refuse_others(text, location)
    page = read_page(text, location, max_depth, max_tags)
    if page is None:
        return _skipped(location)
    about = find_metadata(page)
    article = find_article(page, text, about.title, surely=bool(about.linked.article), authors=about.authors)
    found, blocks = joined(article.paragraphs)
    about = _with_lines_above(about, article.above)
    told, told_blocks = _told(about.linked, location, max_depth)
    if len(told) > _LONGER * len(found):
        found, blocks = told, told_blocks
    if not found:
        return _skipped(location)
    with location.model_errors(item="page"):
        return _article(found, blocks, about)


def _with_lines_above(about: Metadata, lines: Sequence[str]) -> Metadata:
    """Return what a page says about its article, with the byline and the date above it if it says nothing itself."""
    if about.published is not None or about.authors or about.meta or about.linked.article:
        return about
    authors, published = names_and_date(lines)
    return evolve(about, authors=authors, published=published)


def _article(text: str, blocks: tuple[Block, ...], about: Metadata) -> Article:
    return Article(
        text=text,
        blocks=blocks,
        title=about.title,
        published=about.published,
        authors=about.authors,
        publisher=about.publisher,
        url=about.url,
        language=about.language,
        meta=about.meta,
    )


def _told(linked: LinkedData, location: FileLocation, max_depth: int) -> tuple[str, tuple[Block, ...]]:
    """Return the text that the page's JSON-LD has, as plain text or as HTML; empty if there is none."""
    body = linked.text("articleBody")
    if _TAG.search(body) is None:
        body = "".join(f"<p>{paragraph}</p>" for paragraph in _PARAGRAPH.split(body))
    return markup_text(_without_surrogates(body), location, max_depth=max_depth)


def _without_surrogates(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _skipped(location: FileLocation) -> Skipped:
    reason = f"{_NO_ARTICLE}. If the page shows one, a script may load it: save the page again with a browser."
    return Skipped(_NO_ARTICLE, location.error(reason))


def _refuse_others(text: str, location: FileLocation) -> None:
    """Refuse what is not a page, or has its article in other files."""
    if not text.strip():
        raise location.error("the file is empty.")
    if _MHTML.match(text.lstrip()):
        raise location.error("it is a web archive of a browser (MHTML). Save the page as HTML.")
    if _TAG.search(text) is None:
        raise location.error(
            "it has no tags, so it is not a web page. Read it with the reader 'text' (--input-format text)."
        )
    if _FEED.match(text[:_HEAD]):
        raise location.error("it is a feed. Read it with the reader 'feed' (--input-format feed).")
    if _OURS.search(text[:_HEAD]):
        raise location.error(
            "it is a page of claims that newsclaims wrote, not an article. Open it in a browser, or read the file of "
            "claims that it was made from."
        )
    if _FRAMES.search(text):
        raise location.error("it shows other files in frames. Save the frame that has the article.")
