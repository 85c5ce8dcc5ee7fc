"""How time and memory grow with the number of articles of a stream, each number in a process of its own."""

from collections.abc import Iterator, Sequence

from . import texts
from .fresh import in_fresh_process
from .ratios import exponent
from .rows import Effort, Row

__all__ = ["measure"]

_SECTION = "articles"
_MOST = 1.1
"""How much more memory the largest number may take than the one before it."""


def measure(effort: Effort) -> Iterator[Row]:
    """Measure streams of short articles.

    Args:
        effort: How much to measure.
    """
    short = texts.short_articles()
    each = texts.words(short) / len(short)
    for extractor in ("rules", "neural"):
        runs = [in_fresh_process(extractor, short, count) for count in effort.counts]
        power = exponent(effort.counts, [run["seconds"] for run in runs])
        yield Row(_SECTION, f"{extractor}: growth", power, "exponent", note=f"articles of {each:.0f} words")
        for count, run in zip(effort.counts, runs, strict=True):
            yield Row(_SECTION, f"{extractor}: {count:,} articles", 1e3 * run["seconds"] / count, "ms/article")
        yield from _memory(extractor, effort.counts, [run["peak"] for run in runs])
        runs = [in_fresh_process(extractor, short, count, workers=2) for count in effort.counts]
        yield from _memory(f"{extractor}, 2 workers", effort.counts, [run["peak"] + run["workers"] for run in runs])


def _memory(name: str, counts: Sequence[int], peaks: Sequence[float]) -> Iterator[Row]:
    """Yield the peak memory of streams, and how it grows from the second largest to the largest."""
    for count, peak in zip(counts, peaks, strict=True):
        yield Row(_SECTION, f"{name}: peak at {count:,}", peak, "MiB")
    grown = f"{name}: peak at {counts[-1]:,} by that at {counts[-2]:,}"
    yield Row(_SECTION, grown, peaks[-1] / peaks[-2], "times", most=_MOST)
