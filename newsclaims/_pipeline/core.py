"""The `Pipeline`, which runs an extractor and taggers over articles, and `extract`, which runs the default one."""

import contextlib
import os
import threading
import warnings
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Generator, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, overload

from attrs import evolve

from .._attribution import Attribution, Finds
from .._language import Habits
from .._model import Article, ClaimSet, ExtractorInfo, Meta
from .._native_code import native_code
from .._plugins import OURS, blaming, version
from .._progress import Progress, check_progress, follow, known_length, portion, steps, watched
from .._shown import shown
from ..errors import InputTypeError, InvalidValueError, ReadingWarning
from ..extractors import Extractor
from ..taggers import Tagger
from ..taggers._combiner import combine
from ..text import Text, View, read
from ..text._other_language import language_warning
from .chain import check_setup, in_order, resolved_tagger, usual_taggers
from .checks import check_finds, check_tagged
from .claims import claims_from
from .finding import checking, found_by
from .inputs import as_article, check_articles, is_file_name
from .merging import one_extractor
from .places import in_article, in_view
from .runs import MAX_CHARS, RunReport
from .stream import (
    MOST_WORKERS,
    Failure,
    Result,
    attempt,
    check_count,
    in_batches,
    is_failure,
    logged,
    raised,
    until_unavailable,
)
from .workers import in_processes

if TYPE_CHECKING:
    from ..readers import Skipped
    from ..serialisers import Serialiser

__all__ = ["DEFAULT_EXTRACTOR", "Pipeline", "extract"]

DEFAULT_EXTRACTOR = "neural"

_default: "Pipeline | None" = None
_lock = threading.Lock()


class Pipeline:
    """An extractor and a chain of taggers.

    A pipeline does not change after it is built. Threads can share it, it can be pickled if its plug-ins can, and it
    gives equal claims for equal articles.

    Args:
        extractor: The extractor, or its name; or a list of several, whose claims are merged.
        taggers: The taggers, or their names, in any order: what they require decides which runs first. If None, the
            built-in taggers and those that the extractor adds. If empty, no taggers: then every label is None.
        merge: What is kept of the claims of several extractors: `"union"`, what any of them found; `"intersection"`,
            what all found; or `"vote"`, what more than half found.

    Raises:
        UnknownPluginError: If a name is not known.
        InputTypeError: If an object is not a plug-in of its kind.
        InvalidValueError: If the taggers' requirements cannot be met, the list of extractors is empty or has two of one
            name, or `merge` has no such value.
        PluginResultError: If the extractor adds something that is not a tagger.

    Example:
        >>> from newsclaims.testing import ScriptedExtractor
        >>> pipeline = Pipeline(ScriptedExtractor([("Ann", "said", "it rained")]), taggers=[])
        >>> pipeline.extract("Ann said it rained.")[0].content.text
        'it rained'
    """

    __slots__ = ("_info", "extractor", "taggers")

    extractor: Extractor
    """The extractor, which finds attributions; for several, one that runs them all and merges what they find."""
    taggers: tuple[Tagger, ...]
    """The taggers, which judge attributions, in the order in which they run."""

    def __init__(
        self,
        extractor: str | Extractor | Sequence[str | Extractor] = DEFAULT_EXTRACTOR,
        taggers: Iterable[str | Tagger] | None = None,
        *,
        merge: Literal["union", "intersection", "vote"] = "union",
    ) -> None:
        if isinstance(taggers, str) or not isinstance(taggers, Iterable | None):
            hint = f"Write [{taggers!r}]." if isinstance(taggers, str) else ""
            raise InputTypeError("taggers", "a list of names or taggers", type(taggers).__name__, hint)
        self.extractor = one_extractor(extractor, merge)
        chain: Iterable[str | Tagger] = usual_taggers(self.extractor) if taggers is None else taggers
        self.taggers = in_order([resolved_tagger(tagger) for tagger in chain])
        model = getattr(self.extractor, "model", None)
        self._info = ExtractorInfo(
            name=self.extractor.name,
            version=version("extractor", self.extractor),
            model=model if isinstance(model, str) else None,
        )

    def __repr__(self) -> str:
        return f"Pipeline(extractor={self.extractor.name!r}, taggers={[t.name for t in self.taggers]!r})"

    def extract(self, article: str | Article, *, progress: bool = False) -> ClaimSet:
        """Find and judge the claims of one article.

        The memory that is needed grows with the article: with the built-in extractors by 75 to 190 MB for each
        million characters. There is no limit on its length, unlike in `run`.

        Args:
            article: The article, or its text.
            progress: Whether to show on standard error how much of the article is done.

        Raises:
            InputTypeError: If it is neither, or `progress` is not a bool.
            SurrogateError: If the text holds a lone surrogate.
            PluginResultError: If a plug-in returned what its protocol forbids.
        """
        check_progress(progress, one=True)
        given = as_article(article)
        with watched(progress=progress):
            return self._run([given])[0]

    def judge(
        self,
        article: str | Article,
        attributions: Iterable[Attribution],
        *,
        extractor: ExtractorInfo | None = None,
    ) -> ClaimSet:
        """Judge attributions that were found elsewhere; judgements that they already have are kept and count too.

        Args:
            article: The article, or its text.
            attributions: The attributions, or `Finds` with warnings and usage.
            extractor: What found them, for the claim set.

        Raises:
            InputTypeError: If something has the wrong type.
            OffsetError: If spans do not fit the text.
            ParentError: If a parent is not in the list.
            InvalidValueError: If a label has no such value, or the usage is not JSON.
            SurrogateError: If a string holds a lone surrogate.
            PluginResultError: If a tagger returned what its protocol forbids.
        """
        text = read(as_article(article))
        if extractor is not None and not isinstance(extractor, ExtractorInfo):
            hint = f"Write ExtractorInfo(name={extractor!r})." if isinstance(extractor, str) else ""
            raise InputTypeError("extractor", "an ExtractorInfo", type(extractor).__name__, hint)
        if not isinstance(attributions, Iterable):
            raise InputTypeError("attributions", "an iterable of attributions", type(attributions).__name__)
        given = attributions if isinstance(attributions, Finds) else Finds(attributions)
        finds = check_finds(given, len(text.article.text))
        seen = evolve(finds, attributions=in_view(finds.attributions, text.view))
        return _claims(_in_article(self._judged(text, seen), finds.attributions), extractor)

    @overload
    def stream(
        self,
        articles: Iterable[str | Article],
        *,
        batch_size: int = ...,
        workers: int = ...,
        on_error: Literal["raise"] = ...,
        progress: Progress = ...,
    ) -> Iterator[ClaimSet]: ...
    @overload
    def stream(
        self,
        articles: Iterable[str | Article],
        *,
        batch_size: int = ...,
        workers: int = ...,
        on_error: Literal["collect"],
        progress: Progress = ...,
    ) -> Iterator[ClaimSet | Failure]: ...
    def stream(
        self,
        articles: Iterable[str | Article],
        *,
        batch_size: int = 16,
        workers: int = 1,
        on_error: Literal["raise", "collect"] = "raise",
        progress: Progress = False,
    ) -> Iterator[ClaimSet | Failure]:
        """Find and judge the claims of many articles: one result per input, in order, batch by batch.

        Args:
            articles: The articles, or their texts; any iterable, read only a few batches ahead. Not a data frame, a
                column or a mapping: give a list of its texts.
            batch_size: How many articles the extractor gets at a time, at most. It gets fewer at the beginning of the
                stream, so that the first results come soon, and if articles are long.
            workers: The number of worker processes; 1 means no worker, only this process.
            on_error: `"raise"` stops at the first article that fails; a note on the error names the article.
                `"collect"` gives a `Failure` in the article's place and goes on.
            progress: True shows on standard error how many articles are done, with tqdm if it is installed
                (`newsclaims[progress]`). Or a callable that wraps an iterable, such as `tqdm.tqdm`; it gets the
                results.

        Raises:
            InputTypeError: If an option is of the wrong type, or `articles` is a single article, a data frame, a column
                of one or a mapping.
            InvalidValueError: If an option has no such value.
            UnavailableError: If something that every article needs does not work, also with `on_error="collect"`.
            WorkerError: If workers cannot be started, or the pipeline does not pickle.
        """
        _check_stream(batch_size, workers, on_error)
        check_progress(progress)
        check_articles(articles)
        total = known_length(articles)
        results = self._results(articles, batch_size, workers, collected=on_error == "collect")
        if on_error == "raise":
            return follow(raised(results), "articles", progress=progress, total=total)
        return follow(results, "articles", progress=progress, total=total, failed=is_failure)

    @overload
    def astream(
        self,
        articles: Iterable[str | Article] | AsyncIterable[str | Article],
        *,
        batch_size: int = ...,
        workers: int = ...,
        on_error: Literal["raise"] = ...,
    ) -> AsyncGenerator[ClaimSet, None]: ...
    @overload
    def astream(
        self,
        articles: Iterable[str | Article] | AsyncIterable[str | Article],
        *,
        batch_size: int = ...,
        workers: int = ...,
        on_error: Literal["collect"],
    ) -> AsyncGenerator[ClaimSet | Failure, None]: ...
    def astream(
        self,
        articles: Iterable[str | Article] | AsyncIterable[str | Article],
        *,
        batch_size: int = 16,
        workers: int = 1,
        on_error: Literal["raise", "collect"] = "raise",
    ) -> AsyncGenerator[ClaimSet, None] | AsyncGenerator[ClaimSet | Failure, None]:
        """Do what `stream` does for an `async for`: the work is done in a thread, and the event loop stays free.

        Two results at most wait for the loop, so a slow loop slows the reading too. If the generator is closed, or the
        task that reads it is cancelled, the thread and its workers end.

        Args:
            articles: The articles, or their texts: an async iterable, which is read in the event loop, or an iterable,
                which is read in the thread.
            batch_size: As in `stream`.
            workers: As in `stream`.
            on_error: As in `stream`.

        Raises:
            InputTypeError: As in `stream`.
            InvalidValueError: As in `stream`.
            WorkerError: As in `stream`.

        Example:
            >>> import asyncio
            >>> from newsclaims.testing import ScriptedExtractor
            >>> pipeline = Pipeline(ScriptedExtractor([("Ann", "said", "it rained")]), taggers=[])
            >>> async def main():
            ...     async for claims in pipeline.astream(["Ann said it rained."]):
            ...         print(claims[0].content.text)
            >>> asyncio.run(main())
            it rained
        """
        # asyncio takes longer to import than the rest of a pipeline, and brings modules for networks.
        from .asynchronous import in_thread

        _check_stream(batch_size, workers, on_error)
        if not isinstance(articles, AsyncIterable):
            check_articles(articles)

        def begin(given: Iterable[str | Article], check: Callable[[], None]) -> Generator[Any, None, None]:
            results = self._results(given, batch_size, workers, collected=on_error == "collect", check=check)
            return raised(results) if on_error == "raise" else results

        return in_thread(articles, begin)

    def _results(
        self,
        articles: Iterable[object],
        batch_size: int,
        workers: int,
        *,
        collected: bool,
        check: Callable[[], None] = lambda: None,
    ) -> Generator[Result, None, None]:
        """Return the results for articles; `check` is called while workers work, and ends the stream if it raises."""
        check_setup(self.extractor)
        batches = in_batches(articles, batch_size)
        if workers > 1:
            results = in_processes(self._run, batches, workers, check)
        else:
            results = (result for batch in batches for result in attempt(self._run, batch))
        return logged(until_unavailable(results), self, workers, collected=collected)

    def run(
        self,
        articles: "Iterable[str | Article | Skipped]",
        output: str | os.PathLike[str],
        *,
        format: "str | Serialiser | None" = None,
        shard_size: int | None = None,
        workers: int = 1,
        batch_size: int = 16,
        max_chars: int = MAX_CHARS,
        only: str | os.PathLike[str] | None = None,
        settings: Mapping[str, object] | None = None,
        restart: bool = False,
        total: int | None = None,
        progress: Progress = False,
    ) -> RunReport:
        """Find and judge the claims of many articles, and write them so that a run that was stopped can go on.

        A process that is stopped or killed leaves what it has done. Called again with the same arguments, the method
        reads the input again from its start, checks that the articles that are done are the same, and goes on after
        them. In the end the output has the same bytes as that of a run that was never stopped.

        What fails does not stop the run. It has a line in the file of failures, `OUTPUT.failures.jsonl`, with `index`
        (the place in the input, from 0), `id`, `file`, `row`, `error`, `message` and, for a file that failed half-way,
        `rows_read`. The folder `OUTPUT.run` has what is needed to go on.

        Args:
            articles: The articles, or their texts; any iterable that gives the same again in another process. If it is
                what `newsclaims.read` returns for `on_error="skip"`, what cannot be read counts as failed.
            output: A file, or a folder for files of `shard_size` articles each: `claims-00000.jsonl` and so on. A name
                without a suffix, or with a slash at its end, is a folder.
            format: A serialiser that writes one stream, or the name of one. None to find it by the suffix of the file,
                or for `"jsonl"` in a folder.
            shard_size: How many articles a file in the folder has; 1,000 if None.
            workers: The number of worker processes; 1 means no worker, only this process. If an article crashes native
                code, that ends this process, but with workers only the article fails.
            batch_size: How many articles the extractor gets at a time.
            max_chars: The largest length of an article, in characters; a longer one fails.
            only: A file of failures of another run over the same input; only what it names is run again.
            settings: Other settings that the articles depend on, as JSON values, for example options of a reader.
            restart: Whether to begin again, and to remove what an earlier run has written.
            total: How many articles there are, if you know it and `len(articles)` does not say it; for `progress`.
            progress: As in `stream`; what was done before counts too.

        Raises:
            InvalidValueError: If the settings, the pipeline or the input are not those that the run began with, if the
                input has no article at all, or if an option has no such value.
            InputTypeError: If an option is of the wrong type, or `articles` is a single article, a data frame, a column
                of one or a mapping.
            FileError: If a file cannot be written, something else is in its place, or another process works on the run.
            UnavailableError: If something that every article needs does not work. The run can go on later.
            WorkerError: If workers cannot be started, or the pipeline does not pickle.

        Example:
            ```python
            report = nc.Pipeline().run(nc.read("articles.csv", on_error="skip"), "claims", workers=2)
            print(report.articles, report.failed)
            ```
        """
        # Imported here because readers and formats take time to import.
        from .runs.run import RunOptions, run_articles

        options = RunOptions(
            format=format,
            shard_size=shard_size,
            workers=workers,
            batch_size=batch_size,
            max_chars=max_chars,
            only=only,
            settings=settings or {},
            restart=restart,
            total=total,
            progress=progress,
        )
        return run_articles(self, articles, output, options)

    def _run(self, articles: Sequence[Article]) -> list[ClaimSet]:
        # What was read takes much more memory than the claims, so it is forgotten before they are made.
        with portion(0, 0.875):
            judged = self._all_judged(articles)
        with portion(0.875, 1):
            judged.reverse()
            return [_claims(_in_article(judged.pop()), self._info) for _ in steps(articles)]

    def _all_judged(self, articles: Sequence[Article]) -> "list[_Judged]":
        """Return what is found in articles and judged."""
        texts = [read(article) for article in articles]
        # A text is judged as soon as its claims are found: an extractor with threads reads the next texts meanwhile.
        with contextlib.closing(found_by(self.extractor, texts)) as found:
            judged = [self._next_judged(text, found) for text in steps(texts)]
            next(found, None)  # after the last text, it checks that the extractor returned no more
        return judged

    def _next_judged(self, text: Text, found: Iterator[Finds]) -> "_Judged":
        # Which half takes longer depends on the extractor and on the length of the text.
        with portion(0, 0.5):
            finds = next(found)
        with portion(0.5, 1):
            return self._judged(text, finds)

    def _judged(self, text: Text, found: Finds) -> "_Judged":
        """Return what was found in a text, with the judgements of the taggers."""
        attributions = found.attributions
        for tagger in steps(self.taggers):
            with blaming("tagger", tagger):
                tagged = tagger.tag(text, _lent(tagger, attributions))
            with checking("tagger", tagger, text.article):
                check_tagged(attributions, tagged, len(text.string))
            attributions = tuple(tagged)
        foreign = language_warning(text)
        warnings = found.warnings if foreign is None else (*found.warnings, foreign)
        finds = evolve(found, attributions=attributions, warnings=warnings)
        return _Judged(text.article, text.view, finds, text.language.habits)


def extract(
    text: str | Article,
    *,
    title: str | None = None,
    published: date | str | None = None,
    url: str | None = None,
    progress: bool = False,
) -> ClaimSet:
    """Find and judge the claims of one article with the default pipeline, which is built once and kept.

    Args:
        text: The article's text, exactly as published; or an `Article`, which holds the other arguments itself.
        title: The headline, as context; never searched for claims.
        published: The time of publication: a date, a datetime, or either in ISO 8601.
        url: The article's address.
        progress: Whether to show on standard error how much of the article is done.

    Raises:
        InputTypeError: If the text is neither a str nor an `Article`, or `progress` is not a bool.
        SurrogateError: If the text holds a lone surrogate.
        InvalidValueError: If a date cannot be read, or an `Article` is given together with other arguments.

    Example:
        >>> claims = extract("The ministry denied that the bridge was unsafe.")
        >>> claims[0].source_name, claims[0].stance.value
        ('The ministry', 'deny')
    """
    given = {"title": title, "published": published, "url": url}
    options: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if options and isinstance(text, Article):
        names = ", ".join(f"{name}=" for name in options)
        raise InvalidValueError(f"{names} can be given with a text, not with an Article. Set it in the Article itself.")
    article = Article(text=text, **options) if isinstance(text, str) else as_article(text)
    if isinstance(text, str) and is_file_name(text):
        message = f"{text!r} is the name of a file, but was read as a text. To read the file use newsclaims.read."
        warnings.warn(message, ReadingWarning, stacklevel=2)
    return _default_pipeline().extract(article, progress=progress)


def _check_stream(batch_size: object, workers: object, on_error: object) -> None:
    """Refuse options of a stream that have the wrong type or value."""
    check_count("batch_size", batch_size)
    check_count("workers", workers, MOST_WORKERS)
    if on_error not in ("raise", "collect"):
        raise InvalidValueError(f"on_error must be 'raise' or 'collect', not {shown(on_error)}.")


class _Judged(NamedTuple):
    """What was found in an article, and what its claims need besides, but not the `Text`."""

    article: Article
    view: View
    found: Finds
    habits: Mapping[str, Habits]


def _in_article(judged: _Judged, given: Sequence[Attribution] | None = None) -> _Judged:
    """Return what was judged, with places in the article instead of its view; the spans are those given, if any."""
    attributions = in_article(judged.found.attributions, judged.view, given)
    return judged._replace(found=evolve(judged.found, attributions=attributions))


def _claims(judged: _Judged, info: ExtractorInfo | None) -> ClaimSet:
    """Return the claims of what was judged, with places in the article."""
    article, view, found, habits = judged
    with native_code:
        claims = claims_from(
            article,
            found.attributions,
            lambda one: combine(one.judgements, habits),
            view=view,
            extractors=() if info is None else (info.name,),
            origin="rule" if info is None or info.model is None else "model",
        )
        return ClaimSet(
            article=article, claims=claims, extractor=info, warnings=found.warnings, usage=Meta(found.usage)
        )


def _lent(tagger: Tagger, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
    """Return the attributions for a tagger: copies for a third-party one, so that the check sees the originals."""
    if type(tagger).__module__.partition(".")[0] == OURS:
        return attributions
    return tuple(evolve(attribution, judgements=dict(attribution.judgements)) for attribution in attributions)


def _default_pipeline() -> Pipeline:
    global _default  # noqa: PLW0603
    with _lock:
        if _default is None:
            _default = Pipeline()
        return _default
