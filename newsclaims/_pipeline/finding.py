"""Runs an extractor over texts and checks what it returns."""

import contextlib
from collections.abc import Generator, Iterable, Iterator, Sequence

from .._attribution import Finds
from .._model import Article
from .._plugins import Kind, blaming, origin
from ..errors import InputTypeError, NewsClaimsError, PluginResultError
from ..extractors import Extractor
from ..taggers import Tagger
from ..text import Text
from .checks import check_finds

__all__ = ["checking", "found_by"]

_END = object()


def found_by(extractor: Extractor, texts: Sequence[Text]) -> Generator[Finds, None, None]:
    """Yield what an extractor finds in each text, as soon as the extractor returns it.

    Args:
        extractor: The extractor.
        texts: The texts.

    Raises:
        PluginResultError: If it returned what its protocol forbids, or the extractor of a package raised an error.
    """
    with blaming("extractor", extractor):
        result = extractor.extract(texts)
    with checking("extractor", extractor):
        if not isinstance(result, Iterable):
            raise InputTypeError("what it returns", "one list per text", type(result).__name__)
    with blaming("extractor", extractor):
        lists = iter(result)
    for number, text in enumerate(texts):
        # A generator does its work here.
        with blaming("extractor", extractor):
            one = next(lists, _END)
        if one is _END:
            raise _wrong_number(extractor, len(texts), f"{number} lists")
        with checking("extractor", extractor, text.article):
            finds = check_finds(one, len(text.string))
        yield finds
    with blaming("extractor", extractor):
        more = next(lists, _END)  # it may be endless
    if more is not _END:
        raise _wrong_number(extractor, len(texts), f"{len(texts) + 1} lists or more")


def _wrong_number(extractor: Extractor, texts: int, returned: str) -> PluginResultError:
    """Return the error for an extractor that did not return one list per text."""
    reason = f"it was given {texts} texts and returned {returned}."
    return PluginResultError("extractor", extractor.name, origin("extractor", extractor), reason)


@contextlib.contextmanager
def checking(kind: Kind, plugin: Extractor | Tagger, article: Article | None = None) -> Iterator[None]:
    """Turn an error of a check into one that names the plug-in, as a context.

    Args:
        kind: `"extractor"` or `"tagger"`.
        plugin: The plug-in.
        article: The article, if the check is about one.

    Raises:
        PluginResultError: If the check raised an error.
    """
    try:
        yield
    except NewsClaimsError as error:
        where = f"for article {article.id!r}: " if article is not None else ""
        raise PluginResultError(kind, plugin.name, origin(kind, plugin), f"{where}{error}") from error
