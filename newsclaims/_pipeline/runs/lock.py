"""The lock of a run: only one process at a time works on an output."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from ..._files.streams import file_errors
from ...errors import FileError
from .outputs import Output

__all__ = ["held"]

_LOCK, _HOLDER = "lock", "process"


@contextlib.contextmanager
def held(output: Output) -> Iterator[None]:
    """Hold the lock of an output, as a context; the system releases it when the process ends, however it ends.

    If there is no journal at the end, as after an error at the start, the folders that were made are removed.

    Args:
        output: The output.

    Raises:
        FileError: If another process holds it, or it cannot be made.
    """
    from filelock import FileLock, Timeout

    made = output.make_folders()
    holder = output.folder / _HOLDER
    lock = FileLock(output.folder / _LOCK, timeout=0)
    with file_errors(str(output.folder)):
        try:
            lock.acquire()
        except Timeout:
            reason = f"{_named(holder)} is working on this run. Wait until it ends, or stop it."
            raise FileError(str(output.place), reason) from None
    try:
        with file_errors(str(output.folder)):
            holder.write_text(f"{os.getpid()}\n", encoding="ascii")
        yield
    finally:
        # The lock is what counts; this file only names who has it.
        with contextlib.suppress(OSError):
            holder.unlink()
        lock.release()
        if not output.journal.exists():
            _remove(output.folder / _LOCK, made)


def _remove(lock: Path, folders: tuple[Path, ...]) -> None:
    """Remove the file of a lock, and then the folders around it that are empty."""
    with contextlib.suppress(OSError):
        lock.unlink(missing_ok=True)
    for folder in (lock.parent, *folders):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _named(holder: Path) -> str:
    try:
        return f"process {int(holder.read_text(encoding='ascii'))}"
    except (OSError, ValueError):
        return "another process"
