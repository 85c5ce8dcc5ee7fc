"""Judges what the reporter's choice of cue does to the content."""

from collections.abc import Sequence

from attrs import frozen

from newsclaims._attribution import Attribution, Judgement
from newsclaims.text import Text

from ._attribution_reading import read_attribution
from ._evidence import judgement

__all__ = ["CueForceTagger"]


@frozen(slots=True)
class CueForceTagger:
    """Reads the force off the cue's entry; what was not found, shown or known is passed on and no more."""

    name: str = "cue_force"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"cue_force"})

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add a cue force to each attribution.

        Args:
            text: The text they stand in.
            attributions: What was found in it.
        """
        return [a.judged("cue_force", self._judge(text, a)) for a in attributions]

    def _judge(self, text: Text, attribution: Attribution) -> Judgement:
        """Judge one attribution."""
        cue = read_attribution(text, attribution).cue
        head = cue.head_match
        if cue.entry is None or head is None:
            return Judgement("neutral", "rule")
        force = cue.entry.force or "neutral"
        turn = cue.negation or cue.refusal
        if force == "endorsing" and turn is not None:
            return judgement(text, "neutral", "rule", (turn, head))
        return judgement(text, force, "lexicon", (head,))
