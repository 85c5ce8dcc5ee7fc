"""Matching the marks of one paragraph: which close which, which stay open, and which are apostrophes."""

from collections.abc import Sequence
from typing import NamedTuple

from .marks import Family, Mark, Role

__all__ = ["Matched", "match_marks"]


class Matched(NamedTuple):
    """The marks of a paragraph, matched.

    Args:
        pairs: Opening and closing marks; pairs nest, they never cross.
        unclosed: Marks that opened and were not closed, the outermost first.
    """

    pairs: list[tuple[Mark, Mark]]
    unclosed: list[Mark]


def match_marks(marks: Sequence[Mark]) -> Matched:
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

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.pairs: list[tuple[Mark, Mark]] = []
        self.open: list[Mark] = []
        self._counts = [0] * len(Family)
        self._marks = marks
        self._ahead = _ahead(marks) if any(mark.role >= Role.WEAK_OPEN for mark in marks) else []

    def take(self, index: int, mark: Mark) -> None:
        """Take the next mark for what it is here."""
        match mark.role:
            case Role.OPEN:
                self._push(mark)
            case Role.EITHER if not self._counts[mark.family]:
                self._push(mark)
            case Role.WEAK_OPEN:
                if not self._counts[Family.SINGLE] and self._closed_ahead(index):
                    self._push(mark)
            case Role.WEAK_CLOSE if self._closed_ahead(index):
                pass
            case _:
                self._close(mark)

    def _push(self, mark: Mark) -> None:
        # A single mark inside a single mark is not done: the one before was an apostrophe.
        if mark.family is Family.SINGLE and self.open and self.open[-1].family is Family.SINGLE:
            self._pop()
        self.open.append(mark)
        self._counts[mark.family] += 1

    def _pop(self) -> Mark:
        mark = self.open.pop()
        self._counts[mark.family] -= 1
        return mark

    def _close(self, mark: Mark) -> None:
        """Close the innermost quotation of the mark's family; open marks of lower families inside it were none."""
        if not self._counts[mark.family]:
            return
        while self.open[-1].family < mark.family:
            self._pop()
        if self.open[-1].family is mark.family:
            self.pairs.append((self._pop(), mark))

    def _closed_ahead(self, index: int) -> bool:
        """Tell whether the next single mark that is no apostrophe closes, before a double one around it does."""
        strong, double = self._ahead[index]
        if strong is None or self._marks[strong].role is not Role.CLOSE:
            return False
        return not self._counts[Family.DOUBLE] or double is None or strong < double


def _ahead(marks: Sequence[Mark]) -> list[tuple[int | None, int | None]]:
    """Return for every mark the index of the next single mark that is sure to be one, and of the next double one."""
    ahead: list[tuple[int | None, int | None]] = []
    strong = double = None
    for index in range(len(marks) - 1, -1, -1):
        ahead.append((strong, double))
        if marks[index].family is Family.DOUBLE:
            double = index
        elif marks[index].family is Family.SINGLE and marks[index].role < Role.WEAK_OPEN:
            strong = index
    return ahead[::-1]
