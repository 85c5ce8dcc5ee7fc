"""The command `newsclaims convert`: reads claims in one format and writes them in another."""

import sys
from pathlib import Path

import click

from ..serialisers import dump, load
from .formats import FormatsCommand, check_format, standard_output
from .known_articles import ARTICLES_HELP, known_articles
from .terminal import progress_on_terminal, standard_input

__all__ = ["convert"]


@click.command(cls=FormatsCommand)
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option("--from", "from_format", metavar="FORMAT", help="The format of IN. Default: by its suffix.")
@click.option("--to", "to_format", metavar="FORMAT", help="The format of OUT. Default: by its suffix.")
@click.option("--articles", metavar="PLACE", help=ARTICLES_HELP)
def convert(source: str, target: str, from_format: str | None, to_format: str | None, articles: str | None) -> None:
    """Convert claims from one format to another.

    IN and OUT are files, or folders for a format with one file per article. - is standard input or output. For a folder
    or -, give the format with --from or --to. OUT is replaced only when everything is written.
    """
    check_format(from_format, None if source == "-" else Path(source), "--from")
    check_format(to_format, None if target == "-" else Path(target), "--to")
    known = None if articles is None else known_articles(Path(articles))
    claimsets = load(standard_input() if source == "-" else source, format=from_format, articles=known)
    progress = progress_on_terminal(elsewhere=target != "-" or not sys.stdout.isatty())
    if target == "-":
        with standard_output() as stream:
            dump(claimsets, stream, format=to_format, progress=progress)
    else:
        dump(claimsets, target, format=to_format, progress=progress)
