"""The working record that travels from an extractor through the taggers to a `Claim`.

An `Attribution` holds plain offsets and what was judged of them so far. It is cheap and frozen: taggers return changed
copies. All offsets are Unicode code points of the article's text, end exclusive.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, overload

from attrs import field, frozen

from ._public import set_public_module

__all__ = ["Attribution", "Finds", "Judgement", "Mark", "Offsets", "Origin", "Time"]

Offsets = tuple[tuple[int, int], ...]
"""The fragments of a role: `(start, end)` pairs, sorted and disjoint; `()` where the role is not there."""

Origin = Literal["model", "lexicon", "rule"]
"""What a judgement rests on: a trained model, a cue's entry in the lexicon, or a rule about scope and form."""


@frozen(slots=True)
class Mark:
    """Words that justify a judgement.

    Args:
        start: First code point.
        end: One past the last.
        note: What the words do, for a reader.
        origin: What the opinion rests on that pointed to them, where that is not what the judgement rests on.
    """

    start: int
    end: int
    note: str = ""
    origin: Origin | None = None


@frozen(slots=True)
class Judgement:
    """One opinion about one label of an attribution; the combiner weighs them.

    Args:
        value: The label's value, in the words of the label guidelines.
        origin: What it rests on.
        probabilities: Value to probability, where known.
        evidence: The words that justify it.
    """

    value: str
    origin: Origin
    probabilities: Mapping[str, float] = field(factory=dict)
    evidence: tuple[Mark, ...] = ()


@frozen(slots=True)
class Time:
    """An expression of time, and the interval it names.

    Args:
        start: First code point of the expression.
        end: One past its last.
        kind: `"date"`, `"time"`, `"duration"` or `"set"`, as in TimeML (Pustejovsky et al., 2003).
        grain: `"day"`, `"week"`, `"month"`, `"year"` ...; None where it has none.
        first: The first date or moment of the interval, where it is known.
        last: The last one.
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
        source: Fragments of the source; empty where the text names none.
        cue: Fragments of the cue; empty where there is none.
        content: Fragments of the content; never empty.
        score: Probability that the attribution is right, where the extractor knows it.
        parent: Index, in the same list, of the attribution whose content holds this one.
        judgements: Label to the opinions about it.
        holder: Where the fullest name stands that the text gives the source: `(start, end)`, inside the source or
            elsewhere; None where that is not known.
        times: The expressions of time in cue and content, sorted.
        note: What its extractor saw, for a reader; the claim carries it as evidence.
        extractors: The names of the extractors that found it, where that is not, or not only, the one that returns it.
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

    def judged(self, label: str, judgement: Judgement) -> "Attribution":
        """Return a copy with one more opinion about a label; what was there stays.

        Args:
            label: A built-in label, such as `stance`, or a label of a plug-in's own.
            judgement: The opinion.
        """
        judgements = {**self.judgements, label: (*self.judgements.get(label, ()), judgement)}
        # Spelt out: `attrs.evolve` looks the fields up each time, and this is called for every label of every claim.
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
    """What an extractor found in a text, where it has more to say of that than a list can: a sequence of attributions.

    Args:
        attributions: What it found.
        warnings: What a reader of the claims should know, in words; they end in `ClaimSet.warnings`.
        usage: What it used up for the text (tokens, requests, cost ...), as JSON values; it ends in `ClaimSet.usage`.

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
        """Return what was found as it is, or, if it is a plain list, without warnings and usage.

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
