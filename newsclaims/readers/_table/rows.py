"""Makes an article of a row: finds its columns, reads its values, and keeps what has no field."""

import base64
import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from newsclaims._files.locations import FileLocation
from newsclaims._model import Article
from newsclaims.errors import InvalidValueError, NewsClaimsError

from .._html.authors import author_names
from .._protocol import Skipped
from .columns import find_columns
from .dates import moment_of

__all__ = ["ArticleMaker", "fault", "is_missing"]

_DEEPEST = 100
"""How deep values can be nested; `Article.meta` refuses what is deeper."""
_LONGEST_BYLINE = 10_000
_QUOTED = re.compile(r"""'(?:[^'\\]++|\\.)*+'|"(?:[^"\\]++|\\.)*+\"""")
_LIST = re.compile(rf"\s*\[\s*(?:(?:{_QUOTED.pattern})\s*(?:,\s*|(?=\])))*+\]\s*")
_ESCAPED = re.compile(r"\\(.)")


class ArticleMaker:
    """Makes articles of the rows of one table.

    Args:
        given: Fields to the names of their columns, as the caller gave them.
        date_format: The format of dates.
    """

    def __init__(self, given: Mapping[str, str], date_format: str | None) -> None:
        self._given, self._date_format = given, date_format
        self._names: Sequence[str] | None = None
        self._columns: Mapping[str, str] = {}

    @property
    def fields(self) -> Iterable[str]:
        """The columns that hold fields of an article."""
        return self._columns.values()

    def set_columns(self, names: Iterable[str], location: FileLocation) -> None:
        """Find the columns of the rows that follow; a column that earlier rows needed may be missing.

        Args:
            names: The names of the columns.
            location: The place of the names.

        Raises:
            FormatError: If there is no column for the text, or one that the caller gave.
        """
        names = tuple(names)
        if names == self._names:
            return
        needed = [self._columns[field] for field in ("text", *self._given) if field in self._columns]
        absent = [column for column in dict.fromkeys(needed) if column not in names]
        with location.model_errors():
            self._columns = find_columns((*names, *absent), self._given)
        self._names = names

    def article(self, values: Mapping[str, Any], location: FileLocation) -> Article | Skipped:
        """Return the article of a row, or why there is none.

        Args:
            values: Columns to values.
            location: The place of the row.
        """
        text = values.get(self._columns["text"])
        if is_missing(text) or (isinstance(text, str) and not text.strip()):
            return Skipped("the text is empty")
        if not isinstance(text, str):
            found = f"column {self._columns['text']!r} must hold text, not {_kind(text)}."
            return fault("the text is not a string", location, found)
        try:
            published = moment_of(_none_if_missing(self._value(values, "published")), self._date_format)
        except InvalidValueError as error:
            return fault("the date cannot be read", location, f"column {self._columns['published']!r}: {error}")
        fields: dict[str, Any] = {"text": text, "published": published}
        read = {"text", "published"}
        for field, reader in _READERS.items():
            value = _none_if_missing(self._value(values, field))
            if value is not None and (taken := reader(value)) is not None:
                fields[field] = taken
                read.add(field)
        used = {column for field, column in self._columns.items() if field in read or is_missing(values.get(column))}
        try:
            meta = {name: _json(value) for name, value in values.items() if name not in used}
            return Article(**fields, meta=meta)
        except NewsClaimsError as error:
            return fault("a value cannot be read", location, str(error))

    def _value(self, values: Mapping[str, Any], field: str) -> Any:
        return values.get(self._columns[field]) if field in self._columns else None


def fault(reason: str, location: FileLocation, message: str) -> Skipped:
    """Return a row that is skipped because something is wrong with it.

    Args:
        reason: What is wrong, in the same words for all rows.
        location: The place of the row.
        message: What is wrong, with the values, and what to do.
    """
    return Skipped(reason, location.error(message))


def is_missing(value: object) -> bool:
    """Say whether a value is None, or the NaN, NaT or NA of a data frame.

    Args:
        value: The value.
    """
    try:
        return value is None or bool(value != value)
    except (TypeError, ValueError):
        # NaN and NaT do not equal themselves. An array has no truth value, and pandas' NA does not either.
        return type(value).__name__ == "NAType"


def _none_if_missing(value: Any) -> Any:
    return None if is_missing(value) else value


def _id(value: object) -> str | None:
    if isinstance(value, float) and value.is_integer():
        # Programs make floats of whole numbers if one is missing.
        value = int(value)
    return _text(value)


def _text(value: object) -> str | None:
    """Return a value as a text; None if it is empty, or has parts and no name."""
    if isinstance(value, Mapping):
        # As in schema.org, and in the answers of many services: {"name": "The Quay"}.
        value = value.get("name")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None


def _authors(value: object) -> tuple[str, ...] | None:
    """Return names from a list, or from a text; None if there are other values in it."""
    if isinstance(value, str):
        if len(value) > _LONGEST_BYLINE:
            return None
        value = _names(value)
    if isinstance(value, Mapping):
        value = [value]
    if not isinstance(value, Sequence):
        return None
    names = [_text(one) for one in value if not is_missing(one)]
    if None in names:
        return None
    return tuple(name.strip() for name in names if name) or None


def _names(text: str) -> Sequence[Any]:
    """Return the names in a byline, or in a list as JSON, or Python with its two quotation marks, writes it."""
    if not text.lstrip().startswith("["):
        return author_names([text], None)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, list):
        return found
    if _LIST.fullmatch(text):
        return [_ESCAPED.sub(r"\1", quoted[1:-1]) for quoted in _QUOTED.findall(text)]
    return author_names([text], None)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "id": _id,
    "title": _text,
    "url": _text,
    "publisher": _text,
    "authors": _authors,
    "language": _text,
}
"""What reads the value of a column of a field; a value that it cannot read stays in `meta`."""


def _json(value: Any, depth: int = 0) -> Any:
    """Return a value as JSON can hold it: dates in ISO 8601, other numbers and times as text, bytes in base64."""
    if value is None or isinstance(value, (str, bool, int)) or depth > _DEEPEST:
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None if math.isnan(value) else str(value)
    if isinstance(value, Mapping):
        return {key: _json(one, depth + 1) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_json(one, depth + 1) for one in value]
    if isinstance(value, (date, time)):
        return value.isoformat()
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else str(value)


def _kind(value: object) -> str:
    kinds = {"dict": "an object", "list": "a list", "bool": "true or false", "int": "a number", "float": "a number"}
    name = type(value).__name__
    return kinds.get(name, f"a value of type {name}")
