"""Progress of many results and of a single piece of work: what is shown, and that the work does not change."""

import io
import sys
from collections.abc import Generator, Iterable, Iterator
from typing import Any

import pytest
from progress.screens import Terminal, hide_tqdm, still_clock, terminal

from newsclaims._progress import Display, aside, check_progress, follow, steps, watched
from newsclaims.errors import InputTypeError


def numbers(count: int, closed: list[str] | None = None) -> Generator[int, None, None]:
    """Yield numbers, and note that the generator was closed."""
    try:
        yield from range(count)
    finally:
        if closed is not None:
            closed.append("closed")


def plain(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal without tqdm, whose clock stands still."""
    hide_tqdm(monkeypatch)
    return terminal(monkeypatch)


def test_without_progress_the_results_are_not_wrapped() -> None:
    """Progress is off by default, and then costs nothing."""
    results = numbers(3)
    assert follow(results, "articles", progress=False) is results


def test_a_terminal_has_one_line_that_is_updated(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line is overwritten as results come, and its last state stays."""
    screen = plain(monkeypatch)
    move = still_clock(monkeypatch)
    for n in follow(numbers(4), "articles", progress=True, total=4, failed=lambda n: n == 1):
        move(0.5)
        assert n < 4
    assert screen.lines()[0] == "newsclaims: 0 of 4 articles (0%)"
    assert "newsclaims: 2 of 4 articles (50%), 0:00 left, 1 failed, 4.0 a second" in screen.lines()
    assert screen.screen() == "newsclaims: 4 of 4 articles (100%), 1 failed, 2.0 a second\n"


def test_quick_results_are_not_all_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many results come at once, a terminal is written only ten times a second."""
    screen = plain(monkeypatch)
    still_clock(monkeypatch)
    assert list(follow(numbers(1000), "articles", progress=True)) == list(range(1000))
    assert screen.lines() == ["newsclaims: 0 articles", "newsclaims: 1,000 articles"]


def test_nothing_is_read_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """A result is asked for when the caller asks for it."""
    screen = plain(monkeypatch)
    taken: list[int] = []

    def results() -> Generator[int, None, None]:
        for n in range(3):
            taken.append(n)
            yield n

    followed = follow(results(), "articles", progress=True)
    assert taken == []
    assert screen.getvalue() == ""
    for n in followed:
        assert taken == list(range(n + 1))


@pytest.mark.parametrize("progress", [True, Display(), lambda results: results])
def test_leaving_early_closes_the_results_and_the_line(monkeypatch: pytest.MonkeyPatch, progress: Any) -> None:
    """Closing the generator closes the results at once and ends the line."""
    screen = plain(monkeypatch)
    closed: list[str] = []
    followed = follow(numbers(9, closed), "articles", progress=progress)
    assert next(followed) == 0
    followed.close()
    assert closed == ["closed"]
    assert screen.getvalue() == "" or screen.getvalue().endswith("\n")


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_passes_and_ends_the_line(monkeypatch: pytest.MonkeyPatch, error: type[BaseException]) -> None:
    """An error of the work is not changed, Ctrl-C neither, and what comes after it begins on a new line."""
    screen = plain(monkeypatch)

    def results() -> Generator[int, None, None]:
        yield 1
        raise error

    with pytest.raises(error):
        list(follow(results(), "articles", progress=True))
    assert screen.screen().startswith("newsclaims: 1 article,")
    assert screen.getvalue().endswith("\n")


def test_a_file_gets_few_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a file each state is a line of its own; the longer a run takes, the fewer there are."""
    log = io.StringIO()
    terminal(monkeypatch, log)
    move = still_clock(monkeypatch)
    for _ in follow(numbers(3600), "articles", progress=True, total=3600):
        move(1)
    lines = log.getvalue().splitlines()
    assert lines[0] == "newsclaims: 11 of 3,600 articles (0%), 54:23 left, 1.1 a second"
    assert lines[-1] == "newsclaims: 3,600 of 3,600 articles (100%), 1.0 a second"
    assert 10 < len(lines) < 30
    assert "\r" not in log.getvalue()


def test_a_dumb_terminal_is_like_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that cannot go back gets lines."""
    screen = plain(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    list(follow(numbers(3), "articles", progress=True))
    assert "\r" not in screen.getvalue()


class Broken(Terminal):
    """A terminal that was closed."""

    def write(self, text: str) -> int:
        """Fail."""
        raise OSError(text)


@pytest.mark.parametrize("stream", [None, Broken()])
@pytest.mark.parametrize("installed", ["tqdm", ""])
def test_no_standard_error_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO | None, installed: str
) -> None:
    """Without a standard error, or with one that fails, the results are the same and nothing is raised."""
    if not installed:
        hide_tqdm(monkeypatch)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(follow(numbers(3), "articles", progress=True)) == [0, 1, 2]
    with watched(progress=True), aside():
        pass


def test_the_outer_of_two_displays_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a run inside another, only the outer one is shown, with the failures of the inner one."""
    screen = plain(monkeypatch)
    move = still_clock(monkeypatch)

    def outer() -> Generator[int, None, None]:
        for n in follow(numbers(4), "articles", progress=True, failed=lambda n: n == 0):
            move(1)
            yield n

    assert list(follow(outer(), "claim sets", progress=True, total=4)) == [0, 1, 2, 3]
    assert all("claim sets" in line for line in screen.lines())
    assert "4 of 4 claim sets (100%), 1 failed" in screen.screen()


def test_of_two_runs_at_the_same_time_the_first_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two lines never overwrite each other; when the first has ended, the second is shown."""
    screen = plain(monkeypatch)
    first, second = follow(numbers(2), "articles", progress=True), follow(numbers(2), "rows", progress=True)
    assert (next(first), next(second)) == (0, 0)
    list(second)
    list(first)
    third = follow(numbers(1), "claim sets", progress=True)
    assert list(third) == [0]
    assert "rows" not in screen.getvalue()
    assert screen.screen().count("\n") == 2


def test_the_position_inside_a_long_result_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The position inside an article is shown after a second, so that short articles do not flicker."""
    screen = plain(monkeypatch)
    move = still_clock(monkeypatch)

    def results(pause: float) -> Generator[int, None, None]:
        for n in range(2):
            for _ in steps("abcd"):
                move(pause)
            yield n

    list(follow(results(0.2), "articles", progress=True))
    assert "next at" not in screen.getvalue()
    list(follow(results(2.0), "articles", progress=True))
    assert "newsclaims: 0 articles, next at 25%" in screen.lines()
    assert screen.screen().splitlines()[-1].startswith("newsclaims: 2 articles, ")


def test_a_single_article_shows_its_share_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The share of the article is shown while it is worked on, and the line is then removed."""
    screen = plain(monkeypatch)
    move = still_clock(monkeypatch)
    with watched(progress=True):
        for _ in steps("abcd"):
            move(1)
    assert screen.lines()[:3] == [
        "newsclaims: 0% of the article",
        "newsclaims: 25% of the article, 0:03 left",
        "newsclaims: 50% of the article, 0:02 left",
    ]
    assert screen.screen() == ""


def test_a_display_can_wait_and_leave_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is shorter than the delay is not shown; a longer one is removed at its end."""
    screen = plain(monkeypatch)
    move = still_clock(monkeypatch)
    shy = Display(delay=0.5, leave=False)
    assert list(follow(numbers(3), "articles", progress=shy)) == [0, 1, 2]
    assert screen.getvalue() == ""
    for _ in follow(numbers(3), "articles", progress=shy):
        move(0.3)
    assert screen.lines() == ["newsclaims: 3 articles, 5.0 a second"]
    assert screen.screen() == ""


def test_a_display_is_a_callable_like_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """A display wraps an iterable, as its type promises."""
    screen = plain(monkeypatch)
    assert list(Display()([1, 2])) == [1, 2]
    assert "2 of 2 results" in screen.screen()


def test_what_is_written_aside_has_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message in the middle of a run is not mixed with the line of progress."""
    screen = plain(monkeypatch)
    move = still_clock(monkeypatch)
    for n in follow(numbers(3), "articles", progress=True):
        move(1)
        if n == 1:
            with aside():
                screen.write("a message\n")
    assert screen.screen().splitlines() == ["a message", "newsclaims: 3 articles, 1.0 a second"]


def test_a_callable_wraps_the_results() -> None:
    """A callable gets the results, with their number if that is known, and what it returns is passed on."""
    seen: list[int] = []

    def wrap(results: Iterable[Any]) -> Iterator[Any]:
        seen.append(len(results))  # type: ignore[arg-type]
        for result in results:
            seen.append(result)
            yield result

    assert list(follow(numbers(2), "articles", progress=wrap, total=2)) == [0, 1]
    assert seen == [2, 0, 1]


def test_a_callable_must_return_an_iterable() -> None:
    """A callable that returns something else is named in the error."""
    nothing: Any = print
    with pytest.raises(InputTypeError, match="what progress returns must be an iterable of the results, not NoneType"):
        list(follow(numbers(2), "articles", progress=nothing))


MANY = "progress must be True, False or a callable that wraps an iterable, such as tqdm.tqdm, not"


@pytest.mark.parametrize(
    ("progress", "one", "message"),
    [
        ("yes", False, f"{MANY} str."),
        (1, False, f"{MANY} int."),
        (None, True, "progress must be True or False, not NoneType."),
        (list, True, "progress must be True or False, not type. A callable can follow many articles: see stream."),
    ],
)
def test_a_wrong_option_is_refused(progress: object, one: Any, message: str) -> None:
    """The option is a bool, or a callable for many results."""
    with pytest.raises(InputTypeError) as caught:
        check_progress(progress, one=one)
    assert str(caught.value) == message
