"""Helpers for tests that start processes."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

LONGEST = 120.0
"""How long anything may take, in seconds, before a test fails; everything takes far less."""


@contextlib.contextmanager
def begun(folder: Path, script: str, *arguments: str) -> "Iterator[subprocess.Popen[str]]":
    """Start a script, which must be a file to have workers, in a process group of its own, which is ended after it."""
    path = folder / "script.py"
    path.write_text(script, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, path, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()
            if sys.platform != "win32":
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)


def ends(folder: Path, script: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a script to its end."""
    with begun(folder, script, *arguments) as process:
        out, err = process.communicate(timeout=LONGEST)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def until(is_true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    end = time.monotonic() + LONGEST
    while not is_true():
        if time.monotonic() > end:
            pytest.fail("this never happened")
        time.sleep(0.01)


def alive(pid: int) -> bool:
    """Return whether a process runs; a zombie does not count, because in a container nothing may reap it."""
    if sys.platform == "win32":
        pytest.skip("needs POSIX signals: Windows has none that only asks whether a process runs")
    try:
        os.kill(pid, 0)
        stat = Path(f"/proc/{pid}/stat")
        return not stat.exists() or stat.read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
