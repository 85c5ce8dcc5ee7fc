"""The corpus for training: claims as ranges of words, and windows as arrays of numbers."""

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
from newsclaims.evaluation._gold_claims import GoldClaims, read_claims
from newsclaims.extractors._neural.decoding import BEGIN, CONTENT, END, INSIDE, SINGLE, SOURCE
from newsclaims.text import Text, WordRange, read

from .config import CONFIG
from .network import FLAT_CUE_LABELS, JUDGED, ROLE_LABELS

Floats = NDArray[np.float32]

HELD_OUT, JUDGED_APART, FOLDS = CONFIG.corpus.held_out, CONFIG.corpus.judged_apart, CONFIG.corpus.folds
IGNORED = -100
"""The label of padding, and of a value that was not judged."""
LABELS: Mapping[str, tuple[str, ...]] = {
    name: tuple(value for value in label.values if value is not label.absent)
    for name, label in model.LABELS.items()
    # The quotation type of a content follows from its quotation marks.
    if label.passage != "content"
}
"""The judged labels with their values in order."""
UNJUDGED = (IGNORED,) * len(LABELS)
NESTED = FLAT_CUE_LABELS - 1
"""The number added to the labels of a cue that stands inside a content."""
CLAIMS = "claims.jsonl"
"""The file of a corpus whose claims have labels and parents."""


_Item = TypeVar("_Item")


@frozen(slots=True)
class Marked:
    """An annotator's claim.

    Args:
        cue: Its cue; the first piece of one with several.
        source: The pieces of its source; empty if there is no source.
        content: The pieces of its content.
        nested: Whether it is in the content of another claim that has a cue.
    """

    cue: WordRange
    source: tuple[WordRange, ...]
    content: tuple[WordRange, ...]
    nested: bool = False

    @property
    def first(self) -> int:
        """The first word of the claim."""
        return min(words.first for words in (self.cue, *self.source, *self.content))

    @property
    def last(self) -> int:
        """The end of the last word of the claim."""
        return max(words.last for words in (self.cue, *self.source, *self.content))


@frozen(slots=True, eq=False)
class Taught:
    """The output of a teacher for an article.

    Args:
        cues: The probabilities of each word's labels as part of a cue, `[words, labels]`.
        roles: The same as part of any source or content.
        beside: For each claim that the teacher saw whole, its window's first word and the probabilities of the labels
            of the window's words beside the claim's cue.
        judged: For each of these claims, the probabilities of the values of all of `LABELS`, one label after the
            other; empty for a teacher that does not judge.
    """

    cues: Floats
    roles: Floats
    beside: Mapping[Marked, tuple[int, Floats]]
    judged: Mapping[Marked, Floats]


@frozen(slots=True, eq=False)
class Example:
    """An article to learn from.

    Args:
        gold: The article with its annotations.
        text: The article as a text.
        features: The features of its words.
        annotators: The claims of each annotator.
        judged: The judgements of claims that a reader labelled: the number of the value of each of `LABELS`, or
            `IGNORED`.
        taught: The output of a teacher for the article, if there is one.
        complete: Whether claims inside contents are marked too.
    """

    gold: GoldArticle
    text: Text
    features: Features
    annotators: tuple[tuple[Marked, ...], ...]
    judged: Mapping[Marked, tuple[int, ...]] = field(factory=dict)
    taught: "Taught | None" = None
    complete: bool = False


AS_IT_IS: Mapping[int, int] = {}
STRAIGHT = str.maketrans("“”„‘’‚", "\"\"\"'''")
FLAT = str.maketrans("\n\r", "  ")


def read_examples(folder: Path, pieces: Pieces, *, table: Mapping[int, int] = AS_IT_IS) -> list[Example]:
    """Read a part of a corpus, with nested claims and labels if it has a file `claims.jsonl`.

    Args:
        folder: The folder with `text/`, and with `claims.jsonl` or `attributions/`.
        pieces: The function that cuts words into pieces.
        table: Characters and their replacements, one for one, so that offsets stay: `STRAIGHT` makes quotation marks
            straight, `FLAT` makes an article a single paragraph.
    """
    if (folder / CLAIMS).is_file():
        return [_with_claims(gold, pieces, table) for gold in read_claims(folder / CLAIMS, folder)]
    return [_flat(gold, pieces, table) for gold in read_gold(folder)]


def _flat(gold: GoldArticle, pieces: Pieces, table: Mapping[int, int]) -> Example:
    """Read an article without nested claims; see `read_examples`."""
    text = _read(gold.article, table)
    found = ((_marked(text, claim, nested=False) for claim in claims) for claims in gold.annotations)
    marked = tuple(tuple(one for one in some if one) for some in found)
    return Example(gold, text, featurise(text, pieces), marked)


def _with_claims(gold: GoldClaims, pieces: Pieces, table: Mapping[int, int]) -> Example:
    """Read an article with nested claims and labels; see `read_examples`."""
    text = _read(gold.article, table)
    judged: dict[Marked, tuple[int, ...]] = {}
    for claim in gold.claims:
        # A claim inside a speaker's turn, which has no cue, looks like any other.
        nested = claim.parent is not None and bool(gold.claims[claim.parent].roles.cue)
        one = _marked(text, claim.roles, nested=nested)
        if one:
            judged[one] = label_numbers(claim.labels)
    return Example(gold.flat, text, featurise(text, pieces), (tuple(judged),), judged, complete=True)


def _read(article: Article, table: Mapping[int, int]) -> Text:
    """Return an article with some characters replaced."""
    return read(Article(text=article.text.translate(table), id=article.id))


def split(examples: Sequence[_Item], *, without: int | None = None) -> tuple[list[_Item], list[_Item]]:
    """Return the articles to learn from and the held-out ones, spread evenly over outlets and days by their ids.

    Args:
        examples: All articles of train, in their order.
        without: Another fold to leave out, from 0 to `FOLDS` - 1, or None.
    """
    learned = [example for n, example in enumerate(examples) if n % HELD_OUT and n % FOLDS != without]
    return learned, [example for n, example in enumerate(examples) if not n % HELD_OUT]


def with_judgements(examples: Sequence[Example], rows: Iterable[Mapping[str, Any]]) -> list[Example]:
    """Return examples with the judgements of labelled attributions.

    Args:
        examples: The articles.
        rows: The labels; each has the beginning of its article's id, and the spans of its roles.
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
            yield Marked(cue[0], source, content), label_numbers(row)


def label_numbers(labels: Mapping[str, Any]) -> tuple[int, ...]:
    """Return the number of the value of each of `LABELS`, or `IGNORED` if there is none.

    Args:
        labels: Label to value.
    """
    return tuple(known.index(labels[label]) if labels[label] in known else IGNORED for label, known in LABELS.items())


def _marked(text: Text, claim: Roles, *, nested: bool) -> Marked | None:
    """Return a claim in words of a text; None without a cue or without a content."""
    cue, source, content = (_ranges(text, spans) for spans in (claim.cue, claim.source, claim.content))
    return Marked(cue[0], source, content, nested) if cue and content else None


def _ranges(text: Text, spans: Sequence[tuple[int, int]]) -> tuple[WordRange, ...]:
    """Return the words that fragments touch; adjacent fragments are joined."""
    ranges: list[WordRange] = []
    words = text.words
    for start, end in text.view.all_seen(sorted(spans)):
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
        offset: The first label of the role.
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
    """A window with its labels.

    Args:
        window: The window.
        features: The text it is cut from.
        cues: The label of each word, as part of a cue; those of nested cues have `NESTED` added.
        free: Whether a word may also be part of a nested cue, because nested claims are not marked.
        roles: The label of each word, as part of any source or content of a claim that is not nested.
        marked: The claims that lie completely in the window.
        claims: The first and last word of each claim's cue, counted from the window's first word.
        targets: For each claim, the label of each word as part of its source and content.
        parts: For each claim, the part of it that each word is; see `newsclaims._encoder.inputs.parts`.
        judged: For each claim, its judgements; see `Example.judged`.
        taught: A teacher's probabilities for cues, roles, each claim's words and each claim's judgements, which are 0
            if the teacher gives none; None without a teacher.
    """

    window: Window
    features: Features
    cues: NDArray[np.int64]
    free: NDArray[np.bool_]
    roles: NDArray[np.int64]
    marked: list[Marked]
    claims: list[tuple[int, int]]
    targets: NDArray[np.int64]
    parts: list[NDArray[np.int64]]
    judged: list[tuple[int, ...]]
    taught: tuple[Floats, Floats, Floats, Floats] | None = None


def lesson(example: Example, annotator: int, window: Window) -> Lesson:
    """Return the labels of an annotator in a window.

    Args:
        example: The article.
        annotator: The number of the annotator.
        window: The window.
    """
    size = window.last - window.first
    cues, roles = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    free = np.zeros(size, dtype=np.bool_)
    marked: list[Marked] = []
    whole: list[tuple[int, int]] = []
    targets: list[NDArray[np.int64]] = []
    for claim in example.annotators[annotator]:
        if claim.last <= window.first or claim.first >= window.last:
            continue
        cue, source, content = (_inside(part, window) for part in ([claim.cue], claim.source, claim.content))
        paint(cues, cue, NESTED if claim.nested else 0)
        if not claim.nested:
            paint(roles, source, SOURCE)
            paint(roles, content, CONTENT)
        for words in () if example.complete else content:
            free[words.slice] = True
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
    return Lesson(window, example.features, cues, free, roles, marked, whole, stacked, places, judged, said)


def _said(
    taught: Taught, window: Window, marked: Sequence[Marked], targets: NDArray[np.int64]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return a teacher's output for a window; the annotator's labels replace what the teacher did not see."""
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
    """Return the parts of ranges that lie in a window, counted from its first word."""
    cut = (WordRange(max(words.first, window.first), min(words.last, window.last)) for words in ranges)
    return [WordRange(words.first - window.first, words.last - window.first) for words in cut if words.size > 0]
