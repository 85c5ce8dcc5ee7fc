"""The registry of readers, extractors, taggers and serialisers: built in, installed, or registered at run time.

A plug-in is a class, a function without required arguments, or a ready object. A package offers it under the
entry-point group of its kind (`newsclaims.readers`, `newsclaims.extractors`, `newsclaims.taggers`,
`newsclaims.serialisers`); a program gives it to `register`. The built-in plug-ins are entry points too. Entry points
are listed once, when a name is first looked up. Only the plug-in that was asked for is imported, so a broken plug-in
does not affect the others. A plug-in that cannot be imported, or that lacks what the protocol of its kind requires,
raises a `PluginLoadError` that names the package.

A name means the built-in plug-in first, then one that was registered at run time, then that of the only package that
offers it. `package:name` reaches any installed plug-in.
"""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from attrs import evolve, frozen

from . import __version__
from ._entrypoints import KINDS, OURS, Kind, PluginInfo, offered
from ._logs import logger
from ._public import set_public_module
from .errors import (
    InputTypeError,
    InvalidValueError,
    MissingExtraError,
    NewsClaimsError,
    PluginClashError,
    PluginLoadError,
    PluginResultError,
    UnknownPluginError,
)

__all__ = [
    "KINDS",
    "LAYOUTS",
    "OURS",
    "REGISTERED",
    "Extra",
    "Kind",
    "PluginInfo",
    "blaming",
    "distribution",
    "faults",
    "get",
    "infos",
    "names",
    "optional_import",
    "origin",
    "register",
    "unregister",
    "version",
]

_log = logger(__name__)

REGISTERED = "registered at run time"
# The method that makes an object a plug-in of its kind.
_METHOD: dict[Kind, str] = {"reader": "read", "extractor": "extract", "tagger": "tag", "serialiser": "dump"}
_TARGET = re.compile(r"[\w.]+\s*:\s*[\w.]+\s*(\[.*\])?")
LAYOUTS = ("stream", "file-per-article", "folder")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_labels(value: object) -> bool:
    return isinstance(value, (frozenset, set)) and all(map(_is_text, value))


def _is_media_type(value: object) -> bool:
    return isinstance(value, str) and "/" in value


def _is_suffixes(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(s, str) and s.startswith(".") for s in value)


_Rule = tuple[str, str, Callable[[Any], bool]]
# An attribute, what it must be in words, and the test of it.
_NAME: _Rule = ("name", "a non-empty str", _is_text)
_SUFFIXES: _Rule = ("suffixes", "a tuple of strings such as '.json'", _is_suffixes)
_MEDIA_TYPE: _Rule = ("media_type", "a str such as 'text/csv'", _is_media_type)
_ATTRIBUTES: dict[Kind, tuple[_Rule, ...]] = {
    "reader": (_NAME, _SUFFIXES, _MEDIA_TYPE, ("many", "True or False", lambda value: isinstance(value, bool))),
    "extractor": (_NAME,),
    "tagger": (
        _NAME,
        ("requires", "a frozenset of labels", _is_labels),
        ("provides", "a frozenset of labels", _is_labels),
    ),
    "serialiser": (
        _NAME,
        _SUFFIXES,
        _MEDIA_TYPE,
        (
            "layout",
            f"one of {', '.join(map(repr, LAYOUTS))}",
            lambda value: isinstance(value, str) and value in LAYOUTS,
        ),
        ("load", "a method", callable),
    ),
}


@frozen(slots=True)
class Extra:
    """An extra of newsclaims that a plug-in needs; the plug-in has it in its attribute `extra`.

    A plug-in with this attribute can be listed, with what it needs, even if the extra is not installed.

    Args:
        name: The extra's name.
        modules: The modules that it installs, by the names that are imported.
    """

    name: str
    modules: tuple[str, ...]

    def is_installed(self) -> bool:
        """Return whether all of its modules are installed, without importing them."""
        try:
            return all(find_spec(module) is not None for module in self.modules)
        # Raised for a module inside a package that is not installed.
        except ModuleNotFoundError:
            return False

    def require(self, feature: str) -> None:
        """Raise an error unless the extra is installed.

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
    """Register a plug-in under a name, for this process.

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
        plugin: The object itself; see the protocol of its kind.
        name: The name to register; the object's own `name` if None.

    Raises:
        InputTypeError: If the object lacks what its kind must have.
        InvalidValueError: If the kind is unknown, or the name holds a colon or belongs to a built-in plug-in.
    """
    _check_kind(kind)
    method = _METHOD[kind]
    if isinstance(plugin, type) or not callable(getattr(plugin, method, None)):
        raise InputTypeError(f"a registered {kind}", f"an object with a method {method}()", _describe(plugin))
    name = name if name is not None else getattr(plugin, "name", None)
    if not isinstance(name, str) or not name:
        raise InputTypeError(f"the name of a registered {kind}", "a non-empty str", type(name).__name__)
    for attribute, expected, found in faults(kind, plugin):
        if attribute != "name":
            raise InputTypeError(f"{attribute} of a registered {kind}", expected, found)
    if ":" in name:
        raise InvalidValueError(
            f"{name!r} cannot be a name: the colon separates a package from its plug-in. Choose another name."
        )
    with _lock:
        if any(info.name == name and info.package == OURS for info in _list(kind)):
            raise InvalidValueError(f"{name!r} is the name of a built-in {kind}. Choose another name.")
        _registered[kind, name] = plugin


def unregister(kind: Kind, name: str) -> None:
    """Remove a plug-in that was registered at run time.

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
        name: The name that it was registered under.

    Raises:
        UnknownPluginError: If no plug-in was registered under that name.
    """
    _check_kind(kind)
    with _lock:
        if (kind, name) not in _registered:
            raise UnknownPluginError(kind, name, [n for k, n in _registered if k == kind], "registered")
        del _registered[kind, name]


def get(kind: Kind, name: str) -> Any:
    """Return the plug-in with a name, and import it if necessary.

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
        name: Its name, or `package:name`.

    Raises:
        InputTypeError: If the name is not a str.
        UnknownPluginError: If no plug-in has that name.
        PluginClashError: If several packages offer the name and it is not the name of a built-in plug-in.
        PluginLoadError: If it cannot be imported or built.
        MissingExtraError: If it needs an extra of newsclaims that is not installed.
    """
    _check_kind(kind)
    if not isinstance(name, str):
        raise InputTypeError(
            f"the name of the {'format' if kind == 'serialiser' else kind}", "a str", type(name).__name__
        )
    with _lock:
        if (kind, name) in _registered:
            return _registered[kind, name]
        info = _find(kind, name)
        if (built := _built.get(_key(info))) is not None:
            return built
    # Not under the lock: the import may wait for a thread that waits for the lock. If two threads build it at the same
    # time, the first object is kept.
    made = _build(info)
    with _lock:
        return _built.setdefault(_key(info), made)


def names(kind: Kind) -> tuple[str, ...]:
    """Return the names of all plug-ins of a kind, sorted, each once.

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
    """
    with _lock:
        return tuple(sorted({n for k, n in _registered if k == kind} | {info.name for info in _list(kind)}))


def infos() -> Iterator[PluginInfo]:
    """Yield all installed and registered plug-ins by kind and name, without importing them."""
    for kind in KINDS:
        with _lock:
            found = [PluginInfo(kind, n, REGISTERED, _describe(p)) for (k, n), p in _registered.items() if k == kind]
            taken = {info.name for info in found}
            found += [evolve(info, shadowed=info.shadowed or info.name in taken) for info in _list(kind)]
        yield from sorted(found, key=lambda info: (info.name, info.shadowed, info.package))


def optional_import(module: str, *, feature: str, extra: str) -> Any:
    """Import a module of an optional dependency; if it is missing, raise an error that names the extra.

    Args:
        module: The module's full name.
        feature: What the user asked for, for the message.
        extra: The extra of newsclaims that installs it.

    Raises:
        MissingExtraError: If it is not installed.
    """
    try:
        return import_module(module)
    # Only for a missing module: a dependency that is installed but broken has a better message of its own.
    except ModuleNotFoundError as error:
        raise MissingExtraError(feature, extra) from error


def origin(kind: Kind, plugin: object) -> str:
    """Return the name of a plug-in's distribution, or of its class if no package offers it.

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
        plugin: The object.
    """
    return distribution(kind, plugin) or _describe(plugin)


def distribution(kind: Kind, plugin: object) -> str | None:
    """Return the distribution that offers a plug-in, or None if no package offers it or its class.

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
        plugin: The object.
    """
    with _lock:
        for (of, package, _), made in _built.items():
            if of == kind and made is plugin:
                return package
    # In a worker process the object is a copy of the one that was built, but its module is the same.
    top = type(plugin).__module__.partition(".")[0]
    if top == OURS:
        return OURS
    offers = (info for info in infos() if info.kind == kind and info.package != REGISTERED)
    return next((info.package for info in offers if re.split(r"[.:]", info.target)[0].strip() == top), None)


def version(kind: Kind, plugin: object) -> str | None:
    """Return a plug-in's own version, else that of its distribution, else None.

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
        plugin: The object.
    """
    # Imported here because it takes 0.05 s or more.
    from importlib.metadata import PackageNotFoundError, version

    own = getattr(plugin, "version", None)
    package = distribution(kind, plugin)
    if isinstance(own, str) or package is None:
        return own if isinstance(own, str) else None
    if package == OURS:
        return __version__
    try:
        return version(package)
    except PackageNotFoundError:
        return None


@contextmanager
def blaming(kind: Kind, plugin: Any, *passed: type[BaseException]) -> Iterator[None]:
    """Turn an error of a package's plug-in into one that names the package; a context around a call of the plug-in.

    Errors of newsclaims are not changed. Errors in `passed` get a note that names the package. Errors of a built-in
    plug-in, or of an object that no package offers, are not changed either: the caller wrote that object and needs the
    original error.

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
        plugin: The object.
        passed: Other errors that keep their type.

    Raises:
        PluginResultError: If anything else is raised, `SystemExit` too.
    """
    try:
        yield
    except NewsClaimsError:
        raise
    except (Exception, SystemExit) as error:
        package = distribution(kind, plugin)
        if package is None or package == OURS:
            raise
        if isinstance(error, passed):
            error.add_note(f"raised by {kind} {plugin.name!r} of {package}")
            raise
        raise PluginResultError(kind, plugin.name, package, f"it raised {_said(error)}") from error


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise InvalidValueError(f"{kind!r} is not a kind of plug-in; the kinds are {', '.join(KINDS)}.")


def _list(kind: Kind) -> tuple[PluginInfo, ...]:
    """List the entry points of a kind once: the built-in ones first, then by package."""
    if kind not in _listed:
        found: dict[tuple[str, str], PluginInfo] = {}
        for info in offered(kind):
            found.setdefault((info.package, info.name), info)
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
    """Return a distribution's name as PyPI compares names: `my_plugin` and `my-plugin` are the same."""
    return re.sub(r"[-_.]+", "-", package).lower()


def _key(info: PluginInfo) -> tuple[Kind, str, str]:
    return info.kind, info.package, info.name


def _build(info: PluginInfo) -> Any:
    method = _METHOD[info.kind]
    try:
        made = info.load()
        # Call a class, or a function that builds the plug-in; a ready object has the method already.
        if isinstance(made, type) or not hasattr(made, method):
            made = made()
        able = callable(getattr(made, method, None))
        fault = next(faults(info.kind, made), None) if able else None
    except (MissingExtraError, KeyboardInterrupt):
        raise
    # BaseException, so that a plug-in that raises SystemExit does not end the program.
    except BaseException as error:
        reason = _said(error) if _TARGET.fullmatch(info.target) else _malformed(info)
        raise PluginLoadError(info.kind, info.name, info.package, reason) from error
    if not able:
        reason = f"{_describe(made)} has no method {method}()"
        raise PluginLoadError(info.kind, info.name, info.package, reason)
    if fault is not None:
        reason = f"{fault[0]} of {_describe(made)} must be {fault[1]}, not {fault[2]}"
        raise PluginLoadError(info.kind, info.name, info.package, reason)
    _log.debug("loaded %s %r of %s from %s", info.kind, info.name, info.package, info.target)
    return made


def _malformed(info: PluginInfo) -> str:
    return f"its entry point {f'{info.name} = {info.target}'!r} should read NAME = MODULE:ATTRIBUTE"


def faults(kind: Kind, plugin: object) -> Iterator[tuple[str, str, str]]:
    """Yield the wrong attributes of a plug-in: the attribute, what it must be, and what it is.

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
        plugin: The object.
    """
    for attribute, expected, passes in _ATTRIBUTES[kind]:
        value = getattr(plugin, attribute, None)
        if not passes(value):
            yield attribute, expected, repr(value)[:40] if isinstance(value, (str, tuple)) else type(value).__name__


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _describe(thing: object) -> str:
    kind = thing if isinstance(thing, type) else type(thing)
    return f"{kind.__module__}:{kind.__qualname__}"


set_public_module("newsclaims", register, unregister)
