"""What the files of annotation tools have in common: JSON rows, typed fields, and articles that are not ours."""

from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Any, BinaryIO, TypeVar, overload

from newsclaims.errors import NewsClaimsError
from newsclaims.model import Article

from .json_streams import read_lines
from .records import FileLocation

__all__ = ["article_of", "fields", "item", "name_from", "rows"]

_Kind = TypeVar("_Kind")
_WORDS: Mapping[type, str] = {
    str: "a string",
    int: "a whole number",
    list: "an array",
    dict: "an object",
    NoneType: "null",
}
_KNOWN = ("title", "url", "publisher", "language")


def rows(stream: BinaryIO, format: str) -> Iterator[tuple[FileLocation, dict[str, Any]]]:
    """Yield the object of each line of JSON Lines with its place; blank lines are passed over.

    Args:
        stream: Where from.
        format: The format's name, for error messages.

    Raises:
        FormatError: If a line is no JSON object.
        UndecodableError: If it is not UTF-8.
    """
    for place, data in read_lines(stream, format):
        yield place, item(data, "a line", dict, place)


@overload
def fields(data: Mapping[str, Any], name: str, kind: type[_Kind], place: FileLocation) -> _Kind: ...
@overload
def fields(data: Mapping[str, Any], name: str, kind: type[_Kind], place: FileLocation, default: _Kind) -> _Kind: ...
def fields(
    data: Mapping[str, Any], name: str, kind: type[_Kind], place: FileLocation, default: _Kind | None = None
) -> _Kind | None:
    """Return a field of a JSON object, if it is of the right type.

    Args:
        data: The object.
        name: The field.
        kind: `str`, `int`, `list` or `dict`.
        place: Where it stands, for the error message.
        default: What stands for a field that is missing or null; None if it must be there.

    Raises:
        FormatError: If it is missing, or of another type.
    """
    value = data.get(name)
    if value is None and default is not None:
        return default
    if name not in data:
        raise place.error(f"{name!r} is missing where an object has {_listed(data)}.")
    return item(value, repr(name), kind, place)


def item(value: object, what: str, kind: type[_Kind], place: FileLocation) -> _Kind:
    """Return a JSON value, if it is of the right type.

    Args:
        value: The value.
        what: What it is, for the error message.
        kind: `str`, `int`, `list` or `dict`.
        place: Where it stands, for the error message.

    Raises:
        FormatError: If it is of another type.
    """
    # True is an int to Python, and no number to JSON.
    if isinstance(value, kind) and not (isinstance(value, bool) and kind is int):
        return value
    found = _WORDS.get(type(value), f"{value!r:.40}")
    raise place.error(f"{what} must be {_WORDS[kind]}, not {found}.")


def name_from(*values: object) -> str | None:
    """Return the first value that can be a name: a string that is not empty, or a whole number.

    Args:
        values: The values.
    """
    for value in values:
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            return str(value)
    return None


def article_of(text: str, known: Mapping[str, Any], place: FileLocation, *, name: str | None) -> Article:
    """Build an article from what a tool has beside its text.

    `title`, `url`, `publisher`, `language` and `published` are taken where they can be; all else goes into `meta`.

    Args:
        text: The text.
        known: What there is.
        place: Where it stands.
        name: The article's id; a digest of the text if None.

    Raises:
        FormatError: If the model refuses it.
    """
    taken: dict[str, Any] = {key: known[key] for key in _KNOWN if isinstance(known.get(key), str)}
    if _is_moment(known.get("published")):
        taken["published"] = known["published"]
    if name is not None:
        taken["id"] = name
    try:
        return Article(text=text, **taken, meta={key: value for key, value in known.items() if key not in taken})
    except NewsClaimsError as error:
        raise place.error(str(error)) from error


def _is_moment(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        Article.model_validate({"text": "", "published": value})
    except NewsClaimsError:
        return False
    return True


def _listed(data: Mapping[str, Any]) -> str:
    return ", ".join(f"{key!r:.40}" for key in list(data)[:8]) or "nothing"
