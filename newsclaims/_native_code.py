"""Keeps the interpreter from ending while a thread is inside native code, which would abort the process.

When a script ends, CPython ends each daemon thread as soon as it asks for the interpreter again. If the thread is
inside C++ (onnxruntime) or Rust (pydantic) then, the whole process aborts, with exit code 134 or 139. So sections of
native code are entered through `native_code`: at exit the interpreter waits for the running sections, and a thread that
reaches another section ends quietly.
"""

import atexit
import os
import threading
from types import TracebackType

__all__ = ["NativeCode", "native_code"]

_LONGEST = 30.0
"""The longest wait of the interpreter, in seconds; a section takes far less."""


class NativeCode:
    """Counts the threads that are inside sections of native code, as a context manager; sections do not nest."""

    def __init__(self) -> None:
        self._changed = threading.Condition(threading.Lock())
        self._inside = 0
        self._closed_by: int | None = None

    def __enter__(self) -> None:
        with self._changed:
            if self._closed_by is not None and self._closed_by != threading.get_ident():
                # A thread ends quietly on SystemExit, and callers that wait for it (a join, a queue) can go on.
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
        """Stop other threads from entering, and wait for those that are inside."""
        with self._changed:
            self._closed_by = threading.get_ident()
            self._changed.wait_for(lambda: not self._inside, _LONGEST)

    def forget(self) -> None:
        """Reset the count of threads inside, because a child process has none of them."""
        self._changed = threading.Condition(threading.Lock())
        self._inside = 0


native_code = NativeCode()
"""The sections of this process."""

# Registered at import, so that functions that users register later run first, while their threads still work.
atexit.register(native_code.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=native_code.forget)
