"""Moves attributions between an article and the view of its text that extractors and taggers read."""

from collections.abc import Callable, Sequence

from attrs import evolve

from .._attribution import Attribution, Judgement, Mark, Offsets, Time
from ..text import View

__all__ = ["in_article", "in_view"]

_Move = Callable[[int, int], tuple[int, int]]


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
        judgements={label: tuple([_judgement(each, move) for each in all_]) for label, all_ in one.judgements.items()},
        holder=None if one.holder is None else move(*one.holder),
        times=tuple([_time(time, move) for time in one.times]),
        marks=_marks(one.marks, move),
    )


# Without `evolve`, which would look up the fields of each record: a claim has half a dozen of these.


def _judgement(one: Judgement, move: _Move) -> Judgement:
    return Judgement(one.value, one.origin, one.probabilities, _marks(one.evidence, move)) if one.evidence else one


def _marks(marks: Sequence[Mark], move: _Move) -> tuple[Mark, ...]:
    return tuple([Mark(*move(mark.start, mark.end), mark.note, mark.origin) for mark in marks])


def _time(one: Time, move: _Move) -> Time:
    return Time(*move(one.start, one.end), one.kind, one.grain, one.first, one.last)
