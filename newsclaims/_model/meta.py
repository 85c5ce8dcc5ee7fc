"""`Meta`, a frozen mapping of JSON values, for details of an article that have no field."""

import math
from collections.abc import Mapping
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from .._shown import shown
from ..errors import InputTypeError, InvalidValueError
from .base import checked_str
from .frozen import FrozenMapping

__all__ = ["Meta", "frozen_numbers", "frozen_tables", "in_order"]

MAX_DEPTH = 100
"""How deep its values can be nested; well below the limits of Python and of JSON parsers."""

MAX_BITS = 10_000
"""The largest length of an integer, in bits; Python itself writes integers of up to about 14,000 bits."""

_Path = tuple[str, ...]
"""The keys that lead to a value; joined only for a message, because every claim has such values."""


class Meta(FrozenMapping[str, Any]):
    """A frozen mapping of JSON values, copied from another mapping.

    Args:
        values: Keys to JSON values (str, int, float, bool, None, lists and mappings of them).

    Raises:
        InputTypeError: If it is not a mapping.
        InvalidValueError: If something in it is not a JSON value.
    """

    __slots__ = ()

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        # Without the base class, which would copy the copy; every claim has several of these.
        object.__setattr__(self, "_values", {} if values is None else _frozen_mapping(values, (), MAX_DEPTH))

    def __hash__(self) -> int:
        return super().__hash__()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        try:
            return super().__eq__(other if isinstance(other, Meta) else Meta(other))
        except (InputTypeError, InvalidValueError):
            return False

    def __repr__(self) -> str:
        return f"Meta({self.plain()!r})"

    def __reduce__(self) -> tuple[type[Any], tuple[dict[str, Any]]]:
        return Meta, (self.plain(),)

    def plain(self) -> dict[str, Any]:
        """Return a copy in plain dicts and lists."""
        return {key: _plain_json(value) for key, value in self.items()}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Tell pydantic to read it from any mapping and to write it as a JSON object."""
        return core_schema.no_info_before_validator_function(
            lambda value: value if isinstance(value, Meta) else Meta(value),
            core_schema.is_instance_schema(Meta),
            json_schema_input_schema=core_schema.dict_schema(core_schema.str_schema(), core_schema.any_schema()),
            serialization=core_schema.plain_serializer_function_ser_schema(
                in_order,
                return_schema=core_schema.dict_schema(core_schema.str_schema(), core_schema.any_schema()),
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Describe it as an object with any fields."""
        return {"type": "object", "additionalProperties": True}


def frozen_numbers(values: Mapping[str, float]) -> Meta:
    """Return a frozen copy of a mapping of numbers that were checked already; most of a claim's mappings are such.

    A frozen one is returned itself, because many claims share the probabilities of a rule.

    Args:
        values: Keys to finite numbers.

    Raises:
        SurrogateError: If a key holds a lone surrogate.
    """
    if isinstance(values, Meta):
        return values
    return _made({checked_str(str.__str__(key)): float(number) for key, number in values.items()})


def frozen_tables(values: Mapping[str, Mapping[str, float]]) -> Meta:
    """Return a frozen copy of a mapping of mappings of numbers that were checked already.

    Args:
        values: Keys to mappings of keys to finite numbers.

    Raises:
        SurrogateError: If a key holds a lone surrogate.
    """
    return _made({checked_str(key): frozen_numbers(inner) for key, inner in values.items()})


def in_order(values: Meta) -> dict[str, Any]:
    """Return a copy in plain dicts and lists with sorted keys, so that equal values are written alike.

    Args:
        values: The values.
    """
    inner: dict[str, Any] = values._values  # type: ignore[attr-defined]
    return {key: _in_order(inner[key]) for key in sorted(inner)}


def _in_order(value: object) -> object:
    if type(value) is float:  # checked first because most are
        return value
    if isinstance(value, Meta):
        return in_order(value)
    return [_in_order(item) for item in value] if isinstance(value, tuple) else value


def _made(values: dict[str, Any]) -> Meta:
    """Return a `Meta` with these very values."""
    made = Meta.__new__(Meta)
    object.__setattr__(made, "_values", values)
    return made


def _frozen_mapping(values: object, path: _Path, depth: int) -> dict[str, Any]:
    if not isinstance(values, Mapping):
        raise InputTypeError(_where(path), "a mapping of JSON values", type(values).__name__)
    for key in values:
        if not isinstance(key, str):
            raise InvalidValueError(f"{_where(path)}: {shown(key)} cannot be a key; keys are strings.")
    return {checked_str(key): _frozen_json(value, (*path, key), depth) for key, value in values.items()}


def _frozen_json(value: object, path: _Path, depth: int) -> object:
    if depth == 0:
        raise InvalidValueError(f"meta is nested more than {MAX_DEPTH} levels deep.")
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, str):
        return checked_str(value)
    if isinstance(value, Mapping):
        return _made(_frozen_mapping(value, path, depth - 1))
    if isinstance(value, (list, tuple)):
        return tuple(_frozen_json(item, path, depth - 1) for item in value)
    if value is None or (isinstance(value, int) and value.bit_length() <= MAX_BITS):
        return value
    raise InvalidValueError(
        f"{_where(path)}: {_shown(value)} is not a JSON value. Convert it to str, number, list or dict."
    )


def _where(path: _Path) -> str:
    return "meta" + "".join(f"[{key!r}]" for key in path)


def _shown(value: object) -> str:
    return "an integer with so many digits" if isinstance(value, int) else repr(value)


def _plain_json(value: object) -> object:
    if isinstance(value, Meta):
        return value.plain()
    return [_plain_json(item) for item in value] if isinstance(value, tuple) else value
