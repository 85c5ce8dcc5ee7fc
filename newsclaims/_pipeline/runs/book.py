"""Keeps what a run has done: its journal, its results, its finished files and the file of failures."""

import contextlib
from collections import deque
from collections.abc import Iterator
from time import monotonic

from attrs import evolve

from ..._files.json_values import json_bytes
from ..._files.streams import file_errors, writing
from ..._model import ClaimSet
from ...serialisers.toolkit import claimset_to_record
from .failures import FailureLine, storable
from .finishing import Refused, write_file
from .growing_file import GrowingFile, checksum, file_checksum
from .items import Item, place_of
from .journal import Done, Finished, Line, encoded, lines, results_path
from .outputs import Output

__all__ = ["Book"]

_SYNC = 5.0
"""How much work a loss of power can cost, in seconds: the disk has everything that is older."""


class Book:
    """The files of a run, open to go on where they end; a context manager that closes them.

    Args:
        output: Where the run writes.
        done: How much of it is done.
        size: How many bytes of the journal count; the rest is cut off.

    Raises:
        FileError: If a file cannot be written, here and in each method.
    """

    def __init__(self, output: Output, done: Done, size: int) -> None:
        self.done = done
        self._output = output
        self._synced = monotonic()
        with contextlib.ExitStack() as stack:
            self._journal = stack.enter_context(contextlib.closing(GrowingFile(output.journal, size)))
            self._results = stack.enter_context(contextlib.closing(self._opened_results()))
            self._write_failures()
            stack.pop_all()

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_: object) -> None:
        self._results.close()
        self._journal.close()
        if self.done.whole:
            with contextlib.suppress(OSError):
                results_path(self._output.journal, len(self.done.files)).unlink()

    def lines(self) -> Iterator[Line]:
        """Yield the items that are done, in order."""
        yield from (line for _, line in lines(self._output.journal) if isinstance(line, Line))

    def keep(self, item: Item, claimset: ClaimSet) -> None:
        """Keep the claims of an article.

        Args:
            item: The article.
            claimset: Its claims.
        """
        result = json_bytes(claimset_to_record(claimset)) + b"\n"
        # First the result, then the line that counts it.
        self._results.add(result)
        check, end = checksum(result), self._results.size
        self._add(Line(item.index, item.id, item.digest, len(claimset), end, check))

    def keep_failure(self, item: Item, error: Exception) -> FailureLine:
        """Keep the failure of an item, and return its line in the file of failures.

        Args:
            item: The item.
            error: Why it failed.
        """
        failure = FailureLine.of(item.index, item.place, error)
        self._add(Line(item.index, item.id, item.digest, failure=failure))
        self._append(failure)
        return failure

    def finish_file(self, end: Finished | None = None) -> Finished:
        """Write the articles that wait to their file, and return its line in the journal.

        Args:
            end: What the line says of the end of the run, if the run is finished with this file.
        """
        self._sync()
        target = self._output.file(len(self.done.files))
        refused = write_file(results_path(self._output.journal, len(self.done.files)), target, self._output.serialiser)
        lost = sum(len(claimset) for claimset, _ in refused.values())
        with file_errors(str(target)):
            written, check = target.stat(), file_checksum(target)
        articles, claims = self.done.waiting - len(refused), self.done.waiting_claims - lost
        finished = evolve(
            end or Finished(None),
            file=storable(target.name),
            size=written.st_size,
            check=check,
            changed=written.st_mtime_ns,
            articles=articles,
            claims=claims,
            refused=self._failures(refused),
        )
        self._add(finished)
        self._journal.sync()
        for failure in finished.refused:
            self._append(failure)
        self._results.close()
        self._results = self._opened_results()
        return finished

    def finish(self, end: Finished) -> None:
        """Note that the whole run is finished, without a further file.

        Args:
            end: The line for its end.
        """
        self._add(end)
        self._sync()

    def _add(self, line: Line | Finished) -> None:
        self._journal.add(encoded(line))
        self.done.add(line)
        if monotonic() - self._synced > _SYNC:
            self._sync()

    def _sync(self) -> None:
        # In this order, so that the journal never counts a result that the disk does not have.
        self._results.sync()
        self._journal.sync()
        self._synced = monotonic()

    def _opened_results(self) -> GrowingFile:
        """Open the file with the results for the next file, and remove those of finished ones."""
        path = results_path(self._output.journal, len(self.done.files))
        with file_errors(str(self._output.folder)):
            for old in self._output.folder.glob("results-*.jsonl"):
                if old != path:
                    old.unlink()
        return GrowingFile(path, self.done.end)

    def _failures(self, refused: Refused) -> tuple[FailureLine, ...]:
        """Return the failures for articles that the format cannot write."""
        if not refused:
            return ()
        waiting = deque((line for line in self.lines() if line.failure is None), maxlen=self.done.waiting)
        return tuple(
            FailureLine.of(waiting[n].index, place_of(claimset.article), error)
            for n, (claimset, error) in refused.items()
        )

    def _write_failures(self) -> None:
        """Write the file of failures again from the journal, because its last line can be torn."""
        path = self._output.failures
        if not self.done.failed:
            with file_errors(str(path)):
                path.unlink(missing_ok=True)
            return
        with writing(path) as stream:
            for _, line in lines(self._output.journal):
                if isinstance(line, Finished):
                    stream.writelines(failure.line() for failure in line.refused)
                elif line.failure is not None:
                    stream.write(line.failure.line())

    def _append(self, failure: FailureLine) -> None:
        path = self._output.failures
        with file_errors(str(path)), path.open("ab") as stream:
            stream.write(failure.line())
