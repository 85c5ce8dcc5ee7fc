"""What .ci/extras.py prints from pyproject.toml."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]


def asked(*arguments: str) -> tuple[int, str, str]:
    """Run the script and return its exit code, its output and its messages."""
    command = [sys.executable, str(ROOT / ".ci" / "extras.py"), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def test_names_of_extras() -> None:
    """All extras but those left out are named, in one line that pip can read."""
    code, out, err = asked("names", "--without", "dev", "training")
    assert (code, err) == (0, "")
    assert out.split(",") == sorted(EXTRAS.keys() - {"dev", "training"})


def test_an_unknown_extra() -> None:
    """An extra that was renamed is an error that lists the extras, so that a step cannot leave out nothing."""
    code, out, err = asked("names", "--without", "devel")
    assert (code, out) == (1, "")
    assert err.startswith("pyproject.toml has no extra devel. It has arrow, cas, ")


def test_a_pinned_tool() -> None:
    """The requirement of a tool of `dev` is printed as it is written, with its own extras."""
    assert asked("pinned", "uv") == (0, next(line for line in EXTRAS["dev"] if line.startswith("uv==")), "")
    assert asked("pinned", "pyright")[1].startswith("pyright[nodejs]==")


def test_a_tool_without_version() -> None:
    """A tool that `dev` does not pin is an error that says where to add it."""
    message = "The extra dev in pyproject.toml pins no version of make. Add it there."
    assert asked("pinned", "make") == (1, "", message)
