"""Unpacks a page that its server sent packed (the content encodings of RFC 9110), up to a limit."""

import gzip
import io
import zlib
from collections.abc import Callable, Mapping

from newsclaims._plugins import optional_import

__all__ = ["UnpackingError", "unpacked"]


class UnpackingError(Exception):
    """A body that cannot be unpacked; the message says why."""


def unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """Return a body without a content encoding.

    Args:
        body: The body.
        encoding: The name of the content encoding.
        most: How many bytes are returned at most.

    Raises:
        UnpackingError: If it is damaged or cut short, or if the encoding is unknown.
        MissingExtraError: If brotli is needed, but not installed.
    """
    if encoding not in _WAYS:
        raise UnpackingError("this content encoding is not known")
    try:
        return _WAYS[encoding](body, most)
    except (OSError, EOFError, zlib.error) as error:
        raise UnpackingError(str(error)) from error


def _gunzipped(body: bytes, most: int) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(body)) as stream:
        return stream.read(most)


def _inflated(body: bytes, most: int) -> bytes:
    try:
        return _inflated_as(body, most, zlib.MAX_WBITS)
    except zlib.error:
        # Some servers leave out the wrapper that the standard asks for.
        return _inflated_as(body, most, -zlib.MAX_WBITS)


def _inflated_as(body: bytes, most: int, window: int) -> bytes:
    stream = zlib.decompressobj(window)
    found = stream.decompress(body, most)
    return _whole(found, most, ended=stream.eof)


def _unbrotlied(body: bytes, most: int) -> bytes:
    brotli = optional_import("brotli", feature="reading pages packed with Brotli", extra="warc")
    stream = brotli.Decompressor()
    try:
        found: bytes = stream.process(body, output_buffer_limit=most)
    except brotli.error as error:
        raise UnpackingError(str(error)) from error
    # The limit of brotli is not strict.
    return _whole(found[:most], most, ended=stream.is_finished())


def _whole(found: bytes, most: int, *, ended: bool) -> bytes:
    if not ended and len(found) < most:
        raise EOFError("it ends too early")
    return found


_WAYS: Mapping[str, Callable[[bytes, int], bytes]] = {
    "br": _unbrotlied,
    "deflate": _inflated,
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
}
