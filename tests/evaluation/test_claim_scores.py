"""Whole claims, scored by hand on small invented gold: labels, holders, nesting and families."""

from collections.abc import Sequence

import pytest

from newsclaims._attribution import Attribution, Judgement
from newsclaims._model import Article, ClaimSet
from newsclaims._pipeline import Pipeline
from newsclaims.errors import OffsetError
from newsclaims.evaluation import (
    ClaimScores,
    GoldClaim,
    GoldClaims,
    Roles,
    evaluate,
    evaluate_claims,
    score_claims,
)
from newsclaims.testing import ScriptedExtractor

TEXT = "Mayor Ann Bell said Bob King denied that it rained. She added that the report found mud. No, said Bell."
LABELS = {"stance": "affirm", "confidence": "certain", "cue_force": "neutral", "source_type": "named_person"}


def span(words: str) -> tuple[tuple[int, int], ...]:
    """The only fragment of a role, by its words in `TEXT`; none for no words."""
    start = TEXT.index(words)
    return ((start, start + len(words)),) if words else ()


def gold(source: str, cue: str, content: str, holder: str = "", parent: int | None = None, **labels: str) -> GoldClaim:
    """A gold claim by its words in `TEXT`."""
    return GoldClaim(Roles(span(source), span(cue), span(content)), {**LABELS, **labels}, holder, parent)


def found(
    source: str, cue: str, content: str, holder: str = "", parent: int | None = None, **labels: str
) -> Attribution:
    """A predicted claim by its words in `TEXT`; `holder` is a name in the text."""
    name = span(holder)[0] if holder else None
    attribution = Attribution(span(source), span(cue), span(content), holder=name, parent=parent)
    for label, value in labels.items():
        attribution = attribution.judged(label, Judgement(value, "rule"))
    return attribution


class Found:
    """An extractor that finds what it was told."""

    name = "found"

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self.attributions = list(attributions)

    def extract(self, texts: Sequence[object]) -> list[list[Attribution]]:
        """Return what it was told for each text."""
        return [self.attributions for _ in texts]


def predicted(*attributions: Attribution, name: str = "rain", text: str = TEXT) -> ClaimSet:
    """The claim set of some predicted claims."""
    return Pipeline(Found(attributions), taggers=[]).extract(Article(text=text, id=name))


def scored(golds: Sequence[GoldClaim], *attributions: Attribution) -> ClaimScores:
    """The scores of predicted claims for one article."""
    return score_claims([GoldClaims(Article(text=TEXT, id="rain"), tuple(golds))], [predicted(*attributions)])


SAID = ("Mayor Ann Bell", "said", "Bob King denied that it rained")
DENIED = ("Bob King", "denied", "that it rained")
ADDED = ("She", "added", "that the report found mud")
MUD = ("the report", "found", "mud")
NO = ("Bell", "said Bell", "No")


def test_claims_are_found_as_without_labels() -> None:
    """The measures of the claims without a parent are those of `score`, nested claims left out."""
    one = GoldClaims(Article(text=TEXT, id="rain"), (gold(*SAID), gold(*DENIED, parent=0), gold(*ADDED)))
    extractor = Found([found(*SAID), found(*DENIED, parent=0)])
    scores = evaluate_claims(Pipeline(extractor, taggers=[]), [one])
    assert scores.found == evaluate(Pipeline(extractor, taggers=[]), [one.flat])
    assert scores.found.measures["claim"].to_dict() == {"p": 100.0, "r": 50.0, "f1": 66.7}


# Labels.


def test_labels_are_scored_on_the_claims_that_match() -> None:
    """A claim that is not found has no labels; a nested one that is found has them too."""
    golds = [gold(*SAID, stance="affirm"), gold(*DENIED, stance="deny", parent=0), gold(*ADDED, stance="deny")]
    scores = scored(golds, found(*SAID, stance="affirm"), found(*DENIED, stance="affirm", parent=0))
    assert scores.matched == 2
    assert scores.labels["stance"].confusion == {"affirm": {"affirm": 1}, "deny": {"affirm": 1}}


def test_a_claim_with_another_source_does_not_match() -> None:
    """Source and content both have to match, or the labels do not count."""
    assert scored([gold(*SAID)], found("Bob King", "said", SAID[2], stance="affirm")).matched == 0


def test_a_label_that_is_not_judged_is_wrong() -> None:
    """What nobody judged counts against the accuracy."""
    scores = scored([gold(*SAID)], found(*SAID))
    assert scores.labels["confidence"].confusion == {"certain": {"not judged": 1}}
    assert scores.labels["confidence"].accuracy == 0.0


def test_the_force_needs_a_cue() -> None:
    """Of a gold claim without a cue, such as a turn, every label is scored except the cue's force."""
    turn = ("Bell", "", "No")
    scores = scored([gold(*turn)], found(*turn, stance="affirm"))
    assert {label: one.n for label, one in scores.labels.items()} == {
        "stance": 1,
        "confidence": 1,
        "cue_force": 0,
        "source_type": 1,
    }


# Holders.


def test_holders_are_counted_among_all_claims_that_need_one() -> None:
    """Of all that need a name some are found, of these some get one, and of these some get the right one."""
    golds = [
        gold(*SAID),
        gold(*ADDED, holder="Ann Bell"),
        gold(*MUD, holder="Bob King", parent=1),
        gold(*NO, holder="Ann Bell"),
        gold(*DENIED, holder="Ann Bell", parent=0),
    ]
    found_claims = (
        found(*SAID),
        found(*ADDED, holder="Ann Bell"),
        found(*MUD, holder="Ann Bell", parent=1),
        found(*NO),
    )
    holders = scored(golds, *found_claims).holders
    assert (holders.gold, holders.matched, holders.answered, holders.right) == (4, 3, 2, 1)
    assert (holders.right_of_gold, holders.right_of_answered) == (0.25, 0.5)
    assert holders.to_dict()["right_of_matched"] == 33.3


def test_documents_need_no_holder() -> None:
    """A document is its own holder: no name is asked for, whatever the gold says."""
    golds = [gold(*ADDED), gold(*MUD, holder="Ann Bell", parent=0, source_type="document")]
    assert scored(golds, found(*ADDED), found(*MUD, parent=0)).holders.gold == 0


def test_a_claim_found_without_a_source_has_no_name() -> None:
    """Where gold has a source without words, a prediction without any matches it, and answers nothing."""
    comma = GoldClaim(Roles(((102, 103),), (), span("No")), LABELS, "Ann Bell")
    holders = scored([comma], found("", "", "No")).holders
    assert (holders.matched, holders.answered) == (1, 0)


def test_holders_compare_without_titles() -> None:
    """A title before the name makes no difference."""
    assert scored([gold(*ADDED, holder="Ann Bell")], found(*ADDED, holder="Mayor Ann Bell")).holders.right == 1


# Nesting.


@pytest.mark.parametrize(
    ("attributions", "figures"),
    [
        ([found(*SAID), found(*DENIED, parent=0)], (100.0, 100.0)),
        ([found(*SAID), found(*DENIED)], (0.0, 0.0)),
        ([found("She", "said", SAID[2]), found(*DENIED, parent=0)], (0.0, 0.0)),
        ([found(*SAID), found("She", "denied", DENIED[2], parent=0)], (0.0, 0.0)),
        ([found(*SAID), found(*DENIED, parent=0), found(*ADDED), found(*MUD, parent=2)], (50.0, 100.0)),
    ],
)
def test_a_nested_claim_needs_the_right_parent(attributions: list[Attribution], figures: tuple[float, float]) -> None:
    """It is right if it matches, has a parent, and the two parents match each other."""
    measure = scored([gold(*SAID), gold(*DENIED, parent=0), gold(*ADDED)], *attributions).nested.to_dict()
    assert (measure["p"], measure["r"]) == figures


def test_a_parent_that_is_another_claim_is_wrong() -> None:
    """A nested claim with another parent than in the gold does not count."""
    golds = [gold(*SAID), gold(*ADDED), gold(*DENIED, parent=1)]
    nested = scored(golds, found(*SAID), found(*ADDED), found(*DENIED, parent=0)).nested
    assert (nested.gold, nested.predicted, nested.gold_matched) == (1, 1, 0)


# Articles.


def test_families_are_scored_separately() -> None:
    """Each family has the claim measure of its articles; an article without a family is in none."""
    articles = [
        GoldClaims(Article(text=TEXT, id=name), (gold(*SAID),), family)
        for name, family in (("a", "weather"), ("b", "weather"), ("c", "court"), ("d", None))
    ]
    scores = score_claims(articles, [predicted(found(*SAID), name=name) for name in ("a", "c", "d")])
    assert {name: measure.recall for name, measure in scores.families.items()} == {"weather": 0.5, "court": 1.0}
    assert scores.found.missing == 1


def test_a_claim_set_of_another_text_is_refused() -> None:
    """Offsets of another text mean nothing in the gold's."""
    with pytest.raises(OffsetError, match="'rain'"):
        score_claims([GoldClaims(Article(text=TEXT, id="rain"), (gold(*SAID),))], [predicted(text="Other.")])


def test_all_of_it_is_plain_values() -> None:
    """The printed figures are those of `score`, and families, nested claims, holders and labels by name."""
    one = GoldClaims(Article(text=TEXT, id="rain"), (gold(*SAID), gold(*DENIED, parent=0)), "weather")
    printed = score_claims([one], [predicted(found(*SAID, stance="affirm"))]).to_dict()
    assert printed["claim"] == {"p": 100.0, "r": 100.0, "f1": 100.0}
    assert printed["families"] == {"weather": {"gold": 1, "p": 100.0, "r": 100.0, "f1": 100.0}}
    assert printed["nested"] == {"gold": 1, "p": 0.0, "r": 0.0, "f1": 0.0}
    assert printed["matched"] == 1
    assert printed["stance"]["accuracy"] == 100.0
    assert printed["holders"]["gold"] == 0


def test_processes_make_no_difference() -> None:
    """With two workers the scores are the same."""
    article = Article(text=TEXT, id="rain")
    golds = [GoldClaims(article, (gold(*SAID), gold(*DENIED, parent=0)))]
    pipeline = Pipeline(ScriptedExtractor([SAID, DENIED]), taggers=[])
    assert evaluate_claims(pipeline, golds, workers=2) == evaluate_claims(pipeline, golds)
