"""The pieces of a text: paragraphs, sentences, words and quotations, as offsets into the untouched original."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal, NamedTuple

from attrs import frozen

from ..model import Article

__all__ = ["Kind", "Paragraph", "Quotation", "Sentence", "Text", "Word", "Words"]

Kind = Literal["headline", "byline", "body"]
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
    kind: Kind
    body_start: int


@frozen(slots=True)
class Sentence:
    """A sentence, without the white space around it; the dateline is no part of any sentence.

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
    """

    article: Article
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    words: Words
    quotations: tuple[Quotation, ...]

    @property
    def string(self) -> str:
        """The article's text, exactly as given."""
        return self.article.text

    def slice(self, start: int, end: int) -> str:
        """Return the characters from `start` to `end`, end exclusive."""
        return self.article.text[start:end]
