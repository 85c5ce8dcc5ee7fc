"""A stream for `async for`: the same results, with back-pressure, and nothing left when its reader goes away."""

import asyncio
import contextlib
import functools
import itertools
import multiprocessing
import threading
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline.given import FAIL, SCRIPT, TEXT, scripted, shape
from pipeline.processes import until

import newsclaims as nc
from newsclaims._pipeline import Failure, Pipeline
from newsclaims.errors import InputTypeError
from newsclaims.testing import SAMPLES, ScriptedExtractor

PIPELINE = Pipeline(ScriptedExtractor(SCRIPT, reactions={"BOOM": FAIL}), taggers=[])


async def slowly(items: Iterable[Any]) -> AsyncIterator[Any]:
    """Yield items, and let other tasks run between them."""
    for item in items:
        await asyncio.sleep(0)
        yield item


async def read(stream: AsyncIterator[Any]) -> tuple[list[Any], Exception | None]:
    """Return the results of a stream, and the error that ended it."""
    results: list[Any] = []
    try:
        async for result in stream:
            results.append(result)  # noqa: PERF401 - what came before an error is kept
    except Exception as error:  # noqa: BLE001 - compared by the test
        return results, error
    return results, None


def threads() -> list[threading.Thread]:
    """Return the threads of streams."""
    return [thread for thread in threading.enumerate() if thread.name == "newsclaims"]


@given(
    texts=st.lists(st.sampled_from([*SAMPLES, TEXT, "BOOM", None]), max_size=8),
    batch_size=st.integers(1, 5),
    lazily=st.booleans(),
)
def test_the_results_are_those_of_a_stream(texts: list[Any], batch_size: int, *, lazily: bool) -> None:
    """For an iterable and for an async iterable, with failures as results."""
    given: Any = slowly(texts) if lazily else texts
    found, error = asyncio.run(read(PIPELINE.astream(given, batch_size=batch_size, on_error="collect")))
    assert error is None
    assert shape(found) == shape(PIPELINE.stream(texts, batch_size=batch_size, on_error="collect"))


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_comes_after_the_results_before_it(workers: int) -> None:
    """It has its type, and the note that names the article."""
    stream = PIPELINE.astream(slowly([TEXT, TEXT, "BOOM", TEXT]), workers=workers)
    found, error = asyncio.run(read(stream))
    assert [len(claims) for claims in found] == [2, 2]
    assert isinstance(error, ZeroDivisionError)
    assert "number 2 of the stream" in error.__notes__[-1]
    until(lambda: threads() == [])
    assert multiprocessing.active_children() == []


async def broken() -> AsyncIterator[str]:
    """Yield two texts, and fail."""
    yield TEXT
    yield TEXT
    raise LookupError


def test_a_source_that_fails_ends_the_stream_after_what_was_read() -> None:
    """The error of an async source is that of the stream."""
    found, error = asyncio.run(read(PIPELINE.astream(broken())))
    assert len(found) == 2
    assert isinstance(error, LookupError)


def test_inputs_are_checked_as_in_a_stream() -> None:
    """Something else than an article in an async iterable is a failure."""
    odd: Any = slowly([None])
    [failure], _ = asyncio.run(read(PIPELINE.astream(odd, on_error="collect")))
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, InputTypeError)


@pytest.mark.parametrize("lazily", [True, False])
def test_nothing_is_read_far_ahead(*, lazily: bool) -> None:
    """A coroutine that stops asking stops the reading: a few results wait for it, and a batch."""
    taken = itertools.count()

    async def some() -> None:
        endless = (f"{TEXT} {next(taken)}" for _ in itertools.count())
        stream = PIPELINE.astream(slowly(endless) if lazily else endless, batch_size=3)
        async with contextlib.aclosing(stream):
            for _ in range(6):
                await anext(stream)

    asyncio.run(some())
    assert 6 <= next(taken) <= 6 + 2 * 3 + 2
    until(lambda: threads() == [])


def test_the_event_loop_is_free_while_an_article_is_read() -> None:
    """Other tasks run, and here one of them lets the article go on."""
    waits = threading.Event()

    async def main() -> int:
        stream = scripted(reactions={"WAIT": waits.wait}).astream(["WAIT"])
        asyncio.get_running_loop().call_later(0, waits.set)
        return len(await anext(stream))

    assert asyncio.run(main()) == 0


def begun(given: Any, **options: Any) -> tuple[threading.Event, threading.Event, Any]:
    """Return what says that an article is being read, what lets it go on, and a coroutine that reads the stream."""
    begins, goes_on = threading.Event(), threading.Event()

    def wait() -> None:
        begins.set()
        goes_on.wait()

    return begins, goes_on, read(scripted(reactions={"WAIT": wait}).astream(given, **options))


@pytest.mark.slow
def test_a_cancelled_task_does_not_wait_for_a_plug_in() -> None:
    """A thread that a plug-in holds is left behind, and ends as soon as the plug-in returns."""

    async def main() -> threading.Event:
        begins, goes_on, reading = begun(["WAIT"] * 20)
        task = asyncio.create_task(reading)
        await asyncio.to_thread(begins.wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return goes_on

    goes_on = asyncio.run(main())
    assert len(threads()) == 1
    goes_on.set()
    until(lambda: threads() == [])


class Counting(ScriptedExtractor):
    """An extractor that goes in steps, and counts them."""

    def extract(self, texts: Any) -> Iterator[Any]:
        """Go a million steps for each text."""
        for _ in nc.extractors.steps(range(1_000_000)):
            self.reactions["step"]()
        return super().extract(texts)


def test_a_cancelled_task_stops_a_long_article_at_its_next_step() -> None:
    """The steps of an extractor are where its work can be stopped."""
    steps, begins = itertools.count(), threading.Event()

    def step() -> None:
        next(steps)
        begins.set()

    async def main() -> None:
        task = asyncio.create_task(read(Pipeline(Counting([], reactions={"step": step}), []).astream([TEXT])))
        await asyncio.to_thread(begins.wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    until(lambda: threads() == [])
    assert next(steps) < 1_000_000


def test_a_cancelled_task_ends_its_workers() -> None:
    """Workers that are busy for hours end with the task."""

    async def main() -> None:
        pipeline = scripted(reactions={"STUCK": functools.partial(time.sleep, 3600)})
        stream = pipeline.astream(slowly(itertools.chain([TEXT], itertools.repeat("STUCK"))), workers=2)
        await anext(stream)
        task = asyncio.create_task(anext(stream))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    until(lambda: threads() == [])
    assert multiprocessing.active_children() == []


def test_a_source_that_gives_nothing_does_not_hold_a_cancelled_task() -> None:
    """What the stream waits for in the event loop is cancelled."""

    async def never() -> AsyncIterator[str]:
        yield TEXT
        await asyncio.Event().wait()

    async def main() -> None:
        stream = PIPELINE.astream(never())
        async with contextlib.aclosing(stream):
            await anext(stream)

    asyncio.run(main())
    until(lambda: threads() == [])


def test_a_closed_event_loop_ends_the_thread() -> None:
    """A program that closes its loop, and does not close the stream, leaves no thread."""
    loop = asyncio.new_event_loop()
    stream = PIPELINE.astream(itertools.repeat(TEXT))

    async def first() -> int:
        return len(await anext(stream))

    assert loop.run_until_complete(first()) == 2
    loop.close()
    until(lambda: threads() == [])


def test_a_stream_that_is_never_read_starts_nothing() -> None:
    """The thread begins with the first result that is asked for."""

    async def main() -> set[threading.Thread]:
        # A thread of an earlier test can still be ending.
        before = threads()
        PIPELINE.astream([TEXT])
        return set(threads()).difference(before)

    assert asyncio.run(main()) == set()
