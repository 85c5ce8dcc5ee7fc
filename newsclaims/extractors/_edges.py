"""Moves the edges of sources, cues and contents that a model found to where the annotation guidelines put them.

A content has complete quotations. A passage does not end in a comma or full stop. The mark of possession belongs to the
source, "to" with its infinitive belongs to the content, and the "it" of "It is feared" is not a source.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from attrs import frozen

from newsclaims._language import IS_OR_OWNS, Language, Reading, WordClass
from newsclaims._syntax import DASHES
from newsclaims.text import Text, WordRange

__all__ = ["Edges", "edges_of"]

_LOOSE = DASHES | {",", ";", ":", "."}
"""Marks that do not belong to a passage at its edge."""
_LONGEST_SUMMONED = 4
_FIRST = attrgetter("first")
_LONGEST_ASKED = 2
"""How many words "Asked about" has."""
_GAP = 2
"""How many words between two pieces of a content can be part of it, although the model left them out."""
_SHORTEST_PASSIVE = 3
"""How many words "was asked about" has."""


@frozen(slots=True)
class Edges:
    """Adjusts the edges of passages in a text.

    Args:
        language: The language data.
        words: The words.
        lowers: The same in lower case.
        quotations: The words of the outermost closed quotations with their marks, in order.
        closers: The first words of the paragraphs that do not go on with a quotation, in order.
    """

    language: Language
    words: Sequence[str]
    lowers: Sequence[str]
    quotations: Sequence[WordRange]
    closers: Sequence[int]

    def adjust(
        self, source: WordRange | None, cue: WordRange, content: tuple[WordRange, ...]
    ) -> tuple[WordRange | None, WordRange, tuple[WordRange, ...]]:
        """Return a source, a cue and a content with adjusted edges.

        Args:
            source: The words of the source, if there is one.
            cue: The words of the cue.
            content: The pieces of the content.
        """
        cue, content = self._give_plan_to_content(self._with_particle(cue, content, source), content)
        content = self._without_gaps(content, [cue] if source is None else [cue, source])
        source = None if source is None or self._is_asked(source, cue, content) else self._without_loose_marks(source)
        return (
            None if source is None or self._is_nobody(source, cue) else self._with_possessive(source, (cue, *content)),
            cue,
            tuple(self.with_own_marks(self._in_paragraph(piece)) for piece in content),
        )

    def with_own_marks(self, piece: WordRange) -> WordRange:
        """Return a piece of a content with the marks of its quotations, and without loose marks at its edges.

        Args:
            piece: The words of the piece.
        """
        return self._with_quotation_marks(self._without_loose_marks(piece))

    def is_summons(self, cue: WordRange, content: tuple[WordRange, ...]) -> bool:
        """Say whether somebody only calls for somebody: "called a doctor", but "called the plan a joke".

        Args:
            cue: The words of the cue.
            content: The pieces of the content.
        """
        piece = content[0]
        if len(content) > 1 or piece.first != cue.last or not self._is_verb_of_summons(cue.last - 1):
            return False
        if any(self._has_classes(i, WordClass.BE) for i in range(cue.first, cue.last)):
            return False
        piece = self._without_time(piece)
        opens = any(self._has_classes(piece.first, kind) for kind in (WordClass.DETERMINER, WordClass.POSSESSIVE))
        named = self._has_classes(piece.first, WordClass.DETERMINER | WordClass.APPOSITIVE)
        article = named and not self._has_classes(piece.first, WordClass.NAME_LINK)
        return piece.size == 1 + opens or (article and piece.size <= _LONGEST_SUMMONED and self._is_plain(piece))

    def _with_particle(self, cue: WordRange, content: Sequence[WordRange], source: WordRange | None) -> WordRange:
        """Add the rest of a verb before its source, which can belong to nothing else: "put | in | Roe"."""
        if source is None:
            return cue
        for head in (cue.first - 1, cue.last - 1):
            if head < 0 or any(piece.first <= head < piece.last for piece in content):
                continue
            tail = self.lowers[head + 1 : source.first]
            if tail and any(reading.tail == tuple(tail) for reading in self._readings(head)):
                return WordRange(min(cue.first, head), source.first)
        return cue

    def _without_time(self, piece: WordRange) -> WordRange:
        """Return a piece without the time at its end: "her sister on Monday"."""
        last = piece.last
        while last - piece.first > 1 and self._has_classes(last - 1, WordClass.TIME):
            last -= 1
            before = last - 1
            kinds = (WordClass.DAY_PREPOSITION, WordClass.RECENT)
            last -= before > piece.first and any(self._has_classes(before, kind) for kind in kinds)
        return WordRange(piece.first, last)

    def _is_verb_of_summons(self, i: int) -> bool:
        """Say whether word `i` is a verb such as "called"."""
        verbs = self.language.nesting["summons"]
        return any(not reading.tail and reading.entry.lemma in verbs for reading in self._readings(i))

    def _is_plain(self, piece: WordRange) -> bool:
        """Say whether no word of a piece after its first has a class: no quotation, pronoun or preposition."""
        words = range(piece.first + 1, piece.last)
        return all(self.words[i].isalpha() and not self.language.bits.get(self.lowers[i], 0) for i in words)

    def _with_possessive(self, source: WordRange, others: Sequence[WordRange]) -> WordRange:
        """Add a mark of possession after the source, unless it belongs to another part: "she | 's saying"."""
        last = source.last
        if last == len(self.lowers) or not self._has_classes(last, IS_OR_OWNS):
            return source
        if any(other.first <= last < other.last for other in others):
            return source
        return WordRange(source.first, last + 1)

    def _is_nobody(self, source: WordRange, cue: WordRange) -> bool:
        """Return whether a source is the "it" of "It is feared that", or the article of a noun: "the decision to"."""
        if source.size == 1 and self.lowers[source.first] in self.language.sources["article"].starts:
            return True
        if source.size > 1 or source.last != cue.first or not self._has_classes(source.first, WordClass.EXPLETIVE):
            return False
        passive = any("participle" in reading.forms for reading in self._readings(cue.last - 1))
        return passive and any(self._has_classes(k, WordClass.BE) for k in range(cue.first, cue.last - 1))

    def _is_asked(self, source: WordRange, cue: WordRange, content: Sequence[WordRange]) -> bool:
        """Return whether a source is who was asked, not who asked: "Asked whether ..., Roe left"."""
        if content[0].first != cue.last or source.first < content[-1].last or cue.size > _LONGEST_ASKED:
            return False
        return any(
            "participle" in reading.forms and reading.entry.lemma.split()[0] in self.language.nesting["put"]
            for reading in self._readings(cue.first)
        )

    def is_put_to_somebody(self, cue: WordRange) -> bool:
        """Say whether a cue only says that somebody was asked about something, which is not a claim.

        Args:
            cue: The words of the cue: "were asked about".
        """
        if cue.size < _SHORTEST_PASSIVE or not self._has_classes(cue.last - 1, WordClass.PREPOSITION):
            return False
        asks = (
            "participle" in reading.forms and reading.entry.stance == "question"
            for k in range(cue.first + 1, cue.last - 1)
            for reading in self._readings(k)
            if tuple(self.lowers[k + 1 : k + reading.length]) == reading.tail
        )
        return any(asks) and any(self._has_classes(k, WordClass.BE) for k in range(cue.first, cue.last - 2))

    def _give_plan_to_content(
        self, cue: WordRange, content: tuple[WordRange, ...]
    ) -> tuple[WordRange, tuple[WordRange, ...]]:
        """Move a planned action from the cue to the content: "decided | to take a stance on tariffs".

        "To" belongs to the content, unless another cue follows: "refused to say", "wants to believe".
        """
        piece, *more = content
        if piece.first == cue.last:
            for k in range(cue.first + 1, cue.last - 1):
                to = self._has_classes(k, WordClass.INFINITIVE_MARK)
                if to and self._is_wish(k - 1) and not any(map(self._is_cue, range(k + 1, cue.last))):
                    return WordRange(cue.first, k), (WordRange(k, piece.last), *more)
        return cue, content

    def _is_wish(self, i: int) -> bool:
        """Return whether word `i` can be a verb that advocates something: "wants", "decided"."""
        return any(r.entry.kind == "verb" and r.entry.stance == "advocate" for r in self._readings(i))

    def _is_cue(self, i: int) -> bool:
        """Return whether word `i` can be a verb that is a cue by itself."""
        return any(r.entry.kind == "verb" and not r.tail for r in self._readings(i))

    def _has_classes(self, i: int, classes: int) -> bool:
        """Return whether word `i` belongs to all of some word classes."""
        return self.language.bits.get(self.lowers[i], 0) & classes == classes

    def _readings(self, i: int) -> tuple[Reading, ...]:
        """Return the lexicon's readings of word `i`."""
        return self.language.cues.readings.get(self.lowers[i], ())

    def _without_gaps(self, content: Sequence[WordRange], others: Sequence[WordRange]) -> tuple[WordRange, ...]:
        """Join pieces with one or two words between them, unless these are marks or belong to another part."""
        joined = [content[0]]
        for piece in content[1:]:
            gap = range(joined[-1].last, piece.first)
            own = any(other.first < gap.stop and gap.start < other.last for other in others)
            if len(gap) <= _GAP and not own and all(self.words[i].isalpha() for i in gap):
                joined[-1] = WordRange(joined[-1].first, piece.last)
            else:
                joined.append(piece)
        return tuple(joined)

    def _in_paragraph(self, piece: WordRange) -> WordRange:
        """Cut a piece at the end of a paragraph, unless the next paragraph goes on with a quotation."""
        n = bisect_right(self.closers, piece.first)
        last = self.closers[n] if n < len(self.closers) else piece.last
        return WordRange(piece.first, min(piece.last, last))

    def _without_loose_marks(self, piece: WordRange) -> WordRange:
        """Return a piece without loose marks at its edges, unless it has nothing else."""
        first, last = piece.first, piece.last
        while last - first > 1 and self.words[last - 1] in _LOOSE:
            last -= 1
        while last - first > 1 and self.words[first] in _LOOSE:
            first += 1
        return WordRange(first, last)

    def _with_quotation_marks(self, piece: WordRange) -> WordRange:
        """Add a quotation mark next to a piece that contains the rest of the quotation."""
        first, last = piece.first, piece.last
        quotation = self._quotation_from(first)
        if quotation is not None and first == quotation.first + 1 and self._reaches(last, quotation.last):
            first = quotation.first
        quotation = self._quotation_from(last - 1)
        if quotation is not None and first <= quotation.first and self._reaches(last, quotation.last):
            last = max(last, quotation.last)
        return WordRange(first, last)

    def _quotation_from(self, i: int) -> WordRange | None:
        """Return the last quotation that begins at word `i` or before it."""
        n = bisect_right(self.quotations, i, key=_FIRST) - 1
        return self.quotations[n] if n >= 0 else None

    def _reaches(self, last: int, end: int) -> bool:
        """Return whether there are only marks between the end of a piece and the end of a quotation."""
        return last >= end or not any(self.words[i][0].isalnum() for i in range(last, end))


def edges_of(text: Text) -> Edges:
    """Return an `Edges` for a text.

    Args:
        text: The text.
    """
    index = text.words.index_at
    closed = [WordRange(index(q.start), index(q.end)) for q in text.quotations if q.depth == 0 and q.closed]
    opening = {index(quotation.start) for quotation in text.quotations}
    firsts = [sentence.first for one, sentence in pairwise(text.sentences) if one.paragraph != sentence.paragraph]
    closers = [first for first in firsts if first not in opening]
    return Edges(text.language, text.words.texts, text.words.lowers, closed, closers)
