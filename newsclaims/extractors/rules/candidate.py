"""A possible attribution, as word ranges, before it is weighed."""

from attrs import define

from .view import Range

__all__ = ["Candidate"]


@define(slots=True)
class Candidate:
    """Words that may be an attribution.

    Args:
        cue: The cue's words; its first fragment holds the head.
        content: The content's fragments, sorted.
        source: The source's words, if any.
        lemma: The cue's lemma.
        frame: What the cue governs: `that`, `quote`, `inf` ...
        form: How the cue stands: finite, passive, participle ...
        intention: Whether the cue is a plan, wish or refusal to do the content.
        trust: How often this lemma, frame and form were an attribution in the training articles.
    """

    cue: list[Range]
    content: list[Range]
    source: Range | None
    lemma: str
    frame: str
    form: str
    intention: bool = False
    trust: float = 0.0

    @property
    def head(self) -> int:
        """The first word of the cue."""
        return self.cue[0][0]

    def holds(self, i: int) -> bool:
        """Say whether word `i` stands in the content."""
        return any(a <= i < b for a, b in self.content)
