"""Reads a web archive: each page in it is an article."""

import io
import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, Final

from attrs import evolve

from newsclaims._files.encodings import check_encoding
from newsclaims._files.limits import check_limit
from newsclaims._files.locations import FileLocation
from newsclaims._model import Article, Meta
from newsclaims._plugins import Extra
from newsclaims.errors import FormatError, InvalidValueError, LimitError, UndecodableError

from .._html import HtmlReader
from .._markup import MAX_DEPTH
from .._protocol import Skipped
from .._sources import MAX_BYTES
from .pages import UNREADABLE, NoPageError, page_of
from .records import Record, read_records

__all__ = ["WarcReader"]

NAME: Final = "warc"
_HELD = ("response", "resource")
"""The types of record that can hold a page."""
_OTHER_TYPES = ("warcinfo", "request", "metadata", "revisit", "conversion", "continuation")
"""The types of record of ISO 28500 that do not hold a page."""
_TARGET = "WARC-Target-URI"
_KEPT = (_TARGET, "WARC-Date", "WARC-Record-ID", "WARC-Truncated", "WARC-Segment-Number")
"""What `Article.meta` keeps of a record's header."""
_HEAD = 1024
"""Where a page names its encoding, in bytes (HTML Standard, section 4.2.5.4)."""
_OWN_ENCODING = re.compile(
    rb"<meta\b[^>]*charset|\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|<\?xml[^>]*encoding)", re.IGNORECASE
)


class WarcReader:
    """Reads each HTML page of a web archive as an article, by the reader `html`.

    A page is a record of the type `response` with the status 200, or of the type `resource`. All other records are
    skipped and counted. The address of an article is the one that the page gives for itself, or else that of the
    record, which is in `meta` too, with the date of the record.
    """

    name: str = NAME
    suffixes: tuple[str, ...] = (".warc",)
    media_type: str = "application/warc"
    many: bool = True
    extra: Extra = Extra("warc", ("brotli", "lxml", "lxml_html_clean", "trafilatura", "warcio"))

    @property
    def version(self) -> str:
        """The version of the reader of pages, which makes the articles."""
        return HtmlReader().version

    def read(
        self, source: BinaryIO, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH
    ) -> Iterator[Article | Skipped]:
        """Read the articles; see `Reader.read`.

        Args:
            source: A binary stream.
            max_bytes: How many bytes a page may have, after unpacking.
            max_depth: How many elements of a page may be inside each other.

        Raises:
            FormatError: If it is not a web archive.
            LimitError: If a record says that it has more than 100 times `max_bytes`.
            MissingExtraError: If the extra `warc` is not installed.
        """
        check_limit("max_bytes", max_bytes)
        check_limit("max_depth", max_depth)
        self.extra.require("reading web archives")
        location = FileLocation.of(source, NAME)
        item_of = partial(_item, location=location, max_bytes=max_bytes, max_depth=max_depth)
        return read_records(source, location, max_bytes, item_of)


def _item(record: Record, location: FileLocation, max_bytes: int, max_depth: int) -> Article | Skipped:
    kind = record.headers.get_header("WARC-Type", "").lower()
    if kind not in _HELD:
        return Skipped(f"a {kind} record" if kind in _OTHER_TYPES else "a record of an unknown type")
    # Wget puts the address in angle brackets.
    address = record.headers.get_header(_TARGET, "").removeprefix("<").removesuffix(">")
    # The errors of the page name its record.
    place = f"{location.source or 'input'}, record {record.number}" + (f" ({address})" if address else "")
    try:
        page, charset = page_of(record, evolve(location, source=place), max_bytes)
    except NoPageError as reason:
        return reason.skipped
    try:
        return _article(_Stream(page, place), _encoding(page, charset), record, address, max_depth)
    except LimitError as error:
        return Skipped(UNREADABLE, error)
    except (FormatError, UndecodableError):
        # Servers call much HTML that is not, and nobody named this page.
        return Skipped("an empty page, or a file that is not HTML")


def _article(page: BinaryIO, encoding: str | None, record: Record, address: str, max_depth: int) -> Article | Skipped:
    """Return the article of a page, with what the record knows."""
    [item] = HtmlReader().read(page, encoding=encoding, max_depth=max_depth)
    if isinstance(item, Skipped):
        # A crawl has many pages that are not articles, and nobody named this one.
        return evolve(item, error=None)
    known = {name: value for name in _KEPT if (value := record.headers.get_header(name)) is not None}
    if address:
        known[_TARGET] = address
    return item.model_copy(update={"url": item.url or address or None, "meta": Meta({**item.meta, **known})})


def _encoding(page: bytes, charset: str | None) -> str | None:
    """Return the encoding that only the server names, if the page is in it."""
    if charset is None or _OWN_ENCODING.search(page[:_HEAD]):
        return None
    try:
        encoding = check_encoding(charset)
        page.decode(encoding or charset)
    except (InvalidValueError, UnicodeError):
        return None
    return encoding


class _Stream(io.BytesIO):
    """A page as a stream with a name, for error messages."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name
