"""Makes inputs by chance: the seeds of a target first, then changed copies of them."""

import random
from collections.abc import Iterable

from .laws import INVALID
from .mutation import Mutator
from .target import Target

__all__ = ["Inputs"]

_POOL = 2_000
"""How many inputs are kept because their answer was new."""
_FROM_POOL = 0.5
"""The share of the inputs that are made from these."""


class Inputs:
    """Inputs for a target; equal seeds and answers give equal inputs.

    Args:
        target: The target.
        seed: What chance begins with.
        more: Inputs to begin with, besides those of the target.
    """

    def __init__(self, target: Target, seed: int, more: Iterable[bytes] = ()) -> None:
        self._target = target
        self._chance = random.Random(seed)  # noqa: S311 - no secret
        self._mutator = Mutator(self._chance, target.tokens(), target.largest)
        self._first = [*target.seeds(), *more]
        self._tried = 0
        self._known: set[str] = set()
        self._pool: list[bytes] = []

    def next(self) -> bytes:
        """Return the next input."""
        if self._tried < len(self._first):
            self._tried += 1
            return self._first[self._tried - 1]
        from_pool = bool(self._pool) and self._chance.random() < _FROM_POOL
        if self._target.drawn and not from_pool:
            # Hypothesis draws from any bytes.
            return self._chance.randbytes(self._target.largest)
        data = self._chance.choice(self._pool if from_pool else self._first)
        return self._mutator.mutated(data, self._chance.choice(self._first))

    def learn(self, data: bytes, answer: str) -> None:
        """Keep an input whose answer is new, so that others are made from it.

        Args:
            data: The input.
            answer: The answer.
        """
        if answer not in self._known and answer != INVALID and len(self._pool) < _POOL:
            self._known.add(answer)
            self._pool.append(data)
