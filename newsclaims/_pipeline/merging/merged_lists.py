"""Merges what several extractors found in a text into one list of attributions.

The spans and the parent of a claim are those of the finder with the highest score; of equal scores, of the one that is
first in the list. A finder without a score comes after those with one. If the parent is left out, its own parent takes
its place. The opinions, the notes and the marks of all finders are kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, get_args

from attrs import evolve

from ..._attribution import Attribution, Judgement, Mark, Offsets, Origin
from ..._model import variant_note
from ..._shown import shown
from ...errors import InvalidValueError
from .joined_scores import joined_score, score_weights
from .matching import Find, same_claims

__all__ = ["MERGES", "least_finders", "merged_lists"]

Merge = Literal["union", "intersection", "vote"]
MERGES: tuple[Merge, ...] = get_args(Merge)
"""What can be kept: what any extractor found, what all found, or what more than half of them found."""


def least_finders(merge: object, extractors: int) -> int:
    """Return how many of several extractors must find a claim so that it is kept.

    Args:
        merge: One of `MERGES`.
        extractors: The number of extractors.

    Raises:
        InvalidValueError: If it is something else.
    """
    if not isinstance(merge, str) or merge not in MERGES:
        raise InvalidValueError(f"merge must be 'union', 'intersection' or 'vote', not {shown(merge)}.")
    return {"union": 1, "intersection": extractors, "vote": extractors // 2 + 1}[merge]


def merged_lists(
    lists: Mapping[str, Sequence[Attribution]], origins: Mapping[str, Origin], least: int
) -> list[Attribution]:
    """Return the claims that enough extractors found, in the order of their contents.

    Args:
        lists: Each extractor's name, in the order of the extractors, with what it found; the spans fit the text.
        origins: What the finds of each extractor rest on.
        least: How many extractors must have found a claim.
    """
    rank = {name: place for place, name in enumerate(lists)}
    finds = [Find(name, i, attribution) for name, found in lists.items() for i, attribution in enumerate(found)]
    groups = [sorted(group, key=lambda find: _standing(find, rank)) for group in same_claims(finds)]
    kept = sorted((group for group in groups if len(group) >= least), key=lambda group: group[0].place)
    scoring = frozenset(name for name, found in lists.items() if score_weights().gives_scores(name, found))
    parents = _parents(kept, lists)
    members = frozenset(lists)
    return [
        evolve(_joined(group, scoring, origins, members), parent=parent)
        for group, parent in zip(kept, parents, strict=True)
    ]


def _standing(find: Find, rank: Mapping[str, int]) -> tuple[float, int]:
    """Return what orders the finders of a claim: the one whose spans it gets comes first."""
    score = find.attribution.score
    return (1.0 if score is None else -score), rank[find.extractor]


def _joined(
    group: Sequence[Find], scoring: frozenset[str], origins: Mapping[str, Origin], members: frozenset[str]
) -> Attribution:
    """Return one attribution for all finds of a claim, without a parent."""
    first = group[0].attribution
    scores = {find.extractor: score for find in group if (score := find.attribution.score) is not None}
    finders = [find.extractor for find in group]
    same = [find.attribution for find in group if _roles(find.attribution) == _roles(first)]
    others = [name for find in group for name in find.attribution.extractors if name not in members]
    return Attribution(
        source=first.source,
        cue=first.cue,
        content=first.content,
        score=joined_score(scores, scoring.difference(finders), score_weights()),
        judgements=_opinions(group),
        holder=next((one.holder for one in same if one.holder is not None), None),
        times=next((one.times for one in same if one.times), ()),
        extractors=tuple(dict.fromkeys((*sorted(finders), *others))),
        marks=tuple(dict.fromkeys(mark for find in group for mark in _marks(find, group, origins[find.extractor]))),
    )


def _opinions(group: Sequence[Find]) -> dict[str, tuple[Judgement, ...]]:
    """Return the opinions of all finders; those of the first come last, because the last rule decides."""
    joined: dict[str, tuple[Judgement, ...]] = {}
    for find in reversed(group):
        for label, opinions in find.attribution.judgements.items():
            before = joined.get(label, ())
            joined[label] = (*before, *(one for one in opinions if one not in before))
    return joined


def _marks(find: Find, group: Sequence[Find], origin: Origin) -> Iterator[Mark]:
    """Yield the evidence of a find, and what it has otherwise than the first of its group."""
    one = find.attribution
    if one.note:
        yield from (Mark(*pair, one.note, origin) for pair in one.cue or one.content)
    yield from (mark if mark.origin else evolve(mark, origin=origin) for mark in one.marks)
    if _roles(one) != _roles(group[0].attribution):
        for role, offsets in one.roles():
            yield from (Mark(*pair, variant_note(find.extractor, role), origin) for pair in offsets)
    for label, opinions in one.judgements.items():
        values = {found[-1].value for other in group if (found := other.attribution.judgements.get(label))}
        if opinions and len(values) > 1:
            note = variant_note(find.extractor, label, opinions[-1].value)
            yield Mark(*(one.cue or one.content)[0], note, origin)


def _roles(attribution: Attribution) -> tuple[Offsets, ...]:
    return tuple(offsets for _, offsets in attribution.roles())


def _parents(groups: Sequence[Sequence[Find]], lists: Mapping[str, Sequence[Attribution]]) -> list[int | None]:
    """Return the parent of each group, that of its first find, as an index of the groups."""
    at = {(find.extractor, find.index): i for i, group in enumerate(groups) for find in group}
    parents: list[int | None] = []
    for i, (first, *_) in enumerate(groups):
        above = _kept_ancestor(first, lists[first.extractor], at)
        # Parents of two extractors together can make a ring, though those of each do not.
        parents.append(None if above is None or _leads_to(above, i, parents) else above)
    return parents


def _kept_ancestor(find: Find, found: Sequence[Attribution], at: Mapping[tuple[str, int], int]) -> int | None:
    """Return the group of the nearest ancestor that is kept; None if there is none."""
    parent = find.attribution.parent
    while parent is not None and (find.extractor, parent) not in at:
        parent = found[parent].parent
    return None if parent is None else at[find.extractor, parent]


def _leads_to(start: int, goal: int, parents: Sequence[int | None]) -> bool:
    """Return whether the parents that are known so far lead from one group to another."""
    up: int | None = start
    while up is not None and up != goal:
        up = parents[up] if up < len(parents) else None
    return up == goal
