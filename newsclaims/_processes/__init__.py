"""Worker processes that answer one task after another, and can be ended at any moment.

Python's own pool does not say which task a process was working on when it died, and waits for running tasks at its end.
Tasks and answers are bytes here, so nothing here knows of articles.
"""

from .worker import Died, Worker, ended, killed, wait

__all__ = ["Died", "Worker", "ended", "killed", "wait"]
