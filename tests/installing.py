"""Installs packages for tests: sound ones, and ones with every kind of fault."""

import sys
from pathlib import Path

import pytest
from attrs import frozen

from newsclaims import _plugins as plugins

__all__ = ["WORKING", "Installer"]

WORKING = """
class Mine:
    name = 'mine'
    def extract(self, texts):
        return [[] for _ in texts]
"""
"""A module with an extractor `Mine`."""


@frozen
class Installer:
    """Installs packages of one module each for the duration of a test; the registry is empty at its start.

    Args:
        folder: The folder to install into.
        monkeypatch: The fixture that reverts everything.
    """

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def __attrs_post_init__(self) -> None:
        for name in ("_registered", "_listed", "_built"):
            self.monkeypatch.setattr(plugins, name, {})

    def __call__(self, package: str, code: str, kind: str = "extractor", **points: str) -> None:
        """Install a package whose module offers plug-ins of a kind, as names and attributes."""
        module = package.replace("-", "_")
        lines = [f"[newsclaims.{kind}s]", *(f"{name} = {module}:{target}" for name, target in points.items())]
        self.raw(package, code, "\n".join(lines))

    def raw(self, package: str, code: str, points: str, *, metadata: bool = True) -> None:
        """Install a package with a given `entry_points.txt`, with or without metadata."""
        module = package.replace("-", "_")
        folder = self.folder / package
        info = folder / f"{module}-1.0.dist-info"
        info.mkdir(parents=True)
        (folder / f"{module}.py").write_text(code, encoding="utf-8")
        if metadata:
            text = f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n"
            (info / "METADATA").write_text(text, encoding="utf-8")
        (info / "entry_points.txt").write_text(points, encoding="utf-8")
        self.monkeypatch.syspath_prepend(str(folder))
        # Remove the imported modules together with the path.
        self.monkeypatch.delitem(sys.modules, module, raising=False)
        self.monkeypatch.setattr(sys, "dont_write_bytecode", True)
