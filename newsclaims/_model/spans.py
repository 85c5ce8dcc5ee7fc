"""The `Span`: a range of an article's text."""

from pydantic import model_validator

from ..errors import OffsetError
from .base import Noun, Offset

__all__ = ["Span"]


class Span(Noun):
    """A range of an article's text.

    Args:
        start: First code point.
        end: One past the last; greater than `start`.

    Raises:
        OffsetError: If it is empty or reversed.
        InvalidValueError: If an offset is negative or not an int.
    """

    start: Offset
    end: Offset

    @model_validator(mode="after")
    def _ordered(self) -> "Span":
        if self.start >= self.end:
            raise OffsetError(f"a span must start before it ends; {self.start}..{self.end} does not.")
        return self
