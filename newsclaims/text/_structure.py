"""The structure of a text: paragraphs, sentences, words and quotations, as offsets into its view."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import starmap
from typing import Literal, NamedTuple, TypeVar

from attrs import field, frozen

from newsclaims._language import Language
from newsclaims._model import Article

from ._kept import Kept
from ._view import View

T = TypeVar("T")

__all__ = [
    "Paragraph",
    "ParagraphKind",
    "Quotation",
    "Sentence",
    "Text",
    "Utterance",
    "UtteranceKind",
    "Word",
    "WordRange",
    "Words",
]

ParagraphKind = Literal["headline", "byline", "caption", "link", "note", "label", "item", "body"]
"""What a paragraph is.

- `headline`: a headline or sub-heading.
- `byline`: a line that names the authors.
- `caption`: a caption or the credit of a picture.
- `link`: a line that leads to another page ("Read more").
- `note`: a time or a stage direction, such as "(CROSSTALK)".
- `label`: a line that only names the next speaker.
- `item`: a list item.
- `body`: prose.
"""

UtteranceKind = Literal["turn", "post", "signed"]
"""How the layout names the speaker: a label before a turn, the author of a post, or a signature."""


class Word(NamedTuple):
    """One word.

    Args:
        start: First code point.
        end: One past the last.
        text: The word as it is written in the view.
    """

    start: int
    end: int
    text: str


@frozen(slots=True, order=True)
class WordRange:
    """A range of words of a text, by their indices. Its type distinguishes it from a span of code points.

    Args:
        first: The index of the first word.
        last: One past the index of the last word; equal to `first` if the range is empty.
    """

    first: int
    last: int

    @property
    def size(self) -> int:
        """The number of words."""
        return self.last - self.first

    @property
    def indices(self) -> range:
        """The indices of the words."""
        return range(self.first, self.last)

    @property
    def slice(self) -> slice:
        """A slice that selects these words from a sequence of all words."""
        return slice(self.first, self.last)


@frozen(slots=True)
class Words:
    """The words of a text, as parallel tuples, which are fast to search.

    Args:
        texts: The words as they are written in the view.
        lowers: The words in lower case, with straight apostrophes.
        starts: The first code point of each word.
        ends: For each word, one past its last code point.
    """

    texts: tuple[str, ...]
    lowers: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, index: int) -> Word:
        return Word(self.starts[index], self.ends[index], self.texts[index])

    def __iter__(self) -> Iterator[Word]:
        return map(Word, self.starts, self.ends, self.texts)

    def index_at(self, offset: int) -> int:
        """Return the index of the first word that starts at or after `offset`; `len(self)` if there is none."""
        return bisect_left(self.starts, offset)

    def ranges(self, spans: Sequence[tuple[int, int]]) -> list[WordRange]:
        """Return a range of words for each span that touches a word. A word counts even if only part of it is covered.

        Args:
            spans: Spans in code points, end exclusive, sorted and disjoint.
        """
        return list(starmap(WordRange, self._touched(spans)))

    def _touched(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the index of the first word that each span touches, and one past that of the last."""
        starts, ends = self.starts, self.ends
        found: list[tuple[int, int]] = []
        for start, end in spans:
            first = bisect_left(starts, start)
            if first and ends[first - 1] > start:
                first -= 1
            last = bisect_left(starts, end, first)
            if found and first < found[-1][1]:
                first = found[-1][1]
            if first < last:
                found.append((first, last))
        return found

    def offsets(self, words: WordRange) -> tuple[int, int]:
        """Return the first code point of a range of words, and one past its last.

        Args:
            words: The words, at least one.
        """
        return self.starts[words.first], self.ends[words.last - 1]

    def indices(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """Return the indices of the words that spans touch, in order. A word counts even if only part of it is covered.

        Args:
            spans: Spans in code points, end exclusive, sorted and disjoint.
        """
        return [i for first, last in self._touched(spans) for i in range(first, last)]


@frozen(slots=True)
class Paragraph:
    """A paragraph, without the white space around it.

    Args:
        start: First code point.
        end: One past the last.
        kind: What it is.
        body_start: Where its prose begins: after a dateline, a label, a time or a bullet, else at `start`.
    """

    start: int
    end: int
    kind: ParagraphKind
    body_start: int


@frozen(slots=True)
class Sentence:
    """A sentence, without the white space around it, and without a dateline, label or bullet before it.

    A closed quotation is never split, so a sentence can hold a quotation of several sentences.

    Args:
        start: First code point.
        end: One past the last.
        paragraph: Index of its paragraph.
        first: Index of its first word.
        last: One past the index of its last word.
    """

    start: int
    end: int
    paragraph: int
    first: int
    last: int


@frozen(slots=True)
class Quotation:
    """A quotation, or the piece in one paragraph of a quotation over several.

    Args:
        start: Where the opening mark starts.
        end: Where the closing mark ends; the end of the paragraph if there is no closing mark.
        inner_start: Where the quoted words begin, after the opening mark.
        inner_end: Where they end, before the closing mark.
        depth: How many quotations are around it; 0 for an outermost one.
        parent: Index of the innermost quotation around it; None for an outermost one.
        closed: Whether it has a closing mark.
        continues: Index of the piece in the paragraph before that this piece continues; None if it begins a quotation.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int = 0
    parent: int | None = None
    closed: bool = True
    continues: int | None = None


@frozen(slots=True)
class Utterance:
    """Words whose speaker the layout shows: a turn of an interview, an embedded post or a signed quotation.

    Args:
        kind: How the layout shows the speaker.
        content: Start and end of each piece of the words, sorted; at least one piece for each paragraph. Labels,
            bullets, stage directions and the final full stop are left out.
        speaker: Start and end of the label or signature, without its colon or dash; None if no speaker is named.
        asked: Whether the words are a question.
    """

    kind: UtteranceKind
    content: tuple[tuple[int, int], ...]
    speaker: tuple[int, int] | None = None
    asked: bool = False


@frozen(slots=True)
class Text:
    """An article with its view and its pieces, each kind of piece in the order of the article.

    Extractors and taggers read `string`, and return offsets into it. It is the article's text, but damage such as
    entities, soft hyphens, odd spaces and broken lines is undone. The pipeline maps the offsets back to the article.

    Args:
        article: The original article.
        view: The text with damage undone, and where each of its characters is in the article.
        paragraphs: Its paragraphs.
        sentences: Its sentences.
        words: Its words.
        quotations: Its quotations; an inner quotation follows the one around it.
        language: The word lists and other data of its language.
        utterances: The words whose speaker the layout shows, in order.
    """

    article: Article
    view: View
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    words: Words
    quotations: tuple[Quotation, ...]
    language: Language
    utterances: tuple[Utterance, ...] = ()
    _kept: Kept = field(init=False, factory=Kept, eq=False, repr=False)

    @property
    def string(self) -> str:
        """The string of the view. All offsets of the pieces are code points of this string."""
        return self.view.string

    def slice(self, start: int, end: int) -> str:
        """Return the characters of the view from `start` to `end`, end exclusive."""
        return self.view.string[start:end]

    def once(self, read: Callable[["Text"], T]) -> T:
        """Return the result of a function of this text. It is computed once and kept with the text.

        The result is left out of comparison and pickles. It must not refer to the text, because that would keep both
        in memory, and must depend only on the text. If several threads ask at once, all get the same result.

        Args:
            read: A function defined in a module, or another hashable callable that is the same object at each call.
        """
        return self._kept.once(read, self)
