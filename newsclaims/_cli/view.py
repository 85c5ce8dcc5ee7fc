"""The command `newsclaims view`: shows articles with their claims in the browser."""

import itertools
import os
import shutil
import sys
import tempfile
import webbrowser
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from .._model import Article, ClaimSet
from ..errors import InvalidValueError
from ..serialisers import Serialiser, dump, load
from ..serialisers._html import HtmlSerialiser
from .article_options import ArticleOptions, article_options, check_files
from .claims_files import format_of_claims
from .formats import FormatsCommand, check_format
from .job import Job
from .known_articles import ARTICLES_HELP, known_articles
from .terminal import inform, say, standard_input

__all__ = ["view"]

_OUTPUT = "The page or folder to write. Default: a new temporary folder, which is kept."
_FROM = "The format of FILES, which are claims. Default: files of claims are recognised."


@click.command(cls=FormatsCommand)
@click.argument("files", nargs=-1, metavar="[FILES... | -]")
@click.option("-o", "--output", help=_OUTPUT)
@click.option("--no-open", is_flag=True, help="Write the pages, but do not open the browser.")
@click.option("--from", "from_format", metavar="FORMAT", help=_FROM)
@click.option("--articles", metavar="PLACE", help=ARTICLES_HELP)
@article_options
@click.pass_context
def view(
    context: click.Context,
    /,
    files: tuple[str, ...],
    output: str | None,
    from_format: str | None,
    articles: str | None,
    *,
    no_open: bool,
    options: ArticleOptions,
) -> None:
    """Show articles with their claims in the browser.

    FILES are articles, as for the command extract, or claims that newsclaims wrote, for example claims.jsonl. One
    article gives a page. Several give a folder with an index, a page per article and a page per source.

    The place of the page, or of the index, is printed. The pages need no network and no script.
    """
    check_files(context, files, options.title)
    _check_output(output)
    known = None if articles is None else known_articles(Path(articles))
    claims: dict[str, Serialiser] = {}
    for name in files or ("-",):
        if (format := _format(name, from_format)) is not None:
            claims[name] = format
    unread = [name for name in files or ("-",) if name not in claims]
    job = Job(options, shown=True)
    found = _loaded(claims, known)
    if unread:
        found = itertools.chain(found, job.results(unread))
    job.run(context, found, lambda results: _show(results, output, opened=not no_open))


def _check_output(output: str | None) -> None:
    """Refuse a name of a page that would be a surprise, before any work is done."""
    if output == "":
        raise click.UsageError("--output is empty. Give the name of a page or folder.")
    if output == "-":
        raise click.UsageError("view cannot write to standard output. Use extract --format html.")


def _format(name: str, from_format: str | None) -> Serialiser | None:
    """Return the format of a file of claims; None for a file of articles."""
    if from_format is None:
        return format_of_claims(name)
    return check_format(from_format, None if name == "-" else Path(name), "--from")


def _loaded(claims: Mapping[str, Serialiser], articles: Mapping[str, Article] | None) -> Iterator[ClaimSet]:
    """Yield the claim sets of files of claims, one by one."""
    for name, format in claims.items():
        yield from load(standard_input() if name == "-" else name, format=format, articles=articles)


def _show(results: Iterator[ClaimSet], output: str | None, *, opened: bool) -> None:
    """Write pages, print the place of the first one, and open it."""
    first = list(itertools.islice(results, 2))
    claimsets = itertools.chain(first, results)
    if output is None:
        page = _written_temporarily(claimsets, single=len(first) == 1)
    else:
        page = _written(claimsets, Path(output), single=len(first) == 1)
    page = Path(os.path.realpath(page))
    if sys.platform == "win32":
        say(str(page))
    else:
        # Bytes, because the name of a file is not always valid Unicode.
        click.echo(os.fsencode(page))
    if opened:
        _open(page)


def _written_temporarily(claimsets: Iterator[ClaimSet], *, single: bool) -> Path:
    """Write pages to a new temporary folder, which is removed if that fails, and return the first page."""
    folder = Path(tempfile.mkdtemp(prefix="newsclaims-"))
    try:
        return _written(claimsets, folder / ("claims.html" if single else "claims"), single=single)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _written(claimsets: Iterator[ClaimSet], target: Path, *, single: bool) -> Path:
    """Write one page or a folder, and return the first page.

    Raises:
        InvalidValueError: If the target is one page, and there are several articles.
    """
    is_page = target.suffix.lower() in HtmlSerialiser.suffixes and not target.is_dir()
    if is_page and not single:
        raise InvalidValueError(
            f"{target} is the name of one page, but there are several articles. Give --output the name of a folder."
        )
    dump(claimsets, target, format="html")
    return target if is_page else target / "index.html"


def _open(page: Path) -> None:
    try:
        opened = webbrowser.open(page.as_uri())
    except (OSError, webbrowser.Error):
        opened = False
    if not opened:
        inform(f"no browser could be opened. Open {page} yourself.")
