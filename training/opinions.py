"""Counts and weighs opinions: how much a judgement can rely on rules, entries and the model.

    python -m training.opinions --labels ../shared/labels/train.jsonl \
        --corpus ../shared/polnear/train ../shared/wikinews/train ../shared/genres/train

writes `newsclaims/data/en/opinions.tsv`. A corpus is a folder with `claims.jsonl`, or one whose labelled attributions
are in `--labels`. The opinions of the rules are counted on all of them, because the rules were written by hand and do
not learn from them. The weight of the model's opinion is fitted on the articles of all corpora whose labels the model
never learned from (`training.corpus.JUDGED_APART`). It is reported on the same articles by cross-validation, with an
interval from resampling articles (Efron's bootstrap). The frequencies of values are those among all claims of an
article, or attributions drawn at random.
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

from newsclaims._attribution import Attribution, Judgement
from newsclaims._language import Habits
from newsclaims._pipeline import Pipeline, in_view
from newsclaims.evaluation import Labelled, LabelledArticle, LabelScores, read_claims, read_labels
from newsclaims.taggers._combiner import pooled
from newsclaims.text import read

from .config import CONFIG
from .corpus import CLAIMS, JUDGED_APART, LABELS
from .options import present

TABLE = Path(__file__).parent.parent / "newsclaims" / "data" / "en" / "opinions.tsv"
TITLE = "How often rules and entries give each value, by the right value, and the weights of opinions."
OWN = CONFIG.opinions
RANDOM = "random"

Opinions = Mapping[str, Sequence[Judgement]]


@frozen(slots=True, eq=False)
class Row:
    """A labelled attribution with all opinions about it.

    Args:
        corpus: The name of its corpus.
        article: The article's id.
        unseen: Whether the model never learned from its labels.
        chance: Whether it was drawn at random, or all claims of its article were.
        right: The right value of each label.
        opinions: The opinions about each label.
    """

    corpus: str
    article: str
    unseen: bool
    chance: bool
    right: Mapping[str, str]
    opinions: Opinions


def main() -> None:
    """Count, fit, print a report, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="folders with text/")
    parser.add_argument("--labels", type=present, help="the labels of a corpus without claims.jsonl")
    parser.add_argument("--out", type=Path, default=TABLE)
    options = parser.parse_args()
    rows = [row for folder in options.corpus for row in read_rows(folder, options.labels)]
    unseen = [row for row in rows if row.unseen]
    lines = []
    for label in LABELS:
        counted = count(label, rows)
        report(label, unseen, counted)
        lines += table(label, fit(label, unseen, counted))
    text = "\n".join([f"# {TITLE} See training/opinions.py.", "label\torigin\tsaid\tright\tlog", *lines])
    options.out.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_rows(corpus: Path, labels: Path | None) -> Iterator[Row]:
    """Yield the labelled attributions of a corpus, with the opinions of the built-in taggers and the model."""
    by_rule = Pipeline("rules", taggers=["holder", *LABELS]).taggers
    with_model = Pipeline("rules", taggers=["holder", *LABELS, "neural"]).taggers
    for number, labelled in read_labelled(corpus, labels):
        # The model's opinion about labels that it learned from says nothing about its accuracy.
        unseen = number % JUDGED_APART == 0
        text = read(labelled.article)
        attributions = list(in_view([row.attribution for row in labelled.rows], text.view))
        for tagger in with_model if unseen else by_rule:
            attributions = list(tagger.tag(text, attributions))
        name = f"{corpus.parent.name}/{corpus.name}"
        for row, attribution in zip(labelled.rows, attributions, strict=True):
            yield Row(name, labelled.article.id, unseen, row.drawn == RANDOM, row.labels, attribution.judgements)


def read_labelled(corpus: Path, labels: Path | None) -> Iterator[tuple[int, LabelledArticle]]:
    """Yield the articles of a corpus with their labelled attributions, and their numbers in `corpus.read_examples`."""
    if (corpus / CLAIMS).is_file():
        for number, gold in enumerate(read_claims(corpus / CLAIMS, corpus)):
            rows = (
                Labelled("", Attribution(one.roles.source, one.roles.cue, one.roles.content), one.labels, RANDOM)
                for one in gold.claims
            )
            yield number, LabelledArticle(gold.article, tuple(rows))
        return
    if labels is None:
        raise SystemExit(f"{corpus} has no {CLAIMS}. Give a file of labels with --labels.")
    names = sorted(path.stem for path in (corpus / "text").glob("*.txt"))
    for labelled in read_labels(labels, corpus):
        yield names.index(labelled.article.id), labelled


def count(label: str, rows: Sequence[Row]) -> Habits:
    """Return how often each opinion was given for each right value, with the model's weight still neutral."""
    values = LABELS[label]
    common = Counter(row.right[label] for row in rows if row.chance)
    prior = {value: np.log(common[value] + OWN.smoothing) for value in values}
    said: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        said.update((o.origin, o.value, row.right[label]) for o in row.opinions.get(label, ()) if not o.probabilities)
    total = {value: sum(n for (_, _, right), n in said.items() if right == value) for value in values}
    pairs = [(origin, value) for origin in ("rule", "lexicon") for value in values]
    habit = {
        (origin, value): {
            right: float(
                np.log((said[origin, value, right] + OWN.smoothing) / (total[right] + OWN.smoothing * len(pairs)))
            )
            for right in values
        }
        for origin, value in pairs
    }
    return Habits(prior, habit, dict.fromkeys(values, 0.0), 1.0, 1.0)


def fit(label: str, rows: Sequence[Row], counted: Habits) -> Habits:
    """Return the habits with the weights and biases that make the right values most likely."""
    values = LABELS[label]
    known = [
        row
        for row in rows
        if row.right[label] in values and any(opinion.probabilities for opinion in row.opinions.get(label, ()))
    ]
    told = torch.tensor([told_by(row.opinions[label], counted, values) for row in known], dtype=torch.float32)
    right = torch.tensor([values.index(row.right[label]) for row in known])
    weights = torch.ones(2, requires_grad=True)
    bias = torch.zeros(len(values), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        scores = torch.einsum("nov,o->nv", told, weights) + bias
        drawn = F.cross_entropy(scores, right) + OWN.firm * (((weights - 0.7) ** 2).sum() + (bias**2).sum() / 4)
        drawn.backward()
        return drawn

    optimiser.step(loss)
    model, others = weights.detach().tolist()
    learned = dict(zip(values, bias.detach().tolist(), strict=True))
    return Habits(counted.prior, counted.said, learned, model, others)


def told_by(opinions: Sequence[Judgement], counted: Habits, values: Sequence[str]) -> list[list[float]]:
    """Return the summed logarithms for each value: first those of the model's opinions, then those of the others."""
    models = [[np.log(max(o.probabilities[value], 1e-6)) for value in values] for o in opinions if o.probabilities]
    others = [[counted.said[o.origin, o.value][value] for value in values] for o in opinions if not o.probabilities]
    return [np.sum(some, axis=0).tolist() if some else [0.0] * len(values) for some in (models, others)]


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
    fold = {article: n % OWN.folds for n, article in enumerate(articles)}
    pairs: dict[str, list[tuple[str, str]]] = {article: [] for article in articles}
    for n in range(OWN.folds):
        habits = fit(label, [row for row in rows if fold[row.article] != n], counted)
        for row in (row for row in rows if fold[row.article] == n):
            pairs[row.article].append((row.right[label], verdict(row, label, habits)))
    chance = random.Random(2)  # noqa: S311
    for corpus in dict.fromkeys(row.corpus for row in rows):
        own = {row.article: pairs[row.article] for row in rows if row.corpus == corpus}
        everything = [pair for some in own.values() for pair in some]
        resampled = (
            [pair for article in chance.choices(list(own), k=len(own)) for pair in own[article]]
            for _ in range(OWN.samples)
        )
        low, high = np.quantile([macro_f1(some) for some in resampled], [0.025, 0.975])
        accuracy = sum(a == b for a, b in everything) / len(everything)
        print(
            f"{label:12} {corpus:16} {len(everything):5} accuracy {100 * accuracy:5.1f}  "
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
