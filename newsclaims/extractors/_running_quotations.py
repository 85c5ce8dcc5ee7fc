"""Joins quotations that run over several sentences and paragraphs to the claim that names their speaker.

A sentence that is one quotation and has no claim of its own continues the quotation before it. After indirect speech,
it is a claim of its own without a cue: "Roe said the roof was safe. “It will hold for years.”"
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import define, evolve, frozen

from newsclaims._attribution import Attribution
from newsclaims._syntax import Tokens, tokens_of
from newsclaims.text import Text, WordRange

from ._fragments import touches

__all__ = ["with_running_quotations"]

_ASKS = "?"


def with_running_quotations(text: Text, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return attributions with the quoted sentences around them that belong to the same speaker.

    Args:
        text: The text.
        attributions: The attributions that an extractor found; none of them has a parent.

    Returns:
        The attributions with longer contents, in the same order, then those of quotations after indirect speech.
    """
    if not attributions or not text.quotations:
        return list(attributions)
    return _Quotations.of(text, attributions).joined()


@define(slots=True)
class _Speech:
    """An attribution whose content can grow.

    Args:
        given: The attribution.
        content: The words of its content.
        last: The last sentence that it touches.
        inner: Whether all of it is in one quotation, so that its sentences belong to the speaker of that one.
        grown: Whether its content was changed.
    """

    given: Attribution
    content: list[WordRange]
    last: int
    inner: bool
    grown: bool = False


@frozen(slots=True)
class _Quotations:
    """Gives the quoted sentences of a text to attributions.

    Args:
        text: The text.
        tokens: Its words.
        firsts: The first word of each sentence.
        speeches: The attributions.
        taken: The sentences with a cue or a content, without those of attributions inside quotations.
        spoken: The words whose speaker the layout shows, sorted.
    """

    text: Text
    tokens: Tokens
    firsts: Sequence[int]
    speeches: Sequence[_Speech]
    taken: set[int]
    spoken: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, text: Text, attributions: Sequence[Attribution]) -> "_Quotations":
        """Return the attributions of a text with the sentences that they touch."""
        tokens = text.once(tokens_of)
        attributions = [evolve(one, cue=()) if _only_reacts(text, tokens, one) else one for one in attributions]
        firsts = [sentence.first for sentence in tokens.sentences]
        ranges = tokens.spans.ranges
        whole = _whole_quotations(tokens)
        taken: set[int] = set()
        speeches: list[_Speech] = []
        for one in attributions:
            content, source = ranges(one.content), ranges(one.source)
            touched = [*content, *ranges(one.cue)]
            around = {number for words in (*touched, *source) for number in tokens.quoted[words.slice]}
            inner = bool(one.cue) and len(around) == 1 and around <= whole
            for words in () if inner else touched:
                taken.update(range(_sentence(firsts, words.first), _sentence(firsts, words.last - 1) + 1))
            last = max(words.last for words in (*touched, *source))
            speeches.append(_Speech(one, content, _sentence(firsts, last - 1), inner))
        spoken = [span for utterance in text.utterances for span in utterance.content]
        return cls(text, tokens, firsts, speeches, taken, spoken)

    def joined(self) -> list[Attribution]:
        """Return the attributions with all their quoted sentences, and those without a cue."""
        for speech in self.speeches:
            self._split_at_paragraphs(speech)
        outer = [speech for speech in self.speeches if not speech.inner]
        for speech in sorted(outer, key=lambda speech: speech.last):
            if any(self.tokens.quoted[speech.content[-1].slice]):
                self._add_sentences_after(speech)
        for speech in outer:
            self._add_paragraphs_before(speech)
        offsets = self.tokens.spans.offsets
        joined = [
            evolve(speech.given, content=tuple(map(offsets, speech.content))) if speech.grown else speech.given
            for speech in self.speeches
        ]
        return joined + list(self._after_indirect_speech())

    def _split_at_paragraphs(self, speech: _Speech) -> None:
        """Split the pieces of a content where a paragraph ends."""
        sentences = self.tokens.sentences
        content: list[WordRange] = []
        for piece in speech.content:
            one, other = _sentence(self.firsts, piece.first), _sentence(self.firsts, piece.last - 1)
            if sentences[one].paragraph == sentences[other].paragraph:
                content.append(piece)
                continue
            cuts = [n for n in range(one + 1, other + 1) if sentences[n].paragraph != sentences[n - 1].paragraph]
            bounds = [piece.first, *(sentences[n].first for n in cuts), piece.last]
            content += [WordRange(a, b) for a, b in pairwise(bounds)]
            speech.grown = True
        speech.content = content

    def _add_sentences_after(self, speech: _Speech) -> None:
        """Add the sentences after a speech to its content, as long as they continue the quotation."""
        n = speech.last + 1
        while self._continues(n, speech.content):
            self._add(n, speech.content)
            speech.grown = True
            n += 1

    def _add(self, n: int, content: list[WordRange]) -> None:
        """Add sentence `n` to a content; join it to the piece before it in the same paragraph."""
        sentences = self.tokens.sentences
        first, end = sentences[n].first, self.tokens.sentence_end(sentences[n].first, sentences[n].last)
        if content and content[-1].last == first and sentences[n].paragraph == sentences[n - 1].paragraph:
            content[-1] = WordRange(content[-1].first, end)
        else:
            content.append(WordRange(first, end))
        self.taken.add(n)

    def _continues(self, n: int, content: Sequence[WordRange]) -> bool:
        """Return whether sentence `n` is a quotation of nobody else that can continue a content before it."""
        tokens = self.tokens
        sentences = tokens.sentences
        if n >= len(sentences) or n in self.taken or not tokens.is_all_quoted(n):
            return False
        if sentences[n].paragraph == sentences[n - 1].paragraph:
            return True
        if tokens.spans.starts[sentences[n].first] in tokens.carrying:
            return True
        # The paragraph after a question can be its answer.
        asks = content and _ASKS in tokens.words[content[-1].last - 2 : content[-1].last]
        return not asks and self._is_speech(n)

    def _is_speech(self, n: int) -> bool:
        """Return whether the paragraph that sentence `n` opens is only a quotation, and the layout has no speaker."""
        sentences, k = self.tokens.sentences, n
        while k < len(sentences) and sentences[k].paragraph == sentences[n].paragraph:
            if k in self.taken or not self.tokens.is_all_quoted(k):
                return False
            k += 1
        paragraph = self.tokens.paragraphs[sentences[n].paragraph]
        return paragraph.kind == "body" and not touches(self.spoken, (paragraph.start, paragraph.end))

    def _add_paragraphs_before(self, speech: _Speech) -> None:
        """Add the earlier paragraphs of a quotation whose speaker is named only in its last paragraph."""
        words, quotations = self.tokens.spans, self.tokens.quotations
        quotation = self.tokens.carrying.get(words.starts[speech.content[0].first])
        found: list[WordRange] = []
        while quotation is not None and quotation.continues is not None:
            quotation = quotations[quotation.continues]
            before = WordRange(words.index_at(quotation.start), words.index_at(quotation.end))
            n = _sentence(self.firsts, before.first)
            if n in self.taken or before.size <= 0:
                break
            self.taken.add(n)
            found.append(before)
        if found:
            speech.content[:0] = reversed(found)
            speech.grown = True

    def _after_indirect_speech(self) -> Iterator[Attribution]:
        """Yield the attributions of quotations without a cue, after a sentence that names the speaker."""
        tokens = self.tokens
        named = (speech for speech in reversed(self.speeches) if speech.given.source and not speech.inner)
        speakers = {speech.last: speech for speech in named}
        share = self.text.language.continued_score
        for n, speech in sorted(speakers.items()):
            given = speech.given
            content: list[WordRange] = []
            k = n + 1
            while self._continues(k, content or speech.content):
                self._add(k, content)
                k += 1
            if content:
                score = None if given.score is None else round(given.score * share, 4)
                yield Attribution(given.source, (), tuple(map(tokens.spans.offsets, content)), score)


def _whole_quotations(tokens: Tokens) -> set[int]:
    """Return the numbers, as in `Tokens.quoted`, of the quotations that are closed or run on in the next paragraph."""
    continued = {quotation.continues for quotation in tokens.carrying.values()}
    index = tokens.spans.index_at
    return {
        tokens.quoted[index(quotation.start)]
        for n, quotation in enumerate(tokens.quotations)
        if quotation.closed or n in continued
    }


def _only_reacts(text: Text, tokens: Tokens, one: Attribution) -> bool:
    """Return whether a cue before a colon only reacts to others, so that it is not the cue of the quotation after it.

    In "Roe disagreed: “It is safe.”", Roe says the quotation, and does not disagree with it.
    """
    if not one.cue or not one.source or one.content[0][0] < one.cue[-1][1]:
        return False
    if ":" not in text.slice(one.cue[-1][1], one.content[0][0]):  # nearly always
        return False
    words = tokens.spans
    [cue, *more], first = words.ranges(one.cue), words.ranges(one.content)[0].first
    if more or not tokens.quoted[first] or tokens.words[first - 1] != ":" or not cue.last < first:
        return False
    readings = tokens.language.cues.readings.get(tokens.lowers[cue.last - 1], ())
    return any(reading.entry.lemma in tokens.language.nesting["reaction"] for reading in readings)


def _sentence(firsts: Sequence[int], word: int) -> int:
    """Return the number of the sentence that contains a word."""
    return bisect_right(firsts, word) - 1
