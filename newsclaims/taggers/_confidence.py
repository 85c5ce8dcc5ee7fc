"""Judges how firmly the source is committed to the content."""

from collections.abc import Sequence

from attrs import frozen

from newsclaims._attribution import Attribution, Judgement, Origin
from newsclaims._language import Language
from newsclaims._syntax import ScopeMatch
from newsclaims.text import Text

from ._attribution_reading import AttributionReading, read_attribution
from ._combiner import join
from ._cue_sense import negated_sense, sense
from ._evidence import Verdict, judgement
from ._holder.speakers import speaker_of

__all__ = ["ConfidenceTagger"]

_STRENGTH = {"certain": 3, "probable": 2, "possible": 1, "unknown": 0}


@frozen(slots=True)
class ConfidenceTagger:
    """Uses the weakest marker on the cue and on the content's main clause, depending on the stance."""

    name: str = "confidence"
    requires: frozenset[str] = frozenset({"stance"})
    provides: frozenset[str] = frozenset({"confidence"})

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add a confidence to each attribution.

        Args:
            text: Their text.
            attributions: The attributions.
        """
        return [a.judged("confidence", self._judge(text, a)) for a in attributions]

    def _judge(self, text: Text, attribution: Attribution) -> Judgement:
        """Judge one attribution."""
        speaker = speaker_of(text, attribution)
        if speaker is not None and (speaker.asked or not speaker.brief):
            return Judgement("unknown" if speaker.asked else "certain", "rule")
        stance = join(attribution.judgements.get("stance", ()), text.language.habits.get("stance"))
        reading = read_attribution(text, attribution)
        return judgement(text, *_confidence(text.language, reading, stance.value if stance else "affirm"))


def _confidence(language: Language, reading: AttributionReading, stance: str) -> Verdict:
    """Return the confidence, what it rests on and the words that show it."""
    cue, content = reading.cue, reading.content
    if cue.hypothetical is not None:
        return "unknown", "rule", (cue.hypothetical,)
    head = cue.head_match
    at = (head,) if head else ()
    if stance in ("question", "neutral"):
        return _open(language, reading, stance, at)
    firmness = (negated_sense if cue.negation else sense)(language, reading)[1]
    if stance == "deny":
        return ("probable" if firmness == "probable" else "certain"), "lexicon", at
    markers = [ScopeMatch(firmness, head.words)] if head else []
    if cue.hedge is not None:
        markers.append(cue.hedge)
    if stance in ("advocate", "oppose"):
        if content.wish is not None:
            markers.append(content.wish)
        if cue.negation or cue.refusal:
            markers = [m for m in markers if m is not cue.hedge]
    elif content.hedge is not None:
        markers.append(content.hedge)
    if stance == "affirm" and content.would is not None and (reading.direct or not cue.past or content.condition):
        markers.append(content.would)
    return _weakest(markers)


def _open(language: Language, reading: AttributionReading, stance: str, at: tuple[ScopeMatch, ...]) -> Verdict:
    """Return the confidence without a commitment: unknown, but possible for a plan that the source "is considering"."""
    if stance == "neutral" and sense(language, reading)[1] == "possible":
        return "possible", "lexicon", at
    return "unknown", "rule", at


def _weakest(markers: Sequence[ScopeMatch]) -> Verdict:
    """Return the weakest of several markers; "certain" if there are none."""
    if not markers:
        return "certain", "rule", ()
    weakest = min(markers, key=lambda marker: _STRENGTH.get(marker.value, 3))
    origin: Origin = "lexicon" if weakest is markers[0] else "rule"
    return weakest.value if weakest.value in _STRENGTH else "certain", origin, (weakest,)
