"""Lets a coroutine read the results of a stream, which runs in a thread of its own."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable, Generator, Iterable, Iterator
from concurrent import futures
from contextvars import copy_context
from typing import Any, Generic, TypeVar

from attrs import frozen

from .._progress.position import Position, following

__all__ = ["Begin", "in_thread"]

_T = TypeVar("_T")
Begin = Callable[[Iterable[Any], Callable[[], None]], Generator[_T, None, None]]
"""Begins a stream: from articles, and a function to call now and then, which ends the stream by what it raises."""

_AHEAD = 2
"""How many results may wait for the coroutine."""
_LOOK = 0.5
"""How often a thread that waits looks whether the event loop is still there, in seconds."""
_PATIENCE = 1.0
"""How long to wait for the thread of a stream that was stopped, in seconds; a plug-in may not notice it earlier."""


async def in_thread(articles: Iterable[Any] | AsyncIterable[Any], begin: Begin[_T]) -> AsyncGenerator[_T, None]:
    """Yield the results of a stream that runs in a thread. If the generator is closed or cancelled, the thread ends.

    Args:
        articles: The articles. If they are an async iterable, they are read in the event loop, otherwise in the thread.
        begin: Begins the stream.
    """
    engine = _Engine(articles, begin)
    engine.start()
    try:
        while not isinstance(found := await engine.next(), _End):
            yield found
        if found.error is not None:
            raise found.error
    finally:
        await engine.stop()


class _Stopped(BaseException):
    """Ends the thread of a stream that nobody reads any more; not an error, so that no plug-in handles it."""


@frozen
class _End:
    """The end of the results, with the error that ended them."""

    error: BaseException | None = None


class _Engine(Generic[_T]):
    """A stream in a thread, with what connects it to an event loop."""

    def __init__(self, articles: Iterable[Any] | AsyncIterable[Any], begin: Begin[_T]) -> None:
        self._articles, self._begin = articles, begin
        self._loop = asyncio.get_running_loop()
        self._found: asyncio.Queue[_T | _End] = asyncio.Queue()
        self._ended = asyncio.Event()
        self._room = threading.Semaphore(_AHEAD)
        self._asked: futures.Future[Any] | None = None
        self._stopped = False

    def start(self) -> None:
        """Start the thread; Python does not wait for it at its end."""
        context = copy_context()
        threading.Thread(target=context.run, args=(self._work,), name="newsclaims", daemon=True).start()

    async def next(self) -> _T | _End:
        """Wait for the next result, and let the thread find another one."""
        found = await self._found.get()
        self._room.release()
        return found

    async def stop(self) -> None:
        """Stop the thread, and wait a little until it has ended."""
        self._stopped = True
        self._room.release()
        if self._asked is not None:
            self._asked.cancel()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._ended.wait(), _PATIENCE)

    # The methods below run in the thread.

    def _work(self) -> None:
        end = _End()
        # The steps of a long article are reported, and there it can be stopped.
        position = Position(lambda _share: self._check(), lambda: None)
        try:
            with following(position), contextlib.closing(self._begin(self._source(), self._check)) as results:
                for result in results:
                    self._wait_for_room()
                    self._tell(self._found.put_nowait, result)
        except _Stopped:
            pass
        except BaseException as error:  # noqa: BLE001 - raised in the coroutine
            end = _End(error)
        with contextlib.suppress(_Stopped):
            self._tell(self._found.put_nowait, end)
            self._tell(self._ended.set)

    def _check(self) -> None:
        if self._stopped or self._loop.is_closed():
            raise _Stopped

    def _wait_for_room(self) -> None:
        while not self._room.acquire(timeout=_LOOK):
            self._check()
        self._check()

    def _tell(self, call: Callable[..., object], *values: object) -> None:
        """Call a function in the event loop."""
        try:
            self._loop.call_soon_threadsafe(call, *values)
        except RuntimeError:
            # The loop is closed.
            raise _Stopped from None

    def _source(self) -> Iterator[Any]:
        """Return the articles, so that this thread can read them."""
        if isinstance(self._articles, AsyncIterable):
            return self._read(aiter(self._articles))
        return iter(self._articles)

    def _read(self, articles: AsyncIterator[Any]) -> Iterator[Any]:
        while not isinstance(article := self._awaited(articles), _End):
            yield article

    def _awaited(self, articles: AsyncIterator[Any]) -> Any:
        """Let the event loop read the next article, and wait for it."""
        asking = _next(articles)
        try:
            self._asked = asyncio.run_coroutine_threadsafe(asking, self._loop)
        except RuntimeError:
            asking.close()
            raise _Stopped from None
        self._check()
        while not futures.wait([self._asked], _LOOK).done:
            self._check()
        if self._asked.cancelled():
            self._check()
        return self._asked.result()


async def _next(articles: AsyncIterator[Any]) -> Any:
    """Return the next article, or the end."""
    try:
        return await anext(articles)
    except StopAsyncIteration:
        return _End()
