"""Opens the contents of claims: skips their quotation marks, so that cues are found inside quotations."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from newsclaims._language import WordClass
from newsclaims._syntax import CLOSERS, ENDS, MARKS, Stretch, Tokens
from newsclaims.text import WordRange

__all__ = ["OpenedSentence", "OpenedText", "QuotationRanges", "open_text", "quotation_ranges"]

_AT_END = CLOSERS | ENDS | MARKS
_IN_FRONT = CLOSERS | {"(", ","}


@frozen(slots=True)
class OpenedSentence:
    """A sentence, or the part of it in a content.

    Args:
        stretch: The range to search for cues.
        direct: Whether it is in quotation marks, so that "I" is the speaker.
    """

    stretch: Stretch
    direct: bool


@frozen(slots=True)
class QuotationRanges:
    """The words of a text's quotations, if they are closed or continue in the next paragraph.

    Args:
        known: The words of a quotation to its index in `Tokens.quotations`.
        inner: The index of a quotation to the words of the quotations directly inside it.
    """

    known: Mapping[WordRange, int]
    inner: Mapping[int, Sequence[WordRange]]


@frozen(slots=True)
class OpenedText:
    """A text whose contents can be opened; a quotation inside a content stays closed until it is opened as a content.

    Args:
        outer: The text before anything was opened.
        tokens: The text with the opened contents; changes with each content that is opened.
        quotations: Its quotations.
    """

    outer: Tokens
    tokens: Tokens
    quotations: QuotationRanges

    def sentences(self, fragment: WordRange) -> Iterator[OpenedSentence]:
        """Open a fragment of a content and yield its sentences.

        Args:
            fragment: The words of the fragment.
        """
        tokens, start, last = self.tokens, fragment.first, fragment.last
        while start < last:
            m = start
            while m < last and not self._is_inner_quotation(m) and (tokens.quoted[m] or self._stands_in_front(m)):
                if tokens.quoted[m]:
                    self._open(tokens.quotes[tokens.quoted[m] - 1])
                if not self._stands_in_front(m):
                    break
                m += 1
            end = self._sentence_end(m, last)
            stop = end
            while stop > m and not tokens.quoted[stop - 1] and tokens.words[stop - 1] in _AT_END:
                stop -= 1
            if m < stop:
                opened = any(word in CLOSERS for word in tokens.words[start:m])
                yield OpenedSentence(Stretch(m, stop), opened or bool(self.outer.quoted[m]))
            start = max(m, end)

    def _stands_in_front(self, m: int) -> bool:
        """Return whether word `m` can come before a content: a mark, or "that"."""
        tokens = self.tokens
        return tokens.lowers[m] in _IN_FRONT or bool(tokens.flags[m] & WordClass.COMPLEMENTISER)

    def _is_inner_quotation(self, m: int) -> bool:
        """Return whether word `m` is in a quotation inside the opened content."""
        return self.tokens.quoted[m] > len(self.outer.quotes)

    def _open(self, quotation: WordRange) -> None:
        """Read the words of a quotation as plain text, and those of the quotations inside it as quoted."""
        quoted, quotes = self.tokens.quoted, self.tokens.quotes
        quoted[quotation.slice] = [0] * quotation.size
        for inner in self.quotations.inner.get(self.quotations.known.get(quotation, -1), ()):
            quotes.append(inner)
            quoted[inner.slice] = [len(quotes)] * inner.size

    def _sentence_end(self, m: int, last: int) -> int:
        """Return the end of the sentence with word `m`; a quotation is not split."""
        words, quoted = self.tokens.words, self.tokens.quoted
        while m < last:
            if quoted[m]:
                m = self.tokens.quotes[quoted[m] - 1].last
                mark = words[m - 2]
            else:
                mark = words[m]
                m += 1
            if mark in ENDS and m < last and not words[m][0].islower():
                break
        while m < last and words[m] in CLOSERS and not quoted[m]:
            m += 1
        return min(m, last)


def quotation_ranges(tokens: Tokens) -> QuotationRanges:
    """Return the words of the quotations of a text.

    Args:
        tokens: The words of the text.
    """
    index_at = tokens.spans.index_at
    carried_on = {quotation.continues for quotation in tokens.quotations}
    known: dict[WordRange, int] = {}
    inner: dict[int, list[WordRange]] = {}
    for n, quotation in enumerate(tokens.quotations):
        words = WordRange(index_at(quotation.start), index_at(quotation.end))
        if words.size > 0 and (quotation.closed or n in carried_on):
            known[words] = n
            if quotation.parent is not None:
                inner.setdefault(quotation.parent, []).append(words)
    return QuotationRanges(known, inner)


def open_text(tokens: Tokens, quotations: QuotationRanges) -> OpenedText:
    """Return a text whose contents can be opened; the given words do not change.

    Args:
        tokens: The words of the text.
        quotations: Its quotations.
    """
    return OpenedText(tokens, evolve(tokens, quoted=[*tokens.quoted], quotes=[*tokens.quotes]), quotations)
