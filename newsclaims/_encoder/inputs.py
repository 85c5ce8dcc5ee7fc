"""Turns a window into the arrays that the network reads, in training and in use."""

from collections.abc import Iterable

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from newsclaims.text import WordRange

from .features import LAYOUTS, QUOTES, SHAPES, Features
from .windows import Window

__all__ = ["DISTANCES", "NOTHING", "PARTS", "SENTENCES", "Inputs", "Specials", "beside", "inputs", "parts"]

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


_ROLES = 3
PARTS = 2 * _ROLES + 1
"""What a word may be to a claim: no part of it; the first word of a piece of its source, cue or content; another."""


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


def parts(window: Window, source: Iterable[WordRange], cue: Iterable[WordRange], content: Iterable[WordRange]) -> Ids:
    """Return what each word of a window is to a claim, of `PARTS` kinds; a word of the cue is nothing else.

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
