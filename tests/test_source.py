"""The rule of the source that no other tool checks: no module gets around the layers by way of the package's face."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "newsclaims"
SOURCES = sorted(PACKAGE.rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def through_the_face(tree: ast.AST, module: str) -> Iterator[str]:
    """Yield what a module takes from the package's face, which hides where it comes from.

    Args:
        tree: The module.
        module: Its place in the package, as `text/_words.py`.
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


@pytest.mark.parametrize("path", [path for path in SOURCES if path != PACKAGE / "__init__.py"], ids=relative)
def test_no_module_imports_through_the_face(path: Path) -> None:
    """Inside the package, names come from the modules they live in, so that the import contracts see them."""
    assert not list(through_the_face(ast.parse(path.read_bytes()), relative(path)))


@pytest.mark.parametrize(
    ("module", "code", "found"),
    [
        ("text/_words.py", "from newsclaims import Pipeline", ["from newsclaims import Pipeline"]),
        ("text/_words.py", "from .. import Pipeline, _model", ["from newsclaims import Pipeline"]),
        ("text/_words.py", "from newsclaims import *", ["from newsclaims import *"]),
        ("_plugins.py", "from . import extract", ["from newsclaims import extract"]),
        ("text/_words.py", "def f():\n    import newsclaims as nc", ["import newsclaims"]),
        ("text/_words.py", "from . import Text\nfrom .. import _plugins, __version__", []),
        ("text/_words.py", "from newsclaims import errors\nimport newsclaims._model", []),
        ("extractors/_rules/view.py", "from .. import Extractor", []),
    ],
)
def test_a_way_through_the_face_is_seen(module: str, code: str, found: list[str]) -> None:
    """Public names by the package, absolutely or relatively, are told from its modules and from inner packages."""
    assert list(through_the_face(ast.parse(code), module)) == found
