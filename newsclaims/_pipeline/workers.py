"""Runs batches in worker processes, in order, reading only a few batches ahead; survives a worker that dies.

Workers are spawned, never forked, so that a pipeline behaves in the same way on every platform and the caller's threads
cannot harm it. Each worker gets the pickled pipeline once, and then only articles.
"""

import contextlib
import os
import pickle
import signal
import threading
import traceback
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing import connection, current_process, get_context, parent_process

from attrs import evolve

from .._logs import logger
from .._model import Article
from ..errors import WorkerError
from .stream import Batch, Failure, Result, Run, attempt

__all__ = ["in_processes"]

_log = logger(__name__)

# Batches for each worker: one that it works on and one that waits.
_AHEAD = 2
_DIED = (
    "the worker process died while it worked on this article. The other articles of its batch were run again. "
    "Look for a crash in native code or a lack of memory."
)
_DAEMONIC = (
    "this process is daemonic, like a Celery prefork worker, and Python does not allow such a process to start other "
    "processes. Use workers=1."
)
_NO_START = (
    "worker processes do not start. A script must be a file and call stream(..., workers=2) under "
    "`if __name__ == '__main__':`. Otherwise use workers=1."
)


def in_processes(run: Run, batches: Iterable[Batch], workers: int) -> Generator[Result, None, None]:
    """Run batches in processes; yield one result per article, in order.

    Args:
        run: The function that turns articles into claim sets; it can be pickled.
        batches: The batches; at most two for each worker are read ahead.
        workers: The number of processes.

    Raises:
        WorkerError: If the pipeline cannot be pickled, this process is daemonic, or processes do not start.
    """
    crew = _Crew(run, workers)
    pending: deque[tuple[Batch, Future[list[Result]]]] = deque()
    try:
        for batch in batches:
            pending.append((batch, crew.submit(batch)))
            if len(pending) >= _AHEAD * workers:
                yield from crew.results(*pending.popleft())
        while pending:
            yield from crew.results(*pending.popleft())
    finally:
        crew.close()


class _Crew:
    """The worker processes, replaced when one dies."""

    def __init__(self, run: Run, workers: int) -> None:
        if current_process().daemon:
            raise WorkerError(_DAEMONIC)
        try:
            self._payload = pickle.dumps(run)
        except Exception as error:
            reason = f"the pipeline cannot be pickled and sent to workers ({type(error).__name__}: {error})."
            raise WorkerError(f"{reason} Make its plug-ins picklable, or use workers=1.") from error
        self._workers = workers
        self._pool = self._started(workers)
        _log.info("started worker processes: %d", workers)

    def submit(self, batch: Batch) -> Future[list[Result]]:
        """Hand a batch to the next free worker."""
        try:
            return self._pool.submit(_work, batch)
        except BrokenExecutor:
            _log.warning("a worker process died; all of them are replaced")
            self._pool.shutdown()
            self._pool = self._started(self._workers)
            return self._pool.submit(_work, batch)

    def results(self, batch: Batch, future: Future[list[Result]]) -> list[Result]:
        """Wait for a batch; if its worker died, run its articles again one by one."""
        try:
            return future.result()
        except BrokenExecutor:
            _log.warning(
                "a worker process died; its %d articles, from number %d, are run again", len(batch), batch[0][0]
            )
            return self._one_by_one(batch)

    def close(self) -> None:
        """Let the workers finish their current batches, and stop them."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _one_by_one(self, batch: Batch) -> list[Result]:
        found: list[Result] = []
        with contextlib.ExitStack() as stack:
            pool = None
            for index, given in batch:
                pool = pool or self._proven(stack)
                try:
                    found += pool.submit(_work, [(index, given)]).result()
                except BrokenExecutor:
                    pool = None
                    name = given.id if isinstance(given, Article) else None
                    found.append(Failure(index, name, WorkerError(_DIED)))
        return found

    def _proven(self, stack: contextlib.ExitStack) -> ProcessPoolExecutor:
        """Start one worker and check that it runs; if it dies at once, the article is not the cause."""
        pool = stack.enter_context(self._started(1))
        try:
            pool.submit(os.getpid).result()
        except BrokenExecutor as error:
            raise WorkerError(_NO_START) from error
        return pool

    def _started(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, get_context("spawn"), _begin, (self._payload,))


# The code below runs in the workers.

_payload = b""
_run: Run | None = None


def _begin(payload: bytes) -> None:
    global _payload  # noqa: PLW0603
    _payload = payload
    # Ctrl-C reaches the whole process group; only the parent handles it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Exit when the parent has ended; the pool's worker would wait for it for ever."""
    if (parent := parent_process()) is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _work(batch: Batch) -> list[Result]:
    global _run  # noqa: PLW0603
    if _run is None:
        try:
            _run = pickle.loads(_payload)  # noqa: S301
        except Exception as error:  # noqa: BLE001
            reason = f"the pipeline cannot be loaded in a worker ({type(error).__name__}: {error})."
            hint = "Define its plug-ins in a module that can be imported, or use workers=1."
            raise WorkerError(f"{reason} {hint}") from None
    return [_portable(result) for result in attempt(_run, batch)]


def _portable(result: Result) -> Result:
    """Replace an error that cannot be pickled, because it would break the whole pool."""
    if not isinstance(result, Failure):
        return result
    error = result.error
    trace = "".join(traceback.format_exception(error)).rstrip()
    if not _survives(error):
        error = WorkerError(f"{type(error).__name__}: {error}")
    error.add_note(f"in a worker process:\n{trace}")
    return evolve(result, error=error)


def _survives(error: Exception) -> bool:
    try:
        return type(pickle.loads(pickle.dumps(error))) is type(error)  # noqa: S301
    except Exception:  # noqa: BLE001
        return False
