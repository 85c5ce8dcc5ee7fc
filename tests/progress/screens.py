"""Streams in place of standard error, and a clock that a test moves."""

import io
from collections.abc import Callable

import pytest

Clock = Callable[[float], None]
"""Moves the clock of progress on by some seconds."""


class Terminal(io.StringIO):
    """A terminal, which remembers what was written to it."""

    def isatty(self) -> bool:
        """Return True."""
        return True

    def lines(self) -> list[str]:
        """Return what was shown one after the other on its only line."""
        return [line.rstrip() for line in self.getvalue().replace("\n", "\r").split("\r") if line.strip()]

    def screen(self) -> str:
        """Return what is left to see at the end."""
        seen = []
        for line in self.getvalue().split("\n"):
            cells: list[str] = []
            for written in line.split("\r"):
                cells[: len(written)] = written
            seen.append("".join(cells).rstrip())
        return "\n".join(seen)


def hide_tqdm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let imports of tqdm fail, as if it were not installed."""
    for name in ("tqdm", "tqdm.auto", "tqdm.std"):
        monkeypatch.setitem(__import__("sys").modules, name, None)


def still_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the clock of progress, and return the function that moves it."""
    now = [1000.0]
    monkeypatch.setattr("newsclaims._progress.shown.monotonic", lambda: now[0])

    def move(seconds: float) -> None:
        """Move the clock on."""
        now[0] += seconds

    return move


def terminal(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO | None = None) -> Terminal:
    """Replace standard error by a stream, or by a terminal, and return it."""
    made = Terminal() if stream is None else stream
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", made)
    return made  # type: ignore[return-value]
