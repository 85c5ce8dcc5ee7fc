"""Parses the bytes of a feed with feedparser, with limits, and says what a file is that is not a feed."""

import io
import re
import warnings
from collections.abc import Mapping
from itertools import chain, pairwise
from typing import Any, BinaryIO, Final
from xml.sax import SAXException

from attrs import frozen

from newsclaims._files.encodings import check_encoding
from newsclaims._files.locations import FileLocation
from newsclaims._plugins import Extra, optional_import
from newsclaims.errors import FormatError, LimitError, ReadingWarning

from .._decoding import decoded
from .addresses import without_addresses
from .references import with_valid_references

__all__ = ["CALLER", "EXTRA", "MAX_TAGS", "Feed", "parsed"]

EXTRA: Final = Extra("feed", ("feedparser", "lxml"))
MAX_TAGS: Final = 10_000
"""The default limit of tags in an entry. feedparser needs four times as long for twice as many."""
CALLER: Final = 7
"""How many frames the code that iterates over `newsclaims.read` is above that of a warning."""
_ENTRIES: Final = 100
"""How often the limit of an entry may be in a file."""
_ENTRY_START = re.compile(r"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_PROLOG = re.compile(r"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>)*+", re.IGNORECASE | re.DOTALL)
"""What comes before the first element (XML 1.0, section 2.8). No feed needs its entities."""
_ROOT = re.compile(r"<([A-Za-z_][A-Za-z0-9_.:-]{0,60})")
_KINDS: Final[Mapping[str, type]] = {
    "authors": list,
    "content": list,
    "links": list,
    "source": dict,
    "summary_detail": dict,
    "tags": list,
    "title_detail": dict,
}
"""The types of values that feedparser makes of several elements."""
_TOO_LONG: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"""<[^\s<>/=]++(?:\s++[^\s<>/='"]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+')){200}"""),
        "a tag has 200 attributes or more",
    ),
    (re.compile(r"[A-Za-z0-9_.+-]{2000}"), "a word has 2,000 characters or more"),
)
"""What no feed has, but feedparser or its parser would need very long for."""


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
        FormatError: If there is no feed in it, or a tag has very many attributes.
        UndecodableError: If it is a file of another kind, for example a picture, or not in `encoding`.
        LimitError: If an entry has more tags, or all of them have more than 100 times as many.
        InvalidValueError: If Python does not know the encoding.
        MissingExtraError: If feedparser is not installed.
    """
    encoding = check_encoding(encoding)
    text = decoded(source.read(), location, encoding)
    if not text.strip():
        raise location.error("it is empty.")
    root = _root(text)
    if root is None:
        raise location.error("it is not XML. A feed is an RSS or Atom file.")
    feed_text = text[root.start() :]
    _check_size(feed_text, location, max_tags)
    found = _understood(feed_text, location)
    feed = Feed(found["version"], _usual(found["feed"]), tuple(map(_usual, found["entries"])))
    fault = found["bozo_exception"] if found["bozo"] else None
    if not feed.entries and (not feed.version or fault):
        raise _not_a_feed(root[1], location, fault)
    if isinstance(fault, SAXException):
        name = location.source or "input"
        warnings.warn(
            f"{name}: it is not well-formed XML ({fault.getMessage()}). Its entries are read as far as they can be. "
            "Check that none is missing.",
            ReadingWarning,
            stacklevel=CALLER,
        )
    return feed


def _understood(text: str, location: FileLocation) -> Mapping[str, Any]:
    """Return what feedparser understands of a file."""
    feedparser = optional_import("feedparser", feature="reading feeds", extra=EXTRA.name)
    data = with_valid_references(without_addresses(text)).encode("utf-8", "replace")
    try:
        # A stream, because feedparser would read bytes as the name of a file, and a str as an address to fetch.
        found: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(data),
            # What it guesses of an encoding depends on which other packages are installed.
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    # It raises errors of many kinds for files that are broken in unusual places.
    except Exception as error:
        raise location.error(f"feedparser cannot read it ({type(error).__name__}: {error}).") from error
    return found


def _usual(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values of feedparser; one of an element that has a name of feedparser by chance gets another name."""
    return {
        name if isinstance(value, _KINDS.get(name, object)) else f"{name}_element": value
        for name, value in values.items()
    }


def _check_size(text: str, location: FileLocation, max_tags: int) -> None:
    if text.count("<") > _ENTRIES * max_tags:
        raise _too_many(f"the feed has more than {_ENTRIES * max_tags:,} tags.", location)
    starts = (match.start() for match in _ENTRY_START.finditer(text))
    for start, end in pairwise(chain((0,), starts, (len(text),))):
        if text.count("<", start, end) > max_tags:
            raise _too_many(f"an entry has more than {max_tags:,} tags.", location)
    for pattern, what in _TOO_LONG:
        if pattern.search(text):
            raise location.error(f"{what}. No feed needs that.")


def _too_many(reason: str, location: FileLocation) -> LimitError:
    return LimitError(location.source or "input", reason, "max_tags")


def _root(text: str) -> re.Match[str] | None:
    """Return the start of the first element, with its name."""
    prolog = _PROLOG.match(text)
    return _ROOT.search(text, prolog.end() if prolog else 0)


def _not_a_feed(root: str, location: FileLocation, fault: Exception | None) -> FormatError:
    """Return the error for a file without a feed."""
    if root.lower() in ("html", "head", "body"):
        return location.error("it is a web page. Read it with the reader 'html' (--input-format html).")
    reason = f"no entry was found in it; its first element is {root!r}"
    if fault is not None:
        reason += ", and it is not well-formed XML"
    return location.error(f"{reason}. A feed is an RSS or Atom file.")
