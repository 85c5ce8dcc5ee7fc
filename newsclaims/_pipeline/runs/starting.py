"""Begins a run, or finds out where an earlier process stopped and whether this one can go on there."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..._files.streams import file_errors
from ...errors import FileError, InvalidValueError
from .book import Book
from .growing_file import whole_lines
from .items import Item
from .journal import Done, Head, begin, head, recovered
from .outputs import Output
from .settings import differences

__all__ = ["pass_done", "remove", "started"]

_IN_THE_WAY = "it exists, and no run that can go on has written it. Name another output, or remove it first."
_MOST = 3
"""How many names of inputs a message has."""
_AGAIN = "Or begin again with restart=True (--restart on the command line), which removes what the run has written."


def started(output: Output, settings: Mapping[str, Any], inputs: tuple[str, ...], *, restart: bool) -> tuple[Done, int]:
    """Return how much of a run is done, and how many bytes of its journal count; begin the run if none is there.

    Args:
        output: Where the run writes.
        settings: The settings that its output depends on.
        inputs: The names of what is read, if they are known.
        restart: Whether to remove what an earlier run has written.

    Raises:
        InvalidValueError: If a run with other settings is there, or a finished one of other inputs.
        FileError: If something else is in the place of the output, or files of the run are missing or changed.
    """
    first = head(output.journal)
    if first is None and not restart and next(whole_lines(output.journal), None) is not None:
        raise FileError(
            str(output.journal), f"it is damaged, or another version of newsclaims has written it. {_AGAIN}"
        )
    done, size = recovered(output.journal) if first is not None else (Done(), 0)
    # Without a journal, what is in the place of the output is not of a run.
    if restart and output.journal.exists():
        remove(output, _written(output, first, done))
    elif first is not None and done.items:
        _check_inputs(output, done.inputs, inputs)
        if changed := differences(first.settings, settings):
            raise InvalidValueError(
                f"{output.place}: the run that is there has other settings ({changed}). "
                f"Go on with the same settings, or name another output. {_AGAIN}"
            )
        _check_files(output, done)
        return done, size
    elif (other := next(output.others(), None)) is not None:
        raise FileError(str(other), _IN_THE_WAY)
    begin(output.journal, Head(output.suffix, settings))
    return recovered(output.journal)


def pass_done(items: Iterator[Item], book: Book) -> None:
    """Read the items that are done again, and check that they are the same.

    Args:
        items: The input.
        book: The files of the run.

    Raises:
        InvalidValueError: If the input has changed.
    """
    for line in book.lines():
        item = next(items, None)
        if item is not None and line.is_of(item):
            continue
        was = _named(line.id, line.index)
        if item is None:
            reason = f"it ends before {was}, which is done already"
        elif item.id == line.id and item.index == line.index:
            reason = f"{was} is not the same as before"
        else:
            reason = f"where {was} was, there is now {_named(item.id, item.index)}"
        raise InvalidValueError(f"the input has changed since the run began: {reason}. Give the same input. {_AGAIN}")


def _named(article: str | None, index: int) -> str:
    name = "something that cannot be read" if article is None else f"article {article!r}"
    return f"{name} (number {index} of the input, from 0)"


def _check_inputs(output: Output, before: tuple[str, ...], now: tuple[str, ...]) -> None:
    """Refuse to take a finished run for one of inputs with other names; an unfinished run has none."""
    old, new = (list(map(os.path.normpath, names)) for names in (before, now))
    if not before or not now or old == new:
        return
    gone, more = [name for name in old if name not in new], [name for name in new if name not in old]
    changes = {"not now": gone, "only now": more}
    words = [f"{what}: {_listed(names)}" for what, names in changes.items() if names] or ["in another order"]
    raise InvalidValueError(
        f"{output.place}: the run that is there is finished, and it read other inputs ({'; '.join(words)}). "
        f"Name another output. {_AGAIN}"
    )


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:_MOST])
    return f"{shown} and {len(names) - _MOST:,} more" if len(names) > _MOST else shown


def _check_files(output: Output, done: Done) -> None:
    """Refuse to go on if a finished file is not there, or has changed."""
    for number, finished in enumerate(done.files):
        path = output.file(number)
        with file_errors(str(path)):
            reason = "it is missing" if not path.is_file() else "" if finished.is_of(path) else "it has changed"
        if reason:
            raise FileError(str(path), f"{reason} since the run wrote it. Put it back. {_AGAIN}")


def remove(output: Output, files: Iterable[Path] = ()) -> None:
    """Remove what a run has written. The journal is the last, because without it nothing is known to be of the run.

    Args:
        output: Where the run writes.
        files: Its files.

    Raises:
        FileError: If something cannot be removed.
    """
    results = output.folder.glob("results-*.jsonl")
    with file_errors(str(output.place)):
        for path in (*files, output.failures, *results, output.journal):
            path.unlink(missing_ok=True)


def _written(output: Output, first: Head | None, done: Done) -> list[Path]:
    """Return the files of an earlier run; refuse others that are in the way of a new one."""
    if first is None:
        files = []
    else:
        # A run that was killed can have written one more file than its journal has.
        files = [output.file(number, first.suffix) for number in range(len(done.files) + (not done.whole))]
    other = next((path for path in output.others() if path not in files), None)
    if other is not None:
        raise FileError(str(other), _IN_THE_WAY)
    return files
