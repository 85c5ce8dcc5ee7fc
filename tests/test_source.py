"""Rules that no other tool checks: which names are public, and that no module of the package imports these."""

import ast
import pickle
import sys
from collections.abc import Iterator
from importlib import import_module
from inspect import isclass, isfunction
from pathlib import Path

import pytest
from public_modules import PUBLIC

PACKAGE = Path(__file__).resolve().parent.parent / "newsclaims"
SOURCES = sorted(PACKAGE.rglob("*.py"))
NEEDS = {"newsclaims.integrations": "spacy"}
"""The package that a public module needs beyond the base install."""


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def public_imports(tree: ast.AST, module: str) -> Iterator[str]:
    """Yield the public names that a module imports from `newsclaims` itself, which hides their module.

    Args:
        tree: The module.
        module: Its path in the package, such as `text/_words.py`.
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
def test_no_module_imports_public_names(path: Path) -> None:
    """Inside the package, names come from their modules, so that the import contracts can check them."""
    assert not list(public_imports(ast.parse(path.read_bytes()), relative(path)))


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
def test_public_imports_are_found(module: str, code: str, found: list[str]) -> None:
    """Public names, imported absolutely or relatively, are distinguished from modules and inner packages."""
    assert list(public_imports(ast.parse(code), module)) == found


def names_of(module: str) -> list[str]:
    """Return the literal list of a module's public names, in order, without importing the module."""
    path = PACKAGE.parent / module.replace(".", "/")
    tree = ast.parse((path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_bytes())
    [found] = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]
    ]
    assert isinstance(found, list)
    return found


def offered(module: str) -> list[tuple[str, object]]:
    """Return the names of a public module with their objects."""
    if module in NEEDS:
        pytest.importorskip(NEEDS[module], reason=f"needs newsclaims[{NEEDS[module]}]")
    loaded = import_module(module)
    return [(name, getattr(loaded, name)) for name in loaded.__all__]


def rank(name: str) -> tuple[int, str]:
    """Return the sort key of the linter: constants, classes, then all others."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def test_every_other_module_is_private() -> None:
    """Each module is in the public list or has a leading underscore in its path, and each listed module exists."""
    modules = {relative(path).removesuffix(".py").removesuffix("__init__").rstrip("/") for path in SOURCES}
    public = {path for path in modules - {"__main__"} if not any(part.startswith("_") for part in path.split("/"))}
    assert sorted(".".join(["newsclaims", *filter(None, path.split("/"))]) for path in public) == sorted(PUBLIC)


@pytest.mark.parametrize("module", PUBLIC)
def test_public_names_are_a_sorted_literal(module: str) -> None:
    """A public module lists each name once, in order, in a literal that tools can read."""
    names = names_of(module)
    assert names
    assert names == sorted(set(names), key=rank)


@pytest.mark.parametrize("module", PUBLIC)
def test_public_names_exist(module: str) -> None:
    """Each public name can be imported and is listed by `dir`."""
    found = [name for name, _ in offered(module)]
    assert found == names_of(module)
    assert set(found) <= set(dir(sys.modules[module]))


@pytest.mark.parametrize("module", PUBLIC)
def test_public_objects_name_a_public_module(module: str) -> None:
    """A class or function names its public module, so that pickles do not depend on private ones."""
    for name, thing in offered(module):
        if isclass(thing) or isfunction(thing):
            assert thing.__module__ in PUBLIC, name
            assert pickle.loads(pickle.dumps(thing)) is thing
