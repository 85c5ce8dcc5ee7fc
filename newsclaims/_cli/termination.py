"""Makes a request to end (SIGTERM) an interrupt, so that a command tidies up before it ends; and loses no interrupt.

An interrupt can be lost: if it falls into the clean-up of an object (`__del__`), for example while a model is loaded,
Python writes "Exception ignored in" and goes on. If it falls into native code, for example while a package is imported
or pydantic writes a value, it becomes another error. So each interrupt is noted, and raised again when the next article
is read, in the place of an error, or at the latest when the command ends.
"""

import contextlib
import signal
import threading
import traceback
from collections.abc import Iterable, Iterator, Mapping
from time import monotonic
from types import FrameType
from typing import Any, Final, TypeVar

from .._interrupts import forget, note, raise_noted

__all__ = [
    "Terminated",
    "end_at_once_if_interrupted",
    "heeding_interrupts",
    "terminated_as_interrupt",
    "with_notes",
]

_T = TypeVar("_T")
_REQUESTS: Final = frozenset({signal.SIGTERM, getattr(signal, "SIGBREAK", signal.SIGTERM)})
"""The requests to end. Windows has no SIGTERM between processes, but SIGBREAK (Ctrl-Break)."""
_USUAL: Final[Mapping[signal.Signals, Any]] = {
    signal.SIGINT: signal.default_int_handler,
    **dict.fromkeys(_REQUESTS, signal.SIG_DFL),
}
_TIDYING: Final = 0.5
"""For how many seconds after a Ctrl-C another one is ignored, so that it does not break what tidies up."""
_times: list[float] = []
"""The times of the interrupts of the command that runs."""


class Terminated(KeyboardInterrupt):
    """The interrupt of a SIGTERM, as `kill`, `docker stop` and schedulers of batch jobs send it."""


@contextlib.contextmanager
def terminated_as_interrupt() -> Iterator[None]:
    """Raise `Terminated` on a SIGTERM, as a context, and note each interrupt.

    A second SIGTERM ends the process at once. A second Ctrl-C right after the first one, as of an impatient user, is
    ignored; a later one is an interrupt again.

    Outside the main thread, Python can set no handler, and nothing changes. The same is true of a signal that somebody
    else handles or ignores.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours = [number for number, usual in _USUAL.items() if signal.getsignal(number) == usual]
    for number in ours:
        signal.signal(number, _raise)
    try:
        yield
        raise_noted()
    except Exception as error:
        raise_noted(error)
        raise
    except KeyboardInterrupt as error:
        # Ends generators that wait, such as those that read files, while another Ctrl-C is still ignored.
        traceback.clear_frames(error.__traceback__)
        raise
    finally:
        for number in ours:
            signal.signal(number, _USUAL[number])
        _times.clear()
        forget()


def heeding_interrupts(items: Iterable[_T]) -> Iterator[_T]:
    """Pass items on; if an interrupt was received and lost, raise it again.

    Args:
        items: The items.

    Raises:
        KeyboardInterrupt: If one was received before an item is passed on, or before their end.
    """
    for item in items:
        raise_noted()
        yield item
    raise_noted()


def end_at_once_if_interrupted() -> None:
    """Let another Ctrl-C end the process by the signal itself; call it after the command.

    The interpreter still waits for threads then, for example for those of the model, and would print a traceback.
    """
    if (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) == _USUAL[signal.SIGINT]
    ):
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def with_notes(what: str, interrupt: KeyboardInterrupt) -> str:
    """Return the message of an interrupt: what happened, and what the command has noted about what is kept.

    Args:
        what: What happened.
        interrupt: The interrupt.
    """
    return "; ".join((what, *getattr(interrupt, "__notes__", ())))


def _raise(number: int, _frame: FrameType | None) -> None:
    now = monotonic()
    if number in _REQUESTS:
        signal.signal(number, signal.SIG_DFL)
    elif _times and now - _times[-1] < _TIDYING:
        return
    _times.append(now)
    note(Terminated if number in _REQUESTS else KeyboardInterrupt)
    raise_noted()
