"""Judges how firmly the source is committed to the content."""

from collections.abc import Sequence

from attrs import frozen

from newsclaims.attribution import Attribution, Judgement, Origin
from newsclaims.language import Language
from newsclaims.syntax import Found
from newsclaims.text import Text

from .analysis import Analysis, analyse
from .combiner import join
from .cue_sense import negated, said
from .marks import mark

__all__ = ["ConfidenceTagger"]

_Verdict = tuple[str, Origin, tuple[Found, ...]]

_STRENGTH = {"certain": 3, "probable": 2, "possible": 1, "unknown": 0}


@frozen(slots=True)
class ConfidenceTagger:
    """Takes the weakest marker on the cue and on the content's main clause, as the stance asks."""

    name: str = "confidence"
    requires: frozenset[str] = frozenset({"stance"})
    provides: frozenset[str] = frozenset({"confidence"})

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add a confidence to each attribution.

        Args:
            text: The text they stand in.
            attributions: What was found in it.
        """
        return [a.judged("confidence", self._judge(text, a)) for a in attributions]

    def _judge(self, text: Text, attribution: Attribution) -> Judgement:
        stance = join(attribution.judgements.get("stance", ()), text.language.habits.get("stance"))
        value, origin, found = _confidence(
            text.language, analyse(text, attribution), stance.value if stance else "affirm"
        )
        evidence = tuple(mark(text, f.words, f.value) for f in found)
        return Judgement(value, origin, evidence=evidence)


def _confidence(language: Language, analysis: Analysis, stance: str) -> _Verdict:
    cue, content = analysis.cue, analysis.content
    if cue.hypothetical is not None:
        return "unknown", "rule", (cue.hypothetical,)
    head = Found(cue.entry.lemma, cue.head) if cue.entry is not None and cue.head is not None else None
    at = (head,) if head else ()
    if stance in ("question", "neutral"):
        return _open(language, analysis, stance, at)
    firmness = (negated if cue.negation else said)(language, analysis)[1]
    if stance == "deny":
        return ("probable" if firmness == "probable" else "certain"), "lexicon", at
    markers = [Found(firmness, head.words)] if head else []
    if cue.hedge is not None:
        markers.append(cue.hedge)
    if stance in ("advocate", "oppose"):
        if content.wish is not None:
            markers.append(content.wish)
        if cue.negation or cue.refusal:
            markers = [m for m in markers if m is not cue.hedge]
    elif content.hedge is not None:
        markers.append(content.hedge)
    if stance == "affirm" and content.would is not None and (analysis.direct or not cue.past or content.condition):
        markers.append(content.would)
    return _weakest(markers)


def _open(language: Language, analysis: Analysis, stance: str, at: tuple[Found, ...]) -> _Verdict:
    """A question and a bare topic commit to nothing; "is considering" leaves a plan possible."""
    if stance == "neutral" and said(language, analysis)[1] == "possible":
        return "possible", "lexicon", at
    return "unknown", "rule", at


def _weakest(markers: Sequence[Found]) -> _Verdict:
    if not markers:
        return "certain", "rule", ()
    weakest = min(markers, key=lambda marker: _STRENGTH.get(marker.value, 3))
    origin: Origin = "lexicon" if weakest is markers[0] else "rule"
    return weakest.value if weakest.value in _STRENGTH else "certain", origin, (weakest,)
