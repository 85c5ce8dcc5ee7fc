"""What runs inside a worker process.

Nothing here may import a large package, because the number of threads has to be set before such a package is imported.
"""

import contextlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from queue import SimpleQueue

from .._garbage import collect_rarely

__all__ = ["LAST", "LOOK", "READY", "serve"]

READY = b""
"""The first answer, if the work was loaded; otherwise it is the reason, in UTF-8."""
LAST = b""
"""The task after the last one."""
LOOK = 1.0
"""How often processes look whether the other one is still there, in seconds; usually they are told at once."""
_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def serve(connection: "Connection[bytes, bytes]") -> None:
    """Answer tasks until the last one.

    The first message is the work, a pickled callable from bytes to bytes. Each later one is a task.

    Args:
        connection: The pipe to the parent.
    """
    _leave_interrupts_to_parent()
    # The processes already share the cores.
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    collect_rarely()
    tasks: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    try:
        work: Callable[[bytes], bytes] = pickle.loads(tasks.get())  # noqa: S301 - our own bytes, from the parent
    except Exception as error:  # noqa: BLE001 - the parent reports it
        connection.send_bytes(f"{type(error).__name__}: {error}".encode("utf-8", "backslashreplace"))
        return
    connection.send_bytes(READY)
    while task := tasks.get():
        connection.send_bytes(work(task))


def _leave_interrupts_to_parent() -> None:
    """Ignore Ctrl-C, which reaches the whole process group; they were held back while this process started."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _receive(connection: "Connection[bytes, bytes]", tasks: "SimpleQueue[bytes]") -> None:
    """Put tasks into a queue as they come; so the parent never waits while it sends one.

    If the parent has gone, this process ends at once, whatever it is doing. The end of the pipe says so, unless another
    process has a copy of the parent's end, as a fork of the parent does.
    """
    parent = os.getppid()
    with contextlib.suppress(EOFError, OSError):
        while True:
            if connection.poll(LOOK):
                task = connection.recv_bytes()
                tasks.put(task)
                if task == LAST:
                    return
            elif os.getppid() != parent:
                break
    os._exit(1)
