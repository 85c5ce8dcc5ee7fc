"""Reads rows of JSON: one object a line, an array of objects, or objects one after the other.

The rows can also be in an array inside an object, as in `{"articles": [...]}`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from attrs import evolve

from newsclaims._files.bad_bytes import BadBytes
from newsclaims._files.json_streams import json_object_texts
from newsclaims._files.locations import NOT_READ, FileLocation
from newsclaims._files.streams import split_lines
from newsclaims._model import Article
from newsclaims.errors import FormatError

from .._protocol import Skipped
from .columns import has_text_column, holds_claims
from .rows import ArticleMaker, fault, undecodable_row

__all__ = ["has_rows", "json_articles", "object_articles"]

_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)


def json_articles(
    pieces: Iterator[str], bad: BadBytes, location: FileLocation, maker: ArticleMaker
) -> Iterator[Article | Skipped]:
    """Yield the article of each object, or why there is none.

    The first object must have a field for the text, and the fields that the caller gave.

    Args:
        pieces: The text.
        bad: The bad bytes in it.
        location: The file.
        maker: Makes the articles.

    Raises:
        FormatError: If the first object lacks such a field, or the place where the next object begins cannot be found.
    """
    return object_articles(_read(pieces, bad, location), maker)


def object_articles(
    objects: Iterable[tuple[FileLocation, Mapping[str, Any] | Skipped]], maker: ArticleMaker
) -> Iterator[Article | Skipped]:
    """Yield the article of each object, or why there is none.

    Args:
        objects: The objects with their places, or why there is none.
        maker: Makes the articles.

    Raises:
        FormatError: If the first object lacks the field for the text, or one that the caller gave.
    """
    empty, inside = True, None
    for place, values in objects:
        if isinstance(values, Skipped):
            empty = False
            yield values
            continue
        if inside is None:
            inside = not _fits(maker, values, place)
        for row_place, row in _rows_inside(values, place) if inside else ((place, values),):
            try:
                maker.set_columns(row, row_place, nested=True)
            except FormatError as error:
                yield fault("the columns are not those of the other rows", row_place, error.reason)
            else:
                yield maker.article(row, row_place)
            empty = False
    if empty:
        yield Skipped("the table has no rows")


def has_rows(values: Mapping[str, Any]) -> bool:
    """Say whether an object is a row with a usual name for the text, or has an array of such rows.

    Args:
        values: The object.
    """
    rows = _rows_of(values) or (values,)
    return has_text_column(rows[0]) and not holds_claims(values)


def _fits(maker: ArticleMaker, values: Mapping[str, Any], place: FileLocation) -> bool:
    """Say whether the first object is a row; it is not one if only the objects in its array have the columns."""
    try:
        maker.set_columns(values, place, nested=True)
    except FormatError as error:
        rows = _rows_of(values)
        if holds_claims(values) or rows is None:
            raise
        try:
            maker.set_columns(rows[0], place, nested=True)
        except FormatError:
            raise error from None
        return False
    return True


def _rows_inside(values: Mapping[str, Any], place: FileLocation) -> Iterator[tuple[FileLocation, Mapping[str, Any]]]:
    """Yield the rows in an object with their places; an object without rows is one, so that nothing is lost."""
    rows = _rows_of(values)
    if rows is None:
        yield place, values
        return
    for number, row in enumerate(rows, 1):
        yield evolve(place, source=f"{place.source or 'input'}, row {number}"), row


def _rows_of(values: Mapping[str, Any]) -> Sequence[Mapping[str, Any]] | None:
    """Return the only array of objects in an object; None if there is not exactly one, or it is empty."""
    arrays = [one for one in values.values() if isinstance(one, list) and one]
    found = [one for one in arrays if all(isinstance(row, dict) for row in one)]
    return found[0] if len(found) == 1 else None


def _read(
    pieces: Iterator[str], bad: BadBytes, location: FileLocation
) -> Iterator[tuple[FileLocation, Mapping[str, Any] | Skipped]]:
    for place, text in _texts(pieces, location):
        if (undecodable := bad.take(text, place)) is not None:
            yield place, undecodable_row(undecodable)
            continue
        try:
            yield place, _parsed(text)
        except (ValueError, RecursionError) as error:
            yield place, fault("the object is not valid JSON", place, f"{_reason(error)}.", syntax=True)


def _texts(pieces: Iterator[str], location: FileLocation) -> Iterator[tuple[FileLocation, str]]:
    """Yield the text of each object with its place, line by line if possible, so that a fault affects one line."""
    head = ""
    while not head.strip() and (piece := next(pieces, "")):
        head += piece
    if head.lstrip().startswith("["):
        yield from _objects(chain((head,), pieces), location)
        return
    lines = enumerate(split_lines(chain((head,), pieces)), 1)
    number, first = next(((number, line) for number, line in lines if line.strip()), (0, ""))
    if not _is_line_of_json(first):
        # The lines that were read only count lines, and are blank.
        above = "\n" * (number - 1)
        yield from _objects(chain((above + first,), (line for _, line in lines)), location)
        return
    for at, line in chain(((number, first),), lines):
        if line.strip():
            yield location.at(at), line


def _objects(pieces: Iterator[str], location: FileLocation) -> Iterator[tuple[FileLocation, str]]:
    try:
        yield from json_object_texts(pieces, location, what="a row", one_after_another=True)
    except FormatError as error:
        # Not that of a packed file, which says it.
        if error.format != location.format:
            raise
        raise location.at(error.line or 1).error(f"{error.reason} {NOT_READ}") from error


def _is_line_of_json(line: str) -> bool:
    """Say whether a first line is a whole object, or ends in a string, which cannot go on in the next line."""
    bare = _STRING.sub("", line)
    ends = depth = 0
    for sign in re.findall(r"[{}]", bare):
        depth += 1 if sign == "{" else -1
        ends += depth == 0
    return '"' in bare or (depth == 0 and ends == 1)


def _parsed(text: str) -> dict[str, Any]:
    values = json.loads(text, parse_constant=_constant, object_pairs_hook=_object)
    if not isinstance(values, dict):
        raise ValueError('a row must be a JSON object, as {"text": "..."}')  # noqa: TRY004 - as json.loads does
    return values


def _constant(name: str) -> float:
    """Return a number that JSON does not have, but Python and pandas write: NaN is a missing value for them."""
    return float(name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        name = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise ValueError(f"the name {name!r:.40} occurs twice in an object")
    return values


def _reason(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.removesuffix(' at')} (column {error.colno})"
    return str(error)
