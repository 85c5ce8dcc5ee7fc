"""Keeps the interpreter from ending while a thread is inside native code, which would abort the process.

When a script ends, CPython ends each daemon thread as soon as it asks for the interpreter again. If the thread is
inside C++ (onnxruntime) or Rust (pydantic) then, the whole process aborts, with exit code 134 or 139. So sections of
native code are entered through `native_code`: at exit the interpreter waits for the running sections, and a thread that
reaches another section ends quietly.
"""

import atexit
import contextlib
import os
import threading
from time import monotonic, sleep
from types import TracebackType

__all__ = ["NativeCode", "native_code"]

_LONGEST = 30.0
"""The longest wait of the interpreter, in seconds; a section takes far less."""
_PAUSE = 0.002
"""How long the interpreter waits until it looks again, in seconds."""


class NativeCode:
    """Knows the threads that are inside sections of native code, as a context manager; sections do not nest.

    It has no lock and no count, because an interrupt can come between any two steps: a lock would stay locked, and a
    count would stay wrong. A thread that an interrupt left in the set is removed when it passes the next section.
    """

    def __init__(self) -> None:
        self._inside: set[int] = set()
        self._closed_by: int | None = None

    def __enter__(self) -> None:
        thread = threading.get_ident()
        # In this order: either this thread sees that the sections are closed, or who closes them sees this thread.
        self._inside.add(thread)
        if self._closed_by is not None and self._closed_by != thread:
            self._inside.discard(thread)
            # A thread ends quietly on SystemExit, and callers that wait for it (a join, a queue) can go on.
            raise SystemExit

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._inside.discard(threading.get_ident())

    def close(self) -> None:
        """Stop other threads from entering, and wait for those that are inside."""
        thread = self._closed_by = threading.get_ident()
        # Only the main thread is interrupted, and that is the one that closes.
        self._inside.discard(thread)
        deadline = monotonic() + _LONGEST
        while self._inside and monotonic() < deadline:
            # The wait is short, and without it the process would abort.
            with contextlib.suppress(KeyboardInterrupt):
                sleep(_PAUSE)

    def forget(self) -> None:
        """Forget the threads inside, because a child process has none of them."""
        self._inside = set()


native_code = NativeCode()
"""The sections of this process."""

# Registered at import, so that functions that users register later run first, while their threads still work.
atexit.register(native_code.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=native_code.forget)
