"""The article: a text, and what is known about it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, ValidationInfo, field_validator

from ..errors import InputTypeError, InvalidValueError
from .base import NonEmpty, Noun, Text, digest
from .blocks import Block, check_blocks
from .meta import Meta

__all__ = ["Article", "Moment"]


_MISSING = frozenset({"NaT", "nan", "<NA>"})
"""How the missing values of pandas and numpy print."""


def _moment(value: object) -> object:
    """Keep a date a date and a datetime a datetime, from ISO 8601 strings too; a number of seconds is neither."""
    if type(value) in (date, datetime):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value) if len(value) <= len("2024-11-08") else datetime.fromisoformat(value)
        except ValueError:
            message = f"{value!r} is no ISO 8601 date. Write 2024-11-08, or 2024-11-08T09:30:00+00:00."
            raise InvalidValueError(message) from None
    if isinstance(value, datetime):
        # A plain one of a subclass: pandas' Timestamp counts nanoseconds.
        return datetime.combine(value.date(), value.time(), value.tzinfo)
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    raise InputTypeError("a moment", "a date, a datetime or an ISO 8601 string", type(value).__name__)


def _fixed_offset(value: date) -> date:
    """Give a datetime its zone's offset at that moment in place of the zone, which ISO 8601 cannot name.

    A zone kept as it is would not compare equal to the offset read back, in the hour that a clock change repeats.
    """
    if not isinstance(value, datetime):
        return value
    offset = value.utcoffset()
    return value.replace(tzinfo=None if offset is None else timezone(offset), fold=0)


def _none_if_missing(value: object) -> object:
    """Return None for a missing value of pandas or numpy; pandas' NaT is a datetime by its type."""
    return None if type(value) not in (str, date, datetime) and str(value) in _MISSING else value


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
        published: When it appeared: a date, a datetime with or without zone, or either in ISO 8601. A missing value of
            pandas or numpy (NaT, nan) is None.
        publisher: Who published it.
        language: Its language, as a BCP 47 tag. Anything but English gives a warning in the claim set.
        blocks: What is known of its layout, sorted and disjoint; empty where nothing is known.
        meta: Anything else, as JSON values; frozen.

    Raises:
        InputTypeError: If the text is not a str, or another field has a value of a type that it cannot have.
        SurrogateError: If a string holds a lone surrogate.
        OffsetError: If a block lies outside the text, or blocks overlap or are not sorted.
        InvalidValueError: If another field has a value that it cannot have.
    """

    text: Text = Field(repr=False)
    id: NonEmpty = Field(default_factory=lambda data: digest(data.get("text", "")))
    title: Text | None = None
    url: Text | None = None
    published: Annotated[Moment | None, BeforeValidator(_none_if_missing)] = None
    publisher: Text | None = None
    language: Text | None = None
    blocks: tuple[Block, ...] = ()
    meta: Meta = Meta()

    @field_validator("blocks")
    @classmethod
    def _in_the_text(cls, blocks: tuple[Block, ...], info: ValidationInfo) -> tuple[Block, ...]:
        # A text that was refused is not there, and is reported first.
        if "text" in info.data:
            check_blocks(blocks, len(info.data["text"]))
        return blocks

    if TYPE_CHECKING:
        # Type checkers would take the types of the fields, which are narrower than what may be given for them.
        def __init__(
            self,
            *,
            text: str,
            id: str = ...,  # noqa: A002
            title: str | None = None,
            url: str | None = None,
            published: date | str | None = None,
            publisher: str | None = None,
            language: str | None = None,
            blocks: Iterable[Block | Mapping[str, Any]] = ...,
            meta: Mapping[str, Any] = ...,
        ) -> None: ...
