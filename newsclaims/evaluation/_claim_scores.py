"""Scores whole claims in one run: their spans, labels, holders and nesting.

A claim counts as found by the measure `claim`. For labels, holders and nesting, each gold claim is paired with the
predicted claim whose content and source match; here nested claims count too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from .._model import LABELS, Claim, ClaimSet, Source, SourceType
from .._pipeline import Pipeline
from .._progress import Progress
from ..text import read
from ._gold import GoldArticle
from ._gold_claims import GoldClaim, GoldClaims
from ._holder_names import same_name
from ._judgements import JUDGED, Answer, LabelScores, answer_of, label_scores
from ._scores import Measure, Scores, WordReader, paired, roles_of, score

__all__ = ["ClaimScores", "HolderScores", "evaluate_claims", "score_claims"]


@frozen(slots=True)
class HolderScores:
    """How often a source leads to the name of its holder.

    Args:
        gold: The number of gold claims that need a holder's name: the source is not the name, and is not a document.
        matched: How many of these were found as claims.
        answered: How many of those got a name that is not the words of the source.
        right: How many got the holder's name.
    """

    gold: int = 0
    matched: int = 0
    answered: int = 0
    right: int = 0

    @property
    def right_of_gold(self) -> float:
        """The share of all gold claims that need a name and got the right one, in [0, 1]."""
        return self.right / max(1, self.gold)

    @property
    def right_of_matched(self) -> float:
        """The share of the found claims that need a name and got the right one, in [0, 1]."""
        return self.right / max(1, self.matched)

    @property
    def right_of_answered(self) -> float:
        """The share of the names given that are right, in [0, 1]."""
        return self.right / max(1, self.answered)

    def to_dict(self) -> dict[str, float]:
        """Return the numbers, and the shares in per cent, rounded to one digit."""
        shares = ("right_of_gold", "right_of_matched", "right_of_answered")
        counts = {name: getattr(self, name) for name in ("gold", "matched", "answered", "right")}
        return {**counts, **{name: round(100 * getattr(self, name), 1) for name in shares}}


@frozen(slots=True)
class ClaimScores:
    """How well predictions fit gold claims.

    Args:
        found: How well claims without a parent were found: the figures of `score`.
        matched: The number of gold claims, nested ones included, with a predicted claim that matches.
        labels: Label to its scores on the matched claims. Cue force is scored only on gold claims with a cue.
        holders: How often the holder's name is right.
        nested: Nested claims. One is right if it matches and its parents match each other.
        families: The measure `claim` in the articles of each family; empty if no article has one.
    """

    found: Scores
    matched: int
    labels: Mapping[str, LabelScores]
    holders: HolderScores
    nested: Measure
    families: Mapping[str, Measure] = field(factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as plain values: those of `Scores.to_dict`, and the rest by name."""
        return {
            **self.found.to_dict(),
            "families": {name: {"gold": m.gold, **m.to_dict()} for name, m in self.families.items()},
            "nested": {"gold": self.nested.gold, **self.nested.to_dict()},
            "holders": self.holders.to_dict(),
            "matched": self.matched,
            **{label: scores.to_dict() for label, scores in self.labels.items()},
        }


def evaluate_claims(
    pipeline: Pipeline, gold: Sequence[GoldClaims], *, workers: int = 1, progress: Progress = False
) -> ClaimScores:
    """Run a pipeline over gold articles and score its claims, labels, holders and nesting.

    Args:
        pipeline: The pipeline.
        gold: The gold; see `read_claims`.
        workers: The number of processes.
        progress: Whether to show progress, as in `Pipeline.stream`.
    """
    return score_claims(gold, pipeline.stream([one.article for one in gold], workers=workers, progress=progress))


def score_claims(gold: Sequence[GoldClaims], predictions: Iterable[ClaimSet]) -> ClaimScores:
    """Score claims, their labels, holders and nesting against gold.

    Args:
        gold: The gold; see `read_claims`.
        predictions: Claim sets. Those of other articles than the gold's are ignored.

    Raises:
        OffsetError: If a claim set's article has another text than the gold's.
    """
    by_id = {given.article.id: given for given in predictions}
    found = score([one.flat for one in gold], by_id)
    counts, holders = Counter[str](), Counter[str]()
    answers: dict[str, list[Answer]] = {label: [] for label in JUDGED}
    for one in gold:
        article = _Compared(one, by_id.get(one.article.id, ()))
        counts.update(article.counts())
        holders.update(article.holders())
        for label, answer in article.answers():
            answers[label].append(answer)
    return ClaimScores(
        found,
        counts["matched"],
        {label: label_scores(label, some) for label, some in answers.items()},
        HolderScores(**holders),
        Measure(counts["gold"], counts["predicted"], counts["right"], counts["right"]),
        _families(gold, by_id),
    )


def _families(gold: Sequence[GoldClaims], by_id: Mapping[str, ClaimSet]) -> dict[str, Measure]:
    """Return the measure `claim` in the articles of each family."""
    flat: dict[str, list[GoldArticle]] = {}
    for one in gold:
        if one.family is not None:
            flat.setdefault(one.family, []).append(one.flat)
    return {family: score(some, by_id).measures["claim"] for family, some in flat.items()}


class _Compared:
    """The gold claims of an article, each with the predicted claim that matches it."""

    def __init__(self, gold: GoldClaims, predicted: Iterable[Claim]) -> None:
        self._gold, self._predicted = gold.claims, tuple(predicted)
        self._language = read(gold.article).language
        reader = WordReader(gold.article)
        self._pairs = dict(
            paired(
                [reader.read(claim.roles) for claim in self._gold],
                [reader.read(roles_of(claim)) for claim in self._predicted],
                sources=True,
            )
        )

    def counts(self) -> Iterator[str]:
        """Yield `matched` for each pair, and `gold`, `predicted` and `right` for nested claims."""
        yield from ("matched" for _ in self._pairs)
        yield from ("gold" for claim in self._gold if claim.parent is not None)
        yield from ("predicted" for claim in self._predicted if claim.parent is not None)
        for gold, predicted in self._matched():
            outer = None if gold.parent is None else self._pairs.get(gold.parent)
            if outer is not None and self._predicted[outer].id == predicted.parent:
                yield "right"

    def answers(self) -> Iterator[tuple[str, Answer]]:
        """Yield each label of each matched claim; cue force only if the gold claim has a cue."""
        for gold, predicted in self._matched():
            for label in JUDGED:
                if gold.roles.cue or LABELS[label].passage != "cue":
                    yield label, answer_of(label, gold.labels[label], predicted)

    def holders(self) -> Iterator[str]:
        """Yield the counts of `HolderScores` by name."""
        for i, gold in enumerate(self._gold):
            if gold.holder and gold.labels["source_type"] != SourceType.DOCUMENT:
                yield "gold"
                if i in self._pairs:
                    yield "matched"
                    yield from self._named(gold.holder, self._predicted[self._pairs[i]].source)

    def _named(self, holder: str, source: Source | None) -> Iterator[str]:
        """Yield `answered` if a source has a name other than its words, and `right` if that is the holder's."""
        if source is None:
            return
        right = same_name(source.name, holder, self._language)
        if right or not same_name(source.name, source.text, self._language):
            yield "answered"
        if right:
            yield "right"

    def _matched(self) -> Iterator[tuple[GoldClaim, Claim]]:
        """Yield the gold claims that are matched, each with its predicted claim."""
        return ((self._gold[i], self._predicted[j]) for i, j in self._pairs.items())
