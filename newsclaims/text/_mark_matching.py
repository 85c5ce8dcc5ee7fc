"""Matches the quotation marks of one paragraph: finds pairs, marks that stay open, and apostrophes."""

from collections.abc import Sequence
from typing import NamedTuple

from ._quotation_marks import MarkFamily, MarkRole, QuotationMark

__all__ = ["Matched", "match_marks"]


class Matched(NamedTuple):
    """The marks of a paragraph, matched.

    Args:
        pairs: Opening and closing marks. Pairs can nest, but they never cross.
        unclosed: Marks that opened and were not closed, the outermost first.
    """

    pairs: list[tuple[QuotationMark, QuotationMark]]
    unclosed: list[QuotationMark]


def match_marks(marks: Sequence[QuotationMark]) -> Matched:
    """Match the marks of a paragraph, in one pass.

    Args:
        marks: The marks, in order.
    """
    if not marks:
        return Matched([], [])
    matcher = _Matcher(marks)
    for index, mark in enumerate(marks):
        matcher.take(index, mark)
    return Matched(matcher.pairs, matcher.open)


class _Matcher:
    """The state of one pass: the marks that are open, the innermost last."""

    def __init__(self, marks: Sequence[QuotationMark]) -> None:
        self.pairs: list[tuple[QuotationMark, QuotationMark]] = []
        self.open: list[QuotationMark] = []
        self._counts = [0] * len(MarkFamily)
        self._marks = marks
        self._ahead = _ahead(marks) if any(mark.role >= MarkRole.WEAK_OPEN for mark in marks) else []

    def take(self, index: int, mark: QuotationMark) -> None:
        """Open or close a quotation with the next mark, or ignore it."""
        match mark.role:
            case MarkRole.OPEN:
                self._push(mark)
            case MarkRole.EITHER if not self._counts[mark.family]:
                self._push(mark)
            case MarkRole.WEAK_OPEN:
                if not self._counts[MarkFamily.SINGLE] and self._closed_ahead(index):
                    self._push(mark)
            case MarkRole.WEAK_CLOSE if self._closed_ahead(index):
                pass
            case _:
                self._close(mark)

    def _push(self, mark: QuotationMark) -> None:
        """Open a quotation."""
        # Single marks do not nest in each other, so the one before was an apostrophe.
        if mark.family is MarkFamily.SINGLE and self.open and self.open[-1].family is MarkFamily.SINGLE:
            self._pop()
        self.open.append(mark)
        self._counts[mark.family] += 1

    def _pop(self) -> QuotationMark:
        """Drop the innermost open mark."""
        mark = self.open.pop()
        self._counts[mark.family] -= 1
        return mark

    def _close(self, mark: QuotationMark) -> None:
        """Close the innermost quotation of the mark's family; drop open marks of lower families inside it."""
        if not self._counts[mark.family]:
            return
        while self.open[-1].family < mark.family:
            self._pop()
        if self.open[-1].family is mark.family:
            self.pairs.append((self._pop(), mark))

    def _closed_ahead(self, index: int) -> bool:
        """Say whether the next certain single mark closes, before any double mark that closes around it."""
        strong, double = self._ahead[index]
        if strong is None or self._marks[strong].role is not MarkRole.CLOSE:
            return False
        return not self._counts[MarkFamily.DOUBLE] or double is None or strong < double


def _ahead(marks: Sequence[QuotationMark]) -> list[tuple[int | None, int | None]]:
    """Return for each mark the index of the next certain single mark, and of the next double one."""
    ahead: list[tuple[int | None, int | None]] = []
    strong = double = None
    for index in range(len(marks) - 1, -1, -1):
        ahead.append((strong, double))
        if marks[index].family is MarkFamily.DOUBLE:
            double = index
        elif marks[index].family is MarkFamily.SINGLE and marks[index].role < MarkRole.WEAK_OPEN:
            strong = index
    return ahead[::-1]
