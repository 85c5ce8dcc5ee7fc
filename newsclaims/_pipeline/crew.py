"""The worker processes of a stream, and the batches that they have; survives a worker that dies.

A batch is given to one worker, and a worker answers in order. So if a worker dies, the batch that it was working on is
known: its articles are run again one by one, and only the one that ends a process again fails.
"""

import os
import pickle
from collections import deque

from attrs import define, field, frozen

from .._logs import logger
from .._model import Article
from .._processes import Died, Worker, ended, killed, wait
from ..errors import WorkerError
from .logs_of_workers import Logged
from .stream import Batch, Failure, Result

__all__ = ["Crew"]

_log = logger(__name__)

_GIVEN = 2
"""How many batches a worker has at the same time: one that it works on and one that waits."""
_AHEAD = 3
"""How many batches for each worker are read and not delivered. So others go on while one works on a long batch."""
_FALSE_STARTS = 3
"""How many workers in a row may die before they are ready, if one was ready before."""
_CHECKED = 0.1
"""The longest wait for an answer, in seconds."""
_DIED = (
    "the worker process died while it worked on this article. The other articles of its batch were run again. "
    "Look for a crash in native code or a lack of memory."
)
_NO_START = (
    "worker processes do not start. A script must be a file and call stream(..., workers=2) under "
    "`if __name__ == '__main__':`. Otherwise use workers=1."
)
_FORKED = "this stream belongs to another process, of which this one is a fork. Begin a new stream here."


@define(eq=False)
class _Job:
    """A batch that was read and not delivered.

    Args:
        batch: The batch.
        retried: Whether a worker has died with it.
        results: Its results, when they are there.
    """

    batch: Batch
    retried: bool = False
    results: list[Result] | None = None

    @property
    def articles(self) -> list[tuple[int, Article]]:
        """The articles of the batch, without inputs that are not articles."""
        return [(index, given) for index, given in self.batch if isinstance(given, Article)]

    def finish(self, results: list[Result]) -> None:
        """Set the results of its articles."""
        found = iter(results)
        self.results = [next(found) if isinstance(given, Article) else given for _, given in self.batch]


@frozen(eq=False)
class _Hand:
    """A worker, with the batches that it was given and has not answered, in order."""

    worker: Worker
    jobs: deque[_Job] = field(factory=deque)


class Crew:
    """Some worker processes that do the same work.

    Args:
        work: The work: a pickled callable that returns the pickled results of a pickled batch of articles.
        most: The largest number of processes; they are started when there is work for them.
    """

    def __init__(self, work: bytes, most: int) -> None:
        self._work = work
        self._most = most
        self._process = os.getpid()
        self._hands: list[_Hand] = []
        self._read: list[_Job] = []
        """What was read and not delivered, in order."""
        self._waiting: deque[_Job] = deque()
        """What was not given to a worker."""
        self._proven, self._false_starts = False, 0

    @property
    def is_busy(self) -> bool:
        """Whether a batch was not delivered yet."""
        return bool(self._read)

    @property
    def has_room(self) -> bool:
        """Whether a worker could have another batch, and not too many were read ahead."""
        free = len(self._hands) < self._most or any(len(hand.jobs) < _GIVEN for hand in self._hands)
        return free and not self._waiting and len(self._read) < _AHEAD * self._most

    def take(self, batch: Batch) -> None:
        """Take a batch, and give it to a worker.

        Args:
            batch: The batch.
        """
        job = _Job(batch)
        self._read.append(job)
        if job.articles:
            self._waiting.append(job)
            self._hand_out()
        else:
            job.finish([])

    def delivered(self) -> list[Result] | None:
        """Return the results of the next batch in order, or None if they are not there yet."""
        if not self._read or self._read[0].results is None:
            return None
        return self._read.pop(0).results

    def collect(self) -> None:
        """Take the answers that have come, and replace workers that have died.

        Raises:
            WorkerError: If workers do not start.
        """
        if os.getpid() != self._process:
            raise WorkerError(_FORKED)
        for hand in tuple(self._hands):
            try:
                while self._has_answered(hand):
                    pass
            except Died:
                self._bury(hand)
        self._hand_out()

    def wait(self) -> None:
        """Wait until a worker has an answer or has died, or for a moment."""
        wait([hand.worker for hand in self._hands], _CHECKED)

    def finish(self) -> None:
        """Let the workers end by themselves; they have nothing to do."""
        ended([hand.worker for hand in self._hands])
        self._hands.clear()

    def stop(self) -> None:
        """End the workers at once."""
        # In a fork of the process, they are the workers of another process.
        if os.getpid() == self._process:
            killed([hand.worker for hand in self._hands])
            self._hands.clear()

    def _hand_out(self) -> None:
        """Give batches that wait to the workers that have the fewest; start a worker before any has two."""
        while self._waiting:
            hand = min(self._hands, key=lambda hand: len(hand.jobs), default=None)
            if (hand is None or hand.jobs) and len(self._hands) < self._most:
                hand = _Hand(Worker(self._work))
                self._hands.append(hand)
                _log.info("started a worker process, in all: %d", len(self._hands))
            if hand is None or len(hand.jobs) >= _GIVEN:
                return
            job = self._waiting.popleft()
            hand.jobs.append(job)
            hand.worker.send(pickle.dumps(job.articles))

    def _has_answered(self, hand: _Hand) -> bool:
        """Take an answer of a worker; return whether there was one."""
        if not hand.worker.ready:
            return self._has_loaded(hand.worker)
        answer = hand.worker.receive()
        if answer is None:
            return False
        logged: Logged = pickle.loads(answer)  # noqa: S301 - our own bytes, from our own process
        logged.log()
        hand.jobs.popleft().finish(logged.results)
        return True

    def _has_loaded(self, worker: Worker) -> bool:
        """Take the first answer of a worker, which says whether it could load the work."""
        reason = worker.loaded()
        if reason:
            hint = "Define its plug-ins in a module that can be imported, or use workers=1."
            raise WorkerError(f"the pipeline cannot be loaded in a worker ({reason}). {hint}")
        if worker.ready:
            self._proven, self._false_starts = True, 0
        return worker.ready

    def _bury(self, hand: _Hand) -> None:
        """Let go of a worker that has died, and take back what it was given."""
        killed([hand.worker])
        self._hands.remove(hand)
        if hand.worker.ready and hand.jobs:
            begun = hand.jobs.popleft()
            self._waiting.extendleft(reversed(hand.jobs))
            self._again(begun)
            return
        self._waiting.extendleft(reversed(hand.jobs))
        if not hand.worker.ready:
            self._false_starts += 1
            if not self._proven or self._false_starts >= _FALSE_STARTS:
                raise WorkerError(_NO_START)
        _log.warning("a worker process died before it began to work")

    def _again(self, job: _Job) -> None:
        """Run the articles of a batch again, one by one; an article that was alone fails."""
        first, articles = job.batch[0][0], len(job.batch)
        if job.retried:
            _log.warning("a worker process died again with article number %d", first)
            job.finish([Failure(index, article.id, WorkerError(_DIED)) for index, article in job.articles])
            return
        _log.warning("a worker process died; its articles, from number %d, are run again: %d", first, articles)
        place = self._read.index(job)
        alone = [_Job([given], retried=True) for given in job.batch]
        self._read[place : place + 1] = alone
        for one in alone:
            if not one.articles:
                one.finish([])
        self._waiting.extendleft(one for one in reversed(alone) if one.articles)
