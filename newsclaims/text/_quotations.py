"""Finds quotations: matches marks in each paragraph, then joins the pieces of quotations over several paragraphs."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsclaims._language import Language

from ._mark_matching import match_marks
from ._quotation_marks import MarkFamily, QuotationMark, find_marks
from ._structure import Paragraph, Quotation

__all__ = ["find_quotations"]

_VISIBLE = re.compile(r"\S")
_LEAD = 3
"""How many nested quotations may continue from one paragraph to the next."""


class _Piece(NamedTuple):
    """A quotation, or a piece of one, before nesting. Sorts by start; no two pieces have the same start."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def find_quotations(string: str, paragraphs: Sequence[Paragraph], language: Language) -> tuple[Quotation, ...]:
    """Find the quotations of a text. A quotation over several paragraphs has one piece for each.

    Args:
        string: The text.
        paragraphs: Its paragraphs.
        language: Its language.
    """
    quotations: list[Quotation] = []
    carried: list[int] = []
    for pieces, lead, unclosed in _joined(string, paragraphs, language):
        first = len(quotations)
        origins = dict(zip(lead, carried, strict=False))
        _nest(pieces, origins, quotations)
        index = {quotations[i].start: i for i in range(first, len(quotations))} if unclosed else {}
        carried = [index[start] for start in unclosed]
    return tuple(quotations)


def _joined(
    string: str, paragraphs: Sequence[Paragraph], language: Language
) -> list[tuple[list[_Piece], list[int], list[int]]]:
    """Return three lists for each paragraph.

    These are its pieces, the starts of the pieces at its start, and the starts of those that the next one continues.
    The loop goes from the last paragraph to the first, because a mark that is not closed opens a quotation if the next
    paragraph opens one with the same mark.
    """
    result: list[tuple[list[_Piece], list[int], list[int]]] = []
    following: list[QuotationMark] = []
    for paragraph in reversed(paragraphs):
        marks = tuple(find_marks(string, paragraph.start, paragraph.end, language))
        if not marks:
            following = []
            result.append(([], [], []))
            continue
        matched = match_marks(marks)
        pairs = [(a, b) for a, b in matched.pairs if _VISIBLE.search(string, a.end, b.start)]
        unclosed = [mark for mark in matched.unclosed if mark.end < paragraph.end]
        runs_on = _runs_on(string, unclosed, following) if following else []
        kept = runs_on or _forgotten(matched.pairs, unclosed)
        pieces = [_Piece(a.start, b.end, a.end, b.start, closed=True) for a, b in pairs]
        pieces += [_Piece(mark.start, paragraph.end, mark.end, paragraph.end, closed=False) for mark in kept]
        following = _lead(string, paragraph.body_start, [*(a for a, _ in pairs), *kept])
        result.append((sorted(pieces), [mark.start for mark in following], [mark.start for mark in runs_on]))
    return result[::-1]


def _runs_on(string: str, unclosed: list[QuotationMark], following: list[QuotationMark]) -> list[QuotationMark]:
    """Return the open marks that the next paragraph opens again: the longest run that matches."""
    open_ = [string[mark.start] for mark in unclosed]
    for count in range(min(len(following), len(open_)), 0, -1):
        wanted = [string[mark.start] for mark in following[:count]]
        for first in range(len(open_) - count, -1, -1):
            if open_[first : first + count] == wanted:
                return unclosed[first : first + count]
    return []


def _forgotten(pairs: list[tuple[QuotationMark, QuotationMark]], unclosed: list[QuotationMark]) -> list[QuotationMark]:
    """Return the last double mark that is not closed, unless another double quotation opens after it."""
    doubles = [mark for mark in unclosed if mark.family is MarkFamily.DOUBLE]
    if not doubles:
        return []
    last = doubles[-1]
    opens_later = any(a.start > last.start for a, _ in pairs if a.family is MarkFamily.DOUBLE)
    return [] if opens_later else [last]


def _lead(string: str, start: int, openers: list[QuotationMark]) -> list[QuotationMark]:
    """Return the opening marks at the start of a paragraph's prose, the outermost first."""
    at = {mark.start: mark for mark in openers}
    lead: list[QuotationMark] = []
    while start in at and len(lead) < _LEAD and string[start] not in "»›":
        lead.append(at[start])
        start = at[start].end
        if string[start : start + 1].isspace():
            start += 1
    return lead


def _nest(pieces: list[_Piece], origins: dict[int, int], quotations: list[Quotation]) -> None:
    """Append the quotations of a paragraph, each with the quotation around it and the piece that it continues.

    Args:
        pieces: The pieces, sorted.
        origins: The start of each piece that continues another one, with the index of that other one.
        quotations: The quotations found so far.
    """
    around: list[tuple[int, int]] = []
    for piece in pieces:
        while around and around[-1][0] <= piece.start:
            around.pop()
        parent = around[-1][1] if around else None
        around.append((piece.end, len(quotations)))
        origin = origins.get(piece.start)
        quotations.append(
            Quotation(
                piece.start,
                piece.end,
                piece.inner_start,
                piece.inner_end,
                len(around) - 1,
                parent,
                piece.closed,
                origin,
            )
        )
