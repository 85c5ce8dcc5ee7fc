"""Converts a claim set to its record, a dict of plain JSON values, and back; every format with JSON uses it."""

from collections.abc import Mapping
from typing import Any

from newsclaims._model import SCHEMA_VERSION, SCHEMA_VERSIONS, Article, Claim, ClaimSet
from newsclaims._shown import shown
from newsclaims.errors import (
    InputTypeError,
    InvalidValueError,
    MissingArticleError,
    SchemaVersionError,
)

from ..._files.locations import FileLocation

__all__ = ["check_schema_version", "claimset_from_record", "claimset_to_record", "find_article"]


_MOST_FIELDS = 100
"""More fields than any object of a record has."""
_FREE = frozenset({"labels", "meta", "probabilities", "usage"})
"""The fields whose objects can have any names."""
_FIELDS = frozenset({*ClaimSet.model_fields, *Article.model_fields, *Claim.model_fields})


def claimset_to_record(claimset: ClaimSet) -> dict[str, Any]:
    """Return a claim set as plain JSON values; equal claim sets give equal values in equal order.

    The schema's version comes first, then the fields in the order of the model. The models sort the keys of free
    mappings.

    Args:
        claimset: The claim set.
    """
    data = claimset.model_dump(mode="json")
    return {"schema_version": data.pop("schema_version"), **data}


def claimset_from_record(record: object, location: FileLocation) -> ClaimSet:
    """Build a claim set from its record.

    Args:
        record: The JSON values. Fields can hold objects of the model instead, for example the article.
        location: Their place in the file, for error messages.

    Raises:
        SchemaVersionError: If this newsclaims cannot read the record's schema version; a record without a version
            counts as one of the current version.
        FormatError: If it is not a record of a claim set.
    """
    if not isinstance(record, dict):
        raise location.error(f"a claim set must be a JSON object, not {type(record).__name__}.")
    if strange := next((name for name in record if not isinstance(name, str)), None):
        raise location.error(f"the names of fields must be strings, not {shown(strange)}.")
    check_schema_version(record, location)
    _check_width(record, location)
    with location.model_errors():
        return ClaimSet(**record)


def check_schema_version(record: Mapping[str, Any], location: FileLocation) -> None:
    """Refuse a record with a schema version that this newsclaims cannot read.

    Args:
        record: A JSON object with `schema_version`; without it, it counts as one of the current version.
        location: Its place in the file, for error messages.

    Raises:
        SchemaVersionError: If it is not one of `SCHEMA_VERSIONS`.
    """
    version = record.get("schema_version", SCHEMA_VERSION)
    if version not in SCHEMA_VERSIONS:
        newer = isinstance(version, str) and version.isdecimal() and _order(version) > _order(SCHEMA_VERSION)
        advice = "Update newsclaims." if newer else "No version of newsclaims writes that. Fix the file."
        known = " and ".join(map(repr, SCHEMA_VERSIONS))
        reason = f"it has schema version {shown(version)}, but this version of newsclaims reads {known}. {advice}"
        raise SchemaVersionError(location.format, reason, location.line, location.source)


def _check_width(value: object, location: FileLocation) -> None:
    """Refuse an object with thousands of fields before the model finds a fault in each, which would fill the memory."""
    if isinstance(value, dict):
        if len(value) > _MOST_FIELDS:
            unknown = next(name for name in value if name not in _FIELDS)
            raise location.error(f"an object has {len(value):,} fields, for example {shown(unknown)}. Check its names.")
        for name, inner in value.items():
            if isinstance(inner, (dict, list)) and name not in _FREE:
                _check_width(inner, location)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                _check_width(item, location)


def _order(version: str) -> tuple[int, str]:
    """Return what orders versions as numbers; `int` refuses to read thousands of digits."""
    digits = version.lstrip("0")
    return len(digits), digits


def find_article(articles: Mapping[str, Article] | None, article_id: str, location: FileLocation) -> Article:
    """Return an article for a format that does not hold texts, from those that `load` was given.

    Args:
        articles: The argument `articles` of `load`.
        article_id: The article's id.
        location: The place of the id, for error messages.

    Raises:
        MissingArticleError: If it was not given.
        InputTypeError: If the given value is not an article, for example only its text.
        InvalidValueError: If an article was given under an id that is not its own.
    """
    article: object = (articles or {}).get(article_id)
    if article is None:
        raise MissingArticleError(location.format, article_id)
    if not isinstance(article, Article):
        hint = "Write {article.id: article}."
        raise InputTypeError(f"articles[{article_id!r}]", "an Article", type(article).__name__, hint)
    if article.id != article_id:
        raise InvalidValueError(
            f"articles[{article_id!r}] is an article with the id {article.id!r}. Use its own id as the key."
        )
    return article
