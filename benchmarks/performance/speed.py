"""Words a second, as ratios to a spaCy pipeline in the same run.

One core is compared by processor time, which other work on the machine affects least. Two threads and two processes
save time but no processor time, so they are compared by the clock on the wall, with spaCy on one core.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from attrs import frozen

from newsclaims import Article, Pipeline
from newsclaims.extractors import NeuralExtractor

from . import machine, rivals, texts
from .clocks import Timing, free, in_turn
from .ratios import paired_ratio
from .rows import Effort, Row

__all__ = ["measure"]

_SECTION = "speed"
_SPACY = "spaCy"
_BATCHES = (1, 16, 64)
_LEAST = {"rules": 12.0, "neural": 2.0, "neural, 2 threads": 3.0, "neural, 2 workers": 3.0}
"""The least speed that is wanted, as a multiple of spaCy's on one core."""


@frozen(slots=True)
class _Way:
    """A way to process the texts.

    Args:
        run: Processes all of them.
        cores: The number of cores that it uses.
        note: What a reader must know about it.
    """

    run: Callable[[], object]
    cores: int = 1
    note: str = ""


def measure(effort: Effort) -> Iterator[Row]:
    """Measure the words a second of extractors, batches, threads and workers.

    Args:
        effort: How much to measure.
    """
    articles = texts.articles(effort.words)
    ways = {**_ours(articles), **_others(articles)}
    times = in_turn({name: way.run for name, way in ways.items()}, effort.rounds)
    count = texts.words(articles)
    for name, way in ways.items():
        yield _row(name, way, times[name], times.get(_SPACY), count)
    if _SPACY not in ways:
        yield Row(_SECTION, "ratios", None, "", note=rivals.ABSENT)


def _ours(articles: list[str]) -> dict[str, _Way]:
    """Return the ways of newsclaims, by name."""
    bare = Pipeline("rules", taggers=[])
    rules = Pipeline("rules")
    one, two = (Pipeline(NeuralExtractor(threads=threads)) for threads in (1, 2))
    for pipeline in (bare, rules, one, two):
        pipeline.extract(articles[0])  # the first text loads the model and the tables
    ways = {
        "rules, no taggers": _Way(partial(_stream, bare, articles)),
        "rules": _Way(partial(_stream, rules, articles)),
        "neural": _Way(partial(_stream, one, articles), note="the default"),
    }
    for size in _BATCHES:
        if size != 16:
            ways[f"rules, batches of {size}"] = _Way(partial(_stream, rules, articles, batch_size=size))
            ways[f"neural, batches of {size}"] = _Way(partial(_stream, one, articles, batch_size=size))
    if machine.cores() > 1:
        started = "with the start of the workers"
        ways["rules, 2 workers"] = _Way(partial(_stream, rules, articles, workers=2), 2, started)
        ways["neural, 2 threads"] = _Way(partial(_stream, two, articles), 2)
        ways["neural, 2 workers"] = _Way(partial(_stream, one, articles, workers=2), 2, started)
    return ways


def _others(articles: list[str]) -> dict[str, _Way]:
    """Return the ways of the programs that we compare with, by name."""
    rival = rivals.spacy_alone()
    if rival is None:
        return {}
    model = rival.model
    _all(model.pipe(articles[:1]))
    ways = {_SPACY: _Way(lambda: _all(model.pipe(articles)), note=rival.name)}
    if machine.cores() > 1:
        ways["spaCy, 2 processes"] = _Way(lambda: _all(model.pipe(articles, n_process=2)), 2, "with their start")
    if rivals.textacy_by_paragraph(rival, []) is not None:
        ways["textacy"] = _Way(
            lambda: _all(rivals.textacy_by_paragraph(rival, articles) or ()), note="direct quotations, parse included"
        )
    return ways


def _stream(pipeline: Pipeline, articles: list[str], *, batch_size: int = 16, workers: int = 1) -> None:
    """Make the claims of all texts."""
    given = (Article(text=text) for text in articles)
    _all(pipeline.stream(given, batch_size=batch_size, workers=workers))


def _all(results: Iterable[object]) -> None:
    for _ in results:
        pass


def _row(name: str, way: _Way, times: Sequence[Timing], base: Sequence[Timing] | None, count: int) -> Row:
    """Return the row of a way.

    Args:
        name: Its name.
        way: The way.
        times: Its times.
        base: Those of spaCy in the same rounds.
        count: The number of words of the texts.
    """
    spent = [_seconds(one, way) for one in times]
    return Row(
        _SECTION,
        name,
        count / min(spent),
        "words/s" if way.cores == 1 else "words/s (wall)",
        ratio=None if base is None else paired_ratio([_seconds(one, way) for one in base], spent),
        least=_LEAST.get(name),
        note=way.note,
        reliable=way.cores == 1 or free(times),
    )


def _seconds(time: Timing, way: _Way) -> float:
    """Return the time that counts for a way."""
    return time.cpu if way.cores == 1 else time.wall
