"""Finds the reader or the serialiser whose suffix a file name ends with."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from . import _plugins as plugins
from .errors import MissingExtraError, PluginLoadError

__all__ = ["built_in_suffixes", "plugin_by_suffix"]


def plugin_by_suffix(kind: plugins.Kind, path: PurePath) -> Any:
    """Return the plug-in whose suffix a file name ends with; None if there is none.

    Plug-ins registered at run time and built-in ones are asked first, because they import nothing heavy; the longest
    suffix wins. Those of other packages are imported only if none of these knows the suffix, or the name has a longer
    one (`.court.json`): one at a time, the one named like the suffix first, until one knows it. A plug-in that cannot
    be imported or breaks the protocol is skipped.

    Args:
        kind: `"reader"` or `"serialiser"`.
        path: The file's name; capital letters do not matter.
    """
    infos = [info for info in plugins.infos() if info.kind == kind]
    near = [i for i in infos if i.package in (plugins.REGISTERED, plugins.OURS)]
    near.sort(key=lambda i: i.package != plugins.REGISTERED)
    found = [(_fit(path, plugin), plugin) for plugin in _loaded(near)]
    length, best = max(found, key=lambda pair: pair[0], default=(0, None))
    # A name without another full stop cannot have a longer suffix.
    if length and "." not in path.name[1 : len(path.name) - length]:
        return best
    far = [i for i in infos if i not in near]
    parts = path.name.lower().split(".")
    far.sort(key=lambda i: i.name not in parts)
    for plugin in _loaded(far):
        if _fit(path, plugin) > length:
            return plugin
    return best if length else None


def built_in_suffixes(kind: plugins.Kind) -> list[str]:
    """Return the suffixes of the built-in plug-ins and of those registered at run time, sorted.

    Args:
        kind: `"reader"` or `"serialiser"`.
    """
    infos = [i for i in plugins.infos() if i.kind == kind and i.package in (plugins.REGISTERED, plugins.OURS)]
    return sorted({suffix for plugin in _loaded(infos) for suffix in plugin.suffixes})


def _fit(path: PurePath, plugin: Any) -> int:
    """Return the length of the plug-in's longest suffix that the name ends with; 0 if there is none."""
    name = path.name.lower()
    return max((len(suffix) for suffix in plugin.suffixes if name.endswith(suffix.lower())), default=0)


def _loaded(infos: Iterable[plugins.PluginInfo]) -> Iterable[Any]:
    for info in infos:
        name = info.name if info.package == plugins.REGISTERED else f"{info.package}:{info.name}"
        try:
            yield plugins.get(info.kind, name)
        except (PluginLoadError, MissingExtraError):
            continue
