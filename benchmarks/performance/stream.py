"""How time and memory grow with the number of articles of a stream, each number in a process of its own."""

from collections.abc import Iterator

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
        for count, run in zip(effort.counts, runs, strict=True):
            yield Row(_SECTION, f"{extractor}: peak at {count:,}", run["peak"], "MiB")
        grown = runs[-1]["peak"] / runs[-2]["peak"]
        name = f"{extractor}: peak at {effort.counts[-1]:,} by that at {effort.counts[-2]:,}"
        yield Row(_SECTION, name, grown, "times", most=_MOST)
