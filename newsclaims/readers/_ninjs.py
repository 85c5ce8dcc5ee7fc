"""Reads IPTC ninjs, the news industry's JSON for articles, so that claims can be found in them.

The fields of ninjs 3.1 (2025) are read, and those of 1.x under their names there. Claims cannot be written into a ninjs
object, which allows only fields of the standard. They go into a separate file, under the object's `uri`.
"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO, Final

from newsclaims._files.json_streams import read_json_objects
from newsclaims._files.json_values import check_type, get_field, get_objects, parse_json
from newsclaims._files.limits import check_limit
from newsclaims._files.locations import FileLocation
from newsclaims._model import Article, Block
from newsclaims.errors import (
    FormatError,
    InputTypeError,
    InvalidValueError,
    MissingExtraError,
    NewsClaimsError,
    ReadingWarning,
)

from .._public import set_public_module
from ._bylines import author_names
from ._markup import MAX_DEPTH, markup_text
from ._protocol import Skipped
from ._table.json_objects import has_rows, object_articles
from ._table.notices import CALLER, with_notices
from ._table.rows import ArticleMaker

__all__ = ["NinjsReader", "article_from_ninjs"]

NAME: Final = "ninjs"
_ID: Final = "uri"
_USED = frozenset({_ID, "headlines", "headline", "bodies", "body_text", "body_html", "body_xhtml", "language"})
_HTML = ("text/html", "application/html")
_MARKUP = (*_HTML, "application/xhtml+xml", "text/xhtml")
_OLD_BODIES = (("body_text", "text/plain"), ("body_html", "text/html"), ("body_xhtml", "application/xhtml+xml"))
_BYLINES = ("by", "byline")
_MOMENTS = ("firstCreated", "versionCreated", "firstcreated", "versioncreated")


class NinjsReader:
    """Reads a file with one ninjs object, an array of them, or one after the other (JSON Lines).

    An object with a fault is skipped with its error, and so is one without a text, such as a picture, without an error.
    If the first object is not ninjs, but a row with a usual name for the text, the file is read as the reader `table`
    reads it, because rows are often in `.json` files too.
    """

    name: str = NAME
    suffixes: tuple[str, ...] = (".ninjs", ".json")
    media_type: str = "application/json"
    many: bool = True

    def read(self, source: BinaryIO, *, max_depth: int = MAX_DEPTH) -> Iterator[Article | Skipped]:
        """Read the articles; see `Reader.read`.

        Args:
            source: A binary stream.
            max_depth: How many elements of a body in HTML or XML may be inside each other.

        Raises:
            UndecodableError: If it is not UTF-8.
            FormatError: If it is not JSON, or its first object is neither ninjs nor a row; the articles before the
                fault are yielded first.
            MissingExtraError: If a body is in HTML or XML, and the extra `html` is not installed.
        """
        check_limit("max_depth", max_depth)
        objects = read_json_objects(source, NAME, what="an item", one_after_another=True)
        first = next(objects, None)
        if first is None:
            yield Skipped("a file without items")
            return
        location, item = first
        if _ID not in item:
            if not has_rows(item):
                raise _not_ninjs(item, location)
            maker = ArticleMaker({}, None)
            rows = object_articles(chain((first,), objects), maker)
            for row, notices in with_notices(rows, maker, location.source):
                for notice in notices:
                    warnings.warn(notice, ReadingWarning, stacklevel=CALLER)
                yield row
            return
        for location, item in chain((first,), objects):
            yield _read(item, location, max_depth)


def article_from_ninjs(data: str | bytes | Mapping[str, Any]) -> Article:
    """Return the article of one ninjs object.

    The text is the first body that is plain text, or else the first in HTML or XML, as `text_of_html` reads it. If some
    bodies have the role `main`, only those count. Offsets of claims point into this text. Values without a field in
    `Article` are in `meta`, under their names in ninjs, and so is the byline.

    Args:
        data: The object, or its JSON.

    Raises:
        InputTypeError: If it has another type.
        FormatError: If it is not a ninjs object.
        LimitError: If more than 500 elements of its HTML or XML are inside each other.
        MissingExtraError: If its text is in HTML or XML, and the extra `html` is not installed.
    """
    location = FileLocation(NAME)
    if isinstance(data, (str, bytes)):
        try:
            data = check_type(
                parse_json(data if isinstance(data, str) else data.decode("utf-8"), location), "an item", dict, location
            )
        except UnicodeDecodeError as error:
            raise location.error(f"{error}.") from error
    if not isinstance(data, Mapping):
        raise InputTypeError(
            "the item", "a str, bytes or a mapping", type(data).__name__, "To read a file, use newsclaims.read."
        )
    return _article(data, location, MAX_DEPTH)


def _not_ninjs(data: Mapping[str, Any], location: FileLocation) -> FormatError:
    fields = ", ".join(f"{key!r:.40}" for key in list(data)[:8]) or "nothing"
    return location.error(
        f"'{_ID}' is missing from an object that has {fields}. If the objects are rows with a text, read them with the "
        "reader 'table' (--input-format table). Read claims of newsclaims with newsclaims.load."
    )


def _read(data: Mapping[str, Any], location: FileLocation, max_depth: int) -> Article | Skipped:
    try:
        article = _article(data, location, max_depth)
    except MissingExtraError:
        raise
    except NewsClaimsError as error:
        return Skipped("an item with a fault", error)
    return article if article.text.strip() else Skipped("an item without a text")


def _article(data: Mapping[str, Any], location: FileLocation, max_depth: int) -> Article:
    text, blocks = _text(data, location, max_depth)
    taken: dict[str, Any] = {
        "id": get_field(data, _ID, str, location),
        "text": text,
        "blocks": blocks,
        "title": _title(data, location, max_depth),
        "url": _url(data),
        "publisher": _publisher(data),
        "language": get_field(data, "language", str, location, "") or None,
    }
    bylines = [data[name] for name in _BYLINES if isinstance(data.get(name), str)]
    taken["authors"] = author_names(bylines, taken["publisher"])
    moment = next((name for name in _MOMENTS if data.get(name) is not None), None)
    if moment is not None:
        taken["published"] = get_field(data, moment, str, location)
    rest = {key: value for key, value in data.items() if key not in _USED and key != moment}
    try:
        return Article(**taken, meta=rest)
    except NewsClaimsError as error:
        raise location.error(str(error).replace("Article.published", moment or ""), "item") from error


def _text(data: Mapping[str, Any], location: FileLocation, max_depth: int) -> tuple[str, tuple[Block, ...]]:
    """Return the text of the main body, plain if possible, and its blocks; `""` if there is none, as for a picture."""
    parts = _parts(data, "bodies", location)
    main = [part for part in parts if part.get("role") == "main"] or parts
    bodies = [(_kind(body, location), get_field(body, "value", str, location)) for body in main]
    bodies += [(kind, get_field(data, name, str, location)) for name, kind in _OLD_BODIES if data.get(name) is not None]
    plain = next((value for kind, value in bodies if not _is_markup(kind)), None)
    if plain is not None or not bodies:
        return plain or "", ()
    return _seen(*bodies[0], location, max_depth)


def _is_markup(kind: str) -> bool:
    return kind in _MARKUP or kind.endswith(("/xml", "+xml"))


def _seen(kind: str, markup: str, location: FileLocation, max_depth: int) -> tuple[str, tuple[Block, ...]]:
    """Return the text of markup and its blocks."""
    try:
        return markup_text(markup, location, max_depth=max_depth, xml=kind not in _HTML)
    except InvalidValueError as error:
        raise location.error(str(error)) from error


def _title(data: Mapping[str, Any], location: FileLocation, max_depth: int) -> str | None:
    """Return the headline whose role is `main`, or else the first."""
    headlines = _parts(data, "headlines", location)
    for headline in sorted(headlines, key=lambda one: one.get("role") != "main")[:1]:
        value = get_field(headline, "value", str, location)
        kind = _kind(headline, location)
        return (_seen(kind, value, location, max_depth)[0] if _is_markup(kind) else value) or None
    return get_field(data, "headline", str, location, "") or None


def _parts(data: Mapping[str, Any], name: str, location: FileLocation) -> list[dict[str, Any]]:
    """Return the objects of an array that have a value."""
    found = get_objects(data, name, f"an item of {name!r}", location)
    return [one for one in found if one.get("value") is not None]


def _kind(part: Mapping[str, Any], location: FileLocation) -> str:
    return get_field(part, "contentType", str, location, "text/plain").partition(";")[0].strip().lower()


def _publisher(data: Mapping[str, Any]) -> str | None:
    for one in (*_all(data.get("infoSources")), *_all(data.get("infosource"))):
        if isinstance(one.get("name"), str) and one["name"]:
            return str(one["name"])
    return None


def _url(data: Mapping[str, Any]) -> str | None:
    """Return the web address of the article's page: that of an HTML rendition, or else an id that is a web address."""
    pages = [one for one in _all(data.get("renditions")) if one.get("contentType", one.get("mimetype")) in _MARKUP]
    addresses = [one.get("href") for one in pages] + [one.get("value") for one in _all(data.get("altIds"))]
    return next((a for a in addresses if isinstance(a, str) and a.startswith(("https://", "http://"))), None)


def _all(value: object) -> Sequence[dict[str, Any]]:
    """Return the objects of an array, or of an object with a name for each, as in ninjs 1.x."""
    each = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for one in each if isinstance(one, dict)]


set_public_module("newsclaims.readers", article_from_ninjs)
