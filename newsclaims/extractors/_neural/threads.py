"""Runs jobs on threads, with the results in order."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

__all__ = ["on_threads"]

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")

_AHEAD = 2
"""How many jobs for each thread are begun before the first result is taken; this limits memory."""


def on_threads(work: Callable[[_Job], _Result], jobs: Iterable[_Job], threads: int) -> Generator[_Result, None, None]:
    """Yield the results of jobs in order; only a few jobs are taken ahead.

    If the caller stops early, or an error or an interrupt ends the loop, jobs that have not begun are dropped, and
    nothing waits for those that run.

    Args:
        work: The function that does a job.
        jobs: The jobs, taken in the thread of the caller.
        threads: How many run at the same time.
    """
    # The pool is not kept: threads do not survive a fork, and starting them is quick compared with a job.
    pool = ThreadPoolExecutor(threads)
    waiting: deque[Callable[[], _Result]] = deque()
    try:
        for job in jobs:
            waiting.append(_begun(pool, work, job))
            if len(waiting) > _AHEAD * threads:
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _begun(pool: ThreadPoolExecutor, work: Callable[[_Job], _Result], job: _Job) -> Callable[[], _Result]:
    """Begin a job, and return a function that waits for its result."""
    try:
        return pool.submit(work, job).result
    except RuntimeError:
        # The main thread has ended, so Python cannot start new threads: the thread that waits does the job.
        return partial(work, job)
