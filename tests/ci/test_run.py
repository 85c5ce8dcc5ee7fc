"""The options of .ci/run, and the corpora that it asks for before anything else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STEPS = sorted(path.stem for path in (ROOT / ".ci" / "steps").glob("*.sh"))
VARIABLES = ("NEWSCLAIMS_CORPORA", "NEWSCLAIMS_POLNEAR", "NEWSCLAIMS_WIKINEWS", "NEWSCLAIMS_LABELS")

# On Windows, `bash` can be the one of a Linux inside Windows, which sees other files.
pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("bash"), reason="needs Bash, and no Windows"
)


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """Return a checkout that has only what the first step needs, and no corpora beside it."""
    checkout = tmp_path / "in" / "checkout"
    shutil.copytree(ROOT / ".ci", checkout / ".ci")
    (checkout / "benchmarks").mkdir()
    for name in ("places.py", "corpora.toml"):
        shutil.copy(ROOT / "benchmarks" / name, checkout / "benchmarks")
    return checkout


def run(checkout: Path, *arguments: str, **variables: str) -> tuple[int, str, str]:
    """Run .ci/run and return its exit code, its output and its messages."""
    environment = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    environment |= {"PYTHON": sys.executable, **variables}
    command = ["bash", str(checkout / ".ci" / "run"), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment)
    return done.returncode, done.stdout, done.stderr


def test_list_of_steps() -> None:
    """`--list` has a line for each step, with what it does, and marks the usual ones."""
    code, out, err = run(ROOT, "--list")
    assert (code, err) == (0, "")
    *lines, last = out.splitlines()
    assert [line[2:].split()[0] for line in lines] == STEPS
    assert all(len(line.split()) > 5 for line in lines)
    assert {line[2:].split()[0] for line in lines if line[0] == "*"} >= {"tests", "checks", "dist", "wheel", "accuracy"}
    assert last == "Without names, .ci/run runs the steps with a star."


def test_an_unknown_step() -> None:
    """A step that does not exist is an error that lists the steps, before any step runs."""
    code, out, err = run(ROOT, "corpora", "test")
    assert (code, out) == (2, "")
    assert err.startswith("There is no step 'test'. The steps are:\n")
    assert all(f" {step} " in err for step in STEPS)


def test_an_option_without_value() -> None:
    """`--out` without a folder is an error."""
    assert run(ROOT, "--out") == (2, "", "--out needs a folder.\n")


def test_a_python_that_is_not_one(tmp_path: Path) -> None:
    """A PYTHON that does not start is named."""
    code, out, err = run(ROOT, "corpora", PYTHON=str(tmp_path / "python"))
    assert (code, out) == (2, "")
    assert err == f"'{tmp_path / 'python'}' is not Python 3.11 or newer. Set PYTHON to the path of one.\n"


def test_no_corpora(alone: Path) -> None:
    """Without any corpus, the run goes on and says which are not there."""
    code, out, err = run(alone, "corpora")
    assert (code, err) == (0, "")
    assert "Corpora that are not configured: polnear wikinews labels\n" in out


@pytest.mark.parametrize("variable", VARIABLES[1:])
def test_a_corpus_that_is_configured_and_missing(alone: Path, variable: str) -> None:
    """A variable that names no folder fails the run at its start, whatever the step; the message has both."""
    place = alone / "nowhere"
    code, out, err = run(alone, "checks", **{variable: str(place)})
    assert code == 1
    assert variable in err
    assert str(place) in err
    assert "=== checks" not in out
    assert "FAILED in step corpora" in err


def test_a_corpus_that_is_not_whole(alone: Path) -> None:
    """A folder beside the repository that lacks a part of its corpus fails the run too."""
    (alone.parent / "shared" / "polnear").mkdir(parents=True)
    code, _, err = run(alone, "corpora")
    assert code == 1
    assert str(alone.parent / "shared" / "polnear") in err


def test_corpora_that_are_required(alone: Path) -> None:
    """With NEWSCLAIMS_CORPORA=required, a missing corpus fails the run; the message names all that are missing."""
    code, _, err = run(alone, "corpora", NEWSCLAIMS_CORPORA="required")
    assert code == 1
    assert "there is no folder for: polnear wikinews labels." in err


def test_an_unknown_demand(alone: Path) -> None:
    """Any other value is an error, so that a misspelt one does not switch the check off."""
    code, _, err = run(alone, "corpora", NEWSCLAIMS_CORPORA="yes")
    assert code == 1
    assert "NEWSCLAIMS_CORPORA is 'yes'. It must be 'required', or not set." in err
