"""What hostile texts cost to write and to read back in each format, relative to prose of the same length and claims.

A shape of which a format writes more than of prose is compared by the bytes that it writes.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import hostile

from newsclaims import Article, Attribution, ClaimSet, Pipeline
from newsclaims import _plugins as plugins
from newsclaims.errors import MissingExtraError, NewsClaimsError, WriteOnlyError
from newsclaims.serialisers import dump, load

from .clocks import in_turn
from .rows import Effort, Row

__all__ = ["measure"]

_SECTION = "formats"
_MOST = 3.0
_PROSE = "prose"
_EVERY = 500
"""The number of characters for each claim."""
_ROUNDS = 3
_SHAPES = (
    "straight marks",
    "alternating marks",
    "newlines",
    "carriage returns",
    "tabs",
    "letters on lines",
    "commas",
    "semicolons",
    "one huge word",
    "combining towers",
    "bidi controls",
    "emoji",
    "brackets",
    "tags, open",
    "entities",
    "stars",
    "list items",
    "control characters",
)
"""Shapes that matter to a format: characters that it escapes, and texts with many lines or words, or few."""


def measure(effort: Effort) -> Iterator[Row]:
    """Measure each format, and give the worst shape of each.

    Args:
        effort: How much to measure.
    """
    length = min(100_000, max(effort.lengths) // 4)
    texts = {name: hostile.SHAPES[name](length) for name in _SHAPES if name in hostile.SHAPES}
    claimsets = {name: _claimset(text) for name, text in {_PROSE: hostile.prose(length), **texts}.items()}
    for name in plugins.names("serialiser"):
        try:
            yield _row(name, claimsets)
        except MissingExtraError as error:
            yield Row(_SECTION, name, None, "times prose", note=str(error))


def _row(name: str, claimsets: dict[str, ClaimSet]) -> Row:
    """Return the row of a format."""
    sizes = {shape: _write_and_read(one, name) for shape, one in claimsets.items()}
    taken = {shape: one for shape, one in claimsets.items() if sizes[shape]}
    ways = {shape: partial(_write_and_read, one, name) for shape, one in taken.items()}
    spent = {shape: min(time.cpu for time in times) for shape, times in in_turn(ways, _ROUNDS).items()}
    # A format with a line for each word writes more for a text with more words.
    costs = {shape: spent[shape] / spent[_PROSE] / max(1, sizes[shape] / sizes[_PROSE]) for shape in taken}
    worst = max(costs.keys() - {_PROSE}, key=lambda shape: costs[shape])
    note = f"{worst}; prose takes {1e3 * spent[_PROSE]:.0f} ms"
    if refused := [shape for shape in claimsets if shape not in taken]:
        note += f"; refuses {', '.join(refused)}"
    return Row(
        _SECTION, f"{name}: the worst of {len(costs) - 1} shapes", costs[worst], "times prose", most=_MOST, note=note
    )


def _claimset(text: str) -> ClaimSet:
    """Return claims at the same places of any text, so that each text has as many."""
    starts = range(0, len(text) - _EVERY, _EVERY)
    found = [Attribution(((at, at + 8),), ((at + 9, at + 13),), ((at + 14, at + 100),)) for at in starts]
    return Pipeline("rules", taggers=[]).judge(Article(text=text), found)


def _write_and_read(claimset: ClaimSet, name: str) -> int:
    """Write a claim set, and read it back if the format can be read; return the bytes, or 0 if it was refused."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "claims"
        try:
            dump([claimset], target, format=name)
            with contextlib.suppress(WriteOnlyError):
                for _ in load(target, format=name, articles={claimset.article.id: claimset.article}):
                    pass
        except MissingExtraError:
            raise
        except NewsClaimsError:
            return 0
        return sum(path.stat().st_size for path in (target, *target.rglob("*")) if path.is_file())
