"""The size of what gets installed: the wheel, the package, and the packages that it needs."""

import importlib.metadata
import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from places import ROOT

from .rows import Effort, Row

__all__ = ["measure", "needed"]

_SECTION = "size"
_OURS = "newsclaims"
_SHOWN = 4
"""How many of the largest packages are named."""


def measure(effort: Effort) -> Iterator[Row]:  # noqa: ARG001
    """Measure the wheel, and the installed files of the package and of all that it needs.

    Args:
        effort: How much to measure.
    """
    yield _wheel()
    ours = _mebibytes(_package_files())
    yield Row(_SECTION, "the package, installed", ours, "MiB")
    sizes = {name: _mebibytes(_files(name)) for name in needed(_OURS)}
    largest = sorted(sizes, key=lambda name: -sizes[name])[:_SHOWN]
    note = ", ".join(f"{name} {sizes[name]:.0f}" for name in largest)
    yield Row(_SECTION, f"with the {len(sizes)} packages that it needs", ours + sum(sizes.values()), "MiB", note=note)
    if importlib.util.find_spec("spacy") is not None:
        others = sum(_mebibytes(_files(name)) for name in {"spacy", *needed("spacy")})
        yield Row(_SECTION, "spaCy with what it needs, without a model", others, "MiB")


def needed(name: str) -> set[str]:
    """Return the names of all packages that a package needs in this environment, without extras.

    Args:
        name: The package.
    """
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for line in importlib.metadata.requires(waiting.pop()) or ():
            wanted = Requirement(line)
            if wanted.name not in found and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
                found.add(wanted.name)
                waiting.append(wanted.name)
    return found


def _wheel() -> Row:
    """Build the wheel, and return its size."""
    if importlib.util.find_spec("hatchling") is None:
        return Row(_SECTION, "the wheel", None, "MiB", note="not built: hatchling is not installed")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)  # noqa: S603
        return Row(_SECTION, "the wheel", _mebibytes(Path(folder).glob("*.whl")), "MiB")


def _package_files() -> Iterator[Path]:
    """Yield the files of the package, without compiled ones; an editable install does not list them."""
    spec = importlib.util.find_spec(_OURS)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        yield from (path for path in Path(folder).rglob("*") if path.is_file() and path.suffix != ".pyc")


def _files(name: str) -> Iterator[Path]:
    """Yield the installed files of a package, without compiled ones."""
    for file in importlib.metadata.files(name) or ():
        path = Path(str(file.locate()))
        if path.suffix != ".pyc" and path.is_file():
            yield path


def _mebibytes(files: Iterator[Path]) -> float:
    return sum(path.stat().st_size for path in files) / 2**20
