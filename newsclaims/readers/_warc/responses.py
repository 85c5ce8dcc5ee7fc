"""Takes the page out of a record: the answer of a web server (RFC 9112), without its header and unpacked."""

import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from newsclaims._files.locations import FileLocation
from newsclaims.errors import LimitError

from .packing import TooLargeError, UnpackingError, unpacked
from .records import LONGEST_HEADER, Record, parse_header

__all__ = ["NotAPageError", "Page", "page_of"]

_HTTP = "application/http"
_PAGES = ("text/html", "application/xhtml+xml")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?!\d)")
_OK = "200"
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_MEDIA_TYPE = re.compile(r"[a-z]{1,20}/[a-z0-9.+_-]{1,80}")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 1000
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_PAGE_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_CHUNK_END = re.compile(rb"(?:\r?\n)?")


class NotAPageError(Exception):
    """A record that does not hold a page; the message says why, in the same words for all of this kind."""


@frozen(slots=True)
class Page:
    """A page as its server sent it.

    Args:
        data: The page, unpacked.
        charset: The encoding that the server named, or None.
    """

    data: bytes
    charset: str | None


def page_of(record: Record, location: FileLocation, max_bytes: int) -> Page:
    """Return the page that a record holds.

    Args:
        record: A record of the type `response` or `resource`.
        location: Its location, for error messages.
        max_bytes: How many bytes the page may have.

    Raises:
        NotAPageError: If it is not a page, or an answer with another status than 200.
        FormatError: If the page cannot be unpacked.
        LimitError: If the page is larger than the limit.
        MissingExtraError: If brotli is needed, but not installed.
    """
    headers, body = record.headers, record.block
    if _media_type(headers) == _HTTP:
        headers, body = _answer(body)
    kind = _media_type(headers)
    if kind not in _PAGES and (kind or not _PAGE_START.match(body[:_HEAD])):
        raise NotAPageError(f"not HTML: {kind or 'an unknown type'}")
    too_large = LimitError(
        location.source or "input", f"the page has more than {max_bytes:,} bytes, after unpacking.", "max_bytes"
    )
    if record.length > max_bytes:
        raise too_large
    charset = _CHARSET.search(headers.get("content-type", ""))
    try:
        return Page(_unpacked(body, headers, location, max_bytes), charset[1] if charset else None)
    except TooLargeError:
        raise too_large from None


def _media_type(headers: Mapping[str, str]) -> str:
    """Return the media type that a header names; `""` if it names none, or nonsense."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind if _MEDIA_TYPE.fullmatch(kind) else ""


def _answer(block: bytes) -> tuple[dict[str, str], bytes]:
    """Return the header and the body of an answer with the status 200."""
    status = _STATUS.match(block)
    if status is None:
        raise NotAPageError("a response without an HTTP status")
    if (code := status[1].decode()) != _OK:
        raise NotAPageError(f"HTTP status {code}")
    end = _HEADER_END.search(block, 0, LONGEST_HEADER)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block[:LONGEST_HEADER], b"")
    return parse_header(head.split(b"\n")[1:]), body


def _unpacked(body: bytes, headers: Mapping[str, str], location: FileLocation, max_bytes: int) -> bytes:
    # Some archives keep these headers, but hold the page as it is without them.
    if "chunked" in headers.get("transfer-encoding", "").lower() and _CHUNK_SIZE.match(body):
        body = b"".join(_chunks(body, location))
    encodings = [name.strip().lower() for name in headers.get("content-encoding", "").split(",")]
    for encoding in reversed([name for name in encodings if name not in ("", "identity")]):
        try:
            body = unpacked(body, encoding, max_bytes)
        except UnpackingError as error:
            if not _MARKUP.match(body[:_HEAD]):
                raise location.error(f"it cannot be unpacked with {encoding[:20]!r}: {error}.") from error
    return body


def _chunks(body: bytes, location: FileLocation) -> Iterator[bytes]:
    """Yield the pieces of a body that was sent in pieces; each begins with its length, and the last is empty."""
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        start = size.end()
        end = start + int(size[1], 16)
        if end == start:
            return
        if end > len(body):
            break
        yield body[start:end]
        ending = _CHUNK_END.match(body, end)
        at = ending.end() if ending else end
    raise location.error("it was sent in pieces, and one of them is broken or missing.")
