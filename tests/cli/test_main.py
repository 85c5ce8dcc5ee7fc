"""The command as a whole."""

import subprocess
import sys

from cli.running import run

import newsclaims as nc


def test_version_and_help() -> None:
    """`--version` and `--help` print, and the help names every command."""
    assert run("--version").stdout == f"newsclaims {nc.__version__}\n"
    assert all(name in run("-h").stdout for name in ("extract", "convert", "plugins", "evaluate"))


def test_only_the_command_line_needs_click() -> None:
    """The library itself works without click."""
    code = "import sys, newsclaims as nc; nc.extract('Ann said it rained.'); sys.exit('click' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
