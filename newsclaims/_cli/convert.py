"""The command `newsclaims convert`: reads claims in one format and writes them in another."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from .._files.streams import check_readable
from .._files.text_files import read_file
from .._model import Article
from ..serialisers import dump, load
from ..serialisers._format_lookup import by_suffix
from ..serialisers.toolkit import article_id_of
from .formats import FormatsCommand, check_format, standard_output
from .terminal import standard_input

__all__ = ["convert"]


@click.command(cls=FormatsCommand)
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option("--from", "from_format", metavar="FORMAT", help="The format of IN. Default: by its suffix.")
@click.option("--to", "to_format", metavar="FORMAT", help="The format of OUT. Default: by its suffix.")
@click.option(
    "--articles",
    metavar="PLACE",
    help="The articles, for a format that holds no text: a folder of .txt files, or a file of claim sets.",
)
def convert(source: str, target: str, from_format: str | None, to_format: str | None, articles: str | None) -> None:
    """Convert claims from one format to another.

    IN and OUT are files, or folders for a format with one file per article. - is standard input or output. For a folder
    or -, give the format with --from or --to. OUT is replaced only when everything is written.
    """
    check_format(from_format, None if source == "-" else Path(source), "--from")
    check_format(to_format, None if target == "-" else Path(target), "--to")
    known = None if articles is None else _articles(Path(articles))
    claimsets = load(standard_input() if source == "-" else source, format=from_format, articles=known)
    if target == "-":
        with standard_output() as stream:
            dump(claimsets, stream, format=to_format)
    else:
        dump(claimsets, target, format=to_format)


def _articles(place: Path) -> Mapping[str, Article]:
    if place.is_dir():
        return _Folder(place)
    check_readable(place)
    by_suffix(place, None)
    return {claimset.article.id: claimset.article for claimset in load(place)}


class _Folder(Mapping[str, Article]):
    """The articles of a folder by their ids; each file is read when its article is asked for.

    An article's id is its file's name without `.txt`, either as it is or decoded as formats with one file per article
    encode it (`a%2Fb.txt` is `a/b`).
    """

    def __init__(self, folder: Path) -> None:
        paths = sorted(folder.glob("*.txt"))
        self._paths = {article_id_of(path.stem): path for path in paths} | {path.stem: path for path in paths}

    def __getitem__(self, article_id: str) -> Article:
        return Article(text=read_file(self._paths[article_id]), id=article_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
