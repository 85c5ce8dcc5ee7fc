"""Finds words that are names at their place but have another meaning elsewhere: "May" in "Theresa May"."""

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence

from newsclaims._language import CONTEXTUAL, WordClass
from newsclaims.text import Text

from .capitals import Capitals, capitals_of
from .shapes import Shape, shapes_of

__all__ = ["name_words"]

_BEFORE_NAME = WordClass.TITLE | CONTEXTUAL
"""Classes that a word before the last word of a name may have: "Ms. May"."""
_NEVER = WordClass.NAME_LINK | WordClass.ADDITION | WordClass.TITLE | WordClass.OCCASION
"""Classes of words that are not read as names, even inside names and titles: "The Hague", "Chief Judge Ann Roe"."""
_OPENS_CLAUSE = WordClass.SUBORDINATOR | WordClass.CLAUSAL | WordClass.CONDITION | WordClass.LOCATIVE
_LONGEST = 2
"""How many more words a name at the start of a sentence may have."""


def name_words(text: Text, flags: Sequence[int]) -> list[int]:
    """Return the indices of words that are names here, although the same word can have a class or be a cue.

    A capital inside a sentence shows a name. The first word of a sentence always has a capital. There, the name must
    occur elsewhere in the text, or the verb after it must rule out a question or a preposition: "Will Roe said".

    Args:
        text: The text.
        flags: The classes of its words, from their forms alone.
    """
    shapes = enumerate(text.once(shapes_of))
    doubtful = [i for i, shape in shapes if shape & Shape.ONE_CAPITAL and (flags[i] or shape & Shape.CUE)]
    if not doubtful:
        return []
    headlines = _headline_words(text)
    return list(_Reader(text, flags, headlines).names(doubtful))


def _headline_words(text: Text) -> Container[int]:
    """Return the words of headlines, where a capital may not show a name."""
    index = text.words.index_at
    return {
        i
        for paragraph in text.paragraphs
        if paragraph.kind == "headline"
        for i in range(index(paragraph.start), index(paragraph.end))
    }


class _Reader:
    """Decides which doubtful words of a text are names.

    Args:
        text: The text.
        flags: The classes of its words.
        headlines: The words of its headlines.
    """

    def __init__(self, text: Text, flags: Sequence[int], headlines: Container[int]) -> None:
        self.text, self.flags, self.headlines = text, flags, headlines
        self.words, self.lowers = text.words.texts, text.words.lowers
        self.shape: Capitals = text.once(capitals_of)
        self.openers = frozenset(self.shape.starts)

    def names(self, doubtful: Sequence[int]) -> Iterator[int]:
        """Yield the words that are names.

        Args:
            doubtful: The words to check.
        """
        found: set[int] = set()
        heads: list[int] = []
        for i in doubtful:
            if self.flags[i] & WordClass.NAME and self._follows_name(i):
                found.add(i)
            elif i in self.headlines or self.flags[i] & _NEVER or self._has_own_capital(i):
                continue
            elif self.shape.opens(self.text, i):
                heads.append(i)
            elif self._is_inside_name(i, found):
                found.add(i)
        full = {(self.words[i], self.words[i + 1]) for i in found if i + 1 < len(self.words)}
        for i in heads:
            if self._goes_on(i) and ((self.words[i], self.words[i + 1]) in full or self._must_be_subject(i)):
                found.add(i)
        yield from sorted(found)

    def _has_own_capital(self, i: int) -> bool:
        """Say whether a word has a capital because it is a time or an office: "Monday", "Chief"; not "May", "Then"."""
        flags = self.flags[i]
        if flags & WordClass.TIME:
            return not flags & WordClass.NAME
        return bool(flags & WordClass.APPOSITIVE and not flags & (WordClass.DETERMINER | WordClass.ADVERB))

    def _is_inside_name(self, i: int, names: Container[int]) -> bool:
        """Say whether a word inside a sentence is part of a name, by the words beside it."""
        before = self.words[i - 1]
        # "Q. You said": the letter at the start of a turn is not an initial.
        if before[0].isupper():
            heads_turn = i - 1 in self.openers and len(before) == len("Q.") and before.endswith(".")
            follows = i - 1 in names or self._follows_name(i)
            return follows and not heads_turn and not self.flags[i] & (WordClass.TIME | WordClass.PERSONAL)
        return before != ":" and self._goes_on(i)

    def _follows_name(self, i: int) -> bool:
        """Say whether a word follows one that can only be a name or a title: "Theresa May", "Ms. So"."""
        named = i > 0 and self.words[i - 1][0].isupper() and self.words[i][0].isupper()
        return named and not self.flags[i - 1] & ~_BEFORE_NAME

    def _goes_on(self, i: int) -> bool:
        """Say whether a word with a capital that is not a title or a time follows in the same sentence."""
        if i + 1 >= len(self.words) or i + 1 in self.openers or not self.words[i + 1][0].isupper():
            return False
        return not self.flags[i + 1] & (WordClass.TITLE | WordClass.TIME) or bool(self.flags[i + 1] & WordClass.NAME)

    def _must_be_subject(self, i: int) -> bool:
        """Say whether a modal or preposition at the start of a sentence is a name: "Will Roe said", "Per Roe said"."""
        flags = self.flags[i]
        end = i + 1
        while end < min(len(self.words), i + 1 + _LONGEST) and self.words[end][0].isupper():
            end += 1
        if end >= len(self.words):
            return False
        if flags & WordClass.MODAL and self.lowers[i] in self.text.language.holders["given"].starts:
            return not self._asks(i)  # a modal opens a question, so "Will Roe runs the port." has a name
        if flags & (WordClass.NAME | WordClass.MODAL):
            readings = self.text.language.cues.readings.get(self.lowers[end], ())
            past = any("past" in reading.forms and "base" not in reading.forms for reading in readings)
            return past or bool(self.flags[end] & WordClass.PLAIN_CUE)
        may = flags & WordClass.PREPOSITION and not flags & _OPENS_CLAUSE
        return bool(may and self.flags[end] & WordClass.PLAIN_CUE)

    def _asks(self, i: int) -> bool:
        """Say whether the sentence that begins with a word can be a question: it does not end with a full stop."""
        n = bisect_right(self.shape.starts, i)
        end = self.shape.starts[n] if n < len(self.shape.starts) else len(self.words)
        return "." not in self.words[max(i, end - 2) : end]
