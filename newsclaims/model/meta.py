"""A frozen mapping of JSON values, for what an article carries beside its fields."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from ..errors import InputTypeError, InvalidValueError
from .base import checked_str

__all__ = ["Meta"]

MAX_DEPTH = 100
"""How deep its values may nest; well below what Python and every JSON parser can follow."""


class Meta(Mapping[str, Any]):
    """A frozen mapping of JSON values; a copy of what it was made from.

    Args:
        values: Keys to JSON values (str, int, float, bool, None, lists and mappings of them).

    Raises:
        InvalidValueError: If something in it is no JSON value.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        object.__setattr__(self, "_values", {_meta_key(k): _frozen_json(v, k) for k, v in (values or {}).items()})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Meta is frozen; cannot set {name!r}")

    def __getitem__(self, key: str) -> Any:
        return self._values[key]  # type: ignore[attr-defined]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)  # type: ignore[attr-defined]

    def __len__(self) -> int:
        return len(self._values)  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash(frozenset(self.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and self.plain() == Meta(other).plain()

    def __repr__(self) -> str:
        return f"Meta({self.plain()!r})"

    def __reduce__(self) -> tuple[type["Meta"], tuple[dict[str, Any]]]:
        return Meta, (self.plain(),)

    def plain(self) -> dict[str, Any]:
        """Return a copy in plain dicts and lists."""
        return {key: _plain_json(value) for key, value in self.items()}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Read from any mapping, write as a JSON object."""
        return core_schema.no_info_before_validator_function(
            lambda value: value if isinstance(value, Meta) else _meta_from(value),
            core_schema.is_instance_schema(Meta),
            json_schema_input_schema=core_schema.dict_schema(core_schema.str_schema(), core_schema.any_schema()),
            serialization=core_schema.plain_serializer_function_ser_schema(
                Meta.plain,
                return_schema=core_schema.dict_schema(core_schema.str_schema(), core_schema.any_schema()),
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Say that it is an object with any fields."""
        return {"type": "object", "additionalProperties": True}


def _meta_from(value: object) -> Meta:
    if not isinstance(value, Mapping):
        raise InputTypeError("meta", "a mapping of JSON values", type(value).__name__)
    _check_depth(value, MAX_DEPTH)
    return Meta(value)


def _check_depth(value: object, left: int) -> None:
    if left < 0:
        raise InvalidValueError(f"meta: nested more than {MAX_DEPTH} deep.")
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, (list, tuple)) else ()
    for item in inner:
        _check_depth(item, left - 1)


def _meta_key(key: object) -> str:
    if not isinstance(key, str):
        raise InvalidValueError(f"meta: {key!r} is no key; keys are strings.")
    return checked_str(key)


def _frozen_json(value: object, where: str) -> object:
    if isinstance(value, str):
        return checked_str(value)
    if value is None or isinstance(value, (bool, int)) or (isinstance(value, float) and value - value == 0):
        return value
    if isinstance(value, Mapping):
        return Meta(value)
    if isinstance(value, (list, tuple)):
        return tuple(_frozen_json(item, where) for item in value)
    raise InvalidValueError(f"meta[{where!r}]: {value!r} is no JSON value. Convert it to str, number, list or dict.")


def _plain_json(value: object) -> object:
    if isinstance(value, Meta):
        return value.plain()
    return [_plain_json(item) for item in value] if isinstance(value, tuple) else value
