"""Judges the cue force: how the reporter's choice of cue presents the content."""

from collections.abc import Sequence

from attrs import frozen

from newsclaims._attribution import Attribution, Judgement
from newsclaims.text import Text

from ._attribution_reading import read_attribution
from ._cue_sense import sense
from ._evidence import judgement

__all__ = ["CueForceTagger"]


@frozen(slots=True)
class CueForceTagger:
    """Takes the force of the cue's lexicon entry; a negated, refused or unsure "found" or "knew" is neutral."""

    name: str = "cue_force"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"cue_force"})

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add a cue force to each attribution.

        Args:
            text: Their text.
            attributions: The attributions.
        """
        return [a.judged("cue_force", self._judge(text, a)) for a in attributions]

    def _judge(self, text: Text, attribution: Attribution) -> Judgement:
        """Judge one attribution."""
        if not attribution.cue:  # such as a turn in an interview, which can be long
            return Judgement("neutral", "rule")
        reading = read_attribution(text, attribution)
        cue = reading.cue
        head = cue.head_match
        if cue.entry is None or head is None:
            return Judgement("neutral", "rule")
        force = cue.entry.force or "neutral"
        turn = cue.negation or cue.refusal
        if force == "endorsing" and turn is not None:
            return judgement(text, "neutral", "rule", (turn, head))
        if force == "endorsing" and sense(text.language, reading)[1] == "probable":
            return judgement(text, "neutral", "rule", (head,))
        return judgement(text, force, "lexicon", (head,))
