"""The options of the commands that read articles and find their claims, and the articles that they name."""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, Literal

import click
from attrs import frozen

from .._model import Article
from ..errors import NewsClaimsError
from ..readers import MAX_BYTES, Reading, Skipped
from ..readers._reader_lookup import options_from_texts
from ..readers._reading import read_all
from .extractor_options import extractor_options, named_values
from .terminal import standard_input

__all__ = ["ArticleOptions", "article_options", "articles", "check_files"]

_READERS = "The reader of the files and of standard input. Default: by the suffix of each file. See below."
_MAX_BYTES = "How many bytes of a file, after unpacking, may go into one article."
_UNKNOWN = "What to do with files in a folder that no reader knows."
_MISSING = "for articles whose file gives none"


def _published(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    try:
        Article(text="", published=value)
    except NewsClaimsError as error:
        raise click.BadParameter(str(error).removeprefix("Article.published: ")) from None
    return value


_OPTIONS = (
    extractor_options,
    click.option("--tagger", "taggers", multiple=True, help="A tagger to add to the default ones. Can be repeated."),
    click.option("--input-format", metavar="READER", help=_READERS),
    click.option("--text-column", metavar="NAME", help="The column with the texts of a table. Default: by its name."),
    click.option("--id-column", metavar="NAME", help="The column with the ids. Default: by its name."),
    click.option("--title-column", metavar="NAME", help="The column with the headlines. Default: by its name."),
    click.option("--published-column", metavar="NAME", help="The column with the dates. Default: by its name."),
    click.option("--url-column", metavar="NAME", help="The column with the addresses. Default: by its name."),
    click.option("--date-format", metavar="FORMAT", help="The format of the dates of a table, such as %d/%m/%Y."),
    click.option("--encoding", help="The encoding of the files. Default: what they say themselves, or UTF-8."),
    click.option("--max-bytes", type=click.IntRange(min=1), default=MAX_BYTES, show_default=True, help=_MAX_BYTES),
    click.option(
        "--reader-option",
        "more",
        multiple=True,
        callback=named_values,
        metavar="NAME=VALUE",
        help="Another option of a reader, such as publisher=NAME. Can be repeated.",
    ),
    click.option("--unknown", type=click.Choice(["skip", "fail"]), default="skip", show_default=True, help=_UNKNOWN),
    click.option("--published", callback=_published, metavar="DATE", help=f"The date of publication, {_MISSING}."),
    click.option("--title", help="The headline, as context. For a single article only."),
    click.option("--language", metavar="TAG", help=f"The language, such as en, {_MISSING}. Only English is supported."),
    click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Number of processes."),
)


_READING = (
    *("input_format", "text_column", "id_column", "title_column", "published_column", "url_column"),
    *("date_format", "encoding", "max_bytes", "more"),
)
"""Those of the options that say how files are read."""


@frozen(slots=True)
class ArticleOptions:
    """How articles are read and how their claims are found.

    Args:
        extractors: The names of the extractors.
        extractor_options: The options of the extractors, as texts.
        merge: What is kept of the claims of several extractors.
        taggers: The names of taggers besides the usual ones.
        unknown: `"skip"` or `"fail"`: what to do with files in a folder that no reader knows.
        published: The date of publication of articles whose file gives none.
        title: The headline of an article whose file gives none.
        language: The language of articles whose file gives none.
        workers: The number of processes.
        reading: The options of the readers, for `articles`.
    """

    extractors: tuple[str, ...]
    extractor_options: Mapping[str, str]
    merge: Literal["union", "intersection", "vote"]
    taggers: tuple[str, ...]
    unknown: str
    published: str | None
    title: str | None
    language: str | None
    workers: int
    reading: Mapping[str, Any]


def article_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how articles are read and how their claims are found.

    Args:
        command: The function of a command; it gets them as one keyword, `options`.
    """

    @wraps(command)
    def called(*arguments: Any, **given: Any) -> None:
        reading = {name: given.pop(name) for name in _READING}
        others = {name: given.pop(name) for name in ArticleOptions.__slots__ if name in given}
        command(*arguments, options=ArticleOptions(**others, reading=reading), **given)

    # The option that is added last is the first in the help.
    for option in reversed(_OPTIONS):
        called = option(called)
    return called


def check_files(context: click.Context, files: Sequence[str], title: str | None) -> None:
    """Refuse arguments that do not say which articles to read.

    Args:
        context: The context of the command.
        files: The names of files, folders and patterns, and `-`.
        title: The headline, which only a single article can have.

    Raises:
        click.UsageError: If they are not clear.
    """
    if files.count("-") > 1:
        raise click.UsageError("- is standard input and can be given only once.", context)
    if not files and sys.stdin is not None and sys.stdin.isatty():
        raise click.UsageError("Give FILES, or - to read standard input.", context)
    if title is not None and len(files) > 1:
        raise click.UsageError("--title can be used with a single article only.", context)


def articles(
    files: Sequence[str],
    on_skip: Callable[[Skipped], None],
    *,
    input_format: str | None,
    more: Mapping[str, str],
    **options: Any,
) -> Reading:
    """Return the articles of files, of folders and of standard input.

    Args:
        files: Their names; `-` is standard input.
        on_skip: Called with everything that is skipped.
        input_format: The name of the reader; None to find it by the suffix of each file.
        more: Options of readers as texts; of an option that is given twice, this has the value.
        **options: The other options of readers.
    """
    given = {name.removesuffix("_column"): value for name, value in options.items() if value is not None}
    given |= options_from_texts(more, input_format)
    sources = [standard_input() if name == "-" else name for name in files]
    limit = given.pop("max_bytes")
    return read_all(sources, input_format, on_error="skip", on_skip=on_skip, max_bytes=limit, options=given)
