"""Finds which stage of the work takes how much processor time, by looking at the running thread again and again.

A second thread looks at the stack of the main thread each millisecond. Each look counts as much as the processor time
that the process used since the look before, so native code counts, and other work on the machine does not.
"""

import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from attrs import frozen

__all__ = ["Stage", "read_stages", "shares", "stage_of"]

_TABLE = Path(__file__).with_name("stages.tsv")
_OTHER = "other"
_EACH = 0.001
"""The time between two looks, in seconds."""
_SWITCH = 0.0001
"""How long the main thread may keep the second one waiting, in seconds; Python's own 0.005 would blur the picture."""


@frozen(slots=True)
class Stage:
    """A row of the table of stages.

    Args:
        place: The beginning of the path of its files, in the package.
        function: The name of the function; empty for all functions of the files.
        name: The name of the stage.
    """

    place: str
    function: str
    name: str


def read_stages() -> tuple[Stage, ...]:
    """Return the table of stages."""
    lines = (line for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    _, *rows = (line.split("\t") for line in lines)
    return tuple(Stage(place, function, name) for place, function, name in rows)


def shares(run: Callable[[], object], package: Path) -> dict[str, float]:
    """Run something in this thread, and return the share of each stage, the largest first.

    Args:
        run: What to run.
        package: The folder of the package.
    """
    watcher = _Watcher(threading.get_ident(), read_stages(), f"{package}/")
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    watcher.start()
    try:
        run()
    finally:
        watcher.stop()
        sys.setswitchinterval(before)
    whole = sum(watcher.seconds.values())
    largest = sorted(watcher.seconds.items(), key=lambda item: -item[1])
    return {name: seconds / whole for name, seconds in largest}


def stage_of(frame: FrameType | None, stages: Sequence[Stage], package: str) -> str:
    """Return the stage of the innermost function that has one.

    Args:
        frame: The frame of the function that runs.
        stages: The table of stages.
        package: The beginning of the paths of the package's files.
    """
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith(package):
            place = code.co_filename.removeprefix(package)
            for stage in stages:
                if place.startswith(stage.place) and stage.function in ("", code.co_name):
                    return stage.name
        frame = frame.f_back
    return _OTHER


class _Watcher(threading.Thread):
    """The thread that looks.

    Args:
        watched: The thread to look at.
        stages: The table of stages.
        package: The beginning of the paths of the package's files.
    """

    def __init__(self, watched: int, stages: Sequence[Stage], package: str) -> None:
        super().__init__(daemon=True)
        self.seconds: dict[str, float] = {}
        self._watched = watched
        self._stages = stages
        self._package = package
        self._stopped = threading.Event()

    def run(self) -> None:
        """Look until it is stopped."""
        last = time.process_time()
        while not self._stopped.wait(_EACH):
            frame = sys._current_frames()[self._watched]
            now = time.process_time()
            stage = stage_of(frame, self._stages, self._package)
            self.seconds[stage] = self.seconds.get(stage, 0.0) + now - last
            last = now

    def stop(self) -> None:
        """End the thread."""
        self._stopped.set()
        self.join()
