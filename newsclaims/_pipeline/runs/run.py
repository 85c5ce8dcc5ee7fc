"""Runs a pipeline over an input and writes the output, so that a run that was stopped can go on."""

import contextlib
import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from ..._logs import logger
from ..._model import Article, ClaimSet
from ..._progress import Progress, Tally, check_progress, follow, known_length
from ...errors import InputTypeError, InvalidValueError
from ...serialisers import Serialiser
from ...text._other_language import ENGLISH_ONLY
from ..chain import check_setup
from ..inputs import check_articles
from ..stream import MOST_WORKERS, Failure, check_count
from .book import Book
from .failures import FailureLine, Named, storable
from .items import Item, items_of
from .journal import Finished
from .lock import held
from .outputs import MOST, Output, output_for
from .report import MAX_CHARS, Event, Listener, NoArticleError, RunReport
from .settings import settings_of
from .starting import pass_done, remove, started

if TYPE_CHECKING:
    from ..core import Pipeline

__all__ = ["RunOptions", "run_articles"]

_log = logger(__name__)

_PROGRESS = 10.0
"""How often a listener hears of the progress, in seconds."""


@frozen(slots=True, kw_only=True)
class RunOptions:
    """The options of a run; see `Pipeline.run`.

    Args:
        inputs: The names of what is read, if they are known. A finished run says so only for the same names.
    """

    format: str | Serialiser | None = None
    shard_size: int | None = None
    workers: int = 1
    batch_size: int = 16
    max_chars: int = MAX_CHARS
    only: str | os.PathLike[str] | None = None
    settings: Mapping[str, object] = field(factory=dict)
    restart: bool = False
    total: int | None = None
    progress: Progress = False
    inputs: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_count("workers", self.workers, MOST_WORKERS)
        check_count("batch_size", self.batch_size)
        check_count("max_chars", self.max_chars, MOST)
        if self.total is not None:
            check_count("total", self.total, MOST)
        if self.only is not None and not isinstance(self.only, (str, os.PathLike)):
            raise InputTypeError("only", "the path of a file of failures", type(self.only).__name__)
        if not isinstance(self.settings, Mapping):
            raise InputTypeError("settings", "a mapping", type(self.settings).__name__)
        if not isinstance(self.restart, bool):
            raise InputTypeError("restart", "True or False", type(self.restart).__name__)
        check_progress(self.progress)


def run_articles(
    pipeline: "Pipeline",
    articles: Iterable[object],
    output: str | os.PathLike[str],
    options: RunOptions,
    listener: Listener | None = None,
) -> RunReport:
    """Run a pipeline over articles and write their claims; see `Pipeline.run`.

    Args:
        pipeline: The pipeline.
        articles: The input.
        output: The file or folder to write.
        options: The options.
        listener: Called with what happens.
    """
    check_articles(articles)
    check_setup(pipeline.extractor)
    target = output_for(output, options.format, options.shard_size)
    if options.only is not None and Path(options.only).absolute() == target.failures.absolute():
        raise InvalidValueError(f"{options.only} is the file of failures of this output. Name another output.")
    settings = settings_of(pipeline.extractor, pipeline.taggers, target, options.max_chars, options.settings)
    with held(target):
        named = None if options.only is None else Named(Path(options.only))
        inputs = tuple(map(storable, options.inputs))
        done, size = started(target, settings, inputs, restart=options.restart)
        with Book(target, done, size) as book:
            run = _Run(pipeline, target, options, book, listener or _ignore)
            if done.whole:
                return run.report(done.items)
            resumed = done.items
            run.go_on(articles, named)
            if done.read:
                run.finish(inputs)
                return run.report(resumed)
            error = _no_article(book)
        remove(target)
        raise error


@define(slots=True)
class _Warned:
    """Counts the articles that have warnings, and keeps the first one."""

    articles: int = 0
    warnings: int = 0
    first: str = ""
    message: str = ""

    def add(self, article_id: str, warnings: Sequence[str]) -> None:
        """Count the warnings of an article, if it has any."""
        if not warnings:
            return
        if not self.articles:
            self.first, self.message = article_id, warnings[0]
        self.articles += 1
        self.warnings += len(warnings)


class _Run:
    """A run that this process begins, or goes on with."""

    def __init__(
        self, pipeline: "Pipeline", output: Output, options: RunOptions, book: Book, listener: Listener
    ) -> None:
        self._pipeline, self._output, self._options = pipeline, output, options
        self._book, self._listener = book, listener
        self._begun = self._told = monotonic()
        self._ended = False
        self._skipped = 0
        self._foreign, self._others = _Warned(), _Warned()

    def go_on(self, articles: Iterable[object], named: Named | None) -> None:
        """Run the articles that are not done yet, and finish the files that are full."""
        resumed = self._book.done.items
        self._tell("begin", output=str(self._output.place), format=self._output.serialiser.name, done=resumed)
        self._finish_full_file()
        total = self._options.total or (known_length(articles) if named is None else None)
        tally = Tally("articles", total, resumed, before=resumed)
        with contextlib.closing(items_of(articles, self._options.max_chars, named, self._note_skipped)) as items:
            pass_done(items, self._book)
            kept = follow(
                self._kept(items, tally),
                "articles",
                progress=self._options.progress,
                total=total,
                failed=bool,
                before=resumed,
            )
            with contextlib.closing(kept):
                deque(kept, maxlen=0)
        if not self._ended:
            raise InvalidValueError("what progress returned ended before the articles did. Give progress=True.")

    def finish(self, inputs: tuple[str, ...]) -> None:
        """Finish the last file and the run.

        Args:
            inputs: The names of what was read, if they are known.
        """
        end = Finished(None, last=True, inputs=inputs, skipped=self._skipped)
        if self._book.done.waiting or self._output.shard_size is None:
            self._report_file(self._book.finish_file(end))
        else:
            self._book.finish(end)
        foreign, others = self._foreign, self._others
        if foreign.articles:
            self._listener(Event("language", {"articles": foreign.articles, "first": foreign.first}, foreign.message))
        if others.articles:
            data = {"articles": others.articles, "warnings": others.warnings, "first": others.first}
            self._listener(Event("warnings", data, others.message))

    def report(self, resumed: int) -> RunReport:
        """Return what is done, and tell the listener.

        Args:
            resumed: How many items earlier processes did.
        """
        done, failures = self._book.done, self._output.failures
        files = tuple(map(self._output.file, range(len(done.files))))
        counts = {"articles": done.articles, "claims": done.claims, "failed": done.failed, "resumed": resumed}
        more = {"skipped": done.skipped, "files": len(files), "seconds": round(monotonic() - self._begun, 1)}
        self._tell("end", **counts, **more)
        return RunReport(**counts, files=files, failures=failures if done.failed else None, skipped=done.skipped)

    def _kept(self, items: Iterator[Item], tally: Tally) -> Generator[bool, None, None]:
        """Keep the result of each item; yield whether it failed."""
        with contextlib.closing(self._results(items)) as results:
            for item, result in results:
                if isinstance(result, ClaimSet):
                    self._book.keep(item, result)
                    self._note_warnings(result)
                    self._finish_full_file()
                else:
                    self._report_failure(self._book.keep_failure(item, result))
                tally.done += 1
                self._report_progress(tally)
                yield not isinstance(result, ClaimSet)
        self._ended = True

    def _results(self, items: Iterator[Item]) -> Generator[tuple[Item, ClaimSet | Exception], None, None]:
        """Yield the result of each item, in order; the result of what could not be read is its error."""
        waiting: deque[Item] = deque()

        def articles() -> Iterator[Article | None]:
            for item in items:
                waiting.append(item)
                # What could not be read keeps its place in the stream, which refuses it.
                yield item.given if isinstance(item.given, Article) else None

        batch_size, workers = self._options.batch_size, self._options.workers
        # Not collected, because that would log failures with the place in this stream.
        stream = self._pipeline._results(articles(), batch_size, workers, collected=False)
        with contextlib.closing(stream) as results:
            for result in results:
                item = waiting.popleft()
                if isinstance(item.given, Exception):
                    yield item, item.given
                else:
                    yield item, result.error if isinstance(result, Failure) else result

    def _note_skipped(self) -> None:
        self._skipped += 1

    def _note_warnings(self, claimset: ClaimSet) -> None:
        """Count the articles that are not in English, and those with other warnings."""
        foreign = [warning for warning in claimset.warnings if warning.endswith(ENGLISH_ONLY)]
        others = [warning for warning in claimset.warnings if not warning.endswith(ENGLISH_ONLY)]
        self._foreign.add(claimset.article.id, foreign)
        self._others.add(claimset.article.id, others)

    def _finish_full_file(self) -> None:
        if self._book.done.waiting == self._output.shard_size:
            self._report_file(self._book.finish_file())

    def _report_file(self, finished: Finished) -> None:
        _log.info("finished %s, articles: %d", finished.file, finished.articles)
        self._tell("file", file=finished.file, articles=finished.articles, claims=finished.claims)
        for failure in finished.refused:
            self._report_failure(failure)

    def _report_failure(self, line: FailureLine) -> None:
        _log.warning("number %d of the input, article %r, failed: %s", line.index, line.id, line.error)
        data = line.plain()
        message = data.pop("message")
        self._listener(Event("failure", data, message))

    def _report_progress(self, tally: Tally) -> None:
        """Tell the listener about the progress now and then."""
        now = monotonic()
        if now - self._told < _PROGRESS:
            return
        self._told, tally.seconds = now, now - self._begun
        rate, left = (None if value is None else round(value, 2) for value in (tally.rate, tally.left))
        self._tell("progress", done=tally.done, total=tally.total, failed=self._book.done.failed, rate=rate, left=left)

    def _tell(self, name: str, **data: object) -> None:
        self._listener(Event(name, data))


def _no_article(book: Book) -> NoArticleError:
    """Return the error for an input without an article, with the first of its failures."""
    message = "no article was found, so nothing was written."
    failure = next((line.failure for line in book.lines() if line.failure is not None), None)
    if failure is not None:
        message += f" {book.done.failed:,} failed; the first was {failure.error}: {failure.message}"
    return NoArticleError(message)


def _ignore(_event: Event) -> None:
    """Do nothing."""
