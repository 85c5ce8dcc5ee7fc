"""Chooses how scores become claims, and calibrates what a find's score says.

    python -m training.tune --corpus ../shared/polnear --model newsclaims/data/model

The score is a logistic regression over the signs of a find (`newsclaims/extractors/neural/finds.py`), fitted on the
articles of train that the network never saw. The bonuses and the threshold are those with the best claim F1 on these
articles and dev together. Writes `settings.json` and prints how well the score is calibrated on dev.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attrs import asdict, astuple, frozen
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from newsclaims.encoder import Encoder, Features, Seen, Window
from newsclaims.encoder.bundle import Finding
from newsclaims.evaluation import BINS, GoldArticle, Scores, expected_calibration_error, read_gold, score
from newsclaims.extractors.neural.choice import attributions, probability
from newsclaims.extractors.neural.finds import SIGNS, Bonus, Find, find
from newsclaims.text import Text, read

from .agreement import agrees, word_starts
from .corpus import split
from .export import PLAIN, write_settings

GRID = {"cue": (0.5,), "source": (2.0, 2.5), "content": (0.0, -1.0)}
"""What is tried for each bonus, one bonus after the other; the first of each is where the search begins.

That of a cue is not searched for: from 0 to 2, claim F1 is the same but for a tenth. It is the least with which claims
without a source are not lost."""
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45)
SOURCELESS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35)
GIVEN = 0.15
"""What claim F1 may suffer, in per cent, for finding claims without a source."""


class Remembering(Encoder):
    """A model that reads each window once, however often it is asked."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._read: dict[tuple[int, Window], Seen] = {}

    def read(self, features: Features, window: Window) -> Seen:
        """Read a window, or remember it."""
        key = (id(features), window)
        if key not in self._read:
            self._read[key] = super().read(features, window)
        return self._read[key]


@frozen(slots=True, eq=False)
class Case:
    """An article to choose on."""

    gold: GoldArticle
    text: Text
    features: Features


def main() -> None:
    """Choose, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="a folder with train/ and dev/")
    parser.add_argument("--model", type=Path, required=True, help="a folder that training.export wrote")
    options = parser.parse_args()
    encoder = Remembering(options.model)
    held_out = list(cases(encoder, split(read_gold(options.corpus / "train"))[1]))
    dev = list(cases(encoder, read_gold(options.corpus / "dev")))
    chosen = {name: values[0] for name, values in GRID.items()}
    tried: dict[tuple[float, ...], tuple[float, dict[str, Any]]] = {}
    for name, values in GRID.items():
        for value in values:
            bonus = Bonus(**{**chosen, name: value})
            if astuple(bonus) not in tried:
                tried[astuple(bonus)] = tune(encoder, held_out, dev, bonus)
        chosen = asdict(Bonus(*max(tried, key=lambda key: tried[key][0])))
    bonus = Bonus(**chosen)
    finds = [*found(encoder, held_out, bonus), *found(encoder, dev, bonus)]
    best = sourceless([*held_out, *dev], finds, tried[astuple(bonus)][1])
    write_settings(options.model, best)
    report(encoder, dev, Finding(**best))


def tune(encoder: Encoder, held_out: Sequence[Case], dev: Sequence[Case], bonus: Bonus) -> tuple[float, dict[str, Any]]:
    """Return the best claim F1 with some bonuses, in per cent, and the settings that reach it."""
    seen = [found(encoder, part, bonus) for part in (held_out, dev)]
    fitted = calibrated(held_out, seen[0])
    part, finds = [*held_out, *dev], seen[0] + seen[1]
    tried = {value: f1s(part, finds, settings(bonus, fitted, value, value)) for value in THRESHOLDS}
    threshold = max(tried, key=lambda value: (tried[value], -value))
    print(f"{bonus}: {tried[threshold][0]:.2f} from {threshold}", flush=True)
    return tried[threshold][0], settings(bonus, fitted, threshold, threshold)


def sourceless(part: Sequence[Case], finds: Sequence[Sequence[Find]], best: dict[str, Any]) -> dict[str, Any]:
    """Return settings with the threshold for finds without a source at which most of these are got right.

    Args:
        part: The articles.
        finds: Their finds.
        best: The settings so far; their claim F1 may suffer by no more than `GIVEN`.
    """
    least = f1s(part, finds, best)[0] - GIVEN
    tried = {value: f1s(part, finds, {**best, "sourceless": value}) for value in (*SOURCELESS, best["threshold"])}
    allowed = [value for value, (claim, _) in tried.items() if claim >= least]
    chosen = max(allowed, key=lambda value: tried[value][::-1])
    print(f"without a source from {chosen}: {tried[chosen][0]:.2f}, of these alone {tried[chosen][1]:.2f}", flush=True)
    return {**best, "sourceless": chosen}


def f1s(part: Sequence[Case], finds: Sequence[Sequence[Find]], finding: dict[str, Any]) -> tuple[float, float]:
    """Return claim F1 of all claims, and of those without a source, in per cent."""
    scores = measured(part, finds, Finding(**finding))
    return 100 * scores.measures["claim"].f1, 100 * scores.groups["without_source"].f1


def cases(encoder: Encoder, gold: Sequence[GoldArticle]) -> Iterator[Case]:
    """Read articles to choose on."""
    for one in gold:
        text = read(one.article)
        yield Case(one, text, encoder.features(text))


def found(encoder: Encoder, part: Sequence[Case], bonus: Bonus) -> list[list[Find]]:
    """Return the finds of articles."""
    return [find(encoder, case.features, encoder.windows(case.features), bonus) for case in part]


def truths(case: Case, finds: Sequence[Find]) -> NDArray[np.float64]:
    """Return for each find the share of annotators who marked it."""
    words = word_starts(case.text.string)
    spans = [attributions(case.text, [one], _EVERYTHING, 0.0)[0] for one in finds]
    annotations = case.gold.annotations
    shares = [sum(agrees(words, one, claims) for claims in annotations) / len(annotations) for one in spans]
    return np.array(shares)


def calibrated(part: Sequence[Case], finds: Sequence[Sequence[Find]]) -> dict[str, Any]:
    """Return weights and intercept with which the score of a find is the chance that it is right."""
    signs = np.array([one.signs for some in finds for one in some])
    share = np.concatenate([truths(case, some) for case, some in zip(part, finds, strict=True)])
    scaler = StandardScaler().fit(signs)
    # A find that some annotators marked counts in part as right, in part as wrong.
    twice = np.concatenate([scaler.transform(signs)] * 2)
    labels = np.repeat([1, 0], len(signs))
    model = LogisticRegression(C=1.0, max_iter=1000).fit(twice, labels, np.concatenate([share, 1 - share]))
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    return {"weights": dict(zip(SIGNS, np.round(weights, 5).tolist(), strict=True)), "intercept": round(intercept, 5)}


def settings(bonus: Bonus, fitted: dict[str, Any], threshold: float, sourceless: float) -> dict[str, Any]:
    """Return how scores become claims, as settings."""
    return {**asdict(bonus), **fitted, "threshold": threshold, "sourceless": sourceless}


def measured(part: Sequence[Case], finds: Sequence[Sequence[Find]], finding: Finding) -> Scores:
    """Return the scores of articles."""
    predicted = {
        case.gold.article.id: attributions(case.text, some, finding) for case, some in zip(part, finds, strict=True)
    }
    return score([case.gold for case in part], predicted)


def report(encoder: Encoder, dev: Sequence[Case], finding: Finding) -> None:
    """Print the figures on dev, and the expected calibration error in bins of equal mass."""
    finds = found(encoder, dev, Bonus(finding.cue, finding.source, finding.content))
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
