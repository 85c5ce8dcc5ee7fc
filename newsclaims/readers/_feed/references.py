"""Corrects the character references of a feed that are not valid in XML, but common in feeds."""

import re
from html.entities import html5
from typing import Final

__all__ = ["with_valid_references"]

_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|"
    r"&(?:#(?P<number>[0-9]{1,10});|#[xX](?P<hex>[0-9A-Fa-f]{1,10});|(?P<name>[A-Za-z][A-Za-z0-9]{0,40});)?",
    re.DOTALL,
)
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
_CONTROLS = (0x09, 0x0A, 0x0D)
"""The control characters that XML 1.0 allows."""
_FIRST, _LAST = 0x20, 0x10FFFF
_NOT_CHARACTERS = (range(0xD800, 0xE000), range(0xFFFE, 0x10000))
_REPLACEMENT: Final = "&#xFFFD;"


def with_valid_references(feed: str) -> str:
    """Return a feed in which each `&` begins a reference that XML allows.

    A single `&` becomes `&amp;`, a name of HTML such as `&nbsp;` becomes a number, and the number of a character that
    XML forbids becomes that of U+FFFD. Without this, one such reference makes the whole feed invalid, and feedparser's
    other way of reading makes "AT&T;" of "AT&T".

    Args:
        feed: The feed.
    """
    return _REFERENCE.sub(_valid, feed)


def _valid(match: re.Match[str]) -> str:
    if match[0] == "&":
        return "&amp;"
    if match["name"]:
        characters = html5.get(f"{match['name']};") if match["name"] not in _OF_XML else None
        return "".join(f"&#{ord(one)};" for one in characters) if characters else match[0]
    if match["number"] or match["hex"]:
        code = int(match["number"]) if match["number"] else int(match["hex"], 16)
        return match[0] if _is_character(code) else _REPLACEMENT
    return match[0]


def _is_character(code: int) -> bool:
    """Return whether XML 1.0 allows a character."""
    return code in _CONTROLS or (_FIRST <= code <= _LAST and not any(code in range_ for range_ in _NOT_CHARACTERS))
