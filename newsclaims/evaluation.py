r"""Scores claims against gold: the measures of the PolNeAR scorer, to the digit, and where the misses are.

Gold is a folder with `text/*.txt` and `attributions/<text's name>_<annotator>.ann` in brat's standoff format, one or
more annotators an article, and is read raw: an event may lack any role, and its fragments come as they stand.

| measure | what is counted |
| --- | --- |
| `content_overlap` | claims whose contents match: pairs of gold and predicted claim, one to one, taken greedily from the highest Jaccard index of their words down to 0.5 |
| `claim` | those whose sources match too: Jaccard at least 0.5, or neither has one |
| `exact_source`, `exact_cue`, `exact_content` | fragments that begin and end with the same word |
| `word_source`, `word_cue`, `word_content` | words that stand in that role of any claim |

Words are runs of `\w`. Claims without a word in their content count in the `exact` measures only. Of an article with
several annotators, the prediction is counted against each and the counts are averaged. Nested claims (those with a
parent) are left out, because PolNeAR's annotation is flat.

Source: Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News" (LREC 2018), for the corpus.
"""  # noqa: E501

import bisect
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import field, frozen

from .attribution import Attribution, Offsets
from .errors import FileError, FormatError, InputTypeError, OffsetError
from .files import read_file
from .model import Article, ClaimSet
from .pipeline import Pipeline
from .text import read

__all__ = ["GROUPS", "MEASURES", "GoldArticle", "Measure", "Roles", "Scores", "evaluate", "read_gold", "score"]

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

GROUPS = ("direct", "mixed", "indirect", "several_pieces", "without_source")
"""Kinds of claims that are also scored apart: by how much of the content stands in quotation marks, contents in several
pieces, and claims without a source."""

_ROLES = ("source", "cue", "content")
_WORD = re.compile(r"\w+")
_ENOUGH = 0.5
"""The least Jaccard index at which two passages match."""


@frozen(slots=True)
class Roles:
    """The offsets of a claim, as raw as they come: any role may be empty, fragments in any order.

    Args:
        source: Fragments of the source.
        cue: Fragments of the cue.
        content: Fragments of the content.
    """

    source: Offsets = ()
    cue: Offsets = ()
    content: Offsets = ()


@frozen(slots=True)
class GoldArticle:
    """An article and what its annotators marked.

    Args:
        article: The article; its id is the name of its file.
        annotations: One list of claims for each annotator.
    """

    article: Article
    annotations: tuple[tuple[Roles, ...], ...]


@frozen(slots=True)
class Measure:
    """Counts, and what follows from them.

    Args:
        gold: How many there are in the gold.
        predicted: How many were predicted.
        gold_matched: How many of the gold were found.
        predicted_matched: How many of the predicted are right; differs from `gold_matched` only in a group, where a
            gold claim of the group may be matched by a predicted one outside it.
    """

    gold: float
    predicted: float
    gold_matched: float
    predicted_matched: float

    @property
    def precision(self) -> float:
        """The share of the predicted that is right, in [0, 1]."""
        return self.predicted_matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found, in [0, 1]."""
        return self.gold_matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both, in [0, 1]."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def to_dict(self) -> dict[str, float]:
        """Return `p`, `r` and `f1` in per cent, rounded to one digit."""
        # In this order of operations, because the PolNeAR scorer rounds what comes out of it.
        p, r = self.precision, self.recall
        f1 = round(200 * p * r / (p + r), 1) if p + r else 0.0
        return {"p": round(100 * p, 1), "r": round(100 * r, 1), "f1": f1}


@frozen(slots=True)
class Scores:
    """How well predictions fit the gold.

    Args:
        articles: How many articles there are in the gold.
        missing: How many of them have no prediction.
        measures: The measures, by the names of `MEASURES`.
        groups: The `claim` measure within each of `GROUPS`: its recall is the share of gold claims of that kind that
            were matched as claims, its precision the share of predicted claims of that kind that were.
    """

    articles: int
    missing: int
    measures: Mapping[str, Measure]
    groups: Mapping[str, Measure] = field(factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return what the PolNeAR scorer prints, and the groups under `"groups"` with their number of gold claims."""
        return {
            "articles": self.articles,
            "missing": self.missing,
            **{name: measure.to_dict() for name, measure in self.measures.items()},
            "groups": {name: {"gold": round(m.gold, 1), **m.to_dict()} for name, m in self.groups.items()},
        }


Predicted = Attribution | Roles | Mapping[str, Sequence[Sequence[int]]]
"""A predicted claim as plain offsets; a mapping has the keys `source`, `cue` and `content`, and may leave any out."""


def evaluate(pipeline: Pipeline, gold: Sequence[GoldArticle], *, workers: int = 1) -> Scores:
    """Run a pipeline over gold articles and score what it finds.

    Args:
        pipeline: The pipeline; its taggers make no difference.
        gold: The gold; see `read_gold`.
        workers: How many processes.
    """
    return score(gold, pipeline.stream((g.article for g in gold), workers=workers))


def read_gold(folder: str | Path) -> tuple[GoldArticle, ...]:
    """Read gold articles and their annotations, raw.

    Args:
        folder: Has `text/*.txt` and `attributions/*.ann`. Annotations without a text are passed over.

    Raises:
        FileError: If there are no texts, or a file cannot be read.
        UndecodableError: If a file is not UTF-8.
        FormatError: If an annotation is not brat's.
    """
    folder = Path(folder)
    texts = sorted((folder / "text").glob("*.txt"))
    if not texts:
        raise FileError(str(folder), "no gold there. A gold folder has text/*.txt and attributions/*.ann.")
    annotations: dict[str, list[tuple[Roles, ...]]] = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotations[path.stem.rpartition("_")[0] or path.stem].append(_read_brat(path))
    return tuple(
        GoldArticle(Article(text=read_file(path), id=path.stem), tuple(annotations[path.stem])) for path in texts
    )


def score(
    gold: Iterable[GoldArticle], predictions: Iterable[ClaimSet] | Mapping[str, ClaimSet | Iterable[Predicted]]
) -> Scores:
    """Score predictions against gold.

    Args:
        gold: The gold; see `read_gold`.
        predictions: Claim sets, or article id to a claim set or to claims as plain offsets. Those of other articles
            than the gold's are passed over.

    Raises:
        OffsetError: If a claim set's article has another text than the gold's.
        InputTypeError: If a prediction is none of these.
    """
    by_id = dict(predictions) if isinstance(predictions, Mapping) else {p.article.id: p for p in predictions}
    articles = missing = 0
    total: dict[tuple[str, str], float] = defaultdict(float)
    for one in gold:
        articles += 1
        given = by_id.get(one.article.id)
        missing += given is None
        reader = _Reader(one.article)
        predicted = reader.read(_roles(one.article, () if given is None else given))
        for annotation in one.annotations:
            for key, count in _counts(reader.read(annotation), predicted).items():
                total[key] += count / len(one.annotations)
    return Scores(articles, missing, _measures(MEASURES, total), _measures(GROUPS, total))


@frozen(slots=True)
class _Claim:
    """A claim as sets of word numbers, with the exact fragments and the groups it belongs to."""

    words: Mapping[str, frozenset[int]]
    exact: Mapping[str, Sequence[tuple[int, int]]]
    groups: frozenset[str]


class _Reader:
    """Counts an article's words, and reads offsets as numbers of words."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        spans = [match.span() for match in _WORD.finditer(article.text)]
        self._starts = [start for start, _ in spans]
        outer = [q for q in read(article).quotations if q.depth == 0]
        self._quoted = frozenset(i for q in outer for i in self._numbers((q.inner_start, q.inner_end)))

    def read(self, claims: Iterable[Roles]) -> list[_Claim]:
        return [self._claim(roles) for roles in claims]

    def _claim(self, roles: Roles) -> _Claim:
        found = {role: [self._numbers(span) for span in getattr(roles, role)] for role in _ROLES}
        words = {role: frozenset(i for numbers in spans for i in numbers) for role, spans in found.items()}
        exact = {role: [(n[0], n[-1]) for n in spans if n] for role, spans in found.items()}
        return _Claim(words, exact, frozenset(self._groups(roles, words)))

    def _numbers(self, span: tuple[int, int]) -> range:
        """Return the numbers of the words that begin inside a span."""
        return range(bisect.bisect_left(self._starts, span[0]), bisect.bisect_left(self._starts, span[1]))

    def _groups(self, roles: Roles, words: Mapping[str, frozenset[int]]) -> Iterator[str]:
        inside = words["content"] & self._quoted
        yield "direct" if inside == words["content"] else "mixed" if inside else "indirect"
        if self._pieces(roles.content) > 1:
            yield "several_pieces"
        if not words["source"]:
            yield "without_source"

    def _pieces(self, offsets: Offsets) -> int:
        """Count fragments; brat also cuts at line ends, so white space alone parts none."""
        ordered = sorted(offsets)
        return 1 + sum(bool(self._text[a[1] : b[0]].strip()) for a, b in itertools.pairwise(ordered))


def _roles(article: Article, given: ClaimSet | Iterable[Predicted]) -> Iterator[Roles]:
    if isinstance(given, ClaimSet):
        if given.article.text != article.text:
            raise OffsetError(f"article {article.id!r} has another text in the prediction than in the gold.")
        for claim in given:
            if claim.parent is None:
                spans = {role: tuple((s.start, s.end) for s in passage.spans) for role, passage in claim.passages()}
                yield Roles(**spans)
        return
    for predicted in given:
        if isinstance(predicted, Roles):
            yield predicted
        elif isinstance(predicted, Attribution):
            if predicted.parent is None:
                yield Roles(predicted.source, predicted.cue, predicted.content)
        elif isinstance(predicted, Mapping):
            yield Roles(*(tuple((start, end) for start, end in predicted.get(role) or ()) for role in _ROLES))
        else:
            found = type(predicted).__name__
            raise InputTypeError("a predicted claim", "an Attribution or a mapping of roles to offsets", found)


def _counts(gold: Sequence[_Claim], predicted: Sequence[_Claim]) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for role in _ROLES:
        fragments = [Counter(f for claim in claims for f in claim.exact[role]) for claims in (gold, predicted)]
        _add(counts, f"exact_{role}", *(c.total() for c in (*fragments, fragments[0] & fragments[1])))
    gold, predicted = ([claim for claim in claims if claim.words["content"]] for claims in (gold, predicted))
    for role in _ROLES:
        words = [frozenset[int]().union(*(claim.words[role] for claim in claims)) for claims in (gold, predicted)]
        _add(counts, f"word_{role}", *(len(w) for w in (*words, words[0] & words[1])))
    pairs = _matched(gold, predicted)
    whole = [(i, j) for i, j in pairs if _jaccard(gold[i].words["source"], predicted[j].words["source"]) >= _ENOUGH]
    _add(counts, "content_overlap", len(gold), len(predicted), len(pairs))
    _add(counts, "claim", len(gold), len(predicted), len(whole))
    for side, claims, hits in (("g", gold, {i for i, _ in whole}), ("p", predicted, {j for _, j in whole})):
        for i, claim in enumerate(claims):
            for group in claim.groups:
                counts[group, side] += 1
                counts[group, f"{side}_matched"] += i in hits
    return counts


def _add(counts: Counter[tuple[str, str]], name: str, gold: int, predicted: int, matched: int) -> None:
    counts.update(
        {(name, "g"): gold, (name, "p"): predicted, (name, "g_matched"): matched, (name, "p_matched"): matched}
    )


def _matched(gold: Sequence[_Claim], predicted: Sequence[_Claim]) -> list[tuple[int, int]]:
    """Pair claims greedily by their contents, best first; of equals the last ones, as PolNeAR's scorer does."""
    pairs = sorted(
        (
            (_jaccard(one.words["content"], other.words["content"]), i, j)
            for i, one in enumerate(gold)
            for j, other in enumerate(predicted)
            if not one.words["content"].isdisjoint(other.words["content"])
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


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def _measures(names: Iterable[str], total: Mapping[tuple[str, str], float]) -> dict[str, Measure]:
    keys = ("g", "p", "g_matched", "p_matched")
    return {name: Measure(*(total.get((name, key), 0) for key in keys)) for name in names}


def _read_brat(path: Path) -> tuple[Roles, ...]:
    """Read the events of a brat file, each with the spans of its roles; events without content and source are none."""
    spans: dict[str, Offsets] = {}
    events: list[list[str]] = []
    for number, line in enumerate(read_file(path).split("\n"), 1):
        ident, _, rest = line.partition("\t")
        try:
            if re.fullmatch(r"T\d+", ident):
                spans[ident] = _brat_offsets(rest.partition("\t")[0])
            elif re.fullmatch(r"E\d+", ident):
                events.append(rest.partition("\t")[0].split())
        except ValueError:
            reason = f"{line[:60]!r} is no text-bound annotation"
            raise FormatError("brat", reason, number, str(path)) from None
    claims = (_brat_event(event, spans) for event in events)
    return tuple(claim for claim in claims if claim.content or claim.source)


def _brat_offsets(body: str) -> Offsets:
    """Read `Type 10 20;25 30`."""
    _, offsets = body.split(" ", 1)
    pairs = (pair.split() for pair in offsets.split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)


def _brat_event(event: Sequence[str], spans: Mapping[str, Offsets]) -> Roles:
    roles: dict[str, list[tuple[int, int]]] = {role: [] for role in _ROLES}
    for argument in event:
        name, _, ident = argument.partition(":")
        # brat numbers the second and later arguments of a name: Content, Content2.
        role = re.sub(r"\d+$", "", name).lower()
        if role in roles:
            roles[role] += spans.get(ident, ())
    return Roles(*(tuple(roles[role]) for role in _ROLES))
