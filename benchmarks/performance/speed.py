"""Words a second, as ratios to a spaCy pipeline in the same run.

One core is compared by processor time, which other work on the machine affects least. Two threads and two processes
save time but no processor time, so they are compared by the clock on the wall, with spaCy on one core.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
_OTHER_SIZES = (1, 64)
"""Sizes of batches besides 16, which `stream` takes by default."""
_LEAST = {"rules": 12.0, "neural": 2.0, "neural, 2 threads": 3.0, "neural, 2 workers": 3.0}
"""The least speed that is wanted, as a multiple of spaCy's on one core."""


@frozen(slots=True)
class _Way:
    """A way to process the texts.

    Args:
        run: Processes all of them.
        alone: The way that does the same on one core, if this one uses two.
        note: What a reader must know about it.
    """

    run: Callable[[], object]
    alone: str = ""
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
    for name in ways:
        yield _row(name, ways, times, count)
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
    for size in _OTHER_SIZES:
        ways[f"rules, batches of {size}"] = _Way(partial(_stream, rules, articles, batch_size=size))
        ways[f"neural, batches of {size}"] = _Way(partial(_stream, one, articles, batch_size=size))
    if machine.cores() > 1:
        ways["rules, 2 workers"] = _Way(partial(_stream, rules, articles, workers=2), "rules")
        ways["neural, 2 threads"] = _Way(partial(_stream, two, articles), "neural")
        ways["neural, 2 workers"] = _Way(partial(_stream, one, articles, workers=2), "neural")
    return ways


def _others(articles: list[str]) -> dict[str, _Way]:
    """Return the ways of the programs that we compare with, by name."""
    rival = rivals.spacy_alone()
    if rival is None:
        return {}
    model = rival.model
    _all(model.pipe(articles[:1]))
    ways = {
        _SPACY: _Way(lambda: _all(model.pipe(articles)), note=rival.name),
        "spaCy, batches of 16": _Way(lambda: _all(model.pipe(articles, batch_size=16))),
    }
    if machine.cores() > 1:
        ways["spaCy, 2 processes"] = _Way(lambda: _all(model.pipe(articles, n_process=2)), _SPACY)
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


def _row(name: str, ways: Mapping[str, _Way], times: Mapping[str, Sequence[Timing]], count: int) -> Row:
    """Return the row of a way.

    Args:
        name: Its name.
        ways: All ways.
        times: The times of all ways.
        count: The number of words of the texts.
    """
    way = ways[name]
    spent, base = _seconds(times[name], way), _seconds(times.get(_SPACY, ()), way)
    return Row(
        _SECTION,
        name,
        count / min(spent),
        "words/s, wall" if way.alone else "words/s",
        ratio=paired_ratio(base, spent) if base else None,
        least=_LEAST.get(name),
        note=_cost(times[name], times[way.alone]) if way.alone else way.note,
        reliable=not way.alone or free(times[name]),
    )


def _seconds(times: Sequence[Timing], way: _Way) -> list[float]:
    """Return the times that count for a way."""
    return [time.wall if way.alone else time.cpu for time in times]


def _cost(times: Sequence[Timing], alone: Sequence[Timing]) -> str:
    """Return how much more processor time a way takes than the same on one core; starting processes costs some."""
    return (
        f"{1 / paired_ratio([time.cpu for time in alone], [time.cpu for time in times]):.2f} times its processor time"
    )
