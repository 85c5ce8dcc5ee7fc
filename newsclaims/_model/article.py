"""The article: a text, and what is known about it."""

from datetime import date, datetime, timezone
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from ..errors import InputTypeError, InvalidValueError
from .base import NonEmpty, Noun, Text, digest
from .meta import Meta

__all__ = ["Article", "Moment"]


def _moment(value: object) -> object:
    """Keep a date a date and a datetime a datetime, from ISO 8601 strings too; a number of seconds is neither."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value) if len(value) <= len("2024-11-08") else datetime.fromisoformat(value)
        except ValueError:
            message = f"{value!r} is no ISO 8601 date. Write 2024-11-08, or 2024-11-08T09:30:00+00:00."
            raise InvalidValueError(message) from None
    if isinstance(value, date):
        return value
    raise InputTypeError("a moment", "a date, a datetime or an ISO 8601 string", type(value).__name__)


def _fixed_offset(value: date) -> date:
    """Give a datetime its zone's offset at that moment in place of the zone, which ISO 8601 cannot name.

    A zone kept as it is would not compare equal to the offset read back, in the hour that a clock change repeats.
    """
    if not isinstance(value, datetime):
        return value
    offset = value.utcoffset()
    return value.replace(tzinfo=None if offset is None else timezone(offset), fold=0)


Moment = Annotated[
    datetime | date,
    BeforeValidator(_moment),
    AfterValidator(_fixed_offset),
    # pydantic's own cuts the seconds off an offset, and those of the time before standard zones have some.
    PlainSerializer(lambda value: value.isoformat(), return_type=str, when_used="json"),
]
"""A date, or a datetime with an offset or without; a string is read as ISO 8601."""


class Article(Noun):
    """A news article, its text exactly as given.

    Args:
        text: The text; offsets point into it. Anything but lone surrogates.
        id: The article's id; a digest of the text if not given.
        title: The headline, as context; never searched for claims.
        url: Where it stands.
        published: When it appeared: a date, or a datetime with or without zone.
        publisher: Who published it.
        language: Its language, as a BCP 47 tag.
        meta: Anything else, as JSON values; frozen.

    Raises:
        InputTypeError: If the text is not a str, or another field has a value of a type that it cannot have.
        SurrogateError: If a string holds a lone surrogate.
        InvalidValueError: If another field has a value that it cannot have.
    """

    text: Text = Field(repr=False)
    id: NonEmpty = Field(default_factory=lambda data: digest(data.get("text", "")))
    title: Text | None = None
    url: Text | None = None
    published: Moment | None = None
    publisher: Text | None = None
    language: Text | None = None
    meta: Meta = Meta()
