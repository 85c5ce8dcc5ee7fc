"""Finds the reader of a file, by name or by the suffix of the file, and the options that a reader has."""

import inspect
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from newsclaims import _plugins as plugins
from newsclaims._suffix_lookup import built_in_suffixes, plugin_by_suffix
from newsclaims.errors import InputTypeError, InvalidValueError, NewsClaimsError, UnknownKindError

from ._protocol import Reader
from ._sources import without_packing

__all__ = ["accepted", "check_known_by_some", "check_options", "reader_by_suffix", "resolved_reader"]


def resolved_reader(format: str | Reader) -> Reader:
    """Return a reader, looked up by name if necessary.

    Args:
        format: The reader, or its name, or `package:name`.

    Raises:
        UnknownPluginError: If no reader has that name.
        InputTypeError: If the object is not a reader.
    """
    found: Reader = plugins.get("reader", format) if isinstance(format, str) else format
    if isinstance(found, type) or not isinstance(found, Reader):
        raise InputTypeError("format", "a reader or the name of one", type(found).__name__)
    return found


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
    for name in plugins.names("reader") if left else ():
        try:
            known, open_ended = _options(plugins.get("reader", name))
        except NewsClaimsError:
            continue
        left = set() if open_ended else left.difference(known)
    if left:
        raise InvalidValueError(f"no reader has the option {min(left)!r}. Check its name.")


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
    known = [p.name for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY]
    return known, any(p.kind is inspect.Parameter.VAR_KEYWORD for p in parameters)
