"""The corpus as the model learns it: claims as ranges of words, and windows as arrays of numbers."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from newsclaims.encoder.features import Features, Pieces, featurise
from newsclaims.encoder.windows import Window
from newsclaims.evaluation import GoldArticle, Roles, read_gold
from newsclaims.extractors.neural.decoding import BEGIN, CONTENT, END, INSIDE, SINGLE, SOURCE, Range
from newsclaims.model import Article
from newsclaims.text import Text, read


@frozen(slots=True)
class Marked:
    """A claim as an annotator marked it.

    Args:
        cue: Its cue.
        source: The pieces of its source; none where there is none.
        content: The pieces of its content.
    """

    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]

    @property
    def first(self) -> int:
        """The first word of all."""
        return min(first for first, _ in (self.cue, *self.source, *self.content))

    @property
    def last(self) -> int:
        """One past the last word of all."""
        return max(last for _, last in (self.cue, *self.source, *self.content))


@frozen(slots=True, eq=False)
class Example:
    """An article to learn from.

    Args:
        gold: The article as it was read.
        text: The article, read.
        features: The same as the model sees it.
        annotators: What each annotator marked.
    """

    gold: GoldArticle
    text: Text
    features: Features
    annotators: tuple[tuple[Marked, ...], ...]


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


def _marked(text: Text, claims: Iterable[Roles]) -> Iterable[Marked]:
    for claim in claims:
        cue, source, content = (_ranges(text, spans) for spans in (claim.cue, claim.source, claim.content))
        if len(cue) == 1 and content:
            yield Marked(cue[0], source, content)


def _ranges(text: Text, spans: Sequence[tuple[int, int]]) -> tuple[Range, ...]:
    """Return the words that fragments touch; fragments with nothing between them become one."""
    ranges: list[Range] = []
    words = text.words
    for start, end in sorted(spans):
        first, last = words.index_at(start), words.index_at(end)
        if first and words.ends[first - 1] > start:
            first -= 1
        if first >= last:
            continue
        if ranges and ranges[-1][1] >= first:
            first = ranges.pop()[0]
        ranges.append((first, last))
    return tuple(ranges)


def paint(labels: NDArray[np.int64], ranges: Iterable[Range], offset: int) -> None:
    """Write the labels of a role's pieces.

    Args:
        labels: One label a word; written in place.
        ranges: The pieces, inside the labels.
        offset: Where the role's labels begin.
    """
    for first, last in ranges:
        if last - first == 1:
            labels[first] = offset + SINGLE
        else:
            labels[first:last] = offset + INSIDE
            labels[first] = offset + BEGIN
            labels[last - 1] = offset + END


@frozen(slots=True, eq=False)
class Lesson:
    """A window with what is true of it.

    Args:
        window: The window.
        features: The text it is cut from.
        cues: The label of each word, as part of a cue.
        roles: The label of each word, as part of any source or content.
        claims: First and last word of each whole claim's cue, counted from the window's first.
        targets: For each claim the label of each word, as part of its source and content.
    """

    window: Window
    features: Features
    cues: NDArray[np.int64]
    roles: NDArray[np.int64]
    claims: list[Range]
    targets: NDArray[np.int64]


def lesson(example: Example, annotator: int, window: Window) -> Lesson:
    """Return what an annotator marked in a window.

    Args:
        example: The article.
        annotator: Which annotator.
        window: The window.
    """
    size = window.last - window.first
    cues, roles = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    whole: list[Range] = []
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
            whole.append((cue[0][0], cue[0][1] - 1))
            targets.append(target)
    stacked = np.stack(targets) if targets else np.zeros((0, size), dtype=np.int64)
    return Lesson(window, example.features, cues, roles, whole, stacked)


def _inside(ranges: Iterable[Range], window: Window) -> list[Range]:
    """Return what a window shows of ranges, counted from its first word."""
    cut = ((max(first, window.first), min(last, window.last)) for first, last in ranges)
    return [(first - window.first, last - window.first) for first, last in cut if first < last]
