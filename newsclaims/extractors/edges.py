"""The edges of sources, cues and contents, put where the guidelines want them.

Whole quotations, no comma or full stop hanging on, the mark of possession in the source, "to" with what it leads to in
the content, and no source that is nobody: "It is feared".
"""

from bisect import bisect_right
from collections.abc import Sequence

from attrs import frozen

from newsclaims.language import Language, Reading, WordClass
from newsclaims.syntax import WordRange
from newsclaims.text import Text

__all__ = ["Edges", "edges_of"]

_LOOSE = frozenset({",", ";", ":", ".", "—", "–", "-", "--", "---"})
"""Marks that belong to no passage when they stand at its edge."""


@frozen(slots=True)
class Edges:
    """What decides edges in a text.

    Args:
        language: What is known of the language.
        words: The words.
        lowers: The same in lower case.
        quotations: The outermost closed quotations as word ranges, marks included, in order.
    """

    language: Language
    words: Sequence[str]
    lowers: Sequence[str]
    quotations: Sequence[WordRange]

    def settled(
        self, source: WordRange | None, cue: WordRange, content: tuple[WordRange, ...]
    ) -> tuple[WordRange | None, WordRange, tuple[WordRange, ...]]:
        """Return a source, a cue and a content with their edges where the guidelines put them.

        Args:
            source: The words of the source, if there is one.
            cue: The words of the cue.
            content: The pieces of the content.
        """
        cue, content = self._plan(cue, content)
        source = None if source is None else self._trimmed(source)
        return (
            None if source is None or self._nobody(source, cue) else self._owner(source, (cue, *content)),
            cue,
            tuple(self._whole(self._trimmed(piece)) for piece in content),
        )

    def _owner(self, source: WordRange, others: Sequence[WordRange]) -> WordRange:
        """Take the mark of possession in, unless it is another's: "she | 's saying"."""
        first, last = source
        if last == len(self.lowers) or self.lowers[last] != "'s" or any(a <= last < b for a, b in others):
            return source
        return first, last + 1

    def _nobody(self, source: WordRange, cue: WordRange) -> bool:
        """Say whether a source is the "it" of "It is feared that", which the annotators mark as none."""
        first, last = source
        if last - first > 1 or self.lowers[first] != "it" or last != cue[0]:
            return False
        passive = any("participle" in reading.forms for reading in self._readings(cue[1] - 1))
        return passive and any(
            self.language.bits.get(word, 0) & WordClass.BE for word in self.lowers[cue[0] : cue[1] - 1]
        )

    def _plan(self, cue: WordRange, content: tuple[WordRange, ...]) -> tuple[WordRange, tuple[WordRange, ...]]:
        """Give a content what is planned where the cue took it in: "decided | to take a stance on tariffs".

        "To" belongs to the content, unless it leads to another cue: "refused to say", "wants to believe".
        """
        (first, last), (begin, end), *more = cue, *content
        if begin == last:
            for k in range(first + 1, last - 1):
                if self.lowers[k] == "to" and self._wishes(k - 1) and not self._is_cue(k + 1):
                    return (first, k), ((k, end), *more)
        return cue, content

    def _wishes(self, i: int) -> bool:
        return any(r.entry.kind == "verb" and r.entry.stance == "advocate" for r in self._readings(i))

    def _is_cue(self, i: int) -> bool:
        return any(r.entry.kind == "verb" and not r.tail for r in self._readings(i))

    def _readings(self, i: int) -> tuple[Reading, ...]:
        return self.language.cues.readings.get(self.lowers[i], ())

    def _trimmed(self, piece: WordRange) -> WordRange:
        """Drop loose marks from both edges, unless nothing else is there."""
        first, last = piece
        while last - first > 1 and self.words[last - 1] in _LOOSE:
            last -= 1
        while last - first > 1 and self.words[first] in _LOOSE:
            first += 1
        return first, last

    def _whole(self, piece: WordRange) -> WordRange:
        """Take the marks in that an edge of a piece leaves out although the piece holds the quotation's other one."""
        first, last = piece
        n = bisect_right(self.quotations, (first, len(self.words))) - 1
        if n >= 0 and first == self.quotations[n][0] + 1 and self._reaches(last, self.quotations[n][1]):
            first = self.quotations[n][0]
        n = bisect_right(self.quotations, (last, 0)) - 1
        if n >= 0 and first <= self.quotations[n][0] and self._reaches(last, self.quotations[n][1]):
            last = max(last, self.quotations[n][1])
        return first, last

    def _reaches(self, last: int, end: int) -> bool:
        """Say whether nothing but marks stands between the end of a piece and that of a quotation."""
        return last >= end or not any(word[0].isalnum() for word in self.words[last:end])


def edges_of(text: Text) -> Edges:
    """Return what decides edges in a text.

    Args:
        text: The text.
    """
    index = text.words.index_at
    closed = [(index(q.start), index(q.end)) for q in text.quotations if q.depth == 0 and q.closed]
    return Edges(text.language, text.words.texts, text.words.lowers, closed)
