"""The rules of the source that no other tool checks: no way around the layers, and nothing too long to read."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "newsclaims"
SOURCES = sorted(PACKAGE.rglob("*.py"))
# Functions with their docstrings, in lines; see CONTRIBUTING.md.
LONGEST_FUNCTION, LONGEST_FILE = 40, 400


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def through_the_face(tree: ast.AST, module: str) -> Iterator[str]:
    """Yield what a module takes from the package's face, which hides where it comes from.

    Args:
        tree: The module.
        module: Its place in the package, as `text/words.py`.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (f"import {name.name}" for name in node.names if name.name == "newsclaims")
        elif isinstance(node, ast.ImportFrom):
            at_root = node.level == module.count("/") + 1 and node.module is None
            if at_root or (node.level == 0 and node.module == "newsclaims"):
                yield from (f"from newsclaims import {n.name}" for n in node.names if not _is_inner(n.name))


def _is_inner(name: str) -> bool:
    return name == "__version__" or (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()


def too_long(tree: ast.AST) -> Iterator[str]:
    """Yield the functions that are longer than the rule allows."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{node.name}: {length} lines"


@pytest.mark.parametrize("path", [path for path in SOURCES if path != PACKAGE / "__init__.py"], ids=relative)
def test_no_module_imports_through_the_face(path: Path) -> None:
    """Inside the package, names come from the modules they live in, so that the import contracts see them."""
    assert not list(through_the_face(ast.parse(path.read_bytes()), relative(path)))


@pytest.mark.parametrize(
    ("module", "code", "found"),
    [
        ("text/words.py", "from newsclaims import Pipeline", ["from newsclaims import Pipeline"]),
        ("text/words.py", "from .. import Pipeline, model", ["from newsclaims import Pipeline"]),
        ("text/words.py", "from newsclaims import *", ["from newsclaims import *"]),
        ("lexicon.py", "from . import extract", ["from newsclaims import extract"]),
        ("text/words.py", "def f():\n    import newsclaims as nc", ["import newsclaims"]),
        ("text/words.py", "from . import Text\nfrom .. import plugins, __version__", []),
        ("text/words.py", "from newsclaims import errors\nimport newsclaims.model", []),
        ("extractors/rules/view.py", "from .. import Extractor", []),
    ],
)
def test_a_way_through_the_face_is_seen(module: str, code: str, found: list[str]) -> None:
    """Public names by the package, absolutely or relatively, are told from its modules and from inner packages."""
    assert list(through_the_face(ast.parse(code), module)) == found


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_nothing_is_too_long(path: Path) -> None:
    """Functions have 40 lines at most, files 400."""
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGEST_FILE
    assert not list(too_long(ast.parse(source)))
