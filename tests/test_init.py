"""The package `newsclaims`: lazy, complete, and silent on import."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import newsclaims

# Modules that `import newsclaims` must not load; importlib.metadata alone takes half the time of a small import.
HEAVY = (
    *("attrs", "click", "dateparser", "importlib.metadata", "numpy", "nupunkt"),
    *("onnxruntime", "pydantic"),
)

ROOT = Path(newsclaims.__file__).parents[1]
BARE = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
"""No variables, except the one without which Python does not start on Windows."""


def run(code: str) -> str:
    """Run Python in a fresh process without coverage, and return the output."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, encoding="utf-8", check=True, env=BARE
    )
    return done.stdout


def test_all_is_sorted_and_equals_the_table() -> None:
    """The list for type checkers and the table for Python are the same."""
    assert newsclaims.__all__ == sorted(newsclaims._HOME)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", newsclaims.__all__)
def test_each_name_is_the_object_of_its_module(name: str) -> None:
    """A public name is the same object as in its module."""
    value = getattr(newsclaims, name)
    home = newsclaims._HOME[name]  # type: ignore[attr-defined]
    if isinstance(value, ModuleType):
        assert value.__name__ == f"newsclaims.{home}" == f"newsclaims.{name}"
    else:
        assert name in sys.modules[f"newsclaims.{home}"].__all__


def test_star_import_brings_every_name() -> None:
    """`from newsclaims import *` imports every public name."""
    scope: dict[str, object] = {}
    exec("from newsclaims import *", scope)  # noqa: S102
    assert set(newsclaims.__all__) <= scope.keys()


def test_import_is_light() -> None:
    """`import newsclaims` does not load slow libraries."""
    loaded = run("import sys, newsclaims; print(*sys.modules)").split()
    assert "newsclaims" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_import_loads_no_other_module() -> None:
    """`import newsclaims` loads no other module of the package."""
    loaded = run("import sys, newsclaims; print(*sys.modules)").split()
    assert [name for name in loaded if name.startswith("newsclaims.")] == []


def test_import_loads_hardly_anything() -> None:
    """`import newsclaims` loads only `importlib`, because Ctrl-C cannot be caught before the command begins."""
    code = (
        f"import sys; sys.path.append({str(ROOT)!r}); before = set(sys.modules)\n"
        "import newsclaims; print(*set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert set(done.stdout.split()) <= {
        "newsclaims",
        "importlib",
        "importlib._bootstrap",
        "importlib._bootstrap_external",
        "warnings",
        "_warnings",
    }


def test_import_says_nothing_and_touches_no_logger() -> None:
    """Importing everything public prints nothing, adds no log handler and gives no warnings."""
    code = (
        "import logging, warnings; warnings.simplefilter('error')\n"
        "from newsclaims import *\n"
        "print([h for n in ('', 'newsclaims') for h in logging.getLogger(n).handlers\n"
        "       if not isinstance(h, logging.NullHandler)])"
    )
    assert run(code) == "[]\n"


def test_dir_lists_the_public_names() -> None:
    """`dir` lists the public names and the version, for completion in a shell."""
    assert dir(newsclaims) == sorted([*newsclaims.__all__, "__version__"])


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The error has Python's usual message, and `hasattr` and `getattr` work."""
    with pytest.raises(AttributeError, match="module 'newsclaims' has no attribute 'Nope'"):
        newsclaims.Nope  # type: ignore[attr-defined]  # noqa: B018
    assert not hasattr(newsclaims, "nope")


def test_a_name_is_resolved_once() -> None:
    """A second look-up does not use the table."""
    assert newsclaims.Article is newsclaims.Article
    assert "Article" in vars(newsclaims)
