"""Which candidates stay where several claim the same words."""

from collections.abc import Iterable

from .candidate import Candidate

__all__ = ["choose"]


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep the outer of two attributions where one's cue stands in the other's content, else the more trusted.

    Args:
        candidates: Those trusted enough, in order.

    Returns:
        Those that stay, in order, their contents free of their own cues and sources.
    """
    ready = [c for c in (_freed(candidate) for candidate in candidates) if c is not None]
    dropped: set[int] = set()
    for one in range(len(ready)):
        for other in range(one + 1, len(ready)):
            a, b = ready[one], ready[other]
            if b.content[0][0] > a.content[-1][1] + 200:
                break
            if one in dropped:
                break
            if other in dropped:
                continue
            in_a, in_b = a.holds(b.head), b.holds(a.head)
            if in_a and in_b or a.head == b.head:
                dropped.add(one if a.trust < b.trust else other)
            elif in_a:
                dropped.add(other)
            elif in_b:
                dropped.add(one)
    return [c for k, c in enumerate(ready) if k not in dropped]


def _freed(candidate: Candidate) -> Candidate | None:
    """Cut the cue and the source out of the content."""
    taken = list(candidate.cue)
    if candidate.source is not None:
        taken.append(candidate.source)
    pieces: list[tuple[int, int]] = []
    for a, b in candidate.content:
        parts = [(a, b)]
        for i, j in taken:
            parts = [p for x, y in parts for p in ((x, min(y, i)), (max(x, j), y)) if p[0] < p[1]]
        pieces += parts
    pieces.sort()
    merged: list[tuple[int, int]] = []
    for a, b in pieces:
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    candidate.content = merged
    return candidate if merged else None
