"""Splits a web archive into its records (ISO 28500), by means of warcio, and goes on after a broken one.

warcio is pure Python and needs one small package, while fastwarc is compiled, needs four, and cannot go on after a
broken record. The `ArchiveIterator` of warcio is not used, because it writes to standard error and takes a record that
is cut short for whole.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO, Final

from attrs import frozen

from newsclaims._files.encodings import undecodable
from newsclaims._files.limited_source import LimitedSource
from newsclaims._files.locations import FileLocation
from newsclaims._files.streams import CHUNK
from newsclaims._model import Article
from newsclaims._plugins import optional_import
from newsclaims.errors import LimitError, NewsClaimsError

from .._protocol import Skipped

__all__ = ["Record", "parse_header", "read_records"]

BROKEN: Final = "a broken record"
LONGEST_HEADER: Final = 1 << 16
"""How many bytes the header of a record may have. Real ones have fewer than 2,000."""
MOST_PASSED: Final = 100
"""How often `max_bytes` a record may have, so that a false length does not stop everything."""
_START = re.compile(rb"WARC/1\.[01]\s*$")
_LENGTH = re.compile("[0-9]{1,18}")
"""A number of bytes; `int` would take signs and other digits too."""


class _BrokenRecordError(Exception):
    """A record that is broken; the message says how."""


@frozen(slots=True)
class Record:
    """A record, whose content is read piece by piece.

    Args:
        number: Its number in the file, counted from 1.
        headers: Its header, as warcio holds it.
        length: How many bytes its content has, as its header says.
        content: The content: a stream of warcio that ends where the record ends, or where the file ends.
        source: The file.
    """

    number: int
    headers: Any
    length: int
    content: Any
    source: BinaryIO

    def read(self, size: int) -> bytes:
        """Return the next bytes of the content; fewer only at its end.

        Args:
            size: How many.
        """
        found = bytearray()
        while len(found) < size and (piece := self._piece(size - len(found))):
            found += piece
        return bytes(found)

    def missing(self) -> int:
        """Pass the rest of the content, and return how many bytes the file lacks."""
        while self._piece(CHUNK):
            pass
        return int(self.content.limit)

    def _piece(self, size: int) -> bytes:
        # The limit of the source is for what goes into one article, and a record may be longer.
        if isinstance(self.source, LimitedSource):
            self.source.start_item()
        return bytes(self.content.read(min(size, CHUNK)))


def parse_header(stream: Any, first: bytes | None = None) -> Any:
    """Return the header of a record, or of an answer of a server, as warcio holds it; its first line is not checked.

    Args:
        stream: The stream, which is read to the empty line after the header.
        first: The first line, if it was read already.

    Raises:
        EOFError: If the stream is at its end.
    """
    headers = optional_import("warcio.statusandheaders", feature="reading web archives", extra="warc")
    return headers.StatusAndHeadersParser([], verify=False).parse(stream, first)


def read_records(
    source: BinaryIO, location: FileLocation, max_bytes: int, item_of: Callable[[Record], Article | Skipped]
) -> Iterator[Article | Skipped]:
    """Yield an item for each record; a record that is broken gives `Skipped` with an error.

    Args:
        source: The archive, unpacked.
        location: Its location, for error messages.
        max_bytes: A record may have 100 times as many.
        item_of: Makes the item of a record.

    Raises:
        FormatError: If it is not a web archive.
        LimitError: If a record says that it has too many bytes.
    """
    first = _next_line(source, bytes.strip)
    if not first.startswith(b"WARC/"):
        raise _other_kind(first, location)
    number = 0
    while first := first or _next_line(source, bytes.strip):
        number += 1
        try:
            record = _record(source, first, number)
            if record.length > MOST_PASSED * max_bytes:
                raise _too_long(record, location, max_bytes)
            item = item_of(record)
            first = _line_after(record)
        except _BrokenRecordError as reason:
            item = Skipped(BROKEN, location.error(f"record {number}: {reason}"))
            first = _next_line(source, _START.match)
        yield item


def _record(source: BinaryIO, first: bytes, number: int) -> Record:
    limits = optional_import("warcio.limitreader", feature="reading web archives", extra="warc")
    if not _START.match(first):
        raise _BrokenRecordError(f"{first[:20]!r} was found where a record of WARC 1.0 or 1.1 must begin.")
    lines = limits.LimitReader(source, LONGEST_HEADER)
    headers = parse_header(lines, first)
    if not lines.limit:
        raise _BrokenRecordError(f"its header does not end after {LONGEST_HEADER:,} bytes.")
    length = headers.get_header("Content-Length")
    if length is None:
        raise _BrokenRecordError("it has no Content-Length. The file may be cut short.")
    if not _LENGTH.fullmatch(length):
        raise _BrokenRecordError(f"its Content-Length is {length[:20]!r}, not a number of bytes.")
    return Record(number, headers, int(length), limits.LimitReader(source, int(length)), source)


def _line_after(record: Record) -> bytes:
    """Return the line after a record, if another begins with it; `b""` if it is empty, as it usually is."""
    if missing := record.missing():
        raise _BrokenRecordError(f"the file ends {missing:,} bytes before it does; it may be cut short.")
    line = record.source.readline(CHUNK)
    # Some writers leave out the empty lines between records.
    if line.strip() and not _START.match(line):
        raise _BrokenRecordError(f"{line[:20]!r} follows it, not an empty line. Its Content-Length may be wrong.")
    return line if line.strip() else b""


def _next_line(source: BinaryIO, is_wanted: Callable[[bytes], object]) -> bytes:
    """Return the next line of a kind; `b""` at the end of the file."""
    return next(filter(is_wanted, iter(partial(source.readline, CHUNK), b"")), b"")


def _too_long(record: Record, location: FileLocation, max_bytes: int) -> LimitError:
    reason = f"record {record.number} says that it has {record.length:,} bytes."
    return LimitError(
        location.source or "input", f"{reason} At most {MOST_PASSED * max_bytes:,} are passed.", "max_bytes"
    )


def _other_kind(first: bytes, location: FileLocation) -> NewsClaimsError:
    """Return the error for a file that does not begin as a web archive does."""
    if not first:
        return location.error("it is empty.")
    if first.startswith(b"filedesc://"):
        return location.error(
            "it is an ARC file, the format before WARC. Convert it: warcio recompress FILE.arc.gz FILE.warc.gz"
        )
    known = undecodable(location.source or "input", first, 0, first[0], "not a web archive")
    if known.kind:
        return known
    return location.error(f"it begins with {first[:20]!r}. A web archive begins with WARC/1.0 or WARC/1.1.")
