"""Builds articles from the tasks of annotation tools that were not written by newsclaims."""

from collections.abc import Mapping
from typing import Any

from newsclaims._model import Article
from newsclaims.errors import NewsClaimsError

from ..toolkit import FileLocation

__all__ = ["article_from_task", "first_name"]

_FIELDS = ("title", "url", "publisher", "language")
_CHECKED: dict[str, type] = {"published": str, "authors": list}
"""The fields that cannot have every value of their JSON type."""


def first_name(*values: object) -> str | None:
    """Return the first value that can be a name or an id: a string that is not empty, or a whole number.

    Args:
        values: The values.
    """
    for value in values:
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            return str(value)
    return None


def article_from_task(text: str, known: Mapping[str, Any], location: FileLocation, *, name: str | None) -> Article:
    """Build an article from a text and the details that a tool has of it.

    `title`, `url`, `publisher`, `language`, `published` and a list of `authors` are used if they are valid; everything
    else goes into `meta`.

    Args:
        text: The text.
        known: The tool's details of the article.
        location: Its place in the file, for error messages.
        name: The article's id; None for a digest of the text.

    Raises:
        FormatError: If the model refuses it.
    """
    taken: dict[str, Any] = {key: known[key] for key in _FIELDS if isinstance(known.get(key), str)}
    taken |= {key: known[key] for key in _CHECKED if key in known and _is_valid(key, known[key])}
    if name is not None:
        taken["id"] = name
    with location.model_errors():
        return Article(text=text, **taken, meta={key: value for key, value in known.items() if key not in taken})


def _is_valid(field: str, value: object) -> bool:
    """Return whether an article accepts a value in a field."""
    if not isinstance(value, _CHECKED[field]):
        return False
    try:
        Article.model_validate({"text": "", field: value})
    except NewsClaimsError:
        return False
    return True
