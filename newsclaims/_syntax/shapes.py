"""Reads the shapes of words: what their letters and the cue lexicon show without the words around them."""

from collections.abc import Sequence
from functools import cache

from newsclaims._language import Forms, Language
from newsclaims.text import Text
from newsclaims.text._words import lower_form

__all__ = ["Shape", "shapes_of"]

_SHORTEST_ADVERB = 5
"""How many letters a word must have for its ending to show an adverb; "July" is shorter."""


class Shape:
    """What the form of a word shows, as bits: plain integers, because they are tested for nearly every word."""

    CAPITAL = 1 << 0
    """It begins with a capital letter."""
    ONE_CAPITAL = 1 << 1
    """It begins with a capital letter, and small letters follow."""
    INNER_CAPITAL = 1 << 2
    """It begins with a small prefix of names, and has a capital letter after it: "al-Amin"."""
    ADVERB = 1 << 3
    """It has the ending of an adverb."""
    PAST = 1 << 4
    """It has the ending of a past form."""
    CUE = 1 << 5
    """The lexicon has a cue that begins with it."""
    CUE_NOUN = 1 << 6
    """The lexicon has a noun that begins with it."""
    CUE_PAST = 1 << 7
    """The lexicon has a verb with this past form."""
    CUE_THIRD = 1 << 8
    """The lexicon has a verb with this form of the third person."""


def shapes_of(text: Text) -> Sequence[int]:
    """Return the shape of each word of a text; call it as `text.once(shapes_of)`, which keeps the result.

    Args:
        text: The text.
    """
    return list(map(_shapes(text.language).__getitem__, text.words.texts))


@cache
def _shapes(language: Language) -> Forms[int]:
    """Return the shapes of words that are known so far."""

    def read(word: str) -> int:
        """Return the shape of a word."""
        low, endings = lower_form(word), language.endings
        readings = language.cues.readings.get(low, ())
        capital = word[0].isupper()
        tests = (
            (Shape.CAPITAL, capital),
            (Shape.ONE_CAPITAL, capital and word[1:].islower()),
            (Shape.INNER_CAPITAL, word != low and word.startswith(language.reading["small_prefixes"])),
            (Shape.ADVERB, len(low) >= _SHORTEST_ADVERB and low.endswith(endings["adverb"])),
            (Shape.PAST, low.endswith(endings["past"])),
            (Shape.CUE, bool(readings)),
            (Shape.CUE_NOUN, any(reading.entry.kind == "noun" for reading in readings)),
            (Shape.CUE_PAST, any("past" in reading.forms for reading in readings)),
            (Shape.CUE_THIRD, any("third" in reading.forms for reading in readings)),
        )
        return sum(bit for bit, holds in tests if holds)

    return Forms(read)
