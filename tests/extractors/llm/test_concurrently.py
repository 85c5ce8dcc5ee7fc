"""Coroutines in an event loop of their own: results in order, a limit, and an end that does not hang."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from newsclaims.extractors._llm.concurrently import concurrently


@asynccontextmanager
async def tool() -> AsyncIterator[list[str]]:
    """Yield something, and note when the context ends."""
    try:
        yield []
    finally:
        CLOSED.append("closed")


CLOSED: list[str] = []


@pytest.fixture(autouse=True)
def _open() -> None:
    CLOSED.clear()


async def double(_: list[str], number: int) -> int:
    """Return twice a number, or fail."""
    await asyncio.sleep(0)
    if number < 0:
        raise ValueError(number)
    return 2 * number


def test_each_job_has_its_result_or_its_error() -> None:
    """A job that fails leaves the others alone, and the tool is closed in the end."""
    with concurrently(tool, double, [1, -2, 3], 2) as futures:
        assert futures[0].result() == 2
        assert isinstance(futures[1].exception(), ValueError)
        assert futures[2].result() == 6
    assert CLOSED == ["closed"]


@pytest.mark.parametrize("most", [1, 3])
def test_no_more_jobs_than_allowed_run_at_the_same_time(most: int) -> None:
    """The number of jobs that have begun and not ended is bounded."""
    running, highest = 0, 0

    async def work(_: list[str], __: int) -> None:
        nonlocal running, highest
        running += 1
        highest = max(highest, running)
        for _turn in range(5):
            await asyncio.sleep(0)
        running -= 1

    with concurrently(tool, work, range(10), most) as futures:
        for future in futures:
            future.result()
    assert highest == most


def test_a_tool_that_cannot_be_opened_fails_every_job() -> None:
    """All jobs have the error of the tool."""

    @asynccontextmanager
    async def broken() -> AsyncIterator[list[str]]:
        raise ZeroDivisionError
        yield []

    with concurrently(broken, double, [1, 2], 1) as futures:
        assert [type(future.exception()) for future in futures] == [ZeroDivisionError] * 2


def test_an_interrupt_cancels_what_runs() -> None:
    """If the caller is interrupted, jobs are cancelled and the tool is closed before the context ends."""
    begun = threading.Event()

    async def forever(_: list[str], __: int) -> None:
        begun.set()
        await asyncio.Event().wait()

    def interrupted() -> None:
        with concurrently(tool, forever, [1, 2, 3], 2):
            assert begun.wait(20)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert CLOSED == ["closed"]


def test_it_works_inside_another_event_loop() -> None:
    """A caller in a coroutine, as in a notebook, gets results too."""

    async def notebook() -> list[int]:
        with concurrently(tool, double, [1, 2], 2) as futures:
            return [future.result() for future in futures]

    assert asyncio.run(notebook()) == [2, 4]
