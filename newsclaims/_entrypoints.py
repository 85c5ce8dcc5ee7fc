"""Lists the plug-ins that installed packages offer, even if some installations are damaged.

A package without metadata, or with a file that cannot be parsed, is listed as far as it can be read. It does not hide
the other packages.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

if TYPE_CHECKING:
    from importlib.metadata import Distribution

__all__ = ["KINDS", "OURS", "Kind", "PluginInfo", "offered"]

Kind = Literal["reader", "extractor", "tagger", "serialiser"]
KINDS: tuple[Kind, ...] = ("reader", "extractor", "tagger", "serialiser")

OURS = "newsclaims"


@frozen(slots=True)
class PluginInfo:
    """What is known about a plug-in without importing it.

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
        name: Its name.
        package: The distribution that offers it.
        target: Its place in the package, as `module:attribute`.
        shadowed: Whether its name without a package reaches another plug-in.
    """

    kind: Kind
    name: str
    package: str
    target: str
    shadowed: bool = False
    load: Callable[[], Any] = field(repr=False, eq=False, default=lambda: None)


def offered(kind: Kind) -> Iterator[PluginInfo]:
    """Yield the plug-ins of installed packages, in the order of `sys.path`, without importing them.

    Args:
        kind: `"reader"`, `"extractor"`, `"tagger"` or `"serialiser"`.
    """
    # Imported here because it takes 0.05 s or more.
    from importlib.metadata import distributions, entry_points

    group = f"newsclaims.{kind}s"
    try:
        points = entry_points(group=group)
    # One package with an unreadable file makes the whole call fail: read each package by itself then.
    except Exception:  # noqa: BLE001
        seen: set[str] = set()
        for package in distributions():
            name = _package(package)
            if name not in seen:
                seen.add(name)
                yield from _read_by_line(kind, name, package)
        return
    for point in points:
        yield PluginInfo(kind, point.name, _package(point.dist), point.value, load=point.load)


def _read_by_line(kind: Kind, package: str, found: "Distribution") -> Iterator[PluginInfo]:
    from importlib.metadata import EntryPoint

    try:
        lines = (found.read_text("entry_points.txt") or "").splitlines()
    # An unreadable file cannot show whether the package offers plug-ins.
    except Exception:  # noqa: BLE001
        return
    group, section = f"newsclaims.{kind}s", ""
    for line in map(str.strip, lines):
        if line.startswith("["):
            section = line.strip("[]").strip()
        elif section == group and line and not line.startswith("#"):
            name, sign, target = (part.strip() for part in line.partition("="))
            load = EntryPoint(name, target, group).load if sign else _nowhere
            yield PluginInfo(kind, name, package, target, load=load)


def _nowhere() -> None:
    """Placeholder for an entry point without a target; the registry refuses such an entry before it would call this."""


def _package(found: "Distribution | None") -> str:
    """Return a distribution's name, or its folder's name if the metadata are missing."""
    try:
        name = None if found is None else found.name
    except Exception:  # noqa: BLE001
        name = None
    if isinstance(name, str) and name:
        return name
    folder = getattr(found, "_path", None)
    return "an unnamed package" if folder is None else Path(str(folder)).name.partition("-")[0]
