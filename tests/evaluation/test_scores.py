"""Scores, worked out by hand on small gold and compared with the PolNeAR scorer if the corpus is available."""

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._attribution import Attribution
from newsclaims._model import Article, ClaimSet
from newsclaims._pipeline import Pipeline, attributions_from
from newsclaims.errors import InputTypeError, OffsetError
from newsclaims.evaluation import (
    GoldArticle,
    Measure,
    Roles,
    Scores,
    evaluate,
    read_gold,
    right,
    score,
)
from newsclaims.evaluation._scores import GROUPS, MEASURES
from newsclaims.testing import SAMPLES, ScriptedExtractor

TEXT = "Ann said it rained a lot. \u201cNo,\u201d Bob replied, \u201cit was dry.\u201d It is said that dogs bark."
#       0   4    9                 26     32  36       45            60       68


def fragment(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def roles(source: str, cue: str, *content: str) -> Roles:
    """Return roles by their words in `TEXT`."""
    who, how = ((fragment(words),) if words else () for words in (source, cue))
    return Roles(who, how, tuple(fragment(words) for words in content))


RAIN = roles("Ann", "said", "it rained a lot")
DRY = roles("Bob", "replied", "\u201cNo,\u201d", "\u201cit was dry.\u201d")
DOGS = roles("", "is said", "that dogs bark")
GOLD = GoldArticle(Article(text=TEXT, id="rain"), ((RAIN, DRY, DOGS),))


def printed(predicted: Sequence[Any], gold: Sequence[GoldArticle] = (GOLD,)) -> dict[str, Any]:
    """Return the scores of claims for the article of `GOLD`."""
    return score(gold, {"rain": predicted}).to_dict()


# The measures, by hand.


def test_a_perfect_prediction_scores_full_marks() -> None:
    """Gold scored against itself gets 100 in every measure."""
    found = printed([RAIN, DRY, DOGS])
    assert all(found[name] == {"p": 100.0, "r": 100.0, "f1": 100.0} for name in MEASURES)
    assert {name: found["groups"][name]["gold"] for name in GROUPS} == {
        "direct": 1.0,
        "mixed": 0.0,
        "indirect": 2.0,
        "several_pieces": 1.0,
        "without_source": 1.0,
        "without_cue": 0.0,
    }


def test_a_missing_prediction_scores_nothing() -> None:
    """An article without a prediction counts as missing, and its gold as not found."""
    found = score([GOLD], {}).to_dict()
    assert (found["articles"], found["missing"]) == (1, 1)
    assert found["claim"] == {"p": 0.0, "r": 0.0, "f1": 0.0}
    assert score([GOLD], {"rain": []}).missing == 0


def test_measures_by_hand() -> None:
    """Predicted are one right claim, one with the wrong source and one wrong claim, against three gold claims.

    Contents matched: 2 of 3 predicted, 2 of 3 gold. Whole claims: 1 of 3 and 1 of 3. Exact sources: gold Ann, Bob;
    predicted Ann, Ann, dogs; one shared, so 1/3, 1/2, F1 0.4; as words, Ann counts once: 1/2. Words of contents: gold
    has 4 + 4 + 3; predicted the 4 of the first, 3 of the second's 4 and 1 more, so 7/8 and 7/11.
    """
    predicted = [RAIN, roles("Ann", "replied", "it was dry"), roles("dogs", "", "replied")]
    found = printed(predicted)
    assert found["content_overlap"] == {"p": 66.7, "r": 66.7, "f1": 66.7}
    assert found["claim"] == {"p": 33.3, "r": 33.3, "f1": 33.3}
    assert found["exact_source"] == {"p": 33.3, "r": 50.0, "f1": 40.0}
    assert found["exact_cue"] == {"p": 100.0, "r": 66.7, "f1": 80.0}
    assert found["word_source"] == {"p": 50.0, "r": 50.0, "f1": 50.0}
    assert found["word_content"] == {"p": 87.5, "r": 63.6, "f1": 73.7}
    assert found["exact_content"] == {"p": 66.7, "r": 50.0, "f1": 57.1}


def test_a_content_matches_from_half_its_words() -> None:
    """A content matches with two of four words, but not with one."""
    assert printed([roles("Ann", "", "a lot")])["content_overlap"]["p"] == 100.0
    assert printed([roles("Ann", "", "lot")])["content_overlap"]["p"] == 0.0


def test_each_claim_is_matched_once_best_first() -> None:
    """Only the better of two predictions for a gold claim counts."""
    found = printed([roles("Bob", "", "it rained a"), RAIN])
    assert found["content_overlap"]["p"] == 50.0
    assert found["claim"]["p"] == 50.0


def test_sources_agree_when_both_are_absent() -> None:
    """A claim without a source matches only another one without a source."""
    assert printed([DOGS])["groups"]["without_source"] == {"gold": 1.0, "p": 100.0, "r": 100.0, "f1": 100.0}
    assert printed([roles("Bob", "is said", "that dogs bark")])["groups"]["without_source"]["r"] == 0.0


def test_claims_without_a_cue_are_a_group() -> None:
    """A turn has a speaker and no cue; whether a prediction has one makes no difference to the match."""
    turn = roles("Bob", "", "it rained a lot")
    groups = printed([roles("Bob", "said", "it rained a lot")], [GoldArticle(GOLD.article, ((turn, DRY),))])["groups"]
    assert groups["without_cue"] == {"gold": 1.0, "p": 0.0, "r": 100.0, "f1": 0.0}


def test_exact_spans_are_trimmed_to_words() -> None:
    """Quotation marks, punctuation and white space at the ends are ignored."""
    assert printed([Roles(source=((32, 36),), content=((26, 30), (45, 58)))])["exact_source"]["p"] == 100.0


def test_claims_without_words_in_their_content_count_only_in_exact_measures() -> None:
    """An event without content counts with its source as an exact fragment, but not as a claim."""
    gold = GoldArticle(GOLD.article, ((RAIN, Roles(source=((32, 35),))),))
    found = printed([RAIN, Roles(source=((32, 35),), content=((24, 25),))], [gold])
    assert found["claim"] == {"p": 100.0, "r": 100.0, "f1": 100.0}
    assert found["exact_source"]["r"] == 100.0
    assert found["word_source"]["r"] == 100.0


def test_several_annotators_are_averaged() -> None:
    """A prediction is compared with each annotator; found by one of two counts as half."""
    gold = GoldArticle(GOLD.article, ((RAIN,), (DRY,)))
    assert printed([RAIN], [gold])["claim"] == {"p": 50.0, "r": 50.0, "f1": 50.0}


def test_kinds_of_contents() -> None:
    """Direct contents are all in quotation marks, indirect all outside, mixed in part; white space does not matter."""
    text = "Ann said it was \u201cawful\u201d \n weather."
    mixed = Roles(((0, 3),), ((4, 8),), ((9, 23), (26, 34)))
    gold = GoldArticle(Article(text=text, id="rain"), ((mixed,),))
    found = {name: group["gold"] for name, group in printed([], [gold])["groups"].items()}
    assert found == {
        "direct": 0,
        "mixed": 1.0,
        "indirect": 0,
        "several_pieces": 0,
        "without_source": 0,
        "without_cue": 0,
    }


def test_a_group_has_its_own_precision_and_recall() -> None:
    """Recall counts the gold of a kind and precision its predictions, each by its own content."""
    found = score([GOLD], {"rain": [RAIN, DRY, roles("Ann", "", "It is said")]})
    assert found.groups["indirect"] == Measure(gold=2, predicted=2, gold_matched=1, predicted_matched=1)
    assert found.groups["direct"].f1 == 1.0


def test_measures_are_shares() -> None:
    """`Measure` gives precision, recall and F1, which are 0 if there is nothing."""
    half = Measure(gold=4, predicted=2, gold_matched=1, predicted_matched=1)
    assert (half.precision, half.recall) == (0.5, 0.25)
    assert half.f1 == pytest.approx(1 / 3)
    assert half.to_dict() == {"p": 50.0, "r": 25.0, "f1": 33.3}
    assert Measure(0, 0, 0, 0).f1 == 0.0


# Accepted predictions.


def test_predictions_in_every_form_score_alike() -> None:
    """Claim sets, attributions, roles and mappings of offsets get the same scores."""
    pipeline = Pipeline(ScriptedExtractor([("Ann", "said", "it rained a lot"), ("", "is said", "that dogs bark")]), [])
    claims = pipeline.extract(GOLD.article)
    expected = score([GOLD], {"rain": [RAIN, DOGS]})
    plain: Any = [
        {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 24]]},
        {"cue": DOGS.cue, "content": DOGS.content},
    ]
    assert score([GOLD], [claims]) == expected
    assert score([GOLD], {"rain": claims}) == expected
    assert score([GOLD], {"rain": attributions_from(claims)}) == expected
    assert score([GOLD], {"rain": plain, "of another article": []}) == expected
    assert evaluate(pipeline, [GOLD]) == expected


def test_nested_claims_are_left_out() -> None:
    """A claim inside another's content is not counted, because the gold is flat."""
    nested = Attribution((), (), ((9, 24),), parent=0)
    outer = Attribution((), (), ((9, 25),))
    assert score([GOLD], {"rain": [outer, nested]}) == score([GOLD], {"rain": [outer]})
    claims = Pipeline(ScriptedExtractor([]), []).judge(GOLD.article, [outer, nested])
    assert score([GOLD], [claims]) == score([GOLD], {"rain": [outer]})


def test_predictions_that_do_not_fit_are_errors() -> None:
    """Claims of another text and other objects are refused."""
    with pytest.raises(OffsetError, match="the texts of article 'rain' in the prediction and in the gold differ"):
        score([GOLD], [ClaimSet(article=Article(text="Another.", id="rain"))])
    odd: Any = {"rain": [3]}
    with pytest.raises(InputTypeError, match="a predicted claim must be an Attribution or a mapping"):
        score([GOLD], odd)


@given(st.permutations([RAIN, DRY, DOGS]), st.sets(st.sampled_from(range(3))))
def test_the_order_of_claims_does_not_matter(order: list[Roles], kept: set[int]) -> None:
    """Predictions with different contents score the same in any order; swapping gold and prediction swaps p and r."""
    some = [order[i] for i in sorted(kept)]
    one, other = score([GOLD], {"rain": some}), score([GOLD], {"rain": some[::-1]})
    assert one == other
    back = score([GoldArticle(GOLD.article, (tuple(some),))], {"rain": [RAIN, DRY, DOGS]})
    assert all(
        (one.measures[m].precision, one.measures[m].recall) == (back.measures[m].recall, back.measures[m].precision)
        for m in MEASURES
    )


@pytest.mark.parametrize("text", SAMPLES)
def test_any_text_can_be_scored(text: str) -> None:
    """Unusual and empty texts are scored like any other."""
    assert score([GoldArticle(Article(text=text, id="x"), ((),))], {"x": []}).articles == 1


# Calibration of scores.


def test_scores_of_claims_are_compared_with_gold() -> None:
    """A claim is right by the share of annotators who marked it; nested, empty and unscored claims are skipped."""
    twice = GoldArticle(GOLD.article, ((RAIN, DRY), (RAIN,)))
    found = [
        Attribution(RAIN.source, RAIN.cue, RAIN.content, score=0.9),
        Attribution(DRY.source, DRY.cue, DRY.content, score=0.6),
        Attribution(DOGS.source, DOGS.cue, DOGS.content, score=0.5),
        Attribution((), (), ((24, 25),), score=0.1),
        Attribution((), (), (fragment("a lot"),)),
        Attribution((), (), (fragment("rained"),), score=0.2, parent=0),
    ]
    known = score([twice], {"rain": found}).calibration
    assert known is not None
    assert [(one.n, one.promised, one.kept) for one in known.bins] == [(1, 0.5, 0.0), (1, 0.6, 0.5), (1, 0.9, 1.0)]
    assert known.error == pytest.approx((0.5 + 0.1 + 0.1) / 3)
    assert right(twice, found) == (1.0, 0.5, 0.0, 0.0, 0.0)


def test_scores_of_claim_sets_are_compared_too() -> None:
    """The scores of claim sets are compared like those of attributions."""
    found = [Attribution(RAIN.source, RAIN.cue, RAIN.content, score=0.75)]
    claims = Pipeline(ScriptedExtractor([]), []).judge(GOLD.article, found)
    assert score([GOLD], [claims]) == score([GOLD], {"rain": found})
    assert score([GOLD], [claims]).to_dict()["calibration"]["ece"] == 0.25
    assert right(GOLD, claims) == (1.0,)


def test_no_calibration_without_scores_or_annotators() -> None:
    """Without scores or annotators, there is no calibration."""
    scored = [Attribution(RAIN.source, RAIN.cue, RAIN.content, score=0.75)]
    assert score([GOLD], {"rain": [RAIN]}).calibration is None
    assert score([GoldArticle(GOLD.article, ())], {"rain": scored}).calibration is None
    assert right(GoldArticle(GOLD.article, ()), scored) == (0.0,)
    assert "calibration" not in printed([RAIN])


# The same as the PolNeAR scorer.


@pytest.mark.corpus
def test_scores_are_those_of_the_polnear_scorer(polnear: Path, tmp_path: Path) -> None:
    """On gold with random deletions and shifts, every figure equals that of score.py."""
    gold = read_gold(polnear / "dev")
    chance = random.Random(7)  # noqa: S311
    predictions = {g.article.id: disturbed(g, chance) for g in gold if chance.random() < 0.95}
    lines = [json.dumps({"id": name, "claims": claims}) + "\n" for name, claims in predictions.items()]
    (tmp_path / "predictions.jsonl").write_text("".join(lines), encoding="utf-8")
    command = [sys.executable, *map(str, (polnear / "score.py", polnear / "dev", tmp_path / "predictions.jsonl"))]
    theirs = json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)
    ours = score(gold, predictions).to_dict()
    del ours["groups"]
    assert json.dumps(ours) == json.dumps(theirs)


def disturbed(gold: GoldArticle, chance: random.Random) -> list[Any]:
    """Return an annotator's claims with some deleted and their fragments moved."""

    def moved(offsets: Sequence[tuple[int, int]]) -> list[list[int]]:
        steps = [0, 0, 0, -12, 9, 40]
        kept = [pair for pair in offsets if chance.random() < 0.95]
        return [[max(0, start + chance.choice(steps)), end + chance.choice(steps)] for start, end in kept]

    claims = [claim for claim in chance.choice(gold.annotations) if chance.random() < 0.8]
    return [{"source": moved(c.source), "cue": moved(c.cue), "content": moved(c.content)} for c in claims]


def test_the_dictionary_has_the_scorers_keys() -> None:
    """The printed keys are those of score.py in its order, then the groups."""
    assert list(Scores(0, 0, {}).to_dict()) == ["articles", "missing", "groups"]
    assert list(printed([])) == ["articles", "missing", *MEASURES, "groups"]
