"""Shows a value in a message."""

__all__ = ["shown"]

_LONGEST = 100
"""How many characters of a value a message has."""


def shown(value: object) -> str:
    """Return a value as Python writes it, cut if it is long; for messages about values of any kind.

    Some values cannot be written: Python refuses to write an int of more than 4,300 digits.

    Args:
        value: The value.

    Example:
        >>> shown("fair"), shown(10**5000)
        ("'fair'", 'a value of type int')
    """
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - the value may be of any class
        return f"a value of type {type(value).__name__}"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
