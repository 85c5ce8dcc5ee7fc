"""Finds the serialiser of a format, by name or by the suffix of a file; a serialiser itself is a format too."""

from pathlib import Path

from newsclaims import _plugins as plugins
from newsclaims._suffix_lookup import built_in_suffixes, plugin_by_suffix
from newsclaims.errors import InputTypeError, InvalidValueError

from ._protocol import Serialiser

__all__ = ["by_suffix", "resolved_format"]


def resolved_format(format: str | Serialiser) -> Serialiser:
    """Return a serialiser, looked up by name if necessary.

    Args:
        format: The serialiser, or its name, or `package:name`.

    Raises:
        UnknownPluginError: If no serialiser has that name.
        InputTypeError: If the object is not a serialiser.
    """
    found: Serialiser = plugins.get("serialiser", format) if isinstance(format, str) else format
    if isinstance(found, type) or not isinstance(found, Serialiser):
        raise InputTypeError("format", "a serialiser or the name of one", type(found).__name__)
    return found


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
