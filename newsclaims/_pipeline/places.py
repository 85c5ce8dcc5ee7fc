"""Moves attributions between an article and the view of its text that extractors and taggers read."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from attrs import evolve

from .._attribution import Attribution, Judgement, Mark, Offsets, Time
from ..text import View

__all__ = ["in_article", "in_view"]

_Move = Callable[[int, int], tuple[int, int]]
_Placed = TypeVar("_Placed", Mark, Time)


def in_view(attributions: Sequence[Attribution], view: View) -> tuple[Attribution, ...]:
    """Return attributions of an article with their places in the view.

    Args:
        attributions: Attributions, with code points of the article's text.
        view: The view of that text.
    """
    if not view.layers:
        return tuple(attributions)
    return tuple(_moved(a, view.seen, tuple(map(view.all_seen, (a.source, a.cue, a.content)))) for a in attributions)


def in_article(
    attributions: Sequence[Attribution], view: View, given: Sequence[Attribution] | None = None
) -> tuple[Attribution, ...]:
    """Return attributions of a view with their places in the article.

    Args:
        attributions: Attributions, with code points of the view.
        view: The view.
        given: The same attributions with the spans that the caller gave, if they were not found in the view. These
            spans are kept exactly.
    """
    if not view.layers:
        return tuple(attributions)
    return tuple(
        _moved(
            one,
            view.original,
            tuple(offsets for _, offsets in given[i].roles())
            if given is not None
            else tuple(tuple(view.original(*pair) for pair in offsets) for _, offsets in one.roles()),
        )
        for i, one in enumerate(attributions)
    )


def _moved(one: Attribution, move: _Move, roles: tuple[Offsets, ...]) -> Attribution:
    """Return an attribution with other roles, and with its evidence, holder and times moved."""
    source, cue, content = roles
    return evolve(
        one,
        source=source,
        cue=cue,
        content=content,
        judgements=_moved_judgements(one.judgements, move),
        holder=None if one.holder is None else move(*one.holder),
        times=tuple(_moved_place(time, move) for time in one.times),
        marks=tuple(_moved_place(mark, move) for mark in one.marks),
    )


def _moved_judgements(judgements: Mapping[str, tuple[Judgement, ...]], move: _Move) -> dict[str, tuple[Judgement, ...]]:
    """Return judgements with moved evidence."""
    return {
        label: tuple(evolve(one, evidence=tuple(_moved_place(mark, move) for mark in one.evidence)) for one in opinions)
        for label, opinions in judgements.items()
    }


def _moved_place(one: _Placed, move: _Move) -> _Placed:
    """Return a mark or a time with its place moved."""
    start, end = move(one.start, one.end)
    return evolve(one, start=start, end=end)
