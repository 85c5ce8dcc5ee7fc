"""Compares what several extractors found in one article: the claims that some missed, or found in another form.

A claim that several extractors found has the spans of one of them. What another one found instead is kept as evidence
for the claim, with notes such as "content by rules" and "stance=deny by llm", so that every lossless format keeps it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, overload

from attrs import frozen

from .. import _plugins as plugins
from .claim import FRAGMENT_GLUE, Claim, Passage
from .frozen import FrozenMapping
from .labels import FOUND
from .spans import Span

if TYPE_CHECKING:
    from .claimset import ClaimSet

__all__ = ["SIGN", "Disagreement", "Disagreements", "Variant", "disagreements_in", "variant_note"]

SIGN: Final = "+"
"""Joins the names of extractors in the name of a merged one."""

_ROLES: Final = ("source", "cue", "content")
_SHOWN: Final = 40
"""How many characters of a passage a line shows; half of them come before the first difference."""


@frozen(slots=True)
class Variant:
    """What an extractor found in place of a claim.

    Args:
        extractor: The extractor's name.
        source: The source that it found; None if it found none.
        cue: The cue that it found; None if it found none.
        content: The content that it found.
        labels: The labels that it gave the claim if others gave it other values, with their values.
    """

    extractor: str
    source: Passage | None
    cue: Passage | None
    content: Passage
    labels: Mapping[str, str]


@frozen(slots=True)
class Disagreement:
    """A claim that not all extractors found in the same form.

    Args:
        claim: The claim.
        found_by: The names of the extractors that found it.
        missed_by: The names of the other extractors of its claim set.
        variants: What extractors found in its place: other spans, or other labels.
    """

    claim: Claim
    found_by: tuple[str, ...]
    missed_by: tuple[str, ...]
    variants: tuple[Variant, ...]

    def __str__(self) -> str:
        return "\n".join((str(self.claim), *(f"    {line}" for line in self._lines())))

    def _lines(self) -> Iterator[str]:
        yield f"found by {', '.join(self.found_by)}"
        if self.missed_by:
            yield f"missed by {', '.join(self.missed_by)}"
        for variant in self.variants:
            parts = (self._part(part, words) for part, words in changes(self.claim, variant))
            yield f"{variant.extractor}: {'; '.join(parts)}"

    def _part(self, part: str, words: str) -> str:
        """Return what a variant has otherwise, cut around the first difference if it is long."""
        mine: Passage | None = getattr(self.claim, part) if part in _ROLES else None
        return f"{part} {_shown(words, mine.text if mine else '')}" if words else f"no {part}"


@frozen(slots=True)
class Disagreements(Sequence[Disagreement]):
    """The claims of a set that not all extractors found in the same form; a sequence of `Disagreement`.

    `print` and notebooks show them as a list.

    Args:
        extractors: The names of the extractors that are compared; empty if there are not several.
        claims: The number of claims in the set.
        items: The disagreements, in the order of the claims.
    """

    extractors: tuple[str, ...]
    claims: int
    items: tuple[Disagreement, ...]

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: int) -> Disagreement: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Disagreement, ...]: ...
    def __getitem__(self, index: int | slice) -> Disagreement | tuple[Disagreement, ...]:
        return self.items[index]

    def __str__(self) -> str:
        if not self.extractors:
            return "nothing to compare: the claims are not those of several extractors"
        names = ", ".join(self.extractors)
        about = f"disagreement{'s' * (len(self) != 1)} about {self.claims:,} claim{'s' * (self.claims != 1)}"
        head = f"{names}: {len(self):,} {about}"
        return "\n".join((head, *map(str, self.items)))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """Return the disagreements as a table for a notebook."""
        html: str = plugins.get("serialiser", "html").fragment(self)
        return html


def changes(claim: Claim, variant: Variant) -> Iterator[tuple[str, str]]:
    """Yield what a variant has otherwise than the claim.

    Args:
        claim: The claim.
        variant: What an extractor found in its place.

    Yields:
        A role with the words that it has in the variant, `""` if it has none; or a label with its value.
    """
    for role in _ROLES:
        passage: Passage | None = getattr(variant, role)
        mine: Passage | None = getattr(claim, role)
        if (passage and passage.spans) != (mine and mine.spans):
            yield role, passage.text if passage else ""
    yield from variant.labels.items()


def variant_note(extractor: str, part: str, value: str = "") -> str:
    """Return the note of evidence that keeps what an extractor found in place of a claim.

    Args:
        extractor: The extractor's name.
        part: The role that the words have for it, or a label that it gave.
        value: The value of that label.
    """
    return f"{part}{'=' if value else ''}{value} by {extractor}"


def disagreements_in(claimset: "ClaimSet") -> Disagreements:
    """Return where the extractors of a claim set disagree.

    Args:
        claimset: The claim set.
    """
    names = _extractors(claimset)
    items = (_compared(claimset.article.text, claim, names) for claim in claimset)
    return Disagreements(names, len(claimset), tuple(one for one in items if one.missed_by or one.variants))


def _extractors(claimset: "ClaimSet") -> tuple[str, ...]:
    """Return the names of the extractors that a set compares; those in its claims if it does not name one.

    A single extractor can name others in its claims, but compares nothing.
    """
    if claimset.extractor is None:
        return tuple(dict.fromkeys(name for claim in claimset for name in claim.extractors))
    names = claimset.extractor.name.split(SIGN)
    merged = len(names) > 1 and all(not set(names).isdisjoint(claim.extractors) for claim in claimset)
    return tuple(names) if merged else ()


def _compared(text: str, claim: Claim, names: Sequence[str]) -> Disagreement:
    variants = (_variant(text, claim, name) for name in claim.extractors)
    return Disagreement(
        claim=claim,
        found_by=claim.extractors,
        missed_by=tuple(name for name in names if name not in claim.extractors),
        variants=tuple(one for one in variants if one is not None),
    )


def _variant(text: str, claim: Claim, extractor: str) -> Variant | None:
    """Return what an extractor found in place of a claim; None if it found just the claim."""
    ending = variant_note(extractor, "")
    notes = [(e.note, e.span) for e in claim.evidence if e.label == FOUND and e.note.endswith(ending)]
    parts = [(note.removesuffix(ending), span) for note, span in notes]
    roles: dict[str, Any] = {role: _passage(text, [span for part, span in parts if part == role]) for role in _ROLES}
    labels = dict(part.split("=", 1) for part, _ in parts if "=" in part)
    if roles["content"] is None:
        if not labels:
            return None
        roles = {role: getattr(claim, role) for role in _ROLES}
    return Variant(extractor, **roles, labels=FrozenMapping(labels))


def _passage(text: str, spans: Iterable[Span]) -> Passage | None:
    """Return a passage of some spans, which are joined where they overlap; None if there are none."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, span.end))
        else:
            joined.append(span)
    if not joined:
        return None
    return Passage(spans=tuple(joined), text=FRAGMENT_GLUE.join(text[span.start : span.end] for span in joined))


def _shown(words: str, others: str) -> str:
    """Return the part of a passage around the first place where it differs from another one."""
    pairs = enumerate(zip(words, others, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(words), len(others)))
    start = max(0, min(same - _SHOWN // 2, len(words) - _SHOWN))
    end = start + _SHOWN
    return repr(f"{'...' * (start > 0)}{words[start:end]}{'...' * (end < len(words))}")
