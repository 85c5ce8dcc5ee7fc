"""A worker process, as its parent sees it."""

import contextlib
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import connection, get_context
from time import monotonic

from .child import LAST, LOOK, READY, serve

__all__ = ["Died", "Worker", "ended", "killed", "wait"]

_PATIENCE = 5.0
"""How long workers may take to end by themselves, in seconds, for example to leave what a plug-in registered."""
_GRACE = 0.5
"""How long workers may take to end when they are told to at once, in seconds."""


class Died(Exception):  # noqa: N818 - an event, which is handled
    """The process has ended, and all its answers were received."""


class Worker:
    """A process that runs the same work on one task after another.

    It is spawned, never forked, so that it is the same on every platform, and the threads of this process cannot harm
    it. Python starts no process from a daemonic one.

    Args:
        work: A pickled callable from bytes to bytes.
    """

    def __init__(self, work: bytes) -> None:
        self.pipe, theirs = connection.Pipe()
        """To wait for an answer."""
        self._process = get_context("spawn").Process(target=serve, args=(theirs,), name="newsclaims")
        with theirs, _interrupts_held():
            self._process.start()
        self.pid = self._process.pid
        self.ready = False
        """Whether it has loaded its work."""
        self.send(work)

    def send(self, task: bytes) -> None:
        """Send a task. If the process has died, `receive` says so later.

        Args:
            task: The task, at least one byte.
        """
        with contextlib.suppress(OSError):
            self.pipe.send_bytes(task)

    def receive(self) -> bytes | None:
        """Return the next answer, or None if there is none yet.

        Raises:
            Died: If the process has ended.
        """
        # Asked first, because answers can come until the process ends.
        alive = self._process.is_alive()
        try:
            if self.pipe.poll():
                return self.pipe.recv_bytes()
        except (EOFError, OSError):
            raise Died from None
        if not alive:
            raise Died
        return None

    def loaded(self) -> str | None:
        """Return why the work could not be loaded, an empty string if it was, or None if that is not known yet.

        Raises:
            Died: If the process has ended.
        """
        answer = self.receive()
        self.ready = answer == READY
        return None if answer is None else answer.decode("utf-8")

    def end(self, deadline: float) -> None:
        """Wait for the process to end.

        Args:
            deadline: How long to wait, as a value of `time.monotonic`.
        """
        self._process.join(max(0.0, deadline - monotonic()))

    def terminate(self) -> None:
        """Tell the process to end at once."""
        self._process.terminate()

    def kill(self) -> None:
        """End the process, and let go of it."""
        self._process.kill()
        self._process.join(_GRACE)
        self.pipe.close()


def wait(workers: Iterable[Worker], seconds: float = LOOK) -> None:
    """Wait until one of some workers has an answer or has died, or for some time.

    Args:
        workers: The workers.
        seconds: The longest time to wait.
    """
    connection.wait([worker.pipe for worker in workers], seconds)


def ended(workers: Sequence[Worker]) -> None:
    """Let idle workers end by themselves; those that take long are ended.

    Args:
        workers: The workers.
    """
    try:
        for worker in workers:
            worker.send(LAST)
        deadline = monotonic() + _PATIENCE
        for worker in workers:
            worker.end(deadline)
    finally:
        killed(workers)


def killed(workers: Sequence[Worker]) -> None:
    """End workers at once, whatever they are doing; another interrupt has to wait for it.

    Args:
        workers: The workers.
    """
    with _interrupts_held():
        for worker in workers:
            worker.terminate()
        deadline = monotonic() + _GRACE
        for worker in workers:
            worker.end(deadline)
        # Those that handle or have blocked the signal, or were stopped.
        for worker in workers:
            worker.kill()


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back, as a context; a process that is started meanwhile holds it back too."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
