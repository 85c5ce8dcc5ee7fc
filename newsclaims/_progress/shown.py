"""Keeps the tally of a run, and decides when it is drawn."""

import contextlib
from collections.abc import Callable
from time import monotonic

from .bars import Bar, closed, drawing, new_bar
from .position import Position
from .tally import Tally

__all__ = ["Shown"]

_LONG = 1.0
"""How long one result may take, in seconds, before the position inside it is shown; so short ones do not flicker."""


class Shown:
    """A run whose progress is shown from now on.

    Args:
        tally: The tally, with nothing done.
        delay: How long the run must take before it is shown, in seconds.
        leave: Whether the last state stays on the terminal.
    """

    position: Position
    """The position inside what is worked on now."""

    def __init__(self, tally: Tally, *, delay: float, leave: bool) -> None:
        self.position = Position(self._moved, self._failed)
        self._tally, self._leave = tally, leave
        self._begun = self._last = self._due = monotonic()
        self._reached = 0.0
        self._bar: Bar | None = None
        # Progress must never break the run.
        with contextlib.suppress(Exception):
            self._bar = new_bar()
        if self._bar is not None:
            self._due += max(delay, self._bar.first)
        self._draw(self._begun)

    def add(self, *, failed: bool) -> None:
        """Count a result.

        Args:
            failed: Whether it is a failure.
        """
        self._tally.done += 1
        self._tally.failed += failed
        self._tally.position, self._reached = None, 0.0
        self._last = monotonic()
        self._draw(self._last)

    def close(self) -> None:
        """Show the last state, or remove it."""
        bar = self._bar
        if bar is not None:
            self._tally.position = None
            self._tally.seconds = monotonic() - self._begun
            self._quietly(lambda: bar.close(self._tally, leave=self._leave))
            closed(bar)

    def _failed(self) -> None:
        self._tally.failed += 1

    def _moved(self, position: float) -> None:
        now = monotonic()
        # An article that is tried again begins again.
        self._reached = max(self._reached, position)
        if not self._tally.unit or now - self._last >= _LONG:
            self._tally.position = self._reached
        self._draw(now)

    def _draw(self, now: float) -> None:
        bar = self._bar
        if bar is not None and now >= self._due:
            self._tally.seconds = now - self._begun
            self._due = now + bar.pause(self._tally.seconds)
            self._quietly(lambda: bar.draw(self._tally))

    def _quietly(self, draw: Callable[[], None]) -> None:
        """Draw; after an error, for example of a terminal that was closed, nothing more is drawn."""
        try:
            with drawing():
                draw()
        except Exception:  # noqa: BLE001 - progress must never break the run
            if self._bar is not None:
                closed(self._bar)
            self._bar = None
