"""What was read of a text, kept with the text: the one place where readings are remembered."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

__all__ = ["Kept"]

_Thing = TypeVar("_Thing")
_Reading = TypeVar("_Reading")


class Kept:
    """The readings of one text, by the function that made each; a pickle or a copy starts empty.

    Safe between threads: two that ask at once may both read, and both get the reading that was kept first.
    """

    __slots__ = ("_readings",)

    def __init__(self) -> None:
        self._readings: dict[Hashable, Any] = {}

    def once(self, read: Callable[[_Thing], _Reading], thing: _Thing) -> _Reading:
        """Return what was kept of a function, or call it and keep the result.

        Args:
            read: The function.
            thing: What it reads.
        """
        try:
            found: _Reading = self._readings[read]
        except KeyError:
            # Of two threads that come here at once, the first to store wins: `setdefault` is one step.
            found = self._readings.setdefault(read, read(thing))
        return found

    def __len__(self) -> int:
        return len(self._readings)

    def __reduce__(self) -> tuple[type["Kept"], tuple[()]]:
        return Kept, ()
