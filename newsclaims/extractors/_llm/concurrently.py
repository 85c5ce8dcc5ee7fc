"""Runs coroutines at the same time in an event loop of their own, for a caller that has none or is in another one."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any, TypeVar

__all__ = ["concurrently"]

_Tool = TypeVar("_Tool")
_Job = TypeVar("_Job")
_Result = TypeVar("_Result")

_PATIENCE = 1.0
"""How many seconds an interrupted caller waits for the loop to close its connections."""


@contextmanager
def concurrently(
    opened: Callable[[], AbstractAsyncContextManager[_Tool]],
    work: Callable[[_Tool, _Job], Coroutine[Any, Any, _Result]],
    jobs: Sequence[_Job],
    most: int,
) -> Iterator[list[Future[_Result]]]:
    """Run jobs, as a context that has their results; when it ends, what still runs is cancelled.

    Args:
        opened: Returns a context with the tool that all jobs share, such as a client.
        work: Does a job.
        jobs: The jobs, begun in order.
        most: How many run at the same time.

    Yields:
        A future for each job.
    """
    futures: list[Future[_Result]] = [Future() for _ in jobs]
    loop = asyncio.new_event_loop()
    running = loop.create_task(_run(opened, work, list(zip(jobs, futures, strict=True)), most))

    def drive() -> None:
        asyncio.set_event_loop(loop)
        try:
            with contextlib.suppress(asyncio.CancelledError):
                loop.run_until_complete(running)
            loop.run_until_complete(loop.shutdown_asyncgens())
        finally:
            loop.close()
            # Nobody must wait for a result that cannot come any more.
            for future in futures:
                future.cancel()

    # A daemon, so that a name server that does not answer cannot keep a program from ending.
    thread = threading.Thread(target=drive, name="newsclaims-llm", daemon=True)
    thread.start()
    try:
        yield futures
    finally:
        # If all jobs are done, the loop is closing its connections, or is closed.
        if not all(future.done() for future in futures):
            loop.call_soon_threadsafe(running.cancel)
        thread.join(_PATIENCE)


async def _run(
    opened: Callable[[], AbstractAsyncContextManager[_Tool]],
    work: Callable[[_Tool, _Job], Coroutine[Any, Any, _Result]],
    pairs: Sequence[tuple[_Job, Future[_Result]]],
    most: int,
) -> None:
    slots = asyncio.Semaphore(most)

    async def settle(tool: _Tool, job: _Job, future: Future[_Result]) -> None:
        async with slots:
            try:
                future.set_result(await work(tool, job))
            except Exception as error:  # noqa: BLE001 - raised where the result is waited for
                future.set_exception(error)

    try:
        async with opened() as tool:
            await asyncio.gather(*(settle(tool, job, future) for job, future in pairs))
    except Exception as error:  # noqa: BLE001 - raised where the results are waited for
        for _, future in pairs:
            if not future.done():
                future.set_exception(error)
