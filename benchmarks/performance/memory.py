"""The peak memory of one article, each in a process of its own."""

from collections.abc import Iterator

from . import texts
from .fresh import in_fresh_process
from .rows import Effort, Row

__all__ = ["measure"]

_SECTION = "memory"


def measure(effort: Effort) -> Iterator[Row]:
    """Measure the peak memory of the import, and of articles of growing length.

    Args:
        effort: How much to measure.
    """
    bare = in_fresh_process(None, [], 0)["peak"]
    yield Row(_SECTION, "import newsclaims", bare, "MiB")
    lengths = effort.lengths[:: len(effort.lengths) - 1]
    for extractor in ("rules", "neural"):
        for length in lengths:
            peak = in_fresh_process(extractor, [texts.of_length(length)], 1)["peak"]
            yield Row(_SECTION, f"{extractor}, one article of {length:,} characters", peak, "MiB")
