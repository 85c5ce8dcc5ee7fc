"""Keeps the interpreter from ending while a thread is inside native code, which would abort the process.

When a script ends, CPython ends each daemon thread as soon as it asks for the interpreter again. If the thread is
inside C++ (onnxruntime) or Rust (pydantic) then, the whole process aborts, with exit code 134 or 139. So sections of
native code are entered through `native_code`: at exit the interpreter waits for the sections that run, and a thread
that comes to another one ends quietly.
"""

import atexit
import os
import threading
from types import TracebackType

__all__ = ["NativeCode", "native_code"]

_LONGEST = 30.0
"""How many seconds the interpreter waits at most; a section takes far less."""


class NativeCode:
    """Counts the threads that are inside sections of native code, as a context manager; sections do not nest."""

    def __init__(self) -> None:
        self._changed = threading.Condition(threading.Lock())
        self._inside = 0
        self._closed_by: int | None = None

    def __enter__(self) -> None:
        with self._changed:
            if self._closed_by is not None and self._closed_by != threading.get_ident():
                # Threads end quietly on it, and what their owners wait for (a join, a queue) can still happen.
                raise SystemExit
            self._inside += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._inside -= 1
            if self._closed_by is not None:
                self._changed.notify_all()

    def close(self) -> None:
        """Let no other thread in any more, and wait for those that are inside."""
        with self._changed:
            self._closed_by = threading.get_ident()
            self._changed.wait_for(lambda: not self._inside, _LONGEST)

    def forget(self) -> None:
        """Forget the threads that are inside: a child process has none of them."""
        self._changed = threading.Condition(threading.Lock())
        self._inside = 0


native_code = NativeCode()
"""The sections of this process."""

# At import, so that what users register later runs before it, while their threads still work.
atexit.register(native_code.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=native_code.forget)
