"""The progress of a run, and the line that shows it."""

from attrs import define

__all__ = ["Tally"]

_TOO_EARLY = 0.001
"""The share of a run before which nobody can say how long the rest will take."""


@define(slots=True)
class Tally:
    """How far a run is.

    Args:
        unit: What is counted, in the plural; empty for a single article, of which only the position is shown.
        total: How many there will be, if that is known.
        done: How many are done, with those that failed.
        failed: How many of them failed.
        position: The position inside what is worked on now, in [0, 1]; None if it is not worth showing.
        seconds: How long the run has taken.
        before: How many of those that are done were done before the run began, by an earlier process.
    """

    unit: str = ""
    total: int | None = None
    done: int = 0
    failed: int = 0
    position: float | None = None
    seconds: float = 0.0
    before: int = 0

    @property
    def share(self) -> float | None:
        """The share of the run that is done, in [0, 1], if that is known."""
        if not self.unit:
            return self.position or 0.0
        # An input can be longer than it said.
        return min(self.done / self.total, 1.0) if self.total else None

    @property
    def rate(self) -> float | None:
        """How many are done in a second, if that is known."""
        made = self.done - self.before
        return made / self.seconds if self.unit and made and self.seconds else None

    @property
    def left(self) -> float | None:
        """How many seconds the rest will take, if that is known."""
        share = self.share
        if share is None or not _TOO_EARLY < share < 1 or not self.seconds:
            return None
        if not self.before:
            return self.seconds * (1 - share) / share
        return None if self.rate is None or self.total is None else (self.total - self.done) / self.rate

    def line(self) -> str:
        """Return the progress as one line of ASCII."""
        return _joined(self._count(), self._left(), self.notes())

    def notes(self) -> str:
        """Return what a bar does not say: the failures, the rate, and the position inside what is worked on now."""
        failed = f"{self.failed:,} failed" if self.failed else ""
        inside = f"next at {self.position:.0%}" if self.unit and self.position is not None else ""
        return _joined(failed, self._rate(), inside)

    def _count(self) -> str:
        if not self.unit:
            return f"{self.share or 0:.0%} of the article"
        if self.total is None:
            return f"{self.done:,} {self._noun(self.done)}"
        return f"{self.done:,} of {self.total:,} {self._noun(self.total)} ({self.share or 0:.0%})"

    def _noun(self, number: int) -> str:
        """Return what is counted, in the singular for one."""
        return self.unit.removesuffix("s") if number == 1 else self.unit

    def _rate(self) -> str:
        rate = self.rate
        if rate is None:
            return ""
        return f"{rate:,.1f} a second" if rate >= 1 else f"{1 / rate:,.1f} s each"

    def _left(self) -> str:
        return "" if self.left is None else f"{_clock(self.left)} left"


def _joined(*words: str) -> str:
    return ", ".join(filter(None, words))


def _clock(seconds: float) -> str:
    """Return a time as minutes and seconds, with hours if there are any."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
