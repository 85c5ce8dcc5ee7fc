"""Which candidates stay where several claim the same words."""

from collections.abc import Iterable

from newsclaims.syntax import WordRange

from .candidate import Candidate

__all__ = ["choose"]

# How many words past the end of a content an attribution that it conflicts with may begin.
_REACH = 200


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep the outer of two attributions where one's cue stands in the other's content, else the more trusted.

    Args:
        candidates: Those trusted enough, in order.

    Returns:
        Those that stay, in order, their contents free of their own cues and sources.
    """
    ready = [candidate for candidate in candidates if _freed(candidate)]
    dropped: set[int] = set()
    for one, a in enumerate(ready):
        for other in range(one + 1, len(ready)):
            b = ready[other]
            if one in dropped or b.content[0][0] > a.content[-1][1] + _REACH:
                break
            if other not in dropped:
                _end_in_source(a, b)
                loser = _loser(a, b)
                if loser is not None:
                    dropped.add(one if loser is a else other)
    return [candidate for k, candidate in enumerate(ready) if k not in dropped]


def _end_in_source(a: Candidate, b: Candidate) -> None:
    """End a content in the source that its cue stands in: "A man who saw the crash said ..."."""
    if a.source is not None and b.source is not None and b.source[0] < a.source[0] < a.head < b.source[1]:
        pieces = [(i, min(j, b.source[1])) for i, j in a.content if i < b.source[1]]
        a.content = pieces or a.content


def _loser(a: Candidate, b: Candidate) -> Candidate | None:
    (first, last), (start, end) = a.cue, b.cue
    in_a, in_b = a.holds(start), b.holds(first)
    if (in_a and in_b) or (first < end and start < last):
        return a if a.trust < b.trust else b
    return b if in_a else a if in_b else None


def _freed(candidate: Candidate) -> bool:
    """Cut the cue and the source out of the content; say whether any content is left."""
    pieces = sorted(candidate.content)
    for hole in (candidate.cue, candidate.source):
        if hole is not None:
            pieces = [part for piece in pieces for part in _without(piece, hole)]
    merged: list[WordRange] = []
    for a, b in pieces:
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    candidate.content = merged
    return bool(merged)


def _without(piece: WordRange, hole: WordRange) -> list[WordRange]:
    parts = ((piece[0], min(piece[1], hole[0])), (max(piece[0], hole[1]), piece[1]))
    return [part for part in parts if part[0] < part[1]]
