"""Makes an article of a row: finds its columns, reads its values, and keeps what has no field."""

import base64
import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from newsclaims._files.locations import FileLocation
from newsclaims._model import Article, Block
from newsclaims.errors import InvalidValueError, MissingExtraError, NewsClaimsError, UndecodableError

from .._bylines import author_names
from .._markup import markup_text
from .._protocol import Skipped
from .columns import find_columns, listed, text_columns
from .dates import moment_of
from .paths import lacking, value_at, without

__all__ = ["ArticleMaker", "fault", "is_missing", "undecodable_row"]

_DEEPEST = 100
"""How deep values can be nested; `Article.meta` refuses what is deeper."""
_LONGEST_BYLINE = 10_000
_QUOTED = re.compile(r"""'(?:[^'\\]++|\\.)*+'|"(?:[^"\\]++|\\.)*+\"""")
_LIST = re.compile(rf"\s*\[\s*(?:(?:{_QUOTED.pattern})\s*(?:,\s*|(?=\])))*+\]\s*")
_ESCAPED = re.compile(r"\\(.)")
_TAG = re.compile(r"\s*<(?:!--|/?[A-Za-z][A-Za-z0-9]{0,10}(?:\s[^<>]*+)?/?>)")
_LOOKED_AT = 20
"""In how many texts tags of HTML are looked for."""


class ArticleMaker:
    """Makes articles of the rows of one table.

    Args:
        given: Fields to the names of their columns, as the caller gave them.
        date_format: The format of dates.
        markup: Whether the texts are HTML.
    """

    def __init__(self, given: Mapping[str, str], date_format: str | None, *, markup: bool = False) -> None:
        self._given, self._date_format, self._markup = given, date_format, markup
        self._left = 0 if markup else _LOOKED_AT
        self._notices: list[str] = []
        self._names: Sequence[str] | None = None
        self._columns: Mapping[str, str] = {}

    @property
    def fields(self) -> Iterable[str]:
        """The columns that hold fields of an article."""
        return self._columns.values()

    def set_columns(self, names: Iterable[str], location: FileLocation, *, nested: bool = False) -> None:
        """Find the columns of the rows that follow; a column that earlier rows needed may be missing.

        Args:
            names: The names of the columns.
            location: The place of the names.
            nested: Whether a value can be an object, with fields inside it.

        Raises:
            FormatError: If there is no column for the text, or one that the caller gave.
        """
        names = tuple(names)
        if names == self._names:
            return
        if self._names is None and "text" not in self._given:
            self._note_others(text_columns(names))
        needed = [self._columns[field] for field in ("text", *self._given) if field in self._columns]
        absent = [column for column in dict.fromkeys(needed) if column not in names]
        with location.model_errors():
            self._columns = find_columns((*names, *absent), self._given, nested=nested)
        self._names = names

    def article(self, values: Mapping[str, Any], location: FileLocation) -> Article | Skipped:
        """Return the article of a row, or why there is none.

        Args:
            values: Columns to values.
            location: The place of the row.
        """
        column = self._columns["text"]
        if wrong := lacking(values, column):
            return fault("the text is missing", location, wrong)
        value = value_at(values, column)
        if not isinstance(value, str) and not is_missing(value):
            return fault(
                "the text is not a string", location, f"column {column!r} must hold text, {_not_text(value, column)}"
            )
        try:
            text, blocks = self._text("" if is_missing(value) else value, location)
        except MissingExtraError:
            raise
        except NewsClaimsError as error:
            return fault("a value cannot be read", location, str(error))
        if not text.strip():
            return Skipped("the text is empty")
        try:
            published = moment_of(_none_if_missing(self._value(values, "published")), self._date_format)
        except InvalidValueError as error:
            return fault("the date cannot be read", location, f"column {self._columns['published']!r}: {error}")
        fields: dict[str, Any] = {"text": text, "blocks": blocks, "published": published}
        read = {"text", "published"}
        for field, reader in _READERS.items():
            value = _none_if_missing(self._value(values, field))
            if value is not None and (taken := reader(value)) is not None:
                fields[field] = taken
                read.add(field)
        used = [name for field, name in self._columns.items() if field in read or is_missing(value_at(values, name))]
        try:
            meta = {name: _json(value) for name, value in without(values, used).items()}
            return Article(**fields, meta=meta)
        except NewsClaimsError as error:
            return fault("a value cannot be read", location, str(error))

    def take_notices(self) -> list[str]:
        """Return what the caller should know about the table since the last call: sentences for a warning."""
        taken, self._notices = self._notices, []
        return taken

    def _value(self, values: Mapping[str, Any], field: str) -> Any:
        return value_at(values, self._columns[field]) if field in self._columns else None

    def _text(self, value: str, location: FileLocation) -> tuple[str, Sequence[Block]]:
        """Return the text of a row and its blocks, and note if it is HTML that is read as it is."""
        if self._markup:
            return markup_text(value, location)
        if self._left and value.strip():
            self._left -= 1
            if _TAG.match(value):
                self._left = 0
                self._notices.append(
                    f"a text begins with {value.strip()[:20]!r}, so the texts may be HTML, whose tags are read as text."
                    " To read the texts without them, give markup='html' (--reader-option markup=html)."
                )
        return value, ()

    def _note_others(self, columns: Sequence[str]) -> None:
        """Note that several columns have usual names for the text."""
        if len(columns) > 1:
            self._notices.append(
                f"the columns {listed(columns)} could hold the text. {columns[0]!r} is read. "
                f"To choose, give text={columns[0]!r} or text={columns[1]!r} (--text-column)."
            )


def fault(reason: str, location: FileLocation, message: str, *, syntax: bool = False) -> Skipped:
    """Return a row that is skipped because something is wrong with it.

    Args:
        reason: What is wrong, in the same words for all rows.
        location: The place of the row.
        message: What is wrong, with the values, and what to do.
        syntax: Whether its syntax is wrong.
    """
    return Skipped(reason, location.error(message, "" if syntax else "row"))


def undecodable_row(error: UndecodableError) -> Skipped:
    """Return a row that is skipped because it has a byte that cannot be decoded.

    Args:
        error: The error.
    """
    return Skipped("the row cannot be decoded", error)


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


def _not_text(value: object, column: str) -> str:
    """Return the end of a sentence about a value that is not a text, with advice if a text is inside it."""
    inside = [key for key, one in value.items() if isinstance(one, str)] if isinstance(value, Mapping) else []
    if not isinstance(value, Mapping) or not inside:
        return f"not {_kind(value)}."
    name = f"{column}.{next(iter(text_columns(inside)), max(inside, key=lambda key: len(value[key])))}"
    return f"not {_kind(value)}. Name the field inside it: text={name!r} (--text-column {name})."


def _kind(value: object) -> str:
    kinds = {"dict": "an object", "list": "a list", "bool": "true or false", "int": "a number", "float": "a number"}
    name = type(value).__name__
    return kinds.get(name, f"a value of type {name}")
