"""What the model sees of a text: pieces of words, and what reading knows of each word beyond its letters.

The encoder reads lower case without accents, so the shape of a word, its place in the layout and its place among
quotation marks are inputs of their own. Everything is by word: a span that is found in words has the offsets of
`Text.words`, whatever the tokeniser made of their letters.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from newsclaims.text import Text

__all__ = ["LAYOUTS", "QUOTES", "SHAPES", "Features", "Pieces", "featurise"]

Ids = NDArray[np.int64]

SHAPES = 6
"""lower case, Capitalised, CAPITALS, mIxed, with a digit, marks."""
LAYOUTS = 8
"""Body, headline, byline and dateline; each for words inside a sentence and for its first."""
QUOTES = 6
"""Outside, opening mark, quoted, closing mark, quoted inside a quotation, after a mark that none closes."""

_KINDS = {"body": 0, "headline": 2, "byline": 4}
_DATELINE = 6
_OUTSIDE, _OPENING, _QUOTED, _CLOSING, _NESTED, _DOUBTFUL = range(QUOTES)
_DOUBLE = frozenset("“”„«»‟〝〞″＂")


class Pieces(Protocol):
    """What cuts a word in lower case, apostrophes straight, into the numbers of its pieces, at least one."""

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the pieces."""
        ...


@frozen(slots=True, eq=False)
class Features:
    """A text as the model sees it; all arrays have one element a word.

    Args:
        pieces: The pieces of each word.
        shape: How it is written, of `SHAPES` kinds.
        layout: Where it stands, of `LAYOUTS` kinds.
        quote: Where it stands among quotation marks, of `QUOTES` kinds.
        sentence: The number of its sentence; what belongs to none counts with what follows.
        opens: Whether it is the first of a paragraph.
        starts: Whether it is the first of a sentence or a paragraph.
        senses: What the model made of the stretches `(first, last)` that it has read, between finding and judging.
    """

    pieces: tuple[tuple[int, ...], ...]
    shape: Ids
    layout: Ids
    quote: Ids
    sentence: Ids
    opens: NDArray[np.bool_]
    starts: NDArray[np.bool_]
    senses: dict[tuple[int, int], NDArray[np.float32]] = field(init=False, factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.pieces)


def featurise(text: Text, pieces: Pieces) -> Features:
    """Look at a text as the model does.

    Args:
        text: The text.
        pieces: What cuts words into pieces.
    """
    words = text.words
    count = len(words)
    opens = np.zeros(count, dtype=np.bool_)
    layout = np.zeros(count, dtype=np.int64)
    for paragraph in text.paragraphs:
        first, last = words.index_at(paragraph.start), words.index_at(paragraph.end)
        if first < last:
            opens[first] = True
            layout[first:last] = _KINDS[paragraph.kind]
            layout[first : words.index_at(paragraph.body_start)] = _DATELINE
    starts = opens.copy()
    for sentence in text.sentences:
        if sentence.first < sentence.last:
            starts[sentence.first] = True
    return Features(
        tuple([pieces(_plain(word)) for word in words.lowers]),
        np.fromiter((_shape(word) for word in words.texts), np.int64, count),
        layout + starts,
        _quotes(text),
        np.cumsum(starts),
        opens,
        starts,
    )


def _plain(word: str) -> str:
    """Return a word with the one double mark that the encoder knows."""
    return '"' if word in _DOUBLE or word in ("``", "''") else word


def _shape(word: str) -> int:
    if word.islower():
        return 0
    if not word[0].isalnum():
        return 5
    if not word.isalpha() and any(char.isdigit() for char in word):
        return 4
    if word[0].isupper():
        if len(word) == 1 or word[1:].islower():
            return 1
        return 2 if word.isupper() else 3
    return 3 if not word.isupper() and word != word.lower() else 0


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
