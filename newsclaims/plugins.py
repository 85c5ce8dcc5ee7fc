"""One registry mechanism for extractors, taggers and serialisers.

A plug-in is a class, a function without required arguments, or a ready object, offered under one of the entry-point
groups `newsclaims.extractors`, `newsclaims.taggers` and `newsclaims.serialisers`, or given to `register` at run time.
Built-ins come in through the same door. Entry points are listed once, when a name is first looked up; only the plug-in
that was asked for is imported, so that a broken one never stands in the way of the others.

Which one a name means: ours, else what was registered at run time, else the only package that offers it.
`package:name` reaches any installed one.
"""

import re
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal

from attrs import evolve, field, frozen

from .errors import (
    InputTypeError,
    InvalidValueError,
    MissingExtraError,
    PluginClashError,
    PluginLoadError,
    UnknownPluginError,
)

__all__ = [
    "KINDS",
    "Extra",
    "Kind",
    "PluginInfo",
    "get",
    "infos",
    "names",
    "optional_import",
    "register",
    "unregister",
]

Kind = Literal["extractor", "tagger", "serialiser"]
KINDS: tuple[Kind, ...] = ("extractor", "tagger", "serialiser")

OURS = "newsclaims"
REGISTERED = "registered at run time"
# The method that makes an object a plug-in of its kind.
_METHOD: dict[Kind, str] = {"extractor": "extract", "tagger": "tag", "serialiser": "dump"}


@frozen(slots=True)
class PluginInfo:
    """What is known of a plug-in without importing it.

    Args:
        kind: What it is.
        name: The name it is asked for by.
        package: The distribution that offers it.
        target: Where it lives, as `module:attribute`.
        shadowed: Whether its bare name reaches another one.
    """

    kind: Kind
    name: str
    package: str
    target: str
    shadowed: bool = False
    load: Callable[[], Any] = field(repr=False, eq=False, default=lambda: None)


@frozen(slots=True)
class Extra:
    """An extra of newsclaims that a plug-in works with only; the plug-in names it in an attribute `extra`.

    It can then be listed and say what it needs although that is not installed.

    Args:
        name: The extra's name.
        modules: What it brings, by the names that are imported.
    """

    name: str
    modules: tuple[str, ...]

    def is_installed(self) -> bool:
        """Tell whether all of its modules are there, without importing them."""
        return all(find_spec(module) is not None for module in self.modules)

    def require(self, feature: str) -> None:
        """Pass if all is there.

        Args:
            feature: What the user asked for, for the message.

        Raises:
            MissingExtraError: If it is not installed.
        """
        if not self.is_installed():
            raise MissingExtraError(feature, self.name)


_lock = threading.RLock()
_registered: dict[tuple[Kind, str], Any] = {}
_listed: dict[Kind, tuple[PluginInfo, ...]] = {}
_built: dict[tuple[Kind, str, str], Any] = {}


def register(kind: Kind, plugin: object, *, name: str | None = None) -> None:
    """Make a plug-in known under a name, for this process.

    Args:
        kind: `"extractor"`, `"tagger"` or `"serialiser"`.
        plugin: The object itself; see the protocol of its kind.
        name: The name to know it by; its own `name` if None.

    Raises:
        InputTypeError: If the object lacks the method that its kind must have, or has no name.
        InvalidValueError: If the kind is none of ours, or the name holds a colon or is that of a built-in.
    """
    _check_kind(kind)
    method = _METHOD[kind]
    if isinstance(plugin, type) or not callable(getattr(plugin, method, None)):
        raise InputTypeError(f"a registered {kind}", f"an object with a method {method}()", _describe(plugin))
    name = name if name is not None else getattr(plugin, "name", None)
    if not isinstance(name, str) or not name:
        raise InputTypeError(f"the name of a registered {kind}", "a non-empty str", type(name).__name__)
    if ":" in name:
        raise InvalidValueError(
            f"{name!r} cannot be a name: the colon parts a package from its plug-in. Choose another."
        )
    with _lock:
        if any(info.name == name and info.package == OURS for info in _list(kind)):
            raise InvalidValueError(f"{name!r} is a built-in {kind}, and its name always reaches ours. Choose another.")
        _registered[kind, name] = plugin


def unregister(kind: Kind, name: str) -> None:
    """Forget a plug-in that was registered at run time.

    Args:
        kind: What it is.
        name: The name it was registered under.

    Raises:
        UnknownPluginError: If none was registered under that name.
    """
    _check_kind(kind)
    with _lock:
        if (kind, name) not in _registered:
            raise UnknownPluginError(kind, name, [n for k, n in _registered if k == kind])
        del _registered[kind, name]


def get(kind: Kind, name: str) -> Any:
    """Return the plug-in of a name, importing it if need be.

    Args:
        kind: What it is.
        name: Its name, or `package:name`.

    Raises:
        UnknownPluginError: If there is none.
        PluginClashError: If several packages offer the name and none of them is ours.
        PluginLoadError: If it does not import or cannot be built.
        MissingExtraError: If it says that an extra of newsclaims is missing.
    """
    _check_kind(kind)
    with _lock:
        if (kind, name) in _registered:
            return _registered[kind, name]
        info = _find(kind, name)
        if (built := _built.get(_key(info))) is not None:
            return built
    # Not under the lock: the import may wait for a thread that itself waits here. Of two made at once the first stays.
    made = _build(info)
    with _lock:
        return _built.setdefault(_key(info), made)


def names(kind: Kind) -> tuple[str, ...]:
    """Return the names there are, sorted, each once.

    Args:
        kind: What they are.
    """
    with _lock:
        return tuple(sorted({n for k, n in _registered if k == kind} | {info.name for info in _list(kind)}))


def infos() -> Iterator[PluginInfo]:
    """Yield all plug-ins, installed and registered, by kind and name; nothing is imported."""
    for kind in KINDS:
        with _lock:
            found = [PluginInfo(kind, n, REGISTERED, _describe(p)) for (k, n), p in _registered.items() if k == kind]
            taken = {info.name for info in found}
            found += [evolve(info, shadowed=info.shadowed or info.name in taken) for info in _list(kind)]
        yield from sorted(found, key=lambda info: (info.name, info.shadowed, info.package))


def optional_import(module: str, *, feature: str, extra: str) -> Any:
    """Import a module of an optional dependency, or say which extra brings it.

    Args:
        module: The module's full name.
        feature: What the user asked for.
        extra: The extra of newsclaims that brings it.

    Raises:
        MissingExtraError: If it is not installed.
    """
    try:
        return import_module(module)
    # Only what is not there: a dependency that is there and broken says better itself what ails it.
    except ModuleNotFoundError as error:
        raise MissingExtraError(feature, extra) from error


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise InvalidValueError(f"{kind!r} is no kind of plug-in; the kinds are {', '.join(KINDS)}.")


def _list(kind: Kind) -> tuple[PluginInfo, ...]:
    """List the entry points of a kind once; ours first, then by package."""
    if kind not in _listed:
        # 0.05 s and more: not at import.
        from importlib.metadata import entry_points

        found: dict[tuple[str, str], PluginInfo] = {}
        for point in entry_points(group=f"newsclaims.{kind}s"):
            package = point.dist.name if point.dist is not None else "an unnamed package"
            found.setdefault((package, point.name), PluginInfo(kind, point.name, package, point.value, load=point.load))
        ours = {name for package, name in found if package == OURS}
        listed = [evolve(i, shadowed=i.name in ours and i.package != OURS) for i in found.values()]
        _listed[kind] = tuple(sorted(listed, key=lambda i: (i.package != OURS, i.package, i.name)))
    return _listed[kind]


def _find(kind: Kind, name: str) -> PluginInfo:
    package, colon, bare = name.rpartition(":")
    offers = [i for i in _list(kind) if i.name == bare and (not colon or _normal(i.package) == _normal(package))]
    if not offers:
        raise UnknownPluginError(kind, name, names(kind))
    open_offers = [i for i in offers if not i.shadowed]
    if not colon and len(open_offers) > 1:
        raise PluginClashError(kind, name, [i.package for i in open_offers])
    return offers[0] if colon else open_offers[0]


def _normal(package: str) -> str:
    """Return a distribution's name as PyPI compares it, because `my_plugin` and `my-plugin` are one."""
    return re.sub(r"[-_.]+", "-", package).lower()


def _key(info: PluginInfo) -> tuple[Kind, str, str]:
    return info.kind, info.package, info.name


def _build(info: PluginInfo) -> Any:
    method = _METHOD[info.kind]
    try:
        made = info.load()
        # A class, or a function that makes one; a ready object has the method already.
        if isinstance(made, type) or not hasattr(made, method):
            made = made()
    except MissingExtraError:
        raise
    except Exception as error:
        raise PluginLoadError(info.kind, info.name, info.package, f"{type(error).__name__}: {error}") from error
    if not callable(getattr(made, method, None)):
        reason = f"{_describe(made)} has no method {method}()"
        raise PluginLoadError(info.kind, info.name, info.package, reason)
    return made


def _describe(thing: object) -> str:
    kind = thing if isinstance(thing, type) else type(thing)
    return f"{kind.__module__}:{kind.__qualname__}"
