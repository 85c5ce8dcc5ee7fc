"""Runs batches in worker processes, in order, and reads only a few batches ahead."""

import atexit
import pickle
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from multiprocessing import current_process

from attrs import evolve, frozen

from ..errors import WorkerError
from .crew import Crew
from .logs_of_workers import Levels, Logged, logged_in_worker
from .stream import Batch, Failure, Result, Run, attempt

__all__ = ["in_processes"]

_DAEMONIC = (
    "this process is daemonic, like a Celery prefork worker, and Python does not allow such a process to start other "
    "processes. Use workers=1."
)


def in_processes(
    run: Run, batches: Iterable[Batch], workers: int, check: Callable[[], None] = lambda: None
) -> Generator[Result, None, None]:
    """Run batches in processes; yield one result per article, in order.

    If the batches end with an error, it is raised after the results of the batches before it. If the generator is
    closed, or an error or an interrupt leaves it, its processes end at once.

    Args:
        run: The function that turns articles into claim sets; it can be pickled.
        batches: The batches; at most three for each worker are read ahead.
        workers: The largest number of processes.
        check: Called now and then while this process waits; what it raises ends the work.

    Raises:
        WorkerError: If the pipeline cannot be pickled, this process is daemonic, or processes do not start.
    """
    if current_process().daemon:
        raise WorkerError(_DAEMONIC)
    crew = Crew(_pickled(run), workers)
    # A stream may still be open when Python ends, and Python would wait for its processes.
    atexit.register(crew.stop)
    try:
        yield from _results(crew, iter(batches), check)
        crew.finish()
    finally:
        crew.stop()
        atexit.unregister(crew.stop)


def _pickled(run: Run) -> bytes:
    try:
        return pickle.dumps(_Work(run, Levels.of_this_process()))
    except Exception as error:
        reason = f"the pipeline cannot be pickled and sent to workers ({type(error).__name__}: {error})."
        raise WorkerError(f"{reason} Make its plug-ins picklable, or use workers=1.") from error


def _results(crew: Crew, batches: Iterator[Batch], check: Callable[[], None]) -> Generator[Result, None, None]:
    """Yield the results that are there; else let workers begin another batch; else wait."""
    at_end, trouble = False, None
    while True:
        crew.collect()
        if (results := crew.delivered()) is not None:
            yield from results
        elif crew.has_room and not at_end:
            try:
                batch = next(batches, None)
            except Exception as error:  # noqa: BLE001 - raised below, after what was read before it
                batch, trouble = None, error
            if batch is None:
                at_end = True
            else:
                crew.take(batch)
        elif crew.is_busy:
            check()
            crew.wait()
        else:
            break
    if trouble is not None:
        raise trouble


# The code below runs in the workers.


@frozen
class _Work:
    """What a worker does with a task: it runs a batch.

    Args:
        run: Turns articles into claim sets.
        levels: What is logged.
    """

    run: Run
    levels: Levels

    def __call__(self, task: bytes) -> bytes:
        """Return the pickled results of a pickled batch, with what was logged."""
        batch: Batch = pickle.loads(task)  # noqa: S301 - our own bytes, from our own process
        with logged_in_worker(self.levels) as records:
            results = [_portable(result) for result in attempt(self.run, batch)]
        return pickle.dumps(Logged(results, tuple(records)))


def _portable(result: Result) -> Result:
    """Replace an error that cannot be pickled."""
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
        return type(pickle.loads(pickle.dumps(error))) is type(error)  # noqa: S301 - our own bytes
    except Exception:  # noqa: BLE001
        return False
