"""Converts offsets between code points and UTF-16 units, in which JavaScript and UIMA count."""

from bisect import bisect_left
from typing import Final, Literal, get_args

from newsclaims._shown import shown
from newsclaims.errors import InvalidValueError

__all__ = ["OFFSET_UNITS", "OffsetConverter", "OffsetUnit", "check_offset_unit"]

OffsetUnit = Literal["code points", "UTF-16"]
"""A unit of offsets."""

OFFSET_UNITS: Final[tuple[OffsetUnit, ...]] = get_args(OffsetUnit)
"""The units of offsets."""


def check_offset_unit(unit: OffsetUnit) -> OffsetUnit:
    """Return a unit of offsets, after checking that it exists.

    Args:
        unit: The unit.

    Raises:
        InvalidValueError: If there is no such unit.
    """
    if unit not in OFFSET_UNITS:
        raise InvalidValueError(f"offsets must be {' or '.join(map(repr, OFFSET_UNITS))}, not {shown(unit)}.")
    return unit


class OffsetConverter:
    """Converts offsets of one text from code points to another unit, and back.

    Args:
        text: The text.
        unit: The other unit.
    """

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        # The places of the characters that are two units long, in code points and in units.
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
        """Return an offset in code points; unchanged if it is outside the text, so that an error can name it.

        Args:
            units: The offset in units.
        """
        return units if units > self.length else units - bisect_left(self._wide_units, units)

    def is_inside_character(self, units: int) -> bool:
        """Return whether an offset falls between the two units of one character.

        Args:
            units: The offset in units.
        """
        before = bisect_left(self._wide_units, units)
        return before > 0 and self._wide_units[before - 1] == units - 1
