"""Finds the expressions of time in cue and content, and resolves them against the day of publication."""

import bisect
from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from itertools import accumulate

from attrs import evolve, field, frozen

from newsclaims._attribution import Attribution, Offsets, Time
from newsclaims.text import Text, WordRange

from .anchored import TIMES_OF_DAY
from .expressions import TimeExpression, find_expressions
from .grammar import grammar
from .resolution import grain_of, resolve
from .tense import direction

__all__ = ["TimesTagger"]


@frozen(slots=True)
class TimesTagger:
    """Adds the expressions of time to attributions that have none."""

    name: str = "times"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"times"})

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add the expressions of time in cue and content to each attribution, unless it already has some.

        Args:
            text: Their text.
            attributions: The attributions.
        """
        if not attributions:
            return []
        reading = text.once(_reading)
        found = [() if a.times else reading.inside(text, (*a.cue, *a.content)) for a in attributions]
        return [evolve(a, times=times) if times else a for a, times in zip(attributions, found, strict=True)]


@frozen(slots=True, eq=False)
class _Reading:
    """The expressions of one text, resolved when asked for; it has no reference to the text, which refers to it."""

    expressions: tuple[TimeExpression, ...]
    starts: tuple[int, ...]
    times: dict[WordRange, Time] = field(factory=dict)

    def inside(self, text: Text, spans: Offsets) -> tuple[Time, ...]:
        """Return the times that are completely inside one of the spans, in order."""
        times = {time for start, end in spans for time in self._within(text, start, end)}
        if not times:  # mostly
            return ()
        found = sorted(times, key=_widest_first)
        # If cue and content overlap, one can have "since 2014" and the other only the year.
        ends = accumulate((time.end for time in found), max, initial=0)
        return tuple(time for time, end in zip(found, ends, strict=False) if time.start >= end)

    def _within(self, text: Text, start: int, end: int) -> Iterable[Time]:
        """Yield the times inside a span; for an expression that is only partly inside, its inner expression."""
        words = text.words
        first = max(0, bisect.bisect_right(self.starts, start) - 1)
        for n in range(first, len(self.expressions)):
            expression = self.expressions[n]
            if words.starts[expression.words.first] >= end:
                break
            inner: TimeExpression | None = expression
            while inner is not None:
                if start <= words.starts[inner.words.first] and words.ends[inner.words.last - 1] <= end:
                    yield self._time(text, inner)
                    break
                inner = inner.at

    def _time(self, text: Text, expression: TimeExpression) -> Time:
        """Return a resolved expression; each is resolved once."""
        if expression.words not in self.times:
            self.times[expression.words] = _resolved(text, expression)
        return self.times[expression.words]


def _reading(text: Text) -> _Reading:
    """Find the expressions of a text; call it as `text.once(_reading)`, which keeps the result."""
    found = tuple(find_expressions(text))
    return _Reading(found, tuple(text.words.starts[expression.words.first] for expression in found))


def _resolved(text: Text, expression: TimeExpression) -> Time:
    """Resolve an expression against the day of publication."""
    published = text.article.published
    zone = published.tzinfo if isinstance(published, datetime) else None
    base = published.replace(tzinfo=None) if isinstance(published, datetime) else published
    form, known = expression.form, grammar(text.language)
    grain = grain_of(known, form)
    interval = resolve(known, form, base, direction(text, expression.words))
    return Time(
        *text.words.offsets(expression.words),
        "time" if form.rule.kind == "date" and grain in TIMES_OF_DAY else form.rule.kind,
        grain,
        _zoned(interval.first, zone),
        _zoned(interval.last, zone),
    )


def _zoned(moment: date | None, zone: tzinfo | None) -> date | None:
    """Return a datetime with the zone of publication, if it has no zone of its own."""
    if isinstance(moment, datetime) and moment.tzinfo is None:
        return moment.replace(tzinfo=zone)
    return moment


def _widest_first(time: Time) -> tuple[int, int]:
    """Return the sort key of times: the start, then the longest first."""
    return time.start, -time.end
