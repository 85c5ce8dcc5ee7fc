"""Checks the limits that readers have as options."""

from newsclaims.errors import InputTypeError, InvalidValueError

__all__ = ["check_limit"]


def check_limit(name: str, value: object) -> None:
    """Refuse a limit that is not a whole number above 0.

    Args:
        name: The option.
        value: Its value.

    Raises:
        InputTypeError: If it is not an int.
        InvalidValueError: If it is below 1.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputTypeError(name, "an int", type(value).__name__)
    if value < 1:
        raise InvalidValueError(f"{name} must be 1 or more, not {value}.")
