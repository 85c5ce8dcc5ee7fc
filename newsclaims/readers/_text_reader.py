"""Reads a text file as one article."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from newsclaims._files.encodings import check_encoding, marked_encoding, undecodable
from newsclaims._files.locations import FileLocation, stream_name
from newsclaims._model import Article

from ._protocol import Skipped
from ._table.columns import has_text_column

__all__ = ["TextReader"]

NAME: Final = "text"
_OTHER: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"\s*(<!--.*?-->\s*)?<(!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL),
        "a web page",
        "html",
    ),
    (
        re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<(rss|feed|rdf:rdf)\b", re.IGNORECASE | re.DOTALL),
        "a feed",
        "feed",
    ),
    (re.compile(r'\s*\[?\s*\{\s*"[^"\n]*"\s*:'), "JSON", "table"),
    (re.compile(r"WARC/\d"), "a web archive", "warc"),
)
"""How other kinds of files begin, what they are, and which reader reads them."""
_MHTML = re.compile(
    r"(?=(?:[^\n]*\n){0,20}?MIME-Version:)(?:[^\n]*\n){0,20}?Content-Type:\s*multipart/related", re.IGNORECASE
)
"""The header of a web page that a browser saved in one file (RFC 2557)."""
_TAB = "\t"
_FEWEST_TABS = 2
_DOCUMENTS = ("%PDF-", "{\\rtf")
"""How documents begin that can be in ASCII, so that they can be decoded."""
_HEAD = 2000
_USUAL = "UTF-8"


class TextReader:
    """Reads a text file as one article, without changing anything but its byte order mark.

    A text without a character that can be seen is skipped and counted.

    The encoding is that of the byte order mark (UTF-8, UTF-16, UTF-32), or else UTF-8.
    """

    name: str = NAME
    suffixes: tuple[str, ...] = (".txt", ".text", ".md")
    media_type: str = "text/plain"
    many: bool = False

    def read(self, source: BinaryIO, *, encoding: str | None = None) -> Iterator[Article | Skipped]:
        """Read the article; see `Reader.read`.

        Args:
            source: A binary stream.
            encoding: The encoding of the file, if it has no byte order mark and is not UTF-8.

        Raises:
            UndecodableError: If it cannot be decoded, or has a zero byte; it says what the file probably is.
            FormatError: If it is a file of another kind, for example a web page.
            InvalidValueError: If Python does not know the encoding.
        """
        encoding = check_encoding(encoding)
        text = _decoded(source, encoding)
        yield Article(text=text) if text.strip() else Skipped("the text is empty")


def _decoded(source: BinaryIO, encoding: str | None) -> str:
    name = stream_name(source)
    data = source.read()
    marked, length = marked_encoding(data) or (_USUAL, 0)
    encoding = encoding or marked
    if codecs.lookup(encoding) != codecs.lookup(marked):
        length = 0
    if codecs.lookup(encoding) == codecs.lookup(_USUAL) and (zero := data.find(0)) >= 0:
        raise undecodable(name or "input", data, zero, 0, "a text has no zero bytes")
    try:
        text = data[length:].decode(encoding)
    except UnicodeDecodeError as error:
        position = length + error.start
        raise undecodable(name or "input", data, position, data[position], error.reason, encoding) from None
    if text.startswith(_DOCUMENTS):
        raise undecodable(name or "input", data, 0, data[0], "it is a document", encoding)
    _refuse_others(text, FileLocation(NAME, name))
    return text


def _refuse_others(text: str, location: FileLocation) -> None:
    """Refuse a file of another kind, whose claims could not be found in it as it is."""
    head = text[:_HEAD]
    if _MHTML.match(head):
        raise location.error(
            "it is a web page in one file with its pictures (MHTML). Save the page again as HTML, and read that file."
        )
    others = ((kind, reader) for start, kind, reader in _OTHER if start.match(head))
    table = ("a table whose cells are separated by tabs", "table") if _is_table(head) else None
    if other := next(others, table):
        kind, reader = other
        raise location.error(f"it is {kind}. Read it with the reader {reader!r} (--input-format {reader}).")


def _is_table(head: str) -> bool:
    """Say whether the first line names columns, one of them for the texts, and the next has cells too."""
    header, _, rest = head.partition("\n")
    cells = header.split(_TAB)
    # The next line can have fewer cells, because one with quotation marks can go on in another line.
    return len(cells) > _FEWEST_TABS and _TAB in rest.partition("\n")[0] and has_text_column(cells)
