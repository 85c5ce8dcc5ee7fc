"""Reads a table of articles, whatever its kind."""

import warnings
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO, Final

from newsclaims._files.bad_bytes import BadBytes
from newsclaims._files.encodings import check_encoding
from newsclaims._files.locations import FileLocation, stream_name
from newsclaims._files.streams import text_chunks
from newsclaims._model import Article
from newsclaims._plugins import Extra
from newsclaims._shown import shown
from newsclaims.errors import InputTypeError, InvalidValueError, ReadingWarning

from .._protocol import Skipped
from .._sources import MAX_BYTES
from .columns import FIELDS
from .dates import check_date_format
from .delimited import check_delimiter, delimited_articles
from .json_objects import json_articles
from .notices import CALLER, with_notices
from .parquet_rows import MAGIC, parquet_articles
from .rows import ArticleMaker

__all__ = ["TableReader"]

NAME: Final = "table"
_HTML: Final = "html"


class TableReader:
    """Reads tables with one article a row: CSV and other delimited text, JSON (lines, or an array), and Parquet.

    The kind is found in the bytes, not in the name of the file. Columns are found by their usual names, or given.
    """

    name: str = NAME
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
    media_type: str = "text/csv"
    many: bool = True

    def read(
        self,
        source: BinaryIO,
        *,
        text: str | None = None,
        id: str | None = None,  # noqa: A002 - the name of the field
        title: str | None = None,
        published: str | None = None,
        url: str | None = None,
        publisher: str | None = None,
        authors: str | None = None,
        language: str | None = None,
        encoding: str | None = None,
        delimiter: str | None = None,
        date_format: str | None = None,
        markup: str | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> Iterator[Article | Skipped]:
        """Read the articles, row by row; see `Reader.read`.

        Args:
            source: A binary stream.
            text: The column with the texts; None to find it by a usual name, as for the others.
            id: The column with the ids.
            title: The column with the titles.
            published: The column with the dates.
            url: The column with the web addresses.
            publisher: The column with the publishers.
            authors: The column with the authors.
            language: The column with the languages.
            encoding: The encoding of a text table that has no byte order mark and is not UTF-8.
            delimiter: What separates the cells; None to find it in the header.
            date_format: The format of the dates, as for `datetime.strptime`.
            markup: `"html"` if the texts are HTML; None to take them as they are.
            max_bytes: The largest size of a row of Parquet, in bytes.

        Raises:
            FormatError: If it is not a table, or has no column for the text, or lacks one that was named.
            UndecodableError: If it cannot be decoded.
            LimitError: If a row is larger than the limit.
            InvalidValueError: If an option has no such value.
            InputTypeError: If an option is of the wrong type.
            MissingExtraError: If it is Parquet, and `newsclaims[arrow]` is not installed, or the texts are HTML, and
                `newsclaims[html]` is not.
        """
        given = dict(zip(FIELDS, (text, id, title, published, url, publisher, authors, language), strict=True))
        for field, column in given.items():
            if column is not None and not isinstance(column, str):
                raise InputTypeError(field, "the name of a column, a str", type(column).__name__)
        encoding = check_encoding(encoding)
        check_date_format(date_format)
        separator = check_delimiter(delimiter)
        _check_markup(markup)
        columns = {field: column for field, column in given.items() if column is not None}
        maker = ArticleMaker(columns, date_format, markup=markup is not None)
        items = _items(source, maker, encoding, separator, max_bytes)
        for item, notices in with_notices(items, maker, stream_name(source)):
            for notice in notices:
                warnings.warn(notice, ReadingWarning, stacklevel=CALLER)
            yield item


def _check_markup(markup: object) -> None:
    if markup not in (None, _HTML):
        raise InvalidValueError(f"markup must be 'html', if the texts are HTML, or None, not {shown(markup)}.")
    if markup is not None:
        Extra(_HTML, ("lxml",)).require("reading texts in HTML")


def _items(
    source: BinaryIO, maker: ArticleMaker, encoding: str | None, delimiter: str | None, max_bytes: int
) -> Iterator[Article | Skipped]:
    """Yield what is in the rows of a table, whatever its kind."""
    head = _head(source)
    if head == MAGIC:
        location = FileLocation("parquet", stream_name(source))
        yield from parquet_articles(head, source, location, maker, max_bytes)
        return
    rejoined: Any = _Rejoined(head, source)
    bad = BadBytes()
    first, pieces = _first_piece(text_chunks(rejoined, "csv", encoding, bad))
    kind = "json" if first.lstrip().startswith(("{", "[")) else "csv"
    location = FileLocation(kind, stream_name(source))
    if kind == "json":
        yield from json_articles(pieces, bad, location, maker)
    else:
        yield from delimited_articles(pieces, bad, location, maker, delimiter)


class _Rejoined:
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, source: BinaryIO) -> None:
        self._head = head
        self._read: Any = getattr(source, "read1", source.read)
        self.name = stream_name(source)

    def read(self, size: int) -> bytes:
        head, self._head = self._head, b""
        # Together, because the first piece shows what kind of file it is.
        return head + bytes(self._read(size))


def _head(source: BinaryIO) -> bytes:
    """Read the first bytes, as many as show that it is Parquet; a pipe can give them one by one."""
    head = b""
    while len(head) < len(MAGIC) and (data := source.read(len(MAGIC) - len(head))):
        head += data
    return head


def _first_piece(pieces: Iterator[str]) -> tuple[str, Iterator[str]]:
    """Return the text up to its first character that is not white space, or more, and all of the text."""
    first = ""
    while not first.strip() and (piece := next(pieces, "")):
        first += piece
    return first, chain((first,), pieces)
