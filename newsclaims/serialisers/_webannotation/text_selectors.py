"""Selects words of a text by position and by quotation, and finds them again after an edit.

It uses `TextPositionSelector` and `TextQuoteSelector` of the Web Annotation Data Model (W3C, 2017); positions are code
points.
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
    """Words of a text, with the text around them.

    Args:
        exact: The words.
        prefix: The text before them.
        suffix: The text after them.
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
    """Return the start and end of words, and whether they differ from the position.

    If position and quotation do not agree, the quotation counts, provided that the text has it in one place only.

    Args:
        text: The text.
        position: The first code point, and one past the last; None if not known.
        quote: The words; None if not known.

    Raises:
        OffsetError: If the position is outside the text, or the quotation is nowhere or in several places.
    """
    inside = position is not None and 0 <= position[0] <= position[1] <= len(text)
    if position is not None and inside and (quote is None or text[position[0] : position[1]] == quote.exact):
        return *position, False
    if quote is None:
        if position is None:
            raise OffsetError("it points to nothing: it has neither a position nor a quotation.")
        raise OffsetError(
            f"it points to {position[0]}..{position[1]}, which is not a span of the text (0 to {len(text)})."
        )
    words = quote.prefix + quote.exact + quote.suffix
    found = text.find(words)
    shown = quote.exact if len(quote.exact) <= SHOWN else quote.exact[:SHOWN] + "..."
    if found < 0 or not quote.exact:
        at = "" if position is None else f" at {position[0]}..{position[1]} or elsewhere"
        raise OffsetError(f"{shown!r} is not{at} in the article with the same words around it.")
    if text.find(words, found + 1) >= 0:
        at = "" if position is None else f", but not at {position[0]}..{position[1]}"
        raise OffsetError(f"{shown!r} is in several places of the article with the same words around it{at}.")
    start = found + len(quote.prefix)
    return start, start + len(quote.exact), position is not None


def _whole(text: str, at: int, step: int = 1) -> int:
    """Move an offset out of a character that consists of several code points."""
    for _ in range(_LONGEST_CLUSTER):
        if not 0 < at < len(text) or not (_continues(text[at]) or text[at - 1] in _JOINERS):
            break
        at += step
    return max(0, at)


def _continues(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character).startswith("M")
