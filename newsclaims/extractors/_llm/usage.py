"""Counts what answers of a language model cost."""

import threading
from typing import TypeGuard

from attrs import evolve, field, frozen

__all__ = ["Spent", "Total", "Usage", "is_count"]

_MOST = 2**53
"""The largest count; JSON readers of other languages read larger numbers wrong."""


def is_count(value: object) -> TypeGuard[int]:
    """Return whether a value that others give is a count.

    Args:
        value: The value.
    """
    return type(value) is int and 0 <= value <= _MOST


@frozen(slots=True)
class Usage:
    """What answers cost.

    Args:
        requests: How many answers were asked for, without retries.
        retries: How many requests were sent again because the endpoint was busy or the connection broke.
        prompt_tokens: The tokens of the requests; None if the endpoint did not say it for all of them.
        completion_tokens: The tokens of the answers; None if the endpoint did not say it for all of them.
    """

    requests: int = 0
    retries: int = 0
    prompt_tokens: int | None = 0
    completion_tokens: int | None = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.requests + other.requests,
            self.retries + other.retries,
            _sum(self.prompt_tokens, other.prompt_tokens),
            _sum(self.completion_tokens, other.completion_tokens),
        )

    def as_dict(self) -> dict[str, int | None]:
        """Return the counts by their names."""
        return {
            "requests": self.requests,
            "retries": self.retries,
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
        }


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


@frozen(slots=True)
class Spent:
    """What an extractor has spent in this process.

    Args:
        usage: What its answers cost.
        cached: How many answers it had already, in its cache or from a batch that failed.
        seconds: How long its requests took together, waits included. Requests at the same time count each.
    """

    usage: Usage = field(factory=Usage)
    cached: int = 0
    seconds: float = 0.0


class Total:
    """A sum of what was spent, which threads share."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spent = Spent()

    def add(self, usage: Usage, seconds: float) -> None:
        """Add what an answer cost.

        Args:
            usage: The counts.
            seconds: How long it took.
        """
        with self._lock:
            now = self._spent
            self._spent = evolve(now, usage=now.usage + usage, seconds=now.seconds + seconds)

    def add_cached(self) -> None:
        """Count an answer that did not have to be asked for."""
        with self._lock:
            self._spent = evolve(self._spent, cached=self._spent.cached + 1)

    def as_dict(self) -> dict[str, int | float | None]:
        """Return the counts by their names."""
        with self._lock:
            spent = self._spent
        return {**spent.usage.as_dict(), "cached": spent.cached, "seconds": round(spent.seconds, 3)}
