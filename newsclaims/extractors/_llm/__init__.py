"""Finds attributions with a large language model behind an endpoint, and puts its words at their places in the text.

A long text is split into windows. For each window the model gets a task, examples, a JSON Schema and the text, which is
fenced as data. What it answers are strings. `grounding` finds their places in the text. What is not in the text is
never a claim: it becomes a warning, or an error. Windows of all texts of a batch are asked for at the same time.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from copy import deepcopy
from itertools import islice
from pathlib import Path
from typing import Any

from newsclaims._attribution import Finds
from newsclaims._plugins import Extra
from newsclaims._progress import steps
from newsclaims.errors import InputTypeError, InvalidValueError, LLMError, UnavailableError
from newsclaims.text import Text

from ..._public import set_public_module
from .asking import Answered, Asker, Question, Watch
from .callables import Complete, OwnFunction
from .claims import gathered
from .concurrently import concurrently
from .endpoint import AskingError, Endpoint, GivenUpError, checked_key
from .grounding import MOST_EDITS
from .health import Health
from .options import OnUngrounded, Options
from .prompt import Judge, Mode, Prompt
from .store import Kept, Store
from .usage import Total, Usage
from .windows import windows

__all__ = ["LLMExtractor"]

_WAVES = 4
"""How many requests there are for each that runs at the same time; the last ones of a batch have fewer beside them."""
_JUDGED = frozenset({"stance", "confidence", "cue_force", "source_type"})


class LLMExtractor:
    """The extractor `llm`: a large language model of your choice, behind an endpoint or a function.

    Args:
        model: The name of the model.
        base_url: The address of an endpoint that speaks the OpenAI chat-completions protocol, such as
            `http://localhost:8000/v1`. None for that in the environment variable `OPENAI_BASE_URL`, or else for OpenAI.
        api_key: The key; None for that in the environment variable `OPENAI_API_KEY`. A server of your own may need
            none. The key is never shown, logged, written or pickled: another process reads the environment.
        complete: A function that answers instead of an endpoint. It gets the messages of a chat and a JSON Schema, and
            returns the answer, or the answer and a mapping with `prompt_tokens` and `completion_tokens`. It is called
            in several threads at the same time.
        mode: `"schema"` sends the JSON Schema as `response_format`, which forces the model to fit it. `"json"` puts it
            into the task, for endpoints that cannot do that.
        judge: `"taggers"` asks for spans only, and the built-in taggers judge them. `"model"` asks for stance,
            confidence, cue force, source type, holder and nesting too.
        on_ungrounded: What to do with words of the model that are not in the text: `"warn"` drops the claim with a
            warning in `ClaimSet.warnings`, `"raise"` lets the article fail.
        most_edits: The share of the words of a passage that may differ from the text, in [0, 1].
        window: The most characters of a text that the model gets at once. The default is for models with a context of
            8,000 tokens.
        overlap: About how many characters a window shares with the one before; None for a tenth of `window`.
        concurrency: How many requests run at the same time.
        timeout: The most seconds for one attempt at a request.
        deadline: The most seconds for all requests for an article, with retries; for each window of a long one.
        max_retries: How often a request is sent again if the endpoint is busy or the connection breaks.
        temperature: The temperature; None to leave it to the endpoint.
        cache: A folder for the answers; None to keep none. They hold words of the articles.
        extra_body: Other fields of each request, such as `{"seed": 1, "max_tokens": 4096}`. They are in the settings of
            a run, so never put a key there.
        name: The name of the extractor, which its claims have in `extractors`; to use several models together, each
            needs a name of its own.

    Raises:
        InputTypeError: If an option has the wrong type.
        InvalidValueError: If an option has a value that is not allowed.
        MissingExtraError: If an endpoint is to answer and the extra `llm` is not installed.

    Example:
        >>> from newsclaims import Pipeline
        >>> def complete(messages, schema):
        ...     return '{"claims": [{"source": ["Ann"], "cue": ["said"], "content": ["it rained"]}]}'
        >>> Pipeline(LLMExtractor(complete=complete)).extract("Ann said it rained.")[0].content.text
        'it rained'
    """

    extra: Extra = Extra("llm", ("openai",))

    def __init__(
        self,
        model: str | None = None,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        complete: Complete | None = None,
        mode: Mode = "schema",
        judge: Judge = "taggers",
        on_ungrounded: OnUngrounded = "warn",
        most_edits: float = MOST_EDITS,
        window: int = 6000,
        overlap: int | None = None,
        concurrency: int = 4,
        timeout: float = 120.0,
        deadline: float = 600.0,
        max_retries: int = 3,
        temperature: float | None = 0.0,
        cache: str | os.PathLike[str] | None = None,
        extra_body: Mapping[str, object] | None = None,
        name: str = "llm",
    ) -> None:
        if api_key is not None and not isinstance(api_key, str):
            raise InputTypeError("api_key", "a str", type(api_key).__name__)
        self._key = None if api_key is None else checked_key(api_key)
        self._had_key = api_key is not None
        self._options = Options.checked(
            model=model,
            base_url=base_url,
            complete=complete,
            mode=mode,
            judge=judge,
            on_ungrounded=on_ungrounded,
            most_edits=most_edits,
            window=window,
            overlap=overlap,
            concurrency=concurrency,
            timeout=timeout,
            deadline=deadline,
            max_retries=max_retries,
            temperature=temperature,
            cache=cache,
            extra_body=extra_body,
            name=name,
        )
        self._begin()

    def _begin(self) -> None:
        options = self._options
        if options.model is not None and options.complete is None:
            self.extra.require("LLMExtractor")
        self._prompt = Prompt(options.judge, options.mode)
        self._store = None if options.cache is None else Store(Path(options.cache))
        self._kept = Kept()
        self._total = Total()
        self._health = Health()

    def __repr__(self) -> str:
        return f"LLMExtractor({self.model!r})"

    def __getstate__(self) -> tuple[Options, bool]:
        """Return the options without the key, and without what was spent."""
        return self._options, self._had_key

    def __copy__(self) -> "LLMExtractor":
        """Return a copy with the key, because it stays in this process."""
        return self._copied(self._options)

    def __deepcopy__(self, memo: dict[int, Any]) -> "LLMExtractor":
        """Return a copy with options of its own and the key, because it stays in this process."""
        return self._copied(deepcopy(self._options, memo))

    def _copied(self, options: Options) -> "LLMExtractor":
        copied = type(self).__new__(type(self))
        copied.__setstate__((options, self._had_key))
        copied._key = self._key
        return copied

    def __setstate__(self, state: tuple[Options, bool]) -> None:
        self._options, self._had_key = state
        self._key = None
        self._begin()

    @property
    def name(self) -> str:
        """The name of the extractor."""
        return self._options.name

    @property
    def model(self) -> str | None:
        """The name of the model, or of the function that answers."""
        options = self._options
        return options.model if options.model is not None or options.complete is None else self._answers()

    @property
    def provides(self) -> frozenset[str]:
        """The labels that the model gives; a pipeline leaves out the built-in taggers for them."""
        return _JUDGED if self._options.judge == "model" else frozenset()

    @property
    def batch_size(self) -> int:
        """How many articles the command line gives it at a time: enough for requests to wait while others run."""
        return _WAVES * self._options.concurrency

    @property
    def settings(self) -> dict[str, Any]:
        """The settings, besides the model, that change the claims; a run goes on only with equal ones."""
        options = self._options
        names = ("mode", "judge", "on_ungrounded", "most_edits", "window", "overlap", "temperature", "extra_body")
        return {
            "answers": self._answers(),
            "prompt": self._prompt.version,
            **{name: getattr(options, name) for name in names},
        }

    @property
    def usage(self) -> dict[str, int | float | None]:
        """What this extractor has spent in this process.

        `requests`, `retries`, `prompt_tokens` and `completion_tokens`, None if an endpoint does not count tokens;
        `cached`, the answers that it had already; and `seconds`, the time of all requests together. The usage of a
        claim set says what its answers cost when they were asked for. It has no time, so that equal answers give equal
        claim sets.
        """
        return self._total.as_dict()

    def check_setup(self) -> None:
        """Check that there is a model, a key if the endpoint needs one, and the folder for answers; nothing is sent.

        Raises:
            FileError: If the folder cannot be made.
            InvalidValueError: If something is missing or wrong.
        """
        options = self._options
        if self._store is not None:
            self._store.make()
        if options.complete is not None:
            return
        if options.model is None:
            raise InvalidValueError(
                f"the extractor {self.name} has no model. "
                "Give model= (--extractor-option model=NAME on the command line)."
            )
        self._endpoint().check()

    def extract(self, texts: Sequence[Text]) -> Iterator[Finds]:
        """Find the attributions of texts.

        All requests of the batch end before an error is raised. A pipeline then runs the articles again one by one.
        What came of their requests is used without asking again.

        Args:
            texts: The texts.

        Yields:
            The attributions of each text, with warnings and usage.

        Raises:
            FileError: If answers are to be kept in a folder that cannot be written.
            InvalidValueError: If there is no model, or no key for an endpoint that needs one.
            LLMError: If the model did not answer, or not as it should.
            UnavailableError: If the endpoint does not work for any article.
        """
        self.check_setup()
        options = self._options
        parts = [list(windows(text, options.window, options.overlap)) for text in texts]
        questions = [
            Question(text, window, watch)
            for text, spans in zip(texts, parts, strict=True)
            for watch in (Watch(options.deadline * len(spans)),)
            for window in spans
        ]
        if not questions:
            yield from (self._finds(text, []) for text in steps(texts))
            return
        asker = Asker(self._prompt, options.overlap, self._asked(), self._store, self._kept, self._total, self._health)
        source = self._source()
        self._health.begin()
        try:
            with concurrently(source.opened, asker.answered, questions, options.concurrency) as futures:
                yield from self._all_finds(texts, parts, futures)
        except BaseException:
            # A single article is not run again by itself, so whoever asks again wants an answer.
            self._kept.keep({**asker.replies, **(asker.failures if len(texts) > 1 else {})})
            raise

    def _all_finds(
        self, texts: Sequence[Text], parts: Sequence[Sequence[tuple[int, int]]], futures: Sequence[Future[Answered]]
    ) -> Iterator[Finds]:
        """Yield the attributions of texts; if one fails, wait for all answers, because they are paid for."""
        waiting = iter(futures)
        try:
            for text, spans in zip(steps(texts), parts, strict=True):
                answers = _answers(text, islice(waiting, len(spans)))
                yield self._finds(text, answers)
        except Exception:
            wait(futures)
            raise

    def _finds(self, text: Text, answers: Sequence[Answered]) -> Finds:
        """Return the attributions of a text from the answers about its windows."""
        options = self._options
        asked = [window for one in answers for window in one.windows]
        read = [one for answer in answers for one in answer.read]
        found = gathered(text, asked, read, options.judge, options.most_edits)
        if found.lost and options.on_ungrounded == "raise":
            roles = ", ".join(f"{found.lost.count(role)} of the role {role}" for role in dict.fromkeys(found.lost))
            reason = f"words of the model are not in the article: {roles}. on_ungrounded='warn' shows them."
            raise LLMError(text.article.id, reason)
        usage = sum((one.usage for one in answers), Usage())
        return Finds(found.attributions, found.warnings, usage.as_dict())

    def _answers(self) -> str:
        """Return who answers: an address, or the name of a function."""
        complete = self._options.complete
        if complete is None:
            return self._endpoint().address()
        kind = complete if hasattr(complete, "__qualname__") else type(complete)
        return f"{kind.__module__}:{kind.__qualname__}"

    def _asked(self) -> dict[str, Any]:
        """Return who is asked, and with which options, for the keys of answers."""
        options = self._options
        return {
            "answers": None if options.complete else self._answers(),
            "model": options.model,
            "mode": options.mode,
            "schema": self._prompt.schema,
            "temperature": options.temperature,
            "extra_body": options.extra_body,
        }

    def _source(self) -> Endpoint | OwnFunction:
        complete = self._options.complete
        return self._endpoint() if complete is None else OwnFunction(complete, self._options.timeout)

    def _endpoint(self) -> Endpoint:
        options = self._options
        return Endpoint(
            model=options.model or "",
            base_url=options.base_url,
            key=self._key,
            had_key=self._had_key,
            mode=options.mode,
            temperature=options.temperature,
            timeout=options.timeout,
            max_retries=options.max_retries,
            extra_body=options.extra_body,
        )


def _answers(text: Text, waiting: Iterable[Future[Answered]]) -> list[Answered]:
    """Return the answers about the windows of a text."""
    try:
        return [one.result() for one in waiting]
    except AskingError as failure:
        given_up, reason = isinstance(failure, GivenUpError), failure.reason
    # Raised here, so that no other error is its context.
    if given_up:
        raise UnavailableError(reason)
    raise LLMError(text.article.id, reason)


set_public_module("newsclaims.extractors", LLMExtractor)
