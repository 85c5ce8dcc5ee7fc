"""Opens what is to be read: unpacks it, and stops it when one article takes more than the limit."""

import bz2
import gzip
import lzma
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO, Final

from newsclaims._files.limited_source import LimitedSource
from newsclaims._files.streams import file_errors, open_lazily

__all__ = ["MAX_BYTES", "open_source", "without_packing"]

MAX_BYTES: Final = 50_000_000
"""The default limit of the bytes of one article, after unpacking. News pages rarely have more than a few million."""

_PACKED: tuple[tuple[bytes, Callable[[BinaryIO], Any]], ...] = (
    (b"\x1f\x8b", lambda stream: gzip.GzipFile(fileobj=stream)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
)
"""How a file packed by gzip (RFC 1952), bzip2 or xz begins, and what unpacks it."""
_PACKED_SUFFIXES = (".gz", ".bz2", ".xz")


@contextmanager
def open_source(source: str | BinaryIO, max_bytes: int, name: str) -> Iterator[LimitedSource]:
    """Open a file, or take a stream, and unpack it; a context. A stream stays open.

    Args:
        source: The path of a file, or a binary stream.
        max_bytes: How many bytes one article may take.
        name: Its name, for messages.

    Raises:
        FileError: If the file cannot be read.
    """
    with ExitStack() as stack:
        stream: Any = stack.enter_context(open_lazily(source)) if isinstance(source, str) else source
        if not hasattr(stream, "peek"):
            stream = stack.enter_context(LimitedSource(stream, name, _NO_LIMIT))
        with file_errors(name):
            head = stream.peek(_LONGEST)[:_LONGEST]
        unpackers = [unpacked for start, unpacked in _PACKED if head.startswith(start)]
        for unpacked in unpackers:
            stream = stack.enter_context(unpacked(stream))
        yield stack.enter_context(LimitedSource(stream, name, max_bytes, packed=bool(unpackers)))


def without_packing(name: str) -> str:
    """Return a file's name without the suffix of a packed file, such as `.gz`.

    Args:
        name: The name.
    """
    suffix = next((suffix for suffix in _PACKED_SUFFIXES if name.lower().endswith(suffix)), "")
    return name.removesuffix(name[len(name) - len(suffix) :]) if suffix else name


_NO_LIMIT = 1 << 62
_LONGEST = max(len(start) for start, _ in _PACKED)
