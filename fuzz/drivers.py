"""What makes the inputs: chance alone, or atheris, which is led by the lines that an input reaches."""

import contextlib
import os
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from .guard import guarded
from .inputs import Inputs
from .mutation import dictionary_of
from .record import Record, say
from .target import Target

__all__ = ["Limits", "run_atheris", "run_plain"]

_REPORT = 30.0
"""Seconds between two reports."""


class Limits:
    """When a run ends, and when it is time for a report.

    Args:
        inputs: After how many inputs it ends.
        seconds: After how many seconds it ends.
    """

    def __init__(self, inputs: int, seconds: float) -> None:
        self._inputs, self._ends, self._reports = inputs, time.monotonic() + seconds, time.monotonic() + _REPORT

    def reached(self, record: Record) -> bool:
        """Say whether the run ends; if not, print a report now and then.

        Args:
            record: What happened so far.
        """
        now = time.monotonic()
        if record.inputs >= self._inputs or now > self._ends:
            return True
        if now > self._reports:
            self._reports = now + _REPORT
            say(record)
        return False


def run_plain(target: Target, record: Record, limits: Limits, seed: int, corpus: Path | None) -> None:
    """Try the seeds, then changed copies of them. An input with a new answer becomes a seed.

    Args:
        target: The target.
        record: Where the results go.
        limits: When it ends.
        seed: What chance begins with.
        corpus: A folder with more seeds.
    """
    inputs = Inputs(target, seed, _read_all(corpus))
    with guarded(record.folder):
        while not limits.reached(record):
            data = inputs.next()
            inputs.learn(data, record.attempt(data))


def run_atheris(target: Target, record: Record, limits: Limits, seed: int, corpus: Path | None) -> NoReturn:
    """Let atheris make the inputs; it keeps those that reach new lines in the corpus. The process ends with the run.

    Args:
        target: The target.
        record: Where the results go.
        limits: When it ends.
        seed: What chance begins with.
        corpus: The folder of the corpus; None for a temporary one.
    """
    atheris = import_module("atheris")
    with contextlib.ExitStack() as stack:
        folder = corpus or Path(stack.enter_context(tempfile.TemporaryDirectory())) / target.name
        arguments = [sys.argv[0], *_for_libfuzzer(target, seed, folder)]
        stack.enter_context(guarded(record.folder))

        def attempt(data: bytes) -> None:
            record.attempt(data)
            if limits.reached(record):
                record.close()
                stack.close()
                # It never returns by itself, and an error would look like a finding.
                os._exit(bool(record.faults))

        atheris.Setup(arguments, attempt)
        atheris.Fuzz()
    raise AssertionError


def _for_libfuzzer(target: Target, seed: int, corpus: Path) -> list[str]:
    """Write the seeds and the dictionary of a target, and return the options of libFuzzer."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(data)
    tokens = corpus.with_name(f"{target.name}.dict")
    tokens.write_text(dictionary_of(target.tokens()), encoding="ascii")
    limits = ("-timeout=120", "-rss_limit_mb=0", f"-max_len={target.largest}")
    return [f"-seed={seed + 1}", *limits, f"-dict={tokens}", str(corpus)]


def _read_all(corpus: Path | None) -> list[bytes]:
    if corpus is None or not corpus.is_dir():
        return []
    return [path.read_bytes() for path in sorted(corpus.iterdir()) if path.is_file()]
