"""Counts and weighs opinions: how much a judgement can rely on rules, entries and the model.

    python -m training.opinions --corpus ../shared/polnear/train --labels ../shared/labels/train.jsonl

writes `newsclaims/data/en/opinions.tsv`. The opinions of the rules are counted on all labelled attributions, because
the rules were written by hand and do not learn from them. The weight of the model's opinion is fitted on the articles
whose labels the model never learned from (`training.corpus.JUDGED_APART`). It is reported on the same articles by
cross-validation, with an interval from resampling articles (Efron's bootstrap). The frequencies of values are those
among attributions drawn at random.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from attrs import frozen
from torch.nn import functional as F  # noqa: N812

from newsclaims._attribution import Judgement
from newsclaims._language import Habits
from newsclaims._pipeline import Pipeline, in_view
from newsclaims.evaluation import LabelScores, read_labels
from newsclaims.taggers._combiner import pooled
from newsclaims.text import read

from .corpus import JUDGED_APART, LABELS

TABLE = Path(__file__).parent.parent / "newsclaims" / "data" / "en" / "opinions.tsv"
TITLE = "How often rules and entries give each value, by the right value, and the weights of opinions."
SMOOTHING = 0.5
"""Added to each count, so that nothing is impossible."""
FIRM = 0.02
"""The strength of the penalty that keeps both weights near 0.7 and the biases near 0."""
BELIEVED = {"stance": 1.0, "confidence": 0.75, "cue_force": 2.0, "source_type": 0.75}
"""Factors for the weight of the other opinions. They were chosen on dev between 0.5 and 2, where accuracy changes by at
most five points for stance, and two for the other labels."""
FOLDS, SAMPLES = 5, 1000

Opinions = Mapping[str, Sequence[Judgement]]


@frozen(slots=True, eq=False)
class Row:
    """A labelled attribution with all opinions about it.

    Args:
        article: The article's id.
        unseen: Whether the model never learned from its labels.
        chance: Whether it was drawn at random.
        right: The right value of each label.
        opinions: The opinions about each label.
    """

    article: str
    unseen: bool
    chance: bool
    right: Mapping[str, str]
    opinions: Opinions


def main() -> None:
    """Count, fit, print a report, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="a folder with text/")
    parser.add_argument("--labels", type=Path, required=True, help="labelled attributions, one JSON object a line")
    parser.add_argument("--out", type=Path, default=TABLE)
    options = parser.parse_args()
    rows = list(read_rows(options.corpus, options.labels))
    unseen = [row for row in rows if row.unseen]
    lines = []
    for label in LABELS:
        counted = count(label, rows)
        report(label, unseen, counted)
        lines += table(label, fit(label, unseen, counted))
    text = "\n".join([f"# {TITLE} See training/opinions.py.", "label\torigin\tsaid\tright\tlog", *lines])
    options.out.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_rows(corpus: Path, labels: Path) -> Iterator[Row]:
    """Yield the labelled attributions, with the opinions of the built-in taggers and the model."""
    by_rule = Pipeline("rules", taggers=LABELS).taggers
    with_model = Pipeline("rules", taggers=[*LABELS, "neural"]).taggers
    names = sorted(path.stem for path in (corpus / "text").glob("*.txt"))
    for labelled in read_labels(labels, corpus):
        # The model's opinion about labels that it learned from says nothing about its accuracy.
        unseen = names.index(labelled.article.id) % JUDGED_APART == 0
        text = read(labelled.article)
        attributions = list(in_view([row.attribution for row in labelled.rows], text.view))
        for tagger in with_model if unseen else by_rule:
            attributions = list(tagger.tag(text, attributions))
        for row, attribution in zip(labelled.rows, attributions, strict=True):
            yield Row(labelled.article.id, unseen, row.drawn == "random", row.labels, attribution.judgements)


def count(label: str, rows: Sequence[Row]) -> Habits:
    """Return how often each opinion was given for each right value, with the model's weight still neutral."""
    values = LABELS[label]
    common = Counter(row.right[label] for row in rows if row.chance)
    prior = {value: np.log(common[value] + SMOOTHING) for value in values}
    said: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        said.update((o.origin, o.value, row.right[label]) for o in row.opinions.get(label, ()) if not o.probabilities)
    total = {value: sum(n for (_, _, right), n in said.items() if right == value) for value in values}
    pairs = [(origin, value) for origin in ("rule", "lexicon") for value in values]
    habit = {
        (origin, value): {
            right: float(np.log((said[origin, value, right] + SMOOTHING) / (total[right] + SMOOTHING * len(pairs))))
            for right in values
        }
        for origin, value in pairs
    }
    return Habits(prior, habit, dict.fromkeys(values, 0.0), 1.0, 1.0)


def fit(label: str, rows: Sequence[Row], counted: Habits) -> Habits:
    """Return the habits with the weights and biases that make the right values most likely."""
    values = LABELS[label]
    known = [row for row in rows if row.right[label] in values and row.opinions.get(label)]
    told = torch.tensor([told_by(row.opinions[label], counted, values) for row in known], dtype=torch.float32)
    right = torch.tensor([values.index(row.right[label]) for row in known])
    weights = torch.ones(2, requires_grad=True)
    bias = torch.zeros(len(values), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        scores = torch.einsum("nov,o->nv", told, weights) + bias
        drawn = F.cross_entropy(scores, right) + FIRM * (((weights - 0.7) ** 2).sum() + (bias**2).sum() / 4)
        drawn.backward()
        return drawn

    optimiser.step(loss)
    model, others = weights.detach().tolist()
    learned = dict(zip(values, bias.detach().tolist(), strict=True))
    return Habits(counted.prior, counted.said, learned, model, others * BELIEVED[label])


def told_by(opinions: Sequence[Judgement], counted: Habits, values: Sequence[str]) -> list[list[float]]:
    """Return the summed logarithms for each value: first those of the model's opinions, then those of the others."""
    models = [[np.log(max(o.probabilities[value], 1e-6)) for value in values] for o in opinions if o.probabilities]
    others = [[counted.said[o.origin, o.value][value] for value in values] for o in opinions if not o.probabilities]
    return [[sum(column) for column in zip(*some, strict=True)] for some in (models, others)]


def verdict(row: Row, label: str, habits: Habits) -> str:
    """Return the value that opinions give; "none" without an opinion."""
    opinions = row.opinions.get(label)
    if not opinions:
        return "none"
    shares = pooled(opinions, habits)
    return max(shares, key=lambda value: shares[value])


def report(label: str, rows: Sequence[Row], counted: Habits) -> None:
    """Print the accuracy of the joined opinions on articles that were not fitted on, with an interval."""
    articles = sorted({row.article for row in rows})
    random.Random(1).shuffle(articles)  # noqa: S311
    fold = {article: n % FOLDS for n, article in enumerate(articles)}
    pairs: dict[str, list[tuple[str, str, bool]]] = {article: [] for article in articles}
    for n in range(FOLDS):
        habits = fit(label, [row for row in rows if fold[row.article] != n], counted)
        for row in (row for row in rows if fold[row.article] == n):
            pairs[row.article].append((row.right[label], verdict(row, label, habits), row.chance))
    chance = random.Random(2)  # noqa: S311
    for part in ("all", "random"):
        own = {article: [p[:2] for p in some if part == "all" or p[2]] for article, some in pairs.items()}
        everything = [pair for some in own.values() for pair in some]
        resampled = (
            [p for article in chance.choices(articles, k=len(articles)) for p in own[article]] for _ in range(SAMPLES)
        )
        low, high = np.quantile([macro_f1(some) for some in resampled], [0.025, 0.975])
        accuracy = sum(a == b for a, b in everything) / len(everything)
        print(
            f"{label:12} {part:7} {len(everything):5} accuracy {100 * accuracy:5.1f}  "
            f"macro-F1 {100 * macro_f1(everything):5.1f} ({100 * low:.1f} to {100 * high:.1f})",
            flush=True,
        )


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the macro-F1 of pairs of right and judged values."""
    confusion: dict[str, Counter[str]] = defaultdict(Counter)
    for right, said in pairs:
        confusion[right][said] += 1
    return LabelScores(confusion).macro_f1


def table(label: str, habits: Habits) -> list[str]:
    """Return the lines of a label in the table."""
    cells: list[tuple[str, str, str, float]] = [
        ("weight", "*", "model", habits.model),
        ("weight", "*", "others", habits.others),
        *(("prior", "*", value, number) for value, number in habits.prior.items()),
        *(("bias", "*", value, number) for value, number in habits.bias.items()),
        *((origin, said, right, n) for (origin, said), rights in habits.said.items() for right, n in rights.items()),
    ]
    return [f"{label}\t{origin}\t{said}\t{right}\t{number:.4f}" for origin, said, right, number in cells]


if __name__ == "__main__":
    main()
