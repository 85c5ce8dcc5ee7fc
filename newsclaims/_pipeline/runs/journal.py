"""The journal of a run: a file that grows by a line for each item that is done and each file that is finished.

Its first line has the settings. The results of the file that is not finished yet are beside it, as JSON Lines, and the
journal has the offset and the checksum of each. A process can end at any moment, so a journal counts only up to the
first line that is torn, or whose result is not whole.
"""

import json
from collections.abc import Iterator, Mapping
from copy import copy
from pathlib import Path
from typing import Any

from attrs import asdict, define, field, frozen
from attrs.validators import instance_of, optional

from ..._files.json_values import json_bytes
from ..._files.streams import writing
from .failures import FailureLine
from .growing_file import checksum, file_checksum, whole_lines
from .items import Item

__all__ = ["Done", "Finished", "Head", "Line", "begin", "encoded", "head", "lines", "recovered", "results_path"]

_VERSION = 1


@frozen(slots=True)
class Head:
    """The first line of the journal.

    Args:
        suffix: The suffix of the files that the run writes.
        settings: The settings that the output depends on.
        journal: The version of the journal.
    """

    suffix: str = field(validator=instance_of(str))
    settings: Mapping[str, Any] = field(validator=instance_of(dict))
    journal: int = _VERSION


@frozen(slots=True)
class Line:
    """A line of the journal for an item that is done.

    Args:
        index: The place of the item in the input, from 0.
        id: The id of the article, if it could be read.
        digest: The digest of what was read.
        claims: How many claims were found.
        end: Where its result ends in the file of results.
        check: The checksum of its result.
        failure: Why there is no result, if it failed.
    """

    index: int = field(validator=instance_of(int))
    id: str | None = field(validator=optional(instance_of(str)))
    digest: str = field(validator=instance_of(str))
    claims: int = field(default=0, validator=instance_of(int))
    end: int = field(default=0, validator=instance_of(int))
    check: int = field(default=0, validator=instance_of(int))
    failure: FailureLine | None = None

    def is_of(self, item: Item) -> bool:
        """Return whether an item is the one that was done.

        Args:
            item: The item.
        """
        return (self.index, self.id, self.digest) == (item.index, item.id, item.digest)


@frozen(slots=True)
class Finished:
    """A line of the journal for a file that is finished, or for the end of the run.

    Args:
        file: The file's name; None at the end of a run without a further file.
        size: Its size in bytes.
        check: The checksum of its bytes.
        changed: When it was written, in nanoseconds.
        articles: How many articles are in it.
        claims: How many claims they have.
        refused: The articles that the format could not write.
        last: Whether the whole run is finished.
        inputs: The names of what was read, if the whole run is finished and they are known.
        skipped: How much was skipped in the whole run.
    """

    file: str | None = field(validator=optional(instance_of(str)))
    size: int = field(default=0, validator=instance_of(int))
    articles: int = field(default=0, validator=instance_of(int))
    claims: int = field(default=0, validator=instance_of(int))
    refused: tuple[FailureLine, ...] = ()
    last: bool = field(default=False, validator=instance_of(bool))
    inputs: tuple[str, ...] = ()
    skipped: int = field(default=0, validator=instance_of(int))
    check: int = field(default=0, validator=instance_of(int))
    changed: int = field(default=0, validator=instance_of(int))

    def is_of(self, path: Path) -> bool:
        """Return whether a file is as the run has written it; its bytes are read only if its time is another.

        Args:
            path: The file.
        """
        found = path.stat()
        if found.st_size != self.size:
            return False
        return found.st_mtime_ns == self.changed or file_checksum(path) == self.check


@define(slots=True)
class Done:
    """How much of a run is done.

    Args:
        items: How many items of the input.
        read: How many of them are articles.
        articles: How many articles are in finished files.
        claims: How many claims are in finished files.
        failed: How many items failed.
        files: The finished files.
        waiting: How many articles wait for their file to be finished.
        waiting_claims: How many claims these have.
        end: Where their results end.
        whole: Whether the run is finished.
        inputs: The names of what was read, if it is finished and they are known.
        skipped: How much was skipped, if it is finished.
    """

    items: int = 0
    read: int = 0
    articles: int = 0
    claims: int = 0
    failed: int = 0
    files: tuple[Finished, ...] = ()
    waiting: int = 0
    waiting_claims: int = 0
    end: int = 0
    whole: bool = False
    inputs: tuple[str, ...] = ()
    skipped: int = 0

    def add(self, line: Line | Finished) -> None:
        """Count a line of the journal.

        Args:
            line: The line.
        """
        if isinstance(line, Line):
            self.items += 1
            # What a file of failures names, and the input does not have, has an id but no digest.
            self.read += line.id is not None and line.digest != ""
            if line.failure is not None:
                self.failed += 1
            else:
                self.waiting += 1
                self.waiting_claims += line.claims
                self.end = line.end
        else:
            self.files += (line,) if line.file is not None else ()
            self.whole, self.inputs, self.skipped = line.last, line.inputs, line.skipped
            self.articles += line.articles
            self.claims += line.claims
            self.failed += len(line.refused)
            self.waiting = self.waiting_claims = self.end = 0


def begin(path: Path, first: Head) -> None:
    """Make a new journal, with its first line, in one step.

    Args:
        path: The journal.
        first: Its first line.
    """
    with writing(path) as stream:
        stream.write(encoded(first))


def head(path: Path) -> Head | None:
    """Return the first line of a journal; None if there is no journal, or none of this version.

    Args:
        path: The journal.
    """
    found = _decoded(next(whole_lines(path), b""), Head)
    return found if isinstance(found, Head) and found.journal == _VERSION else None


def lines(path: Path, start: int | None = None) -> Iterator[tuple[int, Line | Finished]]:
    """Yield the lines after the first, each with the offset of its end, up to the first that is not whole.

    Args:
        path: The journal.
        start: The offset of the line to begin with; None for the second.
    """
    end = len(next(whole_lines(path), b"")) if start is None else start
    for data in whole_lines(path, end):
        line = _decoded(data, Line) or _decoded(data, Finished)
        if not isinstance(line, (Line, Finished)):
            return
        end += len(data)
        yield end, line


def recovered(path: Path) -> tuple[Done, int]:
    """Return how much of a run is done, and how many bytes of its journal count.

    Args:
        path: The journal; the files of results are in the same folder.
    """
    settled = Done(), len(next(whole_lines(path), b""))
    done = copy(settled[0])
    for end, line in lines(path):
        done.add(line)
        if isinstance(line, Finished):
            settled = copy(done), end
    done, size = settled
    found = whole_lines(results_path(path, len(done.files)))
    for end, line in lines(path, size):
        if isinstance(line, Line) and line.failure is None:
            result = next(found, b"")
            if done.end + len(result) != line.end or checksum(result) != line.check:
                break
        done.add(line)
        size = end
    return done, size


def results_path(path: Path, number: int) -> Path:
    """Return the file with the results for a file that is not finished.

    Args:
        path: The journal.
        number: The number of the file that is not finished, from 0.
    """
    return path.with_name(f"results-{number:05}.jsonl")


def encoded(line: Head | Line | Finished) -> bytes:
    """Return a line of the journal as JSON.

    Args:
        line: The line.
    """
    return json_bytes(asdict(line)) + b"\n"


def _decoded(data: bytes, kind: type[Head] | type[Line] | type[Finished]) -> Head | Line | Finished | None:
    """Return a line of one kind; None if it is not one."""
    try:
        values = json.loads(data)
        if kind is Line and values["failure"] is not None:
            values["failure"] = FailureLine(**values["failure"])
        if kind is Finished:
            values["refused"] = tuple(FailureLine(**one) for one in values["refused"])
            values["inputs"] = tuple(values["inputs"])
        return kind(**values)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
