"""The command `newsclaims extract`: finds the claims of articles in files of many kinds and writes them."""

import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from .._model import ClaimSet
from ..serialisers import Serialiser, dump
from ..serialisers.toolkit import writing
from .arguments import command_line
from .article_options import ArticleOptions, article_options, check_files
from .formats import FormatsCommand, check_format, csv_options, for_spreadsheets, standard_output
from .job import Job
from .table import table
from .terminal import colourful, say

__all__ = ["extract"]

_TABLE = "table"
_FORMATS = "table, or one of the formats below. Default: by the suffix of --output, or table without --output."


@click.command(cls=FormatsCommand)
@click.argument("files", nargs=-1, metavar="[FILES... | -]")
@click.option("-f", "--format", help=_FORMATS)
@click.option("-o", "--output", help="The file or folder to write. Default: standard output.")
@csv_options
@article_options
@click.pass_context
def extract(
    context: click.Context,
    /,
    files: tuple[str, ...],
    format: str | None,
    output: str | None,
    *,
    bom: bool,
    slim: bool,
    options: ArticleOptions,
) -> None:
    """Find and judge the claims of articles.

    FILES are files, folders and patterns such as 'pages/*.html'. The suffix of a file names its reader, and a file
    without a suffix is a text. A folder is read with all folders in it, without hidden files. - is standard input,
    which is also read if there are no FILES; it is a text unless --input-format says something else.

    A file, or a row of a table, that cannot be read is reported and the others are still processed; the exit code is
    then 1.
    """
    check_files(context, files, options.title)
    chosen = _chosen(format, output, bom=bom, slim=slim)
    job = Job(options, shown=output is not None or not sys.stdout.isatty())
    try:
        job.run(context, job.results(files or ("-",)), lambda results: _write(results, chosen, output))
    except KeyboardInterrupt as interrupt:
        if output is not None and chosen is not None and chosen.layout == "stream":
            again = command_line(context, "run")
            interrupt.add_note(
                f"nothing was written to {output}. The command run keeps what is done when it is stopped: {again}"
            )
        raise


def _chosen(format: str | None, output: str | None, *, bom: bool, slim: bool) -> Serialiser | None:
    """Return the serialiser that writes the claims, checked before any work is done; None for a table."""
    if format == _TABLE or (format is None and output is None):
        serialiser = None
    else:
        serialiser = check_format(format, None if output is None else Path(output), "--format", also=(_TABLE,))
    return for_spreadsheets(serialiser, bom=bom, slim=slim)


def _write(results: Iterator[ClaimSet], format: Serialiser | None, output: str | None) -> None:
    if format is None:
        _write_tables(results, output)
    elif output is None:
        with standard_output() as stream:
            dump(results, stream, format=format)
    else:
        dump(results, output, format=format)


def _without_warnings(claimset: ClaimSet) -> ClaimSet:
    """Return a claim set without its warnings, which standard error has."""
    return claimset.model_copy(update={"warnings": ()})


def _write_tables(results: Iterable[ClaimSet], output: str | None) -> None:
    if output is None:
        colour = colourful(sys.stdout)
        for text in _tables(map(_without_warnings, results), colour=colour):
            say(text, colour=colour)
        return
    with writing(output) as stream:
        for text in _tables(results):
            stream.write(f"{text}\n".encode())
            stream.flush()


def _tables(results: Iterable[ClaimSet], *, colour: bool = False) -> Iterator[str]:
    """Yield the table of each claim set, without its last line end; an empty line separates it from the one before."""
    width = shutil.get_terminal_size().columns
    for i, claimset in enumerate(results):
        yield "\n".join([""] * (i > 0) + list(table(claimset, width, colour=colour)))
