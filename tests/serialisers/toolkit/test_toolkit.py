"""The toolkit's public names: those that the built-in formats use, all documented, and no others."""

import ast
import inspect
from pathlib import Path

import pytest

from newsclaims.serialisers import toolkit

ROOT = Path(__file__).resolve().parents[3]
SERIALISERS = ROOT / "newsclaims" / "serialisers"
# These open files and streams for the caller of a serialiser, so they are not needed to write one.
CALLERS = {"_dump_and_load.py"}
FORMATS = sorted(
    path
    for path in SERIALISERS.rglob("*.py")
    if "toolkit" not in path.relative_to(SERIALISERS).parts and path.name not in CALLERS
)
PAGE = (ROOT / "docs" / "reference" / "toolkit.md").read_text(encoding="utf-8")


def inner_modules(path: Path) -> list[str]:
    """Return the inner modules of the toolkit that a module imports."""
    tree = ast.parse(path.read_bytes())
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return [module for module in modules if "toolkit." in module]


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.relative_to(SERIALISERS).as_posix())
def test_formats_use_the_public_toolkit(path: Path) -> None:
    """A built-in format imports the toolkit only through its public names."""
    assert inner_modules(path) == []


def test_the_public_names_are_a_literal_list() -> None:
    """`__all__` is a sorted literal that tools can read, and each name in it exists."""
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
    """Every name of the toolkit is used by a built-in format."""
    used = "\n".join(path.read_text(encoding="utf-8") for path in FORMATS)
    example = ROOT / "examples" / "plugin" / "src" / "newsclaims_rulings" / "serialiser.py"
    used += example.read_text(encoding="utf-8").replace("tk.", " ")
    assert [name for name in toolkit.__all__ if name not in used] == []


@pytest.mark.parametrize("name", toolkit.__all__)
def test_every_name_is_documented(name: str) -> None:
    """Each name is on the toolkit's page; a function or class has a docstring with each parameter."""
    assert f"::: newsclaims.serialisers.toolkit.{name}\n" in PAGE
    found = getattr(toolkit, name)
    if inspect.isfunction(found):
        document = inspect.getdoc(found) or ""
        assert all(f"{parameter}:" in document for parameter in inspect.signature(found).parameters)


def test_the_page_has_nothing_else() -> None:
    """The page lists only names of the toolkit."""
    shown = [line.rpartition(".")[2] for line in PAGE.splitlines() if line.startswith("::: ")]
    assert sorted(shown) == sorted(toolkit.__all__)
