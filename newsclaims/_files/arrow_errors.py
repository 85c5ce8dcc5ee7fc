"""Turns the errors of pyarrow into errors of newsclaims."""

from collections.abc import Iterator
from contextlib import contextmanager

from newsclaims.errors import FileError, NewsClaimsError

from .locations import FileLocation

__all__ = ["arrow_errors"]


@contextmanager
def arrow_errors(location: FileLocation, advice: str) -> Iterator[None]:
    """Turn errors of pyarrow, which has many kinds for a damaged file, into errors of the format, as a context.

    Args:
        location: The file.
        advice: What to do about it.

    Raises:
        FileError: If the system cannot read the file.
        FormatError: If pyarrow raises anything else.
    """
    try:
        yield
    except NewsClaimsError:
        raise
    except (ValueError, OSError, LookupError, ArithmeticError, MemoryError, NotImplementedError, TypeError) as error:
        if isinstance(error, OSError) and error.errno:
            raise FileError(location.source or "input", f"{error.strerror}.") from error
        reason = str(error).partition("\n")[0].rstrip(".")
        raise location.error(f"{reason}. {advice}") from error
