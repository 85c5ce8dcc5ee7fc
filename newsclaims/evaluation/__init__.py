r"""Scores claims against gold annotations, with exactly the measures of the PolNeAR scorer and some more.

Gold is a folder with `text/*.txt` and `attributions/<text's name>_<annotator>.ann` in brat's standoff format, with one
or more annotators per article. It is read without checks of claims: an event can lack any role, and its fragments can
have any order.

| measure | what is counted |
| --- | --- |
| `content_overlap` | claims whose contents match: pairs of gold and predicted claim, one to one, taken greedily from the highest Jaccard index of their words down to 0.5 |
| `claim` | those whose sources match too: Jaccard at least 0.5, or neither has one |
| `exact_source`, `exact_cue`, `exact_content` | fragments that begin and end with the same word |
| `word_source`, `word_cue`, `word_content` | words that have that role in any claim |

Words are runs of `\w`. Claims without a word in their content count only in the `exact` measures. If an article has
several annotators, the prediction is compared with each of them and the counts are averaged. Nested claims (those with
a parent) are left out, because PolNeAR's annotation is flat.

Other functions measure whether scores and probabilities are calibrated (`calibration_of`), and how well the taggers
judge the labels of given spans (`evaluate_judgements`). `evaluate_claims` measures claims, labels, holders and nesting in one run.

Source: Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News" (LREC 2018), for the corpus.
"""  # noqa: E501

from .._public import set_public_module
from ._calibration import Calibration, Group, calibration_of, expected_calibration_error
from ._claim_scores import ClaimScores, HolderScores, evaluate_claims, score_claims
from ._gold import GoldArticle, Roles, Unmatched, read_gold, unmatched
from ._gold_claims import GoldClaim, GoldClaims, holds_claims, read_claims
from ._judgements import (
    JudgementScores,
    Labelled,
    LabelledArticle,
    LabelScores,
    evaluate_judgements,
    read_labels,
)
from ._scores import Measure, Scores, evaluate, right, score

__all__ = [
    "Calibration",
    "ClaimScores",
    "GoldArticle",
    "GoldClaim",
    "GoldClaims",
    "Group",
    "HolderScores",
    "JudgementScores",
    "LabelScores",
    "Labelled",
    "LabelledArticle",
    "Measure",
    "Roles",
    "Scores",
    "Unmatched",
    "calibration_of",
    "evaluate",
    "evaluate_claims",
    "evaluate_judgements",
    "expected_calibration_error",
    "holds_claims",
    "read_claims",
    "read_gold",
    "read_labels",
    "right",
    "score",
    "score_claims",
    "unmatched",
]

set_public_module(__name__, *map(globals().__getitem__, __all__))
