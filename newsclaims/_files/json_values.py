"""Writes JSON values as text, parses them, and checks the types of what was parsed."""

import json
import re
from collections.abc import Mapping
from types import NoneType
from typing import Any, Never, TypeVar, overload

from pydantic_core import to_json

from .locations import FileLocation

__all__ = ["check_type", "get_field", "get_objects", "json_bytes", "json_text", "parse_json", "pretty_json"]

INDENT = 2

_Kind = TypeVar("_Kind")
_KINDS: Mapping[type, str] = {
    str: "a string",
    int: "a whole number",
    list: "an array",
    dict: "an object",
    NoneType: "null",
}
_LINE_ENDS = ((b"\xc2\x85", b"\\u0085"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))
# Every line break is layout, because strings hold only escapes: this cannot match inside a text.
_SPREAD_SPAN = re.compile(rb'\{\n *"start": (\d+),\n *"end": (\d+)\n *\}')


def json_bytes(value: object) -> bytes:
    r"""Return JSON values on one line, as UTF-8, without escapes if possible.

    Characters that some tools treat as the end of a line (U+0085, U+2028, U+2029) are written as escapes, so that the
    JSON is one line for every tool.

    Args:
        value: The values.
    """
    return _encoded(value)


def json_text(value: object) -> str:
    """Return JSON values on one line, as text; see `json_bytes`.

    Args:
        value: The values.
    """
    return _encoded(value).decode("utf-8")


def pretty_json(value: object) -> bytes:
    """Return JSON values formatted for people, as UTF-8: indented, with each span on one line.

    Args:
        value: The values.
    """
    return _SPREAD_SPAN.sub(rb'{"start": \1, "end": \2}', _encoded(value, INDENT))


def parse_json(text: str, location: FileLocation) -> object:
    """Return the values of a JSON text.

    Args:
        text: The text.
        location: Where it starts, for error messages.

    Raises:
        FormatError: If it is not JSON.
    """
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        first = location if location.line is None else location.at(location.line + error.lineno - 1)
        raise first.error(f"{error.msg.removesuffix(' at')} (column {error.colno}).") from error
    except (ValueError, RecursionError) as error:
        raise location.error(f"{error}.") from error


@overload
def get_field(data: Mapping[str, Any], name: str, kind: type[_Kind], location: FileLocation) -> _Kind: ...
@overload
def get_field(
    data: Mapping[str, Any], name: str, kind: type[_Kind], location: FileLocation, default: _Kind
) -> _Kind: ...
def get_field(
    data: Mapping[str, Any], name: str, kind: type[_Kind], location: FileLocation, default: _Kind | None = None
) -> _Kind | None:
    """Return a field of a JSON object, after checking its type.

    Args:
        data: The object.
        name: The field.
        kind: `str`, `int`, `list` or `dict`.
        location: The place of the object, for error messages.
        default: What to return for a field that is missing or null; None if the field must be there.

    Raises:
        FormatError: If the field is missing or has another type.
    """
    value = data.get(name)
    if value is None and default is not None:
        return default
    if name not in data:
        raise location.error(f"{name!r} is missing from an object that has {_listed(data)}.")
    return check_type(value, repr(name), kind, location)


def get_objects(
    data: Mapping[str, Any], name: str, what: str, location: FileLocation, *, required: bool = False
) -> list[dict[str, Any]]:
    """Return the objects of an array that is a field of a JSON object.

    Args:
        data: The object.
        name: The field.
        what: The name of an object of the array, for error messages.
        location: The place of the object, for error messages.
        required: Whether the field must be there; otherwise a field that is missing or null counts as empty.

    Raises:
        FormatError: If the field is not an array of objects.
    """
    found = get_field(data, name, list, location) if required else get_field(data, name, list, location, [])
    return [check_type(one, what, dict, location) for one in found]


def check_type(value: object, what: str, kind: type[_Kind], location: FileLocation) -> _Kind:
    """Return a JSON value, after checking its type.

    Args:
        value: The value.
        what: Its name, for error messages.
        kind: `str`, `int`, `list` or `dict`.
        location: Its place in the file, for error messages.

    Raises:
        FormatError: If it has another type.
    """
    # True is an int in Python, but not a number in JSON.
    if isinstance(value, kind) and not (isinstance(value, bool) and kind is int):
        return value
    found = _KINDS.get(type(value), f"{value!r:.40}")
    raise location.error(f"{what} must be {_KINDS[kind]}, not {found}.")


def _encoded(value: object, indent: int | None = None) -> bytes:
    data = to_json(value, indent=indent)
    for raw, escape in _LINE_ENDS:
        data = data.replace(raw, escape)
    return data


def _listed(data: Mapping[str, Any]) -> str:
    return ", ".join(f"{key!r:.40}" for key in list(data)[:8]) or "nothing"


def _refuse_constant(name: str) -> Never:
    raise ValueError(f"{name} is not a JSON value")
