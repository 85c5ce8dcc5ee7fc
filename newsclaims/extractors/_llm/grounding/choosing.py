"""Chooses the places of an answer's source, cue and content if the text has their strings more than once.

The places that are nearest to one another count, in the same sentence if possible. Of several equal choices, the first
one after the answer before counts, and a place is not used twice for the same strings.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain as joined
from itertools import islice, pairwise
from operator import itemgetter

from attrs import evolve, frozen

from newsclaims._attribution import Offsets
from newsclaims.text._quotation_marks import SURE_MARKS

from .matching import Place, Window
from .passages import LONGEST_CLAUSE, Chain, Passage
from .results import Role

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
    found: list[tuple[_Cost, Choice]] = []
    for place in _candidates(content, context.cursor, cue or source):
        for beside in (place, *_without_attribution(context, place, cue, source)):
            best = _best(context, beside, cue, source)
            if best:
                cost, choice = best
                taken = place.offsets in context.used
                behind = place.start < context.cursor
                crossings, inexact, gap = cost
                crossings += _spread(context.window, place)
                order = (taken, crossings, beside is not place, inexact, gap, place.inexact, behind, place.start)
                found.append((order, evolve(choice, place=place)))
    if found:
        return min(found, key=_START)[1]
    role: Role = "source" if cue is None else "cue"
    return role, "is in the text, but not beside the content"


def _candidates(content: Passage, at: int, other: Passage | None) -> list[Chain]:
    """Return places of a content on both sides of a position; if it has many, those beside places of its cue too."""
    found = [*islice(content.after(at), _CONTENTS), *islice(content.before(at), _CONTENTS)]
    if other and len(found) >= _CONTENTS:
        for place in [*islice(other.after(at), _CONTENTS), *islice(other.before(at), _CONTENTS)]:
            found += _beside(content, place, (place,))
    return list(dict.fromkeys(found))


def _best(context: Context, content: Chain, cue: Passage | None, source: Passage | None) -> tuple[_Cost, Choice] | None:
    """Return the best places of cue and source for a place of the content, and their cost; None if one has no place."""
    window = context.window
    found: list[tuple[_Cost, Choice]] = []
    for cue_place in (None,) if cue is None else _beside(cue, content, (content,)):
        cost = _cost(window, content, cue_place)
        if cost[0] > _FAR:
            continue
        base, taken = (content, (content,)) if cue_place is None else (cue_place, (content, cue_place))
        for source_place in (None,) if source is None else _beside(source, base, taken):
            more = _cost(window, base, source_place)
            if more[0] <= _FAR or context.named:
                total = tuple(map(sum, zip(cost, more, strict=True)))
                found.append((total, Choice(content, content, cue_place, source_place)))
    return min(found, key=_START, default=None)


def _cost(window: Window, base: Chain, place: Chain | None) -> _Cost:
    """Return how many sentences a place is from another role, how inexact it is, and how many characters it is away."""
    if place is None:
        return 0, 0, 0
    sentences, characters = min(
        (_sentences_between(window, one, other), max(other.start - one.end, one.start - other.end))
        for one in place.places
        for other in _neighbours(base, one)
    )
    return sentences + _spread(window, place), place.inexact, characters


def _spread(window: Window, chain: Chain) -> int:
    """Return how many sentences the fragments of a role are apart."""
    return sum(_sentences_between(window, one, other) for one, other in islice(pairwise(chain.places), _STEPS))


def _neighbours(base: Chain, place: Place) -> Sequence[Place]:
    """Return the fragments before and after a place."""
    at = bisect_left(base.places, place.start, key=_START)
    return base.places[max(0, at - 1) : at + 1]


def _sentences_between(window: Window, one: Place, other: Place) -> int:
    """Return how many sentences two places are apart; 0 if they share one."""
    first, last = (one, other) if one.start < other.start else (other, one)
    return max(0, bisect_right(window.starts, last.start) - bisect_right(window.starts, first.end - 1))


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


def _without_attribution(
    context: Context, content: Chain, cue: Passage | None, source: Passage | None
) -> Iterator[Chain]:
    """Yield a content without its own cue and source, if a model left them in it."""
    roles = [passage for passage in (cue, source) if passage]
    if not cue:
        return
    for first in islice(_inside(roles[0], content, content.start), _NEAREST * 2):
        if len(roles) == 1:
            cuts = [first]
        else:
            others = [
                *islice(_inside(roles[1], content, first.end), 1),
                *(one for one in islice(roles[1].before(first.start), 1) if one.start >= content.start),
            ]
            cuts = [first, *sorted(others, key=lambda other: _cost(context.window, first, other))[:1]]
        if len(cuts) == len(roles) and (left := _cut(context.window, content, cuts)):
            yield left


def _inside(passage: Passage, content: Chain, at: int) -> Iterator[Chain]:
    """Yield the places of a role after a position and before the end of a content."""
    for place in passage.after(at):
        if place.end > content.end:
            return
        yield place


def _cut(window: Window, content: Chain, cuts: Sequence[Chain]) -> Chain | None:
    """Return a content without some places in it; None if nothing is left."""
    holes = sorted(_whole_clause(window, content, place) for chain in cuts for place in chain.places)
    left: list[Place] = []
    for place in content.places:
        at = place.start
        for start, end in [*holes, (place.end, place.end)]:
            if at <= start <= place.end and (piece := _trimmed(window, place, at, start)):
                left.append(piece)
            at = max(at, min(end, place.end))
    return Chain(tuple(left)) if left else None


def _whole_clause(window: Window, content: Chain, place: Place) -> tuple[int, int]:
    """Return a part of the words between two quotations, with the rest of them; or the part alone if there is no other.

    So all of "she said on Monday" is cut out between two quotations, and not only "she said".
    """
    string, marks = window.text.string, window.text.language.grounding["mark"].starts
    start, end = place.start, place.end
    before = max(string.rfind(mark, content.start, start) for mark in SURE_MARKS) + 1
    after = min((at for mark in SURE_MARKS if (at := string.find(mark, end, content.end)) >= 0), default=0)
    if (
        before
        and after
        and (
            all(character.isspace() or character in marks for character in string[before:start])
            or all(character.isspace() or character in marks for character in string[end:after])
        )
        and window.words_between(before, after) <= LONGEST_CLAUSE
    ):
        return before, after
    return start, end


def _trimmed(window: Window, place: Place, start: int, end: int) -> Place | None:
    """Return a piece of a place without the marks and the white space where it was cut; None if it has no words."""
    string, marks = window.text.string, window.text.language.grounding["mark"].starts
    first, last = window.units.inside(start, end)
    if first == last:
        return None
    while start > place.start and (string[start].isspace() or string[start] in marks):
        start += 1
    while end < place.end and (string[end - 1].isspace() or string[end - 1] in marks):
        end -= 1
    return place._replace(start=start, end=end)
