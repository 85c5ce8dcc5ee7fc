"""The edges of what the model finds, by the guidelines: whole quotations, and no comma or full stop hanging on."""

from bisect import bisect_right
from collections.abc import Sequence

from attrs import evolve, frozen

from newsclaims.text import Text

from .decoding import Range
from .finds import Find

__all__ = ["Edges", "edges_of"]

_LOOSE = frozenset({",", ";", ":", ".", "—", "–", "-", "--", "---"})
"""Marks that belong to no passage when they stand at its edge."""


@frozen(slots=True)
class Edges:
    """What decides edges in a text.

    Args:
        words: The words.
        quotations: The outermost closed quotations as word ranges, marks included, in order.
    """

    words: Sequence[str]
    quotations: Sequence[Range]

    def settled(self, find: Find) -> Find:
        """Return a find with its edges where the guidelines put them.

        Args:
            find: The find.
        """
        return evolve(
            find,
            source=None if find.source is None else self._trimmed(find.source),
            content=tuple(self._whole(self._trimmed(piece)) for piece in find.content),
        )

    def _trimmed(self, piece: Range) -> Range:
        """Drop loose marks from both edges, unless nothing else is there."""
        first, last = piece
        while last - first > 1 and self.words[last - 1] in _LOOSE:
            last -= 1
        while last - first > 1 and self.words[first] in _LOOSE:
            first += 1
        return first, last

    def _whole(self, piece: Range) -> Range:
        """Take the marks in that an edge of a piece leaves out although the piece holds the quotation's other one."""
        first, last = piece
        n = bisect_right(self.quotations, (first, len(self.words))) - 1
        if n >= 0 and first == self.quotations[n][0] + 1 and self._reaches(last, self.quotations[n][1]):
            first = self.quotations[n][0]
        n = bisect_right(self.quotations, (last, 0)) - 1
        if n >= 0 and first <= self.quotations[n][0] and self._reaches(last, self.quotations[n][1]):
            last = max(last, self.quotations[n][1])
        return first, last

    def _reaches(self, last: int, end: int) -> bool:
        """Say whether nothing but marks stands between the end of a piece and that of a quotation."""
        return last >= end or not any(word[0].isalnum() for word in self.words[last:end])


def edges_of(text: Text) -> Edges:
    """Return what decides edges in a text.

    Args:
        text: The text.
    """
    index = text.words.index_at
    closed = [(index(q.start), index(q.end)) for q in text.quotations if q.depth == 0 and q.closed]
    return Edges(text.words.texts, closed)
