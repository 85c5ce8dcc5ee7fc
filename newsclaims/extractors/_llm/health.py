"""Remembers whether an endpoint works, so that a run does not wait for one that is down again for each article."""

import threading
from collections.abc import Callable
from time import monotonic

from .endpoint import AskingError

__all__ = ["Health"]

_MOST = 5
"""After how many failures in a row questions fail at once."""
_PAUSE = 30.0
"""After how many seconds one of them is asked again."""


class Health:
    """The failures of an endpoint in a row, which threads share.

    Only failures that other questions would have too are counted, such as a wrong key.

    Args:
        clock: Returns the time in seconds.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._reason = ""
        self._next = 0.0
        """When the next question can be asked, if there were too many failures."""

    def check(self) -> None:
        """Refuse a question while the endpoint does not work; from time to time one is let through.

        Raises:
            AskingError: If the question must not be asked now.
        """
        with self._lock:
            if self._failures < _MOST:
                return
            if self._clock() >= self._next:
                self._next = self._clock() + _PAUSE
                return
            reason = (
                f"the endpoint was not asked, because it failed {self._failures} times in a row. "
                f"Its last failure: {self._reason} It is asked again after {_PAUSE:g} seconds."
            )
        raise AskingError(reason)

    def answered(self) -> None:
        """Note that the endpoint works."""
        with self._lock:
            self._failures = 0

    def failed(self, error: AskingError) -> None:
        """Note a failure.

        Args:
            error: The failure.
        """
        if not error.general:
            return
        with self._lock:
            self._failures += 1
            self._reason = error.reason
            self._next = self._clock() + _PAUSE
