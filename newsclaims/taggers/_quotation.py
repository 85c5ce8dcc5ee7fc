"""Judges whether the content stands in quotation marks: wholly, in part, or not at all."""

import bisect
from collections.abc import Sequence

from attrs import frozen

from newsclaims._attribution import Attribution, Judgement, Mark
from newsclaims.text import Text
from newsclaims.text._quotation_marks import QUOTATION_MARKS

__all__ = ["QuotationTagger"]

_IGNORED = frozenset(QUOTATION_MARKS).union(" \t\r\n,.;:!?…—–-")


@frozen(slots=True)
class QuotationTagger:
    """Compares the content with the quotations of the text; marks and punctuation at the rim do not count."""

    name: str = "quotation"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"quotation"})

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add a quotation type to each attribution.

        Args:
            text: The text they stand in.
            attributions: What was found in it.
        """
        outer = [(q.start, q.end) for q in text.quotations if q.depth == 0]
        starts = [start for start, _ in outer]
        return [a.judged("quotation", _judge(text, a, outer, starts)) for a in attributions]


def _judge(text: Text, attribution: Attribution, outer: Sequence[tuple[int, int]], starts: Sequence[int]) -> Judgement:
    """Judge one attribution: how much of its content stands inside quotations."""
    quoted: list[Mark] = []
    bare = False
    for start, end in attribution.content:
        at = start
        for k in range(max(0, bisect.bisect_right(starts, start) - 1), len(outer)):
            left, right = outer[k]
            if left >= end:
                break
            if right <= start:
                continue
            bare = bare or _speaks(text.string, at, left)
            quoted.append(Mark(max(left, start), min(right, end), "quotation"))
            at = right
        bare = bare or _speaks(text.string, at, end)
    said = [mark for mark in quoted if _speaks(text.string, mark.start, mark.end)]
    value = "indirect" if not said else "mixed" if bare else "direct"
    return Judgement(value, "rule", evidence=tuple(said))


def _speaks(string: str, start: int, end: int) -> bool:
    """Say whether anything but marks and punctuation stands between two offsets."""
    return any(string[i] not in _IGNORED for i in range(start, end))
