"""Keeps what was read from the letters of words alone, for all texts of a process."""

from collections.abc import Callable
from typing import TypeVar

__all__ = ["Forms"]

_Value = TypeVar("_Value")

_LONGEST = 24
"""How many characters a form may have that is kept."""
_MOST = 20_000
"""How many forms are kept. They take a few megabytes."""


class Forms(dict[str, _Value]):
    """Forms of words, each with what a function reads from it; a new form is read when it is looked up.

    Most words of a text are also in others, and looking them up takes a tenth of the time of reading them again.
    Long forms are read each time. If there are too many, all are dropped, so that the memory is bounded.

    Args:
        read: The function. It must depend only on the form.
    """

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[str], _Value]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, form: str) -> _Value:
        value = self._read(form)
        if len(form) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[form] = value
        return value
