"""A request to end (SIGTERM) ends a command as Ctrl-C does, with its own exit code; neither of them is lost."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import pytest
from cli.running import SCRIPT, TEXT, extracted, run
from click.testing import Result
from pydantic import PlainSerializer, TypeAdapter

from newsclaims import _plugins as plugins
from newsclaims._cli import termination
from newsclaims._cli.termination import Terminated, terminated_as_interrupt
from newsclaims.testing import ScriptedExtractor

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


def test_a_request_to_end_gives_143_and_leaves_nothing(tmp_path: Path) -> None:
    """A terminated run says so, keeps the old output, and leaves no temporary file."""
    (tmp_path / "in").mkdir()
    for name, text in (("a.txt", TEXT), ("b.txt", "TERM")):
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    output = tmp_path / "out.jsonl"
    output.write_text("before", encoding="utf-8")
    plugins.unregister("extractor", "scripted")
    reactions = {"TERM": lambda: signal.raise_signal(signal.SIGTERM)}
    plugins.register("extractor", ScriptedExtractor(reactions=reactions))
    done = extracted("-o", str(output), str(tmp_path / "in"))
    assert done.exit_code == 143
    assert "newsclaims: error: terminated; nothing was written" in done.stderr
    assert sorted(os.listdir(tmp_path)) == ["in", "out.jsonl"]  # noqa: PTH208 - hidden files count
    assert output.read_text(encoding="utf-8") == "before"
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_ctrl_break_is_a_request_to_end() -> None:
    """Windows has no SIGTERM from other processes; its Ctrl-Break, here another signal, has the same effect."""
    program = """
import signal
signal.SIGBREAK = signal.SIGUSR1
from newsclaims._cli.termination import Terminated, terminated_as_interrupt
try:
    with terminated_as_interrupt():
        signal.raise_signal(signal.SIGBREAK)
except Terminated:
    print(signal.getsignal(signal.SIGBREAK) == signal.SIG_DFL)
"""
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"True\n"


def test_a_second_request_ends_at_once() -> None:
    """If tidying up takes too long, a second SIGTERM ends the process by the signal itself."""
    program = """
import signal
from newsclaims._cli.termination import Terminated, terminated_as_interrupt
with terminated_as_interrupt():
    try:
        signal.raise_signal(signal.SIGTERM)
    except Terminated:
        signal.raise_signal(signal.SIGTERM)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -signal.SIGTERM


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("command", ["extract", "run"])
def test_an_interrupt_that_was_lost_is_raised_again(tmp_path: Path, command: str, sent: int, code: int) -> None:
    """An interrupt that other code swallows, as Python does in `__del__`, ends it at the next article."""

    def lose() -> None:
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(sent)

    (tmp_path / "in").mkdir()
    for name, text in (("a.txt", "LOSE"), ("b.txt", TEXT), ("c.txt", TEXT)):
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    plugins.unregister("extractor", "scripted")
    plugins.register("extractor", ScriptedExtractor(reactions={"LOSE": lose}))
    output = tmp_path / "out.jsonl"
    done = run(command, "--extractor", "scripted", "-o", str(output), str(tmp_path / "in"))
    assert done.exit_code == code, done.stderr
    assert not output.exists()
    # The next command does not see it.
    assert extracted(str(tmp_path / "in" / "b.txt")).exit_code == 0


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("command", ["extract", "run"])
def test_an_interrupt_that_was_lost_at_the_end_gives_the_code(
    tmp_path: Path, command: str, sent: int, code: int
) -> None:
    """An interrupt that is lost in the last article gives the exit code, and the output is kept."""

    def lose() -> None:
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(sent)

    done, output = done_with(tmp_path, command, lose)
    assert done.exit_code == code, done.stderr
    assert len(output.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("command", ["extract", "run"])
def test_an_error_after_an_interrupt_is_not_a_failure(tmp_path: Path, command: str, sent: int) -> None:
    """An interrupt that native code turns into an error stops the command, and the article is run the next time."""
    signals = [sent]

    def fail() -> None:
        while signals:
            with contextlib.suppress(KeyboardInterrupt):
                signal.raise_signal(signals.pop())
            message = "initialization failed"
            raise ImportError(message)

    done, output = done_with(tmp_path, command, fail)
    assert done.exit_code == (130 if sent == signal.SIGINT else 143), done.stderr
    assert "ImportError" not in done.stderr
    assert not output.exists()
    done, output = done_with(tmp_path, command, fail)
    assert done.exit_code == 0, done.stderr
    assert len(output.read_text(encoding="utf-8").splitlines()) == 2
    assert not list(tmp_path.glob("*.failures.jsonl"))


def done_with(folder: Path, command: str, reaction: Callable[[], None]) -> tuple[Result, Path]:
    """Run a command over two articles, with a reaction to the second one; return the output too."""
    (folder / "in").mkdir(exist_ok=True)
    for name, text in (("a.txt", TEXT), ("b.txt", "REACT")):
        (folder / "in" / name).write_text(text, encoding="utf-8")
    plugins.unregister("extractor", "scripted")
    plugins.register("extractor", ScriptedExtractor(SCRIPT, reactions={"REACT": reaction}))
    output = folder / "out.jsonl"
    return run(command, "--extractor", "scripted", "-o", str(output), str(folder / "in")), output


def test_a_second_interrupt_right_after_the_first_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second Ctrl-C within half a second does not break what tidies up; a later one is an interrupt again."""
    moments = iter([10.0, 10.2, 11.0])
    monkeypatch.setattr(termination, "monotonic", lambda: next(moments))
    tidied: list[str] = []

    def press() -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            signal.raise_signal(signal.SIGINT)
            tidied.append("here")
            signal.raise_signal(signal.SIGINT)
            tidied.append("not here")

    with pytest.raises(KeyboardInterrupt), terminated_as_interrupt():
        press()
    assert tidied == ["here"]


def test_what_waits_is_ended_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Generators that an interrupt leaves are closed before the command ends, so a second Ctrl-C cannot break them."""
    monkeypatch.setattr(termination, "monotonic", lambda: 10.0)
    closed: list[str] = []

    def lines() -> Iterator[str]:
        try:
            yield "line"
        finally:
            signal.raise_signal(signal.SIGINT)
            closed.append("closed")

    def read() -> None:
        for _ in lines():
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt) as caught, terminated_as_interrupt():
        read()
    assert closed == ["closed"]
    assert caught.type is KeyboardInterrupt


def test_an_interrupt_while_a_value_is_written_stays_an_interrupt() -> None:
    """Pydantic makes an error of an interrupt in a function that writes a value; it becomes an interrupt again."""

    def stop(_value: int) -> int:
        signal.raise_signal(signal.SIGINT)
        return 0

    written = TypeAdapter(Annotated[int, PlainSerializer(stop, return_type=int)])
    with pytest.raises(KeyboardInterrupt), terminated_as_interrupt():
        written.dump_json(1)


def test_other_handlers_stay() -> None:
    """A process that handles or ignores the signal itself goes on doing so."""
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with terminated_as_interrupt():
            signal.raise_signal(signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)


def test_other_threads_change_nothing() -> None:
    """A command that runs in another thread does not touch the handlers of the process."""
    found: list[object] = []

    def look() -> None:
        with terminated_as_interrupt():
            found.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [signal.SIG_DFL]


def test_it_is_an_interrupt() -> None:
    """What tidies up after Ctrl-C does so after a SIGTERM too."""
    assert issubclass(Terminated, KeyboardInterrupt)
