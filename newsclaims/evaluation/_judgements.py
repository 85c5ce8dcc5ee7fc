"""Scores the taggers on given spans: compares stance, confidence, cue force and source type with a reader's labels.

Spans and labels come from a file of JSON lines:

    {"id": "7", "article": "quay", "spans": {"source": [[0, 18]], "cue": [[19, 25]], "content": [[26, 50]]},
     "stance": "deny", "confidence": "certain", "cue_force": "neutral", "source_type": "government", "drawn": "random"}

`article` is the name of a text, or a beginning that only this name has. Fragments can have any order, and a missing
role is empty or left out. `drawn` names how the attribution was chosen, if that matters: those drawn at `"random"` are
also scored separately, because only they represent what a reader would see. Other keys are ignored.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from attrs import field, frozen
from pydantic import BaseModel, Field, create_model

from .._attribution import Attribution, Offsets
from .._files.text_files import read_file
from .._model import LABELS, Article, Claim
from .._pipeline import Pipeline
from .._progress import Progress, check_progress, follow, known_length
from ..errors import FormatError
from ._calibration import Calibration, calibration_of
from ._label_files import Spans, Texts, lines_of, offsets_of, parse_line
from ._scores import Measure

__all__ = [
    "JUDGED",
    "NOT_JUDGED",
    "Answer",
    "JudgementScores",
    "LabelScores",
    "Labelled",
    "LabelledArticle",
    "answer_of",
    "evaluate_judgements",
    "label_scores",
    "read_labels",
]

JUDGED = tuple(name for name, label in LABELS.items() if label.passage != "content")
"""The labels that are scored: all except the quotation type, which depends only on quotation marks."""

NOT_JUDGED = "not judged"
"""The value that counts as judged if the pipeline did not judge a label."""

_RANDOM = "random"
_FORMAT = "labels"


@frozen(slots=True)
class Labelled:
    """An attribution with a reader's labels.

    Args:
        id: Its id.
        attribution: Its spans.
        labels: Label to value; the labels of `JUDGED`.
        drawn: How it was chosen; None if that is not known.
    """

    id: str
    attribution: Attribution
    labels: Mapping[str, str]
    drawn: str | None = None


@frozen(slots=True)
class LabelledArticle:
    """An article and the labelled attributions in it.

    Args:
        article: The article; its id is the name of its file.
        rows: The attributions.
    """

    article: Article
    rows: tuple[Labelled, ...]


@frozen(slots=True)
class LabelScores:
    """How well one label was judged.

    Args:
        confusion: Right value to judged value to their number, in the order of the guidelines.
        calibration: The calibration of the judged values' probabilities; None if the pipeline gives no probabilities.
    """

    confusion: Mapping[str, Mapping[str, int]]
    calibration: Calibration | None = None

    @property
    def n(self) -> int:
        """The number of attributions."""
        return sum(sum(said.values()) for said in self.confusion.values())

    @property
    def accuracy(self) -> float:
        """The share that was judged correctly, in [0, 1]."""
        return sum(said.get(value, 0) for value, said in self.confusion.items()) / max(1, self.n)

    @property
    def majority(self) -> float:
        """The accuracy of always choosing the most common value, in [0, 1]."""
        return max((sum(said.values()) for said in self.confusion.values()), default=0) / max(1, self.n)

    @property
    def classes(self) -> dict[str, Measure]:
        """The values that are right or were judged, each with its precision and recall."""
        golds = {value: sum(said.values()) for value, said in self.confusion.items()}
        saids = Counter[str]()
        for said in self.confusion.values():
            saids.update(said)
        rights = {value: said.get(value, 0) for value, said in self.confusion.items()}
        return {
            value: Measure(golds.get(value, 0), saids[value], rights.get(value, 0), rights.get(value, 0))
            for value in dict.fromkeys((*golds, *saids))
        }

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the values that occur in the gold labels, each with the same weight; in [0, 1]."""
        classes = self.classes
        return sum(classes[value].f1 for value in self.confusion) / max(1, len(self.confusion))

    @property
    def ece(self) -> float | None:
        """The expected calibration error of the probabilities, in [0, 1]; None if there are none."""
        return None if self.calibration is None else self.calibration.error

    def to_dict(self) -> dict[str, Any]:
        """Return the scores as plain values, with shares in per cent, rounded to one digit."""
        known = {"ece": None, "bins": []} if self.calibration is None else self.calibration.to_dict()
        return {
            "n": self.n,
            **{name: round(100 * getattr(self, name), 1) for name in ("accuracy", "macro_f1", "majority")},
            "ece": known["ece"],
            # A list, so that a check of named figures does not watch each rare value.
            "classes": [{"value": value, "n": int(m.gold), **m.to_dict()} for value, m in self.classes.items()],
            "confusion": {value: dict(said) for value, said in self.confusion.items()},
            "bins": known["bins"],
        }


@frozen(slots=True)
class JudgementScores:
    """How well the labels of given spans were judged.

    Args:
        articles: The number of articles.
        attributions: The number of attributions.
        labels: Label to part to scores; the parts are `"all"` and, if some were drawn at random, `"random"`.
    """

    articles: int
    attributions: int
    labels: Mapping[str, Mapping[str, LabelScores]] = field(factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the scores as plain values."""
        return {
            "articles": self.articles,
            "attributions": self.attributions,
            **{
                label: {part: scores.to_dict() for part, scores in parts.items()}
                for label, parts in self.labels.items()
            },
        }


def read_labels(path: str | Path, corpus: str | Path) -> Iterator[LabelledArticle]:
    """Read labelled attributions, article by article, in the order in which the file first names them.

    Args:
        path: The file of JSON lines.
        corpus: The folder of the articles, with `text/*.txt`, or a folder with such folders.

    Raises:
        FileError: If a file cannot be read, or an article is missing.
        UndecodableError: If a file is not UTF-8.
        FormatError: If a line is not a labelled attribution, or the file has none.
        OffsetError: If spans do not fit their article.
    """
    texts = Texts(Path(corpus))
    rows: dict[Path, list[tuple[int, _Unlabelled]]] = {}
    for number, line in lines_of(path):
        row = parse_line(_Row, line, number, str(path), _FORMAT)
        rows.setdefault(texts.find(row.article, f"{path}, line {number}"), []).append((number, row))
    if not rows:
        raise FormatError(_FORMAT, "it has no labelled attribution.", None, str(path))
    for place, some in rows.items():
        article = Article(text=read_file(place), id=place.stem)
        yield LabelledArticle(article, tuple(_labelled(row, article, f"{path}, line {number}") for number, row in some))


def evaluate_judgements(
    pipeline: Pipeline, labelled: Iterable[LabelledArticle], *, progress: Progress = False
) -> JudgementScores:
    """Judge given spans and compare the labels with a reader's.

    The attributions of an article are judged together, as if an extractor had found them.

    Args:
        pipeline: The pipeline; its extractor is not used.
        labelled: The attributions; see `read_labels`.
        progress: Whether to show progress, as in `Pipeline.stream`.
    """
    check_progress(progress)
    articles = attributions = 0
    answers: dict[tuple[str, str], list[Answer]] = {}
    judged = ((one, _judged(pipeline, one)) for one in labelled)
    for one, claims in follow(judged, "articles", progress=progress, total=known_length(labelled)):
        articles += 1
        for row in one.rows:
            attributions += 1
            parts = ("all", _RANDOM) if row.drawn == _RANDOM else ("all",)
            for label in JUDGED:
                answer = answer_of(label, row.labels[label], claims[_key(row.attribution)])
                for part in parts:
                    answers.setdefault((label, part), []).append(answer)
    labels: dict[str, dict[str, LabelScores]] = {label: {} for label in JUDGED if attributions}
    for (label, part), some in answers.items():
        labels[label][part] = label_scores(label, some)
    return JudgementScores(articles, attributions, labels)


class _Roles(BaseModel):
    source: Spans | None = None
    cue: Spans | None = None
    content: Annotated[Spans, Field(min_length=1)]


class _Unlabelled(BaseModel):
    id: str
    article: Annotated[str, Field(min_length=1)]
    spans: _Roles
    drawn: str | None = None


_labels: dict[str, Any] = {name: LABELS[name].values for name in JUDGED}
_Row = create_model("_Row", __base__=_Unlabelled, __doc__="A line of the file.", **_labels)


def _labelled(row: _Unlabelled, article: Article, where: str) -> Labelled:
    """Return a row of the file as a labelled attribution."""
    roles = {role: offsets_of(given or (), article, f"{where}: the {role}") for role, given in row.spans}
    values = {label: str(getattr(row, label)) for label in JUDGED}
    return Labelled(row.id, Attribution(roles["source"], roles["cue"], roles["content"]), values, row.drawn)


_Key = tuple[Offsets, Offsets, Offsets]


def _key(attribution: Attribution) -> _Key:
    """Return the spans of an attribution."""
    return attribution.source, attribution.cue, attribution.content


def _judged(pipeline: Pipeline, one: LabelledArticle) -> dict[_Key, Claim]:
    """Return the claims of an article's attributions by their spans; rows with equal spans are judged once."""
    single = {_key(row.attribution): row.attribution for row in one.rows}
    claims: dict[_Key, Claim] = {}
    for claim in pipeline.judge(one.article, single.values()):
        spans = {role: tuple((s.start, s.end) for s in passage.spans) for role, passage in claim.passages()}
        claims[spans.get("source", ()), spans.get("cue", ()), spans["content"]] = claim
    return claims


@frozen(slots=True)
class Answer:
    """The right value, the judged value, and its probability."""

    gold: str
    said: str
    probability: float | None


def answer_of(label: str, gold: str, claim: Claim) -> Answer:
    """Return the answer of a claim for a label.

    Args:
        label: The label.
        gold: Its right value.
        claim: The judged claim.
    """
    value = getattr(claim, label)
    if value is None:
        return Answer(gold, NOT_JUDGED, None)
    return Answer(gold, str(value), claim.probabilities.get(label, {}).get(value))


def label_scores(label: str, answers: Iterable[Answer]) -> LabelScores:
    """Count answers for a label.

    Args:
        label: The label.
        answers: The answers.
    """
    some = list(answers)
    counts = Counter((answer.gold, answer.said) for answer in some)
    values = [str(value) for value in LABELS[label].values]
    confusion = {
        gold: {said: counts[gold, said] for said in (*values, NOT_JUDGED) if counts[gold, said]}
        for gold in values
        if any(answer.gold == gold for answer in some)
    }
    pairs = [(a.probability, float(a.gold == a.said)) for a in some if a.probability is not None]
    return LabelScores(confusion, calibration_of(pairs) if pairs else None)
