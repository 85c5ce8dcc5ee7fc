"""Finds out which claims of several extractors are the same.

Two claims of different extractors are the same if their contents overlap enough: the characters that both contents have
are at least half of those that either has (the Jaccard index, as in the measures of `newsclaims.evaluation`). If the
cue of one lies in the content of the other, and the cues have no character in common, one is nested in the other.
They are then not the same.

A claim has at most one counterpart in each list. The best pairs are joined first: those with the largest overlap of
contents, then of cues, then of sources. More than two claims are the same if each two of them are. The order of the
lists makes no difference.
"""

from collections.abc import Iterator, Sequence

from attrs import field, frozen

from ..._attribution import Attribution, Offsets

__all__ = ["Find", "same_claims"]

_ENOUGH = 0.5
"""The least overlap of two contents with which the claims can be the same, as in the evaluation."""


@frozen(slots=True, eq=False)
class Find:
    """An attribution with the extractor that found it.

    Args:
        extractor: The extractor's name.
        index: The attribution's index in the list of that extractor.
        attribution: The attribution.
    """

    extractor: str
    index: int
    attribution: Attribution
    length: int = field(init=False)
    """The number of code points of its content."""

    @length.default
    def _count(self) -> int:
        return _size(self.attribution.content)

    @property
    def place(self) -> tuple[Offsets, Offsets, Offsets, str, int]:
        """What orders finds in the same way for any order of the extractors."""
        one = self.attribution
        return one.content, one.cue, one.source, self.extractor, self.index


def same_claims(finds: Sequence[Find]) -> list[list[Find]]:
    """Group the finds of several extractors: each group is one claim, with at most one find of each extractor.

    Args:
        finds: The finds of all extractors, in any order.
    """
    ordered = sorted(finds, key=lambda find: find.place)
    pairs = {(i, j): likeness for i, j, likeness in _alike(ordered)}
    group = {i: [i] for i in range(len(ordered))}
    for i, j in sorted(pairs, key=lambda pair: (*(-share for share in pairs[pair]), pair)):
        one, other = group[i], group[j]
        if one is not other and all((min(a, b), max(a, b)) in pairs for a in one for b in other):
            one += other
            group |= dict.fromkeys(other, one)
    groups = {id(members): members for members in group.values()}
    return [[ordered[i] for i in sorted(members)] for members in groups.values()]


def _alike(finds: Sequence[Find]) -> Iterator[tuple[int, int, tuple[float, float, float]]]:
    """Yield the pairs of finds that can be the same claim, with the overlap of their contents, cues and sources.

    Finds of the same extractor never are, so groups of pairs have at most one find of each extractor.
    """
    reaching: list[int] = []
    for j, find in enumerate(finds):
        begin = find.attribution.content[0][0]
        reaching = [i for i in reaching if finds[i].attribution.content[-1][1] > begin]
        for i in reaching:
            if finds[i].extractor != find.extractor and (likeness := _likeness(finds[i], find)) is not None:
                yield i, j, likeness
        reaching.append(j)


def _likeness(one: Find, other: Find) -> tuple[float, float, float] | None:
    """Return the overlap of two finds' contents, cues and sources; None if they cannot be the same claim."""
    shorter, longer = sorted((one.length, other.length))
    # Checked first because it is quick: a content in many fragments can overlap with very many claims.
    if shorter < _ENOUGH * longer:
        return None
    a, b = one.attribution, other.attribution
    content = _jaccard(a.content, b.content)
    if content < _ENOUGH or _is_nested(a, b):
        return None
    return content, _jaccard(a.cue, b.cue), _jaccard(a.source, b.source)


def _is_nested(one: Attribution, other: Attribution) -> bool:
    """Return whether one of two attributions is in the content of the other."""
    if _shared(one.cue, other.cue):
        return False
    return _shared(one.cue, other.content) > 0 or _shared(other.cue, one.content) > 0


def _jaccard(one: Offsets, other: Offsets) -> float:
    """Return the share of code points that both have, of those that either has; 1 if both are empty."""
    shared = _shared(one, other)
    either = _size(one) + _size(other) - shared
    return shared / either if either else 1.0


def _shared(one: Offsets, other: Offsets) -> int:
    """Count the code points that both have."""
    total = i = j = 0
    while i < len(one) and j < len(other):
        total += max(0, min(one[i][1], other[j][1]) - max(one[i][0], other[j][0]))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return total


def _size(offsets: Offsets) -> int:
    return sum(end - start for start, end in offsets)
