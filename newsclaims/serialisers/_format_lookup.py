"""Finds the serialiser of a format, by name or by the suffix of a file."""

from pathlib import Path

from newsclaims import _plugins as plugins
from newsclaims._suffix_lookup import built_in_suffixes, plugin_by_suffix
from newsclaims.errors import InputTypeError, InvalidValueError

from ._protocol import Serialiser

__all__ = ["by_name", "by_suffix"]


def by_name(format: str) -> Serialiser:
    """Return the serialiser with a name.

    Args:
        format: The name, or `package:name`.

    Raises:
        UnknownPluginError: If no serialiser has that name.
    """
    if not isinstance(format, str):
        raise InputTypeError("format", "the name of a serialiser", type(format).__name__)
    serialiser: Serialiser = plugins.get("serialiser", format)
    return serialiser


def by_suffix(path: Path, option: str | None = "format=") -> Serialiser:
    """Return the serialiser whose suffix a file name ends with.

    Args:
        path: The file's name; capital letters do not matter.
        option: How a caller names a format, for the error message, such as `--to`; None if it cannot.

    Raises:
        InvalidValueError: If no serialiser knows the suffix.
    """
    serialiser: Serialiser | None = plugin_by_suffix("serialiser", path)
    if serialiser is not None:
        return serialiser
    known = ", ".join(built_in_suffixes("serialiser")) or "none"
    names = ", ".join(plugins.names("serialiser")) or "none"
    raise InvalidValueError(
        f"{path}: no format has the suffix {path.suffix!r}; the built-in ones are {known}. "
        f"Rename the file{f', or give {option} one of: {names}' if option else ''}."
    )
