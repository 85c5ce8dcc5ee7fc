"""Converts offsets into a text between code points and UTF-16 units, in which JavaScript and UIMA count."""

from bisect import bisect_left
from typing import Final, Literal, get_args

from newsclaims.errors import InvalidValueError

__all__ = ["OFFSET_UNITS", "OffsetConverter", "OffsetUnit", "check_offset_unit"]

OffsetUnit = Literal["code points", "UTF-16"]
"""What offsets count."""

OFFSET_UNITS: Final[tuple[OffsetUnit, ...]] = get_args(OffsetUnit)
"""All that offsets may count."""


def check_offset_unit(unit: OffsetUnit) -> OffsetUnit:
    """Return a unit of offsets, if there is such a unit.

    Args:
        unit: The unit.

    Raises:
        InvalidValueError: If there is no such unit.
    """
    if unit not in OFFSET_UNITS:
        raise InvalidValueError(f"offsets={unit!r}: offsets count {' or '.join(map(repr, OFFSET_UNITS))}.")
    return unit


class OffsetConverter:
    """Converts offsets into one text from code points to a unit, and back.

    Args:
        text: The text.
        unit: What the other offsets count.
    """

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        # Where the characters stand that are two units long, in code points and in units.
        self._wide = [at for at, sign in enumerate(text) if sign > "\uffff"] if unit == "UTF-16" else []
        self._wide_units = [at + number for number, at in enumerate(self._wide)]
        self.length: int = len(text) + len(self._wide)
        """The length of the text in units."""

    def units(self, code_points: int) -> int:
        """Return an offset in units.

        Args:
            code_points: The offset in code points.
        """
        return code_points + bisect_left(self._wide, code_points)

    def code_points(self, units: int) -> int:
        """Return an offset in code points; unchanged where it lies outside the text, so that an error can name it.

        Args:
            units: The offset in units.
        """
        return units if units > self.length else units - bisect_left(self._wide_units, units)

    def is_inside_character(self, units: int) -> bool:
        """Tell whether an offset falls between the two units of one character.

        Args:
            units: The offset in units.
        """
        before = bisect_left(self._wide_units, units)
        return before > 0 and self._wide_units[before - 1] == units - 1
