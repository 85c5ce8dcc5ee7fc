"""A text as it reads inside contents: the quotation marks around what is said opened, each sentence a stretch."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from newsclaims.syntax import CLOSERS, ENDS, MARKS, Stretch, Tokens, WordRange

__all__ = ["Inside", "Marks", "Piece", "inside_of", "marks_of"]

_LOOSE = CLOSERS | ENDS | MARKS
_OPENS = CLOSERS | {"that", "(", ","}


@frozen(slots=True)
class Piece:
    """A sentence, or what a content holds of it.

    Args:
        stretch: Where cues are looked for.
        direct: Whether it stands in quotation marks, so that "I" is who says it.
    """

    stretch: Stretch
    direct: bool


@frozen(slots=True)
class Marks:
    """The quotations of a text as word ranges.

    Args:
        known: WordRange to the quotation's index; those that are closed or carried on.
        inner: A quotation's index to those that stand right in it.
    """

    known: Mapping[WordRange, int]
    inner: Mapping[int, Sequence[WordRange]]


@frozen(slots=True)
class Inside:
    """Opens contents; what they quote in turn stays closed until it is opened as a content of its own.

    Args:
        outer: The text as it read before.
        tokens: The text with what was opened; changes as pieces are taken.
        marks: Its quotations.
    """

    outer: Tokens
    tokens: Tokens
    marks: Marks

    def pieces(self, fragment: WordRange) -> Iterator[Piece]:
        """Open a fragment of a content and yield its sentences.

        Args:
            fragment: The words of the fragment.
        """
        tokens, (start, last) = self.tokens, fragment
        while start < last:
            m = start
            while m < last and not self._inner(m) and (tokens.quoted[m] or tokens.lowers[m] in _OPENS):
                if tokens.quoted[m]:
                    self._open(tokens.quotes[tokens.quoted[m] - 1])
                if tokens.lowers[m] not in _OPENS:
                    break
                m += 1
            end = self._sentence_end(m, last)
            stop = end
            while stop > m and not tokens.quoted[stop - 1] and tokens.words[stop - 1] in _LOOSE:
                stop -= 1
            if m < stop:
                opened = any(word in CLOSERS for word in tokens.words[start:m])
                yield Piece(Stretch(m, stop), opened or bool(self.outer.quoted[m]))
            start = max(m, end)

    def _inner(self, m: int) -> bool:
        """Say whether word `m` is quoted by what was opened."""
        return self.tokens.quoted[m] > len(self.outer.quotes)

    def _open(self, span: WordRange) -> None:
        """Read the words of a quotation as plain text, those that it quotes as quoted."""
        quoted, quotes = self.tokens.quoted, self.tokens.quotes
        quoted[slice(*span)] = [0] * (span[1] - span[0])
        for first, last in self.marks.inner.get(self.marks.known.get(span, -1), ()):
            quotes.append((first, last))
            quoted[first:last] = [len(quotes)] * (last - first)

    def _sentence_end(self, m: int, last: int) -> int:
        """Return where the sentence ends that holds word `m`; a quotation is not cut."""
        tokens = self.tokens
        while m < last:
            mark = m
            if tokens.quoted[m]:
                m = tokens.quotes[tokens.quoted[m] - 1][1]
                mark = m - 2
            else:
                m += 1
            if tokens.words[mark] in ENDS and m < last and not tokens.words[m][:1].islower():
                break
        while m < last and tokens.words[m] in CLOSERS and not tokens.quoted[m]:
            m += 1
        return min(m, last)


def marks_of(tokens: Tokens) -> Marks:
    """Return the quotations of a text as word ranges.

    Args:
        tokens: The words of the text.
    """
    index_at = tokens.spans.index_at
    carried_on = {quotation.continues for quotation in tokens.quotations}
    known: dict[WordRange, int] = {}
    inner: dict[int, list[WordRange]] = {}
    for n, quotation in enumerate(tokens.quotations):
        span = (index_at(quotation.start), index_at(quotation.end))
        if span[0] < span[1] and (quotation.closed or n in carried_on):
            known[span] = n
            if quotation.parent is not None:
                inner.setdefault(quotation.parent, []).append(span)
    return Marks(known, inner)


def inside_of(tokens: Tokens, marks: Marks) -> Inside:
    """Return a text whose contents can be opened; the tokens that is given stays as it is.

    Args:
        tokens: The words of the text.
        marks: Its quotations.
    """
    return Inside(tokens, evolve(tokens, quoted=[*tokens.quoted], quotes=[*tokens.quotes]), marks)
