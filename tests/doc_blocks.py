"""Runs the code blocks of README and docs, and holds what they print against what the page shows.

| fence | what is done with it |
| --- | --- |
| `python` | run, in one namespace a page |
| `console` | each line after `$ ` run by a shell; the lines below it are what it must print |
| `bash` | lines that begin with `newsclaims` run; the rest (`pip install ...`) is for the reader |
| `text`, `json`, `csv` | what the block above must have printed; `...` stands for anything |

Each page runs in a folder of its own that holds a copy of `seeds/` and of `examples/`. Pages show what a terminal of 80
columns shows.
"""

import contextlib
import doctest
import io
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from sybil import Example
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser

from newsclaims import _plugins as plugins
from newsclaims._plugins import Extra

__all__ = ["OUTPUTS", "PARSERS", "enter", "leave", "run_shell"]

ROOT = Path(__file__).resolve().parent.parent
OUTPUTS = ("text", "json", "csv")
"""The languages of fences that show output."""
FOR_READERS = frozenset({"bash", "cd", "git", "mkdocs", "pip", "pytest", "python", "python3.11", "."})
"""What a `bash` fence may hold that no test runs; `.ci/run` runs the two commands of the README."""

EXTRAS = {
    "arrow": Extra("arrow", ("pyarrow",)),
    "pandas": Extra("pandas", ("pandas", "pyarrow")),
    "polars": Extra("polars", ("polars", "pyarrow")),
    "rdf": Extra("rdf", ("rdflib",)),
    "cas": Extra("cas", ("cassis",)),
    "spacy": Extra("spacy", ("spacy",)),
    "test-formats": Extra("test-formats", ("conllu", "duckdb", "markdown_it", "pyld", "pyshacl")),
}
"""What a page may need; its blocks are passed over where that is not installed."""

_MODULE = "newsclaims_docs_page"
_PRINTED = "printed by the block above"
_HOME = "where the page was run from"
_FOLDER = "where the page runs"
_python = PythonEvaluator()


def enter(namespace: dict[str, Any]) -> None:
    """Begin a page: make its folder and go there."""
    folder = tempfile.TemporaryDirectory(prefix="newsclaims-docs-")
    for name in ("seeds", "examples"):
        shutil.copytree(ROOT / name, Path(folder.name) / name, ignore=shutil.ignore_patterns("__pycache__"))
    # A module of its own, so that classes of the page can be pickled.
    page = ModuleType(_MODULE)
    page.__getattr__ = lambda name: _member(namespace, name)  # type: ignore[method-assign]
    sys.modules[_MODULE] = page
    namespace |= {"__name__": _MODULE, "missing": _missing, _HOME: Path.cwd(), _FOLDER: folder}
    os.chdir(folder.name)


def leave(namespace: dict[str, Any]) -> None:
    """End a page: go back, and remove its folder."""
    os.chdir(namespace[_HOME])
    namespace[_FOLDER].cleanup()
    del sys.modules[_MODULE]
    for info in list(plugins.infos()):
        if info.package == plugins.REGISTERED:
            plugins.unregister(info.kind, info.name)


def run_shell(command: str) -> tuple[str, int]:
    """Run a command line in the current folder; return what a terminal would show, and the exit code.

    Args:
        command: The line; `newsclaims` and `python` are those of this environment.
    """
    scripts = os.pathsep.join([sysconfig.get_path("scripts"), str(Path(sys.executable).parent)])
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80"}
    done = subprocess.run(
        ["sh", "-c", command],  # noqa: S607
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout, done.returncode


def run_python(example: Example) -> str | None:
    """Run a block of Python and keep what it prints."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            _python(example)
    except Exception:  # noqa: BLE001
        return traceback.format_exc()
    example.namespace[_PRINTED] = printed.getvalue()
    return None


def run_console(example: Example) -> str | None:
    """Run a session and compare it with what the page shows."""
    for command, shown in _session(str(example.parsed)):
        printed, code = run_shell(command)
        if code and "rror" not in shown:
            return f"$ {command}\nended with {code}:\n{printed}"
        if wrong := _difference(shown, printed):
            return f"$ {command}\n{wrong}"
    return None


def run_bash(example: Example) -> str | None:
    """Run the commands of ours in a block, and refuse any that is not known."""
    example.namespace[_PRINTED] = ""
    for line in str(example.parsed).splitlines():
        words = shlex.split(line, comments=True)
        if words and words[0] == "newsclaims":
            printed, code = run_shell(line)
            example.namespace[_PRINTED] += printed
            if code:
                return f"{line}\nended with {code}:\n{printed}"
        elif words and words[0] not in FOR_READERS:
            return f"{words[0]!r} is neither run nor known; see FOR_READERS in tests/doc_blocks.py"
    return None


def check_output(example: Example) -> str | None:
    """Compare a block of output with what the block above printed."""
    if _PRINTED not in example.namespace:
        return "no block above this output was run"
    return _difference(str(example.parsed), example.namespace.pop(_PRINTED))


def _missing(extra: str) -> bool:
    """Tell, for `<!-- skip: start if(missing("arrow"), reason="...") -->`, that an extra is not installed."""
    return not EXTRAS[extra].is_installed()


def _member(namespace: dict[str, Any], name: str) -> Any:
    if name not in namespace:
        raise AttributeError(name)
    return namespace[name]


def _session(source: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a session with the lines below it."""
    for part in f"\n{source}".split("\n$ ")[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def _difference(shown: str, printed: str) -> str:
    """Say how the output differs from what is shown, white space at line ends aside; nothing if it does not."""
    want, got = ("\n".join(line.rstrip() for line in text.strip("\n").split("\n")) + "\n" for text in (shown, printed))
    checker, flags = doctest.OutputChecker(), doctest.ELLIPSIS
    if want == got or checker.check_output(want, got, flags):
        return ""
    return checker.output_difference(doctest.Example("", want), got, flags | doctest.REPORT_UDIFF)


PARSERS = (
    CodeBlockParser("python", run_python),
    CodeBlockParser("console", run_console),
    CodeBlockParser("bash", run_bash),
    *(CodeBlockParser(language, check_output) for language in OUTPUTS),
)
"""What finds the blocks, for Sybil."""
