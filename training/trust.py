"""Count, on the training articles, how often each cue in each frame was an attribution, and calibrate the score.

    python -m training.trust --corpus ../shared/polnear/train

writes `newsclaims/data/en/trust.tsv` and `trust.toml` beside it. A find of the rules is right where an annotator marked
a claim whose cue shares a word with its own, whose content has a word Jaccard of 0.5 or more with its own, and whose
source agrees as well: the scorer's measure of a claim. Only lemmas of the lexicon and names of frames enter the table,
no text of the corpus.

The score is a logistic regression over the trust of claims that were chosen, their frames and their forms. It is fitted
on articles that the trust was not counted on: each fifth of the articles with the counts of the other four.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from unittest import mock

import numpy as np
from attrs import frozen
from sklearn.linear_model import LogisticRegression

from newsclaims._language import Language, Trust, log_odds
from newsclaims.evaluation import GoldArticle, expected_calibration_error, read_gold, right
from newsclaims.extractors._rules import RulesExtractor
from newsclaims.text import read

from .agreement import agrees, word_starts

FOLDER = Path(__file__).parent.parent / "newsclaims" / "data" / "en"
WEIGHT = 4.0
"""How many finds a coarser pattern counts for; chosen on dev among 2, 4 and 8."""
THRESHOLD = 0.2
"""The least trust that makes a find an attribution; chosen on dev between 0.15 and 0.5."""
ATTITUDE = 0.09
"""The same for verbs with "that", plans, wishes, refusals and denials; chosen on dev, where it costs nothing."""
LEAST = 2
"""A full pattern seen less often says nothing that the coarser ones do not."""

FOLDS = 5
COMMON = 50
"""A frame or form of fewer claims adds nothing of its own to the score."""

TITLE = "Finds of the rules in the training articles: how many were attributions, of how many."

Pattern = tuple[str, str, str]
Counts = Mapping[Pattern, tuple[float, int]]
Signs = tuple[tuple[str, str], ...]
"""The frame and the form of a claim, as keys of `Trust.offsets`."""


@frozen
class Chosen:
    """A claim that the rules chose.

    Args:
        trust: The trust in its pattern, counted on other articles.
        signs: Its frame and its form.
        share: The share of annotators who marked it.
    """

    trust: float
    signs: Signs
    share: float


def main() -> None:
    """Read the corpus, count, calibrate, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="a folder with text/ and attributions/")
    parser.add_argument("--out", type=Path, default=FOLDER, help="the folder of a language")
    arguments = parser.parse_args()
    gold = read_gold(arguments.corpus)
    folds = [gold[i::FOLDS] for i in range(FOLDS)]
    counted = [count(fold) for fold in folds]
    fitted = calibrated([one for i, fold in enumerate(folds) for one in chosen(fold, counted[:i] + counted[i + 1 :])])
    for name, lines in (("trust.tsv", counts_lines(joined(counted))), ("trust.toml", numbers_lines(fitted))):
        (arguments.out / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def counts_lines(counts: Counts) -> Iterator[str]:
    """Yield the lines of the table of counts.

    Args:
        counts: What was counted.
    """
    yield f"# {TITLE} See training/trust.py."
    yield "lemma\tframe\tform\tright\tall"
    for key, (times, total) in sorted(counts.items()):
        yield "\t".join((*key, f"{times:.4g}", str(total)))


def numbers_lines(fitted: Trust) -> Iterator[str]:
    """Yield the lines of the settings that go with the counts.

    Args:
        fitted: How a score is made of trust.
    """
    yield "# How counts become trust and trust becomes a score; newsclaims/_language/trust.py explains each number."
    yield "# Written by `python -m training.trust`, together with trust.tsv."
    for name, value in (("weight", WEIGHT), ("threshold", THRESHOLD), ("attitude", ATTITUDE)):
        yield f"{name} = {value:g}"
    yield f"slope = {fitted.slope:.4f}"
    yield f"intercept = {fitted.intercept:.4f}"
    for kind in ("form", "frame"):
        yield ""
        yield f"# What a {kind} adds to the log odds of the score."
        yield f"[{kind}]"
        yield from (f'"{name}" = {value:.4f}' for (of, name), value in sorted(fitted.offsets.items()) if of == kind)


def count(gold: Iterable[GoldArticle]) -> Counts:
    """Return how many finds of each pattern were right, and of how many.

    Args:
        gold: The articles; where several annotators marked one, each counts in part.
    """
    extractor = RulesExtractor()
    times: dict[Pattern, float] = defaultdict(float)
    total: dict[Pattern, int] = defaultdict(int)
    for one in gold:
        words = word_starts(one.article.text)
        for lemma, frame, form, found in extractor.finds(read(one.article)):
            share = sum(agrees(words, found, claims) for claims in one.annotations) / max(1, len(one.annotations))
            for key in (
                (lemma, frame, form),
                (lemma, frame, "*"),
                (lemma, "*", form),
                ("*", frame, form),
                ("*", "*", form),
            ):
                times[key] += share
                total[key] += 1
    return {key: (times[key], total[key]) for key in total}


def joined(counted: Iterable[Counts]) -> Counts:
    """Return the sum of counts, without patterns that were hardly seen."""
    times: dict[Pattern, float] = defaultdict(float)
    total: dict[Pattern, int] = defaultdict(int)
    for counts in counted:
        for key, (some, n) in counts.items():
            times[key] += some
            total[key] += n
    return {key: (times[key], n) for key, n in total.items() if n >= LEAST}


def chosen(gold: Iterable[GoldArticle], counted: Iterable[Counts]) -> Iterator[Chosen]:
    """Yield the claims that the rules choose in some articles, trusting what was counted on others.

    Args:
        gold: The articles.
        counted: The counts of the others.
    """
    table = Trust(joined(counted), WEIGHT, THRESHOLD, ATTITUDE)
    extractor = RulesExtractor()
    # The rules ask for the table wherever they need it. This one has no calibration: its scores are trust.
    with mock.patch.dict(vars(Language.load("en")), trust=table):
        for one in gold:
            for found in extractor.extract([read(one.article)]):
                claims = [claim for claim in found if claim.parent is None]
                for claim, share in zip(claims, right(one, claims), strict=True):
                    frame, form = claim.note.partition(": ")[2].split(", ")
                    if claim.score is not None:
                        yield Chosen(claim.score, (("frame", frame), ("form", form)), share)


def calibrated(claims: Sequence[Chosen]) -> Trust:
    """Return a table without counts that makes a score of trust: the probability that a chosen claim is right.

    Args:
        claims: The claims to fit it on.
    """
    common = Counter(sign for claim in claims for sign in claim.signs)
    signs = sorted(sign for sign, n in common.items() if n >= COMMON)
    rows = np.array([[log_odds(claim.trust), *(sign in claim.signs for sign in signs)] for claim in claims])
    shares = np.array([claim.share for claim in claims])
    # A claim that some annotators marked counts in part as right, in part as wrong.
    labels = np.repeat([1, 0], len(rows))
    model = LogisticRegression(max_iter=2000)
    model.fit(np.concatenate([rows] * 2), labels, np.concatenate([shares, 1 - shares]))
    slope, *offsets = model.coef_[0].tolist()
    table = Trust(
        {},
        WEIGHT,
        THRESHOLD,
        ATTITUDE,
        slope=slope,
        intercept=float(model.intercept_[0]),
        offsets=dict(zip(signs, offsets, strict=True)),
    )
    pairs = [(table.score(claim.trust, claim.signs[0][1], claim.signs[1][1]), claim.share) for claim in claims]
    print(f"{len(pairs)} claims, expected calibration error where fitted: {expected_calibration_error(pairs):.4f}")
    return table


if __name__ == "__main__":
    main()
