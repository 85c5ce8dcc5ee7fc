"""Makes a request to end (SIGTERM) an interrupt, so that a command tidies up before it ends."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Never

__all__ = ["Terminated", "terminated_as_interrupt"]


class Terminated(KeyboardInterrupt):
    """The interrupt of a SIGTERM, as `kill`, `docker stop` and schedulers of batch jobs send it."""


@contextlib.contextmanager
def terminated_as_interrupt() -> Iterator[None]:
    """Raise `Terminated` on a SIGTERM, as a context; a second SIGTERM ends the process at once.

    Outside the main thread, Python can set no handler, and nothing changes. The same is true if somebody else handles
    the signal or ignores it.
    """
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _raise)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _raise(number: int, _frame: FrameType | None) -> Never:
    signal.signal(number, signal.SIG_DFL)
    raise Terminated
