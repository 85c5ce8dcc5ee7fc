"""Judges whether the content is in quotation marks: all of it, a part, or nothing."""

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
    """Compares the content with the quotations of the text, without marks and punctuation at its edges."""

    name: str = "quotation"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"quotation"})

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add a quotation type to each attribution.

        Args:
            text: Their text.
            attributions: The attributions.
        """
        outer = [(q.start, q.end) for q in text.quotations if q.depth == 0]
        starts = [start for start, _ in outer]
        return [a.judged("quotation", _judge(text, a, outer, starts)) for a in attributions]


def _judge(text: Text, attribution: Attribution, outer: Sequence[tuple[int, int]], starts: Sequence[int]) -> Judgement:
    """Judge one attribution, by the part of its content inside quotations."""
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
    """Return whether there is anything between two offsets besides marks and punctuation."""
    return any(string[i] not in _IGNORED for i in range(start, end))
