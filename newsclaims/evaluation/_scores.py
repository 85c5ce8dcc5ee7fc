"""Compares predictions with gold, and computes precision, recall and F1."""

import bisect
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from .._attribution import Attribution, Offsets
from .._model import Article, Claim, ClaimSet
from .._pipeline import Pipeline
from .._progress import Progress
from ..errors import InputTypeError, OffsetError
from ..text import read
from ._calibration import Calibration, calibration_of
from ._gold import ROLES, GoldArticle, Roles

__all__ = [
    "GROUPS",
    "MEASURES",
    "Measure",
    "Scores",
    "WordClaim",
    "WordReader",
    "evaluate",
    "paired",
    "right",
    "roles_of",
    "score",
]

MEASURES = (
    "content_overlap",
    "claim",
    "exact_source",
    "word_source",
    "exact_cue",
    "word_cue",
    "exact_content",
    "word_content",
)
"""The measures, in the order in which they are printed."""

GROUPS = ("direct", "mixed", "indirect", "several_pieces", "without_source", "without_cue")
"""Groups of claims that are also scored separately: by the quotation type of the content, contents in several pieces,
claims without a source, and claims without a cue, such as turns."""

_WORD = re.compile(r"\w+")
_ENOUGH = 0.5
"""The least Jaccard index at which two passages match."""


@frozen(slots=True)
class Measure:
    """Counts of matches, with precision, recall and F1.

    Args:
        gold: The number of gold items.
        predicted: The number of predicted items.
        gold_matched: The number of gold items that were found.
        predicted_matched: The number of predicted items that are correct. It differs from `gold_matched` only in a
            group, because a gold claim of the group can be matched by a predicted claim outside it.
    """

    gold: float
    predicted: float
    gold_matched: float
    predicted_matched: float

    @property
    def precision(self) -> float:
        """The share of predicted items that are correct, in [0, 1]."""
        return self.predicted_matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of gold items that were found, in [0, 1]."""
        return self.gold_matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both, in [0, 1]."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def to_dict(self) -> dict[str, float]:
        """Return `p`, `r` and `f1` in per cent, rounded to one digit."""
        # This order of operations gives the same rounding as the PolNeAR scorer.
        p, r = self.precision, self.recall
        f1 = round(200 * p * r / (p + r), 1) if p + r else 0.0
        return {"p": round(100 * p, 1), "r": round(100 * r, 1), "f1": f1}


@frozen(slots=True)
class Scores:
    """How well predictions fit the gold.

    Args:
        articles: The number of articles in the gold.
        missing: The number of articles without a prediction.
        measures: The measures, by the names of `MEASURES`.
        groups: The `claim` measure within each of `GROUPS`: its recall is the share of gold claims of that kind that
            were matched as claims, its precision the share of predicted claims of that kind that were.
        calibration: The calibration of the predicted claims' scores; the outcome of a claim is the share of annotators
            who marked it, by the measure `claim`. None if no claim has a score.
    """

    articles: int
    missing: int
    measures: Mapping[str, Measure]
    groups: Mapping[str, Measure] = field(factory=dict)
    calibration: Calibration | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the figures that the PolNeAR scorer prints, and some more.

        The groups are under `"groups"`, with their number of gold claims, and the calibration, if there is one, under
        `"calibration"`.
        """
        known = {} if self.calibration is None else {"calibration": self.calibration.to_dict()}
        return {
            "articles": self.articles,
            "missing": self.missing,
            **{name: measure.to_dict() for name, measure in self.measures.items()},
            "groups": {name: {"gold": round(m.gold, 1), **m.to_dict()} for name, m in self.groups.items()},
            **known,
        }


Predicted = Attribution | Roles | Mapping[str, Sequence[Sequence[int]]]
"""A predicted claim as plain offsets; a mapping can have the keys `source`, `cue` and `content`."""


def evaluate(
    pipeline: Pipeline, gold: Sequence[GoldArticle], *, workers: int = 1, progress: Progress = False
) -> Scores:
    """Run a pipeline over gold articles and score what it finds.

    Args:
        pipeline: The pipeline; its taggers make no difference.
        gold: The gold; see `read_gold`.
        workers: The number of processes.
        progress: Whether to show progress, as in `Pipeline.stream`.
    """
    return score(gold, pipeline.stream([g.article for g in gold], workers=workers, progress=progress))


def score(
    gold: Iterable[GoldArticle], predictions: Iterable[ClaimSet] | Mapping[str, ClaimSet | Iterable[Predicted]]
) -> Scores:
    """Score predictions against gold.

    Args:
        gold: The gold; see `read_gold`.
        predictions: Claim sets, or article id to a claim set or to claims as plain offsets. Articles that are not in
            the gold are ignored.

    Raises:
        OffsetError: If a claim set's article has another text than the gold's.
        InputTypeError: If a prediction is of another type.
    """
    by_id = dict(predictions) if isinstance(predictions, Mapping) else {p.article.id: p for p in predictions}
    articles = missing = 0
    total: dict[tuple[str, str], float] = defaultdict(float)
    pairs: list[tuple[float, float]] = []
    for one in gold:
        articles += 1
        given = by_id.get(one.article.id)
        missing += given is None
        counts, claims, shares = _compared(one, () if given is None else given)
        for key, count in counts.items():
            total[key] += count
        counted = zip(claims, shares, strict=True) if one.annotations else ()
        pairs += [(c.score, share) for c, share in counted if c.score is not None and c.words["content"]]
    known = calibration_of(pairs) if pairs else None
    return Scores(articles, missing, _measures(MEASURES, total), _measures(GROUPS, total), known)


def right(gold: GoldArticle, predicted: ClaimSet | Iterable[Predicted]) -> tuple[float, ...]:
    """Return the share of annotators who agree with each predicted claim of an article.

    Args:
        gold: The gold; see `read_gold`.
        predicted: A claim set, or claims as plain offsets.

    Returns:
        For each claim without a parent, in order, the share of annotators who marked it, by the measure `claim`.

    Raises:
        OffsetError: If a claim set's article has another text than the gold's.
        InputTypeError: If a prediction is of another type.
    """
    return tuple(_compared(gold, predicted)[2])


@frozen(slots=True)
class WordClaim:
    """A claim as sets of word numbers, with the exact fragments, the groups it belongs to and its score."""

    words: Mapping[str, frozenset[int]]
    exact: Mapping[str, Sequence[tuple[int, int]]]
    groups: frozenset[str]
    score: float | None = None


class WordReader:
    """Numbers an article's words, and converts offsets to numbers of words."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        spans = [match.span() for match in _WORD.finditer(article.text)]
        self._starts = [start for start, _ in spans]
        text = read(article)
        quoted = [text.view.original(q.inner_start, q.inner_end) for q in text.quotations if q.depth == 0]
        self._quoted = frozenset(i for span in quoted for i in self._numbers(span))

    def read(self, roles: Roles, score: float | None = None) -> WordClaim:
        """Return a claim as numbers of words.

        Args:
            roles: Its spans.
            score: Its score, if it has one.
        """
        found: dict[str, list[range]] = {role: [self._numbers(span) for span in getattr(roles, role)] for role in ROLES}
        words = {role: frozenset(i for numbers in spans for i in numbers) for role, spans in found.items()}
        exact = {role: [(n[0], n[-1]) for n in spans if n] for role, spans in found.items()}
        return WordClaim(words, exact, frozenset(self._groups(roles, words)), score)

    def _numbers(self, span: tuple[int, int]) -> range:
        """Return the numbers of the words that begin inside a span."""
        return range(bisect.bisect_left(self._starts, span[0]), bisect.bisect_left(self._starts, span[1]))

    def _groups(self, roles: Roles, words: Mapping[str, frozenset[int]]) -> Iterator[str]:
        inside = words["content"] & self._quoted
        yield "direct" if inside == words["content"] else "mixed" if inside else "indirect"
        if self._pieces(roles.content) > 1:
            yield "several_pieces"
        for role in ("source", "cue"):
            if not words[role]:
                yield f"without_{role}"

    def _pieces(self, offsets: Offsets) -> int:
        """Count fragments; those with only white space between them count as one, because brat cuts at line ends."""
        ordered = sorted(offsets)
        return 1 + sum(bool(self._text[a[1] : b[0]].strip()) for a, b in itertools.pairwise(ordered))


def _compared(
    one: GoldArticle, given: ClaimSet | Iterable[Predicted]
) -> tuple[dict[tuple[str, str], float], list[WordClaim], list[float]]:
    """Return counts averaged over annotators, and the predicted claims, each with the share of agreeing annotators."""
    reader = WordReader(one.article)
    predicted = [reader.read(*found) for found in _found(one.article, given)]
    total: dict[tuple[str, str], float] = defaultdict(float)
    times = [0] * len(predicted)
    for annotation in one.annotations:
        counts, hits = _counts([reader.read(roles) for roles in annotation], predicted)
        for key, count in counts.items():
            total[key] += count / len(one.annotations)
        for hit in hits:
            times[hit] += 1
    return total, predicted, [n / max(1, len(one.annotations)) for n in times]


def _found(article: Article, given: ClaimSet | Iterable[Predicted]) -> Iterator[tuple[Roles, float | None]]:
    """Yield the claims of a prediction that have no parent, each with its score, if it has one."""
    if isinstance(given, ClaimSet):
        if given.article.text != article.text:
            raise OffsetError(f"the texts of article {article.id!r} in the prediction and in the gold differ.")
        for claim in given:
            if claim.parent is None:
                yield roles_of(claim), claim.score
        return
    for predicted in given:
        if isinstance(predicted, Roles):
            yield predicted, None
        elif isinstance(predicted, Attribution):
            if predicted.parent is None:
                yield Roles(predicted.source, predicted.cue, predicted.content), predicted.score
        elif isinstance(predicted, Mapping):
            yield Roles(*(tuple((start, end) for start, end in predicted.get(role) or ()) for role in ROLES)), None
        else:
            found = type(predicted).__name__
            raise InputTypeError("a predicted claim", "an Attribution or a mapping of roles to offsets", found)


def roles_of(claim: Claim) -> Roles:
    """Return the spans of a claim as plain offsets."""
    return Roles(**{role: tuple((s.start, s.end) for s in passage.spans) for role, passage in claim.passages()})


def _counts(gold: Sequence[WordClaim], predicted: Sequence[WordClaim]) -> tuple[Counter[tuple[str, str]], list[int]]:
    """Return the counts of matches, and the indices of the predicted claims that are correct."""
    counts: Counter[tuple[str, str]] = Counter()
    for role in ROLES:
        fragments = [Counter(f for claim in claims for f in claim.exact[role]) for claims in (gold, predicted)]
        _add(counts, f"exact_{role}", *(c.total() for c in (*fragments, fragments[0] & fragments[1])))
    places = [i for i, claim in enumerate(predicted) if claim.words["content"]]
    gold, predicted = ([claim for claim in claims if claim.words["content"]] for claims in (gold, predicted))
    for role in ROLES:
        words = [frozenset[int]().union(*(claim.words[role] for claim in claims)) for claims in (gold, predicted)]
        _add(counts, f"word_{role}", *(len(w) for w in (*words, words[0] & words[1])))
    pairs = paired(gold, predicted)
    whole = [(i, j) for i, j in pairs if _same_source(gold[i], predicted[j])]
    _add(counts, "content_overlap", len(gold), len(predicted), len(pairs))
    _add(counts, "claim", len(gold), len(predicted), len(whole))
    for side, claims, hits in (("g", gold, {i for i, _ in whole}), ("p", predicted, {j for _, j in whole})):
        for i, claim in enumerate(claims):
            for group in claim.groups:
                counts[group, side] += 1
                counts[group, f"{side}_matched"] += i in hits
    return counts, [places[j] for _, j in whole]


def _add(counts: Counter[tuple[str, str]], name: str, gold: int, predicted: int, matched: int) -> None:
    counts.update(
        {(name, "g"): gold, (name, "p"): predicted, (name, "g_matched"): matched, (name, "p_matched"): matched}
    )


def paired(
    gold: Sequence[WordClaim], predicted: Sequence[WordClaim], *, sources: bool = False
) -> list[tuple[int, int]]:
    """Pair claims greedily by their contents, best first; among equal pairs the last, as in PolNeAR's scorer.

    Args:
        gold: The gold claims.
        predicted: The predicted claims.
        sources: Whether only claims whose sources match make a pair.
    """
    pairs = sorted(
        (
            (_jaccard(one.words["content"], other.words["content"]), i, j)
            for i, one in enumerate(gold)
            for j, other in enumerate(predicted)
            if not one.words["content"].isdisjoint(other.words["content"]) and (not sources or _same_source(one, other))
        ),
        reverse=True,
    )
    taken: list[tuple[int, int]] = []
    left, right = set(range(len(gold))), set(range(len(predicted)))
    for likeness, i, j in pairs:
        if likeness >= _ENOUGH and i in left and j in right:
            left.remove(i)
            right.remove(j)
            taken.append((i, j))
    return taken


def _same_source(one: WordClaim, other: WordClaim) -> bool:
    """Say whether the sources of two claims match: half of their words are the same, or neither has one."""
    return _jaccard(one.words["source"], other.words["source"]) >= _ENOUGH


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def _measures(names: Iterable[str], total: Mapping[tuple[str, str], float]) -> dict[str, Measure]:
    keys = ("g", "p", "g_matched", "p_matched")
    return {name: Measure(*(total.get((name, key), 0) for key in keys)) for name in names}
