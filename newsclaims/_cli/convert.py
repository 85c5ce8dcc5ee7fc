"""The command `newsclaims convert`: reads claims in one format and writes them in another."""

import sys
from pathlib import Path

import click

from .._files.limited_source import MAX_SET_BYTES
from ..serialisers import dump, load
from .formats import FormatsCommand, check_format, standard_output
from .known_articles import ARTICLES_HELP, known_articles
from .terminal import progress_on_terminal, standard_input

__all__ = ["convert"]

_MAX_BYTES = "How many bytes of IN, after unpacking, may go into one claim set."


@click.command(cls=FormatsCommand)
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option("--from", "from_format", metavar="FORMAT", help="The format of IN. Default: by its suffix.")
@click.option("--to", "to_format", metavar="FORMAT", help="The format of OUT. Default: by its suffix.")
@click.option("--articles", metavar="PLACE", help=ARTICLES_HELP)
@click.option("--max-bytes", type=click.IntRange(min=1), default=MAX_SET_BYTES, show_default=True, help=_MAX_BYTES)
def convert(
    source: str, target: str, from_format: str | None, to_format: str | None, articles: str | None, max_bytes: int
) -> None:
    """Convert claims from one format to another.

    IN and OUT are files, or folders for a format with one file per article. - is standard input or output. For a folder
    or -, give the format with --from or --to. OUT is replaced only when everything is written.
    """
    check_format(from_format, None if source == "-" else Path(source), "--from")
    check_format(to_format, None if target == "-" else Path(target), "--to")
    known = None if articles is None else known_articles(Path(articles))
    given = standard_input() if source == "-" else source
    claimsets = load(given, format=from_format, articles=known, max_bytes=max_bytes)
    progress = progress_on_terminal(elsewhere=target != "-" or not sys.stdout.isatty())
    if target == "-":
        with standard_output() as stream:
            dump(claimsets, stream, format=to_format, progress=progress)
    else:
        dump(claimsets, target, format=to_format, progress=progress)
