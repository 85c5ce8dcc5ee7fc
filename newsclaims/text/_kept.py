"""Keeps results computed from a text with the text, so that each is computed once."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

__all__ = ["Kept"]

_Thing = TypeVar("_Thing")
_Reading = TypeVar("_Reading")


class Kept:
    """Results computed from one text, by the function that computed each. A pickle or a copy starts empty.

    Thread-safe: if two threads ask at once, both may compute, and both get the result that was stored first.
    """

    __slots__ = ("_readings",)

    def __init__(self) -> None:
        self._readings: dict[Hashable, Any] = {}

    def once(self, read: Callable[[_Thing], _Reading], thing: _Thing) -> _Reading:
        """Return the stored result of a function, or call the function and store its result.

        Args:
            read: The function.
            thing: Its argument.
        """
        try:
            found: _Reading = self._readings[read]
        except KeyError:
            # If two threads come here at once, the first result is stored: `setdefault` is atomic.
            found = self._readings.setdefault(read, read(thing))
        return found

    def __len__(self) -> int:
        return len(self._readings)

    def __reduce__(self) -> tuple[type["Kept"], tuple[()]]:
        return Kept, ()
