"""Checks the inputs of a pipeline: accepts articles and texts, and refuses data frames, columns and mappings."""

import os
import re
from collections.abc import Iterable, Mapping

from .._model import Article
from .._native_code import native_code
from ..errors import InputTypeError

__all__ = ["as_article", "check_articles", "is_file_name"]

_FILE_NAME = re.compile(r"[^\s\0][^\n\0]{0,250}\.\w{1,8}")
_FRAMES = frozenset({"pandas", "polars", "pyarrow"})
"""The packages whose tables and columns are refused; they are not imported for the check."""


def as_article(given: object, *, in_stream: bool = False) -> Article:
    """Return an article, built from a text if necessary.

    Args:
        given: An `Article`, or a text.
        in_stream: Whether it is one of many, so that advice to stream would not help.

    Raises:
        InputTypeError: If it is neither.
        SurrogateError: If the text holds a lone surrogate.
    """
    if isinstance(given, Article):
        return given
    if isinstance(given, str):
        with native_code:
            return Article(text=given)
    advice = _advice_for_one(given, in_stream=in_stream)
    raise InputTypeError("an article", "a str or an Article", type(given).__name__, advice)


def is_file_name(text: str) -> bool:
    """Return whether a text is the name of a file that exists, which somebody gave in place of its content.

    Args:
        text: The text.
    """
    return _FILE_NAME.fullmatch(text) is not None and os.path.isfile(text)  # noqa: PTH113 - a text, not a path


def check_articles(given: object) -> None:
    """Refuse a single article, a data frame, a column, a mapping, and anything that is not iterable.

    Args:
        given: The argument of a stream.

    Raises:
        InputTypeError: If it is refused.
    """
    if isinstance(given, (str, bytes, Article)):
        hint = "Use extract() for one article."
    elif isinstance(given, Mapping):
        hint = "Give list(articles.values()), or build an Article(text=..., id=...) from each item."
    elif _is_column(given):
        hint = "Give its texts as a list: list(column)."
    elif _is_table(given):
        hint = "Use extract_frame(table, text=...), or give the texts of a column: list(table['text'])."
    elif isinstance(given, Iterable):
        return
    else:
        hint = "Use extract() for one article."
    raise InputTypeError("articles", "an iterable of articles", type(given).__name__, hint)


def _advice_for_one(given: object, *, in_stream: bool) -> str:
    """Return advice for an input that is not one article."""
    if isinstance(given, (bytes, bytearray)):
        return "Decode it first, for example text.decode('utf-8')."
    if isinstance(given, Mapping):
        return "Build an Article from its fields: Article(text=given['text'], id=...)."
    if in_stream:
        if given is None or isinstance(given, float):
            return "Leave out missing values."
        return "Build an Article from its parts: Article(text=..., id=...)." if isinstance(given, Iterable) else ""
    if _is_column(given):
        return "For many articles use Pipeline().stream(list(column))."
    if _is_table(given):
        return "For many articles use Pipeline().stream(list(table['text']))."
    if isinstance(given, Iterable):
        return "For many articles use Pipeline().stream(articles)."
    return ""


def _is_table(given: object) -> bool:
    """Return whether an object is a table of a known package, or has the shape of one."""
    # Checked on the type, because a lazy frame of polars plans its query when its columns are read.
    if not hasattr(type(given), "columns"):
        return False
    if _is_of_frames(given):
        return True
    shape = getattr(given, "shape", None)
    return isinstance(shape, tuple) and len(shape) == 2


def _is_column(given: object) -> bool:
    """Return whether an object is a column of a table of a known package."""
    kind = type(given)
    return (
        hasattr(kind, "to_numpy") and hasattr(kind, "__len__") and not hasattr(kind, "columns") and _is_of_frames(given)
    )


def _is_of_frames(given: object) -> bool:
    """Return whether the type of an object, or a base of it, is from a package of tables."""
    return any(base.__module__.partition(".")[0] in _FRAMES for base in type(given).__mro__)
