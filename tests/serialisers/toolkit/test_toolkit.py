"""The toolkit's face: what the built-in formats use is public, documented, and all there is."""

import ast
import inspect
from pathlib import Path

import pytest

from newsclaims.serialisers import toolkit

ROOT = Path(__file__).resolve().parents[3]
ROOM = ROOT / "newsclaims" / "serialisers"
# Opening files and streams for whoever calls a serialiser is no part of writing one.
CALLERS = {"_dump_and_load.py"}
FORMATS = sorted(
    path for path in ROOM.rglob("*.py") if "toolkit" not in path.relative_to(ROOM).parts and path.name not in CALLERS
)
PAGE = (ROOT / "docs" / "reference" / "toolkit.md").read_text(encoding="utf-8")


def inner_modules(path: Path) -> list[str]:
    """Return the modules of the toolkit that a module imports from past the toolkit's face."""
    tree = ast.parse(path.read_bytes())
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return [module for module in modules if "toolkit." in module]


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.relative_to(ROOM).as_posix())
def test_formats_use_the_public_toolkit(path: Path) -> None:
    """A built-in format has no way into the toolkit that somebody else's has not."""
    assert inner_modules(path) == []


def test_the_face_is_a_literal_list() -> None:
    """`__all__` is a sorted literal, so that tools and readers see it, and each name in it is there."""
    tree = ast.parse(inspect.getsource(toolkit))
    [names] = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__"
    ]
    assert names == toolkit.__all__
    assert len(set(names)) == len(names)
    assert all(hasattr(toolkit, name) for name in names)


def test_every_name_is_used() -> None:
    """The toolkit holds nothing that no built-in format uses."""
    used = "\n".join(path.read_text(encoding="utf-8") for path in FORMATS)
    example = ROOT / "examples" / "plugin" / "src" / "newsclaims_rulings" / "serialiser.py"
    used += example.read_text(encoding="utf-8").replace("tk.", " ")
    assert [name for name in toolkit.__all__ if name not in used] == []


@pytest.mark.parametrize("name", toolkit.__all__)
def test_every_name_is_documented(name: str) -> None:
    """Each name stands on the toolkit's page; a function or class has a docstring, with each parameter."""
    assert f"::: newsclaims.serialisers.toolkit.{name}\n" in PAGE
    found = getattr(toolkit, name)
    if inspect.isfunction(found):
        document = inspect.getdoc(found) or ""
        assert all(f"{parameter}:" in document for parameter in inspect.signature(found).parameters)


def test_the_page_has_nothing_else() -> None:
    """The page names nothing that the toolkit does not have."""
    shown = [line.rpartition(".")[2] for line in PAGE.splitlines() if line.startswith("::: ")]
    assert sorted(shown) == sorted(toolkit.__all__)
