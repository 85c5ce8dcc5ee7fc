"""A scripted extractor and an article for the tests of the command line."""

import functools
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli.running import SCRIPT, TEXT

from newsclaims import _plugins as plugins
from newsclaims.testing import ScriptedExtractor


@pytest.fixture(autouse=True)
def scripted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Register an extractor called `scripted`, which fails on BOOM and is interrupted on STOP."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    reactions: dict[str, Callable[[], object]] = {
        "BOOM": functools.partial(int, "x"),
        "STOP": functools.partial(signal.raise_signal, signal.SIGINT),
    }
    plugins.register("extractor", ScriptedExtractor(SCRIPT, reactions=reactions))
    # Set it as in a terminal, because a background process of a shell ignores interrupts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
    plugins.unregister("extractor", "scripted")


@pytest.fixture
def rain(tmp_path: Path) -> str:
    """Write a file with an article."""
    path = tmp_path / "rain.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)
