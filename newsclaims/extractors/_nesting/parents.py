"""Finds which attributions of an extractor are inside the contents of others, and makes them their children."""

from collections.abc import Sequence

from attrs import evolve, frozen

from newsclaims._attribution import Attribution
from newsclaims.text import Text

from .._fragments import covers

__all__ = ["DEPTH", "with_parents"]

DEPTH = 3
"""The largest number of claims in a chain, including the outermost."""
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
    contents = [_Content(one, frozenset(text.words.indices(one.content))) for one in attributions]
    owners: dict[int, list[int]] = {}
    for n, content in enumerate(contents):
        for word in content.words:
            owners.setdefault(word, []).append(n)
    parents: list[int | None] = []
    for n, one in enumerate(attributions):
        anchor = next(iter(text.words.indices(one.cue or one.content)), -1)
        around = [k for k in owners.get(anchor, ()) if k != n and contents[k].holds(text, contents[n])]
        parents.append(min(around, key=lambda k: (len(contents[k].words), k), default=None))
    return _within_depth(attributions, parents)


@frozen(slots=True)
class _Content:
    """An attribution with the words of its content."""

    one: Attribution
    words: frozenset[int]

    def holds(self, text: Text, other: "_Content") -> bool:
        """Say whether the content holds another attribution."""
        if len(self.words) <= len(other.words):
            return False
        if not self.one.cue:
            return all(covers(self.one.content, span) for _, offsets in other.one.roles() for span in offsets)
        if not self.words.issuperset(text.words.indices(other.one.cue)):
            return False
        return len(self.words & other.words) >= _ENOUGH * len(other.words)


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
        found.append(evolve(attributions[n], parent=None if parent is None else places[parent]))
    return found
