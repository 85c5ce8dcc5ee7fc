"""Asks for the claims of a part of an article: from what is kept, or from the model, and once more if that fails."""

import asyncio
from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any

from attrs import define, field, frozen

from newsclaims.text import Text

from .endpoint import Ask, AskingError
from .health import Health
from .prompt import Message, Prompt
from .reading import ReadAnswer, UnusableAnswerError, read_answer
from .reply import Reply
from .store import Kept, Store, request_key
from .usage import Total, Usage
from .windows import halves

__all__ = ["Answered", "Asker", "Question", "Watch"]


@define(slots=True)
class Watch:
    """Measures how long the questions of an article take together.

    Args:
        seconds: The limit.
    """

    seconds: float
    _began: float | None = None

    def end(self) -> float:
        """Return when the time is over, in the time of the event loop; it begins with the first call."""
        if self._began is None:
            self._began = asyncio.get_running_loop().time()
        return self._began + self.seconds


@frozen(slots=True)
class Question:
    """A window of an article whose claims are asked for.

    Args:
        text: The article.
        window: The start and the end of the window.
        watch: The watch that all windows of the article share.
    """

    text: Text
    window: tuple[int, int]
    watch: Watch


@frozen(slots=True)
class Answered:
    """The answer to a question.

    Args:
        windows: The window, or the smaller ones that had to be asked about instead.
        read: What is said about each.
        usage: What all of it cost, when it was asked for.
    """

    windows: tuple[tuple[int, int], ...]
    read: tuple[ReadAnswer, ...]
    usage: Usage


@define(slots=True)
class Asker:
    """Asks the questions of a batch.

    Args:
        prompt: What the model is asked.
        overlap: About how many characters two windows share.
        asked: Who is asked, and with which options, for the keys of answers.
        store: The answers on disk; None to keep none.
        kept: What came of batches that failed.
        total: What was spent.
        health: Whether the endpoint works.
    """

    prompt: Prompt
    overlap: int
    asked: Mapping[str, Any]
    store: Store | None
    kept: Kept
    total: Total
    health: Health
    replies: dict[str, Reply] = field(init=False, factory=dict)
    """The answers of the batch that could be used, by their keys."""
    failures: dict[str, AskingError] = field(init=False, factory=dict)
    """The failures of the batch, by the keys of their first questions."""

    async def answered(self, ask: Ask, question: Question) -> Answered:
        """Return the answer to a question.

        Args:
            ask: Asks the model.
            question: The question.

        Raises:
            AskingError: If there is no answer in time, or the second one cannot be used either.
        """
        watch = question.watch
        try:
            async with asyncio.timeout_at(watch.end()):
                return await self._answered(ask, question.text, question.window)
        except TimeoutError:
            reason = f"its answers took more than {watch.seconds:g} seconds together; deadline= sets the limit."
            failure: AskingError = AskingError(reason)
        except AskingError as error:
            failure = error
        # A new one, because the other refers to all that was on its way, the client and its key too.
        self.failures[request_key(self.asked, self._messages(question.text, question.window))] = type(failure)(
            failure.reason, failure.retries
        )
        raise failure

    async def _answered(self, ask: Ask, text: Text, window: tuple[int, int]) -> Answered:
        """Return the answer about a window; if the model cannot write all of it, the answers about its halves."""
        messages = self._messages(text, window)
        first = await self._reply(ask, messages)
        read: ReadAnswer | None = None
        try:
            read = read_answer(first[1], self.prompt.judge)
            is_cut = read.cut
        except UnusableAnswerError as error:
            reason, is_cut = str(error), error.cut
        if is_cut and (smaller := halves(text, *window, self.overlap)) is not None:
            self._keep(first)
            one, other = [await self._answered(ask, text, half) for half in smaller]
            usage = first[1].usage + one.usage + other.usage
            return Answered((*one.windows, *other.windows), (*one.read, *other.read), usage)
        if read is not None:
            self._keep(first)
            return Answered((window,), (read,), first[1].usage)
        second = await self._reply(ask, self.prompt.again(messages, first[1].text, reason))
        try:
            read = read_answer(second[1], self.prompt.judge)
        except UnusableAnswerError as error:
            advice = "Allow more tokens (max_tokens in extra_body), or try" if error.cut else "Try"
            message = f"{error}, and the one before could not be used either. {advice} another model."
            raise AskingError(message) from None
        self._keep(first, second)
        return Answered((window,), (read,), first[1].usage + second[1].usage)

    def _messages(self, text: Text, window: tuple[int, int]) -> list[Message]:
        return self.prompt.messages(text.string[slice(*window)])

    def _keep(self, *pairs: tuple[str, Reply]) -> None:
        """Keep replies that were used; about others the model is asked again the next time."""
        self.replies.update(pairs)
        if self.store is not None:
            for key, reply in pairs:
                self.store.put(key, reply)

    async def _reply(self, ask: Ask, messages: Sequence[Message]) -> tuple[str, Reply]:
        """Return the reply to messages with its key, from what is kept if possible."""
        key = request_key(self.asked, messages)
        kept = self.kept.take(key)
        if isinstance(kept, AskingError):
            raise kept
        reply = kept or (None if self.store is None else self.store.get(key))
        if reply is not None:
            self.total.add_cached()
            return key, reply
        if self.store is not None:
            self.store.check()
        return key, await self._asked(ask, messages)

    async def _asked(self, ask: Ask, messages: Sequence[Message]) -> Reply:
        """Ask the model, and count what that costs even if it fails."""
        self.health.check()
        began, usage = perf_counter(), Usage(1)
        try:
            reply = await ask(messages, self.prompt.schema)
            usage = reply.usage
            self.health.answered()
        except AskingError as error:
            usage = Usage(1, error.retries)
            raise self.health.failed(error) from None
        finally:
            self.total.add(usage, perf_counter() - began)
        return reply
