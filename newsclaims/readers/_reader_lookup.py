"""Finds the reader of a file, by name or by the suffix of the file, and the options that a reader has."""

import contextlib
import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from newsclaims import _plugins as plugins
from newsclaims._suffix_lookup import built_in_suffixes, plugin_by_suffix
from newsclaims.errors import InputTypeError, InvalidValueError, NewsClaimsError, UnknownKindError, UnknownPluginError

from ._protocol import Reader
from ._sources import without_packing

__all__ = [
    "accepted",
    "check_known_by_some",
    "check_options",
    "option_from_text",
    "options_from_texts",
    "reader_by_suffix",
    "resolved_reader",
]

_TYPES: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "bool": ("true or false", {"true": True, "false": False}.__getitem__),
    "float": ("a number", float),
    "int": ("a whole number", int),
    "Mapping": ("a JSON object", json.loads),
}
"""The types of options other than texts, with what a text must be and how it is read."""
_TEXT = "str"


def resolved_reader(format: str | Reader) -> Reader:
    """Return a reader, looked up by name if necessary.

    Args:
        format: The reader, or its name, or `package:name`.

    Raises:
        UnknownPluginError: If no reader has that name.
        InputTypeError: If the object is not a reader.
    """
    found: Reader = _named(format) if isinstance(format, str) else format
    if isinstance(found, type) or not isinstance(found, Reader):
        raise InputTypeError("format", "a reader or the name of one", type(found).__name__)
    return found


def _named(name: str) -> Reader:
    try:
        reader: Reader = plugins.get("reader", name)
    except UnknownPluginError as error:
        # Many name a reader by the suffix of its files, such as "csv".
        meant = plugin_by_suffix("reader", PurePath(f"a.{name}")) if name.isalnum() else None
        if meant is None:
            raise
        raise UnknownPluginError("reader", name, error.known, meant=meant.name) from None
    return reader


def reader_by_suffix(path: str) -> Reader:
    """Return the reader of a file; a file without a suffix is read as text.

    Args:
        path: The path of the file; a suffix of a packed file, such as `.gz`, is skipped.

    Raises:
        UnknownKindError: If no reader knows the suffix.
    """
    name = PurePath(without_packing(path))
    if not name.suffix:
        return resolved_reader("text")
    reader: Reader | None = plugin_by_suffix("reader", name)
    if reader is not None:
        return reader
    raise UnknownKindError(path, name.suffix, built_in_suffixes("reader"), plugins.names("reader"))


def check_options(reader: Reader, options: Iterable[str]) -> None:
    """Refuse options that a reader does not have.

    Args:
        reader: The reader.
        options: The names of the options.

    Raises:
        InvalidValueError: If it lacks one.
    """
    known, open_ended = _options(reader)
    for option in options:
        if not open_ended and option not in known:
            raise InvalidValueError(
                f"the reader {reader.name!r} has no option {option!r}; its options are {', '.join(known) or 'none'}."
            )


def check_known_by_some(options: Iterable[str]) -> None:
    """Refuse options that no reader has.

    Args:
        options: The names of the options.

    Raises:
        InvalidValueError: If no reader has one.
    """
    left = set(options)
    for reader in _all_readers() if left else ():
        known, open_ended = _options(reader)
        left = set() if open_ended else left.difference(known)
    if left:
        raise InvalidValueError(f"no reader has the option {min(left)!r}. Check its name.")


def options_from_texts(texts: Mapping[str, str], format: str | None) -> dict[str, Any]:
    """Return options that were given as texts, as on the command line, in the types that readers declare for them.

    Args:
        texts: Names to values.
        format: The name of the reader; None for the first reader that has the option.

    Raises:
        InvalidValueError: If a text is not of the type of its option.
        UnknownPluginError: If no reader has that name.
    """
    declared: dict[str, inspect.Parameter] = {}
    if texts:
        for reader in [resolved_reader(format)] if format is not None else _all_readers():
            declared = {**_parameters(reader), **declared}
    return {name: option_from_text(name, text, declared.get(name)) for name, text in texts.items()}


def accepted(reader: Reader, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that a reader has.

    Args:
        reader: The reader.
        options: Names to values.
    """
    known, open_ended = _options(reader)
    return {name: value for name, value in options.items() if open_ended or name in known}


def _options(reader: Reader) -> tuple[list[str], bool]:
    """Return the options of a reader, and whether it takes any."""
    parameters = inspect.signature(reader.read).parameters.values()
    return list(_parameters(reader)), any(p.kind is inspect.Parameter.VAR_KEYWORD for p in parameters)


def _parameters(reader: Reader) -> dict[str, inspect.Parameter]:
    parameters = inspect.signature(reader.read).parameters
    return {name: p for name, p in parameters.items() if p.kind is inspect.Parameter.KEYWORD_ONLY}


def _all_readers() -> Iterator[Reader]:
    """Yield the readers that can be imported."""
    for name in plugins.names("reader"):
        with contextlib.suppress(NewsClaimsError):
            yield plugins.get("reader", name)


def option_from_text(name: str, text: str, parameter: inspect.Parameter | None) -> Any:
    """Return the value of an option in the type of its declaration; an option that can be a text is one.

    Args:
        name: The option's name.
        text: Its value as a text.
        parameter: Its declaration; None if there is none.

    Raises:
        InvalidValueError: If the text is not of that type.
    """
    words = set() if parameter is None else _declared(parameter)
    kind = next((kind for kind in _TYPES if kind in words and _TEXT not in words), None)
    if kind is None:
        return text
    expected, convert = _TYPES[kind]
    try:
        return convert(text)
    except (ValueError, KeyError):
        raise InvalidValueError(f"the option {name!r} must be {expected}, not {text!r}.") from None


def _declared(parameter: inspect.Parameter) -> set[str]:
    """Return the words in the declaration of an option, which can be a text itself, and the type of its default."""
    # Without the types of the items of a mapping.
    annotation = re.sub(r"\[.*?\]", "", str(parameter.annotation))
    return {*re.findall(r"\w+", annotation), type(parameter.default).__name__}
