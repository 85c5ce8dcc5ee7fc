"""`newsclaims convert`."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from ..files import read_file
from ..model import Article
from ..serialisers import dump, load
from ..serialisers.files import check_readable
from ..serialisers.formats import by_suffix
from .terminal import standard_input

__all__ = ["convert"]


@click.command()
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option("--from", "from_format", metavar="FORMAT", help="The format of IN; by its suffix if not given.")
@click.option("--to", "to_format", metavar="FORMAT", help="The format of OUT; by its suffix if not given.")
@click.option(
    "--articles",
    metavar="PLACE",
    help="Where the articles are, for formats without them (csv): a folder of .txt files, or a file of claim sets.",
)
def convert(source: str, target: str, from_format: str | None, to_format: str | None, articles: str | None) -> None:
    """Turn claims from one format into another.

    IN and OUT are files; - is standard input or output, which needs --from or --to. OUT changes only once all is
    written.
    """
    if source == "-" and from_format is None:
        raise click.UsageError("Standard input has no suffix; give --from.")
    if target == "-" and to_format is None:
        raise click.UsageError("Standard output has no suffix; give --to.")
    for place, format, option in ((source, from_format, "--from"), (target, to_format, "--to")):
        if format is None:
            by_suffix(Path(place), option)
    known = None if articles is None else _articles(Path(articles))
    claimsets = load(standard_input() if source == "-" else source, format=from_format, articles=known)
    dump(claimsets, sys.stdout.buffer if target == "-" else target, format=to_format)


def _articles(place: Path) -> Mapping[str, Article]:
    if place.is_dir():
        return _Folder(place)
    check_readable(place)
    by_suffix(place, None)
    return {claimset.article.id: claimset.article for claimset in load(place)}


class _Folder(Mapping[str, Article]):
    """The articles of a folder, each read when asked for; the name of a file, without `.txt`, is the article's id."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.stem: path for path in sorted(folder.glob("*.txt"))}

    def __getitem__(self, article_id: str) -> Article:
        return Article(text=read_file(self._paths[article_id]), id=article_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
