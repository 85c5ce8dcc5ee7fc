"""No data becomes code: the package unpickles, evaluates and hands to a shell nothing that comes from outside.

The stated exceptions are what a pipeline sends to its own worker processes.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "newsclaims"
FORBIDDEN = frozenset(
    {
        *("eval", "exec", "compile", "__import__", "execfile", "os.system", "os.popen", "os.execv", "os.spawnv"),
        *("pickle.load", "pickle.loads", "pickle.Unpickler", "marshal.load", "marshal.loads", "shelve.open"),
        *("dill.loads", "cloudpickle.loads", "joblib.load", "yaml.load", "yaml.unsafe_load"),
        *("subprocess.getoutput", "subprocess.getstatusoutput", "asyncio.create_subprocess_shell", "torch.load"),
    }
)
"""Calls that can run what is in data."""
OWN = {
    module: {"pickle.loads"}
    for module in ("_pipeline/crew.py", "_pipeline/workers.py", "_processes/child.py", "testing.py")
}
"""Bytes that our own processes send to each other, and the check that a plug-in can be sent."""


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield each call with the full name of the function, as far as the source shows it."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            first, _, rest = ast.unparse(node.func).partition(".")
            yield ".".join(filter(None, (names.get(first, first), rest))), node


def dangers(source: str) -> set[str]:
    """Return what a module calls that can run data."""
    found = set()
    for name, node in calls(ast.parse(source)):
        options = [keyword.value for keyword in node.keywords if keyword.arg in ("shell", "allow_pickle")]
        if name in FORBIDDEN or any(not isinstance(one, ast.Constant) or one.value for one in options):
            found.add(name)
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_data_becomes_code(path: Path) -> None:
    """A module calls nothing that unpickles, evaluates or starts a shell, except between our own processes."""
    module = path.relative_to(PACKAGE).as_posix()
    assert dangers(path.read_text(encoding="utf-8")) <= OWN.get(module, set())


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import pickle\npickle.loads(data)", {"pickle.loads"}),
        ("from pickle import loads as read\nread(data)", {"pickle.loads"}),
        ("import pickle as p\np.load(file)", {"pickle.load"}),
        ("eval(text)", {"eval"}),
        ("import subprocess\nsubprocess.run(text, shell=True)", {"subprocess.run"}),
        ("import subprocess\nsubprocess.run(text, shell=chosen)", {"subprocess.run"}),
        ("import subprocess\nsubprocess.run([name], shell=False)", set()),
        ("import re\nre.compile(text)", set()),
        ("import json\njson.loads(text)", set()),
        ("import numpy as np\nnp.load(path, allow_pickle=True)", {"numpy.load"}),
        ("import numpy as np\nnp.load(path, allow_pickle=False)", set()),
    ],
)
def test_such_calls_are_found(source: str, found: set[str]) -> None:
    """The check sees through imports and other names."""
    assert dangers(source) == found
