"""Asks for the claims of a part of an article: from what is kept, or from the model, and once more if that fails."""

import asyncio
from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any

from attrs import define, field, frozen

from .endpoint import Ask, AskingError
from .prompt import Message, Prompt
from .reading import ReadAnswer, UnusableAnswerError, read_answer
from .reply import Reply
from .store import Kept, Store, request_key
from .usage import Total, Usage

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
    """A part of an article whose claims are asked for.

    Args:
        text: Its words.
        watch: The watch that all parts of the article share.
    """

    text: str
    watch: Watch


@frozen(slots=True)
class Answered:
    """The answer to a question.

    Args:
        read: What it says.
        usage: What it cost, when it was asked for.
    """

    read: ReadAnswer
    usage: Usage


@define(slots=True)
class Asker:
    """Asks the questions of a batch.

    Args:
        prompt: What the model is asked.
        asked: Who is asked, and with which options, for the keys of answers.
        store: The answers on disk; None to keep none.
        kept: What came of batches that failed.
        total: What was spent.
    """

    prompt: Prompt
    asked: Mapping[str, Any]
    store: Store | None
    kept: Kept
    total: Total
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
        watch, messages = question.watch, self.prompt.messages(question.text)
        try:
            async with asyncio.timeout_at(watch.end()):
                return await self._answered(ask, messages)
        except TimeoutError:
            reason = f"its answers took more than {watch.seconds:g} seconds together; deadline= sets the limit."
            failure = AskingError(reason)
        except AskingError as error:
            failure = error
        # A new one, because the other refers to all that was on its way, the client and its key too.
        self.failures[request_key(self.asked, messages)] = AskingError(failure.reason, failure.retries)
        raise failure

    async def _answered(self, ask: Ask, messages: list[Message]) -> Answered:
        first = await self._reply(ask, messages)
        try:
            return self._read(first)
        except UnusableAnswerError as error:
            again = self.prompt.again(messages, first[1].text, str(error))
        second = await self._reply(ask, again)
        try:
            return self._read(first, second)
        except UnusableAnswerError as error:
            raise AskingError(f"{error}, and the one before could not be used either. Try another model.") from None

    def _read(self, *pairs: tuple[str, Reply]) -> Answered:
        """Return what the last of some replies says, and keep them all if it can be used.

        Raises:
            UnusableAnswerError: If it cannot be used. Then the model is asked again the next time.
        """
        answered = Answered(read_answer(pairs[-1][1], self.prompt.judge), sum((one.usage for _, one in pairs), Usage()))
        self.replies.update(pairs)
        if self.store is not None:
            for key, reply in pairs:
                self.store.put(key, reply)
        return answered

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
        return key, await self._asked(ask, messages)

    async def _asked(self, ask: Ask, messages: Sequence[Message]) -> Reply:
        """Ask the model, and count what that costs even if it fails."""
        began, usage = perf_counter(), Usage(1)
        try:
            reply = await ask(messages, self.prompt.schema)
            usage = reply.usage
        except AskingError as error:
            usage = Usage(1, error.retries)
            raise
        finally:
            self.total.add(usage, perf_counter() - began)
        return reply
