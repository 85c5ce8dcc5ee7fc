"""Remembers whether an endpoint works, so that nobody waits for each article for one that does not."""

import threading

from .endpoint import AskingError, GivenUpError

__all__ = ["Health"]

_MOST = 5
"""After how many failures in a row no question is asked."""


class Health:
    """The failures of an endpoint in a row, which threads share.

    Only failures that other questions would have too are counted, such as a broken connection.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._reason = ""
        self._can_try = False

    def begin(self) -> None:
        """Let one question through, even if the endpoint did not work before: its server can run again by now."""
        with self._lock:
            self._can_try = True

    def check(self) -> None:
        """Refuse a question if the endpoint does not work.

        Raises:
            GivenUpError: If the question must not be asked.
        """
        with self._lock:
            if self._failures >= _MOST and not self._can_try:
                raise GivenUpError(self._reason)
            self._can_try = False

    def answered(self) -> None:
        """Note that the endpoint works."""
        with self._lock:
            self._failures = 0

    def failed(self, error: AskingError) -> AskingError:
        """Note a failure, and return the error to raise: another one if there were too many.

        Args:
            error: The failure.
        """
        if not error.general:
            return error
        with self._lock:
            if isinstance(error, GivenUpError):
                self._failures, self._reason = _MOST, error.reason
                return error
            self._failures += 1
            self._reason = f"{error.reason} It failed {self._failures} times in a row."
            return error if self._failures < _MOST else GivenUpError(self._reason, error.retries)
