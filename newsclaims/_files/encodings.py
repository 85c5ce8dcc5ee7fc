"""Finds the encoding of a text by its byte order mark, and says what other bytes probably are."""

import codecs
from functools import cache

from newsclaims.errors import InputTypeError, InvalidValueError, UndecodableError

from .tables import table_rows

__all__ = ["LONGEST_MARK", "check_encoding", "file_kind", "marked_encoding", "undecodable", "zero_bytes"]

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "UTF-8"),
    # Before UTF-16, whose mark is the first half of this one.
    (codecs.BOM_UTF32_LE, "UTF-32LE"),
    (codecs.BOM_UTF32_BE, "UTF-32BE"),
    (codecs.BOM_UTF16_LE, "UTF-16LE"),
    (codecs.BOM_UTF16_BE, "UTF-16BE"),
)
"""The byte order marks of Unicode (Unicode Standard, section 23.8), each with its encoding."""
LONGEST_MARK = 4
"""The length of the longest mark, in bytes."""

_HEAD = 1000
"""How many bytes show in which encoding a text with zero bytes is."""
_FEWEST_ZEROS = 2
_ZEROS: tuple[tuple[frozenset[int], str], ...] = (
    # Which bytes of four are zero, for letters of European languages.
    (frozenset({1, 2, 3}), "UTF-32LE"),
    (frozenset({0, 1, 2}), "UTF-32BE"),
    (frozenset({1, 3}), "UTF-16LE"),
    (frozenset({0, 2}), "UTF-16BE"),
)
_MOSTLY = 0.5
_USUAL = "WINDOWS-1252"
"""What a text is probably in if it is not Unicode: the encoding of old Windows files in Western Europe."""
_WESTERN = frozenset({"iso8859-1", "ascii"})
"""Python's names of two encodings that browsers read as Windows-1252 (Encoding Standard, section 4.2).

Files that are said to be in them often have its quotation marks, where they have only control characters.
"""


def check_encoding(encoding: str | None) -> str | None:
    """Return the encoding to read a file in: Windows-1252 for Latin-1 and ASCII, as in browsers, or else the given one.

    Args:
        encoding: Its name; None is allowed.

    Raises:
        InputTypeError: If it is not a str.
        InvalidValueError: If there is no such encoding.
    """
    if encoding is None:
        return None
    if not isinstance(encoding, str):
        raise InputTypeError("encoding", "a str such as 'utf-8'", type(encoding).__name__)
    try:
        " ".encode(encoding)
    except (LookupError, ValueError):
        raise InvalidValueError(
            f"{encoding!r} is not an encoding that Python knows. Give for example 'utf-8' or 'windows-1252'."
        ) from None
    return _USUAL if codecs.lookup(encoding).name in _WESTERN else encoding


def marked_encoding(head: bytes) -> tuple[str, int] | None:
    """Return the encoding that a byte order mark names, and the mark's length; None without a mark.

    Args:
        head: The first bytes, at least 4 of them if there are as many.
    """
    return next(((encoding, len(mark)) for mark, encoding in _MARKS if head.startswith(mark)), None)


def zero_bytes(data: bytes) -> int | None:
    """Return the offset of the first zero byte of a text that is surely not UTF-8, because many bytes are zero.

    One zero byte can be a part of a text: it is a character too.

    Args:
        data: The first bytes of the text.
    """
    head = data[:_HEAD]
    return data.index(0) if head.count(0) >= max(_FEWEST_ZEROS, len(head) // 4) else None


def undecodable(
    source: str, head: bytes, position: int, byte: int, reason: str, encoding: str = "UTF-8"
) -> UndecodableError:
    """Return the error for a byte that cannot be decoded; it says what the bytes probably are.

    Args:
        source: The name of the file.
        head: The first bytes of the file.
        position: The offset of the byte.
        byte: The byte.
        reason: Why it cannot be decoded.
        encoding: The encoding that was tried.
    """
    kind, advice = file_kind(head)
    likely = "" if kind else _likely(head, encoding)
    return UndecodableError(source, position, byte, reason, encoding, likely, kind, advice)


def file_kind(head: bytes) -> tuple[str, str]:
    """Return what a file is that is not a text, and what to do with it; two empty texts if that is not known.

    Args:
        head: The first bytes of the file.
    """
    kinds = table_rows("file_kinds.tsv")
    return next(((kind, advice) for start, kind, advice in kinds if head.startswith(_bytes(start))), ("", ""))


def _likely(head: bytes, tried: str) -> str:
    marked = marked_encoding(head)
    if marked is not None and marked[0] != tried:
        return marked[0]
    if zero_bytes(head) is not None:
        zeros = [head[i:_HEAD:4].count(0) / max(1, len(head[i:_HEAD:4])) for i in range(4)]
        mostly = {i for i, share in enumerate(zeros) if share > _MOSTLY}
        return next((encoding for places, encoding in _ZEROS if places == mostly), "")
    return _USUAL if tried == "UTF-8" and 0 not in head[:_HEAD] else ""


_bytes = cache(bytes.fromhex)
