"""Builds the English phrases for dateparser, which takes dates as English text."""

__all__ = ["LANGUAGE", "MORNING", "NOON_ON", "SATURDAY", "TODAY", "YESTERDAY", "from_now", "of_calendar"]

LANGUAGE = "en"
TODAY = "today"
YESTERDAY = "yesterday"
SATURDAY = "Saturday"
MORNING = "am"
NOON_ON = "pm"
"""The mark of an hour from noon on."""

_SHIFTED = {-1: "last", 0: "this", 1: "next"}


def of_calendar(unit: str, shift: int) -> str:
    """Return the phrase for the unit around a day, or the one before or after it.

    Args:
        unit: The unit, such as `"week"`.
        shift: -1 for the one before, 0 for the one around it, 1 for the one after.
    """
    return f"{_SHIFTED[shift]} {unit}"


def from_now(count: int, unit: str, *, ahead: bool) -> str:
    """Return the phrase for a moment that is some units away.

    Args:
        count: The number of units.
        unit: The unit, such as `"week"`.
        ahead: Whether it is in the future.
    """
    return f"in {count} {unit}s" if ahead else f"{count} {unit}s ago"
