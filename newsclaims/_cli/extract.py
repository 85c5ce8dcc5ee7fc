"""The command `newsclaims extract`: finds the claims of articles in files of many kinds and writes them."""

import contextlib
import itertools
import shutil
import sys
import warnings
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

import click

from .._files.locations import STANDARD_INPUT
from .._model import Article, ClaimSet
from .._pipeline import DEFAULT_EXTRACTOR, Failure, Pipeline
from ..errors import NewsClaimsError, ReadingWarning, UnknownKindError
from ..readers import MAX_BYTES, Reading, Skipped
from ..readers._reader_lookup import options_from_texts
from ..readers._reading import read_all
from ..serialisers import CsvSerialiser, Serialiser, dump
from ..serialisers.toolkit import writing
from ..text._other_language import ENGLISH_ONLY
from .formats import FormatsCommand, check_format, standard_output
from .table import table
from .terminal import Progress, colourful, complain, inform, standard_input, warn

__all__ = ["extract"]

_TABLE = "table"
_FORMATS = "table, or one of the formats below. Default: by the suffix of --output, or table without --output."

_READERS = "The reader of the files and of standard input. Default: by the suffix of each file. See below."
_MAX_BYTES = "How many bytes of a file, after unpacking, may go into one article."
_UNKNOWN = "What to do with files in a folder that no reader knows."
_MISSING = "for articles whose file gives none"

_SHOWN_FAULTS = 5
"""How many faults of one kind in one file have a line each; a table can have thousands."""


def _published(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    try:
        Article(text="", published=value)
    except NewsClaimsError as error:
        raise click.BadParameter(str(error).removeprefix("Article.published: ")) from None
    return value


def _reader_option(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    options: dict[str, str] = {}
    for value in values:
        name, sign, given = value.partition("=")
        if not sign or not name:
            message = f"{value!r} is not NAME=VALUE."
            raise click.BadParameter(message)
        options[name.replace("-", "_")] = given
    return options


@click.command(cls=FormatsCommand)
@click.argument("files", nargs=-1, metavar="[FILES... | -]")
@click.option("-f", "--format", help=_FORMATS)
@click.option("-o", "--output", help="The file or folder to write. Default: standard output.")
@click.option("--bom", is_flag=True, help="Begin a csv file with a byte order mark, which Excel needs.")
@click.option("--slim", is_flag=True, help="Leave out the columns of a csv file that only programs need.")
@click.option("--extractor", default=DEFAULT_EXTRACTOR, show_default=True, help="Name of the extractor.")
@click.option("--tagger", "taggers", multiple=True, help="A tagger to add to the default ones. Can be repeated.")
@click.option("--input-format", metavar="READER", help=_READERS)
@click.option("--text-column", metavar="NAME", help="The column with the texts of a table. Default: by its name.")
@click.option("--id-column", metavar="NAME", help="The column with the ids. Default: by its name.")
@click.option("--title-column", metavar="NAME", help="The column with the headlines. Default: by its name.")
@click.option("--published-column", metavar="NAME", help="The column with the dates. Default: by its name.")
@click.option("--url-column", metavar="NAME", help="The column with the addresses. Default: by its name.")
@click.option("--date-format", metavar="FORMAT", help="The format of the dates of a table, such as %d/%m/%Y.")
@click.option("--encoding", help="The encoding of the files. Default: what they say themselves, or UTF-8.")
@click.option("--max-bytes", type=click.IntRange(min=1), default=MAX_BYTES, show_default=True, help=_MAX_BYTES)
@click.option(
    "--reader-option",
    "more",
    multiple=True,
    callback=_reader_option,
    metavar="NAME=VALUE",
    help="Another option of a reader, such as publisher=NAME. Can be repeated.",
)
@click.option("--unknown", type=click.Choice(["skip", "fail"]), default="skip", show_default=True, help=_UNKNOWN)
@click.option("--published", callback=_published, metavar="DATE", help=f"The date of publication, {_MISSING}.")
@click.option("--title", help="The headline, as context. For a single article only.")
@click.option("--language", metavar="TAG", help=f"The language, such as en, {_MISSING}. Only English is supported.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Number of processes.")
@click.pass_context
def extract(
    context: click.Context,
    /,
    files: tuple[str, ...],
    format: str | None,
    output: str | None,
    extractor: str,
    taggers: tuple[str, ...],
    unknown: str,
    published: str | None,
    title: str | None,
    language: str | None,
    workers: int,
    *,
    bom: bool,
    slim: bool,
    **reading: Any,
) -> None:
    """Find and judge the claims of articles.

    FILES are files, folders and patterns such as 'pages/*.html'. The suffix of a file names its reader, and a file
    without a suffix is a text. A folder is read with all folders in it, without hidden files. - is standard input,
    which is also read if there are no FILES; it is a text unless --input-format says something else.

    A file, or a row of a table, that cannot be read is reported and the others are still processed; the exit code is
    then 1.
    """
    if files.count("-") > 1:
        raise click.UsageError("- is standard input and can be given only once.", context)
    if not files and sys.stdin is not None and sys.stdin.isatty():
        raise click.UsageError("Give FILES, or - to read standard input.", context)
    if title is not None and len(files) > 1:
        raise click.UsageError("--title can be used with a single article only.", context)
    known = {"title": title, "published": published, "language": language}
    chosen = _chosen(format, output, bom=bom, slim=slim)
    job = _Job(known, fail_on_unknown=unknown == "fail", shown=output is not None or not sys.stdout.isatty())
    pipeline = Pipeline(extractor)
    if taggers:
        pipeline = Pipeline(pipeline.extractor, [*pipeline.taggers, *taggers])
    articles = _articles(files or ("-",), job.skip, **reading)
    with _reading_warnings():
        written = _write(job.results(pipeline, articles, workers), chosen, output)
    job.report()
    if not written and not job.failed:
        complain("no article was found. Check the files, and --input-format if they are of another kind.")
    if job.failed or not written:
        context.exit(1)


def _articles(
    files: Sequence[str],
    on_skip: Callable[[Skipped], None],
    *,
    input_format: str | None,
    more: Mapping[str, str],
    **options: Any,
) -> Reading:
    """Return the articles of files and of standard input; of an option that is given twice, `more` has the value."""
    given = {name.removesuffix("_column"): value for name, value in options.items() if value is not None}
    given |= options_from_texts(more, input_format)
    sources = [standard_input() if name == "-" else name for name in files]
    limit = given.pop("max_bytes")
    return read_all(sources, input_format, on_error="skip", on_skip=on_skip, max_bytes=limit, options=given)


class _Job:
    """Runs articles through a pipeline, and reports what fails and what is skipped."""

    def __init__(self, known: Mapping[str, str | None], *, fail_on_unknown: bool, shown: bool) -> None:
        self.failed = False
        self.progress = Progress(shown=shown)
        self._known = {name: value for name, value in known.items() if value is not None}
        self._fail_on_unknown = fail_on_unknown
        self._running: deque[str] = deque()
        self._skipped: Counter[tuple[str, str]] = Counter()
        self._faults: Counter[tuple[str, str]] = Counter()
        self._foreign: Counter[tuple[str, str]] = Counter()

    def skip(self, skipped: Skipped) -> None:
        """Report something that gives no article, or count it if nothing is wrong with it."""
        strange = isinstance(skipped.error, UnknownKindError) and skipped.in_folder and not self._fail_on_unknown
        if (skipped.error is None or strange) and skipped.row is None:
            self.progress.clear()
            inform(f"skipped: {skipped.file}: {skipped.reason}")
        elif skipped.error is None:
            self._skipped[skipped.file, skipped.reason] += 1
        else:
            self._faults[skipped.file, skipped.reason] += 1
            if self._faults[skipped.file, skipped.reason] <= _SHOWN_FAULTS:
                self._complain(str(skipped.error))

    def report(self) -> None:
        """Say how much was skipped, and warn once of all articles that are not in English."""
        self.progress.clear()
        for (file, reason), count in self._faults.items():
            if count > _SHOWN_FAULTS:
                complain(f"{file}: {reason} ({count - _SHOWN_FAULTS:,} more of its articles or records)")
        for (file, reason), count in self._skipped.items():
            inform(f"skipped: {file}: {reason} ({count:,} of its articles or records)")
        if self._foreign:
            name, warning = next(iter(self._foreign))
            more = self._foreign.total() - 1
            warn(f"{name}{f' (and {more} more)' if more else ''}: {warning}")

    def results(self, pipeline: Pipeline, articles: Iterable[Article], workers: int) -> Iterator[ClaimSet]:
        """Yield the claim sets of the articles that did not fail."""
        results = pipeline.stream(map(self._completed, articles), workers=workers, on_error="collect", batch_size=4)
        for result in results:
            self.progress.step()
            name = self._running.popleft()
            if isinstance(result, Failure):
                error = result.error
                message = str(error) if isinstance(error, NewsClaimsError) else f"{type(error).__name__}: {error}"
                self._complain(f"{name}: {message}")
            else:
                self._foreign.update((name, w) for w in result.warnings if w.endswith(ENGLISH_ONLY))
                yield result

    def _completed(self, article: Article) -> Article:
        """Return an article with what the command line says of it, if its file does not say it."""
        place = article.meta["newsclaims"]
        name = place.get("file", STANDARD_INPUT)
        self._running.append(f"{name}#{place['row']}" if "row" in place else name)
        missing = {field: value for field, value in self._known.items() if getattr(article, field) is None}
        if not missing:
            return article
        fields = {field: getattr(article, field) for field in article.model_fields_set | {"id"}}
        return Article(**{**fields, **missing})

    def _complain(self, message: str) -> None:
        self.failed = True
        self.progress.clear()
        complain(message)


@contextlib.contextmanager
def _reading_warnings() -> Iterator[None]:
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


def _chosen(format: str | None, output: str | None, *, bom: bool, slim: bool) -> Serialiser | None:
    """Return the serialiser that writes the claims, checked before any work is done; None for a table."""
    if format == _TABLE or (format is None and output is None):
        serialiser = None
    else:
        serialiser = check_format(format, None if output is None else Path(output), "--format", also=(_TABLE,))
    if not (bom or slim):
        return serialiser
    if not isinstance(serialiser, CsvSerialiser):
        message = "--bom and --slim are for the format csv. Add --format csv."
        raise click.UsageError(message)
    return CsvSerialiser(bom=bom, slim=slim)


def _write(results: Iterator[ClaimSet], format: Serialiser | None, output: str | None) -> bool:
    """Write the claim sets and return whether there were any; without any, no file is touched."""
    first = next(results, None)
    if first is None:
        return False
    results = itertools.chain((first,), results)
    if format is None:
        _write_tables(results, output)
    elif output is None:
        with standard_output() as stream:
            dump(results, stream, format=format)
    else:
        dump(results, output, format=format)
    return True


def _without_language(claimset: ClaimSet) -> ClaimSet:
    """Return a claim set without the warning of another language, which standard error has once for all articles."""
    kept = tuple(warning for warning in claimset.warnings if not warning.endswith(ENGLISH_ONLY))
    return claimset.model_copy(update={"warnings": kept})


def _write_tables(results: Iterable[ClaimSet], output: str | None) -> None:
    width, colour = shutil.get_terminal_size().columns, output is None and colourful(sys.stdout)
    with writing(output) if output is not None else contextlib.nullcontext(sys.stdout.buffer) as stream:
        encoding = "utf-8" if output is not None else sys.stdout.encoding
        for i, claimset in enumerate(results if output is not None else map(_without_language, results)):
            lines = [""] * (i > 0) + list(table(claimset, width, colour=colour))
            stream.write("".join(f"{line}\n" for line in lines).encode(encoding, "backslashreplace"))
            stream.flush()
