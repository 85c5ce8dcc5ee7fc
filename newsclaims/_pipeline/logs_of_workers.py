"""Sends what is logged in a worker process to the loggers of its parent, beside the results of the batch."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue

from attrs import frozen

from .stream import Result

__all__ = ["Levels", "Logged", "logged_in_worker"]

_OURS = __name__.partition(".")[0]
_PLAIN = (str, int, float, type(None))


@frozen(slots=True)
class Levels:
    """The levels from which a process logs.

    Args:
        root: The level of the root logger, which plug-ins have.
        ours: The level of this package.
    """

    root: int
    ours: int

    @classmethod
    def of_this_process(cls) -> "Levels":
        """Return the levels of the process that calls this."""
        return cls(logging.getLogger().getEffectiveLevel(), logging.getLogger(_OURS).getEffectiveLevel())


@frozen(slots=True)
class Logged:
    """The results of a batch, and what was logged meanwhile.

    Args:
        results: The results.
        records: The records, in order, which can be pickled.
    """

    results: list[Result]
    records: tuple[logging.LogRecord, ...]

    def log(self) -> None:
        """Pass the records to the loggers of this process."""
        for record in self.records:
            logger = logging.getLogger(record.name)
            if logger.isEnabledFor(record.levelno):
                logger.handle(record)


@contextmanager
def logged_in_worker(levels: Levels) -> Iterator[list[logging.LogRecord]]:
    """Collect what a worker process logs, as a context; at its end, the list has the records.

    Args:
        levels: The levels of its parent.
    """
    # Imported in workers only, because it takes longer than logging itself.
    from logging.handlers import QueueHandler

    waiting: SimpleQueue[logging.LogRecord] = SimpleQueue()
    handler, records = QueueHandler(waiting), list[logging.LogRecord]()
    loggers = {logging.getLogger(): levels.root, logging.getLogger(_OURS): levels.ours}
    before = {logger: logger.level for logger in loggers}
    for logger, level in loggers.items():
        logger.setLevel(level)
    logging.getLogger().addHandler(handler)
    try:
        yield records
    finally:
        logging.getLogger().removeHandler(handler)
        for logger, level in before.items():
            logger.setLevel(level)
        while not waiting.empty():
            records.append(_plain(waiting.get()))


def _plain(record: logging.LogRecord) -> logging.LogRecord:
    """Return a record without what a plug-in has added to it, if that may not pickle."""
    return logging.makeLogRecord({name: value for name, value in vars(record).items() if isinstance(value, _PLAIN)})
