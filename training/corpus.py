"""The corpus as the model learns it: claims as ranges of words, and windows as arrays of numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from newsclaims import _model as model
from newsclaims._encoder.features import Features, Pieces, featurise
from newsclaims._encoder.inputs import parts
from newsclaims._encoder.windows import Window
from newsclaims._model import Article
from newsclaims.evaluation import GoldArticle, Roles, read_gold
from newsclaims.extractors._neural.decoding import BEGIN, CONTENT, END, INSIDE, SINGLE, SOURCE
from newsclaims.text import Text, WordRange, read

from .network import JUDGED, ROLE_LABELS

Floats = NDArray[np.float32]

HELD_OUT = 20
"""One train article in so many is never learned from: score and thresholds are set on those."""
JUDGED_APART = 5
"""The judgements of one article in so many are never learned from: how the judgements are weighed is set on those."""
FOLDS = 5
"""In so many parts the train articles are dealt out to teachers: each learns from all parts but one."""
IGNORED = -100
"""The label of what is not there, or what nobody judged."""
LABELS: Mapping[str, tuple[str, ...]] = {
    name: tuple(value for value in label.values if value is not label.absent)
    for name, label in model.LABELS.items()
    # Whether a content is quoted is read off its quotation marks.
    if label.passage != "content"
}
"""What is judged, and the values in their order."""
UNJUDGED = (IGNORED,) * len(LABELS)


_Item = TypeVar("_Item")


@frozen(slots=True)
class Marked:
    """A claim as an annotator marked it.

    Args:
        cue: Its cue.
        source: The pieces of its source; none where there is none.
        content: The pieces of its content.
    """

    cue: WordRange
    source: tuple[WordRange, ...]
    content: tuple[WordRange, ...]

    @property
    def first(self) -> int:
        """The first word of all."""
        return min(words.first for words in (self.cue, *self.source, *self.content))

    @property
    def last(self) -> int:
        """One past the last word of all."""
        return max(words.last for words in (self.cue, *self.source, *self.content))


@frozen(slots=True, eq=False)
class Taught:
    """What a teacher says of an article.

    Args:
        cues: The chances of each word's labels as part of a cue, `[words, labels]`.
        roles: The same as part of any source or content.
        beside: For each claim that the teacher saw whole, its window's first word and the chances of the labels of
            the window's words beside the claim's cue.
        judged: For each of these claims the chances of the values of all of `LABELS`, one label after the other; none
            of a teacher that does not judge.
    """

    cues: Floats
    roles: Floats
    beside: Mapping[Marked, tuple[int, Floats]]
    judged: Mapping[Marked, Floats]


@frozen(slots=True, eq=False)
class Example:
    """An article to learn from.

    Args:
        gold: The article as it was read.
        text: The article, read.
        features: The same as the model sees it.
        annotators: What each annotator marked.
        judged: The judgements of claims that a reader labelled: for each of `LABELS` the number of its value, or
            `IGNORED`.
        taught: What a teacher says of its words, where there is one.
    """

    gold: GoldArticle
    text: Text
    features: Features
    annotators: tuple[tuple[Marked, ...], ...]
    judged: Mapping[Marked, tuple[int, ...]] = field(factory=dict)
    taught: "Taught | None" = None


AS_IT_IS: Mapping[int, int] = {}
STRAIGHT = str.maketrans("“”„‘’‚", "\"\"\"'''")
FLAT = str.maketrans("\n\r", "  ")


def read_examples(folder: Path, pieces: Pieces, *, table: Mapping[int, int] = AS_IT_IS) -> list[Example]:
    """Read a part of the corpus.

    Args:
        folder: Has `text/` and `attributions/`.
        pieces: What cuts words into pieces.
        table: Characters that become others, one for one, so that offsets stay: `STRAIGHT` makes quotation marks
            straight, `FLAT` makes one paragraph of an article.
    """
    return [as_example(gold, pieces, table) for gold in read_gold(folder)]


def as_example(gold: GoldArticle, pieces: Pieces, table: Mapping[int, int]) -> Example:
    """Read an article to learn from; see `read_examples`."""
    article = Article(text=gold.article.text.translate(table), id=gold.article.id)
    text = read(article)
    marked = tuple(tuple(_marked(text, claims)) for claims in gold.annotations)
    return Example(gold, text, featurise(text, pieces), marked)


def split(examples: Sequence[_Item], *, without: int | None = None) -> tuple[list[_Item], list[_Item]]:
    """Return the articles to learn from, and those held out; spread evenly over outlets and days, as their ids are.

    Args:
        examples: All articles of train, in their order.
        without: The fold that is not learned from either, from 0 to `FOLDS` - 1; None leaves out none.
    """
    learned = [example for n, example in enumerate(examples) if n % HELD_OUT and n % FOLDS != without]
    return learned, [example for n, example in enumerate(examples) if not n % HELD_OUT]


def with_judgements(examples: Sequence[Example], rows: Iterable[Mapping[str, Any]]) -> list[Example]:
    """Return examples with the judgements of labelled attributions.

    Args:
        examples: The articles.
        rows: The labels; each names its article by the beginning of its id, and its roles by their spans.
    """
    by_article: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_article[row["article"]].append(row)
    found = []
    for example in examples:
        own = [row for name, some in by_article.items() if example.gold.article.id.startswith(name) for row in some]
        found.append(evolve(example, judged=dict(_judged(example.text, own))))
    return found


def _judged(text: Text, rows: Iterable[Mapping[str, Any]]) -> Iterable[tuple[Marked, tuple[int, ...]]]:
    for row in rows:
        cue, source, content = (_ranges(text, row["spans"].get(role) or ()) for role in ("cue", "source", "content"))
        if cue:
            values = (known.index(row[label]) if row[label] in known else IGNORED for label, known in LABELS.items())
            yield Marked(cue[0], source, content), tuple(values)


def _marked(text: Text, claims: Iterable[Roles]) -> Iterable[Marked]:
    for claim in claims:
        cue, source, content = (_ranges(text, spans) for spans in (claim.cue, claim.source, claim.content))
        if len(cue) == 1 and content:
            yield Marked(cue[0], source, content)


def _ranges(text: Text, spans: Sequence[tuple[int, int]]) -> tuple[WordRange, ...]:
    """Return the words that fragments touch; fragments with nothing between them become one."""
    ranges: list[WordRange] = []
    words = text.words
    for start, end in sorted(spans):
        first, last = words.index_at(start), words.index_at(end)
        if first and words.ends[first - 1] > start:
            first -= 1
        if first >= last:
            continue
        if ranges and ranges[-1].last >= first:
            first = ranges.pop().first
        ranges.append(WordRange(first, last))
    return tuple(ranges)


def paint(labels: NDArray[np.int64], ranges: Iterable[WordRange], offset: int) -> None:
    """Write the labels of a role's pieces.

    Args:
        labels: One label a word; written in place.
        ranges: The pieces, inside the labels.
        offset: Where the role's labels begin.
    """
    for words in ranges:
        if words.size == 1:
            labels[words.first] = offset + SINGLE
        else:
            labels[words.slice] = offset + INSIDE
            labels[words.first] = offset + BEGIN
            labels[words.last - 1] = offset + END


@frozen(slots=True, eq=False)
class Lesson:
    """A window with what is true of it.

    Args:
        window: The window.
        features: The text it is cut from.
        cues: The label of each word, as part of a cue.
        roles: The label of each word, as part of any source or content.
        marked: The claims that stand in the window as a whole.
        claims: First and last word of each one's cue, counted from the window's first.
        targets: For each one the label of each word, as part of its source and content.
        parts: For each one what each word is to it; see `newsclaims._encoder.inputs.parts`.
        judged: For each one its judgements; see `Example.judged`.
        taught: What a teacher says of cues, roles, each claim's words and each claim's judgements, as chances, the
            latter 0 where it says nothing; None without one.
    """

    window: Window
    features: Features
    cues: NDArray[np.int64]
    roles: NDArray[np.int64]
    marked: list[Marked]
    claims: list[tuple[int, int]]
    targets: NDArray[np.int64]
    parts: list[NDArray[np.int64]]
    judged: list[tuple[int, ...]]
    taught: tuple[Floats, Floats, Floats, Floats] | None = None


def lesson(example: Example, annotator: int, window: Window) -> Lesson:
    """Return what an annotator marked in a window.

    Args:
        example: The article.
        annotator: Which annotator.
        window: The window.
    """
    size = window.last - window.first
    cues, roles = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    marked: list[Marked] = []
    whole: list[tuple[int, int]] = []
    targets: list[NDArray[np.int64]] = []
    for claim in example.annotators[annotator]:
        if claim.last <= window.first or claim.first >= window.last:
            continue
        cue, source, content = (_inside(part, window) for part in ([claim.cue], claim.source, claim.content))
        paint(cues, cue, 0)
        paint(roles, source, SOURCE)
        paint(roles, content, CONTENT)
        if cue and claim.first >= window.first and claim.last <= window.last:
            target = np.zeros(size, dtype=np.int64)
            paint(target, source, SOURCE)
            paint(target, content, CONTENT)
            marked.append(claim)
            whole.append((cue[0].first, cue[0].last - 1))
            targets.append(target)
    stacked = np.stack(targets) if targets else np.zeros((0, size), dtype=np.int64)
    said = None if example.taught is None else _said(example.taught, window, marked, stacked)
    places = [parts(window, claim.source, [claim.cue], claim.content) for claim in marked]
    judged = [example.judged.get(claim, UNJUDGED) for claim in marked]
    return Lesson(window, example.features, cues, roles, marked, whole, stacked, places, judged, said)


def _said(
    taught: Taught, window: Window, marked: Sequence[Marked], targets: NDArray[np.int64]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return what a teacher says of a window; where it saw nothing, the annotator speaks."""
    judged = np.zeros((len(marked), sum(JUDGED)), dtype=np.float32)
    beside = np.eye(ROLE_LABELS, dtype=np.float32)[targets]
    for n, claim in enumerate(marked):
        judged[n] = taught.judged.get(claim, 0.0)
        if claim in taught.beside:
            at, chances = taught.beside[claim]
            first, last = max(at, window.first), min(at + len(chances), window.last)
            beside[n, first - window.first : last - window.first] = chances[first - at : last - at]
    return taught.cues[window.first : window.last], taught.roles[window.first : window.last], beside, judged


def _inside(ranges: Iterable[WordRange], window: Window) -> list[WordRange]:
    """Return what a window shows of ranges, counted from its first word."""
    cut = (WordRange(max(words.first, window.first), min(words.last, window.last)) for words in ranges)
    return [WordRange(words.first - window.first, words.last - window.first) for words in cut if words.size > 0]
