"""Text, colour and progress on a terminal."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._cli.terminal import Progress, cells, colourful, harmless, wrapped


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


def test_progress_counts_on_a_terminal_and_is_wiped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Progress overwrites itself, and is shown only on a terminal, from the second article on."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    progress, hidden = Progress(shown=True), Progress(shown=False)
    for one in (progress, hidden, hidden):
        one.step()
        one.clear()
    assert capsys.readouterr().err == ""
    progress.step()
    progress.clear()
    assert capsys.readouterr().err == "\r2 articles\r\x1b[K"
