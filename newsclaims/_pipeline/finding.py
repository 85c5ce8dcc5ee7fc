"""Runs an extractor over texts and checks what it returns."""

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Sequence

from .._attribution import Finds
from .._model import Article
from .._plugins import Kind, blaming, origin
from ..errors import InputTypeError, InvalidValueError, NewsClaimsError, PluginResultError
from ..extractors import Extractor
from ..taggers import Tagger
from ..text import Text
from .checks import check_finds

__all__ = ["checking", "found_by"]


def found_by(extractor: Extractor, texts: Sequence[Text]) -> list[Finds]:
    """Return what an extractor finds in each text.

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
    # A generator does its work here, and it may be endless.
    with blaming("extractor", extractor):
        lists = list(itertools.islice(result, len(texts) + 1))
    with checking("extractor", extractor):
        if len(lists) != len(texts):
            more = " or more" if len(lists) > len(texts) else ""
            raise InvalidValueError(f"it was given {len(texts)} texts and returned {len(lists)} lists{more}.")
    found: list[Finds] = []
    for text, one in zip(texts, lists, strict=True):
        with checking("extractor", extractor, text.article):
            found.append(check_finds(one, len(text.string)))
    return found


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
