"""Checks the limits that are given as options when something is read."""

from newsclaims._shown import shown
from newsclaims.errors import InputTypeError, InvalidValueError

__all__ = ["check_limit"]


def check_limit(name: str, value: object, most: int | None = None) -> None:
    """Refuse a limit that is not a whole number above 0.

    Args:
        name: The option.
        value: Its value.
        most: The largest value that is allowed; None if any is.

    Raises:
        InputTypeError: If it is not an int.
        InvalidValueError: If it is below 1, or too large.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputTypeError(name, "an int", type(value).__name__)
    if most is not None and not 1 <= value <= most:
        raise InvalidValueError(f"{name} must be between 1 and {most}, not {shown(value)}.")
    if value < 1:
        raise InvalidValueError(f"{name} must be 1 or more, not {shown(value)}.")
