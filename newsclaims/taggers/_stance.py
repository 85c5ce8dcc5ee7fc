"""Judges the source's attitude towards the content."""

from collections.abc import Sequence

from attrs import frozen

from newsclaims._attribution import Attribution, Judgement
from newsclaims._language import Language
from newsclaims._syntax import ScopeMatch
from newsclaims.text import Text

from ._attribution_reading import AttributionReading, read_attribution
from ._content_reading import Opening
from ._cue_sense import negated_sense, sense
from ._evidence import Verdict, judgement
from ._holder.speakers import speaker_of

__all__ = ["StanceTagger"]

_STATED = frozenset({Opening.THAT, Opening.WHETHER, Opening.IF, Opening.QUESTION_WORD, Opening.CLAUSE})
_REFUSED = {"oppose": "neutral", "deny": "neutral"}


@frozen(slots=True)
class StanceTagger:
    """Takes the stance of the cue's lexicon entry, and changes it for negations, wishes and the content's form."""

    name: str = "stance"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"stance"})

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add a stance to each attribution.

        Args:
            text: Their text.
            attributions: The attributions.
        """
        return [a.judged("stance", self._judge(text, a)) for a in attributions]

    def _judge(self, text: Text, attribution: Attribution) -> Judgement:
        """Judge one attribution."""
        speaker = speaker_of(text, attribution)
        if speaker is not None and (speaker.asked or not speaker.brief):
            # If there are several sentences, none of them decides the stance of the whole.
            return Judgement("question" if speaker.asked else "affirm", "rule")
        return judgement(text, *_stance(text.language, read_attribution(text, attribution)))


def _stance(language: Language, reading: AttributionReading) -> Verdict:
    """Return the stance, what it rests on and the words that show it."""
    cue, head = reading.cue, reading.cue.head_match
    stance, _, turned = sense(language, reading)
    if cue.entry is None or head is None:
        return _by_content(reading, stance, ()) if stance == "affirm" else (stance, "rule", ())
    if cue.refusal is not None and stance in ("affirm", "question") and reading.content.opening in _STATED:
        # "Declined to say whether" does not reject the content; "refused to admit that" does.
        return "deny" if cue.entry.force == "endorsing" else "neutral", "rule", (cue.refusal, head)
    if cue.refusal is not None:
        return _REFUSED.get(stance, "oppose"), "rule", (cue.refusal, head)
    if cue.negation is not None:
        return negated_sense(language, reading)[0], "rule", (cue.negation, head)
    if stance == "affirm" and cue.entry.confidence == "certain":
        return _by_content(reading, stance, (head,))
    return stance, "rule" if turned else "lexicon", (head, cue.loss) if turned and cue.loss else (head,)


def _by_content(reading: AttributionReading, stance: str, head: tuple[ScopeMatch, ...]) -> Verdict:
    """Return the stance from the wishes, doubts and questions in the content, if the cue is neutral about it."""
    content = reading.content
    if content.unsure is not None:
        return "question", "rule", (*head, content.unsure)
    if content.asks is not None and reading.direct:
        return "question", "rule", (*head, content.asks)
    if content.wish is not None:
        return "advocate", "rule", (*head, content.wish)
    if content.opposed is not None:
        return "oppose", "rule", (*head, content.opposed)
    return stance, "lexicon" if head else "rule", head
