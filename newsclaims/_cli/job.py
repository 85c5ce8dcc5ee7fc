"""Runs articles through a pipeline for a command, and reports what fails and what is skipped."""

import contextlib
import itertools
import warnings
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import TextIO

import click
from attrs import evolve

from .._files.locations import STANDARD_INPUT
from .._model import Article, ClaimSet
from .._pipeline import Failure, Pipeline, usual_batch_size
from ..errors import NewsClaimsError, ReadingWarning, UnknownKindError
from ..readers import Skipped
from ..text._other_language import ENGLISH_ONLY
from .article_options import ArticleOptions, articles
from .extractor_options import chosen_extractor
from .terminal import complain, inform, progress_on_terminal, warn
from .termination import heeding_interrupts

__all__ = ["BATCH_SIZE", "SHOWN_FAULTS", "Job", "reading_warnings"]

BATCH_SIZE = 4
"""How many articles are run together; few, so that the first results come soon and a stop costs little."""

SHOWN_FAULTS = 5
"""How many faults of one kind in one file have a line each; a table can have thousands."""


class Job:
    """Runs articles through a pipeline, and reports what fails and what is skipped.

    Args:
        options: How articles are read and how their claims are found.
        shown: Whether the progress can be shown, because the claims are written to another place than the terminal.
    """

    def __init__(self, options: ArticleOptions, *, shown: bool) -> None:
        self.failed = False
        self._progress = progress_on_terminal(elsewhere=shown)
        self._options = options
        known = {"title": options.title, "published": options.published, "language": options.language}
        self._known = {name: value for name, value in known.items() if value is not None}
        self._running: deque[str] = deque()
        self._skipped: Counter[tuple[str, str]] = Counter()
        self._faults: Counter[tuple[str, str]] = Counter()
        self._foreign: Counter[tuple[str, str]] = Counter()

    def results(self, files: Sequence[str]) -> Iterator[ClaimSet]:
        """Return the claim sets of the articles that do not fail, one by one.

        Args:
            files: The names of files, folders and patterns; `-` is standard input.

        Raises:
            NewsClaimsError: If an option is wrong.
        """
        return self._results(self.pipeline(), articles(files, self._skip, **self._options.reading))

    def pipeline(self) -> Pipeline:
        """Return the pipeline that the options name.

        Raises:
            NewsClaimsError: If an option is wrong.
        """
        options = self._options
        pipeline = Pipeline(chosen_extractor(options.extractors, options.extractor_options, options.merge))
        if options.taggers:
            pipeline = Pipeline(pipeline.extractor, [*pipeline.taggers, *options.taggers])
        return pipeline

    def reading(self) -> dict[str, object]:
        """Return the options that the articles depend on, for the settings of a run."""
        options = self._options
        others = {"unknown": options.unknown, "title": options.title, "published": options.published}
        return {**options.reading, **others, "language": options.language}

    def inputs(self, files: Sequence[str]) -> Generator[Article | Skipped, None, None]:
        """Yield the articles, and what is skipped in its place; what cannot be read is not reported here.

        Args:
            files: The names of files, folders and patterns; `-` is standard input.

        Raises:
            NewsClaimsError: If an option is wrong.
        """
        reading = articles(files, self._skip_faultless, **self._options.reading)
        return (
            self._completed(item)
            if isinstance(item, Article)
            # A run takes nothing in a folder for a fault if no reader knows it.
            else evolve(item, in_folder=not self._is_fault(item))
            for item in heeding_interrupts(reading.with_skipped())
        )

    def run(
        self, context: click.Context, results: Iterator[ClaimSet], write: Callable[[Iterator[ClaimSet]], None]
    ) -> None:
        """Write claim sets and report on the run; without any, nothing is written. Exit with 1 if something failed.

        Args:
            context: The context of the command.
            results: The claim sets.
            write: Writes them.
        """
        with reading_warnings():
            first = next(results, None)
            if first is not None:
                write(itertools.chain((first,), results))
        self.report()
        if first is None and not self.failed:
            complain("no article was found. Check the files, and --input-format if they are of another kind.")
        if self.failed or first is None:
            context.exit(1)

    def _skip(self, skipped: Skipped) -> None:
        """Report something that gives no article, or count it if nothing is wrong with it."""
        if self._is_fault(skipped):
            self._faults[skipped.file, skipped.reason] += 1
            if self._faults[skipped.file, skipped.reason] <= SHOWN_FAULTS:
                self._complain(str(skipped.error))
        elif skipped.row is None:
            inform(f"skipped: {skipped.file}: {skipped.reason}")
        else:
            self._skipped[skipped.file, skipped.reason] += 1

    def _skip_faultless(self, skipped: Skipped) -> None:
        """Report or count something that gives no article if nothing is wrong with it."""
        if not self._is_fault(skipped):
            self._skip(skipped)

    def _is_fault(self, skipped: Skipped) -> bool:
        """Return whether something is wrong with what is skipped."""
        strange = isinstance(skipped.error, UnknownKindError) and skipped.in_folder and self._options.unknown == "skip"
        return skipped.error is not None and not strange

    def report(self) -> None:
        """Say how much was skipped, and warn once of all articles that are not in English."""
        for (file, reason), count in self._faults.items():
            if count > SHOWN_FAULTS:
                complain(f"{file}: {reason} ({count - SHOWN_FAULTS:,} more of its articles or records)")
        for (file, reason), count in self._skipped.items():
            inform(f"skipped: {file}: {reason} ({count:,} of its articles or records)")
        if self._foreign:
            name, warning = next(iter(self._foreign))
            more = self._foreign.total() - 1
            warn(f"{name}{f' (and {more} more)' if more else ''}: {warning}")

    def _results(self, pipeline: Pipeline, found: Iterable[Article]) -> Iterator[ClaimSet]:
        """Yield the claim sets of the articles that did not fail."""
        results = pipeline.stream(
            map(self._noted, heeding_interrupts(found)),
            workers=self._options.workers,
            on_error="collect",
            batch_size=usual_batch_size(pipeline.extractor, BATCH_SIZE),
            progress=self._progress,
        )
        for result in results:
            name = self._running.popleft()
            if isinstance(result, Failure):
                error = result.error
                message = str(error) if isinstance(error, NewsClaimsError) else f"{type(error).__name__}: {error}"
                self._complain(f"{name}: {message}")
            else:
                self._warn(name, result.warnings)
                yield result

    def _warn(self, name: str, warnings: Sequence[str]) -> None:
        """Say in one line what may be wrong with the claims of an article; its language is kept for the end."""
        self._foreign.update((name, warning) for warning in warnings if warning.endswith(ENGLISH_ONLY))
        others = [warning for warning in warnings if not warning.endswith(ENGLISH_ONLY)]
        if others:
            count = "" if len(others) == 1 else f"{len(others):,} warnings; the first: "
            warn(f"{name}: {count}{others[0]}")

    def _noted(self, article: Article) -> Article:
        """Return a completed article, and keep the name of its place for messages."""
        place = article.meta["newsclaims"]
        name = place.get("file", STANDARD_INPUT)
        self._running.append(f"{name}#{place['row']}" if "row" in place else name)
        return self._completed(article)

    def _completed(self, article: Article) -> Article:
        """Return an article with what the command line says of it, if its file does not say it."""
        missing = {field: value for field, value in self._known.items() if getattr(article, field) is None}
        if not missing:
            return article
        fields = {field: getattr(article, field) for field in article.model_fields_set | {"id"}}
        return Article(**{**fields, **missing})

    def _complain(self, message: str) -> None:
        self.failed = True
        complain(message)


@contextlib.contextmanager
def reading_warnings() -> Iterator[None]:
    """Write warnings of readers as those of the command line, as a context."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", ReadingWarning)
        usual = warnings.showwarning

        def show(
            message: Warning | str,
            category: type[Warning],
            filename: str,
            lineno: int,
            file: TextIO | None = None,
            line: str | None = None,
        ) -> None:
            if issubclass(category, ReadingWarning):
                warn(str(message))
            else:
                usual(message, category, filename, lineno, file, line)

        warnings.showwarning = show
        yield
