"""Finds the serialiser of a format, by name or by the suffix of a file."""

from collections.abc import Iterable
from pathlib import Path

from newsclaims import _plugins as plugins
from newsclaims._plugins import PluginInfo
from newsclaims.errors import InputTypeError, InvalidValueError, MissingExtraError, PluginLoadError

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

    Serialisers registered at run time and built-in ones are asked first, because they import nothing heavy; the longest
    suffix wins. Serialisers of other packages are imported only if none of these knows the suffix, or the name has a
    longer one (`.court.json`): one at a time, the one named like the suffix first, until one knows it. A serialiser
    that cannot be imported or breaks the protocol is skipped.

    Args:
        path: The file's name; capital letters do not matter.
        option: How a caller names a format, for the error message, such as `--to`; None if it cannot.

    Raises:
        InvalidValueError: If no serialiser knows the suffix.
    """
    infos = [info for info in plugins.infos() if info.kind == "serialiser"]
    near = [i for i in infos if i.package in (plugins.REGISTERED, plugins.OURS)]
    near.sort(key=lambda i: i.package != plugins.REGISTERED)
    found = [(_fit(path, serialiser), serialiser) for serialiser in _loaded(near)]
    length, best = max(found, key=lambda pair: pair[0], default=(0, None))
    # A name without another full stop cannot have a longer suffix.
    if best is not None and length and "." not in path.name[1 : len(path.name) - length]:
        return best
    far = [i for i in infos if i not in near]
    parts = path.name.lower().split(".")
    far.sort(key=lambda i: i.name not in parts)
    for serialiser in _loaded(far):
        if _fit(path, serialiser) > length:
            return serialiser
    if best is not None and length:
        return best
    known = sorted({suffix for _, serialiser in found for suffix in serialiser.suffixes})
    names = ", ".join(plugins.names("serialiser")) or "none"
    raise InvalidValueError(
        f"{path}: no format has the suffix {path.suffix!r}; the built-in ones are {', '.join(known) or 'none'}. "
        f"Rename the file{f', or give {option} one of: {names}' if option else ''}."
    )


def _fit(path: Path, serialiser: Serialiser) -> int:
    """Return the length of the serialiser's longest suffix that the name ends with; 0 if there is none."""
    name = path.name.lower()
    return max((len(suffix) for suffix in serialiser.suffixes if name.endswith(suffix.lower())), default=0)


def _loaded(infos: Iterable[PluginInfo]) -> Iterable[Serialiser]:
    for info in infos:
        name = info.name if info.package == plugins.REGISTERED else f"{info.package}:{info.name}"
        try:
            yield plugins.get("serialiser", name)
        except (PluginLoadError, MissingExtraError):
            continue
