"""Chooses the settings that turn scores into claims, and calibrates the scores of finds.

    python -m training.tune --corpus ../shared/polnear ../shared/wikinews ../shared/genres --model newsclaims/data/model

The score is a logistic regression over the signs of a find (`newsclaims/extractors/_neural/prediction.py`), fitted on
the articles of train that the network never saw. The threshold has the best mean claim F1 of all corpora, on these
articles and dev, among those that lose little if each article is one paragraph. The script writes `settings.json` and
prints the figures and the calibration of the score on each dev.

With `--left-out` it writes nothing. For each corpus it chooses the settings without the dev articles of that corpus,
and prints the figures on them.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
from attrs import asdict, frozen
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from newsclaims._attribution import Attribution
from newsclaims._encoder import Encoder
from newsclaims._encoder.bundle import Finding
from newsclaims._encoder.pieces import WordPieces
from newsclaims._pipeline import in_article
from newsclaims.evaluation import Roles, Scores, expected_calibration_error, score
from newsclaims.evaluation._calibration import BINS
from newsclaims.evaluation._gold_claims import GoldClaims, read_claims
from newsclaims.evaluation._scores import Measure, WordReader, paired
from newsclaims.extractors._layout import with_layout
from newsclaims.extractors._nesting import with_parents
from newsclaims.extractors._neural.prediction import SIGNS, Bonus, Prediction, predict
from newsclaims.extractors._neural.selection import probability, select_attributions, without_unlikely
from newsclaims.extractors._running_quotations import with_running_quotations

from .agreement import agrees, word_starts
from .config import CONFIG
from .corpus import AS_IT_IS, CLAIMS, FLAT, Example, read_examples, split
from .export import PLAIN, write_settings
from .options import TOKENISER

OWN = CONFIG.tune
BONUS = Bonus(cue=OWN.cue, source=OWN.source)


@frozen(slots=True, eq=False)
class Case:
    """An article for the choice of settings.

    Args:
        example: The article with its claims.
        claims: All its claims with their parents; None if those inside contents are not marked.
        finds: The finds of the network.
    """

    example: Example
    claims: GoldClaims | None
    finds: Sequence[Prediction]


@frozen(slots=True)
class Part:
    """Articles of a corpus.

    Args:
        plain: The articles.
        flat: Those of dev, each as one paragraph; none if dev takes no part.
    """

    plain: Sequence[Case]
    flat: Sequence[Case]


class Exported(Encoder):
    """An exported model, with its pieces.

    Args:
        folder: The folder that `training.export` wrote.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.pieces = WordPieces((folder / TOKENISER).read_text(encoding="utf-8"))


def main() -> None:
    """Choose the settings, print the figures, and write the settings."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="folders with train/ and dev/")
    parser.add_argument("--model", type=Path, required=True, help="a folder that training.export wrote")
    parser.add_argument(
        "--left-out", action="store_true", help="measure each dev with settings chosen without it, and write nothing"
    )
    options = parser.parse_args()
    encoder = Exported(options.model)
    apart = {folder.name: held_out(encoder, folder / "train") for folder in options.corpus}
    dev = {folder.name: part(encoder, folder / "dev") for folder in options.corpus}
    if options.left_out:
        for name, one in dev.items():
            print(f"without the dev articles of {name}")
            report(one.plain, Finding(**chosen(apart, {key: value for key, value in dev.items() if key != name})))
        return
    best = chosen(apart, dev)
    write_settings(options.model, best)
    for name, one in dev.items():
        print(name)
        report(one.plain, Finding(**best))


def chosen(apart: Mapping[str, Sequence[Case]], dev: Mapping[str, Part]) -> dict[str, Any]:
    """Return the best settings.

    Args:
        apart: The articles of each corpus that the network never saw, from its training articles.
        dev: The development articles of each corpus that takes part in the choice.
    """
    fitted = calibrated([case for one in apart.values() for case in one])
    parts = [
        Part([*one, *dev[name].plain], dev[name].flat) if name in dev else Part(one, ()) for name, one in apart.items()
    ]
    return inner(parts, sourceless(parts, fair(fitted, parts)))


def fair(fitted: dict[str, Any], parts: Sequence[Part]) -> dict[str, Any]:
    """Return the settings with nearly the best claim F1 among those that lose little on articles without paragraphs.

    Of these, the highest threshold is chosen, because a wrong claim costs a reader more than a missing one.

    Args:
        fitted: The result of `calibrated`.
        parts: The articles of each corpus.
    """
    options = {value: settings(fitted, value, value) for value in OWN.thresholds}
    tried = {value: f1s([one.plain for one in parts], given) for value, given in options.items()}
    flat = {value: f1s([one.flat for one in parts if one.flat], given)[0] for value, given in options.items()}
    most = max(flat.values())
    allowed = [value for value in tried if most - flat[value] <= OWN.lost]
    best = max(tried[value][0] for value in allowed)
    chosen = max(value for value in allowed if best - tried[value][0] <= OWN.near)
    print(f"claim F1 {tried[chosen][0]:.2f} at {chosen}, {flat[chosen]:.2f} in one paragraph", flush=True)
    return options[chosen]


def sourceless(parts: Sequence[Part], best: dict[str, Any]) -> dict[str, Any]:
    """Return settings with the highest threshold for finds without a source that finds them nearly as well as the best.

    Args:
        parts: The articles of each corpus.
        best: The settings so far; their claim F1 may fall by at most the setting `given`.
    """
    plain = [one.plain for one in parts]
    least = f1s(plain, best)[0] - OWN.given
    tried = {value: f1s(plain, {**best, "sourceless": value}) for value in (*OWN.sourceless, best["threshold"])}
    allowed = [value for value, (claim, _) in tried.items() if claim >= least]
    most = max(tried[value][1] for value in allowed)
    chosen = max(value for value in allowed if most - tried[value][1] <= OWN.few)
    print(f"without a source at {chosen}: claim F1 {tried[chosen][0]:.2f}, of these {tried[chosen][1]:.2f}", flush=True)
    return {**best, "sourceless": chosen}


def inner(parts: Sequence[Part], best: dict[str, Any]) -> dict[str, Any]:
    """Return settings with the threshold that is best for nested claims, in the corpora that mark them.

    Args:
        parts: The articles of each corpus.
        best: The settings so far.
    """
    marked = [one.plain for one in parts if one.plain[0].claims is not None]
    if not marked:
        return best
    tried = {
        value: 100 * fmean(nested(one, Finding(**{**best, "nested": value})).f1 for one in marked)
        for value in OWN.nested
    }
    chosen = max(tried, key=lambda value: tried[value])
    print(f"nested at {chosen}: F1 {tried[chosen]:.2f}, claim F1 {f1s([one.plain for one in parts], best)[0]:.2f}")
    return {**best, "nested": chosen}


def f1s(parts: Sequence[Sequence[Case]], finding: dict[str, Any]) -> tuple[float, float]:
    """Return the mean over the corpora of the claim F1 of all claims and of those without a source, in per cent."""
    scores = [measured(one, Finding(**finding)) for one in parts]
    claim = [100 * one.measures["claim"].f1 for one in scores]
    return fmean(claim), fmean(100 * one.groups["without_source"].f1 for one in scores)


def held_out(encoder: Exported, folder: Path) -> list[Case]:
    """Return the articles of a training folder that the network never saw, with its finds."""
    return cases(encoder, split(list(zip(*_read(encoder, folder, AS_IT_IS), strict=True)))[1])


def part(encoder: Exported, folder: Path) -> Part:
    """Return the articles of a folder, unchanged and as one paragraph each, with the network's finds."""
    plain, flat = (cases(encoder, zip(*_read(encoder, folder, table), strict=True)) for table in (AS_IT_IS, FLAT))
    return Part(plain, flat)


def cases(encoder: Exported, some: Iterable[tuple[Example, GoldClaims | None]]) -> list[Case]:
    """Return articles with the network's finds."""
    found = []
    for one, claims in some:
        windows = encoder.windows(one.features)
        seen = [encoder.run(given) for given in encoder.inputs(one.features, windows)]
        finds = predict(encoder, one.features, windows, seen, BONUS)
        found.append(Case(one, claims, finds))
    return found


def _read(
    encoder: Exported, folder: Path, table: Mapping[int, int]
) -> tuple[list[Example], Sequence[GoldClaims | None]]:
    """Read articles, and all their claims if those inside contents are marked."""
    examples = read_examples(folder, encoder.pieces, table=table)
    if (folder / CLAIMS).is_file():
        return examples, read_claims(folder / CLAIMS, folder)
    return examples, [None] * len(examples)


def truths(case: Case) -> NDArray[np.float64]:
    """Return for each find the share of annotators who marked it.

    It is not a number if they did not mark such claims, or if the find is never kept.
    """
    gold, text = case.example.gold, case.example.text
    words = word_starts(text.article.text)
    seen = [select_attributions(text, [one], _EVERYTHING, 0.0) for one in case.finds]
    annotations = gold.annotations if case.claims is None else ([one.roles for one in case.claims.claims],)
    shares = []
    for find, own in zip(case.finds, seen, strict=True):
        if not own or (case.claims is None and find.nested > 0):
            shares.append(np.nan)
            continue
        [spans] = in_article(own, text.view)
        shares.append(sum(agrees(words, spans, claims) for claims in annotations) / len(annotations))
    return np.array(shares)


def calibrated(part: Sequence[Case]) -> dict[str, Any]:
    """Return the weights and intercept that make the score the probability that a find is right."""
    signs = np.array([one.signs for case in part for one in case.finds])
    share = np.concatenate([truths(case) for case in part])
    known = ~np.isnan(share)
    signs, share = signs[known], share[known]
    scaler = StandardScaler().fit(signs)
    # A find that only some annotators marked counts partly as right and partly as wrong.
    twice = np.concatenate([scaler.transform(signs)] * 2)
    labels = np.repeat([1, 0], len(signs))
    model = LogisticRegression(C=OWN.penalty, max_iter=1000).fit(twice, labels, np.concatenate([share, 1 - share]))
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    return {"weights": dict(zip(SIGNS, np.round(weights, 5).tolist(), strict=True)), "intercept": round(intercept, 5)}


def settings(fitted: dict[str, Any], threshold: float, sourceless: float) -> dict[str, Any]:
    """Return the settings that turn scores into claims."""
    return {**asdict(BONUS), **fitted, "threshold": threshold, "sourceless": sourceless, "nested": threshold}


def selected(case: Case, finding: Finding) -> list[Attribution]:
    """Return the attributions of an article, as the extractor `neural` gives them."""
    text = case.example.text
    joined = with_running_quotations(text, select_attributions(text, case.finds, finding))
    return without_unlikely(with_parents(text, with_layout(text, joined)), finding)


def measured(part: Sequence[Case], finding: Finding) -> Scores:
    """Return the scores of articles."""
    predicted = {
        case.example.gold.article.id: in_article(selected(case, finding), case.example.text.view) for case in part
    }
    return score([case.example.gold for case in part], predicted)


def nested(part: Sequence[Case], finding: Finding) -> Measure:
    """Return how well nested claims are found: one is right if it matches and its parents match each other."""
    counts = Counter[str]()
    for case in part:
        if case.claims is None:
            continue
        reader = WordReader(case.claims.article)
        found = in_article(selected(case, finding), case.example.text.view)
        gold = [reader.read(one.roles) for one in case.claims.claims]
        predicted = [reader.read(Roles(one.source, one.cue, one.content)) for one in found]
        pairs = dict(paired(gold, predicted, sources=True))
        counts["gold"] += sum(one.parent is not None for one in case.claims.claims)
        counts["predicted"] += sum(one.parent is not None for one in found)
        for i, j in pairs.items():
            parent = case.claims.claims[i].parent
            counts["right"] += parent is not None and parent in pairs and pairs[parent] == found[j].parent
    return Measure(counts["gold"], counts["predicted"], counts["right"], counts["right"])


def report(dev: Sequence[Case], finding: Finding) -> None:
    """Print the figures on dev, and the expected calibration error in bins of equal mass."""
    for name, measure in measured(dev, finding).to_dict().items():
        print(name, measure)
    print("nested", nested(dev, finding).to_dict())
    for name, least in (("finds", 0.0), ("claims", finding.threshold)):
        pairs = [
            (p, truth)
            for case in dev
            for p, truth in zip((probability(one, finding) for one in case.finds), truths(case), strict=True)
            if p >= least and not np.isnan(truth)
        ]
        error = expected_calibration_error(pairs, BINS)
        print(f"expected calibration error of {name}, {BINS} bins of equal mass: {error:.3f}", flush=True)


_EVERYTHING = Finding(**PLAIN)


if __name__ == "__main__":
    main()
