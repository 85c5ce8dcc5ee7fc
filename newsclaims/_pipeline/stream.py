"""Runs many articles in batches, lazily, with one result per article and in order."""

import contextlib
import itertools
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from time import perf_counter

from attrs import frozen

from .._interrupts import raise_if_interrupt
from .._logs import logger
from .._model import Article, ClaimSet
from ..errors import InputTypeError, InvalidValueError, NewsClaimsError, UnavailableError
from .inputs import as_article

__all__ = [
    "MOST_ARTICLES",
    "MOST_WORKERS",
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
    "until_unavailable",
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


MOST_ARTICLES = 1_000_000
"""The most articles in a batch; all of them are in memory at the same time."""
MOST_WORKERS = 60 if sys.platform == "win32" else 1_000
"""The most worker processes; Windows cannot wait for more pipes at the same time."""
_LONG = 100_000
"""A batch is not filled further when its articles have this many characters."""

Result = ClaimSet | Failure
Run = Callable[[Sequence[Article]], Sequence[ClaimSet]]
Batch = list[tuple[int, Article | Failure]]
"""Places in the stream, each with its article, or with a `Failure` if the input was not an article."""


def check_count(what: str, value: object, most: int = MOST_ARTICLES) -> None:
    """Refuse a value that is not an int from 1 to a limit.

    Args:
        what: The option's name.
        value: Its value.
        most: The limit.

    Raises:
        InputTypeError: If it is not an int.
        InvalidValueError: If it is less than 1 or above the limit.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputTypeError(what, "an int", type(value).__name__)
    if value < 1:
        raise InvalidValueError(f"{what} must be 1 or more, not {_number(value)}.")
    if value > most:
        raise InvalidValueError(f"{what} must be {most:,} or less, not {_number(value)}.")


def in_batches(articles: Iterable[object], size: int) -> Iterator[Batch]:
    """Split a stream into batches; read each batch only when it is asked for.

    The first batch is one article, and each later one can be twice as long as the one before it, so that the first
    results come soon. A batch with many characters ends early, so that other workers need not wait for it.

    If the stream fails, what was read before is a batch, and then the error is raised.

    Args:
        articles: Articles and texts.
        size: The largest number of articles in a batch.
    """
    places = enumerate(articles)
    for most in itertools.chain(_growing(size), itertools.repeat(size)):
        batch: Batch = []
        trouble = _fill(batch, places, most)
        if batch:
            yield batch
        if trouble is not None:
            raise trouble
        if not batch:
            return


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
                    _log_claims(result)
                elif collected:
                    _log_failure(result)
                yield result
    finally:
        _log.info("stream ends, articles: %d, failed: %d, seconds: %.1f", number, failed, perf_counter() - began)


def until_unavailable(results: Generator[Result, None, None]) -> Generator[Result, None, None]:
    """Pass results on, and end with an error if what every article needs does not work.

    Args:
        results: The results of the articles.
    """
    with contextlib.closing(results):
        for result in results:
            if isinstance(result, Failure) and isinstance(result.error, UnavailableError):
                raise result.error
            yield result


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


def _growing(size: int) -> Iterator[int]:
    """Yield 1, 2, 4 and so on below a size."""
    return itertools.takewhile(lambda most: most < size, (2**power for power in itertools.count()))


def _fill(batch: Batch, places: Iterator[tuple[int, object]], most: int) -> Exception | None:
    """Read articles into a batch until it is full; return the error of a source that failed."""
    characters = 0
    try:
        for index, given in places:
            article = _article_or_failure(index, given)
            batch.append((index, article))
            characters += len(article.text) if isinstance(article, Article) else 0
            if len(batch) == most or characters >= _LONG:
                break
    except Exception as error:  # noqa: BLE001 - raised after the batch
        return error
    return None


def _number(value: int) -> str:
    """Return a number as text; Python refuses to write very long ones."""
    return str(value) if abs(value) < 10**20 else "a number of more than 20 digits"


def _log_claims(claimset: ClaimSet) -> None:
    _log.debug("article %r, claims: %d", claimset.article.id, len(claimset))
    for warning in claimset.warnings:
        # It may quote the article.
        _log.debug("article %r, warning: %s", claimset.article.id, warning)


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
    handled = sys.exception()
    try:
        return run([article for _, article in places])
    except Exception as error:  # noqa: BLE001
        raise_if_interrupt(error, handled)
        trouble = error
    if len(places) == 1:
        index, article = places[0]
        return [Failure(index, article.id, trouble)]
    return [result for place in places for result in _done(run, [place])]
