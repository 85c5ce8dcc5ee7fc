"""What texts cost that were made to be slow: the worst shapes of `growth.py`, which measures each of them."""

from collections.abc import Iterator

import growth

from .rows import Effort, Row

__all__ = ["measure"]


def measure(effort: Effort) -> Iterator[Row]:
    """Measure hostile texts; the default extractor only with the largest effort, because it takes long.

    Args:
        effort: How much to measure.
    """
    yield from growth.rows(quick=effort.name == "quick", neural=effort.name == "full")
