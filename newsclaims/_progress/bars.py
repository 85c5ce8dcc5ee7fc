"""What draws progress: a bar of tqdm, a line that is updated in place, or lines in a file now and then."""

import contextlib
import importlib.util
import os
import sys
import threading
from collections.abc import Iterator
from typing import Any, Protocol, TextIO

from .tally import Tally

__all__ = ["Bar", "aside", "closed", "drawing", "new_bar"]

_QUICK = 0.1
"""How often a terminal is updated, in seconds."""
_SELDOM, _RAREST = 10.0, 600.0
"""How often a file gets a line, in seconds: at first, and at most in a long run."""
_USUAL = 80, 24
"""The columns and rows of a terminal that does not say its size."""
_COUNTED = "{{l_bar}}{{bar}}| {{n_fmt}}/{{total_fmt}} {} [{{elapsed}}<{{remaining}}{{postfix}}]"
_UNCOUNTED = "{{n_fmt}} {} [{{elapsed}}{{postfix}}]"
_ONE = {"total": 1.0, "bar_format": "{percentage:3.0f}%|{bar}| [{elapsed}<{remaining}]"}
"""What a bar of tqdm looks like, for counted work of a known and of an unknown length, and for a single article."""
_PREFIX = "newsclaims: "

_lock = threading.RLock()
_open: list["Bar"] = []
"""The bars that are open, in the order in which they were opened."""


class Bar(Protocol):
    """Draws the progress of one run."""

    first: float
    """How long a run must take before it is drawn, in seconds."""

    def pause(self, seconds: float) -> float:
        """Return how long to wait until it is drawn again, if the run has taken some seconds."""
        ...

    def draw(self, tally: Tally) -> None:
        """Show the progress."""
        ...

    def clear(self) -> None:
        """Remove it from the terminal until it is drawn again."""
        ...

    def close(self, tally: Tally, *, leave: bool) -> None:
        """Show the last state, or remove it if it should not be left on the screen."""
        ...


@contextlib.contextmanager
def aside() -> Iterator[None]:
    """Remove progress from the terminal, so that something else can be written, as a context."""
    with _lock:
        for bar in _open:
            # Progress must never break the run.
            with contextlib.suppress(Exception):
                bar.clear()
        yield


@contextlib.contextmanager
def drawing() -> Iterator[None]:
    """Keep other threads from writing to the terminal, as a context."""
    with _lock:
        yield


def new_bar() -> Bar | None:
    """Return the right bar for standard error, already open; None if standard error is closed."""
    stream = sys.stderr
    if stream is None or stream.closed:
        return None
    # In these places a line can be overwritten.
    if _in_notebook() or (stream.isatty() and os.environ.get("TERM") != "dumb"):
        made = _tqdm()
        bar: Bar = _Line(stream) if made is None else _Tqdm(made, stream)
    else:
        bar = _Log(stream)
    with _lock:
        _open.append(bar)
    return bar


def closed(bar: Bar) -> None:
    """Note that a bar is not open any more.

    Args:
        bar: The bar.
    """
    with _lock:
        if bar in _open:
            _open.remove(bar)


class _Line:
    """A line on a terminal. If several runs have one, only the first is drawn."""

    first = 0.0

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._width = 0

    def pause(self, seconds: float) -> float:  # noqa: ARG002 - of the protocol
        return _QUICK

    def draw(self, tally: Tally) -> None:
        if next((bar for bar in _open if isinstance(bar, _Line)), self) is self:
            self._write(f"{_PREFIX}{tally.line()}")

    def clear(self) -> None:
        if self._width:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()

    def close(self, tally: Tally, *, leave: bool) -> None:
        if not leave:
            self.clear()
            return
        self.draw(tally)
        if self._width:
            self._stream.write("\n")
            self._stream.flush()

    def _write(self, line: str) -> None:
        # A line that fills the terminal would be wrapped, and could not be overwritten.
        line = line[: (_columns(self._stream) or _USUAL[0]) - 1]
        self._stream.write("\r" + line.ljust(self._width))
        self._stream.flush()
        self._width = len(line)


class _Log:
    """Lines in a file or a pipe: the longer a run takes, the fewer."""

    first = _SELDOM

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def pause(self, seconds: float) -> float:
        return min(max(_SELDOM, seconds / 4), _RAREST)

    def draw(self, tally: Tally) -> None:
        self._stream.write(f"{_PREFIX}{tally.line()}\n")
        self._stream.flush()

    def clear(self) -> None:
        """Do nothing, because lines in a file stay."""

    def close(self, tally: Tally, *, leave: bool) -> None:
        if leave:
            self.draw(tally)


class _Tqdm:
    """A bar of tqdm, made when it is first drawn."""

    first = 0.0

    def __init__(self, made: Any, stream: TextIO) -> None:
        self._made, self._stream = made, stream
        self._bar: Any = None

    def pause(self, seconds: float) -> float:  # noqa: ARG002 - of the protocol
        return _QUICK

    def draw(self, tally: Tally) -> None:
        if self._bar is None:
            self._bar = self._new(tally)
        if self._bar.disable:
            return
        self._bar.n = tally.done if tally.unit else tally.share
        self._bar.set_postfix_str(tally.notes(), refresh=False)
        try:
            # By itself, tqdm keeps its lock if the stream fails. Its other threads would wait for it for ever.
            with self._bar.get_lock():
                self._bar.refresh(nolock=True)
        except BaseException:
            # Or else the bar would write again when it is deleted.
            self._bar.disable = True
            raise

    def clear(self) -> None:
        if self._bar is not None and not self._bar.disable:
            with self._bar.get_lock():
                self._bar.clear(nolock=True)

    def close(self, tally: Tally, *, leave: bool) -> None:
        if leave:
            self.draw(tally)
        if self._bar is not None:
            self._bar.leave = leave
            self._bar.close()

    def _new(self, tally: Tally) -> Any:
        shape = _COUNTED if tally.total else _UNCOUNTED
        options = {"total": tally.total, "bar_format": shape.format(tally.unit)} if tally.unit else _ONE
        # On a terminal that says it has no columns, tqdm would draw nothing.
        blind = self._stream.isatty() and not _columns(self._stream)
        size = dict(zip(("ncols", "nrows"), _USUAL, strict=True)) if blind else {"dynamic_ncols": True}
        bar = self._made(file=self._stream, initial=tally.done, **size, **options)
        if not bar.disable:
            bar.start_t -= tally.seconds
            # The rate is that of the whole run, without what an earlier process did.
            bar.initial = tally.before
        return bar


def _tqdm() -> Any | None:
    """Return the class of tqdm for this place, or None if tqdm is not installed."""
    # tqdm.auto outside of a notebook gives a warning (tqdm#1082), and needs ipywidgets inside.
    with contextlib.suppress(Exception):
        if _in_notebook() and importlib.util.find_spec("ipywidgets") is not None:
            return importlib.import_module("tqdm.auto").tqdm
    with contextlib.suppress(Exception):
        return importlib.import_module("tqdm.std").tqdm
    return None


def _columns(stream: TextIO) -> int:
    """Return the width of a terminal, or 0 if it does not say it."""
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0


def _in_notebook() -> bool:
    """Return whether this process is the kernel of a notebook."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return getattr(shell, "kernel", None) is not None
