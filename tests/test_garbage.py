"""Only processes of our own look for garbage less often."""

import subprocess
import sys

import pytest

SHOW = "import gc; print(gc.get_threshold()[0])"


def looks_after(code: str) -> int:
    """Return after how many new objects a process looks for garbage, once it has run some code."""
    done = subprocess.run([sys.executable, "-c", f"{code}\n{SHOW}"], capture_output=True, check=True, encoding="utf-8")
    return int(done.stdout.splitlines()[-1])


def test_the_command_line_looks_less_often() -> None:
    """The command line makes many records that are all in use, so it looks less often."""
    command = (
        "import sys\n"
        "from newsclaims._cli import main\n"
        "sys.argv[1:] = ['--version']\n"
        "try: main()\n"
        "except SystemExit: pass"
    )
    assert looks_after(command) > looks_after("")


@pytest.mark.slow
def test_a_process_of_a_caller_stays_as_it_is() -> None:
    """The library does not change how often a caller's own process looks."""
    assert looks_after("import newsclaims as nc\nnc.Pipeline('rules').extract('Ann said it rained.')") == looks_after(
        ""
    )
