"""Turns a window into the arrays that the network reads, in training and in use."""

from collections.abc import Iterable

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from newsclaims.text import WordRange

from .features import LAYOUTS, QUOTES, SHAPES, Features
from .windows import Window

__all__ = [
    "DISTANCES",
    "NOTHING",
    "PARTS",
    "SENTENCES",
    "Inputs",
    "Specials",
    "beside",
    "holder_parts",
    "inputs",
    "parts",
]

Ids = NDArray[np.int64]

NOTHING = SHAPES + LAYOUTS + QUOTES
"""The row for a piece that does not belong to a word."""

_FAR = np.array([1, 2, 3, 4, 5, 7, 10, 15, 23, 36, 61, 100])
"""The lower bounds of the kinds of distance, in words."""
DISTANCES = 2 * len(_FAR) + 1
"""The number of kinds of distance between a word and a cue: inside, and each distance before or after it."""
_SENTENCES = 2
SENTENCES = 2 * _SENTENCES + 1
"""The same in sentences: that of the cue, and the next two on each side; the outer ones include all beyond."""


_ROLES = 3
_HOLDER = 2 * _ROLES + 1
PARTS = _HOLDER + 2
"""The number of parts that a word can have in a claim: none, or the first or a later word of source, cue or content, or
of the holder's name elsewhere in the text."""


@frozen(slots=True)
class Specials:
    """The pieces that do not belong to a word.

    Args:
        opening: The piece that begins a window.
        parting: The piece between paragraphs and at the end of a window.
    """

    opening: int
    parting: int


@frozen(slots=True, eq=False)
class Inputs:
    """The network's inputs for a window.

    Args:
        pieces: The pieces.
        known: The features of each piece's word: its shape, its layout, its place among quotation marks.
        first: The first piece of each word.
    """

    pieces: Ids
    known: Ids
    first: Ids


def inputs(features: Features, window: Window, specials: Specials) -> Inputs:
    """Return the network's inputs for a window.

    Args:
        features: The text.
        window: The window; it must not be empty.
        specials: The pieces that do not belong to a word.
    """
    part = slice(window.first, window.last)
    begins = features.begins[window.first : window.last + 1]
    # How many separators come before each word; none comes before the first.
    separators = np.cumsum(features.opens[part]) - features.opens[window.first]
    first = begins[:-1] - begins[0] + separators + 1
    owner = np.repeat(np.arange(len(first)), np.diff(begins))
    place = np.arange(len(owner)) + separators[owner] + 1
    count = len(owner) + int(separators[-1]) + 2
    # The network takes 64 bits, and whole numbers of older numpy have 32 on Windows.
    pieces = np.full(count, specials.parting, dtype=np.int64)
    pieces[0] = specials.opening
    pieces[place] = features.flat[begins[0] : begins[-1]]
    known = np.full((count, 3), NOTHING, dtype=np.int64)
    known[place] = np.stack(
        [features.shape[part], SHAPES + features.layout[part], SHAPES + LAYOUTS + features.quote[part]], axis=1
    )[owner]
    return Inputs(pieces, known, first)


def beside(features: Features, window: Window, first: int | Ids, last: int | Ids) -> tuple[Ids, Ids]:
    """Return the kinds of distance, in words and in sentences, between each word of a window and a cue.

    Args:
        features: The text.
        window: The window.
        first: The cue's first word, counted from the window's first; for several cues a column with one row each, which
            gives results with one row each.
        last: The cue's last word, counted in the same way.
    """
    words = np.arange(window.last - window.first)
    before = np.searchsorted(_FAR, first - words, side="right")
    behind = np.searchsorted(_FAR, words - last, side="right")
    distance = len(_FAR) - before + behind
    number = features.sentence[window.first : window.last]
    sentence = np.clip(number - number[first], -_SENTENCES, _SENTENCES) + _SENTENCES
    return distance, sentence


def parts(window: Window, source: Iterable[WordRange], cue: Iterable[WordRange], content: Iterable[WordRange]) -> Ids:
    """Return the part of a claim that each word of a window belongs to, out of `PARTS`; a cue takes priority.

    Args:
        window: The window.
        source: The pieces of the claim's source, in words of the text.
        cue: Those of its cue.
        content: Those of its content.
    """
    found = np.zeros(window.last - window.first, dtype=np.int64)
    for kind, ranges in ((3, content), (1, source), (2, cue)):
        for words in ranges:
            found[max(words.first - window.first, 0) : max(words.last - window.first, 0)] = kind
    before = np.concatenate([[0], found[:-1]])
    found[(found > 0) & (found == before)] += _ROLES
    return found


def holder_parts(size: int) -> Ids:
    """Return the parts of the words of a holder's name that is not in the source.

    Args:
        size: The number of words.
    """
    found = np.full(size, _HOLDER + 1, dtype=np.int64)
    found[:1] = _HOLDER
    return found
