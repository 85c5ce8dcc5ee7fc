"""The part of a text that a model was shown: only there can its strings have places."""

from bisect import bisect_left

from attrs import frozen

from newsclaims.text import Text

from .units import Units, units_of

__all__ = ["Window"]


@frozen(slots=True, eq=False)
class Window:
    """A part of a text that a model was shown.

    Args:
        text: The text.
        units: The units of the whole text.
        starts: Where each sentence of the whole text begins.
        start: The first character of the window.
        end: One past its last.
        first: The first unit in it.
        last: One past its last unit.
    """

    text: Text
    units: Units
    starts: tuple[int, ...]
    start: int
    end: int
    first: int
    last: int

    @classmethod
    def of(cls, text: Text, start: int, end: int) -> "Window":
        """Return a window of a text.

        Args:
            text: The text.
            start: The first character of the window.
            end: One past its last.
        """
        units = text.once(units_of)
        return cls(text, units, text.once(_sentence_starts), start, end, *units.inside(start, end))

    @property
    def joined(self) -> tuple[int, int]:
        """The part of the joined units that is in the window; it is empty if there are none."""
        if self.first == self.last:
            return 0, 0
        return self.units.at[self.first] - 1, self.units.at[self.last - 1] + len(self.units.keys[self.last - 1]) + 1

    def words_between(self, start: int, end: int) -> int:
        """Return how many words of the text begin between two positions; 0 if the last is before the first.

        Args:
            start: The first position.
            end: The last position.
        """
        return max(0, bisect_left(self.units.starts, end) - bisect_left(self.units.starts, start))


def _sentence_starts(text: Text) -> tuple[int, ...]:
    """Return where the sentences of a text begin."""
    return tuple([sentence.start for sentence in text.sentences])
