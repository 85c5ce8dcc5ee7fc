"""Finds which attributions of an extractor are inside the contents of others, and makes them their children."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from attrs import evolve, frozen

from newsclaims._attribution import Attribution
from newsclaims.text import Text, WordRange

from .._fragments import covers

__all__ = ["DEPTH", "with_parents"]

DEPTH = 3
"""The largest number of claims in a chain, including the outermost."""
_FIRST = attrgetter("first")
_ENOUGH = 0.5
"""The least share of a child's content that is inside the content of its parent."""


def with_parents(text: Text, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return attributions, each with its parent: the one with the smallest content that holds it.

    An attribution is held if its cue and at least half of its content are. If the other one has no cue, like a
    speaker's turn, all of it must be held. Attributions in a chain of more than `DEPTH` are left out.

    Args:
        text: The text.
        attributions: The attributions of an extractor; none of them has a parent.
    """
    contents = [_Content.of(text, one) for one in attributions]
    anchors = sorted({content.anchor for content in contents})
    owners: dict[int, list[int]] = {anchor: [] for anchor in anchors}
    for n, content in enumerate(contents):
        for piece in content.words:
            for anchor in anchors[bisect_left(anchors, piece.first) : bisect_left(anchors, piece.last)]:
                owners[anchor].append(n)
    parents: list[int | None] = []
    for n, content in enumerate(contents):
        around = [k for k in owners[content.anchor] if k != n and contents[k].holds(content)]
        parents.append(min(around, key=lambda k: (contents[k].size, k), default=None))
    return _within_depth(attributions, parents)


@frozen(slots=True)
class _Content:
    """An attribution with the words of its content.

    Args:
        one: The attribution.
        words: The words of its content.
        cue: The words of its cue.
        size: How many words its content has.
        anchor: The first word of its cue, or of its content if it has no cue; -1 if it has no words.
    """

    one: Attribution
    words: Sequence[WordRange]
    cue: Sequence[WordRange]
    size: int
    anchor: int

    @classmethod
    def of(cls, text: Text, one: Attribution) -> "_Content":
        """Return an attribution with its words."""
        words, cue = text.words.ranges(one.content), text.words.ranges(one.cue)
        anchor = next((piece.first for piece in (cue if one.cue else words)), -1)
        return cls(one, words, cue, sum(piece.size for piece in words), anchor)

    def holds(self, other: "_Content") -> bool:
        """Say whether the content holds another attribution."""
        if self.size <= other.size:
            return False
        if not self.one.cue:
            return all(covers(self.one.content, span) for _, offsets in other.one.roles() for span in offsets)
        if self._shared(other.cue) < sum(piece.size for piece in other.cue):
            return False
        return self._shared(other.words) >= _ENOUGH * other.size

    def _shared(self, pieces: Sequence[WordRange]) -> int:
        """Return how many words of some pieces are in the content."""
        shared = 0
        for piece in pieces:
            at = max(bisect_right(self.words, piece.first, key=_FIRST) - 1, 0)
            while at < len(self.words) and self.words[at].first < piece.last:
                own = self.words[at]
                shared += max(0, min(own.last, piece.last) - max(own.first, piece.first))
                at += 1
        return shared


def _within_depth(attributions: Sequence[Attribution], parents: Sequence[int | None]) -> list[Attribution]:
    """Return attributions with their parents, without those that are too deep."""
    depths: list[int] = [0] * len(parents)
    # A parent has a larger content, so there is no circle.
    for n in range(len(parents)):
        at: int | None = n
        while at is not None and depths[n] <= DEPTH:
            depths[n] += 1
            at = parents[at]
    places = {n: place for place, n in enumerate(n for n, depth in enumerate(depths) if depth <= DEPTH)}
    found = []
    for n in places:
        parent = parents[n]
        found.append(attributions[n] if parent is None else evolve(attributions[n], parent=places[parent]))
    return found
