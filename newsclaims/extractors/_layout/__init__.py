"""Makes claims from the layout, for any extractor: from turns, posts, signed quotations and lists."""

from bisect import bisect_left
from collections.abc import Sequence

from newsclaims._attribution import Attribution
from newsclaims.text import Text

from .lists import list_claims
from .utterances import utterance_claims

__all__ = ["with_layout"]


def with_layout(text: Text, attributions: Sequence[Attribution], threshold: float | None = None) -> list[Attribution]:
    """Return the claims from the layout, followed by the attributions that an extractor found.

    None of them has a parent.

    Args:
        text: The text.
        attributions: The attributions that an extractor found.
        threshold: The least probability that a claim of the layout is right; None takes all of them.
    """
    least = 0.0 if threshold is None else threshold
    lists = [one for one in list_claims(text) if one.score is None or one.score >= least]
    cues, labels = _Spans([one.cue for one in lists]), _Spans([[label] for label in _labels_on_screen(text)])
    found = [one for one in attributions if not cues.touched(one.cue) and not labels.touched(one.source)]
    said, kept = utterance_claims(text, [*lists, *found], least)
    return [*said, *kept]


def _labels_on_screen(text: Text) -> list[tuple[int, int]]:
    """Return start and end of the labels before a colon in notes: "TEXT: Lund, 1998"."""
    notes = [paragraph for paragraph in text.paragraphs if paragraph.kind == "note"]
    ends = [(note.start, text.string.find(":", note.start, note.end)) for note in notes]
    return [(start, end) for start, end in ends if end >= 0]


class _Spans:
    """Disjoint spans, for fast lookup.

    Args:
        groups: The spans, in groups.
    """

    def __init__(self, groups: Sequence[Sequence[tuple[int, int]]]) -> None:
        found = sorted(span for spans in groups for span in spans)
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]

    def touched(self, spans: Sequence[tuple[int, int]]) -> bool:
        """Say whether one of the given spans overlaps one of these."""
        return any(self._last(end) > start for start, end in spans)

    def _last(self, offset: int) -> int:
        """Return the end of the last span that begins before an offset; -1 if there is none."""
        at = bisect_left(self._starts, offset) - 1
        return self._ends[at] if at >= 0 else -1
