"""Splits a web archive into its records (ISO 28500), and goes on after a broken one.

The two packages for WARC files were not used: a record that is cut short, or has a wrong length, is given by both as if
it were whole, one of them writes to standard error, and neither limits what it reads.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import BinaryIO, Final

from attrs import frozen

from newsclaims._files.encodings import undecodable
from newsclaims._files.locations import FileLocation
from newsclaims._files.streams import CHUNK
from newsclaims.errors import LimitError, NewsClaimsError

from .._protocol import Skipped
from .._sources import Source

__all__ = ["HELD", "Record", "parse_header", "read_records"]

BROKEN: Final = "a broken record"
LONGEST_HEADER: Final = 1 << 16
"""How many bytes the header of a record may have. Real ones have fewer than 2,000."""
MOST_SKIPPED: Final = 100
"""How often `max_bytes` may be skipped at once, so that a false length does not stop everything."""
_VERSION = re.compile(rb"WARC/(\d+\.\d+)\s*$")
_KNOWN_VERSIONS = (b"1.0", b"1.1")
HELD: Final = ("response", "resource")
"""The types of record that can hold a page."""


@frozen(slots=True)
class Record:
    """A record.

    Args:
        number: Its number in the file, counted from 1.
        headers: Its header, by names in lower case.
        block: What it holds, or only the beginning; empty for the types that cannot hold a page.
        length: How many bytes it holds.
    """

    number: int
    headers: Mapping[str, str]
    block: bytes
    length: int


def read_records(source: BinaryIO, location: FileLocation, max_bytes: int) -> Iterator[Record | Skipped]:
    """Yield an item for each record; a record that is broken gives `Skipped`.

    Args:
        source: The archive, unpacked.
        location: Its location, for error messages.
        max_bytes: How many bytes of a record are kept; of a longer one only the beginning.

    Raises:
        FormatError: If it is not a web archive.
        LimitError: If a record says that it has more than 100 times `max_bytes`, or if as many bytes follow a broken
            record without another.
    """
    archive = _Archive(source, location, max_bytes)
    for number in count(1):
        first = archive.next_line()
        if not first and number == 1:
            raise location.error("it is empty.")
        if not first:
            return
        if number == 1 and not first.startswith(b"WARC/"):
            raise _other_kind(first, location)
        yield archive.record(first, number)


def parse_header(lines: Iterable[bytes]) -> dict[str, str]:
    """Return the values of a header, by names in lower case; the first counts if a name comes twice.

    A line without a colon is ignored, and a line that begins with a space continues the line before it.

    Args:
        lines: The lines, without the first and the empty one at the end.
    """
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        text = line.decode("utf-8", "replace")
        if text[:1] in (" ", "\t") and found:
            found[-1][1].append(text.strip())
        elif ":" in text:
            name, _, value = text.partition(":")
            found.append((name.strip().lower(), [value.strip()]))
    return {name: " ".join(values) for name, values in reversed(found)}


class _Archive:
    """The stream, read line by line or in pieces, with the limit of what is skipped."""

    def __init__(self, source: BinaryIO, location: FileLocation, max_bytes: int) -> None:
        self._source, self._location, self._max_bytes = source, location, max_bytes
        self._held = b""
        self._passed = 0

    def next_line(self) -> bytes:
        """Return the next line that is not blank; `b""` at the end."""
        line, self._held = self._held or self._line(), b""
        while line and not line.strip():
            line = self._line()
        return line

    def record(self, first: bytes, number: int) -> Record | Skipped:
        """Return the record that begins with a line."""
        self._passed = 0
        version = _VERSION.match(first)
        if version is None or version[1] not in _KNOWN_VERSIONS:
            return self._broken(number, f"{first[:20]!r} was found where a record of WARC 1.0 or 1.1 must begin.")
        lines = self._header()
        if lines is None:
            return self._broken(number, f"its header does not end, or has more than {LONGEST_HEADER:,} bytes.")
        headers = parse_header(lines)
        length = headers.get("content-length", "")
        # int accepts other digits and signs too.
        if not re.fullmatch("[0-9]{1,18}", length):
            return self._broken(number, f"its Content-Length is {length[:20]!r}, not a number of bytes.")
        return self._with_block(number, headers, int(length))

    def _header(self) -> list[bytes] | None:
        lines: list[bytes] = []
        size = 0
        while size <= LONGEST_HEADER:
            line = self._line()
            size += len(line)
            if not line.strip():
                return lines if line else None
            lines.append(line)
        return None

    def _with_block(self, number: int, headers: dict[str, str], length: int) -> Record | Skipped:
        if length > MOST_SKIPPED * self._max_bytes:
            raise self._limit(f"record {number} says that it has {length:,} bytes.")
        kept: list[bytes] = []
        passed = 0
        for piece in self._pieces(length):
            passed += len(piece)
            if headers.get("warc-type", "").lower() in HELD and (length <= self._max_bytes or not kept):
                kept.append(piece)
        if passed < length:
            return self._broken(number, f"the file ends {length - passed:,} bytes before it does; it may be cut short.")
        after = self._line()
        if after.strip():
            self._held = after
            if not _VERSION.match(after):
                return self._broken(
                    number, f"{after[:20]!r} follows it, not an empty line. Its Content-Length may be wrong."
                )
        return Record(number, headers, b"".join(kept), length)

    def _broken(self, number: int, reason: str) -> Skipped:
        """Move on to where another record begins, and return what is said of the broken one."""
        line = self._held or self._line()
        while line and not _VERSION.match(line):
            self._pass(len(line))
            line = self._line()
        self._held = line
        return Skipped(BROKEN, self._location.error(f"record {number}: {reason}"))

    def _line(self) -> bytes:
        return self._source.readline(LONGEST_HEADER)

    def _pieces(self, length: int) -> Iterator[bytes]:
        while length > 0 and (piece := self._source.read(min(length, CHUNK))):
            self._pass(len(piece))
            length -= len(piece)
            yield piece

    def _pass(self, size: int) -> None:
        """Count what was passed; the limits here replace that of the source, which stops at `max_bytes`."""
        self._passed += size
        if self._passed > MOST_SKIPPED * self._max_bytes:
            raise self._limit("a record was expected.")
        if isinstance(self._source, Source):
            self._source.start_article()

    def _limit(self, reason: str) -> LimitError:
        most = MOST_SKIPPED * self._max_bytes
        return LimitError(
            self._location.source or "input", f"{reason} At most {most:,} bytes are skipped at once.", "max_bytes"
        )


def _other_kind(first: bytes, location: FileLocation) -> NewsClaimsError:
    """Return the error for a file that does not begin as a web archive does."""
    if first.startswith(b"filedesc://"):
        return location.error(
            "it is an ARC file, the format before WARC. Convert it: warcio recompress FILE.arc.gz FILE.warc.gz"
        )
    known = undecodable(location.source or "input", first, 0, first[0], "not a web archive")
    if known.kind:
        return known
    return location.error(f"it begins with {first[:20]!r}. A web archive begins with WARC/1.0 or WARC/1.1.")
