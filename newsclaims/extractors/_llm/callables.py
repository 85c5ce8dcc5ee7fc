"""Asks a function of the user instead of an endpoint, each time in a thread of its own."""

import asyncio
import contextlib
import inspect
import threading
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from attrs import frozen

from .endpoint import Ask, AskingError
from .prompt import Message
from .reply import Reply
from .usage import Usage, is_count

__all__ = ["Complete", "OwnFunction", "Said", "is_async"]

Said = str | tuple[str, Mapping[str, int]]
"""What a function of the user returns: the answer, or the answer and its `prompt_tokens` and `completion_tokens`."""
Complete = Callable[[list[Message], Mapping[str, Any]], Said]
"""A function of the user that returns the answer to messages, which should fit a JSON Schema."""


def is_async(function: Callable[..., object]) -> bool:
    """Return whether a function, or an object that is called like one, gives its result only to `await`.

    Args:
        function: The function.
    """
    kinds = inspect.iscoroutinefunction, inspect.isasyncgenfunction
    return any(is_kind(one) for one in (function, type(function).__call__) for is_kind in kinds)


@frozen(slots=True)
class OwnFunction:
    """A function of the user that answers.

    Args:
        complete: The function.
        timeout: The most seconds that an answer may take.
    """

    complete: Complete
    timeout: float

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Ask]:
        """Return the function that asks, as a context, like an endpoint's."""
        yield self._ask

    async def _ask(self, messages: Sequence[Message], schema: Mapping[str, Any], /) -> Reply:
        try:
            async with asyncio.timeout(self.timeout):
                said = await _in_thread(self.complete, list(messages), schema)
        except TimeoutError:
            raise AskingError(f"complete() took more than {self.timeout:g} seconds; timeout= sets the limit.") from None
        return _reply(said)


async def _in_thread(function: Complete, messages: list[Message], schema: Mapping[str, Any]) -> object:
    """Return the result of a function; if the caller does not wait for it, its thread does not hold up the program."""
    loop = asyncio.get_running_loop()
    result: asyncio.Future[object] = loop.create_future()

    def settle(value: object, error: BaseException | None) -> None:
        if not result.done():
            result.set_result(value) if error is None else result.set_exception(error)

    def work() -> None:
        value: object = None
        error: BaseException | None = None
        try:
            value = function(messages, schema)
        except BaseException as raised:  # noqa: BLE001 - raised where the answer is waited for
            # These would end the loop, or cannot be the error of a future.
            final = isinstance(raised, StopIteration) or not isinstance(raised, Exception)
            error = RuntimeError(f"complete() raised {type(raised).__name__}") if final else raised
        # The loop is closed if nobody waits any more.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, value, error)

    threading.Thread(target=work, name="newsclaims-llm-complete", daemon=True).start()
    return await result


def _reply(said: object) -> Reply:
    """Return what a function of the user returned, after checking it."""
    if inspect.iscoroutine(said):
        # Else Python warns that nobody awaited it.
        said.close()
    text, tokens = said if isinstance(said, tuple) and len(said) == 2 else (said, {})
    if not isinstance(text, str) or not isinstance(tokens, Mapping):
        raise AskingError(f"complete() must return a str, or a str and its token counts, not {type(said).__name__}.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise AskingError("complete() returned half a character, a lone surrogate. Decode its answer as UTF-8.")
    counts = [tokens.get(name) for name in ("prompt_tokens", "completion_tokens")]
    return Reply(text, usage=Usage(1, 0, *(count if is_count(count) else None for count in counts)))
