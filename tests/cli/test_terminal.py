"""Text, colour and progress on a terminal."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._cli.terminal import cells, colourful, harmless, progress_on_terminal, wrapped
from newsclaims._progress import Display


@given(st.text(), st.integers(2, 30))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    """Wrapped lines fit the width and, joined, are the text except for spaces."""
    line = harmless(text)
    pieces = list(wrapped(line, width))
    assert "".join(pieces).replace(" ", "") == line.replace(" ", "")
    assert all(cells(piece) <= width for piece in pieces)


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, NO_COLOR and a dumb terminal get no colour."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    assert colourful(Terminal())
    assert not colourful(io.StringIO())
    monkeypatch.setenv("TERM", "dumb")
    assert not colourful(Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colourful(Terminal())


def test_progress_is_for_terminals_that_do_not_get_the_results(monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is shown if standard error is a terminal and the results are written elsewhere."""
    monkeypatch.setattr("sys.stderr", io.StringIO())
    assert progress_on_terminal(elsewhere=True) is False
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert progress_on_terminal(elsewhere=True) == Display(delay=0.5, leave=False)
    assert progress_on_terminal(elsewhere=False) is False
    monkeypatch.setattr("sys.stderr", None)
    assert progress_on_terminal(elsewhere=True) is False
