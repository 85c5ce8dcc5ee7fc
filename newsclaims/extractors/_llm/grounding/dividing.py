"""Cuts the cue and the source out of a content, if a model left them in it: roles of a claim do not overlap."""

from collections.abc import Iterator, Sequence
from itertools import islice

from newsclaims.text._quotation_marks import SURE_MARKS

from .distances import distance
from .matching import Place
from .passages import LONGEST_CLAUSE, Chain, Passage
from .window import Window

__all__ = ["without_attribution"]

_CUES = 4
"""How many places of a cue inside a content are tried."""


def without_attribution(window: Window, content: Chain, cue: Passage, source: Passage | None) -> Iterator[Chain]:
    """Yield a content without its own cue and source, if a model left both in it.

    Args:
        window: The window of the text.
        content: The content as the model wrote it.
        cue: The places of the cue.
        source: The places of the source, if the answer has one.
    """
    for place in islice(_inside(cue, content, content.start), _CUES):
        cuts = [place]
        if source:
            sources = [
                *islice(_inside(source, content, place.end), 1),
                *(one for one in islice(source.before(place.start), 1) if one.start >= content.start),
            ]
            if not sources:
                continue
            cuts.append(min(sources, key=lambda one: distance(window, place, one)))
        left = _cut(window, content, cuts)
        if left:
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
                # The words that differ count once, not in each piece.
                left.append(piece._replace(edits=0) if left and left[-1].start >= place.start else piece)
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
    beside = any(
        all(character.isspace() or character in marks for character in between)
        for between in (string[before:start], string[end:after])
    )
    is_clause = before and after and beside and window.words_between(before, after) <= LONGEST_CLAUSE
    return (before, after) if is_clause else (start, end)


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
