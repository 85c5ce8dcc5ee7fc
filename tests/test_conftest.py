"""Tests of conftest.py: which tests run, in which processes, and what the end of a run says."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = """
import os
import pytest

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "none")

def test_usual(): print("worker", WORKER)

@pytest.mark.slow
def test_long(): print("worker", WORKER)

@pytest.mark.skip(reason="needs newsclaims[arrow]")
def test_table(): pass
"""
LEFT_OUT = "Slow tests left out: 1. To run them too: pytest --slow"
SKIPPED = 'Skips for missing extras: 1. To run these tests too: pip install ".[test,arrow]"'
# Each test starts pytest, which starts workers.
pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with our settings and one file of tests."""
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_one.py").write_text(TESTS, encoding="utf-8")
    return tmp_path


def run(project: Path, *arguments: str, no_skip: bool = False) -> str:
    """Run pytest in a folder; return what it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    environment |= {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), str(ROOT / "benchmarks")]),
        "PYTHONUTF8": "1",
        "COLUMNS": "200",
        "NEWSCLAIMS_NO_SKIP": str(int(no_skip)),
    }
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rP", *arguments]
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
    ).stdout


def test_a_folder_runs_in_workers_without_slow_tests(project: Path) -> None:
    """Workers run the usual tests; the end says what was left out and skipped, each in one line."""
    printed = run(project, "-n", "1", "tests")
    assert "worker gw" in printed
    assert {LEFT_OUT, SKIPPED} <= set(printed.splitlines())
    assert "1 passed, 1 skipped" in printed


def test_slow_includes_all(project: Path) -> None:
    """With `--slow`, nothing is left out, whatever `-m` says."""
    printed = run(project, "-n", "1", "--slow", "-m", "not corpus", "tests")
    assert LEFT_OUT not in printed
    assert "2 passed, 1 skipped" in printed


@pytest.mark.parametrize(("name", "passed"), [("tests/test_one.py", 2), ("tests/test_one.py::test_long", 1)])
def test_a_file_that_is_named_runs_whole_in_one_process(project: Path, name: str, passed: int) -> None:
    """A file or a test by name runs even if it is slow, and without workers."""
    printed = run(project, name)
    assert f"{passed} passed" in printed
    assert printed.count("worker none") == passed
    assert LEFT_OUT not in printed


def test_a_skip_can_be_a_failure(project: Path) -> None:
    """NEWSCLAIMS_NO_SKIP=1 makes a skip an error, in workers too."""
    printed = run(project, "-n", "1", "tests", no_skip=True)
    assert "1 passed, 1 error" in printed
    assert "skipped, which NEWSCLAIMS_NO_SKIP=1 forbids: " in printed
