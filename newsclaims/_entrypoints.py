"""Lists what installed packages offer, whatever state the installation is in.

A package with a file that cannot be parsed, or without metadata, is listed as far as it can be read; it never hides the
others.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

if TYPE_CHECKING:
    from importlib.metadata import Distribution

__all__ = ["KINDS", "OURS", "Kind", "PluginInfo", "offered"]

Kind = Literal["extractor", "tagger", "serialiser"]
KINDS: tuple[Kind, ...] = ("extractor", "tagger", "serialiser")

OURS = "newsclaims"


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


def offered(kind: Kind) -> Iterator[PluginInfo]:
    """Yield what installed packages offer, in the order of the path; nothing is imported.

    Args:
        kind: What it is.
    """
    # 0.05 s and more: not at import.
    from importlib.metadata import distributions, entry_points

    group = f"newsclaims.{kind}s"
    try:
        points = entry_points(group=group)
    # One installation whose file cannot be read takes all others down: read each by itself then.
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
    # Nobody can tell whether it meant us.
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
    """Stand for what an entry point without a target leads to; the registry sees that there is none before it calls."""


def _package(found: "Distribution | None") -> str:
    """Return a distribution's name, from its folder's name where its metadata are missing."""
    try:
        name = None if found is None else found.name
    except Exception:  # noqa: BLE001
        name = None
    if isinstance(name, str) and name:
        return name
    folder = getattr(found, "_path", None)
    return "an unnamed package" if folder is None else Path(str(folder)).name.partition("-")[0]
