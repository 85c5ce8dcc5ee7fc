"""Runs many articles in batches, lazily, with one result per article and in order."""

import contextlib
import itertools
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from time import perf_counter

from attrs import frozen

from .._logs import logger
from .._model import Article, ClaimSet
from ..errors import InputTypeError, InvalidValueError, NewsClaimsError
from .inputs import as_article

__all__ = [
    "Batch",
    "Failure",
    "Result",
    "Run",
    "attempt",
    "check_count",
    "in_batches",
    "is_failure",
    "logged",
    "raised",
]

_log = logger(__name__)


@frozen(slots=True)
class Failure:
    """The result for an article that failed, if `on_error="collect"`.

    Args:
        index: Its place in the stream, from 0.
        article_id: Its id; None if the input was not an article.
        error: The error that it failed with.
    """

    index: int
    article_id: str | None
    error: Exception


def is_failure(result: object) -> bool:
    """Return whether a result is a `Failure`.

    Args:
        result: The result.
    """
    return isinstance(result, Failure)


Result = ClaimSet | Failure
Run = Callable[[Sequence[Article]], Sequence[ClaimSet]]
Batch = list[tuple[int, Article | Failure]]
"""Places in the stream, each with its article, or with a `Failure` if the input was not an article."""


def check_count(what: str, value: object) -> None:
    """Refuse a value that is not a positive int.

    Args:
        what: The option's name.
        value: Its value.

    Raises:
        InputTypeError: If it is not an int.
        InvalidValueError: If it is less than 1.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputTypeError(what, "an int", type(value).__name__)
    if value < 1:
        raise InvalidValueError(f"{what} must be 1 or more, not {value}.")


def in_batches(articles: Iterable[object], size: int) -> Iterator[Batch]:
    """Split a stream into batches; read each batch only when it is asked for.

    Args:
        articles: Articles and texts.
        size: The number of articles in a batch.
    """
    places = enumerate(articles)
    while batch := [(i, _article_or_failure(i, given)) for i, given in itertools.islice(places, size)]:
        yield batch


def attempt(run: Run, batch: Batch) -> list[Result]:
    """Run a batch; if it raises, run its articles one by one, so that only the articles at fault fail.

    Args:
        run: The function that turns articles into claim sets.
        batch: The batch.
    """
    began = perf_counter()
    done = iter(_done(run, [(i, given) for i, given in batch if isinstance(given, Article)]))
    milliseconds = 1000 * (perf_counter() - began)
    _log.debug("batch from number %d, articles: %d, ms: %.0f", batch[0][0], len(batch), milliseconds)
    return [next(done) if isinstance(given, Article) else given for _, given in batch]


def logged(
    results: Generator[Result, None, None], pipeline: object, workers: int, *, collected: bool
) -> Generator[Result, None, None]:
    """Pass results on, and log each of them, the beginning and the end.

    Args:
        results: The results of the articles.
        pipeline: The pipeline, for the message.
        workers: The number of processes.
        collected: Whether failures are results; otherwise they are raised, and not logged.
    """
    began, failed, number = perf_counter(), 0, 0
    _log.info("stream begins, %r, workers: %d", pipeline, workers)
    try:
        with contextlib.closing(results):
            for number, result in enumerate(results, 1):  # noqa: B007 - the number is logged at the end
                failed += isinstance(result, Failure)
                if isinstance(result, ClaimSet):
                    _log.debug("article %r, claims: %d", result.article.id, len(result))
                elif collected:
                    _log_failure(result)
                yield result
    finally:
        _log.info("stream ends, articles: %d, failed: %d, seconds: %.1f", number, failed, perf_counter() - began)


def raised(results: Generator[Result, None, None]) -> Generator[ClaimSet, None, None]:
    """Pass claim sets on, and raise the error of the first failure with a note that names its article.

    The results are closed then, which ends the workers. Otherwise they would stay open for as long as a caller keeps
    the error, because its traceback refers to them.

    Args:
        results: The results of the articles.
    """
    with contextlib.closing(results):
        for result in results:
            if isinstance(result, Failure):
                name = (
                    "an input that is not an article" if result.article_id is None else f"article {result.article_id!r}"
                )
                result.error.add_note(f"while extracting from {name}, number {result.index} of the stream (from 0)")
                raise result.error
            yield result


def _log_failure(failure: Failure) -> None:
    _log.warning("article %r, number %d, failed: %s", failure.article_id, failure.index, type(failure.error).__name__)
    # The message may quote the article.
    _log.debug("why article %r failed: %s", failure.article_id, failure.error)


def _article_or_failure(index: int, given: object) -> Article | Failure:
    try:
        return as_article(given, in_stream=True)
    except NewsClaimsError as error:
        return Failure(index, None, error)


def _done(run: Run, places: Sequence[tuple[int, Article]]) -> Sequence[Result]:
    try:
        return run([article for _, article in places])
    except Exception as error:  # noqa: BLE001
        trouble = error
    if len(places) == 1:
        index, article = places[0]
        return [Failure(index, article.id, trouble)]
    return [result for place in places for result in _done(run, [place])]
