"""The bars of tqdm, and the size of terminals."""

import io
import sys
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from threading import RLock
from types import SimpleNamespace
from typing import Any

import pytest
from progress.screens import Terminal, hide_tqdm, still_clock, terminal

from newsclaims._progress import aside, follow, steps, watched
from newsclaims._progress.bars import new_bar

NEEDED = "needs newsclaims[progress]"


def numbers(count: int) -> Generator[int, None, None]:
    """Yield numbers."""
    yield from range(count)


def with_tqdm(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal, for which tqdm is used."""
    pytest.importorskip("tqdm", reason=NEEDED)
    monkeypatch.delenv("TQDM_DISABLE", raising=False)
    return terminal(monkeypatch)


def test_tqdm_shows_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar has count, total, failures and rate, and stays at the end."""
    screen = with_tqdm(monkeypatch)
    move = still_clock(monkeypatch)
    for _ in follow(numbers(4), "articles", progress=True, total=4, failed=lambda n: n == 1):
        move(0.5)
    last = screen.screen()
    assert last.startswith("100%|")
    assert "4/4 articles" in last
    assert "1 failed, 2.0 a second]" in last
    assert screen.getvalue().endswith("\n")


def test_tqdm_without_a_total_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a total there is no bar, only the count."""
    screen = with_tqdm(monkeypatch)
    list(follow(numbers(3), "rows", progress=True))
    assert screen.screen().startswith("3 rows [")


def test_tqdm_shows_a_single_article_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar of an article is its share, and is removed at the end."""
    screen = with_tqdm(monkeypatch)
    move = still_clock(monkeypatch)
    with watched(progress=True):
        for _ in steps("abcd"):
            move(1)
    assert any(line.startswith(" 25%|") for line in screen.lines())
    assert screen.screen() == ""


def test_tqdm_makes_way_for_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message has a line of its own."""
    screen = with_tqdm(monkeypatch)
    move = still_clock(monkeypatch)
    for n in follow(numbers(3), "rows", progress=True):
        move(1)
        if n == 1:
            with aside():
                screen.write("a message\n")
    assert [line.partition(" [")[0] for line in screen.screen().splitlines()] == ["a message", "3 rows"]


class Gone(Terminal):
    """A terminal that is closed after its first bar."""

    def write(self, text: str, /) -> int:
        """Write to a terminal that is there."""
        if "2 rows" in self.getvalue():
            raise OSError("the terminal is gone")
        return super().write(text)


def test_a_terminal_that_is_gone_leaves_the_lock_of_tqdm_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the stream fails, other threads can use tqdm, and the process can end."""
    std = pytest.importorskip("tqdm.std", reason=NEEDED)
    lock = RLock()
    monkeypatch.setattr(std.tqdm, "_lock", lock, raising=False)
    screen = terminal(monkeypatch, Gone())
    move = still_clock(monkeypatch)
    for _ in follow(numbers(4), "rows", progress=True):
        move(1)
    assert "2 rows" in screen.getvalue()
    assert "3 rows" not in screen.getvalue()
    with ThreadPoolExecutor(1) as other:
        assert other.submit(lock.acquire, timeout=10).result()


def test_tqdm_can_be_switched_off_by_its_own_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """TQDM_DISABLE is respected: nothing is shown, and the results come."""
    screen = with_tqdm(monkeypatch)
    monkeypatch.setattr("tqdm.std.tqdm.__init__", _disabled)
    assert list(follow(numbers(3), "rows", progress=True)) == [0, 1, 2]
    with aside():
        pass
    assert screen.getvalue() == ""


def _disabled(self: Any, **options: Any) -> None:
    self.disable, self.n, self.leave = True, 0, False


def test_a_file_gets_lines_even_with_tqdm(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is not filled with overwritten bars."""
    log = io.StringIO()
    terminal(monkeypatch, log)
    list(follow(numbers(3), "rows", progress=True))
    assert log.getvalue().startswith("newsclaims: 3 rows")
    assert log.getvalue().count("\n") == 1


def test_a_line_fits_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line is cut before it would be wrapped; a terminal that does not say its width has 80 columns."""
    hide_tqdm(monkeypatch)
    screen = terminal(monkeypatch)
    monkeypatch.setattr(screen, "fileno", lambda: 2)
    monkeypatch.setattr("os.get_terminal_size", lambda _number: SimpleNamespace(columns=20))
    list(follow(numbers(3), "rows", progress=True, total=3))
    assert all(0 < len(line) < 20 for line in screen.lines())
    monkeypatch.setattr("os.get_terminal_size", lambda _number: SimpleNamespace(columns=0))
    list(follow(numbers(3), "rows" * 30, progress=True, total=3))
    assert max(len(line) for line in screen.lines()) == 79


def test_tqdm_draws_on_a_terminal_without_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that says it has no columns, as in some containers, still has a bar."""
    screen = with_tqdm(monkeypatch)
    monkeypatch.setattr(screen, "fileno", lambda: 2)
    monkeypatch.setattr("os.get_terminal_size", lambda _number: SimpleNamespace(columns=0, lines=0))
    list(follow(numbers(3), "rows", progress=True, total=3))
    assert "3/3 rows" in screen.screen()


def test_a_notebook_without_widgets_has_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the kernel of a notebook, a line can be overwritten too, with or without tqdm and ipywidgets."""
    kernel = SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel="a kernel"))
    monkeypatch.setitem(sys.modules, "IPython", kernel)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    stream = Terminal()
    monkeypatch.setattr(stream, "isatty", lambda: False)
    terminal(monkeypatch, stream)
    list(follow(numbers(3), "rows", progress=True, total=3))
    assert "3 of 3 rows" in stream.screen() or "3/3 rows" in stream.screen()
    hide_tqdm(monkeypatch)
    list(follow(numbers(3), "rows", progress=True, total=3))
    assert "\rnewsclaims: 3 of 3 rows" in stream.getvalue()


def test_a_closed_standard_error_has_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that is closed is like none."""
    stream = terminal(monkeypatch)
    stream.close()
    assert new_bar() is None
