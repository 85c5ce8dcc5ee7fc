"""Computes the model's inputs for a text: the pieces of each word, its shape, and its place in layout and quotations.

The encoder reads lower case without accents, so the shape of a word, its place in the layout and its place among
quotation marks are separate inputs. All values are per word: a span found in words has the offsets of `Text.words`,
however the tokeniser splits them.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Protocol

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from newsclaims._language import Forms
from newsclaims.text import Text

__all__ = ["LAYOUTS", "QUOTES", "SHAPES", "Features", "Pieces", "featurise"]

Ids = NDArray[np.int64]

SHAPES = 6
"""lower case, Capitalised, CAPITALS, mIxed, with a digit, marks."""
LAYOUTS = 8
"""Body, headline, byline and dateline; each for words inside a sentence and for its first."""
QUOTES = 6
"""Outside, opening mark, quoted, closing mark, quoted inside a quotation, after a mark that none closes."""

_MARKS = SHAPES - 1
_KINDS = {"body": 0, "headline": 2, "byline": 4}
_DATELINE = 6
_OUTSIDE, _OPENING, _QUOTED, _CLOSING, _NESTED, _DOUBTFUL = range(QUOTES)
_DOUBLE = frozenset("“”„«»‟〝〞″＂")


class Pieces(Protocol):
    """A function that splits a word in lower case, with straight apostrophes, into the numbers of its pieces."""

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the pieces."""
        ...


@frozen(slots=True, eq=False)
class Features:
    """The model's inputs for a text; all arrays have one element per word.

    Args:
        pieces: The pieces of each word.
        shape: Its kind of spelling, out of `SHAPES`.
        layout: Its place in the layout, out of `LAYOUTS`.
        quote: Its place among quotation marks, out of `QUOTES`.
        sentence: The number of its sentence; words outside a sentence count with the one that follows.
        opens: Whether it is the first of a paragraph.
        starts: Whether it is the first of a sentence or a paragraph.
        sizes: The number of pieces of each word.
        begins: How many pieces come before each word, and in the last place how many there are.
        flat: All pieces, one after the other.
        senses: A part of the model's output for each window `(first, last)` that it has read, kept from finding for
            judging.
    """

    pieces: tuple[tuple[int, ...], ...]
    shape: Ids
    layout: Ids
    quote: Ids
    sentence: Ids
    opens: NDArray[np.bool_]
    starts: NDArray[np.bool_]
    sizes: Ids = field(init=False, repr=False)
    begins: Ids = field(init=False, repr=False)
    flat: Ids = field(init=False, repr=False)
    senses: dict[tuple[int, int], NDArray[np.floating]] = field(init=False, factory=dict, repr=False)

    @sizes.default
    def _sizes(self) -> Ids:
        return np.fromiter(map(len, self.pieces), np.int64, len(self.pieces))

    @begins.default
    def _begins(self) -> Ids:
        return np.concatenate([[0], np.cumsum(self.sizes)])

    @flat.default
    def _flat(self) -> Ids:
        return np.fromiter(chain.from_iterable(self.pieces), np.int64, int(self.begins[-1]))

    def has_letters(self, first: int, last: int) -> bool:
        """Return whether one of some words begins with a letter or a digit.

        Args:
            first: The first of them.
            last: One past the last.
        """
        return bool((self.shape[first:last] != _MARKS).any())

    def __len__(self) -> int:
        return len(self.pieces)


def featurise(text: Text, pieces: Pieces) -> Features:
    """Return the model's inputs for a text.

    Args:
        text: The text.
        pieces: The function that splits words into pieces.
    """
    words = text.words
    count = len(words)
    opens = np.zeros(count, dtype=np.bool_)
    layout = np.zeros(count, dtype=np.int64)
    for paragraph in text.paragraphs:
        first, last = words.index_at(paragraph.start), words.index_at(paragraph.end)
        if first < last:
            opens[first] = True
            layout[first:last] = _KINDS.get(paragraph.kind, 0)
            layout[first : words.index_at(paragraph.body_start)] = _DATELINE
    starts = opens.copy()
    for sentence in text.sentences:
        if sentence.first < sentence.last:
            starts[sentence.first] = True
    return Features(
        # The encoder knows only one double quotation mark.
        tuple([pieces('"' if word in _DOUBLE else word) for word in words.lowers]),
        np.fromiter(map(_SHAPES.__getitem__, words.texts), np.int64, count),
        layout + starts,
        _quotes(text),
        np.cumsum(starts, dtype=np.int64),
        opens,
        starts,
    )


def _shape(word: str) -> int:
    if word.islower():
        return 0
    if not word[0].isalnum():
        return _MARKS
    if not word.isalpha() and any(char.isdigit() for char in word):
        return 4
    if word[0].isupper():
        if len(word) == 1 or word[1:].islower():
            return 1
        return 2 if word.isupper() else 3
    return 3 if not word.isupper() and word != word.lower() else 0


_SHAPES = Forms(_shape)


def _quotes(text: Text) -> Ids:
    words = text.words
    quote = np.zeros(len(words), dtype=np.int64)
    carried_on = {quotation.continues for quotation in text.quotations}
    for n, quotation in enumerate(text.quotations):
        bounds: Sequence[int] = (quotation.start, quotation.inner_start, quotation.inner_end, quotation.end)
        start, inner_start, inner_end, end = (words.index_at(bound) for bound in bounds)
        if quotation.depth:
            quote[start:end] = _NESTED
        elif quotation.closed or n in carried_on:
            quote[inner_start:inner_end] = _QUOTED
            quote[start:inner_start] = _OPENING
            quote[inner_end:end] = _CLOSING
        else:
            quote[start:end] = _DOUBTFUL
    return quote
