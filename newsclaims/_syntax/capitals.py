"""Decides from the capitals of a text whether a word is a name, or is only at a place where each word has a capital."""

from bisect import bisect_right

from attrs import frozen

from newsclaims.text import Text
from newsclaims.text._quotation_marks import OPENING_MARKS, STRAIGHT_MARKS

from .shapes import Shape, shapes_of
from .word_shapes import is_plural

__all__ = ["Capitals", "capitals_of"]

_SHORTEST = 5


@frozen(slots=True)
class Capitals:
    """How the words of a text are capitalised.

    Args:
        starts: The indices of the sentences' first words, in order.
        small: The word forms that occur in small letters.
        named: The capitalised forms that occur inside a sentence, where only names have capitals.
        capitalised: The forms that occur with only their first letter in capitals.
    """

    starts: tuple[int, ...]
    small: frozenset[str]
    named: frozenset[str]
    capitalised: frozenset[str]

    def opens(self, text: Text, i: int) -> bool:
        """Say whether a word is at a place where each word has a capital, such as the start of a sentence.

        Args:
            text: The text.
            i: The word's index.
        """
        k = bisect_right(self.starts, i) - 1
        return k >= 0 and (self.starts[k] == i or _after_opening(text, i))

    def common_plural(self, text: Text, i: int) -> bool:
        """Say whether a capitalised word is probably the plural of a common noun, by its form and the text.

        Args:
            text: The text.
            i: The word's index.
        """
        word, lower, endings = text.words.texts[i], text.words.lowers[i], text.language.endings
        plural = is_plural(text.language, lower) and not lower.endswith(endings["name_in_s"])
        if len(word) < _SHORTEST or not plural or word[1:] != lower[1:]:
            return False
        if word in self.named or not self.opens(text, i):
            return False
        return lower in self.small or lower not in text.language.sources["name_in_s"].starts

    def shouted(self, text: Text, i: int) -> bool:
        """Say whether a word in capitals occurs elsewhere in the text as an ordinary word, so it is not an acronym.

        Args:
            text: The text.
            i: The word's index.
        """
        return text.words.texts[i].capitalize() in self.capitalised


def capitals_of(text: Text) -> Capitals:
    """Return how the words of a text are capitalised; call it as `text.once(capitals_of)`, which keeps the result.

    Args:
        text: The text.
    """
    words, shapes = text.words.texts, text.once(shapes_of)
    # In a headline, every word may have a capital.
    inside = [
        words[i]
        for sentence in text.sentences
        if text.paragraphs[sentence.paragraph].kind != "headline"
        for i in range(sentence.first + 1, sentence.last)
        if shapes[i] & Shape.CAPITAL and not _after_opening(text, i)
    ]
    different = frozenset(words)
    return Capitals(
        starts=tuple(sentence.first for sentence in text.sentences),
        small=frozenset(filter(str.islower, different)),
        named=frozenset(inside),
        capitalised=frozenset(filter(str.istitle, different)),
    )


def _after_opening(text: Text, i: int) -> bool:
    """Say whether an opening quotation mark or the end of a sentence is before a word, which is not the first one."""
    before = text.words.texts[i - 1]
    if before in STRAIGHT_MARKS:  # an opening mark touches the word, a closing one does not
        return text.words.ends[i - 1] == text.words.starts[i]
    return before in OPENING_MARKS or before in text.language.scope["sentence_end"].starts
