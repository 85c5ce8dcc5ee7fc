"""Targets for texts that repeat a few words many times: the time that they take beside that of ordinary prose."""

import math
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from newsclaims import Article
from newsclaims.text import read

from . import seeds
from .laws import INVALID, require
from .mutation import read_tokens
from .target import Target
from .texts import EXTRACTORS, pipeline

__all__ = ["TARGETS"]

_PROSE = Path(__file__).resolve().parents[1] / "benchmarks" / "newsroom" / "text"
_LENGTH = 8_000
"""The length of the texts, in code points."""
_TIMES = 12.0
"""How much longer than prose of that length a text may take. Only much more than that is a fault that grows."""
_SUSPECT = 2.0
_STEPS = 4
"""How many answers there are for each doubling of the time, so that the slowest texts are kept and changed again."""
_PIECE = 96
_PIECES = 4


def _seconds(act: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    act(text)
    return time.process_time() - started


def _try_repeated(act: Callable[[str], object], prose: Callable[[], float], data: bytes) -> str:
    piece = data.decode("utf-8", "ignore")
    if not piece:
        return INVALID
    text = (piece * (_LENGTH // len(piece) + 1))[:_LENGTH]
    times = _seconds(act, text) / prose()
    if times > _SUSPECT:
        # Garbage may have been collected, or another process had the caches of the processor.
        times = min(times, *(_seconds(act, text) / prose() for _ in range(2)))
    require(times < _TIMES, f"a text takes at most {_TIMES:.0f} times as long as prose")
    return f"{round(_STEPS * math.log2(max(times, 0.01)))}"


@cache
def _prose() -> list[str]:
    """Return several pieces of prose, because what is read a second time may be in a cache."""
    texts = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(_PROSE.glob("*.txt")))
    return [texts[start : start + _LENGTH] for start in range(0, _PIECES * _LENGTH, _LENGTH)]


def _repeating(name: str, act: Callable[[str], object]) -> Target:
    @cache
    def prose() -> float:
        return min(_seconds(act, text) for text in _prose())

    return Target(
        f"repeated-{name}",
        f"repeats a few words many times, and compares the time of {name} with that for prose",
        lambda data: _try_repeated(act, prose, data),
        lambda: [*_tokens(), *(text[:_PIECE] for text in seeds.texts())],
        _tokens,
        _PIECE,
    )


def _tokens() -> list[bytes]:
    return read_tokens("text")


def _reading(text: str) -> object:
    return read(Article(text=text))


def _extracting(name: str) -> Target:
    return _repeating(name, lambda text: pipeline(name).extract(text))


TARGETS = (_repeating("text", _reading), *map(_extracting, EXTRACTORS))
