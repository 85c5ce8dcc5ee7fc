"""Selects words of a text by position and by quotation, and finds them again after an edit.

The two are `TextPositionSelector` and `TextQuoteSelector` of the Web Annotation Data Model (W3C, 2017); positions are
code points.
"""

import unicodedata

from attrs import frozen

from newsclaims.errors import OffsetError

__all__ = ["Quote", "place_of", "quote_of"]

AROUND = 32
"""How many code points of the text before and after a quotation are written with it, to find the right place."""

SHOWN = 40
"""How many code points of a quotation an error message shows."""

_JOINERS = "\u200c\u200d"
_LONGEST_CLUSTER = 8


@frozen(slots=True)
class Quote:
    """Words of a text, and what stands around them.

    Args:
        exact: The words.
        prefix: What stands before them.
        suffix: What stands after them.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""


def quote_of(text: str, start: int, end: int) -> Quote:
    """Return the quotation of a span.

    Args:
        text: The text.
        start: Its first code point.
        end: One past its last.
    """
    return Quote(
        text[start:end], text[_whole(text, start - AROUND, -1) : start], text[end : _whole(text, end + AROUND)]
    )


def place_of(text: str, position: tuple[int, int] | None, quote: Quote | None) -> tuple[int, int, bool]:
    """Return where words stand, and whether that is another place than the position says.

    If position and quotation do not agree, the quotation counts, if it stands in one place only.

    Args:
        text: The text.
        position: The first code point, and one past the last; None if not known.
        quote: The words; None if not known.

    Raises:
        OffsetError: If the position lies outside the text, or the quotation stands nowhere or in several places.
    """
    inside = position is not None and 0 <= position[0] <= position[1] <= len(text)
    if position is not None and inside and (quote is None or text[position[0] : position[1]] == quote.exact):
        return *position, False
    if quote is None:
        where = "nothing" if position is None else f"{position[0]}..{position[1]}"
        raise OffsetError(f"it points to {where}, and the text goes from 0 to {len(text)}.")
    words = quote.prefix + quote.exact + quote.suffix
    found = text.find(words)
    shown = quote.exact if len(quote.exact) <= SHOWN else quote.exact[:SHOWN] + "..."
    at = "" if position is None else f" at {position[0]}..{position[1]}"
    if found < 0 or not quote.exact:
        raise OffsetError(f"{shown!r} does not stand{at} in the article, nor elsewhere with the words around it.")
    if text.find(words, found + 1) >= 0:
        raise OffsetError(
            f"{shown!r} does not stand{at} in the article, and in several places with the words around it."
        )
    start = found + len(quote.prefix)
    return start, start + len(quote.exact), position is not None


def _whole(text: str, at: int, step: int = 1) -> int:
    """Move an offset out of a character that is made up of several code points."""
    for _ in range(_LONGEST_CLUSTER):
        if not 0 < at < len(text) or not (_continues(text[at]) or text[at - 1] in _JOINERS):
            break
        at += step
    return max(0, at)


def _continues(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character).startswith("M")
