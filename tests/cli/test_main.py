"""The command as a whole."""

import signal
import subprocess
import sys

import pytest
from cli.running import run

import newsclaims as nc
from newsclaims._cli import cli


def test_version_and_help() -> None:
    """`--version` and `--help` print, and the help names every command."""
    assert run("--version").stdout == f"newsclaims {nc.__version__}\n"
    assert all(name in run("-h").stdout for name in ("extract", "convert", "plugins", "evaluate"))


@pytest.mark.slow
def test_only_the_command_line_needs_click() -> None:
    """The library itself works without click."""
    code = "import sys, newsclaims as nc; nc.extract('Ann said it rained.'); sys.exit('click' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


_INTERRUPTED_WHILE_IMPORTING = """
import signal, sys
def interrupt():
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt as error:
        raise {raised}
class Interrupting:
    def find_spec(self, name, *more):
        if name == "newsclaims._cli.convert":
            interrupt()
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Interrupting())
from newsclaims.__main__ import main
main()
"""

_INTERRUPTED_AT_THE_END = """
import atexit, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
atexit.register(lambda: signal.raise_signal(signal.SIGINT))
sys.argv = ["newsclaims", "--version"]
from newsclaims.__main__ import main
main()
"""


@pytest.mark.parametrize("raised", ["", "RuntimeError() from error"])
def test_an_interrupt_while_the_command_line_is_imported(raised: str) -> None:
    """Ctrl-C while the command line is still imported gives one line and the usual code, whatever it becomes."""
    program = _INTERRUPTED_WHILE_IMPORTING.format(raised=raised)
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"newsclaims: error: interrupted\n")


def test_an_interrupt_while_the_command_line_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the arguments are read gives the usual code."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "parse_args", interrupted)
    done = run("--help")
    assert (done.exit_code, done.stderr) == (130, "newsclaims: error: interrupted\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_an_interrupt_after_the_command_prints_nothing() -> None:
    """Ctrl-C after a command ends the process by the signal itself, without a traceback."""
    done = subprocess.run([sys.executable, "-c", _INTERRUPTED_AT_THE_END], check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (-signal.SIGINT, b"")
