"""A set of claims: the article, what was found in it, and the ways to look at that."""

import io
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeVar, overload

from pydantic import model_validator

from .. import plugins
from ..errors import InvalidValueError, OffsetError, ParentError
from .article import Article
from .base import CONTEXT, NonEmpty, Noun, Text
from .claim import FRAGMENT_GLUE, Claim, Passage
from .labels import Confidence, CueForce, QuotationType, SourceType, Stance
from .meta import Meta

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["SCHEMA_VERSION", "ClaimSet", "ExtractorInfo"]

SCHEMA_VERSION: Literal["1"] = "1"
"""The version of the claim schema, written into every claim set; a change that a reader must know of raises it."""

_Label = TypeVar("_Label", bound=StrEnum)
_Part = TypeVar("_Part", bound=Passage | None)


class ExtractorInfo(Noun):
    """What made a claim set.

    Args:
        name: The extractor's name.
        version: Its version, or that of its package.
        model: The digest of its model, where it has one.
        annotator: Who annotated, for gold; then `name` says how.
    """

    name: NonEmpty
    version: Text | None = None
    model: Text | None = None
    annotator: Text | None = None


class ClaimSet(Noun):
    """An article and the claims found in it; a sequence of `Claim`.

    Claims of equal spans are merged into the first, with a warning in `warnings`.

    Args:
        article: The article.
        claims: The claims.
        extractor: What made them.
        warnings: What a reader should know, in words.
        schema_version: The version of this schema.

    Raises:
        OffsetError: If a span lies outside the text, or a passage's `text` is not what stands there.
        ParentError: If a parent is missing, or a chain of parents leads back to itself.
        InvalidValueError: If two different claims share an id.
    """

    article: Article
    claims: tuple[Claim, ...] = ()
    extractor: ExtractorInfo | None = None
    warnings: tuple[Text, ...] = ()
    schema_version: Literal["1"] = SCHEMA_VERSION

    @model_validator(mode="after")
    def _consistent(self) -> "ClaimSet":
        for claim in self.claims:
            _check_spans(self.article.text, claim)
        claims, merged = _merged(self.claims)
        if merged:
            # The one place that changes a frozen set, before anybody has seen it.
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
        """Return the place of a claim; `ValueError` if it is not there."""
        return self.claims.index(claim, start, len(self.claims) if stop is None else stop)

    def count(self, claim: Claim) -> int:
        """Return how often a claim is there: 0 or 1."""
        return self.claims.count(claim)

    def __repr__(self) -> str:
        made = f" by {self.extractor.name}" if self.extractor else ""
        return f"<ClaimSet {self.article.id!r}: {len(self)} claim{'s' * (len(self) != 1)}{made}>"

    __str__ = __repr__

    def by_source(self) -> dict[str, tuple[Claim, ...]]:
        """Group the claims by the name of their source, in order of appearance; `""` holds those without one."""
        groups: dict[str, list[Claim]] = {}
        for claim in self.claims:
            groups.setdefault(claim.source_name, []).append(claim)
        return {name: tuple(claims) for name, claims in groups.items()}

    def where(
        self,
        *,
        source: str | None = None,
        source_type: SourceType | str | None = None,
        stance: Stance | str | None = None,
        confidence: Confidence | str | None = None,
        cue_force: CueForce | str | None = None,
        quotation: QuotationType | str | None = None,
        min_score: float | None = None,
    ) -> tuple[Claim, ...]:
        """Return the claims that meet all conditions given, in order.

        Args:
            source: The source's name, or its mention, in full.
            source_type: Its type; `"none"` for claims without a source.
            stance: The stance.
            confidence: The confidence.
            cue_force: The cue's force.
            quotation: The content's quotation type.
            min_score: The least score; claims without a score do not meet it.

        Raises:
            InvalidValueError: If a label has no such value.
        """
        wanted = {
            "source_type": _member(SourceType, source_type),
            "stance": _member(Stance, stance),
            "confidence": _member(Confidence, confidence),
            "cue_force": _member(CueForce, cue_force),
        }
        kind = _member(QuotationType, quotation)
        return tuple(
            claim
            for claim in self.claims
            if all(value is None or getattr(claim, name) is value for name, value in wanted.items())
            and (source is None or (claim.source is not None and source in (claim.source.name, claim.source.text)))
            and (kind is None or claim.content.quotation is kind)
            and (min_score is None or (claim.score is not None and claim.score >= min_score))
        )

    def chain(self, claim: Claim) -> tuple[Claim, ...]:
        """Return who says that who says: the claim's ancestors from the outermost, then the claim.

        Args:
            claim: A claim of this set.

        Raises:
            InvalidValueError: If it is not in this set.
        """
        by_id = {c.id: c for c in self.claims}
        if claim.id not in by_id:
            raise InvalidValueError(f"claim {claim.id!r} is not in this set.")
        links = [claim]
        while (parent := links[-1].parent) is not None:
            links.append(by_id[parent])
        return tuple(reversed(links))

    def to(self, format: str) -> str:
        """Return the set in a text format, by the name of a serialiser.

        Args:
            format: For example `"json"`, `"jsonl"` or `"csv"`.

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
        """Return the set in any format that fits one stream, by the name of a serialiser.

        Args:
            format: For example `"json"`.

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

        A set without claims gives no rows and the same columns.

        Raises:
            MissingExtraError: If `newsclaims[arrow]` is not installed.
        """
        table: pa.Table = plugins.get("serialiser", "parquet").to_arrow(self)
        return table

    def to_pandas(self) -> "pd.DataFrame":
        """Return the table of `to_arrow` as a pandas data frame; labels become categories.

        Raises:
            MissingExtraError: If `newsclaims[pandas]` is not installed.
        """
        frame: pd.DataFrame = plugins.get("serialiser", "parquet").to_pandas(self)
        return frame

    def to_polars(self) -> "pl.DataFrame":
        """Return the table of `to_arrow` as a Polars data frame; labels become categories.

        Raises:
            MissingExtraError: If `newsclaims[polars]` is not installed.
        """
        frame: pl.DataFrame = plugins.get("serialiser", "parquet").to_polars(self)
        return frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand the table of `to_arrow` to any library that takes Arrow data (the PyCapsule interface).

        Args:
            requested_schema: A capsule with the schema that is wanted, or None.

        Raises:
            MissingExtraError: If `newsclaims[arrow]` is not installed.
        """
        capsule: object = plugins.get("serialiser", "parquet").to_arrow(self).__arrow_c_stream__(requested_schema)
        return capsule


Sequence.register(ClaimSet)


def _member(labels: type[_Label], value: str | None) -> _Label | None:
    try:
        return None if value is None else labels(value)
    except ValueError:
        known = ", ".join(labels)
        raise InvalidValueError(f"{value!r} is no {labels.__name__}; the values are {known}.") from None


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
    """Merge claims of equal spans into the first of them; say so."""
    by_spans: dict[object, Claim] = {}
    renamed: dict[str, str] = {}
    ids: set[str] = set()
    for claim in claims:
        key = tuple((role, passage.spans) for role, passage in claim.passages())
        if (first := by_spans.get(key)) is not None:
            by_spans[key] = _join(first, claim)
            renamed[claim.id] = first.id
        elif claim.id in ids:
            raise InvalidValueError(f"two claims of different spans share the id {claim.id!r}.")
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
        "1 claim had the spans of another and was" if gone == 1 else f"{gone} claims had the spans of another and were"
    )
    return kept, [f"{what} merged into it."]


def _adopted(claim: Claim, parent: str) -> Claim:
    """Give a claim the parent that its own was merged into; none if that is the claim itself."""
    return claim.model_copy(update={"parent": parent if parent != claim.id else None})


def _join(first: Claim, other: Claim) -> Claim:
    """Keep the first claim with its parent, and fill what else it lacks from the other."""
    scores = [s for s in (first.score, other.score) if s is not None]
    return first.model_copy(
        update={
            "stance": first.stance if first.stance is not None else other.stance,
            "confidence": first.confidence if first.confidence is not None else other.confidence,
            "source": _filled(first.source, other.source, "type"),
            "cue": _filled(first.cue, other.cue, "force"),
            "content": _filled(first.content, other.content, "quotation"),
            "probabilities": Meta({**other.probabilities, **first.probabilities}),
            "times": first.times or other.times,
            "score": max(scores, default=None),
            "evidence": tuple(dict.fromkeys((*first.evidence, *other.evidence))),
            "extractors": tuple(dict.fromkeys((*first.extractors, *other.extractors))),
        }
    )


def _filled(first: _Part, other: _Part, label: str) -> _Part:
    """Return a passage with the label that it lacks from another of the same spans."""
    if first is None or getattr(first, label) is not None:
        return first
    return first.model_copy(update={label: getattr(other, label)})


def _check_parents(claims: tuple[Claim, ...]) -> None:
    parents = {claim.id: claim.parent for claim in claims}
    safe: set[str | None] = {None}
    for start in parents:
        # In order, and quick to look into: a chain may be as long as the set.
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
