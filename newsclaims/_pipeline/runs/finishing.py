"""Writes the results of a run, which are saved as JSON Lines, to a finished file in any format."""

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..._files.streams import file_errors, reading, writing
from ..._interrupts import raise_if_interrupt
from ..._model import ClaimSet
from ...errors import MissingExtraError
from ...serialisers import Serialiser, dump, load
from ...serialisers._jsonl_format import JsonlSerialiser

__all__ = ["Refused", "write_file"]

_SAVED = "jsonl"
Refused = Mapping[int, tuple[ClaimSet, Exception]]
"""The claim sets that a format cannot write, each with its place in the file of results and the reason."""


def write_file(results: Path, target: Path, serialiser: Serialiser) -> Refused:
    """Write a file in one step, and wait until the disk has it. Return the claim sets that the format cannot write.

    Args:
        results: The claim sets, as JSON Lines.
        target: The file.
        serialiser: The format.

    Raises:
        FileError: If the file cannot be written.
    """
    refused: Refused = {}
    if type(serialiser) is JsonlSerialiser:
        with reading(results) as source, writing(target) as stream:
            shutil.copyfileobj(source, stream)
    else:
        try:
            dump(load(results, format=_SAVED), target, format=serialiser)
        except (OSError, MissingExtraError):
            raise
        except Exception:
            refused = _refused(results, serialiser)
            if not refused:
                raise
            rest = (one for n, one in enumerate(load(results, format=_SAVED)) if n not in refused)
            dump(rest, target, format=serialiser)
    _sync(target)
    return refused


def _refused(results: Path, serialiser: Serialiser) -> Refused:
    """Write each claim set on its own, and return those that raise an error."""
    found: dict[int, tuple[ClaimSet, Exception]] = {}
    handled = sys.exception()
    for n, claimset in enumerate(load(results, format=_SAVED)):
        try:
            dump(claimset, io.BytesIO(), format=serialiser)
        except Exception as error:  # noqa: BLE001 - of a plug-in
            raise_if_interrupt(error, handled)
            found[n] = claimset, error
    return found


def _sync(target: Path) -> None:
    """Wait until the disk has a file and its name."""
    with file_errors(str(target)), _opened(target, os.O_RDWR) as file:
        os.fsync(file)
    # Only some systems can open a folder.
    with contextlib.suppress(OSError), _opened(target.parent, os.O_RDONLY) as folder:
        os.fsync(folder)


@contextlib.contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    file = os.open(path, flags)
    try:
        yield file
    finally:
        os.close(file)
