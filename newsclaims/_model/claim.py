"""The `Claim` and its parts: passages, times, evidence and tags."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, field_validator

from .. import _plugins as plugins
from ..errors import InputTypeError, InvalidValueError, OffsetError
from .article import Moment
from .base import NonEmpty, Noun, Probability, Several, Text, digest
from .frozen import FrozenMapping
from .labels import LABELS, Confidence, CueForce, QuotationType, SourceType, Stance, check_own_label
from .meta import Meta, frozen_numbers, frozen_tables, in_order
from .spans import Span

__all__ = [
    "FRAGMENT_GLUE",
    "Claim",
    "Content",
    "Cue",
    "Evidence",
    "Passage",
    "Source",
    "Tag",
    "TimeMention",
    "claim_id",
    "id_of_places",
]

FRAGMENT_GLUE = " ... "
"""The string between the fragments of a passage in its `text`."""

_SHOWN = 40
"""How many code points of a passage `repr(claim)` shows."""

_FIRMNESS = {
    Confidence.CERTAIN: 1.0,
    Confidence.PROBABLE: 2 / 3,
    Confidence.POSSIBLE: 1 / 3,
    Confidence.UNKNOWN: 0.0,
}
_SIGN = {Stance.AFFIRM: 1, Stance.DENY: -1, Stance.QUESTION: 0, Stance.NEUTRAL: 0}


class Passage(Noun):
    """Words of the article, in one or several fragments.

    Args:
        spans: The fragments, sorted and disjoint; at least one.
        text: Their texts, joined by `FRAGMENT_GLUE`; checked when a `ClaimSet` is built.
    """

    spans: Several[Span] = Field(min_length=1)
    text: NonEmpty

    @field_validator("spans")
    @classmethod
    def _sorted(cls, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        for one, next_one in pairwise(spans):
            if one.end > next_one.start:
                raise OffsetError(
                    f"spans must be sorted and must not overlap: {one.start}..{one.end} comes before "
                    f"{next_one.start}..{next_one.end}."
                )
        return spans

    @property
    def start(self) -> int:
        """The first code point of the first fragment."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """One past the last code point of the last fragment."""
        return self.spans[-1].end


class Source(Passage):
    """The person or thing that a claim's content is attributed to.

    Args:
        type: The kind of speaker; never `SourceType.NONE` (a claim without a source has `source=None`).
        name: The source's fullest name in the article; the mention itself if not given.
        mention_of: The span of that name, if it is elsewhere in the article.
    """

    type: SourceType | None = None
    name: NonEmpty = Field(default_factory=lambda data: data.get("text", ""))
    mention_of: Span | None = None

    @field_validator("type")
    @classmethod
    def _somebody(cls, value: SourceType | None) -> SourceType | None:
        if value is not None and value is LABELS["source_type"].absent:
            raise InvalidValueError("a source cannot have the type 'none'. If there is none, set Claim.source to None.")
        return value


class Cue(Passage):
    """The words that tie the content to the source.

    Args:
        force: How the choice of cue presents the content.
    """

    force: CueForce | None = None


class Content(Passage):
    """What is attributed.

    Args:
        quotation: Whether it is in quotation marks.
    """

    quotation: QuotationType | None = None


class TimeMention(Noun):
    """An expression of time in a claim.

    Args:
        span: Its place in the text.
        kind: `"date"`, `"time"`, `"duration"` or `"set"`, as in TimeML (Pustejovsky et al., 2003).
        start: First moment of the interval that it names, if known.
        end: Last moment of that interval.
        grain: `"day"`, `"week"`, `"month"`, `"year"` ...
    """

    span: Span
    kind: NonEmpty
    start: Moment | None = None
    end: Moment | None = None
    grain: NonEmpty | None = None


class Evidence(Noun):
    """Words of the article that justify a tag, or the claim itself.

    Args:
        label: The label of the tag, built in or the user's own; `"attribution"` if the words show that there is a
            claim. The note then says what the extractor saw.
        span: The words.
        origin: What the tag, or the claim, rests on: a model, the lexicon or a rule.
        note: What the words show, for a reader.
    """

    label: NonEmpty
    span: Span
    origin: Literal["model", "lexicon", "rule"]
    note: Text = ""


Probabilities = Annotated[
    Mapping[str, Mapping[str, Probability]],
    AfterValidator(frozen_tables),
    PlainSerializer(in_order, return_type=dict[str, dict[str, float]]),
]
"""A frozen mapping of each label to its values with their probabilities."""


class Tag(Noun):
    """The value of one of the user's own labels; the words that justify it are in `Claim.evidence`.

    Args:
        value: The value.
        probabilities: Value to probability, if known; frozen.
    """

    value: NonEmpty
    probabilities: Annotated[
        Mapping[str, Probability],
        AfterValidator(frozen_numbers),
        PlainSerializer(in_order, return_type=dict[str, float]),
    ] = Meta()


def _checked_labels(given: object) -> object:
    """Refuse names that a label cannot have, and values that are not strings, in a message that names the label."""
    for name, tag in given.items() if isinstance(given, Mapping) else ():
        check_own_label(name)
        value = tag.get("value", "") if isinstance(tag, Mapping) else tag
        if not isinstance(tag, (Tag, Mapping)):
            hint = f"Write Tag(value={value!r})." if isinstance(value, str) else ""
            raise InputTypeError(f"Claim.labels[{name!r}]", "a Tag", type(tag).__name__, hint)
        if not isinstance(value, (Tag, str)):
            raise InputTypeError(f"Claim.labels[{name!r}].value", "a str", type(value).__name__)
    return given


def _plain_labels(labels: Mapping[str, Tag]) -> dict[str, Any]:
    return {name: labels[name].model_dump() for name in sorted(labels)}


OwnLabels = Annotated[
    Mapping[str, Tag],
    BeforeValidator(_checked_labels),
    AfterValidator(FrozenMapping),
    PlainSerializer(_plain_labels, return_type=dict[str, Any]),
]
"""A frozen mapping of the user's own labels, by their names."""

_NO_LABELS: FrozenMapping[str, Tag] = FrozenMapping()


def claim_id(
    article_id: str, source: Passage | None, cue: Passage | None, content: Passage, parent: str | None = None
) -> str:
    """Return the id of a claim: a digest of its article's id, its spans and its parent's id.

    Args:
        article_id: The article's id.
        source: The source, or None.
        cue: The cue, or None.
        content: The content.
        parent: The parent claim's id, or None.
    """
    places = [[(s.start, s.end) for s in p.spans] if p else () for p in (source, cue, content)]
    return id_of_places(article_id, places, parent)


def id_of_places(article_id: str, places: Iterable[Sequence[tuple[int, int]]], parent: str | None = None) -> str:
    """Return the id of a claim from plain offsets; see `claim_id`.

    Args:
        article_id: The article's id.
        places: The `(start, end)` pairs of the source, the cue and the content.
        parent: The parent claim's id, or None.
    """
    roles = [",".join([f"{start}-{end}" for start, end in pairs]) for pairs in places]
    return digest(article_id, *roles, parent or "")


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


class Claim(Noun):
    """One attribution: who said, thought, wanted or denied what, in which words, and how.

    Args:
        id: Its id; see `claim_id`.
        source: Who says it; None if the text names nobody.
        cue: The words that tie the content to the source; None if there are none.
        content: What is said.
        stance: The source's attitude towards the content; None if not judged.
        confidence: How firmly the source is committed to the content; None if not judged.
        probabilities: For each built-in label, value to probability, if known.
        labels: The user's own labels, by name, with their values and probabilities.
        times: The expressions of time in cue and content.
        parent: The id of the claim whose content holds this one.
        score: Calibrated probability that the claim is correct, if known.
        evidence: The words that justify the claim and its tags.
        extractors: The names of the extractors that found it.
    """

    id: NonEmpty
    source: Source | None = None
    cue: Cue | None = None
    content: Content
    stance: Stance | None = None
    confidence: Confidence | None = None
    probabilities: Probabilities = Meta()
    # A factory, because pydantic cannot write this default into a JSON schema.
    labels: OwnLabels = Field(default_factory=lambda: _NO_LABELS, json_schema_extra={"default": {}})
    times: Several[TimeMention] = ()
    parent: NonEmpty | None = None
    score: Probability | None = None
    evidence: Several[Evidence] = ()
    extractors: Several[NonEmpty] = ()

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        """Return one short line, for a notebook or a debugger."""
        cue = None if self.cue is None else _shortened(self.cue.text)
        source = None if self.source is None else _shortened(self.source.name)
        stance = None if self.stance is None else self.stance.value
        return f"<Claim source={source!r} cue={cue!r} content={_shortened(self.content.text)!r} stance={stance!r}>"

    def __str__(self) -> str:
        labels = ", ".join(label for label in (self.stance, self.confidence) if label is not None)
        cue = self.cue.text if self.cue else "-"
        return f"{self.source_name or '-'} | {cue} | {self.content.text}" + (f" ({labels})" if labels else "")

    def _repr_html_(self) -> str:
        """Return the claim as a card for a notebook."""
        html: str = plugins.get("serialiser", "html").fragment(self)
        return html

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        """Yield what `rich` prints: who says what and how, without offsets and evidence; nothing that is missing."""
        shown = {
            "source": self.source_name or None,
            "source_type": self.source.type if self.source else None,
            "mention": self.source.text if self.source and self.source.text != self.source.name else None,
            "cue": self.cue.text if self.cue else None,
            "content": self.content.text,
            "quotation": self.quotation,
            "stance": self.stance,
            "confidence": self.confidence,
            "cue_force": self.cue_force,
            **{name: tag.value for name, tag in self.labels.items()},
            "score": self.score,
        }
        yield from (
            (name, str(value) if isinstance(value, str) else value)
            for name, value in shown.items()
            if value is not None
        )

    @property
    def source_name(self) -> str:
        """The source's name; `""` if there is no source."""
        return self.source.name if self.source else ""

    @property
    def source_type(self) -> SourceType | None:
        """The source's type; `SourceType.NONE` if there is no source, None if it was not judged."""
        return self.source.type if self.source else SourceType.NONE

    @property
    def cue_force(self) -> CueForce | None:
        """The cue's force; None if there is no cue or it was not judged."""
        return self.cue.force if self.cue else None

    @property
    def quotation(self) -> QuotationType | None:
        """How much of the content is in quotation marks; None if that was not judged."""
        return self.content.quotation

    @property
    def commitment(self) -> float | None:
        """Stance and confidence as one number in [-1, 1], on FactBank's scale.

        The confidence gives the size: certain 1, probable 2/3, possible 1/3, unknown 0. Affirm makes it positive, deny
        negative; question and neutral make it 0. None for advocate and oppose, which do not commit to a fact, and if
        stance or confidence was not judged.
        """
        if self.stance is None or self.confidence is None or self.stance not in _SIGN:
            return None
        return _SIGN[self.stance] * _FIRMNESS[self.confidence]

    def passages(self) -> Iterator[tuple[str, Passage]]:
        """Yield the roles that the claim has: `("source", ...)`, `("cue", ...)`, `("content", ...)`."""
        for role, passage in (("source", self.source), ("cue", self.cue), ("content", self.content)):
            if passage is not None:
                yield role, passage
