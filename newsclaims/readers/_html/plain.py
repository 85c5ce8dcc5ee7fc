"""Turns the values of metadata, and elements, into plain text."""

import re
from html import unescape
from itertools import islice
from typing import Any, Final

from .page import text_of

__all__ = ["plain", "plain_lines", "shown_text"]

_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_MOST: Final = 1000
"""How many pieces of text a value can have."""
_LONGEST: Final = 2000
"""How many characters a value can have."""
_SOFT_HYPHEN: Final = "\u00ad"


def plain(value: str) -> str:
    """Return a value of metadata as plain text on one line, with references resolved and without tags.

    Args:
        value: The value.
    """
    text = unescape(value) if "&" in value else value
    return _SPACE.sub(" ", _TAG.sub("", text).replace(_SOFT_HYPHEN, "")).strip()


def plain_lines(value: str) -> str:
    """Return a value of metadata as plain text that keeps its lines.

    Args:
        value: The value.
    """
    return "\n".join(filter(None, map(plain, value.split("\n"))))


def shown_text(element: Any) -> str:
    """Return the lines of an element; of a large one, only the beginning, because elements can be inside each other.

    Args:
        element: The element.
    """
    pieces: list[str] = []
    length = 0
    for piece in islice(text_of(element), _MOST):
        pieces.append(piece[:_LONGEST])
        length += len(piece)
        if length > _LONGEST:
            break
    return plain_lines("".join(pieces))
