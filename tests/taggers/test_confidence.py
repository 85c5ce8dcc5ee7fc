"""Confidence: the guideline's table, its rules and its settled points, each with a contrasting sentence."""

import pytest
from taggers.marked import judge, parse, words

from newsclaims._attribution import Judgement
from newsclaims.taggers._confidence import ConfidenceTagger

CASES = [
    # The table.
    ("[She] {said} <the bridge is safe>.", "certain"),
    ("[She] {knows} <the bridge is safe>.", "certain"),
    ("[She] {is sure} <the bridge is safe>.", "certain"),
    ("[She] {believes} <the bridge is safe>.", "probable"),
    ("[She] {thinks} <the bridge is safe>.", "probable"),
    ("[She] {expects} <that it will hold>.", "probable"),
    ("[She] {suggested} <that the bridge is safe>.", "probable"),
    ("[The bridge] {seems} <to be safe>.", "probable"),
    ("[She] {said} <the bridge is likely to hold>.", "probable"),
    ("[She] {said} <the bridge may fall>.", "possible"),
    ("[She] {said} <the bridge could fall>.", "possible"),
    ("[She] {said} <perhaps it rains>.", "possible"),
    ("[She] {fears} <that it may fall>.", "possible"),
    ("[She] {asked} <whether the bridge was safe>.", "unknown"),
    ("[She] {spoke about} <trade>.", "unknown"),
    # Rule 2: a denial is certain unless hedged.
    ("[She] {denied} <that the bridge leaked>.", "certain"),
    ("[She] {played down} <the leak>.", "probable"),
    ("[She] {does not think} <that it leaks>.", "probable"),
    # Rule 3: how firm the position is.
    ("[She] {demanded} <a recount>.", "certain"),
    ("[She] {vowed} <to fight>.", "certain"),
    ("[She] {hopes} <to win>.", "probable"),
    ("[She] {would like} <to win>.", "probable"),
    ("[She] {may support} <the plan>.", "possible"),
    ("[She] {is considering} <running again>.", "possible"),
    ("[She] {is considering} <a new run>.", "possible"),
    ("[She] {said} <it will rain in May>.", "certain"),
    ("[She] {said} <it might, or will likely, rain>.", "possible"),
]


@pytest.mark.parametrize(("marked", "confidence"), CASES)
def test_table(marked: str, confidence: str) -> None:
    """Each marker of the guideline's table and rules has the confidence that the guideline gives it."""
    assert judge(marked)["confidence"].value == confidence


MIRRORS = [
    # Rule 1: the weakest marker that scopes over the main clause, on the cue or in the content.
    ("[She] {said} <it might rain>.", "possible", "[She] {said} <it does rain>.", "certain"),
    ("[She] {believes} <it might rain>.", "possible", "[She] {believes} <it does rain>.", "probable"),
    ("[She] {said} <it is not more likely than snow>.", "certain", "[She] {said} <it is likely>.", "probable"),
    # Settled point 2: "would" after a past cue is a backshifted "will"; otherwise it is a guess.
    ("[She] {said} <the talks would end>.", "certain", "[She] {says} <the talks would end>.", "probable"),
    ("[She] {said} <the talks would end>.", "certain", "<“The talks would end,”> [she] {said}.", "probable"),
    # Settled point 3: a hedge on a subordinate clause does not count.
    (
        "[She] {said} <it is raining because clouds may gather>.",
        "certain",
        "[She] {said} <it may rain because clouds gather>.",
        "possible",
    ),
    (
        "[She] {said} <if it may rain, it is late>.",
        "certain",
        "[She] {said} <if it rains, it may be late>.",
        "possible",
    ),
    # Rule 4: direct speech is judged by the words inside the marks.
    ("<“I think it rains,”> [she] {said}.", "probable", "<“It rains,”> [she] {said}.", "certain"),
    # Settled point 4.
    ("[She] {called} <him a liar>.", "certain", "[She] {believes} <him a liar>.", "probable"),
    # Settled point 8: a hypothetical cue commits to nothing.
    ("If [she] {knew} <that it rains>.", "unknown", "And [she] {knew} <that it rains>.", "certain"),
    # A wish has the confidence that its words express.
    ("[She] {said} <she hopes to win>.", "probable", "[She] {said} <she wants to win>.", "certain"),
    ("[She] {could not say} <that it rains>.", "unknown", "[She] {said} <that it could not rain>.", "certain"),
]


@pytest.mark.parametrize(("marked", "confidence", "mirror", "other"), MIRRORS)
def test_mirrors(marked: str, confidence: str, mirror: str, other: str) -> None:
    """Two sentences that differ in the decisive words differ in confidence."""
    assert judge(marked)["confidence"].value == confidence
    assert judge(mirror)["confidence"].value == other


@pytest.mark.parametrize(
    ("marked", "evidence"),
    [
        ("[She] {said} <it might rain>.", ["might"]),
        ("[She] {believes} <it rains>.", ["believes"]),
        ("[She] {may support} <it>.", ["may"]),
        ("If [she] {knew} <that it rains>.", ["If"]),
        ("<It rains>.", []),
    ],
)
def test_evidence(marked: str, evidence: list[str]) -> None:
    """The evidence is the weakest marker, which decides."""
    assert words(marked, "confidence") == evidence


def test_follows_the_stance_that_was_judged() -> None:
    """The judged stance counts, from any origin: a question has the confidence "unknown"."""
    text, attribution = parse("[She] {said} <it rains>.")
    questioned = attribution.judged("stance", Judgement("question", "model"))
    tagger = ConfidenceTagger()
    assert tagger.tag(text, [questioned])[0].judgements["confidence"][-1].value == "unknown"
    assert tagger.tag(text, [attribution])[0].judgements["confidence"][-1].value == "certain"
