"""Calibrates the score of the nested claims of the rules, on articles in which nested claims are marked.

    python -m training.nested_scores --corpus ../shared/wikinews/train ../shared/genres/train \
      --check ../shared/wikinews/dev ../shared/genres/dev

writes `newsclaims/data/en/nesting.toml`, and prints the calibration of the scores before and after. A corpus is a
folder with `text/*.txt` and `claims.jsonl`: one article a line, each claim with `source`, `cue` and `content` as lists
of `[start, end]`, and `parent`, the number of the claim that contains it, or null.

A nested find is right if a nested claim of the article matches it by the measure `claim`: content and source have a
word Jaccard index of 0.5 or more. The score is a logistic regression over the log-odds of two scores: the find's own,
which the rules compute from trust, and that of its parent. Finds inside nested finds use the same numbers, but are left
out of the fit, because their parent's score is itself fitted.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from unittest import mock

import numpy as np
from attrs import evolve, frozen
from sklearn.linear_model import LogisticRegression

from newsclaims._files.text_files import read_file
from newsclaims._language import Language, NestedScore, log_odds
from newsclaims._model import Article
from newsclaims._pipeline import in_article
from newsclaims.evaluation import GoldArticle, Roles, expected_calibration_error, right
from newsclaims.extractors._rules import RulesExtractor
from newsclaims.text import read

from .trust import FOLDER

ROLES = ("source", "cue", "content")
AS_IN_THE_OPEN = NestedScore(own=1.0, parent=0.0, intercept=0.0)
"""Leaves the score of a nested find as the rules compute it."""


@frozen
class Nested:
    """A nested find.

    Args:
        own: Its score as if it were not nested.
        parent: The score of its parent.
        outer: Whether its parent is not nested.
        right: 1.0 if it is right, else 0.0.
    """

    own: float
    parent: float
    outer: bool
    right: float


def main() -> None:
    """Find, fit, write and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="folders to fit on")
    parser.add_argument("--check", type=Path, nargs="*", default=[], help="folders to print figures for")
    parser.add_argument("--out", type=Path, default=FOLDER, help="the folder of a language")
    arguments = parser.parse_args()
    finds = [one for folder in arguments.corpus for one in found(gold(folder))]
    score = fitted([one for one in finds if one.outer])
    (arguments.out / "nesting.toml").write_text("\n".join(lines(score)) + "\n", encoding="utf-8", newline="\n")
    print(f"{'corpus':16} finds  right before    ece   loss  after    ece   loss")
    for folder in arguments.check:
        report(f"{folder.parent.name}/{folder.name}", list(found(gold(folder))), score)


def gold(folder: Path) -> Iterator[GoldArticle]:
    """Yield the articles of a corpus, with their nested claims as the claims of one annotator.

    Args:
        folder: The folder.
    """
    for line in read_file(folder / "claims.jsonl").splitlines():
        known = json.loads(line)
        article = Article(text=read_file(folder / "text" / f"{known['id']}.txt"), id=known["id"])
        nested = (claim for claim in known["claims"] if claim["parent"] is not None)
        claims = (Roles(*(tuple(map(tuple, claim[role])) for role in ROLES)) for claim in nested)
        yield GoldArticle(article, (tuple(claims),))


def found(articles: Iterable[GoldArticle]) -> Iterator[Nested]:
    """Yield the nested finds of the rules, with the score that they would have outside.

    Args:
        articles: The articles.
    """
    extractor = RulesExtractor()
    with mock.patch.dict(vars(Language.load("en")), nested_score=AS_IN_THE_OPEN):
        for one in articles:
            text = read(one.article)
            [seen] = extractor.extract([text])
            everything = in_article(seen, text.view)
            nested = [claim for claim in everything if claim.parent is not None]
            shares = right(one, [evolve(claim, parent=None) for claim in nested])
            for claim, share in zip(nested, shares, strict=True):
                holder = everything[claim.parent or 0]
                if claim.score is not None and holder.score is not None:
                    yield Nested(claim.score, holder.score, holder.parent is None, share)


def fitted(finds: Sequence[Nested]) -> NestedScore:
    """Return the calibration that fits the finds best.

    Args:
        finds: The finds.
    """
    rows = np.array([[log_odds(one.own), log_odds(min(max(one.parent, 1e-4), 1 - 1e-4))] for one in finds])
    model = LogisticRegression(max_iter=2000)
    model.fit(rows, [one.right for one in finds])
    own, parent = model.coef_[0].tolist()
    return NestedScore(round(own, 4), round(parent, 4), round(float(model.intercept_[0]), 4))


def lines(score: NestedScore) -> Iterator[str]:
    """Yield the lines of the file.

    Args:
        score: The calibration.
    """
    yield "# How the score of a claim inside a content is made; see NestedScore in newsclaims/_language/trust.py."
    yield "# Written by `python -m training.nested_scores`."
    yield from (f"{name} = {getattr(score, name):.4f}" for name in ("own", "parent", "intercept"))


def report(corpus: str, finds: Sequence[Nested], score: NestedScore) -> None:
    """Print the mean score, the calibration error and the log loss of finds, before and after, and the share right.

    Args:
        corpus: The corpus.
        finds: The finds.
        score: The calibration.
    """
    kept = np.array([one.right for one in finds])
    figures = ""
    for scores in ([one.own for one in finds], [score.of(one.own, one.parent) for one in finds]):
        promised = np.array(scores)
        error = expected_calibration_error(zip(scores, kept.tolist(), strict=True))
        loss = -np.mean(kept * np.log(promised) + (1 - kept) * np.log(1 - promised))
        figures += f" {promised.mean():6.3f} {error:6.3f} {loss:6.3f}"
    print(f"{corpus:16} {len(finds):5} {kept.mean():6.3f}{figures}")


if __name__ == "__main__":
    main()
