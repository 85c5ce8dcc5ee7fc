"""The settings that the output of a run depends on, and the differences between those of two processes."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from operator import itemgetter
from pathlib import PurePath
from typing import Any

from ... import __version__
from ..._files.json_values import json_bytes
from ..._model import SCHEMA_VERSION
from ..._plugins import Kind, origin, version
from ..._shown import shown
from ...errors import InvalidValueError
from ...extractors import Extractor
from ...serialisers import Serialiser
from ...taggers import Tagger
from .failures import storable
from .outputs import Output

__all__ = ["described", "differences", "settings_of"]

_PLAIN = (str, int, float, bool, type(None))
_MOST = 6
"""How many differences a message names."""
_MOST_BITS = 10_000
"""The length of an int that is still written in decimal."""


def settings_of(
    extractor: Extractor, taggers: tuple[Tagger, ...], output: Output, max_chars: int, more: Mapping[str, object]
) -> dict[str, Any]:
    """Return all settings as JSON values.

    Args:
        extractor: The extractor.
        taggers: The taggers.
        output: Where the run writes.
        max_chars: The largest length of an article.
        more: Settings of the caller, for example the options of a reader.

    Raises:
        InvalidValueError: If a setting of the caller is not a plain value, so that no other process could compare it.
    """
    for name, value in more.items():
        if not _is_comparable({name: value}):
            raise InvalidValueError(
                "settings must be plain values, so that another process can compare them, "
                f"and {shown(name)} is of type {type(value).__name__}. Give it as texts, numbers, lists and mappings."
            )
    settings = {
        "newsclaims": __version__,
        "schema": SCHEMA_VERSION,
        "extractor": described("extractor", extractor),
        **{f"tagger {tagger.name}": described("tagger", tagger) for tagger in taggers},
        "format": described("serialiser", output.serialiser),
        "shard_size": output.shard_size,
        "max_chars": max_chars,
        "settings": _plain(more),
    }
    found: dict[str, Any] = json.loads(json_bytes(settings))
    return found


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """Return the differences of settings in words; `""` if there is none.

    Args:
        before: The earlier settings.
        now: The present ones.
    """
    old, new = dict(_flat(before)), dict(_flat(now))
    changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    # If there is another plug-in, its own settings say nothing more.
    named = [name for name in changed if not any(name.startswith(f"{other}.") for other in changed)]
    words = [f"{name}: {_word(old.get(name))} -> {_word(new.get(name))}" for name in named[:_MOST]]
    return "; ".join(words + ["..."] * (len(named) > _MOST))


def described(kind: Kind, plugin: Extractor | Tagger | Serialiser) -> dict[str, Any]:
    """Return the description of a plug-in: its name, package, version and model, and its own settings.

    Args:
        kind: `"extractor"`, `"tagger"` or `"serialiser"`.
        plugin: The object.
    """
    model = getattr(plugin, "model", None)
    return {
        "name": plugin.name,
        "package": origin(kind, plugin),
        "version": version(kind, plugin),
        "model": model if isinstance(model, str) else None,
        **_own_settings(plugin),
    }


def _own_settings(plugin: object) -> dict[str, Any]:
    """Return the attribute `settings` of a plug-in, or else those of its attributes that are plain values."""
    given = getattr(plugin, "settings", None)
    if isinstance(given, Mapping):
        plain: dict[str, Any] = _plain(given)
        return plain
    names = [*getattr(plugin, "__dict__", ()), *_slots(plugin)]
    values = {name.lstrip("_"): getattr(plugin, name, None) for name in names if not name.startswith("__")}
    return {name: _plain(value) for name, value in sorted(values.items()) if _is_plain(value)}


def _slots(plugin: object) -> Iterator[str]:
    for kind in type(plugin).__mro__:
        slots = getattr(kind, "__slots__", ())
        yield from (slots,) if isinstance(slots, str) else slots


def _is_plain(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(isinstance(key, str) and _is_plain(item) for key, item in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return all(map(_is_plain, value))
    return isinstance(value, (*_PLAIN, date, PurePath))


def _is_comparable(value: object) -> bool:
    """Return whether a setting of the caller is plain; its names can be numbers, which those of an attribute cannot."""
    if isinstance(value, Mapping):
        return all(isinstance(name, _PLAIN) and _is_comparable(item) for name, item in value.items())
    return _is_plain(value)


def _plain(value: object) -> Any:
    """Return a value as JSON values that are equal in every process."""
    if isinstance(value, Mapping):
        named = ((_text(key), item) for key, item in value.items())
        return {storable(name): _plain(item) for name, item in sorted(named, key=itemgetter(0))}
    if isinstance(value, (set, frozenset)):
        return sorted((_plain(item) for item in value), key=repr)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return _text(value)
    return value if isinstance(value, (int, float, bool, type(None))) else storable(_text(value))


def _text(value: object) -> str:
    """Return a value as a text; Python does not write an int of more than 4,300 digits in decimal."""
    return hex(value) if isinstance(value, int) and value.bit_length() > _MOST_BITS else str(value)


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the settings with names such as `extractor.version`; the name of a plug-in is `extractor` alone."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield (prefix.removesuffix(".") if name == "name" and prefix else f"{prefix}{name}"), value


def _word(value: object) -> str:
    return "nothing" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
