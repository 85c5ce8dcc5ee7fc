"""Chooses the places of an answer's source, cue and content if the text has their strings more than once.

The places that are nearest to one another count, in the same sentence if possible. Of several equal choices, the first
one after the answer before counts, and a place is not used twice for the same strings.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain as joined
from itertools import islice, pairwise
from operator import itemgetter

from attrs import evolve, frozen

from newsclaims._attribution import Offsets

from .distances import distance, spread
from .dividing import without_attribution
from .matching import Place
from .passages import Chain, Passage
from .results import Role
from .window import Window

__all__ = ["Choice", "Context", "choose"]

_CONTENTS = 8
"""How many places of a content are compared on each side of the answer before."""
_NEAREST = 2
"""How many places of a cue or a source are compared on each side of another role."""
_STEPS = 8
"""How many fragments of a content a search for a place beside them goes past."""
_FAR = 5
"""How many sentences a cue, or a source that is not a name, can be from what it belongs to."""
_START = itemgetter(0)


@frozen(slots=True)
class Context:
    """What is known when the places of an answer are chosen.

    Args:
        window: The window of the text.
        cursor: Where the content of the answer before begins.
        used: The contents that earlier answers with the same strings have.
        named: Whether the source is a name; it can be far from its cue.
    """

    window: Window
    cursor: int
    used: AbstractSet[Offsets]
    named: bool


@frozen(slots=True)
class Choice:
    """The places of an answer.

    Args:
        place: The place of the content as the model wrote it.
        content: The content; without the cue and the source if the model left them in it.
        cue: The cue, if the answer has one.
        source: The source, if the answer has one.
    """

    place: Chain
    content: Chain
    cue: Chain | None
    source: Chain | None


_Cost = tuple[int, ...]


def choose(
    context: Context, content: Passage, cue: Passage | None, source: Passage | None
) -> Choice | tuple[Role, str]:
    """Return the best places of an answer, or the role that has no place beside the others and the reason.

    Args:
        context: What is known.
        content: The places of the content.
        cue: The places of the cue, if the answer has one.
        source: The places of the source, if the answer has one.
    """
    places = _candidates(context, content, cue or source)
    choices = [choice for place in places for choice in _choices(context, place, cue, source)]
    if choices:
        return min(choices, key=_START)[1]
    if source and (cue is None or any(_best(context, place, cue, None) for place in places)):
        return "source", "is in the text, but not near the rest of the claim"
    return "cue", "is in the text, but not near the content"


def _choices(
    context: Context, place: Chain, cue: Passage | None, source: Passage | None
) -> Iterator[tuple[_Cost, Choice]]:
    """Yield the choices for a place of the content, with what the best choice has least of."""
    divided = () if cue is None else without_attribution(context.window, place, cue, source)
    for content in (place, *divided):
        best = _best(context, content, cue, source)
        if best:
            (sentences, inexact, characters), choice = best
            order = (
                place.offsets in context.used,
                sentences + spread(context.window, place),
                content is not place,
                inexact,
                characters,
                place.inexact,
                place.start < context.cursor,
                place.start,
            )
            yield order, evolve(choice, place=place)


def _candidates(context: Context, content: Passage, other: Passage | None) -> list[Chain]:
    """Return places of a content near the answer before; if it has many, those beside places of its cue too."""
    at = context.cursor
    found = [*islice(content.after(at), _CONTENTS), *islice(content.before(at), _CONTENTS)]
    # The fragments of a content can have so many places that none is found from the cursor.
    found = found or [next(content.after(context.window.start))]
    if other and len(found) >= _CONTENTS:
        for place in [*islice(other.after(at), _CONTENTS), *islice(other.before(at), _CONTENTS)]:
            found += _beside(content, place, (place,))
    return list(dict.fromkeys(found))


def _best(context: Context, content: Chain, cue: Passage | None, source: Passage | None) -> tuple[_Cost, Choice] | None:
    """Return the best places of cue and source for a place of the content, and their cost; None if one has no place."""
    window = context.window
    found: list[tuple[_Cost, Choice]] = []
    for cue_place in (None,) if cue is None else _beside(cue, content, (content,)):
        cost = distance(window, content, cue_place)
        if cost[0] > _FAR:
            continue
        base, taken = (content, (content,)) if cue_place is None else (cue_place, (content, cue_place))
        for source_place in (None,) if source is None else _beside(source, base, taken):
            more = distance(window, base, source_place)
            if more[0] <= _FAR or context.named:
                total = tuple(map(sum, zip(cost, more, strict=True)))
                found.append((total, Choice(content, content, cue_place, source_place)))
    return min(found, key=_START, default=None)


def _beside(passage: Passage, base: Chain, taken: Sequence[Chain]) -> Iterator[Chain]:
    """Yield the nearest places of a role before, between and after the fragments of another, outside of some roles."""
    gaps = [one.end for one, _ in islice(pairwise(base.places), _STEPS)]
    return joined(
        islice(_free_before(passage, base.start, taken), _NEAREST),
        *(islice(_free_after(passage, gap, taken), 1) for gap in gaps),
        islice(_free_after(passage, base.end, taken), _NEAREST),
    )


def _free_before(passage: Passage, at: int, taken: Sequence[Chain]) -> Iterator[Chain]:
    """Yield the places of a role before a position that share nothing with other roles, the last one first."""
    for _ in range(_STEPS):
        place = next(passage.before(at), None)
        if place is None:
            return
        shared = _shared(place, taken)
        if shared is None:
            yield place
        at = place.start if shared is None else min(place.start, shared.start)


def _free_after(passage: Passage, at: int, taken: Sequence[Chain]) -> Iterator[Chain]:
    """Yield the places of a role after a position that share nothing with other roles, in order."""
    for _ in range(_STEPS):
        place = next(passage.after(at), None)
        if place is None:
            return
        shared = _shared(place, taken)
        if shared is None:
            yield place
        at = max(at, place.start if shared is None else shared.end - 1) + 1


def _shared(place: Chain, taken: Iterable[Chain]) -> Place | None:
    """Return a fragment of other roles that a place overlaps."""
    for chain in taken:
        for one in place.places:
            at = bisect_left(chain.places, one.end, key=_START)
            if at and one.start < chain.places[at - 1].end:
                return chain.places[at - 1]
    return None
