"""The structure of a text: paragraphs, sentences, words and quotations, as offsets into the untouched original."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeVar

from attrs import field, frozen

from newsclaims._language import Language
from newsclaims._model import Article

from ._kept import Kept

T = TypeVar("T")

__all__ = ["Paragraph", "ParagraphKind", "Quotation", "Sentence", "Text", "Word", "WordRange", "Words"]

ParagraphKind = Literal["headline", "byline", "body"]
"""What a paragraph is: a headline or sub-heading, a line that names the authors, or prose."""


class Word(NamedTuple):
    """One word.

    Args:
        start: First code point.
        end: One past the last.
        text: The word as it stands in the article.
    """

    start: int
    end: int
    text: str


@frozen(slots=True, order=True)
class WordRange:
    """Some neighbouring words of a text, by their indices. Not a pair of integers, as spans of code points are.

    Args:
        first: The index of the first word.
        last: One past the index of the last; equal to `first` where there is no word.
    """

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many words it holds."""
        return self.last - self.first

    @property
    def indices(self) -> range:
        """The indices of its words."""
        return range(self.first, self.last)

    @property
    def slice(self) -> slice:
        """What cuts its words out of a sequence of all words."""
        return slice(self.first, self.last)


@frozen(slots=True)
class Words:
    """The words of a text, as parallel tuples: that is what makes looking through them fast.

    Args:
        texts: The words as they stand in the article.
        lowers: The same in lower case, every apostrophe straight, so that typography does not matter.
        starts: Their first code points.
        ends: One past their last code points.
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
        """Return the words of each span that touches one; a word that is cut counts whole.

        Args:
            spans: Spans in code points, end exclusive, sorted and disjoint.
        """
        starts, ends = self.starts, self.ends
        found: list[WordRange] = []
        for start, end in spans:
            first = self.index_at(start)
            if first and ends[first - 1] > start:
                first -= 1
            last = self.index_at(end)
            if found and first < found[-1].last:
                first = found[-1].last
            if first < last and starts[first] < end:
                found.append(WordRange(first, last))
        return found

    def offsets(self, words: WordRange) -> tuple[int, int]:
        """Return the first code point of some words, and one past their last.

        Args:
            words: The words, at least one.
        """
        return self.starts[words.first], self.ends[words.last - 1]

    def indices(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """Return the indices of the words that spans touch, in order; a word that is cut counts.

        Args:
            spans: Spans in code points, end exclusive, sorted and disjoint.
        """
        return [i for words in self.ranges(spans) for i in words.indices]


@frozen(slots=True)
class Paragraph:
    """A paragraph, without the white space around it.

    Args:
        start: First code point.
        end: One past the last.
        kind: What it is.
        body_start: Where its prose begins: after a dateline, else `start`.
    """

    start: int
    end: int
    kind: ParagraphKind
    body_start: int


@frozen(slots=True)
class Sentence:
    """A sentence, without the white space around it; a dateline belongs to none.

    A closed quotation is never cut, so a sentence may hold a quotation of several sentences.

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
    """A quotation, or the piece of one that stands in one paragraph.

    Args:
        start: Where the opening mark starts.
        end: Where the closing mark ends; the end of the paragraph if none closes it.
        inner_start: Where the quoted words begin, after the opening mark.
        inner_end: Where they end, before the closing mark.
        depth: How many quotations it stands in; 0 for an outermost one.
        parent: Index of the innermost quotation around it.
        closed: Whether a mark closes it.
        continues: Index of the piece in the paragraph before that this one carries on.
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
class Text:
    """An article and its pieces, each kind in the order of the article.

    Args:
        article: The article, untouched.
        paragraphs: Its paragraphs.
        sentences: Its sentences.
        words: Its words.
        quotations: Its quotations; one inside another comes after it.
        language: What is known of its language.
    """

    article: Article
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    words: Words
    quotations: tuple[Quotation, ...]
    language: Language
    _kept: Kept = field(init=False, factory=Kept, eq=False, repr=False)

    @property
    def string(self) -> str:
        """The article's text, exactly as given."""
        return self.article.text

    def slice(self, start: int, end: int) -> str:
        """Return the characters from `start` to `end`, end exclusive."""
        return self.article.text[start:end]

    def once(self, read: Callable[["Text"], T]) -> T:
        """Return what a function reads of this text; it is read once and kept until the text goes.

        The reading is left out of comparison and pickles. It must not hold the text, which would keep both in memory,
        and must not depend on anything but the text. Threads may ask at the same time: all of them get one reading.

        Args:
            read: A function of the module that defines it, or another object that stands for itself in a dictionary.
        """
        return self._kept.once(read, self)
