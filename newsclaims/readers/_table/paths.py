"""Finds values that are inside objects of a row, by names such as `content.text`."""

from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["first_column", "lacking", "value_at", "without"]

_DOT = "."
_SHOWN = 8


def first_column(name: str) -> str | None:
    """Return the column that has the object of a name such as `content.text`; None if the name has no parts.

    Args:
        name: The name.
    """
    return name.partition(_DOT)[0] if _DOT in name.strip(_DOT) else None


def value_at(values: Mapping[str, Any], name: str) -> Any:
    """Return the value of a column, or the one inside its object; None if there is none.

    Args:
        values: Columns to values.
        name: The name.
    """
    if name in values or _DOT not in name:
        return values.get(name)
    found: Any = values
    for part in name.split(_DOT):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def lacking(values: Mapping[str, Any], name: str) -> str | None:
    """Return what is wrong with the objects around a value; None if they are as the name says, or null.

    Args:
        values: Columns to values.
        name: The name.
    """
    if name in values:
        return None
    found: Any = values
    path = ""
    for part in name.split(_DOT):
        if found is None:
            return None
        if not isinstance(found, Mapping):
            return f"column {path!r} must hold an object to have {name!r}."
        if part not in found and path:
            fields = ", ".join(f"{key!r:.40}" for key in list(found)[:_SHOWN]) or "nothing"
            return f"column {path!r} has no {part!r} in its object, but {fields}. Check the name."
        found, path = found.get(part), f"{path}{_DOT}{part}" if path else part
    return None


def without(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return the values of a row without some, also without those inside objects.

    Args:
        values: Columns to values.
        names: The names.
    """
    left = dict(values)
    for name in names:
        head, _, rest = name.partition(_DOT)
        if name in left:
            del left[name]
        elif rest and isinstance(left.get(head), Mapping):
            left[head] = without(left[head], (rest,))
            if not left[head]:
                del left[head]
    return left
