"""Runs the code blocks of README and docs, and compares their output with the pages.

| fence | how it is run |
| --- | --- |
| `python` | run, in one namespace for each page |
| `console` | a shell runs each line after `$ `; the lines below it are its expected output |
| `bash` | lines that begin with `newsclaims` are run; the rest (`pip install ...`) is for the reader |
| `text`, `json`, `csv` | the expected output of the block above; `...` stands for anything |

Each page runs in its own folder with a copy of `seeds/` and `examples/`. Pages show the output for a terminal of 80
columns.
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
FOR_READERS = frozenset(
    {"bash", "cd", "curl", "export", "git", "llama-server", "mkdocs", "ollama", "pip", "pytest", "python", "python3.11"}
    | {"vllm", "."}
)
"""Commands in a `bash` fence that no test runs; `.ci/run` runs the two commands of the README."""

EXTRAS = {
    "arrow": Extra("arrow", ("pyarrow",)),
    "pandas": Extra("pandas", ("pandas", "pyarrow")),
    "plot": Extra("plot", ("altair",)),
    "polars": Extra("polars", ("polars", "pyarrow")),
    "rdf": Extra("rdf", ("rdflib",)),
    "cas": Extra("cas", ("cassis",)),
    "feed": Extra("feed", ("feedparser", "lxml")),
    "frame": Extra("frame", ("narwhals", "pyarrow")),
    "html": Extra("html", ("lxml", "lxml_html_clean", "trafilatura")),
    "llm": Extra("llm", ("openai",)),
    "spacy": Extra("spacy", ("spacy",)),
    "test-service": Extra("test-service", ("fastapi", "httpx2")),
    "warc": Extra("warc", ("brotli", "lxml", "lxml_html_clean", "trafilatura", "warcio")),
    "test-formats": Extra("test-formats", ("conllu", "duckdb", "markdown_it", "openpyxl", "pyld", "pyshacl")),
}
"""The extras that a page may need; its blocks are skipped if they are not installed."""

_MODULE = "newsclaims_docs_page"
_PRINTED = "printed by the block above"
_HOME = "where the page was run from"
_FOLDER = "where the page runs"
_python = PythonEvaluator()


def enter(namespace: dict[str, Any]) -> None:
    """Begin a page: make its folder and change to it."""
    folder = tempfile.TemporaryDirectory(prefix="newsclaims-docs-")
    for name in ("seeds", "examples"):
        shutil.copytree(ROOT / name, Path(folder.name) / name, ignore=shutil.ignore_patterns("__pycache__"))
    # A separate module, so that classes of the page can be pickled.
    page = ModuleType(_MODULE)
    page.__getattr__ = lambda name: _member(namespace, name)  # type: ignore[method-assign]
    sys.modules[_MODULE] = page
    namespace |= {"__name__": _MODULE, "missing": _missing, _HOME: Path.cwd(), _FOLDER: folder}
    os.chdir(folder.name)


def leave(namespace: dict[str, Any]) -> None:
    """End a page: change back, and remove its folder."""
    os.chdir(namespace[_HOME])
    namespace[_FOLDER].cleanup()
    del sys.modules[_MODULE]
    for info in list(plugins.infos()):
        if info.package == plugins.REGISTERED:
            plugins.unregister(info.kind, info.name)


def run_shell(command: str) -> tuple[str, int]:
    """Run a command line in the current folder; return the output as a terminal shows it, and the exit code.

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
    """Run a block of Python and keep its output."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            _python(example)
    except Exception:  # noqa: BLE001
        return traceback.format_exc()
    example.namespace[_PRINTED] = printed.getvalue()
    return None


def run_console(example: Example) -> str | None:
    """Run a session and compare it with the page."""
    for command, shown in _session(str(example.parsed)):
        printed, code = run_shell(command)
        if code and "rror" not in shown:
            return f"$ {command}\nended with {code}:\n{printed}"
        if wrong := _difference(shown, printed):
            return f"$ {command}\n{wrong}"
    return None


def run_bash(example: Example) -> str | None:
    """Run the newsclaims commands of a block, and refuse unknown commands."""
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
    """Compare an output block with the output of the block above."""
    if _PRINTED not in example.namespace:
        return "no block above this output was run"
    return _difference(str(example.parsed), example.namespace.pop(_PRINTED))


def _missing(extra: str) -> bool:
    """Say whether an extra is missing, for `<!-- skip: start if(missing("arrow"), reason="...") -->`."""
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
    """Return how the output differs from the page, ignoring white space at line ends; nothing if it does not."""
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
"""The parsers that find the blocks, for Sybil."""
