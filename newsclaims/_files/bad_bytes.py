"""Finds the records of a text that have bytes that are not UTF-8, so that the other records can be read."""

import re
from collections import deque

from newsclaims.errors import UndecodableError

from .encodings import undecodable
from .locations import FileLocation

__all__ = ["BadBytes", "before_bad_bytes"]

_ESCAPED = re.compile("[\udc80-\udcff]")
"""What Python's error handler `surrogateescape` puts in the place of a bad byte; text in UTF-8 never has it."""
_FIRST = 0xDC00
_MOST = 4
"""A file is not UTF-8 at all if more than one byte in so many is bad; few letters of Western Europe have accents."""


class BadBytes:
    """The bad bytes of a text, in their order, until the records that they are in are taken."""

    def __init__(self) -> None:
        self._found: deque[tuple[int, int]] = deque()
        self._head = b""
        self._done = self._count = 0

    def add(self, text: str, head: bytes) -> None:
        """Note the bad bytes in the next piece of a text.

        Args:
            text: The piece, decoded with `surrogateescape`, with the byte order mark.
            head: The first bytes of the file, which show what it is.
        """
        self._head = head
        at = 0
        for match in () if text.isascii() else _ESCAPED.finditer(text):
            self._done += _size(text[at : match.start()])
            self._found.append((self._done, ord(match.group()) - _FIRST))
            self._count += 1
            at = match.start()
        self._done += _size(text[at:])

    @property
    def are_many(self) -> bool:
        """Whether so many bytes are bad that the text is not UTF-8 at all."""
        return self._count * _MOST > self._done

    def take(self, record: str, location: FileLocation) -> UndecodableError | None:
        """Return the error for the first bad byte in the next record; None if it has none.

        Args:
            record: The text of the record; there is no bad byte between it and the record before.
            location: Its place.
        """
        count = len(_ESCAPED.findall(record)) if self._found else 0
        if not count:
            return None
        error = self.error(location)
        for _ in range(count):
            self._found.popleft()
        return error

    def error(self, location: FileLocation) -> UndecodableError:
        """Return the error for the first bad byte that was not taken.

        Args:
            location: Its place.
        """
        position, byte = self._found[0]
        source = location.source or "input"
        name = source if location.line is None else f"{source}, line {location.line}"
        return undecodable(name, self._head, position, byte, "invalid byte")


def before_bad_bytes(text: str) -> str:
    """Return a text up to its first bad byte.

    Args:
        text: The text, decoded with `surrogateescape`.
    """
    return _ESCAPED.split(text, maxsplit=1)[0]


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogateescape"))
