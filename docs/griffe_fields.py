"""Adds the signatures of models and records, whose `__init__` is not in the source, to the API pages."""  # noqa: INP001

import re
import types
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Union, get_args, get_origin

import attrs
import griffe
from pydantic import BaseModel

from newsclaims.errors import MissingExtraError

_BUILT = "..."
"""Shown for a default that is made when it is needed."""


class Fields(griffe.Extension):
    """Reads the fields of pydantic models and attrs classes from the classes themselves."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Name a single example as griffe does; it reads `Example:` as the title of a note, without code.

        Args:
            obj: A module, class, function or attribute, as read by griffe.
        """
        if obj.docstring:
            obj.docstring.value = re.sub(r"^Example:$", "Examples:", obj.docstring.value, flags=re.MULTILINE)

    def on_class(self, *, cls: griffe.Class, **_: Any) -> None:
        """Add the `__init__` that a class's fields imply.

        Args:
            cls: The class, as read by griffe.
        """
        try:
            made = getattr(import_module(cls.module.path), cls.name, None)
        # The module needs an extra that is not installed here, so its classes keep the signature in the source.
        except MissingExtraError:
            return
        if not isinstance(made, type):
            return
        parameters = list(_of_model(made) if issubclass(made, BaseModel) else _of_record(made))
        if parameters:
            own = griffe.Parameter("self", kind=griffe.ParameterKind.positional_or_keyword)
            cls.set_member("__init__", griffe.Function("__init__", parameters=griffe.Parameters(own, *parameters)))


def _of_model(model: type[BaseModel]) -> Iterator[griffe.Parameter]:
    for name, field in model.model_fields.items():
        default = None if field.is_required() else _BUILT if field.default_factory else repr(field.default)
        yield _parameter(name, field.annotation, default, griffe.ParameterKind.keyword_only)


def _of_record(record: type) -> Iterator[griffe.Parameter]:
    if not attrs.has(record):
        return
    for field in attrs.fields(record):
        if field.init:
            default = None if field.default is attrs.NOTHING else _default(field.default)
            yield _parameter(field.name, field.type, default, griffe.ParameterKind.positional_or_keyword)


def _default(value: object) -> str:
    return _BUILT if isinstance(value, attrs.Factory) else repr(value)  # type: ignore[arg-type]


def _parameter(name: str, annotation: object, default: str | None, kind: griffe.ParameterKind) -> griffe.Parameter:
    return griffe.Parameter(name, annotation=_shown(annotation), default=default, kind=kind)


def _shown(annotation: object) -> str:
    """Return a type as written, without the constraints of `Annotated` and without module names."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if annotation is type(None):
        return "None"
    if annotation is Ellipsis:
        return "..."
    if getattr(annotation, "__metadata__", None):
        return _shown(inner[0])
    if origin in (Union, types.UnionType):
        return " | ".join(map(_shown, inner))
    if isinstance(annotation, list):
        return f"[{', '.join(map(_shown, annotation))}]"
    if inner:
        name = getattr(annotation, "__name__", None) or getattr(origin, "__name__", str(origin))
        return f"{name}[{', '.join(map(_shown, inner))}]"
    return annotation.__name__ if isinstance(annotation, type) else repr(annotation)
