"""Resolves conflicts between candidates for the same words."""

from collections.abc import Iterable

from newsclaims.text import WordRange

from .candidate import Candidate

__all__ = ["resolve_conflicts"]

# The largest distance, in words, between the end of a content and the start of a conflicting attribution.
_REACH = 200


def resolve_conflicts(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep the outer of two attributions if one's cue is in the other's content, or else the more trusted.

    Args:
        candidates: The candidates with enough trust, in order.

    Returns:
        The candidates that are kept, in order, with their own cues and sources cut out of their contents.
    """
    ready = [candidate for candidate in candidates if _cut_out_other_roles(candidate)]
    starts = [_start(candidate) for candidate in ready]
    dropped: set[int] = set()
    for one, a in enumerate(ready):
        end = max(a.cue.last, a.content[-1].last)
        for other in range(one + 1, len(ready)):
            b = ready[other]
            if one in dropped or b.content[0].first > a.content[-1].last + _REACH:
                break
            if other in dropped or starts[other] >= end:  # nearly always
                continue
            if a.source is not None and b.source is not None:
                _end_content_in_source(a, a.source, b.source)
            loser = _loser(a, b)
            if loser is not None:
                dropped.add(one if loser is a else other)
    return [candidate for k, candidate in enumerate(ready) if k not in dropped]


def _start(candidate: Candidate) -> int:
    """Return the first word of a candidate."""
    start = min(candidate.cue.first, candidate.content[0].first)
    return start if candidate.source is None else min(start, candidate.source.first)


def _end_content_in_source(a: Candidate, own: WordRange, other: WordRange) -> None:
    """End a content at the end of the source that contains its cue: "A man who saw the crash said ..."."""
    if other.first < own.first < a.cue.first < other.last:
        end = other.last
        a.content = [WordRange(p.first, min(p.last, end)) for p in a.content if p.first < end] or a.content


def _loser(a: Candidate, b: Candidate) -> Candidate | None:
    """Return the one of two candidates to drop; None if both can be kept."""
    one, other = a.cue, b.cue
    in_a, in_b = a.content_holds(other.first), b.content_holds(one.first)
    if (in_a and in_b) or (one.first < other.last and other.first < one.last):
        return a if a.trust < b.trust else b
    return b if in_a else a if in_b else None


def _cut_out_other_roles(candidate: Candidate) -> bool:
    """Cut the cue and the source out of the content; return whether any content is left."""
    pieces = candidate.content
    for hole in (candidate.cue, candidate.source):
        if hole is not None:
            pieces = [part for piece in pieces for part in _without(piece, hole)]
    if len(pieces) > 1:
        pieces = _merge(sorted(pieces))
    candidate.content = pieces
    return bool(pieces)


def _without(piece: WordRange, hole: WordRange) -> tuple[WordRange, ...]:
    """Return what is left of a piece around a hole."""
    if hole.last <= piece.first or piece.last <= hole.first:
        return (piece,)
    parts = (WordRange(piece.first, hole.first), WordRange(hole.last, piece.last))
    return tuple([part for part in parts if part.size > 0])


def _merge(pieces: Iterable[WordRange]) -> list[WordRange]:
    """Join pieces that overlap or touch.

    Args:
        pieces: The pieces, sorted.
    """
    merged: list[WordRange] = []
    for piece in pieces:
        if merged and piece.first <= merged[-1].last:
            merged[-1] = WordRange(merged[-1].first, max(piece.last, merged[-1].last))
        else:
            merged.append(piece)
    return merged
