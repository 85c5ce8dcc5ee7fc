"""Checks what a pipeline is given: articles and texts, not data frames, columns or mappings."""

from collections.abc import Iterable, Mapping

from .._model import Article
from .._native_code import native_code
from ..errors import InputTypeError

__all__ = ["as_article", "check_articles"]

_FRAMES = frozenset({"pandas", "polars", "pyarrow"})
"""The packages whose tables and columns are refused. They are never imported for that."""


def as_article(given: object) -> Article:
    """Return an article, made from a text if need be.

    Args:
        given: An `Article`, or a text.

    Raises:
        InputTypeError: If it is neither.
        SurrogateError: If the text holds a lone surrogate.
    """
    if isinstance(given, Article):
        return given
    if isinstance(given, str):
        with native_code:
            return Article(text=given)
    raise InputTypeError("an article", "a str or an Article", type(given).__name__, _advice_for_one(given))


def check_articles(given: object) -> None:
    """Refuse what is not several articles, and what would iterate its column names, its keys or its characters.

    Args:
        given: What a stream was given.

    Raises:
        InputTypeError: If it is to be refused.
    """
    if isinstance(given, (str, bytes, Article)):
        hint = "Use extract() for one article."
    elif isinstance(given, Mapping):
        hint = "Give list(articles.values()), or build an Article(text=..., id=...) of each item."
    elif _is_column(given):
        hint = "Give its texts as a list: list(column)."
    elif _is_table(given):
        hint = "Give the texts of a column: list(table['text']). Or build an Article(text=..., id=...) of each row."
    elif isinstance(given, Iterable):
        return
    else:
        hint = "Use extract() for one article."
    raise InputTypeError("articles", "an iterable of articles", type(given).__name__, hint)


def _advice_for_one(given: object) -> str:
    """Return what to do with something that is not one article."""
    if isinstance(given, (bytes, bytearray)):
        return "Decode it first, for example text.decode('utf-8')."
    if isinstance(given, Mapping):
        return "Build an Article of its fields: Article(text=given['text'], id=...)."
    if _is_column(given):
        return "For many articles use Pipeline().stream(list(column))."
    if _is_table(given):
        return "For many articles use Pipeline().stream(list(table['text']))."
    if isinstance(given, Iterable):
        return "For many articles use Pipeline().stream(articles)."
    return ""


def _is_table(given: object) -> bool:
    """Say whether something is a table of a known package, or has the shape of one."""
    # On the type: a lazy frame of polars plans its query when it is asked for its columns.
    if not hasattr(type(given), "columns"):
        return False
    if _is_of_frames(given):
        return True
    shape = getattr(given, "shape", None)
    return isinstance(shape, tuple) and len(shape) == 2


def _is_column(given: object) -> bool:
    """Say whether something is a column of a table of a known package."""
    kind = type(given)
    return (
        hasattr(kind, "to_numpy") and hasattr(kind, "__len__") and not hasattr(kind, "columns") and _is_of_frames(given)
    )


def _is_of_frames(given: object) -> bool:
    return any(base.__module__.partition(".")[0] in _FRAMES for base in type(given).__mro__)
