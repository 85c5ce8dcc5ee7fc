"""What is remembered of a thing for as long as somebody holds it, and no longer."""

import weakref
from typing import Generic, TypeVar

__all__ = ["Memory"]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Memory(Generic[_Key, _Value]):
    """A table by identity that keeps no key alive; safe between threads.

    Not a `WeakKeyDictionary`: that asks for the hash of its keys, and the hash of a text is that of all its words.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[weakref.ref[_Key], _Value]] = {}

    def get(self, key: _Key) -> _Value | None:
        """Return what is remembered of a thing, or None."""
        found = self._kept.get(id(key))
        # Another thing may have come to the same place in memory before the first was forgotten.
        return found[1] if found is not None and found[0]() is key else None

    def put(self, key: _Key, value: _Value) -> None:
        """Remember a value."""
        place = id(key)

        def forget(gone: "weakref.ref[_Key]") -> None:
            found = self._kept.get(place)
            if found is not None and found[0] is gone:
                self._kept.pop(place, None)

        self._kept[place] = weakref.ref(key, forget), value

    def __len__(self) -> int:
        return len(self._kept)
