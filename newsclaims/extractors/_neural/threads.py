"""Runs tasks on threads, with the results in order."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

__all__ = ["on_threads"]

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

_AHEAD = 4
"""How many tasks for each thread are begun beyond the job whose results are taken next; this limits memory."""


def on_threads(
    work: Callable[[_Task], _Result], jobs: Iterable[Sequence[_Task]], threads: int
) -> Generator[list[_Result], None, None]:
    """Yield the results of the tasks of each job, in order; only a few jobs are taken ahead.

    The thread of the caller is one of the threads: it does tasks itself where it would have to wait for them. While it
    works on the results of a job, the others do the next tasks. So no core is idle.

    If the caller stops early, or an error or an interrupt ends the loop, tasks that have not begun are dropped, and
    nothing waits for those that run.

    Args:
        work: The function that does a task.
        jobs: The jobs, taken in the thread of the caller. Each is a list of tasks, which may be empty.
        threads: The number of threads, at least 2.
    """
    # The pool is not kept: threads do not survive a fork, and starting them is quick compared with a task.
    pool = ThreadPoolExecutor(threads - 1)
    waiting: deque[list[_Begun[_Task, _Result]]] = deque()
    ahead = 0
    try:
        for job in jobs:
            waiting.append([_Begun(pool, work, task) for task in job])
            ahead += len(job)
            while ahead - len(waiting[0]) >= _AHEAD * threads:
                ahead -= len(waiting[0])
                yield _results(waiting.popleft())
        while waiting:
            yield _results(waiting.popleft())
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


class _Begun(Generic[_Task, _Result]):
    """A task that a pool was given."""

    __slots__ = ("_future", "_task", "_work")

    def __init__(self, pool: ThreadPoolExecutor, work: Callable[[_Task], _Result], task: _Task) -> None:
        self._work, self._task = work, task
        try:
            self._future = pool.submit(work, task)
        except RuntimeError:
            # The main thread has ended, so Python cannot start new threads.
            self._future = Future()

    def take(self) -> None:
        """Do the task in this thread, unless another one has begun it."""
        if self._future.cancel():
            self._future = Future()
            self._future.set_result(self._work(self._task))

    def result(self) -> _Result:
        """Return the result of the task, or raise its error; it must have been taken."""
        return self._future.result()


def _results(job: Sequence[_Begun[_Task, _Result]]) -> list[_Result]:
    """Return the results of the tasks of a job."""
    # The others begin with the first, so this thread begins with the last.
    for task in reversed(job):
        task.take()
    return [task.result() for task in job]
