"""The one shape in which a claim set leaves and enters as JSON, for all formats that are JSON or hold some."""

import json
from collections.abc import Mapping
from typing import Any, Never

from attrs import evolve, frozen
from pydantic_core import to_json

from newsclaims.errors import (
    FormatError,
    InputTypeError,
    InvalidValueError,
    MissingArticleError,
    NewsClaimsError,
    SchemaVersionError,
)
from newsclaims.model import SCHEMA_VERSION, SCHEMA_VERSIONS, Article, ClaimSet

__all__ = ["FileLocation", "build", "check_version", "encoded", "from_record", "given_article", "parsed", "to_record"]

_LINE_ENDS = ((b"\xc2\x85", b"\\u0085"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))


@frozen(slots=True)
class FileLocation:
    """Where in which source something stands.

    Args:
        format: The format's name.
        source: The source's name, where it has one.
        line: The line, counted from 1.
    """

    format: str
    source: str | None = None
    line: int | None = None

    def at(self, line: int) -> "FileLocation":
        """Return another line of the same source.

        Args:
            line: The line, counted from 1.
        """
        return evolve(self, line=line)

    def error(self, reason: str) -> FormatError:
        """Return the error that something is wrong here.

        Args:
            reason: What.
        """
        return FormatError(self.format, reason, self.line, self.source)


def to_record(claimset: ClaimSet) -> dict[str, Any]:
    """Return a claim set as plain JSON values, equal ones in equal order.

    Fields stand in the order of the model, after the schema's version; the keys of free mappings are sorted.

    Args:
        claimset: The claim set.
    """
    data = claimset.model_dump(mode="json")
    data["article"]["meta"] = _sorted(data["article"]["meta"])
    data["usage"] = _sorted(data["usage"])
    for claim in data["claims"]:
        claim["probabilities"] = _sorted(claim["probabilities"])
        tags = sorted(claim["labels"].items())
        claim["labels"] = {name: {**tag, "probabilities": _sorted(tag["probabilities"])} for name, tag in tags}
    return {"schema_version": data.pop("schema_version"), **data}


def encoded(value: object, *, indent: int | None = None) -> bytes:
    r"""Return JSON values as UTF-8, every character as itself.

    Characters that some tools take for the end of a line (U+0085, U+2028, U+2029) are written as escapes, so that a
    JSON text without indent is one line to everybody.

    Args:
        value: The values.
        indent: How many spaces a level is indented by; None for one line.
    """
    data = to_json(value, indent=indent)
    for raw, escape in _LINE_ENDS:
        data = data.replace(raw, escape)
    return data


def parsed(text: str, place: FileLocation) -> object:
    """Return the values of a JSON text.

    Args:
        text: The text.
        place: Where it starts.

    Raises:
        FormatError: If it is no JSON.
    """
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        first = place if place.line is None else place.at(place.line + error.lineno - 1)
        raise first.error(f"{error.msg.removesuffix(' at')} (column {error.colno}).") from error
    except (ValueError, RecursionError) as error:
        raise place.error(f"{error}.") from error


def from_record(data: object, place: FileLocation) -> ClaimSet:
    """Build a claim set from its JSON values.

    Args:
        data: The values.
        place: Where they stand.

    Raises:
        SchemaVersionError: If they are of another version of the schema.
        FormatError: If they are no claim set.
    """
    if not isinstance(data, dict):
        raise place.error(f"a claim set must be a JSON object, not {type(data).__name__}.")
    check_version(data, place)
    return build(data, place)


def check_version(data: dict[str, Any], place: FileLocation) -> None:
    """Refuse a version of the schema that cannot be read by its name.

    Args:
        data: A JSON object with `schema_version`; one without passes for the newest.
        place: Where it stands.

    Raises:
        SchemaVersionError: If it is a version that cannot be read.
    """
    version = data.get("schema_version", SCHEMA_VERSION)
    if version not in SCHEMA_VERSIONS:
        newer = isinstance(version, str) and version.isdecimal() and int(version) > int(SCHEMA_VERSION)
        advice = "Update newsclaims." if newer else "No newsclaims has written that; mend the file."
        known = " and ".join(map(repr, SCHEMA_VERSIONS))
        reason = f"it has schema version {version!r}, and this newsclaims reads {known}. {advice}"
        raise SchemaVersionError(place.format, reason, place.line, place.source)


def build(data: dict[str, Any], place: FileLocation) -> ClaimSet:
    """Build a claim set from its fields; whatever the model refuses is an error of the format, here.

    Args:
        data: The fields.
        place: Where they stand.

    Raises:
        FormatError: If the model refuses them.
    """
    try:
        return ClaimSet(**data)
    except NewsClaimsError as error:
        raise place.error(str(error)) from error


def given_article(articles: Mapping[str, Article], article_id: str, place: FileLocation) -> Article:
    """Return an article that a format without texts needs, out of those given to read it.

    Args:
        articles: The articles by their ids.
        article_id: The id.
        place: Where the id stands.

    Raises:
        MissingArticleError: If it is not there.
        InputTypeError: If it is no article, for example its bare text.
        InvalidValueError: If it is an article with another id.
    """
    article: object = articles.get(article_id)
    if article is None:
        raise MissingArticleError(place.format, article_id)
    if not isinstance(article, Article):
        hint = "Write {article.id: article}."
        raise InputTypeError(f"articles[{article_id!r}]", "an Article", type(article).__name__, hint)
    if article.id != article_id:
        raise InvalidValueError(f"articles[{article_id!r}] is an article with another id, {article.id!r}.")
    return article


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value


def _no_constant(name: str) -> Never:
    raise ValueError(f"{name} is no JSON value")
