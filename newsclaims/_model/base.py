"""The base class of all models, with strict validation and our own errors, and the field types."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, ParamSpec, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, FailFast, Field, ValidationError

from .._shown import shown
from ..errors import InputTypeError, InvalidValueError, SurrogateError

__all__ = [
    "CONTEXT",
    "NonEmpty",
    "Noun",
    "Offset",
    "Probability",
    "Several",
    "Text",
    "checked_str",
    "digest",
    "trusted",
]

_Item = TypeVar("_Item")
_Fields = ParamSpec("_Fields")
_Made_co = TypeVar("_Made_co", covariant=True)

CONTEXT = 20
"""How many code points an error message shows around a fault."""


# Our messages for these, because pydantic's name the whole input or speak of the items of a string.
_PLAIN = {
    "missing": "is missing.",
    "extra_forbidden": "is not a field; check its name.",
    "too_short": "must not be empty.",
    "string_too_short": "must not be empty.",
}


def checked_str(value: str) -> str:
    """Refuse lone surrogates, which pydantic's str allows but no encoder can write."""
    if value.isascii():
        return value
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        position = error.start
        near = value[max(0, position - CONTEXT) : position + CONTEXT]
        raise SurrogateError("the text", position, ord(value[position]), near) from None
    return value


Text = Annotated[str, Field(strict=True), AfterValidator(checked_str)]
NonEmpty = Annotated[Text, Field(min_length=1)]
Offset = Annotated[int, Field(strict=True, ge=0)]
Several = Annotated[tuple[_Item, ...], FailFast()]
"""Any number of things. The first fault ends the check, because a list of a million faults would fill the memory."""
Probability = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]


if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass as _Kind
else:

    class _Kind(type(BaseModel)):
        """The metaclass of all models: a call such as `Article(text="x")` raises errors of newsclaims.

        Pydantic does not use this call when it builds a model inside another one, so there it sees its own errors.
        """

        def __call__(cls, /, *values: Any, **data: Any) -> Any:
            if values:
                hint = f"Write {cls.__name__}({next(iter(cls.model_fields))}=...)."
                raise InputTypeError(f"the fields of {cls.__name__}", "given by keyword", "by position", hint)
            # Without the context manager below, which would take as long as validating a small model.
            try:
                return super().__call__(**data)
            except ValidationError as error:
                raise ours(cls.__name__, error) from None


class Noun(BaseModel, metaclass=_Kind):
    """The base class of all models: frozen, without unknown fields, with errors of newsclaims."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    # Hidden from type checkers, which take the signatures from pydantic.
    if not TYPE_CHECKING:

        def __setattr__(self, name: str, value: Any) -> None:
            with _frozen(type(self), name):
                super().__setattr__(name, value)

        def __delattr__(self, name: str) -> None:
            with _frozen(type(self), name):
                super().__delattr__(name)

        @classmethod
        def model_validate(cls, obj: Any, **options: Any) -> Self:
            """Build one from plain values, like pydantic's method but with errors of newsclaims."""
            with _errors_of_ours(cls):
                return super().model_validate(obj, **options)

        @classmethod
        def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
            """Build one from JSON, like pydantic's method but with errors of newsclaims."""
            with _errors_of_ours(cls):
                return super().model_validate_json(json_data, **options)


@contextmanager
def _errors_of_ours(noun: type[BaseModel]) -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise ours(noun.__name__, error) from None


@contextmanager
def _frozen(noun: type[BaseModel], name: str) -> Iterator[None]:
    try:
        yield
    except ValidationError:
        message = f"{noun.__name__}.{name} cannot be changed: {noun.__name__} is frozen. Build a new one instead."
        raise InvalidValueError(message) from None


def trusted(noun: Callable[_Fields, _Made_co], *_: _Fields.args, **values: _Fields.kwargs) -> _Made_co:
    """Build a model without checking its values, in a third of the time.

    The result equals the checked one only if the values have the types that the checks return: a tuple for several
    things, a member for a label, a plain str and float. Only for values that follow from what was checked already.

    Args:
        noun: The class of the model.
        **values: Its fields, as in a call of the class; those that are not given get their defaults.
    """
    kind: Any = noun
    fields: Any = values
    made: Any = kind.__new__(kind)
    # Pydantic's own way round the lock of a frozen model.
    put = object.__setattr__
    put(made, "__dict__", {**_defaults(kind), **fields})
    put(made, "__pydantic_fields_set__", _given(*fields))
    put(made, "__pydantic_extra__", None)
    put(made, "__pydantic_private__", None)
    return made  # type: ignore[no-any-return]


@cache
def _defaults(noun: type[BaseModel]) -> Mapping[str, Any]:
    """Return all fields of a model in order, with their defaults."""
    fields = noun.model_fields.items()
    return {name: field.get_default(call_default_factory=True, validated_data={}) for name, field in fields}


@cache
def _given(*names: str) -> set[str]:
    """Return the set of some fields' names: one for all models that are given the same, because it is rather large."""
    return set(names)


def ours(noun: str, error: ValidationError) -> Exception:
    """Turn pydantic's error into one of newsclaims that names the first fault."""
    first = error.errors(include_url=False)[0]
    cause = first.get("ctx", {}).get("error")
    where = ".".join([noun, *map(str, first["loc"])])
    if isinstance(cause, SurrogateError):
        return SurrogateError(where, cause.position, cause.code, cause.context)
    if isinstance(cause, InvalidValueError):
        return type(cause)(f"{where}: {cause}") if first["loc"] else cause
    if isinstance(cause, InputTypeError):
        what = cause.what if cause.what.startswith(where) else f"{where}: {cause.what}"
        return InputTypeError(what, cause.expected, cause.found, cause.hint)
    if first["type"] == "string_type":
        hint = "Decode it first, for example bytes.decode('utf-8')." if isinstance(first["input"], bytes) else ""
        return InputTypeError(where, "a str", type(first["input"]).__name__, hint)
    if first["type"] in _PLAIN:
        return InvalidValueError(f"{where} {_PLAIN[first['type']]}")
    return InvalidValueError(f"{where}: {first['msg']} (got {shown(first['input'])})")


def digest(*parts: str) -> str:
    """Return a digest of strings; each is preceded by its length, so different lists have different digests."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    # A text with half a character is refused later, by `Article`.
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]
