"""What workers do in tests. It is here because a worker imports it, and cannot import a module of tests."""

import atexit
import gc
import os
from pathlib import Path

from newsclaims._cores import cores


def upper_or_die(task: bytes) -> bytes:
    """Answer in capitals, or end the process."""
    if task == b"die":
        os._exit(3)
    return task.upper()


def noting_its_end(file: Path, task: bytes) -> bytes:
    """Answer, and note the end of the process in a file."""

    def note() -> None:
        with file.open("a", encoding="ascii") as stream:
            stream.write("ended")

    atexit.register(note)
    return task


def run_code(code: str, file: Path, task: bytes) -> bytes:
    """Run some code, which gets a file."""
    exec(code, {"file": file})  # noqa: S102 - the code of this file
    return task


def threads(_task: bytes) -> bytes:
    """Answer how many cores and threads there are."""
    return f"{cores()} {os.environ['OPENBLAS_NUM_THREADS']} {os.environ['MKL_NUM_THREADS']}".encode()


def looks_after(_task: bytes) -> bytes:
    """Answer after how many new objects Python looks for garbage."""
    return str(gc.get_threshold()[0]).encode()
