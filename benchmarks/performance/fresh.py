"""Runs code in a fresh Python process, where nothing is loaded and the peak of memory begins again."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from .clocks import Timing, load

__all__ = ["in_fresh_process", "timed_in_fresh_process"]

_JOB = Path(__file__).with_name("job.py")
_TIMED = """
import sys, time
began, spent = time.perf_counter(), time.process_time()
{code}
print(time.perf_counter() - began, time.process_time() - spent)
"""


def timed_in_fresh_process(code: str, rounds: int) -> list[Timing]:
    """Time some code in processes of its own, without the start of Python itself.

    Args:
        code: The code, in lines without indentation.
        rounds: The number of processes, which run one after the other.
    """
    # Isolated, so that it imports the installed package.
    command = [sys.executable, "-I", "-c", _TIMED.format(code=code)]
    times: list[Timing] = []
    for _ in range(rounds):
        before = load()
        wall, cpu = map(float, _output(command).split())
        times.append(Timing(cpu, wall, before))
    return times


def in_fresh_process(extractor: str | None, texts: list[str], count: int, *, workers: int = 1) -> dict[str, Any]:
    """Stream articles in a process of its own, and return its time and its peak memory.

    Args:
        extractor: The extractor; None to import newsclaims alone.
        texts: Texts of articles, which are repeated.
        count: The number of articles.
        workers: The number of worker processes; 1 means no worker.

    Returns:
        The number of `articles`, the `seconds` of processor time of the stream without its workers, and in MiB the
        `peak` of memory of the process and the sum of those of its `workers`.
    """
    job = json.dumps({"extractor": extractor, "texts": texts, "count": count, "workers": workers})
    found: dict[str, Any] = json.loads(_output([sys.executable, "-I", str(_JOB)], job))
    return found


def _output(command: list[str], given: str = "") -> bytes:
    """Return what a process writes to standard output; its error messages are shown."""
    return subprocess.run(command, input=given.encode(), stdout=subprocess.PIPE, check=True).stdout  # noqa: S603
