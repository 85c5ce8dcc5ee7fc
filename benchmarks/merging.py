"""Measures what merging `neural` and `rules` does to precision, recall, F1 and the calibration of the scores.

    python benchmarks/merging.py [FOLDER]

FOLDER has texts with annotated claims, as for `newsclaims evaluate`; without it, the dev articles of PolNeAR are used.
The first table has each extractor alone and each rule of merging. The second has other ways to join the scores of the
union, and other values for `newsclaims/data/merging.toml`.
"""

import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from places import needed

from newsclaims._pipeline import Pipeline, attributions_from
from newsclaims._pipeline.merging import MERGES
from newsclaims._pipeline.merging.joined_scores import ScoreWeights, joined_score, score_weights
from newsclaims._pipeline.merging.matching import Find, same_claims
from newsclaims._text_table import rows
from newsclaims.evaluation import GoldArticle, evaluate, expected_calibration_error, read_gold, right

EXTRACTORS = ("neural", "rules")
MISSED = (1.6, 2.1, 2.6, 3.1)
"""Costs of a missed claim to try."""
WEIGHTS = (1.0, 3.0, 6.0, 9.0)
"""Weights of `neural` to try, where `rules` has 1."""

Joined = Callable[[Mapping[str, float]], float]
"""Joins the scores of those who found a claim."""
Outcome = tuple[Mapping[str, float], float]
"""The scores of those who found a claim, and the share of annotators who marked it."""


def main(place: Path) -> None:
    """Print both tables.

    Args:
        place: The folder of the annotated articles.
    """
    gold = read_gold(place)
    alone = [_line(name, Pipeline(name, taggers=[]), gold) for name in EXTRACTORS]
    merged = [_line(merge, Pipeline(EXTRACTORS, taggers=[], merge=merge), gold) for merge in MERGES]
    print(*rows([("claims", "p", "r", "f1", "ECE"), *alone, *merged]), "", sep="\n")
    outcomes = list(_outcomes(gold))
    print(
        *rows([("scores", "ECE", "log loss"), *(_judged(name, outcomes, joined) for name, joined in _ways())]), sep="\n"
    )


def _line(name: str, pipeline: Pipeline, gold: Sequence[GoldArticle]) -> tuple[str, ...]:
    """Return how good the claims and the scores of a pipeline are."""
    scores = evaluate(pipeline, gold)
    found = scores.measures["claim"].to_dict()
    error = "-" if scores.calibration is None else f"{scores.calibration.error:.3f}"
    return name, *(f"{found[key]:.1f}" for key in ("p", "r", "f1")), error


def _outcomes(gold: Sequence[GoldArticle]) -> Iterator[Outcome]:
    """Yield what is known about each claim of the union that has no parent."""
    pipelines = {name: Pipeline(name, taggers=[]) for name in EXTRACTORS}
    for one in gold:
        finds = [
            Find(name, i, attribution)
            for name, pipeline in pipelines.items()
            for i, attribution in enumerate(attributions_from(pipeline.extract(one.article)))
        ]
        groups = [sorted(group, key=lambda find: -_score(find)) for group in same_claims(finds)]
        outer = [group for group in groups if group[0].attribution.parent is None]
        shares = right(one, [group[0].attribution for group in outer])
        for group, share in zip(outer, shares, strict=True):
            yield {find.extractor: _score(find) for find in group}, share


def _score(find: Find) -> float:
    return find.attribution.score or 0.0


def _ways() -> Iterator[tuple[str, Joined]]:
    """Yield ways to join scores: simple ones, the one in use, and the same with other numbers."""
    yield "highest", lambda scores: max(scores.values())
    yield "noisy or", lambda scores: 1 - math.prod(1 - score for score in scores.values())
    yield "mean", lambda scores: math.fsum(scores.values()) / len(scores)
    yield "mean log odds", _pooled(ScoreWeights(0.0, {}))
    yield "in use", _pooled(score_weights())
    for missed in MISSED:
        for weight in WEIGHTS:
            yield f"missed {missed}, neural {weight}", _pooled(ScoreWeights(missed, {"neural": weight}))


def _pooled(known: ScoreWeights) -> Joined:
    """Return a function that joins scores with some weights."""

    def joined(scores: Mapping[str, float]) -> float:
        return joined_score(scores, frozenset(EXTRACTORS) - scores.keys(), known) or 0.0

    return joined


def _judged(name: str, outcomes: Sequence[Outcome], joined: Joined) -> tuple[str, ...]:
    """Return how well a way to join scores fits the outcomes."""
    pairs = [(min(max(joined(scores), 1e-6), 1 - 1e-6), share) for scores, share in outcomes]
    loss = -math.fsum(s * math.log(p) + (1 - s) * math.log(1 - p) for p, s in pairs) / len(pairs)
    return name, f"{expected_calibration_error(pairs):.3f}", f"{loss:.4f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else needed("polnear") / "dev")
