"""Runs a target on one input, keeps the findings, and counts."""

import contextlib
import hashlib
import os
import re
import time
import traceback
from collections import Counter
from pathlib import Path
from types import TracebackType

from .guard import metered
from .laws import INVALID
from .target import Target

__all__ = ["Record", "say"]

_OURS = re.compile(r"[/\\]newsclaims[/\\](?!tests)(.+)")
_FAULT = "fault"
_LONGEST, _FRAMES = 4_000, 12
"""How much of a report is printed."""


class Record:
    """What happened to the inputs of one target.

    Args:
        target: The target.
        findings: The folder for the inputs that break a law, one of each kind, in a folder for each target.
    """

    def __init__(self, target: Target, findings: Path) -> None:
        self._target = target
        self.folder = findings / target.name
        self.folder.mkdir(parents=True, exist_ok=True)
        # It has the input that is being tried, so that one sees what killed the process. It is open all the time,
        # because to open it takes as long as a small input.
        self._current = self.folder / f"current-{os.getpid()}"
        self._open = os.open(self._current, os.O_RDWR | os.O_CREAT)
        self.inputs = 0
        self.answers: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.slowest = (0.0, 0)
        self._started, self._used = time.monotonic(), time.process_time()

    def attempt(self, data: bytes) -> str:
        """Try one input, and return the answer of the target, or the kind of the fault.

        Args:
            data: The input.
        """
        os.ftruncate(self._open, os.pwrite(self._open, data, 0))
        begun = time.process_time()
        try:
            with metered(len(data)):
                found = self._target.try_one(data)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - any error is a finding
            found = self._keep(data, error)
        taken = time.process_time() - begun
        self.slowest = max(self.slowest, (taken, len(data)))
        self.answers[found] += 1
        self.inputs += found != INVALID
        return found

    def close(self) -> None:
        """Print the result, and remove what is needed only while it runs."""
        say(f"done {self}")
        os.close(self._open)
        self._current.unlink()
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    def __str__(self) -> str:
        taken, used = time.monotonic() - self._started, time.process_time() - self._used
        seconds, size = self.slowest
        faults = f"{len(self.faults)} kinds of fault ({sum(self.faults.values()):,} inputs)"
        return (
            f"{self._target.name}: {self.inputs:,} inputs in {taken:,.0f} s ({used:,.0f} s of processor time), "
            f"{self.answers[INVALID]:,} more gave none, {len(self.answers):,} answers, "
            f"slowest {seconds:.2f} s for {size:,} bytes, {faults}"
        )

    def _keep(self, data: bytes, error: BaseException) -> str:
        kind = f"{_FAULT}: {type(error).__name__} in {_place(error.__traceback__)}"
        self.faults[kind] += 1
        if self.faults[kind] == 1:
            name = f"{type(error).__name__}-{hashlib.sha256(data).hexdigest()[:8]}"
            (self.folder / name).write_bytes(data)
            report = "".join(traceback.format_exception(error, limit=-_FRAMES))
            say(f"--- {self._target.name}: {kind}\n--- kept as {self.folder / name}\n{report[-_LONGEST:]}")
        return kind


def _place(trace: TracebackType | None) -> str:
    """Return the innermost line of newsclaims, or else of the target."""
    frames = traceback.extract_tb(trace)
    ours = [frame for frame in frames if _OURS.search(frame.filename) or "/fuzz/" in frame.filename]
    frame = ours[-1] if ours else frames[-1]
    return f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.name}"


def say(text: object) -> None:
    """Print a text at once, even into a file.

    Args:
        text: The text.
    """
    print(text, flush=True)  # noqa: T201
