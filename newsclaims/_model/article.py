"""The `Article`: a text with its id, title, date and other details."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, ValidationInfo, field_validator

from .._shown import shown
from ..errors import InputTypeError, InvalidValueError
from .base import NonEmpty, Noun, Several, Text, digest
from .blocks import Block, check_blocks
from .meta import Meta

__all__ = ["Article", "Moment"]


_MISSING = frozenset({"NaT", "nan", "<NA>"})
"""The printed forms of the missing values of pandas and numpy."""


def _moment(value: object) -> object:
    """Return a date or a datetime, read from an ISO 8601 string if necessary; refuse anything else."""
    if type(value) in (date, datetime):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value) if len(value) <= len("2024-11-08") else datetime.fromisoformat(value)
        except ValueError:
            message = (
                f"{shown(value)} is not a valid ISO 8601 date. Write it as 2024-11-08 or 2024-11-08T09:30:00+00:00."
            )
            raise InvalidValueError(message) from None
    if isinstance(value, datetime):
        # A plain datetime for a subclass: pandas' Timestamp also counts nanoseconds.
        return datetime.combine(value.date(), value.time(), value.tzinfo)
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    name = type(value).__name__
    hint = "Give str(value)." if name == "datetime64" else ""
    raise InputTypeError("the value", "a date, a datetime or an ISO 8601 string", name, hint)


def _fixed_offset(value: date) -> date:
    """Replace a datetime's zone by the zone's offset at that moment, because ISO 8601 cannot name a zone.

    Otherwise a datetime would not equal the one read back, in the hour that a clock change repeats.
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
    # pydantic's own serialiser drops the seconds of an offset, which offsets before standard time can have.
    PlainSerializer(lambda value: value.isoformat(), return_type=str, when_used="json"),
]
"""A date, or a datetime with or without an offset; a string is read as ISO 8601."""


class Article(Noun):
    """A news article, with its text exactly as given.

    Args:
        text: The text; offsets point into it. It can hold anything but lone surrogates.
        id: The article's id; a digest of the text if not given.
        title: The headline, as context; never searched for claims.
        url: Its address.
        published: The time of publication: a date, a datetime with or without a zone, or either in ISO 8601. A missing
            value of pandas or numpy (NaT, nan) becomes None.
        publisher: Its publisher.
        authors: The names of its authors, in order.
        language: Its language, as a BCP 47 tag. Any language but English gives a warning in the claim set.
        blocks: The known parts of its layout, sorted and disjoint; empty if nothing is known.
        meta: Anything else, as JSON values; frozen.

    Raises:
        InputTypeError: If the text is not a str, or another field has a value of the wrong type.
        SurrogateError: If a string holds a lone surrogate.
        OffsetError: If a block is outside the text, or blocks overlap or are not sorted.
        InvalidValueError: If another field has a value that is not allowed.
    """

    text: Text = Field(repr=False)
    id: NonEmpty = Field(default_factory=lambda data: digest(data.get("text", "")))
    title: Text | None = None
    url: Text | None = None
    published: Annotated[Moment | None, BeforeValidator(_none_if_missing)] = None
    publisher: Text | None = None
    authors: Several[NonEmpty] = ()
    language: Text | None = None
    blocks: Several[Block] = ()
    meta: Meta = Meta()

    @field_validator("blocks")
    @classmethod
    def _in_the_text(cls, blocks: tuple[Block, ...], info: ValidationInfo) -> tuple[Block, ...]:
        # A text that was refused is not there, and is reported first.
        if "text" in info.data:
            check_blocks(blocks, len(info.data["text"]))
        return blocks

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        """Yield what `rich` prints: the fields that are set, and the length of the text."""
        published = self.published.isoformat() if self.published else None
        known: dict[str, object] = {"id": self.id, "title": self.title, "published": published}
        known |= {"publisher": self.publisher, "authors": self.authors or None}
        known |= {"url": self.url, "language": self.language}
        yield from ((name, value) for name, value in known.items() if value is not None)
        yield "characters", len(self.text)

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
            authors: Iterable[str] = ...,
            language: str | None = None,
            blocks: Iterable[Block | Mapping[str, Any]] = ...,
            meta: Mapping[str, Any] = ...,
        ) -> None: ...
