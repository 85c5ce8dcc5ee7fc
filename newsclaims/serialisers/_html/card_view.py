"""Prepares the card of a claim: who said it, in which words, how, and what the judgement rests on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from newsclaims._model import FOUND, LABELS, Claim, ClaimSet, Evidence, Source, Span

from .moments import When, when_of
from .numbering import Numbering, name_elsewhere
from .words import fragments, one_line, percent, shown_name

__all__ = ["Card", "Cards", "Link", "OwnLabel", "Reason", "Reasons", "Time"]

LONGEST_QUOTATION: Final = 2_000
"""How many characters of a content a card shows; the article's text has all of it."""
LONGEST_CHAIN: Final = 8
"""How many of the claims around a claim its card names, counted from the inside."""


@frozen(slots=True)
class Link:
    """A claim that a card leads to.

    Args:
        number: Its number.
        name: The name of its source, on one line; `""` if it has none.
        stance: Its stance; None if it was not judged.
    """

    number: int
    name: str
    stance: str | None


@frozen(slots=True)
class Time:
    """An expression of time.

    Args:
        words: Its words.
        kind: Its kind: `"date"`, `"time"`, `"duration"` or `"set"`.
        when: When it is; None if it was not resolved.
    """

    words: str
    kind: str
    when: When | None


@frozen(slots=True)
class Reason:
    """Words that justify a judgement.

    Args:
        words: The words.
        origin: `"model"`, `"lexicon"` or `"rule"`.
        note: What they show; may be empty.
    """

    words: str
    origin: str
    note: str


@frozen(slots=True)
class Reasons:
    """What one judgement rests on.

    Args:
        label: The name of the label.
        is_own: Whether it is one of the user's own labels.
        reasons: The words that justify it.
        probabilities: The values with their probabilities in per cent, the most probable first.
    """

    label: str
    is_own: bool
    reasons: tuple[Reason, ...]
    probabilities: tuple[tuple[str, str], ...]


@frozen(slots=True)
class OwnLabel:
    """One of the user's own labels.

    Args:
        name: Its name.
        value: Its value.
    """

    name: str
    value: str


@frozen(slots=True)
class Card:
    """A claim, as the templates show it.

    Args:
        number: Its number.
        claim: The claim, for its labels.
        classes: The names of its classes.
        name: The full name of its source; `""` if it has none.
        name_link: The address of the source's page; None if there is none.
        mention: How the text mentions the source here; None if by its name.
        name_place: The id of the place of its name in the text; None if it is here.
        quotation: The fragments of the content.
        cue: The fragments of the cue.
        score: The probability that it is a claim, in per cent; None if it is not known.
        times: Its expressions of time.
        own: The user's own labels.
        chain: The claims around it, the outermost first; only the innermost if there are very many.
        chain_is_cut: Whether more claims are around those of `chain`.
        children: The numbers of the claims right inside it.
        why: What its judgements rest on.
        extractors: The names of the extractors that found it, if these are not just the one that found all.
    """

    number: int
    claim: Claim
    classes: str
    name: str
    name_link: str | None
    mention: str | None
    name_place: str | None
    quotation: tuple[str, ...]
    cue: tuple[str, ...]
    score: str | None
    times: tuple[Time, ...]
    own: tuple[OwnLabel, ...]
    chain: tuple[Link, ...]
    chain_is_cut: bool
    children: tuple[int, ...]
    why: tuple[Reasons, ...]
    extractors: tuple[str, ...]


@frozen(slots=True)
class Cards:
    """Makes the cards of a claim set.

    Args:
        claimset: The set.
        numbering: Its claims.
        source_links: The addresses of the pages of sources, by their names.
    """

    claimset: ClaimSet
    numbering: Numbering
    source_links: Mapping[str, str]
    children: Mapping[str, Sequence[int]] = field(init=False)

    @children.default
    def _find_children(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for number, claim in self.numbering.claims.items():
            if claim.parent is not None:
                found.setdefault(claim.parent, []).append(number)
        return found

    def __iter__(self) -> Iterator[Card]:
        return (self.card(number) for number in self.numbering.claims)

    def card(self, number: int) -> Card:
        """Return the card of a claim.

        Args:
            number: The claim's number.
        """
        claim, text = self.numbering.claims[number], self.claimset.article.text
        chain, chain_is_cut = self._chain(claim)
        return Card(
            number=number,
            claim=claim,
            classes=" ".join(self.numbering.classes[number]),
            name=shown_name(claim.source_name),
            name_link=self.source_links.get(claim.source_name),
            mention=_mention(claim.source),
            name_place=_place(name_elsewhere(claim)),
            quotation=fragments(text, claim.content.spans, LONGEST_QUOTATION),
            cue=fragments(text, claim.cue.spans, LONGEST_QUOTATION) if claim.cue else (),
            score=None if claim.score is None else percent(claim.score),
            times=tuple(Time(self._words(time.span), time.kind, when_of(time)) for time in claim.times),
            own=tuple(OwnLabel(name, tag.value) for name, tag in claim.labels.items()),
            chain=chain,
            chain_is_cut=chain_is_cut,
            children=tuple(self.children.get(claim.id, ())),
            why=tuple(self._why(claim)),
            extractors=self._extractors(claim),
        )

    def _words(self, span: Span) -> str:
        return one_line(self.claimset.article.text[span.start : span.end])

    def _chain(self, claim: Claim) -> tuple[tuple[Link, ...], bool]:
        """Return the claims around a claim, and whether there are more."""
        links: list[Link] = []
        at = claim
        while at.parent is not None:
            if len(links) == LONGEST_CHAIN:
                return tuple(reversed(links)), True
            number = self.numbering.numbers[at.parent]
            at = self.numbering.claims[number]
            links.append(Link(number, one_line(shown_name(at.source_name)), at.stance))
        return tuple(reversed(links)), False

    def _extractors(self, claim: Claim) -> tuple[str, ...]:
        maker = self.claimset.extractor
        return () if maker and claim.extractors == (maker.name,) else claim.extractors

    def _why(self, claim: Claim) -> Iterator[Reasons]:
        """Yield the reasons for each judgement: of the claim itself, of our labels, and of the user's own."""
        by_label: dict[str, list[Evidence]] = {}
        for evidence in claim.evidence:
            by_label.setdefault(evidence.label, []).append(evidence)
        own = {name: tag.probabilities for name, tag in claim.labels.items()}
        for label in dict.fromkeys((FOUND, *LABELS, *claim.probabilities, *by_label, *own)):
            known = {**own.get(label, {}), **claim.probabilities.get(label, {})}
            found = by_label.get(label, ())
            if known or found:
                yield Reasons(
                    label=label,
                    is_own=label not in LABELS and label != FOUND,
                    reasons=tuple(Reason(self._words(one.span), one.origin, one.note) for one in found),
                    probabilities=tuple((value, percent(known[value])) for value in _by_probability(known)),
                )


def _mention(source: Source | None) -> str | None:
    return one_line(source.text) if source and source.text != source.name else None


def _place(span: Span | None) -> str | None:
    return None if span is None else f"at-{span.start}"


def _by_probability(known: Mapping[str, float]) -> Sequence[str]:
    return sorted(known, key=lambda value: (-known[value], value))
