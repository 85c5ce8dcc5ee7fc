"""Checks a packed `DocBin` before spaCy reads it, because spaCy unpacks everything at once and drops what does not fit.

A file of some megabytes can hold gigabytes: zlib packs a thousand zeros in a byte, and a long word that many tokens
share is stored once.
"""

import zlib
from typing import Any, Final

from newsclaims.errors import LimitError

from ..toolkit import FileLocation, optional_import

__all__ = ["check_doc", "unpacked"]

_LEAST_SIZE: Final = 1_000
"""The size of an empty Doc, in bytes."""
_TOKEN_SIZE: Final = 100
"""The size of a token of a Doc, in bytes, without its word."""
_GROWTH: Final = 10
"""How much larger values of Python are than their msgpack."""
_STEP: Final = 1 << 20
_LENGTH_SIZE: Final = 4
_BY_DOC: Final = ("cats", "flags", "span_groups", "user_data")
"""The lists that have an entry for each Doc; the last three may be missing."""
_OBJECTS: Final = ("cats", "flags", "strings")
"""The values that become objects of Python at once."""


def unpacked(data: bytes, location: FileLocation, max_bytes: int) -> bytes:
    """Return the msgpack of a DocBin, after a check of its size and of the numbers of its Docs and tokens.

    Args:
        data: The packed DocBin.
        location: Its place, for error messages.
        max_bytes: How many bytes it may have.

    Raises:
        FormatError: If it is damaged, or lists of it have different lengths.
        LimitError: If it is too large.
    """
    found = _inflated(data, location, max_bytes)
    _check_numbers(*_read(found, location), location, max_bytes)
    return found


def check_doc(docs: Any, number: int, strings: Any, location: FileLocation, max_bytes: int) -> None:
    """Refuse a Doc that would be too large.

    Args:
        docs: The DocBin.
        number: The number of the Doc, counted from 0.
        strings: The strings of the DocBin, by their hashes.
        location: Its place, for the error message.
        max_bytes: How many bytes a Doc may have.

    Raises:
        LimitError: If it is too large.
    """
    numpy = optional_import("numpy", feature="the format 'spacy'", extra="spacy")
    orth = optional_import("spacy.attrs", feature="the format 'spacy'", extra="spacy").ORTH
    tokens = docs.tokens[number]
    words, counts = numpy.unique(tokens[:, docs.attrs.index(orth)], return_counts=True)
    text = sum(len(strings[int(word)]) * int(count) for word, count in zip(words, counts, strict=True))
    size = text + len(tokens) * _TOKEN_SIZE
    details = docs.user_data[number] if number < len(docs.user_data) else None
    size += _GROWTH * (len(details or b"") + len(docs.span_groups[number]))
    if size > max_bytes:
        raise _too_large(f"Doc {number + 1}", location, max_bytes)


def _inflated(data: bytes, location: FileLocation, max_bytes: int) -> bytes:
    stream = zlib.decompressobj()
    found = bytearray()
    try:
        pending = data
        while pending and not stream.eof:
            found += stream.decompress(pending, _STEP)
            pending = stream.unconsumed_tail
            if len(found) > max_bytes:
                raise _too_large("the file", location, max_bytes)
        found += stream.flush()
    except zlib.error as error:
        raise location.error(f"it is not a packed DocBin, or it is damaged ({error}).") from error
    if not stream.eof:
        raise location.error("it ends too early; it may be cut short.")
    return bytes(found)


def _read(data: bytes, location: FileLocation) -> tuple[dict[str, int], dict[str, int], dict[str, Any]]:
    """Return the numbers of entries, the sizes in bytes, and the small values of a DocBin, by their names."""
    msgpack = optional_import("srsly.msgpack", feature="the format 'spacy'", extra="spacy")
    entries: dict[str, int] = {}
    sizes: dict[str, int] = {}
    values: dict[str, Any] = {}
    try:
        walk = msgpack.Unpacker(max_buffer_size=len(data) + 1, raw=False)
        walk.feed(data)
        for _ in range(walk.read_map_header()):
            name = walk.unpack()
            start = walk.tell()
            if name in _BY_DOC or name == "strings":
                entries[name] = walk.read_array_header()
                for _ in range(entries[name]):
                    walk.skip()
            elif name in ("attrs", "lengths", "spaces", "tokens"):
                values[name] = walk.unpack()
            else:
                walk.skip()
            sizes[name] = walk.tell() - start
    # Whatever is wrong with it, msgpack has an error of its own for it.
    except Exception as error:
        raise location.error(f"it is not a DocBin; it may be cut short ({type(error).__name__}: {error}).") from error
    if missing := {"attrs", "cats", "lengths", "spaces", "strings", "tokens"} - sizes.keys():
        raise location.error(f"it is not a DocBin, because it lacks {', '.join(map(repr, sorted(missing)))}.")
    return entries, sizes, values


def _check_numbers(
    entries: dict[str, int], sizes: dict[str, int], values: dict[str, Any], location: FileLocation, max_bytes: int
) -> None:
    numpy = optional_import("numpy", feature="the format 'spacy'", extra="spacy")
    attributes, packed = values["attrs"], [values[name] for name in ("lengths", "spaces", "tokens")]
    if not isinstance(attributes, list) or not attributes or not all(isinstance(one, bytes) for one in packed):
        raise location.error("it is not a DocBin, because its tokens are not arrays.")
    lengths, spaces, tokens = packed
    docs = len(lengths) // _LENGTH_SIZE
    objects = sum(sizes[name] for name in _OBJECTS if name in sizes)
    if docs * _LEAST_SIZE > max_bytes or objects * _GROWTH > max_bytes:
        raise _too_large("the file", location, max_bytes)
    for name in _BY_DOC:
        if entries.get(name, docs) != docs:
            raise location.error(f"it has {docs} Docs, but {entries[name]} {name}. {_DAMAGED}")
    counts = numpy.frombuffer(lengths[: docs * _LENGTH_SIZE], dtype="int32")
    stated, width = int(counts.sum(dtype="int64")), 8 * len(attributes)
    if len(lengths) % _LENGTH_SIZE or (counts < 0).any() or len(tokens) != stated * width or len(spaces) != stated:
        have = f"it has {len(tokens) // width} tokens and {len(spaces)} spaces"
        raise location.error(f"the lengths of its Docs are {stated} tokens together, but {have}. {_DAMAGED}")


def _too_large(what: str, location: FileLocation, max_bytes: int) -> LimitError:
    reason = f"{what} takes more than {max_bytes:,} bytes, after unpacking."
    return LimitError(location.source or "input", reason, "max_bytes")


_DAMAGED = "The file is damaged. Use another copy."
