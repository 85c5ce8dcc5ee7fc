"""A possible attribution, as word ranges, before it is weighed."""

from collections.abc import Iterable

from attrs import define

from newsclaims.lexicon import Reading

from .view import Range, View

__all__ = ["Candidate", "made"]

# Attitudes whose cue is enough by itself; see `Trust.attitude`.
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
        form: How the cue stands: finite, passive, participle ...
        stance: What the lexicon says of the cue's stance, if anything.
        trust: How far to trust the pattern; see `Trust`.
    """

    cue: Range
    content: list[Range]
    source: Range | None
    lemma: str
    frame: str
    form: str
    stance: str | None = None
    trust: float = 0.0

    @property
    def head(self) -> int:
        """The first word of the cue."""
        return self.cue[0]

    @property
    def finite(self) -> bool:
        """Whether the cue is a finite verb with a subject of its own."""
        return self.form.startswith("finite")

    @property
    def attitude(self) -> bool:
        """Whether the cue by itself makes an attribution: a verb with "that", a plan, wish, refusal or denial."""
        if self.finite and self.frame == "that":
            return True
        if self.stance not in _ATTITUDES:
            return False
        denial = self.stance == "deny" and self.frame in ("np", "clause")
        return self.form.startswith("noun of") or (self.finite and (denial or self.frame == "inf"))

    def holds(self, i: int) -> bool:
        """Say whether word `i` stands in the content."""
        for first, last in self.content:  # noqa: SIM110 - asked of every pair of finds, and twice as fast as `any`
            if first <= i < last:
                return True
        return False


def made(
    view: View,
    cue: Range,
    content: Iterable[Range],
    source: Range | None,
    *,
    reading: Reading,
    frame: str,
    form: str,
) -> Candidate | None:
    """Return a candidate, its content's edges trimmed; None if no content is left, or source and cue share words.

    Args:
        view: The text.
        cue: The cue's words.
        content: The content's fragments.
        source: The source's words.
        reading: How the lexicon reads the cue.
        frame: What the cue governs.
        form: How the cue stands.
    """
    if source is not None and source[0] < cue[1] and cue[0] < source[1]:
        return None
    pieces = [piece for part in content if (piece := view.trimmed(part))[0] < piece[1]]
    if not pieces:
        return None
    return Candidate(cue, sorted(pieces), source, reading.entry.lemma, frame, form, reading.entry.stance)
