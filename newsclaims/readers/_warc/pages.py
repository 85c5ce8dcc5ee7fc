"""Takes the page out of a record: the answer of a web server (RFC 9112), without its header and unpacked."""

import io
import re
from typing import Any, Final

from newsclaims._files.locations import FileLocation
from newsclaims._files.streams import CHUNK
from newsclaims._plugins import optional_import
from newsclaims.errors import LimitError, NewsClaimsError

from .._protocol import Skipped
from .packing import UnpackingError, unpacked
from .records import Record, parse_header

__all__ = ["UNREADABLE", "NoPageError", "page_of"]

UNREADABLE: Final = "a page that cannot be read"
_HTTP: Final = "application/http"
_PAGES = ("text/html", "application/xhtml+xml")
_OK: Final = "200"
_STATUS = re.compile("[0-9]{3}")
_MEDIA_TYPE = re.compile(r"[a-z]{1,20}/[a-z0-9.+_-]{1,80}")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HEAD: Final = 1000
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_PAGE_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PIECE_START = re.compile(rb"[0-9A-Fa-f]{1,15}[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_MOST_PACKINGS: Final = 5
"""How often a page may be packed. Real ones are packed once, and each time takes as long as `max_bytes` allows."""


class NoPageError(Exception):
    """A record that does not hold a page, or holds one that cannot be read.

    Args:
        reason: Why, in words that are the same for all of this kind.
        error: The error, if a page may be lost.
    """

    def __init__(self, reason: str, error: NewsClaimsError | None = None) -> None:
        super().__init__(reason, error)
        self.skipped = Skipped(reason, error)


def page_of(record: Record, location: FileLocation, max_bytes: int) -> tuple[bytes, str | None]:
    """Return the page that a record holds, unpacked, and the encoding that its server named.

    Args:
        record: A record of the type `response` or `resource`.
        location: Its location, for error messages.
        max_bytes: How many bytes the page may have.

    Raises:
        NoPageError: If it is not a page, is an answer with another status than 200, or cannot be unpacked.
        MissingExtraError: If a package of the extra `warc` is not installed.
    """
    headers, start = record.headers, io.BytesIO(record.read(CHUNK))
    if _media_type(headers) == _HTTP:
        headers = _answer(start)
    body = start.read()
    kind = _media_type(headers)
    if kind not in _PAGES and (kind or not _PAGE_START.match(body[:_HEAD])):
        raise NoPageError(f"not HTML: {kind or 'an unknown type'}")
    body = _not_too_large(body + record.read(max_bytes + 1 - len(body)), location, max_bytes)
    # Some archives keep these headers, but hold the page as it is without them.
    if "chunked" in _value(headers, "Transfer-Encoding").lower() and _PIECE_START.match(body):
        body = _joined(body, location)
    charset = _CHARSET.search(_value(headers, "Content-Type"))
    return _unpacked(body, headers, location, max_bytes), charset[1] if charset else None


def _value(headers: Any, name: str) -> str:
    return str(headers.get_header(name, ""))


def _media_type(headers: Any) -> str:
    """Return the media type that a header names; `""` if it names none, or nonsense."""
    kind = _value(headers, "Content-Type").partition(";")[0].strip().lower()
    return kind if _MEDIA_TYPE.fullmatch(kind) else ""


def _answer(stream: io.BytesIO) -> Any:
    """Return the header of an answer with the status 200, and leave the stream after it."""
    try:
        headers = parse_header(stream)
    except EOFError:
        raise NoPageError("a response without an HTTP status") from None
    status = headers.get_statuscode()
    if not headers.protocol.startswith("HTTP/") or not _STATUS.fullmatch(status):
        raise NoPageError("a response without an HTTP status")
    if status != _OK:
        raise NoPageError(f"HTTP status {status}")
    return headers


def _joined(body: bytes, location: FileLocation) -> bytes:
    """Return a body that was sent in pieces."""
    readers = optional_import("warcio.bufferedreaders", feature="reading web archives", extra="warc")
    try:
        return bytes(readers.ChunkedDataReader(io.BytesIO(body), raise_exceptions=True).read())
    except readers.ChunkedDataException as error:
        raise _unreadable(location, "it was sent in pieces, and one of them is broken or missing.") from error


def _unpacked(body: bytes, headers: Any, location: FileLocation, max_bytes: int) -> bytes:
    names = [name.strip().lower() for name in _value(headers, "Content-Encoding").split(",")]
    encodings = [name for name in names if name not in ("", "identity")]
    if len(encodings) > _MOST_PACKINGS:
        raise _unreadable(location, f"it is packed {len(encodings)} times. At most {_MOST_PACKINGS} are unpacked.")
    for encoding in reversed(encodings):
        try:
            body = _not_too_large(unpacked(body, encoding, max_bytes + 1), location, max_bytes)
        except UnpackingError as error:
            if not _MARKUP.match(body[:_HEAD]):
                raise _unreadable(location, f"it cannot be unpacked with {encoding[:20]!r}: {error}.") from error
    return body


def _not_too_large(body: bytes, location: FileLocation, max_bytes: int) -> bytes:
    if len(body) > max_bytes:
        reason = f"the page has more than {max_bytes:,} bytes, after unpacking."
        raise NoPageError(UNREADABLE, LimitError(location.source or "input", reason, "max_bytes"))
    return body


def _unreadable(location: FileLocation, reason: str) -> NoPageError:
    return NoPageError(UNREADABLE, location.error(reason))
