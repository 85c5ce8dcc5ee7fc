"""Measures what hostile texts cost, relative to ordinary prose of the same size in the same run.

    python benchmarks/growth.py [--quick | --full] [--neural] [SHAPE ...]

Each shape of `hostile.py` is measured at two lengths. There are two ratios of its processor time. One is by characters:
to the time of prose with as many characters. The other is by size: to the time of prose with as many characters or as
many claims, whichever takes longer, because each claim is checked, judged and written out. Text with a claim in each
short line is dense with claims, and can take ten times as long by characters, and no longer than prose by size. The
exponent says how the time grows: 1 is linear.
"""

import argparse
import os
import time
from collections.abc import Iterator, Sequence

from attrs import frozen
from hostile import SHAPES, prose
from performance.ratios import exponent
from performance.rows import Row

from newsclaims import Article, ClaimSet, Pipeline
from newsclaims.text import read

__all__ = ["Cost", "costs", "rows"]

_MOST = 3.0
"""How many times the cost of prose of the same size a text may have."""
_SHOWN = 10
"""How many of the worst shapes the table of the benchmark shows: those with the highest cost by characters."""
_SECTION = "hostile"
_QUICK, _NORMAL, _FULL = (25_000, 100_000), (50_000, 200_000), (100_000, 1_000_000)
_THREADS = ("BLIS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


@frozen(slots=True)
class Cost:
    """What a shape costs.

    Args:
        shape: Its name.
        ratio: How many times the time of prose with as many characters or claims the longer text takes.
        character: How many times the time of prose with as many characters it takes.
        power: The exponent with which its time grows.
        claims: How many claims are found in 1,000 characters.
        stage: The stage that takes the most time: reading, finding, or a tagger.
    """

    shape: str
    ratio: float
    character: float
    power: float
    claims: float
    stage: str

    @property
    def note(self) -> str:
        """What to read beside the ratio."""
        growth = f"exponent {self.power:.2f}, {self.claims:.1f} claims in 1,000 characters, mostly {self.stage}"
        return f"{self.character:.1f} times by characters; {growth}"


def costs(extractor: str = "rules", shapes: Sequence[str] = (), lengths: tuple[int, int] = _NORMAL) -> Iterator[Cost]:
    """Measure the shapes one after the other.

    Args:
        extractor: The name of the extractor; all taggers run too.
        shapes: The names of the shapes; all of them if none is named.
        lengths: The lengths of the shorter and of the longer text, in characters.
    """
    pipeline = Pipeline(extractor)
    _measured(pipeline, prose(min(lengths)))  # loads all data
    each, per_claim = _prose(pipeline, max(lengths))
    for name in shapes or SHAPES:
        spent, claims = zip(*(_measured(pipeline, SHAPES[name](length)) for length in lengths), strict=True)
        size = max(lengths[-1] * each, claims[-1] * per_claim)
        density = 1000 * claims[-1] / lengths[-1]
        character = spent[-1] / (lengths[-1] * each)
        stage = _stage(pipeline, SHAPES[name](lengths[0]))
        yield Cost(name, spent[-1] / size, character, exponent(lengths, spent), density, stage)


def rows(*, quick: bool = False, neural: bool = False) -> Iterator[Row]:
    """Return the worst shapes as rows of the benchmark's table.

    Args:
        quick: Whether short texts are enough.
        neural: Whether the default extractor is measured too, which takes longer.
    """
    for extractor in ("rules", "neural") if neural else ("rules",):
        found = sorted(costs(extractor, lengths=_QUICK if quick else _NORMAL), key=lambda one: -one.character)
        for way, within in _within(found).items():
            yield Row(
                _SECTION, f"{extractor}: shapes within {_MOST:.0f} times prose, {way}", within, f"of {len(found)}"
            )
        for one in found[:_SHOWN]:
            unit = "times prose, by size"
            yield Row(_SECTION, f"{extractor}: {one.shape}", one.ratio, unit, most=_MOST, note=one.note)


def _within(found: Sequence[Cost]) -> dict[str, int]:
    """Return how many shapes cost no more than they may, by each of the two ratios."""
    return {
        "by size": sum(one.ratio <= _MOST for one in found),
        "by characters": sum(one.character <= _MOST for one in found),
    }


def _prose(pipeline: Pipeline, length: int) -> tuple[float, float]:
    """Return the seconds that a character and a claim of prose cost, the best of three rounds."""
    best, claims = min(_measured(pipeline, prose(length)) for _ in range(3))
    return best / length, best / claims


def _measured(pipeline: Pipeline, text: str) -> tuple[float, int]:
    """Return the processor time of an article, and the number of its claims."""
    began = time.process_time()
    found: ClaimSet = pipeline.extract(text)
    return time.process_time() - began, len(found)


def _stage(pipeline: Pipeline, string: str) -> str:
    """Return the stage that takes the most time."""
    spent = dict[str, float]()
    began = time.process_time()
    text = read(Article(text=string))
    spent["reading"] = time.process_time() - began
    [found] = pipeline.extractor.extract([text])
    spent["finding"] = time.process_time() - began - spent["reading"]
    for tagger in pipeline.taggers:
        began = time.process_time()
        found = tagger.tag(text, found)
        spent[tagger.name] = time.process_time() - began
    return max(spent, key=lambda name: spent[name])


def main() -> None:
    """Print the cost of each shape."""
    parser = argparse.ArgumentParser("python benchmarks/growth.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help="the shapes to measure; all if none is named")
    lengths = parser.add_mutually_exclusive_group()
    lengths.add_argument("--quick", action="store_const", dest="lengths", const=_QUICK, help="short texts")
    lengths.add_argument("--full", action="store_const", dest="lengths", const=_FULL, help="up to a million characters")
    parser.add_argument("--neural", action="store_true", help="the default extractor, not the rules")
    parser.set_defaults(lengths=_NORMAL)
    given = parser.parse_args()
    # One core for all; numpy reads these variables when it is loaded, which is later.
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    found = list[Cost]()
    for one in costs("neural" if given.neural else "rules", given.shapes, given.lengths):
        found.append(one)
        mark = "over" if one.ratio > _MOST else ""
        print(f"{one.shape:40} {one.ratio:7.2f} times prose by size, {one.note}  {mark}", flush=True)
    of = f"of {len(found)} shapes, at {max(given.lengths):,} characters"
    for way, within in _within(found).items():
        print(f"within {_MOST:.0f} times prose {way}: {within} {of}")


if __name__ == "__main__":
    main()
