"""What the offsets of annotation tools count: code points, or UTF-16 units as in JavaScript."""

from bisect import bisect_left
from typing import Final, Literal, get_args

from newsclaims.errors import InvalidValueError

__all__ = ["UNITS", "Counted", "Unit", "checked_unit"]

Unit = Literal["code points", "UTF-16"]
"""What offsets count."""

UNITS: Final[tuple[Unit, ...]] = get_args(Unit)


def checked_unit(offsets: Unit) -> Unit:
    """Return what offsets count, if they can count that.

    Args:
        offsets: What they count.

    Raises:
        InvalidValueError: If they cannot count that.
    """
    if offsets not in UNITS:
        raise InvalidValueError(f"offsets={offsets!r}: offsets count {' or '.join(map(repr, UNITS))}.")
    return offsets


class Counted:
    """Turns code points of a text into what a unit counts, and back.

    Args:
        text: The text.
        unit: What is counted.
    """

    def __init__(self, text: str, unit: Unit) -> None:
        # Where the characters stand that are two units long, in code points and in units.
        self._wide = [at for at, sign in enumerate(text) if sign > "\uffff"] if unit == "UTF-16" else []
        self._wide_units = [at + number for number, at in enumerate(self._wide)]
        self._length = len(text) + len(self._wide)

    def units(self, points: int) -> int:
        """Return code points in units."""
        return points + bisect_left(self._wide, points)

    def points(self, units: int) -> int:
        """Return units in code points; as they are where they lie outside the text, so that an error can name them."""
        return units if units > self._length else units - bisect_left(self._wide_units, units)
