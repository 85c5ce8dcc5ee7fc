"""Chooses the settings that turn scores into claims, and calibrates the scores of finds.

    python -m training.tune --corpus ../shared/polnear --model newsclaims/data/model

The score is a logistic regression over the signs of a find (`newsclaims/extractors/_neural/prediction.py`), fitted on
the articles of train that the network never saw. The threshold has the best claim F1 on these articles and dev
together, among those that lose little if each article is one paragraph. The script writes `settings.json` and prints
the calibration of the score on dev.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attrs import asdict, frozen
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from newsclaims._encoder import Encoder, Features
from newsclaims._encoder.bundle import Finding
from newsclaims._model import Article
from newsclaims._pipeline import in_article
from newsclaims.evaluation import GoldArticle, Scores, expected_calibration_error, read_gold, score
from newsclaims.evaluation._calibration import BINS
from newsclaims.extractors._neural.prediction import SIGNS, Bonus, Prediction, predict
from newsclaims.extractors._neural.selection import probability, select_attributions
from newsclaims.text import Text, read

from .agreement import agrees, word_starts
from .corpus import AS_IT_IS, FLAT, split
from .export import PLAIN, write_settings

BONUS = Bonus(cue=0.5, source=2.0)
"""Added to the scores of beginning a cue or a source.

These values are not searched for, because claim F1 is nearly the same with others: within 0.3 from 0 to 2 for a cue. A
lower value for a cue loses more claims without a source; a higher one finds plain acts, such as an attack on
somebody."""
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45)
SOURCELESS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35)
LOST = 1.0
"""The largest allowed loss of claim F1, in per cent, if articles have no paragraphs; lower thresholds lose more."""
GIVEN = 0.15
"""The largest allowed loss of claim F1, in per cent, for finding claims without a source."""


@frozen(slots=True, eq=False)
class Case:
    """An article for the choice of settings."""

    gold: GoldArticle
    text: Text
    features: Features


Found = tuple[Sequence[Case], Sequence[Sequence[Prediction]]]
"""Articles and their finds."""


def main() -> None:
    """Choose the settings, print the figures, and write the settings."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="a folder with train/ and dev/")
    parser.add_argument("--model", type=Path, required=True, help="a folder that training.export wrote")
    options = parser.parse_args()
    encoder = Encoder(options.model)
    held_out = list(cases(encoder, split(read_gold(options.corpus / "train"))[1]))
    dev = list(cases(encoder, read_gold(options.corpus / "dev")))
    part = [*held_out, *dev]
    flat = list(cases(encoder, [case.gold for case in part], FLAT))
    finds, flattened = found(encoder, part), found(encoder, flat)
    fitted = calibrated(held_out, finds[: len(held_out)])
    best = sourceless(part, finds, fair(fitted, (part, finds), (flat, flattened)))
    write_settings(options.model, best)
    report(dev, finds[len(held_out) :], Finding(**best))


def fair(fitted: dict[str, Any], plain: Found, flat: Found) -> dict[str, Any]:
    """Return the settings with the best claim F1 among those that lose little on articles without paragraphs.

    Args:
        fitted: The result of `calibrated`.
        plain: The articles and their finds.
        flat: The same, each as one paragraph.
    """
    options = {value: settings(fitted, value, value) for value in THRESHOLDS}
    tried = {value: f1s(*plain, given) for value, given in options.items()}
    lost = {value: tried[value][0] - f1s(*flat, given)[0] for value, given in options.items()}
    allowed = [value for value in tried if lost[value] <= LOST] or [min(lost, key=lambda value: lost[value])]
    chosen = max(allowed, key=lambda value: (tried[value], -value))
    print(f"claim F1 {tried[chosen][0]:.2f} at {chosen}, minus {lost[chosen]:.2f} in one paragraph", flush=True)
    return options[chosen]


def sourceless(part: Sequence[Case], finds: Sequence[Sequence[Prediction]], best: dict[str, Any]) -> dict[str, Any]:
    """Return settings with the best threshold for finds without a source.

    Args:
        part: The articles.
        finds: Their finds.
        best: The settings so far; their claim F1 may fall by at most `GIVEN`.
    """
    least = f1s(part, finds, best)[0] - GIVEN
    tried = {value: f1s(part, finds, {**best, "sourceless": value}) for value in (*SOURCELESS, best["threshold"])}
    allowed = [value for value, (claim, _) in tried.items() if claim >= least]
    chosen = max(allowed, key=lambda value: tried[value][::-1])
    print(f"without a source at {chosen}: claim F1 {tried[chosen][0]:.2f}, of these {tried[chosen][1]:.2f}", flush=True)
    return {**best, "sourceless": chosen}


def f1s(part: Sequence[Case], finds: Sequence[Sequence[Prediction]], finding: dict[str, Any]) -> tuple[float, float]:
    """Return the claim F1 of all claims and of those without a source, in per cent."""
    scores = measured(part, finds, Finding(**finding))
    return 100 * scores.measures["claim"].f1, 100 * scores.groups["without_source"].f1


def cases(encoder: Encoder, gold: Sequence[GoldArticle], table: Mapping[int, int] = AS_IT_IS) -> Iterator[Case]:
    """Read articles for the choice of settings; see `corpus.read_examples`."""
    for one in gold:
        text = read(Article(text=one.article.text.translate(table), id=one.article.id))
        yield Case(one, text, encoder.features(text))


def found(encoder: Encoder, part: Sequence[Case]) -> list[list[Prediction]]:
    """Return the finds of articles."""
    return [predict(encoder, case.features, encoder.windows(case.features), BONUS) for case in part]


def truths(case: Case, finds: Sequence[Prediction]) -> NDArray[np.float64]:
    """Return for each find the share of annotators who marked it."""
    words = word_starts(case.text.article.text)
    seen = [select_attributions(case.text, [one], _EVERYTHING, 0.0)[0] for one in finds]
    spans = in_article(seen, case.text.view)
    annotations = case.gold.annotations
    shares = [sum(agrees(words, one, claims) for claims in annotations) / len(annotations) for one in spans]
    return np.array(shares)


def calibrated(part: Sequence[Case], finds: Sequence[Sequence[Prediction]]) -> dict[str, Any]:
    """Return the weights and intercept that make the score the probability that a find is right."""
    signs = np.array([one.signs for some in finds for one in some])
    share = np.concatenate([truths(case, some) for case, some in zip(part, finds, strict=True)])
    scaler = StandardScaler().fit(signs)
    # A find that only some annotators marked counts partly as right and partly as wrong.
    twice = np.concatenate([scaler.transform(signs)] * 2)
    labels = np.repeat([1, 0], len(signs))
    model = LogisticRegression(C=1.0, max_iter=1000).fit(twice, labels, np.concatenate([share, 1 - share]))
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    return {"weights": dict(zip(SIGNS, np.round(weights, 5).tolist(), strict=True)), "intercept": round(intercept, 5)}


def settings(fitted: dict[str, Any], threshold: float, sourceless: float) -> dict[str, Any]:
    """Return the settings that turn scores into claims."""
    return {**asdict(BONUS), **fitted, "threshold": threshold, "sourceless": sourceless}


def measured(part: Sequence[Case], finds: Sequence[Sequence[Prediction]], finding: Finding) -> Scores:
    """Return the scores of articles."""
    pairs = zip(part, finds, strict=True)
    predicted = {case.gold.article.id: select_attributions(case.text, some, finding) for case, some in pairs}
    return score([case.gold for case in part], predicted)


def report(dev: Sequence[Case], finds: Sequence[Sequence[Prediction]], finding: Finding) -> None:
    """Print the figures on dev, and the expected calibration error in bins of equal mass."""
    for name, measure in measured(dev, finds, finding).to_dict().items():
        print(name, measure)
    for name, least in (("finds", 0.0), ("claims", finding.threshold)):
        pairs = [
            (p, truth)
            for case, some in zip(dev, finds, strict=True)
            for p, truth in zip((probability(one, finding) for one in some), truths(case, some), strict=True)
            if p >= least
        ]
        error = expected_calibration_error(pairs, BINS)
        print(f"expected calibration error of {name} on dev, {BINS} bins of equal mass: {error:.3f}")


_EVERYTHING = Finding(**PLAIN)


if __name__ == "__main__":
    main()
