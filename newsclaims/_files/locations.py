"""Holds a place in a file, and makes errors that name it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

from attrs import evolve, frozen

from newsclaims.errors import FormatError, NewsClaimsError

__all__ = ["NOT_READ", "STANDARD_INPUT", "FileLocation", "stream_name"]

STANDARD_INPUT: Final = "standard input"
"""The name of standard input in messages."""
NOT_READ: Final = "What comes after this place was not read."
"""What the message says if the rest of a file cannot be read."""


@frozen(slots=True)
class FileLocation:
    """A place in a file, for error messages.

    Args:
        format: The format's name.
        source: The file's name, if it has one.
        line: The line, counted from 1.
    """

    format: str
    source: str | None = None
    line: int | None = None

    @classmethod
    def of(cls, stream: IO[bytes], format: str) -> "FileLocation":
        """Return the location of a stream as a whole.

        Args:
            stream: The stream.
            format: The format's name.
        """
        return cls(format, stream_name(stream))

    def at(self, line: int) -> "FileLocation":
        """Return the location of another line of the same file.

        Args:
            line: The line, counted from 1.
        """
        return evolve(self, line=line)

    def error(self, reason: str, item: str = "") -> FormatError:
        """Return an error for this place; the caller raises it.

        Args:
            reason: What is wrong, as a sentence that follows the file's name and the line.
            item: What cannot be read although the syntax is right, for example `"row"`; may be empty.
        """
        return FormatError(self.format, reason, self.line, self.source, item)

    @contextmanager
    def model_errors(self, what: str = "", *, item: str = "") -> Iterator[None]:
        """Turn errors of the model into errors of the format at this place, as a context.

        Args:
            what: What is wrong, for the error message, if the model's message does not say it.
            item: What cannot be read, for example `"row"`; see `error`.

        Raises:
            FormatError: If the model refuses a value inside the context.

        Example:
            ```python
            with location.model_errors():
                article = Article(text=text, published=cells["date"])
            ```
        """
        try:
            yield
        except FormatError:
            raise
        except NewsClaimsError as error:
            raise self.error(f"{what}: {error}" if what else str(error), item) from error


def stream_name(stream: IO[bytes]) -> str | None:
    """Return the name of a stream for error messages, if it has one.

    Args:
        stream: The stream.
    """
    name = getattr(stream, "name", None)
    if name in (0, "<stdin>"):
        return STANDARD_INPUT
    return name if isinstance(name, str) else None
