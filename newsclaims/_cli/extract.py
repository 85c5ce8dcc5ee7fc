"""The command `newsclaims extract`: finds the claims of text files and writes them."""

import contextlib
import itertools
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import click

from .._files.text_files import decoded, read_file
from .._model import Article, ClaimSet
from .._pipeline import DEFAULT_EXTRACTOR, Failure, Pipeline
from ..errors import FileError, NewsClaimsError
from ..serialisers import dump
from ..serialisers.toolkit import writing
from ..text._other_language import ENGLISH_ONLY
from .formats import FormatsCommand, check_format, standard_output
from .table import table
from .terminal import STDIN, Progress, colourful, complain, standard_input, warn

__all__ = ["extract"]

_TABLE = "table"
_FORMATS = "table, or one of the formats below. Default: by the suffix of --output, or table without --output."


def _published(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    try:
        Article(text="", published=value)
    except NewsClaimsError as error:
        raise click.BadParameter(str(error).removeprefix("Article.published: ")) from None
    return value


@click.command(cls=FormatsCommand)
@click.argument("files", nargs=-1, metavar="[FILES... | -]")
@click.option("-f", "--format", help=_FORMATS)
@click.option("-o", "--output", help="The file or folder to write. Default: standard output.")
@click.option("--extractor", default=DEFAULT_EXTRACTOR, show_default=True, help="Name of the extractor.")
@click.option("--tagger", "taggers", multiple=True, help="A tagger to add to the default ones. Can be repeated.")
@click.option("--published", callback=_published, metavar="DATE", help="The date of publication, such as 2024-11-08.")
@click.option("--title", help="The headline, as context. For a single article only.")
@click.option("--language", metavar="TAG", help="The language of the articles, such as en. Only English is supported.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Number of processes.")
@click.pass_context
def extract(
    context: click.Context,
    files: tuple[str, ...],
    format: str | None,
    output: str | None,
    extractor: str,
    taggers: tuple[str, ...],
    published: str | None,
    title: str | None,
    language: str | None,
    workers: int,
) -> None:
    """Find and judge the claims of articles.

    FILES are UTF-8 text files with one article each. - is standard input, which is also read if there are no FILES. A
    file that fails is reported and the other files are still processed; the exit code is then 1.
    """
    if files.count("-") > 1:
        raise click.UsageError("- is standard input and can be given only once.", context)
    if not files and sys.stdin is not None and sys.stdin.isatty():
        raise click.UsageError("Give FILES, or - to read standard input.", context)
    if title is not None and len(files) > 1:
        raise click.UsageError("--title can be used with a single article only.", context)
    known = {"title": title, "published": published, "language": language}
    job = _Job(files or ("-",), known, shown=output is not None or not sys.stdout.isatty())
    pipeline = Pipeline(extractor)
    if taggers:
        pipeline = Pipeline(pipeline.extractor, [*pipeline.taggers, *taggers])
    written = _write(job.results(pipeline, workers), format, output)
    job.warn()
    if job.failed or not written:
        context.exit(1)


class _Job:
    """Reads files, runs them through a pipeline, and reports the files that fail."""

    def __init__(self, files: Sequence[str], known: Mapping[str, str | None], *, shown: bool) -> None:
        self.failed = False
        self.progress = Progress(len(files), shown=shown)
        self._files, self._known = files, known
        self._stems = Counter(Path(name).stem for name in set(files))
        self._names: list[str] = []
        self._foreign: list[tuple[str, str]] = []

    def warn(self) -> None:
        """Warn once of all articles that are not in English."""
        self.progress.clear()
        if self._foreign:
            name, warning = self._foreign[0]
            more = len(self._foreign) - 1
            warn(f"{name}{f' (and {more} more)' if more else ''}: {warning}")

    def results(self, pipeline: Pipeline, workers: int) -> Iterator[ClaimSet]:
        """Yield the claim sets of the files that did not fail."""
        results = pipeline.stream(self._articles(), workers=workers, on_error="collect", batch_size=4)
        for index, result in enumerate(results):
            self.progress.step()
            if isinstance(result, Failure):
                error = result.error
                message = str(error) if isinstance(error, NewsClaimsError) else f"{type(error).__name__}: {error}"
                self._report(f"{self._names[result.index]}: {message}")
            else:
                self._foreign += [(self._names[index], w) for w in result.warnings if w.endswith(ENGLISH_ONLY)]
                yield result

    def _articles(self) -> Iterator[Article]:
        for name in self._files:
            try:
                article = self._article(name)
            except NewsClaimsError as error:
                self.progress.step()
                self._report(str(error))
            else:
                self._names.append(STDIN if name == "-" else name)
                yield article

    def _article(self, name: str) -> Article:
        known: dict[str, Any] = dict(self._known)
        if name == "-":
            return Article(text=decoded(_read(standard_input()), STDIN), **known)
        # The file's name is the article's id, unless two of the files have the same name.
        stem = Path(name).stem
        return Article(text=read_file(name), id=stem if self._stems[stem] == 1 else name, **known)

    def _report(self, message: str) -> None:
        self.failed = True
        self.progress.clear()
        complain(message)


def _write(results: Iterator[ClaimSet], format: str | None, output: str | None) -> bool:
    """Write the claim sets and return whether there were any; without any, no file is touched."""
    as_table = format == _TABLE or (format is None and output is None)
    if not as_table:
        check_format(format, None if output is None else Path(output), "--format", also=(_TABLE,))
    first = next(results, None)
    if first is None:
        return False
    results = itertools.chain((first,), results)
    if as_table:
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


def _read(stream: BinaryIO) -> bytes:
    try:
        return stream.read()
    except OSError as error:
        raise FileError(STDIN, f"{error.strerror or error}.") from error


def _write_tables(results: Iterable[ClaimSet], output: str | None) -> None:
    width, colour = shutil.get_terminal_size().columns, output is None and colourful(sys.stdout)
    with writing(output) if output is not None else contextlib.nullcontext(sys.stdout.buffer) as stream:
        encoding = "utf-8" if output is not None else sys.stdout.encoding
        for i, claimset in enumerate(results if output is not None else map(_without_language, results)):
            lines = [""] * (i > 0) + list(table(claimset, width, colour=colour))
            stream.write("".join(f"{line}\n" for line in lines).encode(encoding, "backslashreplace"))
            stream.flush()
