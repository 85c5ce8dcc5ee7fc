"""What an input may use: a folder of its own, a time and a memory that fit its size, and no network."""

import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from hypothesis.configuration import storage_directory

__all__ = ["ForbiddenError", "TooLargeError", "TooSlowError", "guarded", "metered", "set_memory_limit"]

SECONDS: Final = 5.0
"""The processor time that any input may take."""
SECONDS_A_BYTE: Final = 0.001
"""The processor time that it may take for each of its bytes. The slowest parts need less than a tenth of it."""
MOST_SECONDS: Final = 60.0
"""The processor time after which an input is stopped."""
BYTES: Final = 300_000_000
"""By how much any input may raise the peak of the memory."""
BYTES_A_BYTE: Final = 5_000
"""By how much more it may raise it for each of its bytes."""

_REFUSED = frozenset(
    {
        *("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"),
        *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "pickle.find_class"),
    }
)
_CHANGING = frozenset(
    {
        *("os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink"),
        *("os.truncate", "shutil.rmtree", "shutil.move", "shutil.copyfile"),
    }
)
"""Events with the names of the places that they change."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class ForbiddenError(BaseException):
    """Something that no input may cause. It is not an `Exception`, so that no handler can hide it."""


class TooSlowError(BaseException):
    """An input that takes too much time."""


class TooLargeError(Exception):
    """An input that takes too much memory."""


class _Guard:
    """An audit hook (PEP 578). A hook can't be removed, so there is one, and it has a switch."""

    def __init__(self) -> None:
        self.folders: tuple[str, ...] = ()
        self._hooked = False

    def hook_in(self) -> None:
        if not self._hooked:
            sys.addaudithook(self)
            self._hooked = True

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.folders:
            return
        if event in _REFUSED:
            self._refuse(event, arguments)
        elif event == "open":
            path, mode, flags = arguments
            writes = any(sign in mode for sign in "wax+") if isinstance(mode, str) else bool(flags & _WRITING)
            if writes and not self._inside(path):
                self._refuse(event, arguments)
        elif event in _CHANGING and not all(map(self._inside, _places(event, arguments))):
            self._refuse(event, arguments)

    def _inside(self, path: object) -> bool:
        """Say whether a path is in one of the folders; an argument of another type counts as one that is."""
        if not isinstance(path, (str, bytes, os.PathLike)):
            return True
        name = os.path.realpath(os.fsdecode(path))
        return name == os.devnull or any(f"{name}{os.sep}".startswith(f"{one}{os.sep}") for one in self.folders)

    def _refuse(self, event: str, arguments: tuple[Any, ...]) -> None:
        # Switched off, because the report of the error opens files.
        self.folders = ()
        message = f"{event}{arguments!r}"
        raise ForbiddenError(message)


def _places(event: str, arguments: tuple[Any, ...]) -> list[object]:
    """Return the arguments of an event; a name that belongs to an open folder, as a path."""
    # The last argument of each event but one is the number of such a folder.
    number = arguments[-1] if event != "os.truncate" else None
    base = Path(f"/proc/self/fd/{number}") if isinstance(number, int) and number > 0 else Path()
    return [base / os.fsdecode(one) if isinstance(one, (str, bytes)) else one for one in arguments]


_GUARD = _Guard()


@contextmanager
def guarded(*allowed: Path) -> Iterator[Path]:
    """Forbid network, other programs, pickles, and changes outside a new temporary folder; a context with it.

    Args:
        *allowed: Other folders in which files may change.
    """
    _GUARD.hook_in()
    # Modules that are imported late would be written as bytecode.
    sys.dont_write_bytecode = True
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="newsclaims-fuzz-") as folder:
        tempfile.tempdir = folder
        # Hypothesis keeps tables of characters.
        places: tuple[str | Path, ...] = (folder, *allowed, storage_directory().path)
        _GUARD.folders = tuple(os.path.realpath(place) for place in places)
        try:
            yield Path(folder)
        finally:
            _GUARD.folders = ()
            tempfile.tempdir = before


def set_memory_limit(more: int) -> None:
    """Let the process have so many more bytes of addresses; beyond that, Python raises a `MemoryError`.

    Args:
        more: The number of bytes.
    """
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + more, resource.getrlimit(resource.RLIMIT_AS)[1]))


@contextmanager
def metered(size: int) -> Iterator[None]:
    """Stop an input that takes too much time, and raise an error for one that took too much time or memory.

    Args:
        size: The number of its bytes.

    Raises:
        TooSlowError: If it took too much processor time.
        TooLargeError: If it took too much memory.
    """
    before = signal.signal(signal.SIGPROF, _stop)
    peak, started = _peak(), time.process_time()
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    taken, grown = time.process_time() - started, _peak() - peak
    if taken > SECONDS + SECONDS_A_BYTE * size:
        message = f"{taken:.1f} s of processor time for {size:,} bytes"
        raise TooSlowError(message)
    if grown > BYTES + BYTES_A_BYTE * size:
        message = f"{grown:,} bytes of memory for {size:,} bytes"
        raise TooLargeError(message)


def _stop(*_: object) -> None:
    message = f"more than {MOST_SECONDS:.0f} s of processor time"
    raise TooSlowError(message)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
