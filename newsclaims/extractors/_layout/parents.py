"""Finds the parents of attributions among the claims from the layout."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from attrs import evolve

from newsclaims._attribution import Attribution

__all__ = ["nested"]


def nested(attributions: Sequence[Attribution], count: int) -> list[Attribution]:
    """Return attributions, each with its parent: the smallest of the first ones whose content contains it.

    Args:
        attributions: Attributions without parents.
        count: How many of them, from the start of the list, can be parents.
    """
    if not count:
        return list(attributions)
    spans = sorted((start, end, n) for n in range(count) for start, end in attributions[n].content)
    starts = [start for start, _, _ in spans]
    # For each span, the largest end up to it. The search for a parent stops where no earlier span reaches far enough.
    reach = list(accumulate((end for _, end, _ in spans), max))
    sizes = [sum(end - start for start, end in one.content) for one in attributions[:count]]
    found = []
    for i, one in enumerate(attributions):
        start, end = one.content[0]
        parents: list[int] = []
        at = bisect_right(starts, start) - 1
        while at >= 0 and reach[at] >= end:
            n = spans[at][2]
            if n != i and spans[at][1] >= end and _inside(one, attributions[n]):
                parents.append(n)
            at -= 1
        found.append(evolve(one, parent=min(parents, key=lambda n: (sizes[n], n))) if parents else one)
    return found


def _inside(one: Attribution, other: Attribution) -> bool:
    """Say whether all roles of an attribution are in the content of another one."""
    spans = (span for _, offsets in one.roles() for span in offsets)
    return all(any(start <= a and b <= end for start, end in other.content) for a, b in spans)
