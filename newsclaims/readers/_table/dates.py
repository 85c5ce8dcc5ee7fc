"""Reads the dates of tables, in a form that the caller gives or in one that has one meaning."""

import re
from datetime import UTC, date, datetime
from typing import Final

from newsclaims.errors import InputTypeError, InvalidValueError

from .._dates import LONGEST, date_of

__all__ = ["check_date_format", "moment_of"]

_SAMPLE: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CLOCK = re.compile(r"%-?[HIMSfpcXTRrs]")


def check_date_format(date_format: str | None) -> None:
    """Refuse a format of dates that `strptime` does not know.

    Args:
        date_format: The format; None is allowed.

    Raises:
        InputTypeError: If it is not a str.
        InvalidValueError: If it is not a format.
    """
    if date_format is None:
        return
    if not isinstance(date_format, str):
        raise InputTypeError("date_format", "a str such as '%d/%m/%Y'", type(date_format).__name__)
    try:
        # A lone surrogate is an error here; from Python 3.14, strftime accepts it.
        date_format.encode("utf-8")
        sample = _SAMPLE.strftime(date_format)
        datetime.strptime(sample, date_format)  # noqa: DTZ007
    except (ValueError, re.error):
        raise InvalidValueError(
            f"{date_format!r} is not a format for dates. Give one as for Python's strptime, for example '%d/%m/%Y'."
        ) from None
    if "%" not in date_format:
        raise InvalidValueError(
            f"the date format {date_format!r} has no parts such as %d, %m and %Y. Give for example '%d/%m/%Y'."
        )


def moment_of(value: object, date_format: str | None = None) -> date | None:
    """Return the date, or the date and time, that a value gives; None for None and for an empty text.

    Args:
        value: A text, a number, a date or a datetime.
        date_format: The format of a text, for `strptime`; None to read the formats that have one meaning.

    Raises:
        InvalidValueError: If it gives no date, or could be two.
    """
    if isinstance(value, str):
        if not (text := value.strip()):
            return None
        if date_format is not None:
            return _in_format(text, date_format)
    if value is None:
        return None
    if (found := date_of(value)) is None:
        raise InvalidValueError(
            f"{value!r:.{LONGEST}} is not in a form of dates that has only one meaning. Give the form, for example "
            "date_format='%d/%m/%Y' (--date-format on the command line), or write it as 2024-11-08."
        )
    return found


def _in_format(text: str, date_format: str) -> date:
    try:
        found = datetime.strptime(text, date_format)  # noqa: DTZ007 - the table says what zone there is
    except (ValueError, re.error):
        raise InvalidValueError(f"the date {text!r:.{LONGEST}} is not in the format {date_format!r}.") from None
    return found if _CLOCK.search(date_format.replace("%%", "")) else found.date()
