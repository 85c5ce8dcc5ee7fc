"""The `ClaimSet`: an article with its claims, to search, convert and check."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeVar, get_args, overload

from pydantic import AfterValidator, model_validator

from .. import _plugins as plugins
from .._shown import shown
from ..errors import InputTypeError, InvalidValueError, OffsetError, ParentError
from .article import Article
from .base import CONTEXT, NonEmpty, Noun, Several, Text
from .claim import FRAGMENT_GLUE, Claim, Passage, Source
from .disagreements import Disagreements, disagreements_in
from .frozen import FrozenMapping
from .labels import (
    LABELS,
    RESERVED,
    Confidence,
    CueForce,
    Label,
    PassageName,
    QuotationType,
    SourceType,
    Stance,
    labels_in,
)
from .meta import Meta
from .source_names import spelling_key, usual_spelling
from .summaries import MOST_SOURCES, Summary

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["SCHEMA_VERSION", "SCHEMA_VERSIONS", "ClaimSet", "ExtractorInfo"]

_SchemaVersion = Literal["1", "2"]

SCHEMA_VERSION: Final[_SchemaVersion] = "2"
"""The version of the claim schema, in every claim set; it rises with each change that a reader must know about."""

SCHEMA_VERSIONS: Final[tuple[str, ...]] = get_args(_SchemaVersion)
"""The versions that can be read; a claim set of an older version is converted to the current one."""

_LIKE: Final = 0.8
"""How similar to an option of `where` a name must be to count as a misspelling (ratio from 0 to 1)."""

_SHOWN: Final = 50
"""How many claims a notebook or `rich` shows."""

_Part = TypeVar("_Part", bound=Passage | None)


class ExtractorInfo(Noun):
    """The extractor, or the annotation, that a claim set comes from.

    Args:
        name: The extractor's name, or the kind of annotation.
        version: Its version, or that of its package.
        model: The digest of its model, if it has one.
        annotator: The annotator, if people annotated the claims.
    """

    name: NonEmpty
    version: Text | None = None
    model: Text | None = None
    annotator: Text | None = None


class ClaimSet(Noun):
    """An article and the claims found in it; a sequence of `Claim`.

    Claims with the same spans are merged into the first, with a warning in `warnings`.

    Args:
        article: The article.
        claims: The claims.
        extractor: The extractor that found them.
        warnings: What a reader should know about the claims, in words.
        usage: What the extractor used for this article (tokens, requests, cost ...), if it says so; JSON values.
        schema_version: The version of this schema; an older one becomes the current one.

    Raises:
        OffsetError: If a span lies outside the text, or a passage's `text` differs from the article's text there.
        ParentError: If a parent is missing, or a chain of parents leads back to itself.
        InvalidValueError: If two different claims share an id.
    """

    article: Article
    claims: Several[Claim] = ()
    extractor: ExtractorInfo | None = None
    warnings: Several[Text] = ()
    usage: Meta = Meta()
    schema_version: Annotated[_SchemaVersion, AfterValidator(lambda _: SCHEMA_VERSION)] = SCHEMA_VERSION

    @model_validator(mode="after")
    def _consistent(self) -> "ClaimSet":
        for claim in self.claims:
            _check_spans(self.article.text, claim)
        claims, merged = _merged(self.claims)
        if merged:
            # The set is frozen; this is the only place that changes it, before the caller has it.
            self.__dict__.update(claims=claims, warnings=(*self.warnings, *merged))
        _check_parents(claims)
        return self

    def __len__(self) -> int:
        return len(self.claims)

    def __iter__(self) -> Iterator[Claim]:  # type: ignore[override]
        return iter(self.claims)

    def __reversed__(self) -> Iterator[Claim]:
        return reversed(self.claims)

    def __contains__(self, claim: object) -> bool:
        return claim in self.claims

    @overload
    def __getitem__(self, index: int) -> Claim: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Claim, ...]: ...
    def __getitem__(self, index: int | slice) -> Claim | tuple[Claim, ...]:
        return self.claims[index]

    def index(self, claim: Claim, start: int = 0, stop: int | None = None) -> int:
        """Return the index of a claim; raise `ValueError` if it is not there."""
        return self.claims.index(claim, start, len(self.claims) if stop is None else stop)

    def count(self, claim: Claim) -> int:
        """Return how often the set has a claim: 0 or 1."""
        return self.claims.count(claim)

    def __repr__(self) -> str:
        made = f" by {self.extractor.name}" if self.extractor else ""
        return f"<ClaimSet {self.article.id!r}: {len(self)} claim{'s' * (len(self) != 1)}{made}>"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """Return a table of the first 50 claims for a notebook."""
        html: str = plugins.get("serialiser", "html").fragment(self)
        return html

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        """Yield what `rich` prints: the article, and the first 50 claims, both in short."""
        yield "article", self.article
        yield "claims", [_InShort(claim) for claim in self.claims[:_SHOWN]]
        if len(self) > _SHOWN:
            yield "more_claims", len(self) - _SHOWN
        if self.extractor:
            yield "extractor", self.extractor
        if self.warnings:
            yield "warnings", list(self.warnings)

    def by_source(self) -> dict[str, tuple[Claim, ...]]:
        """Group the claims by the name of their source, in order of appearance; `""` holds those without one.

        Letter case and white space do not distinguish names; each group has the most frequent spelling.
        """
        groups: dict[str, list[Claim]] = {}
        for claim in self.claims:
            groups.setdefault(spelling_key(claim.source_name), []).append(claim)
        spellings = (Counter(claim.source_name for claim in claims) for claims in groups.values())
        return dict(zip(map(usual_spelling, spellings), map(tuple, groups.values()), strict=True))

    def where(
        self,
        /,
        *,
        source: str | Iterable[str] | None = None,
        source_type: SourceType | str | Iterable[SourceType | str] | None = None,
        stance: Stance | str | Iterable[Stance | str] | None = None,
        confidence: Confidence | str | Iterable[Confidence | str] | None = None,
        cue_force: CueForce | str | Iterable[CueForce | str] | None = None,
        quotation: QuotationType | str | Iterable[QuotationType | str] | None = None,
        min_score: float | None = None,
        **labels: str | Iterable[str] | None,
    ) -> "ClaimSet":
        """Return a claim set with only the claims that meet all conditions given, in order.

        Each condition takes one value or several; a claim meets it if it has one of them. No claim meets an empty one.

        The result keeps the article, the extractor, the warnings and the usage of this set. Claims keep their ids.
        A claim whose parent is left out gets the nearest ancestor that is kept as its parent, or None.

        Args:
            source: The source's name, or its mention, in full.
            source_type: Its type; `"none"` for claims without a source.
            stance: The stance.
            confidence: The confidence.
            cue_force: The cue's force.
            quotation: The content's quotation type.
            min_score: The least score; claims without a score do not meet it.
            **labels: Your own labels, with the values wanted; claims without the label do not meet it.

        Raises:
            InvalidValueError: If a label has no such value, or a name cannot be a label.
            InputTypeError: If a source, or a value of one of your own labels, is not a str, or the score is not a
                number.

        Example:
            >>> from newsclaims import extract
            >>> claims = extract("Ann denied it had rained. Bob said it had rained. Cy asked if it had rained.")
            >>> len(claims.where(stance={"deny", "question"}).where(source="Ann"))
            1
        """
        given = {
            "stance": stance,
            "confidence": confidence,
            "cue_force": cue_force,
            "source_type": source_type,
            "quotation": quotation,
        }
        wanted = {name: _members(LABELS[name], values) for name, values in given.items() if values is not None}
        own = {name: self._own(name, values) for name, values in labels.items() if values is not None}
        names = None if source is None else _strings("source", source)
        if min_score is not None and not isinstance(min_score, (int, float)):
            raise InputTypeError("min_score", "a number", type(min_score).__name__)
        return self._keeping(
            claim
            for claim in self.claims
            if all(getattr(claim, name) in values for name, values in wanted.items())
            and (names is None or (claim.source is not None and not names.isdisjoint(_names(claim.source))))
            and (min_score is None or (claim.score is not None and claim.score >= min_score))
            and all(name in claim.labels and claim.labels[name].value in values for name, values in own.items())
        )

    def _keeping(self, claims: Iterable[Claim]) -> "ClaimSet":
        """Return a set of some claims of this one, with the nearest kept ancestors as parents."""
        kept = {claim.id: claim for claim in claims}
        parents = {claim.id: claim.parent for claim in self.claims}

        def adopted(claim: Claim) -> Claim:
            """Return a claim with its nearest kept ancestor as its parent."""
            parent = claim.parent
            while parent is not None and parent not in kept:
                parent = parents[parent]
            return claim if parent == claim.parent else claim.model_copy(update={"parent": parent})

        return self.model_copy(update={"claims": tuple(map(adopted, kept.values()))})

    def _own(self, name: str, values: object) -> frozenset[str]:
        """Return the values wanted of a user's own label, after checking that its name is not a misspelt option."""
        options = (*LABELS, "source", "min_score")
        if not any(name in claim.labels for claim in self.claims):
            like = get_close_matches(name, options, 1, _LIKE)
            if like or name in RESERVED:
                hint = f"Did you mean {like[0]!r}?" if like else f"The options are {', '.join(options)}."
                raise InvalidValueError(f"where() has no option {name!r}, and no claim has a label {name!r}. {hint}")
        return _strings(name, values)

    def chain(self, claim: Claim) -> tuple[Claim, ...]:
        """Return a claim's ancestors, from the outermost to its parent, and then the claim itself.

        Args:
            claim: A claim of this set.

        Raises:
            InputTypeError: If it is not a claim.
            InvalidValueError: If it is not in this set.
        """
        if not isinstance(claim, Claim):
            raise InputTypeError("the claim", "a Claim of this set", type(claim).__name__)
        by_id = {c.id: c for c in self.claims}
        if claim.id not in by_id:
            raise InvalidValueError(f"claim {claim.id!r} is not in this set.")
        links = [claim]
        while (parent := links[-1].parent) is not None:
            links.append(by_id[parent])
        return tuple(reversed(links))

    def summary(self) -> Summary:
        """Return how many claims there are by source, stance, confidence and the other labels.

        `Summary.of` counts the claims of several sets.
        """
        return Summary.of([self])

    def disagreements(self) -> Disagreements:
        """Return where the extractors of a merged pipeline disagree: claims that some missed or found in another form.

        Only claims of this set are compared. `merge="union"` keeps all; with the others, what too few found is left
        out. A claim set of a single extractor has no disagreements.

        Example:
            >>> from newsclaims import Pipeline
            >>> from newsclaims.testing import ScriptedExtractor
            >>> one = ScriptedExtractor([("Ann", "said", "it rained")], name="one")
            >>> two = ScriptedExtractor([("Ann", "said", "it rained"), ("Bob", "denied", "it")], name="two")
            >>> claims = Pipeline([one, two]).extract("Ann said it rained. Bob denied it.")
            >>> [(one.claim.source_name, one.missed_by) for one in claims.disagreements()]
            [('Bob', ('one',))]
        """
        return disagreements_in(self)

    def plot(self, *, sources: int = MOST_SOURCES) -> "alt.LayerChart":
        """Return a chart of the stances of each source: stacked bars, the source with most claims at the top.

        Args:
            sources: The largest number of sources to show. If there are more, the chart says so.

        Raises:
            InvalidValueError: If that number is less than 1.
            MissingExtraError: If `newsclaims[plot]` is not installed.
        """
        return self.summary().plot(sources=sources)

    def to(self, format: str) -> str:
        """Return the set as a str in a text format.

        Args:
            format: The name of a serialiser, for example `"json"`, `"jsonl"` or `"csv"`.

        Raises:
            UnknownPluginError: If no serialiser has that name.
            InvalidValueError: If the format is binary; use `to_bytes`.
        """
        data = self.to_bytes(format)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            raise InvalidValueError(f"{format!r} is a binary format; use to_bytes({format!r}).") from None

    def to_bytes(self, format: str) -> bytes:
        """Return the set as bytes, in any format that needs only one file.

        Args:
            format: The name of a serialiser, for example `"json"`.

        Raises:
            UnknownPluginError: If no serialiser has that name.
            InvalidValueError: If the format needs more than one file.
        """
        serialiser = plugins.get("serialiser", format)
        if serialiser.layout == "folder":
            raise InvalidValueError(
                f"{format!r} needs more than one file; use dump(claims, FOLDER, format={format!r})."
            )
        buffer = io.BytesIO()
        with plugins.blaming("serialiser", serialiser, OSError):
            serialiser.dump([self], buffer)
        return buffer.getvalue()

    def to_arrow(self) -> "pa.Table":
        """Return the claims as an Arrow table: one row per claim, without the article's text.

        Every set gives the same columns, even one without claims. The user's own labels are all in the column `labels`.

        Raises:
            MissingExtraError: If `newsclaims[arrow]` is not installed.
        """
        table: pa.Table = plugins.get("serialiser", "parquet").to_arrow(self)
        return table

    def to_pandas(self) -> "pd.DataFrame":
        """Return the table of `to_arrow` as a pandas data frame; labels become categories.

        Each of the user's own labels has a column under its name, instead of the column `labels`.

        The control characters that an Excel file cannot hold are replaced by their pictures, one for one (U+000B by
        U+240B), so that `to_excel` writes the frame. `to_arrow().to_pandas()` keeps them.

        Raises:
            MissingExtraError: If `newsclaims[pandas]` is not installed.
        """
        frame: pd.DataFrame = plugins.get("serialiser", "parquet").to_pandas(self)
        return frame

    def to_polars(self) -> "pl.DataFrame":
        """Return the table of `to_arrow` as a Polars data frame; labels become categories.

        Each of the user's own labels has a column under its name, instead of the column `labels`.

        Raises:
            MissingExtraError: If `newsclaims[polars]` is not installed.
        """
        frame: pl.DataFrame = plugins.get("serialiser", "parquet").to_polars(self)
        return frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Give the table of `to_arrow` to any library that reads Arrow data (the PyCapsule interface).

        Args:
            requested_schema: A capsule with the schema that the library asks for, or None.

        Raises:
            MissingExtraError: If `newsclaims[arrow]` is not installed.
        """
        capsule: object = plugins.get("serialiser", "parquet").to_arrow(self).__arrow_c_stream__(requested_schema)
        return capsule


Sequence.register(ClaimSet)


class _InShort:
    """A claim of which `rich` prints one line."""

    def __init__(self, claim: Claim) -> None:
        self._claim = claim

    def __repr__(self) -> str:
        return repr(self._claim)


def _members(label: Label, values: object) -> frozenset[str]:
    """Return the values wanted of a built-in label, given one or several."""
    return frozenset(_member(label, value) for value in _several(values))


def _member(label: Label, value: Any) -> str:
    try:
        return label.values(value)
    except ValueError:
        kind, known = label.values.__name__, ", ".join(label.values)
        raise InvalidValueError(f"{shown(value)} is not a {kind}; the values are {known}.") from None


def _strings(name: str, values: object) -> frozenset[str]:
    """Return the strings wanted of something in `where`, given one or several."""
    found: set[str] = set()
    for value in _several(values):
        if not isinstance(value, str):
            raise InputTypeError(f"the value of {name} in where()", "a str", type(value).__name__)
        found.add(value)
    return frozenset(found)


def _several(values: object) -> Iterable[object]:
    return values if isinstance(values, Iterable) and not isinstance(values, (str, bytes)) else (values,)


def _names(source: Source) -> tuple[str, str]:
    return source.name, source.text


def _check_spans(text: str, claim: Claim) -> None:
    for role, passage in claim.passages():
        if passage.end > len(text):
            raise OffsetError(
                f"the {role} of claim {claim.id!r} ends at {passage.end}, past the text's end at {len(text)}."
            )
        found = FRAGMENT_GLUE.join(text[span.start : span.end] for span in passage.spans)
        if found != passage.text:
            raise OffsetError(
                f"the {role} of claim {claim.id!r} says {passage.text[: 2 * CONTEXT]!r}, but at {passage.start} "
                f"the text reads {found[: 2 * CONTEXT]!r}."
            )
    others = [e.span for e in claim.evidence] + [t.span for t in claim.times]
    if claim.source and claim.source.mention_of:
        others.append(claim.source.mention_of)
    for span in others:
        if span.end > len(text):
            raise OffsetError(f"claim {claim.id!r} points to {span.start}..{span.end}, past the text's end.")


def _merged(claims: tuple[Claim, ...]) -> tuple[tuple[Claim, ...], list[str]]:
    """Merge claims with the same spans into the first of them; return the claims and the warnings."""
    by_spans: dict[object, Claim] = {}
    renamed: dict[str, str] = {}
    ids: set[str] = set()
    for claim in claims:
        key = tuple((role, passage.spans) for role, passage in claim.passages())
        if (first := by_spans.get(key)) is not None:
            by_spans[key] = _join(first, claim)
            renamed[claim.id] = first.id
        elif claim.id in ids:
            raise InvalidValueError(f"two claims with different spans share the id {claim.id!r}.")
        else:
            by_spans[key] = claim
            ids.add(claim.id)
    if len(by_spans) == len(claims):
        return claims, []
    kept = tuple(
        _adopted(c, renamed[c.parent]) if c.parent in renamed and c.parent not in ids else c for c in by_spans.values()
    )
    gone = len(claims) - len(kept)
    what = (
        "1 claim had the same spans as another and was"
        if gone == 1
        else f"{gone} claims had the same spans as others and were"
    )
    return kept, [f"{what} merged."]


def _adopted(claim: Claim, parent: str) -> Claim:
    """Return a claim with the parent that its own was merged into, or with none if that is the claim itself."""
    return claim.model_copy(update={"parent": parent if parent != claim.id else None})


def _join(first: Claim, other: Claim) -> Claim:
    """Return the first claim and its parent, with what else it lacks taken from the other."""
    scores = [s for s in (first.score, other.score) if s is not None]
    return first.model_copy(
        update={
            **_lacking(first, other, "claim"),
            "source": _filled(first.source, other.source, "source"),
            "cue": _filled(first.cue, other.cue, "cue"),
            "content": _filled(first.content, other.content, "content"),
            "probabilities": Meta({**other.probabilities, **first.probabilities}),
            "labels": FrozenMapping({**other.labels, **first.labels}),
            "times": first.times or other.times,
            "score": max(scores, default=None),
            "evidence": tuple(dict.fromkeys((*first.evidence, *other.evidence))),
            "extractors": tuple(dict.fromkeys((*first.extractors, *other.extractors))),
        }
    )


def _filled(first: _Part, other: _Part, name: PassageName) -> _Part:
    """Return a passage with the labels that it lacks taken from another with the same spans."""
    return first if first is None else first.model_copy(update=_lacking(first, other, name))


def _lacking(first: object, other: object, name: PassageName) -> Mapping[str, object]:
    """Return the labels that a claim or passage lacks and another has."""
    fields = (label.field for label in labels_in(name))
    return {field: getattr(other, field) for field in fields if getattr(first, field) is None}


def _check_parents(claims: tuple[Claim, ...]) -> None:
    parents = {claim.id: claim.parent for claim in claims}
    safe: set[str | None] = {None}
    for start in parents:
        # A dict keeps the order and is quick to search: a chain can be as long as the set.
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in safe:
            if at in path:
                raise ParentError(f"the parents of claim {at!r} lead back to it.")
            if at not in parents:
                raise ParentError(f"claim {next(reversed(path))!r} names the parent {at!r}, which is not in the set.")
            path[at] = None
            at = parents[at]
        safe.update(path)
