"""The position inside a piece of work, which loops far below report while somebody follows it."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from operator import length_hint
from typing import TypeVar

__all__ = ["Position", "current", "following", "known_length", "portion", "steps"]

_T = TypeVar("_T")


class _Part:
    """A part of the work around it, from one share of it to another."""

    __slots__ = ("begin", "end")

    def __init__(self, begin: float, end: float) -> None:
        self.begin, self.end = begin, end


class Position:
    """The position inside a piece of work, as a share of it; a part of it can be divided into parts again.

    Args:
        moved: Called with the position, in [0, 1], whenever it changes.
        failed: Called for each result of the work that is a failure.
    """

    def __init__(self, moved: Callable[[float], None], failed: Callable[[], None]) -> None:
        self.failed = failed
        self._moved = moved
        self._parts: list[_Part] = []

    def enter(self, begin: float, end: float) -> _Part:
        """Begin a part of the part that is open now, and return it.

        Args:
            begin: The share of the outer part at which it begins.
            end: The share at which it ends.
        """
        part = _Part(begin, end)
        self._parts.append(part)
        self._report()
        return part

    def move(self, part: _Part, begin: float, end: float) -> None:
        """Let an open part begin and end at other shares; parts inside it are left.

        Args:
            part: The part; nothing happens if it has ended.
            begin: The share of the outer part at which it begins.
            end: The share at which it ends.
        """
        if part in self._parts:
            part.begin, part.end = begin, end
            self._cut(part, keep=True)
            self._report()

    def leave(self, part: _Part) -> None:
        """End a part, and the parts inside it.

        Args:
            part: The part; nothing happens if it has ended.
        """
        self._cut(part, keep=False)

    def _cut(self, part: _Part, *, keep: bool) -> None:
        # A loop that an error ended leaves its part late, when its generator is collected.
        if part in self._parts:
            del self._parts[self._parts.index(part) + keep :]

    def _report(self) -> None:
        begin, size = 0.0, 1.0
        for part in tuple(self._parts):
            begin, size = begin + size * part.begin, size * (part.end - part.begin)
        self._moved(begin)


_current: ContextVar[Position | None] = ContextVar("newsclaims_position", default=None)


def current() -> Position | None:
    """Return the position that is followed in this thread or task, or None."""
    return _current.get()


@contextlib.contextmanager
def following(position: Position) -> Iterator[None]:
    """Let the work inside report to a position, as a context; a generator must not yield inside it.

    Args:
        position: The position.
    """
    token = _current.set(position)
    try:
        yield
    finally:
        _current.reset(token)


@contextlib.contextmanager
def portion(begin: float, end: float) -> Iterator[None]:
    """Say that the work inside is from one share to another of the work around it, as a context.

    Args:
        begin: The share at which it begins, in [0, 1].
        end: The share at which it ends.
    """
    position = _current.get()
    if position is None:
        yield
        return
    part = position.enter(begin, end)
    try:
        yield
    finally:
        position.leave(part)


def steps(items: Iterable[_T], total: int | None = None) -> Iterable[_T]:
    """Report progress inside a long article: loop over `steps(items)` instead of `items`.

    An extractor or a tagger can use it around a loop that may take seconds. The steps of one loop count as equally
    long. A loop inside another divides a step of it. If nobody follows the progress, or the loop runs in another
    thread, it returns the items as they are, so it costs nothing.

    Args:
        items: The parts of the work, for example the windows of a text, or their results as they come.
        total: How many there are; None if `len(items)` says so. Without a number, nothing is reported.

    Returns:
        The same items in the same order; they are not read ahead.

    Example:
        >>> for part in steps(["one", "two"]):
        ...     print(part)
        one
        two
    """
    position = _current.get()
    if position is None:
        return items
    count = known_length(items) if total is None else total
    return _reported(items, count, position) if count else items


def known_length(items: object) -> int | None:
    """Return how many items there are, if that is known without reading them.

    Args:
        items: Any iterable.
    """
    # The length of a foreign object can raise anything.
    with contextlib.suppress(Exception):
        length = length_hint(items, -1)
        return None if length < 0 else length
    return None


def _reported(items: Iterable[_T], total: int, position: Position) -> Iterator[_T]:
    part = position.enter(0, 1 / total)
    try:
        for number, item in enumerate(items, 1):
            yield item
            position.move(part, min(number / total, 1.0), min((number + 1) / total, 1.0))
    finally:
        position.leave(part)
