"""Makes claims from the layout, for any extractor: from turns, posts, signed quotations and lists."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from attrs import evolve

from newsclaims._attribution import Attribution
from newsclaims.text import Text

from .lists import list_claims
from .utterances import utterance_claims

__all__ = ["with_layout"]


def with_layout(text: Text, attributions: Sequence[Attribution], threshold: float | None = None) -> list[Attribution]:
    """Return the claims from the layout, followed by the attributions that an extractor found.

    An attribution inside a claim from the layout becomes its child.

    Args:
        text: The text.
        attributions: The attributions that an extractor found; none of them has a parent.
        threshold: The least probability that a claim of the layout is right; None takes all of them.
    """
    least = 0.0 if threshold is None else threshold
    lists = [one for one in list_claims(text) if one.score is None or one.score >= least]
    cues, labels = _Spans([one.cue for one in lists]), _Spans([[label] for label in _labels_on_screen(text)])
    found = [one for one in attributions if not cues.touched(one.cue) and not labels.touched(one.source)]
    said, kept = utterance_claims(text, [*lists, *found], least)
    leading = {id(one) for one in lists}
    led = [one for one in kept if id(one) in leading]
    return _nested(said, led, [one for one in kept if id(one) not in leading])


def _labels_on_screen(text: Text) -> list[tuple[int, int]]:
    """Return start and end of the labels before a colon in notes: "TEXT: Lund, 1998"."""
    notes = [paragraph for paragraph in text.paragraphs if paragraph.kind == "note"]
    ends = [(note.start, text.string.find(":", note.start, note.end)) for note in notes]
    return [(start, end) for start, end in ends if end >= 0]


def _nested(said: Sequence[Attribution], led: Sequence[Attribution], found: Sequence[Attribution]) -> list[Attribution]:
    """Return attributions, each with its parent: the smallest claim of the layout whose content contains it.

    Args:
        said: The claims of utterances, without parents; their contents are disjoint.
        led: The claims of lists, without parents; their contents are disjoint too.
        found: All other claims, without parents.
    """
    attributions = [*said, *led, *found]
    if not said and not led:
        return attributions
    groups = [(_Spans([one.content for one in said]), 0), (_Spans([one.content for one in led]), len(said))]

    def parent(n: int, one: Attribution) -> int | None:
        """Return the parent of an attribution."""
        owners = (spans.owner(one.content[0], first) for spans, first in groups)
        around = [k for k in owners if k is not None and k != n and _inside(one, attributions[k])]
        return min(around, key=lambda k: sum(end - start for start, end in attributions[k].content), default=None)

    return [evolve(one, parent=parent(n, one)) for n, one in enumerate(attributions)]


class _Spans:
    """Disjoint spans and their owners, for fast lookup.

    Args:
        owners: The spans of each owner.
    """

    def __init__(self, owners: Sequence[Sequence[tuple[int, int]]]) -> None:
        found = sorted((*span, n) for n, spans in enumerate(owners) for span in spans)
        self._starts = [start for start, _, _ in found]
        self._ends = [end for _, end, _ in found]
        self._owners = [n for _, _, n in found]

    def touched(self, spans: Sequence[tuple[int, int]]) -> bool:
        """Say whether one of the given spans overlaps one of these."""
        return any(self._last(end) > start for start, end in spans)

    def owner(self, span: tuple[int, int], first: int) -> int | None:
        """Return `first` plus the number of the owner of the span in which another one begins, or None."""
        at = bisect_right(self._starts, span[0]) - 1
        return self._owners[at] + first if at >= 0 and span[0] < self._ends[at] else None

    def _last(self, offset: int) -> int:
        """Return the end of the last span that begins before an offset; -1 if there is none."""
        at = bisect_left(self._starts, offset) - 1
        return self._ends[at] if at >= 0 else -1


def _inside(one: Attribution, other: Attribution) -> bool:
    """Say whether all roles of an attribution are in the content of another one."""
    spans = (span for _, offsets in one.roles() for span in offsets)
    return all(any(start <= a and b <= end for start, end in other.content) for a, b in spans)
