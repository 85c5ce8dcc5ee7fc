"""Parses the bytes of a feed with feedparser, with limits, and says what a file is that is not a feed."""

import io
import re
import warnings
from collections.abc import Mapping
from itertools import chain, pairwise
from typing import Any, BinaryIO, Final
from xml.sax import SAXException

from attrs import frozen

from newsclaims._files.encodings import check_encoding, undecodable, zero_bytes
from newsclaims._files.locations import FileLocation
from newsclaims._plugins import Extra, optional_import
from newsclaims.errors import LimitError, NewsClaimsError, ReadingWarning

from .references import with_valid_references

__all__ = ["EXTRA", "MAX_TAGS", "Feed", "parsed"]

EXTRA: Final = Extra("feed", ("feedparser", "lxml"))
MAX_TAGS: Final = 10_000
"""The default limit of tags in an entry. feedparser needs four times as long for twice as many."""
_ENTRIES: Final = 100
"""How often the limit of an entry may be in a file."""
_ENTRY_START = re.compile(rb"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]{0,60})")
_HEAD = 4000


@frozen(slots=True)
class Feed:
    """A feed as feedparser gives it.

    Args:
        version: Its format, for example `rss20` or `atom10`.
        values: What it says of itself.
        entries: Its entries.
    """

    version: str
    values: Mapping[str, Any]
    entries: tuple[Mapping[str, Any], ...]


def parsed(source: BinaryIO, location: FileLocation, encoding: str | None, max_tags: int) -> Feed:
    """Return the feed in a stream, and warn if it is not well-formed.

    Args:
        source: The stream.
        location: Its location, for error messages.
        encoding: Its encoding; if None, the one that it names.
        max_tags: How many tags an entry may have.

    Raises:
        FormatError: If there is no feed in it.
        UndecodableError: If it is a file of another kind that is not a text, for example a picture.
        LimitError: If an entry has more tags, or all of them have more than 100 times as many.
        InvalidValueError: If Python does not know the encoding.
        MissingExtraError: If feedparser is not installed.
    """
    check_encoding(encoding)
    data = source.read()
    if not data.strip():
        raise location.error("it is empty.")
    _check_tags(data, location, max_tags)
    found = _understood(data, location, encoding)
    feed = Feed(found["version"], dict(found["feed"]), tuple(dict(entry) for entry in found["entries"]))
    fault = found["bozo_exception"] if found["bozo"] else None
    if not feed.entries and (not feed.version or fault):
        raise _not_a_feed(data, location, fault)
    if isinstance(fault, SAXException):
        name = location.source or "input"
        warnings.warn(
            f"{name}: it is not well-formed XML ({fault.getMessage()}). Its entries are read as far as they can be. "
            "Check that none is missing.",
            ReadingWarning,
            stacklevel=4,
        )
    return feed


def _understood(data: bytes, location: FileLocation, encoding: str | None) -> Mapping[str, Any]:
    """Return what feedparser understands of a file."""
    feedparser = optional_import("feedparser", feature="reading feeds", extra=EXTRA.name)
    if zero_bytes(data) is None:
        data = with_valid_references(data)
    headers = {"content-type": f"application/xml; charset={encoding}"} if encoding else {}
    try:
        # A stream, because feedparser would read bytes as the name of a file, and a str as an address to fetch.
        found: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    # It raises errors of many kinds for files that are broken in unusual places.
    except Exception as error:
        raise location.error(f"feedparser cannot read it ({type(error).__name__}: {error}).") from error
    return found


def _check_tags(data: bytes, location: FileLocation, max_tags: int) -> None:
    if data.count(b"<") > _ENTRIES * max_tags:
        raise _too_many(f"the feed has more than {_ENTRIES * max_tags:,} tags.", location)
    starts = (match.start() for match in _ENTRY_START.finditer(data))
    for start, end in pairwise(chain((0,), starts, (len(data),))):
        if data.count(b"<", start, end) > max_tags:
            raise _too_many(f"an entry has more than {max_tags:,} tags.", location)


def _too_many(reason: str, location: FileLocation) -> LimitError:
    return LimitError(location.source or "input", reason, "max_tags")


def _not_a_feed(data: bytes, location: FileLocation, fault: Exception | None) -> NewsClaimsError:
    """Return the error for a file without a feed."""
    other = undecodable(location.source or "input", data[:_HEAD], 0, data[0], "not XML")
    if other.kind:
        return other
    root = _ROOT.search(data[:_HEAD])
    if root is None:
        return location.error("it is not XML. A feed is an RSS or Atom file.")
    name = root[1].decode("ascii")
    if name.lower() in ("html", "head", "body"):
        return location.error("it is a web page. Read it with the reader 'html' (--input-format html).")
    reason = f"no entry was found in it; its first element is {name!r}"
    if fault is not None:
        reason += ", and it is not well-formed XML"
    return location.error(f"{reason}. A feed is an RSS or Atom file.")
