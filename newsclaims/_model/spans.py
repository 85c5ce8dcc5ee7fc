"""The span: a stretch of an article's text, by its offsets."""

from pydantic import model_validator

from ..errors import OffsetError
from .base import Noun, Offset

__all__ = ["Span"]


class Span(Noun):
    """A stretch of an article's text.

    Args:
        start: First code point.
        end: One past the last; greater than `start`.

    Raises:
        OffsetError: If it is empty or inverted.
        InvalidValueError: If an offset is negative or no int.
    """

    start: Offset
    end: Offset

    @model_validator(mode="after")
    def _ordered(self) -> "Span":
        if self.start >= self.end:
            raise OffsetError(f"a span must start before it ends, and {self.start}..{self.end} does not.")
        return self
