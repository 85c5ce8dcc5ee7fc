"""What is logged in a worker process reaches the loggers of its parent."""

import functools
import logging
import os
import pickle

import pytest
from pipeline.given import FAIL, TEXT, scripted

from newsclaims._pipeline.logs_of_workers import Levels, Logged, logged_in_worker

_WARN = 'import logging; logging.getLogger("plugin").warning("page %d of %s", 3, "ferry")'


def test_messages_of_workers_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Messages of a plug-in and of newsclaims in a worker are logged in the parent, from its levels on."""
    caplog.set_level(logging.DEBUG, logger="newsclaims")
    pipeline = scripted(reactions={"WARN": functools.partial(exec, _WARN)})
    assert len(list(pipeline.stream(["WARN", TEXT], workers=2))) == 2
    assert [one.getMessage() for one in caplog.records if one.name == "plugin"] == ["page 3 of ferry"]
    batches = [one for one in caplog.records if one.getMessage().startswith("batch from number")]
    assert len(batches) == 2
    assert os.getpid() not in {one.process for one in batches}


def test_records_are_plain() -> None:
    """Records have their messages and tracebacks as text, and can be pickled whatever a plug-in adds to them."""
    with logged_in_worker(Levels(logging.INFO, logging.INFO)) as records:
        try:
            FAIL()
        except ZeroDivisionError:
            logging.getLogger("plugin").exception("lost %s", "it", extra={"odd": lambda: None})
        logging.getLogger("plugin").debug("not heard")
    [record] = pickle.loads(pickle.dumps(Logged([], tuple(records)))).records
    assert record.getMessage().startswith("lost it\nTraceback")
    assert (record.args, record.exc_info) == (None, None)


def test_levels_are_left_as_they_were() -> None:
    """The loggers of the process have their levels and handlers again."""
    root, ours = logging.getLogger(), logging.getLogger("newsclaims")
    before = root.level, ours.level, list(root.handlers)
    with logged_in_worker(Levels(logging.DEBUG, logging.DEBUG)):
        assert ours.isEnabledFor(logging.DEBUG)
    assert (root.level, ours.level, list(root.handlers)) == before


def test_the_parent_decides_what_it_hears(caplog: pytest.LogCaptureFixture) -> None:
    """A record below the level of the parent's logger is not handled."""
    quiet = logging.makeLogRecord({"name": "plugin", "levelno": logging.INFO, "msg": "quiet"})
    caplog.set_level(logging.WARNING, logger="plugin")
    Logged([], (quiet,)).log()
    assert not caplog.records
