"""Every text file is opened with its encoding, because that of the system is another one on Windows.

The tools do not see all of it: ruff does not know which objects are paths, and the warning of Python
(`PYTHONWARNDEFAULTENCODING`) comes from several packages that we use.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (".ci", "benchmarks", "docs", "examples", "fuzz", "newsclaims", "scripts", "tests", "training")
PATHS = [
    *ROOT.glob("*.py"),
    *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if "node_modules" not in path.parts),
]
POSITION = {"write_text": 1, "read_text": 0, "open": 3}
"""The place of the encoding among the arguments without a name, for a function and for a method with these names."""
OPENERS = ("open", "io.open")
"""Functions, which have the file as their first argument."""
NOT_TEXT = ("Shown.open", "formatter.write_text", "os.open", "tarfile.open", "webbrowser.open")
"""Functions of these names that open no text file."""


def without_encoding(tree: ast.AST) -> Iterator[int]:
    """Yield the lines of calls that read or write text without an encoding."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            named = {word.arg: word.value for word in call.keywords}
            # With `**options`, nobody knows.
            if not {"encoding", None} & named.keys() and _is_text(call, ast.unparse(call.func), named):
                yield call.lineno


def _is_text(call: ast.Call, function: str, named: dict[str | None, ast.expr]) -> bool:
    """Return whether a call without a named encoding reads or writes text in the encoding of the system."""
    name = function.rpartition(".")[2]
    if name in ("run", "Popen", "check_output"):
        return bool({"text", "universal_newlines"} & named.keys())
    if function in NOT_TEXT or name not in POSITION:
        return False
    own = function in OPENERS
    mode = named.get("mode", next(iter(call.args[own:]), None)) if name == "open" else None
    is_binary = isinstance(mode, ast.Constant) and "b" in str(mode.value)
    return not is_binary and len(call.args) <= POSITION[name] - (name == "open" and not own)


@pytest.mark.parametrize(
    ("code", "is_found"),
    [
        ("path.write_text('a')", True),
        ("path.write_text('a', 'utf-8')", False),
        ("path.read_text()", True),
        ("path.read_text(encoding='ascii')", False),
        ("path.open()", True),
        ("path.open('rb')", False),
        ("path.open('w', -1, 'utf-8')", False),
        ("path.open(**options)", False),
        ("open(path, 'w')", True),
        ("open(path, mode='wb')", False),
        ("subprocess.run(command, text=True)", True),
        ("subprocess.run(command, encoding='utf-8')", False),
        ("subprocess.run(command)", False),
        ("os.open(path, os.O_RDONLY)", False),
    ],
)
def test_calls_without_an_encoding_are_found(code: str, is_found: bool) -> None:  # noqa: FBT001
    """The check knows the calls that read and write text, and those that do not."""
    assert bool(list(without_encoding(ast.parse(code)))) is is_found


def test_every_text_file_is_opened_with_its_encoding() -> None:
    """No file of the repository reads or writes text in the encoding of the system."""
    assert len(PATHS) > 500
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{line}"
        for path in PATHS
        for line in without_encoding(ast.parse(path.read_bytes()))
    ]
    assert not found
