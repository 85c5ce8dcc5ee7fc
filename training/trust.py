"""Counts how often each cue in each frame was an attribution in the training articles, and calibrates the score.

    python -m training.trust --corpus ../shared/polnear/train ../shared/wikinews/train ../shared/genres/train

writes `newsclaims/data/en/trust.tsv` and `trust.toml` beside it. A find of the rules is right if it matches an
annotator's claim by the scorer's measure: the cues share a word, and the contents and sources each have a word Jaccard
index of 0.5 or more. The table contains only lemmas of the lexicon and names of frames, and no text of a corpus.

A corpus is a folder with `text/*.txt`, and `claims.jsonl` or `attributions/*.ann`. In `claims.jsonl` nested claims are
marked too. A find that matches only a nested claim is not counted: it is right, but not outside the other's content.

The score is a logistic regression over the trust of the chosen claims, their frames and their forms. It is fitted on
articles that the trust was not counted on: each fifth of the articles with the counts of the other four.
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
from newsclaims._pipeline import in_article
from newsclaims.evaluation import GoldArticle, Roles, expected_calibration_error, read_claims, read_gold, right
from newsclaims.extractors._rules import RulesExtractor
from newsclaims.text import read

from .agreement import agrees, word_starts
from .config import CONFIG

FOLDER = Path(__file__).parent.parent / "newsclaims" / "data" / "en"
OWN = CONFIG.trust
CLAIMS = "claims.jsonl"

TITLE = "How many finds of the rules in the training articles were attributions, and how many finds there were."

Pattern = tuple[str, str, str]
Counts = Mapping[Pattern, tuple[float, int]]
Signs = tuple[tuple[str, str], ...]
"""The frame and the form of a claim, as keys of `Trust.offsets`."""


@frozen
class Example:
    """A training article.

    Args:
        gold: The article, with its claims outside contents.
        nested: Its claims inside contents, if they are marked.
    """

    gold: GoldArticle
    nested: Sequence[Roles] = ()


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
    """Read the corpus, count, calibrate, and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, nargs="+", help="folders of articles")
    parser.add_argument("--out", type=Path, default=FOLDER, help="the folder of a language")
    arguments = parser.parse_args()
    gold = [one for folder in arguments.corpus for one in examples(folder)]
    folds = [gold[i :: OWN.folds] for i in range(OWN.folds)]
    counted = [count(fold) for fold in folds]
    fitted = calibrated([one for i, fold in enumerate(folds) for one in chosen(fold, counted[:i] + counted[i + 1 :])])
    for name, lines in (("trust.tsv", counts_lines(joined(counted))), ("trust.toml", numbers_lines(fitted))):
        (arguments.out / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def examples(folder: Path) -> Iterator[Example]:
    """Yield the articles of a corpus.

    Args:
        folder: The folder.
    """
    if not (folder / CLAIMS).is_file():
        yield from map(Example, read_gold(folder))
        return
    for one in read_claims(folder / CLAIMS, folder):
        yield Example(one.flat, [claim.roles for claim in one.claims if claim.parent is not None])


def counts_lines(counts: Counts) -> Iterator[str]:
    """Yield the lines of the table of counts.

    Args:
        counts: The counts.
    """
    yield f"# {TITLE} See training/trust.py."
    yield "lemma\tframe\tform\tright\tall"
    for key, (times, total) in sorted(counts.items()):
        yield "\t".join((*key, f"{times:.4g}", str(total)))


def numbers_lines(fitted: Trust) -> Iterator[str]:
    """Yield the lines of the settings beside the counts.

    Args:
        fitted: The calibration of the score.
    """
    yield "# How counts become trust and trust becomes a score; newsclaims/_language/trust.py explains each number."
    yield "# Written by `python -m training.trust`, together with trust.tsv."
    for name in ("weight", "threshold", "attitude"):
        yield f"{name} = {getattr(OWN, name):g}"
    yield f"slope = {fitted.slope:.4f}"
    yield f"intercept = {fitted.intercept:.4f}"
    for kind in ("form", "frame"):
        yield ""
        yield f"# What a {kind} adds to the log odds of the score."
        yield f"[{kind}]"
        yield from (f'"{name}" = {value:.4f}' for (of, name), value in sorted(fitted.offsets.items()) if of == kind)


def count(gold: Iterable[Example]) -> Counts:
    """Return the numbers of right finds and of all finds for each pattern.

    Args:
        gold: The articles; if an article has several annotators, each counts in part.
    """
    extractor = RulesExtractor()
    times: dict[Pattern, float] = defaultdict(float)
    total: dict[Pattern, int] = defaultdict(int)
    for one in gold:
        article, annotations = one.gold.article, one.gold.annotations
        words = word_starts(article.text)
        text = read(article)
        speakers = {utterance.speaker for utterance in text.utterances}
        for lemma, frame, form, seen in extractor.finds(text):
            [found] = in_article([seen], text.view)
            share = sum(agrees(words, found, claims) for claims in annotations) / max(1, len(annotations))
            # The layout finds turns, whatever the trust.
            if speakers.intersection(seen.source) or (not share and agrees(words, found, one.nested)):
                continue
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
    """Return the sum of counts, without rare patterns."""
    times: dict[Pattern, float] = defaultdict(float)
    total: dict[Pattern, int] = defaultdict(int)
    for counts in counted:
        for key, (some, n) in counts.items():
            times[key] += some
            total[key] += n
    return {key: (times[key], n) for key, n in total.items() if n >= OWN.least}


def chosen(gold: Iterable[Example], counted: Iterable[Counts]) -> Iterator[Chosen]:
    """Yield the claims that the rules choose in some articles, with the trust counted on others.

    Args:
        gold: The articles.
        counted: The counts on the others.
    """
    table = Trust(joined(counted), OWN.weight, OWN.threshold, OWN.attitude)
    extractor = RulesExtractor()
    # The rules look the table up when they need it. This table has no calibration, so its scores are trust.
    with mock.patch.dict(vars(Language.load("en")), trust=table):
        for one in gold:
            text = read(one.gold.article)
            for found in extractor.extract([text]):
                # A turn has no cue, and so no trust.
                claims = [claim for claim in in_article(found, text.view) if claim.parent is None and claim.cue]
                for claim, share in zip(claims, right(one.gold, claims), strict=True):
                    frame, form = claim.note.partition(": ")[2].split(", ")
                    if claim.score is not None:
                        yield Chosen(claim.score, (("frame", frame), ("form", form)), share)


def calibrated(claims: Sequence[Chosen]) -> Trust:
    """Return a table without counts whose score is the probability that a chosen claim is right.

    Args:
        claims: The claims to fit on.
    """
    common = Counter(sign for claim in claims for sign in claim.signs)
    signs = sorted(sign for sign, n in common.items() if n >= OWN.common)
    rows = np.array([[log_odds(claim.trust), *(sign in claim.signs for sign in signs)] for claim in claims])
    shares = np.array([claim.share for claim in claims])
    # A claim that only some annotators marked counts partly as right and partly as wrong.
    labels = np.repeat([1, 0], len(rows))
    model = LogisticRegression(max_iter=2000)
    model.fit(np.concatenate([rows] * 2), labels, np.concatenate([shares, 1 - shares]))
    slope, *offsets = model.coef_[0].tolist()
    table = Trust(
        {},
        OWN.weight,
        OWN.threshold,
        OWN.attitude,
        slope=slope,
        intercept=float(model.intercept_[0]),
        offsets=dict(zip(signs, offsets, strict=True)),
    )
    pairs = [(table.score(claim.trust, claim.signs[0][1], claim.signs[1][1]), claim.share) for claim in claims]
    print(f"{len(pairs)} claims, expected calibration error where fitted: {expected_calibration_error(pairs):.4f}")
    return table


if __name__ == "__main__":
    main()
