"""The working record `Attribution`, which an extractor returns, taggers add to, and a `Claim` is built from.

An `Attribution` holds plain offsets and the judgements made so far. It is small and frozen: taggers return changed
copies. All offsets are Unicode code points of the article's text, end exclusive.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, overload

from attrs import field, frozen

from ._public import set_public_module

__all__ = ["Attribution", "Finds", "Judgement", "Mark", "Offsets", "Origin", "Time"]

Offsets = tuple[tuple[int, int], ...]
"""The fragments of a role: `(start, end)` pairs, sorted and not overlapping; `()` if the role is missing."""

Origin = Literal["model", "lexicon", "rule"]
"""What a judgement rests on: a trained model, a cue's entry in the lexicon, or a rule about scope and form."""


@frozen(slots=True)
class Mark:
    """Words that justify a judgement.

    Args:
        start: First code point.
        end: One past the last.
        note: What the words show, for a reader.
        origin: What this evidence rests on, if that differs from the origin of the judgement.
    """

    start: int
    end: int
    note: str = ""
    origin: Origin | None = None


@frozen(slots=True)
class Judgement:
    """One opinion about one label of an attribution; the combiner weighs all opinions about a label.

    Args:
        value: The label's value, as the label guidelines name it.
        origin: What it rests on.
        probabilities: Value to probability, if known.
        evidence: The words that justify it.
    """

    value: str
    origin: Origin
    probabilities: Mapping[str, float] = field(factory=dict)
    evidence: tuple[Mark, ...] = ()


@frozen(slots=True)
class Time:
    """An expression of time, and the interval that it names.

    Args:
        start: First code point of the expression.
        end: One past its last code point.
        kind: `"date"`, `"time"`, `"duration"` or `"set"`, as in TimeML (Pustejovsky et al., 2003).
        grain: `"day"`, `"week"`, `"month"`, `"year"` ...; None if it has none.
        first: The first date or moment of the interval, if known.
        last: The last date or moment of the interval.
    """

    start: int
    end: int
    kind: str
    grain: str | None = None
    first: date | None = None
    last: date | None = None


@frozen(slots=True)
class Attribution:
    """Who said what in which words, as offsets.

    Args:
        source: Fragments of the source; empty if the text does not name one.
        cue: Fragments of the cue; empty if there is none.
        content: Fragments of the content; never empty.
        score: Probability that the attribution is correct, if the extractor knows it.
        parent: Index, in the same list, of the attribution whose content holds this one.
        judgements: Label to the opinions about it.
        holder: The place of the source's fullest name in the text: `(start, end)`, inside the source or elsewhere; None
            if it is not known.
        times: The expressions of time in cue and content, sorted.
        note: What its extractor saw, for a reader; it becomes evidence of the claim.
        extractors: The names of the extractors that found it, if that is not just the one that returns it.
        marks: Words that show it, besides the note; they become evidence of the claim.
    """

    source: Offsets
    cue: Offsets
    content: Offsets
    score: float | None = None
    parent: int | None = None
    judgements: Mapping[str, tuple[Judgement, ...]] = field(factory=dict)
    holder: tuple[int, int] | None = None
    times: tuple[Time, ...] = ()
    note: str = ""
    extractors: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    def judged(self, label: str, judgement: Judgement) -> "Attribution":
        """Return a copy with one more opinion about a label; earlier opinions are kept.

        Args:
            label: A built-in label, such as `stance`, or a plug-in's own label.
            judgement: The opinion.
        """
        judgements = {**self.judgements, label: (*self.judgements.get(label, ()), judgement)}
        # `attrs.evolve` would look up the fields each time, and this runs for every label of every claim.
        return Attribution(
            self.source,
            self.cue,
            self.content,
            self.score,
            self.parent,
            judgements,
            self.holder,
            self.times,
            self.note,
            self.extractors,
            self.marks,
        )

    def roles(self) -> Iterator[tuple[str, Offsets]]:
        """Yield `("source", offsets)`, `("cue", offsets)` and `("content", offsets)`."""
        yield "source", self.source
        yield "cue", self.cue
        yield "content", self.content


def _as_tuple(attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    return tuple(attributions)


@frozen(slots=True)
class Finds(Sequence[Attribution]):
    """A sequence of attributions that an extractor found in a text, with warnings and usage.

    Args:
        attributions: What it found.
        warnings: What a reader of the claims should know, in words; they become `ClaimSet.warnings`.
        usage: What it used for the text (tokens, requests, cost ...), as JSON values; it becomes `ClaimSet.usage`.

    Example:
        >>> finds = Finds([Attribution((), (), ((0, 4),))], warnings=("the text was cut at 4,000 words.",))
        >>> len(finds), finds[0].content
        (1, ((0, 4),))
    """

    attributions: tuple[Attribution, ...] = field(default=(), converter=_as_tuple)
    warnings: tuple[str, ...] = ()
    usage: Mapping[str, object] = field(factory=dict)

    @classmethod
    def of(cls, found: Sequence[Attribution]) -> "Finds":
        """Return `Finds` unchanged, and a plain list as `Finds` without warnings and usage.

        Args:
            found: What an extractor returned for a text.
        """
        return found if isinstance(found, Finds) else cls(found)

    def __len__(self) -> int:
        return len(self.attributions)

    @overload
    def __getitem__(self, index: int) -> Attribution: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Attribution, ...]: ...
    def __getitem__(self, index: int | slice) -> Attribution | tuple[Attribution, ...]:
        return self.attributions[index]


set_public_module("newsclaims", Attribution, Finds, Judgement, Mark, Time)
