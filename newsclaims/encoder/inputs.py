"""A window as arrays of numbers, alike in training and when the model is used."""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from .features import LAYOUTS, QUOTES, SHAPES, Features
from .windows import Window

__all__ = ["DISTANCES", "NOTHING", "SENTENCES", "Inputs", "Specials", "beside", "inputs"]

Ids = NDArray[np.int64]

NOTHING = SHAPES + LAYOUTS + QUOTES
"""The row of what is known of a piece that belongs to no word."""

_FAR = np.array([1, 2, 3, 4, 5, 7, 10, 15, 23, 36, 61, 100])
"""Where kinds of distance begin, in words."""
DISTANCES = 2 * len(_FAR) + 1
"""How many kinds of distance there are between a word and a cue: inside, and so far before or behind it."""
_SENTENCES = 2
SENTENCES = 2 * _SENTENCES + 1
"""The same in sentences: that of the cue, the next two on either side, which stand for all beyond."""


@frozen(slots=True)
class Specials:
    """The pieces that stand for no word.

    Args:
        opening: Begins a window.
        parting: Parts paragraphs, and ends a window.
    """

    opening: int
    parting: int


@frozen(slots=True, eq=False)
class Inputs:
    """A window as the model takes it.

    Args:
        pieces: The pieces.
        known: What is known of each piece's word: its shape, its layout, its place among quotation marks.
        first: The first piece of each word.
    """

    pieces: Ids
    known: Ids
    first: Ids


def inputs(features: Features, window: Window, specials: Specials) -> Inputs:
    """Return a window as the model takes it.

    Args:
        features: The text.
        window: The window; empty ones are refused.
        specials: The pieces that stand for no word.
    """
    pieces, owners, first = [specials.opening], [-1], []
    for word in range(window.first, window.last):
        if features.opens[word] and word > window.first:
            pieces.append(specials.parting)
            owners.append(-1)
        first.append(len(pieces))
        pieces += features.pieces[word]
        owners += [word] * len(features.pieces[word])
    pieces.append(specials.parting)
    owners.append(-1)
    owner = np.array(owners)
    known = np.stack(
        [features.shape[owner], SHAPES + features.layout[owner], SHAPES + LAYOUTS + features.quote[owner]], axis=1
    )
    known[owner < 0] = NOTHING
    return Inputs(np.array(pieces), known, np.array(first))


def beside(features: Features, window: Window, first: int, last: int) -> tuple[Ids, Ids]:
    """Return where the words of a window stand beside a cue: the kinds of distance in words and in sentences.

    Args:
        features: The text.
        window: The window.
        first: The cue's first word, counted from the window's first.
        last: The cue's last word, likewise.
    """
    words = np.arange(window.last - window.first)
    before = np.searchsorted(_FAR, first - words, side="right")
    behind = np.searchsorted(_FAR, words - last, side="right")
    distance = len(_FAR) - before + behind
    number = features.sentence[window.first : window.last]
    sentence = np.clip(number - number[first], -_SENTENCES, _SENTENCES) + _SENTENCES
    return distance, sentence
