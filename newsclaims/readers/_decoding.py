"""Decodes the bytes of a page as browsers do."""

import codecs
import contextlib
import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from newsclaims._files.encodings import marked_encoding, undecodable, zero_bytes
from newsclaims._files.locations import FileLocation
from newsclaims._files.tables import table_rows

__all__ = ["decoded"]

_HEAD: Final = 8192
"""How many bytes can declare the encoding. Browsers look at 1,024, but some pages say it later."""
_DECLARED = re.compile(
    rb"""<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_UNICODE: Final = "utf-8"
_WESTERN: Final = "cp1252"
_RARELY: Final = 4
"""A page is in UTF-8 if it has this many bytes beyond ASCII for each broken character."""
_BEYOND: Final = bytes(range(0x80, 0x100))


def decoded(data: bytes, location: FileLocation, encoding: str | None) -> str:
    """Return the text of a page.

    The encoding is that of the byte order mark, or the given one, or UTF-8 if all bytes are valid in it, or the one
    that the page declares, or else Windows-1252. A byte that the page's own encoding does not have becomes U+FFFD.

    Args:
        data: The bytes.
        location: The file, for error messages.
        encoding: The encoding, if it is known.

    Raises:
        UndecodableError: If it is a file of another kind, or not in the given encoding.
    """
    name = location.source or "input"
    marked = marked_encoding(data)
    _refuse_others(data, name, zeros=marked is not None or encoding is not None)
    if marked is not None:
        return data[marked[1] :].decode(marked[0], "replace")
    if encoding is not None:
        try:
            return _whole(data.decode(encoding))
        except UnicodeDecodeError as error:
            named = "UTF-8" if codecs.lookup(encoding).name == _UNICODE else encoding
            raise undecodable(name, data, error.start, data[error.start], error.reason, named) from None
    return _browsed(data, _declared(data[:_HEAD]))


def _refuse_others(data: bytes, name: str, *, zeros: bool) -> None:
    """Refuse pictures, PDFs and other files that are not texts, and UTF-16 unless zero bytes are allowed."""
    zero = None if zeros else zero_bytes(data)
    at = zero or 0
    error = undecodable(name, data, at, data[at] if data else 0, "a page has few zero bytes")
    if error.kind or zero is not None:
        raise error


def _whole(text: str) -> str:
    """Return a text with U+FFFD for half characters, which codecs such as unicode_escape can give."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _declared(head: bytes) -> str | None:
    """Return Python's name of the encoding that a page declares; None if Python does not know it."""
    found = _DECLARED.search(head)
    if found is None:
        return None
    label = (found[1] or found[2]).decode("ascii", "replace").lower()
    label = _as_browsers().get(label, label)
    try:
        # A codec such as rot13, which is not for bytes, fails here.
        "a".encode(label)
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return _as_browsers().get(name, name)


def _browsed(data: bytes, declared: str | None) -> str:
    """Decode a page in the encoding that it declares, or UTF-8, or Windows-1252 if it is clearly not UTF-8."""
    if declared not in (None, _UNICODE):
        if not data.isascii():
            # A server that names UTF-8 is stronger than a page that names something else, but its answer was not
            # saved. Text in another encoding is almost never valid UTF-8.
            with contextlib.suppress(UnicodeDecodeError):
                return data.decode(_UNICODE)
        return _western(data) if declared == _WESTERN else data.decode(declared, "replace")
    text = data.decode(_UNICODE, "replace")
    broken = text.count("\ufffd")
    # In UTF-8 a letter beyond ASCII has two bytes or more, and in another encoding almost every such byte is broken.
    beyond = len(data) - len(data.translate(None, _BEYOND)) if broken else 0
    return text if beyond >= broken * _RARELY else _western(data)


def _western(data: bytes) -> str:
    """Decode Windows-1252; its five free bytes are control characters, as in browsers."""
    return "".join(
        piece.decode(_WESTERN) if i % 2 == 0 else piece.decode("latin-1")
        for i, piece in enumerate(re.split(rb"([\x81\x8d\x8f\x90\x9d]+)", data))
    )


@cache
def _as_browsers() -> Mapping[str, str]:
    return {name: python for python, *names in table_rows("encodings.tsv") for name in names}
