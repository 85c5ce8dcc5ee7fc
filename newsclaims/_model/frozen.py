"""A mapping that cannot change, compares with any mapping, hashes and pickles."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

__all__ = ["FrozenMapping"]

_Key = TypeVar("_Key", bound=str | None)
_Value_co = TypeVar("_Value_co", covariant=True)


class FrozenMapping(Mapping[_Key, _Value_co]):
    """A frozen mapping whose keys are strings or None, copied from another mapping.

    Args:
        values: The keys and values; the values themselves are not copied.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[_Key, _Value_co] | None = None) -> None:
        object.__setattr__(self, "_values", {} if values is None else dict(values))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen; cannot set {name!r}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen; cannot delete {name!r}")

    def __getitem__(self, key: _Key) -> _Value_co:
        return self._values[key]  # type: ignore[attr-defined,no-any-return]

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._values)  # type: ignore[attr-defined]

    def __len__(self) -> int:
        return len(self._values)  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash(frozenset(self.items()))

    def __eq__(self, other: object) -> bool:
        return dict(self) == dict(other) if isinstance(other, Mapping) else NotImplemented

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self)!r})"

    def __reduce__(self) -> tuple[type[Any], tuple[dict[Any, Any]]]:
        return type(self), (dict(self),)
