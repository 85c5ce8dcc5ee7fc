"""What a text shows of its capitals: whether a word is a name, or only stands where any word has a capital."""

from bisect import bisect_right

from attrs import frozen

from newsclaims.text import Text
from newsclaims.text._quotation_marks import OPENING_MARKS, STRAIGHT_MARKS

from .word_shapes import is_plural

__all__ = ["Capitals", "capitals_of"]

_SHORTEST = 5


@frozen(slots=True)
class Capitals:
    """What a text shows of its words' capitals.

    Args:
        starts: The indices of the sentences' first words, in order.
        small: Every word form of the text that occurs in small letters.
        named: Every capitalised form that occurs inside a sentence, where only names are written so.
        capitalised: Every form that occurs with one capital, its first letter.
    """

    starts: tuple[int, ...]
    small: frozenset[str]
    named: frozenset[str]
    capitalised: frozenset[str]

    def opens(self, text: Text, i: int) -> bool:
        """Say whether a word stands where any word is written large.

        Args:
            text: The text.
            i: The word's index.
        """
        k = bisect_right(self.starts, i) - 1
        return k >= 0 and (self.starts[k] == i or _after_opening(text, i))

    def common_plural(self, text: Text, i: int) -> bool:
        """Say whether a capitalised word is the plural of a common noun, as far as the text and its form can tell.

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
        """Say whether a word in capitals is an ordinary one elsewhere in the text, and so no acronym.

        Args:
            text: The text.
            i: The word's index.
        """
        return text.words.texts[i].capitalize() in self.capitalised


def capitals_of(text: Text) -> Capitals:
    """Gather what a text shows of its words' capitals; ask for it by `text.once(capitals_of)`.

    Args:
        text: The text.
    """
    words = text.words.texts
    # A headline may write every word large.
    inside = [
        word
        for sentence in text.sentences
        if text.paragraphs[sentence.paragraph].kind != "headline"
        for i, word in enumerate(words[sentence.first + 1 : sentence.last], sentence.first + 1)
        if word[:1].isupper() and not _after_opening(text, i)
    ]
    return Capitals(
        starts=tuple(sentence.first for sentence in text.sentences),
        small=frozenset(word for word in words if word.islower()),
        named=frozenset(inside),
        capitalised=frozenset(word for word in words if word.istitle()),
    )


def _after_opening(text: Text, i: int) -> bool:
    """Say whether an opening quotation mark, or the end of a sentence, stands before a word; not for the first word."""
    before = text.words.texts[i - 1]
    if before in STRAIGHT_MARKS:  # an opening mark touches the word, a closing one does not
        return text.words.ends[i - 1] == text.words.starts[i]
    return before in OPENING_MARKS or before in text.language.scope["sentence_end"].starts
