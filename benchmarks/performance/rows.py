"""A measured figure, and how much effort goes into measuring."""

from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

__all__ = ["EFFORTS", "Effort", "Row", "Section"]


@frozen(slots=True)
class Row:
    """A measured figure, one row of the table.

    Args:
        section: The section of the table.
        name: What was measured.
        value: The figure; None if it could not be measured, and then the note says why.
        unit: Its unit.
        ratio: How many times as good it is as spaCy in the same run, if that was measured.
        least: The least ratio that is wanted.
        most: The largest value that is wanted.
        note: What a reader must know about it.
        reliable: Whether the machine was free enough for the figure.
    """

    section: str
    name: str
    value: float | None
    unit: str
    ratio: float | None = None
    least: float | None = None
    most: float | None = None
    note: str = ""
    reliable: bool = True

    @property
    def met(self) -> bool | None:
        """Whether its target is met; None without a target or without a figure."""
        if self.least is not None and self.ratio is not None:
            return self.ratio >= self.least
        if self.most is not None and self.value is not None:
            return self.value <= self.most
        return None


@frozen(slots=True)
class Effort:
    """How much is measured.

    Args:
        name: Its name.
        rounds: How often each way is timed.
        words: The least number of words of the articles that speed is measured on.
        lengths: The lengths of one article, in characters.
        counts: The numbers of articles of a stream.
    """

    name: str
    rounds: int
    words: int
    lengths: tuple[int, ...]
    counts: tuple[int, ...]


_LENGTHS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
EFFORTS: Mapping[str, Effort] = {
    effort.name: effort
    for effort in (
        Effort("quick", 1, 10_000, _LENGTHS[:3], (50, 500)),
        Effort("normal", 3, 30_000, _LENGTHS, (500, 5_000)),
        Effort("full", 5, 60_000, _LENGTHS, (500, 5_000, 50_000)),
    )
}
"""The efforts that can be chosen, by name."""

Section = Callable[[Effort], Iterable[Row]]
"""A part of the benchmark."""
