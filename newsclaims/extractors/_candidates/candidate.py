"""A candidate for an attribution: its words, and the pattern that decides how far to trust it."""

from collections.abc import Iterable

from attrs import define

from newsclaims._attribution import Attribution
from newsclaims._language import Reading
from newsclaims._syntax import Tokens
from newsclaims.text import WordRange

__all__ = ["Candidate", "make_candidate", "score_of", "to_attribution"]

# The stances whose cue is enough by itself; see `Trust.attitude`.
_ATTITUDES = frozenset({"advocate", "oppose", "deny"})


@define(slots=True)
class Candidate:
    """Words that may be an attribution.

    Args:
        cue: The cue's words.
        content: The content's fragments, sorted.
        source: The source's words, if any.
        lemma: The cue's lemma.
        frame: What the cue governs: `that`, `quote`, `inf` ...
        form: The form of the cue: finite, passive, participle ...
        stance: The stance in the cue's lexicon entry, if it has one.
        trust: The trust in the pattern; see `Trust`.
    """

    cue: WordRange
    content: list[WordRange]
    source: WordRange | None
    lemma: str
    frame: str
    form: str
    stance: str | None = None
    trust: float = 0.0

    @property
    def is_finite(self) -> bool:
        """Whether the cue is a finite verb with a subject of its own."""
        return self.form.startswith("finite")

    @property
    def is_attitude(self) -> bool:
        """Whether the cue by itself makes an attribution: a verb with "that", a plan, wish, refusal or denial."""
        if (self.is_finite and self.frame == "that") or (self.form == "noun of owner" and self.frame == "n that"):
            return True
        if self.stance not in _ATTITUDES:
            return False
        denial = self.stance == "deny" and self.frame in ("np", "clause", "to")
        return self.form.startswith("noun of") or (self.is_finite and (denial or self.frame == "inf"))

    def content_holds(self, i: int) -> bool:
        """Return whether word `i` is in the content."""
        for piece in self.content:  # noqa: SIM110 - runs for every pair of finds, and is twice as fast as `any`
            if piece.first <= i < piece.last:
                return True
        return False


def make_candidate(
    tokens: Tokens,
    cue: WordRange,
    content: Iterable[WordRange],
    source: WordRange | None,
    *,
    reading: Reading,
    frame: str,
    form: str,
) -> Candidate | None:
    """Return a candidate with trimmed content; None if no content is left, or source and cue share words.

    Args:
        tokens: The words of the text.
        cue: The cue's words.
        content: The content's fragments.
        source: The source's words.
        reading: The lexicon's reading of the cue.
        frame: What the cue governs.
        form: The form of the cue.
    """
    if source is not None and source.first < cue.last and cue.first < source.last:
        return None
    pieces = [piece for part in content if (piece := tokens.trim(part)).first < piece.last]
    if not pieces:
        return None
    if len(pieces) > 1:
        pieces.sort()
    return Candidate(cue, pieces, source, reading.entry.lemma, frame, form, reading.entry.stance)


def score_of(tokens: Tokens, candidate: Candidate) -> float:
    """Return the probability that a candidate outside contents is correct, rounded to four digits.

    Args:
        tokens: The words of the text.
        candidate: The candidate.
    """
    return round(tokens.language.trust.score(candidate.trust, candidate.frame, candidate.form), 4)


def to_attribution(
    tokens: Tokens,
    candidate: Candidate,
    score: float,
    *,
    parent: int | None = None,
    extractors: tuple[str, ...] = (),
) -> Attribution:
    """Return a candidate as an attribution.

    Args:
        tokens: The words of the text.
        candidate: The candidate.
        score: The probability that it is correct.
        parent: The index of the attribution whose content holds it, if there is one.
        extractors: The extractors that the claim names, if not the one that returns it.
    """
    offsets = tokens.spans.offsets
    return Attribution(
        source=(offsets(candidate.source),) if candidate.source else (),
        cue=(offsets(candidate.cue),),
        content=tuple(map(offsets, candidate.content)),
        score=score,
        parent=parent,
        note=f"{candidate.lemma}: {candidate.frame}, {candidate.form}",
        extractors=extractors,
    )
