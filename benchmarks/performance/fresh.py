"""Runs code in a fresh Python process, where nothing is loaded and the peak of memory begins again."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

__all__ = ["in_fresh_process", "seconds_in_fresh_process"]

_JOB = Path(__file__).with_name("job.py")
_TIMED = """
import sys, time
began = time.perf_counter()
{code}
print(time.perf_counter() - began)
"""


def seconds_in_fresh_process(code: str, rounds: int) -> float:
    """Return the best time of some code in processes of its own, without the start of Python itself.

    Args:
        code: The code, in lines without indentation.
        rounds: The number of processes, which run one after the other.
    """
    # Isolated, so that it imports the installed package.
    command = [sys.executable, "-I", "-c", _TIMED.format(code=code)]
    return min(float(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(rounds))  # noqa: S603


def in_fresh_process(extractor: str | None, texts: list[str], count: int, *, workers: int = 1) -> dict[str, Any]:
    """Stream articles in a process of its own, and return its time and its peak memory.

    Args:
        extractor: The extractor; None to import newsclaims alone.
        texts: Texts of articles, which are repeated.
        count: The number of articles.
        workers: The number of worker processes.

    Returns:
        `seconds`, the processor time of the stream, and `peak`, in MiB, of the process without its workers.
    """
    job = json.dumps({"extractor": extractor, "texts": texts, "count": count, "workers": workers})
    command = [sys.executable, "-I", str(_JOB)]
    result = subprocess.run(command, input=job.encode(), capture_output=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(result.stdout)
    return found
