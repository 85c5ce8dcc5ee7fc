"""A text as it reads inside contents: the quotation marks around what is said opened, each sentence a place."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from .view import CLOSERS, ENDS, MARKS, Place, Range, View

__all__ = ["Inside", "Marks", "Piece", "inside_of", "marks_of"]

_LOOSE = CLOSERS | ENDS | MARKS
_OPENS = CLOSERS | {"that", "(", ","}


@frozen(slots=True)
class Piece:
    """A sentence, or what a content holds of it.

    Args:
        place: Where cues are looked for.
        direct: Whether it stands in quotation marks, so that "I" is who says it.
    """

    place: Place
    direct: bool


@frozen(slots=True)
class Marks:
    """The quotations of a text as word ranges.

    Args:
        known: Range to the quotation's index; those that are closed or carried on.
        inner: A quotation's index to those that stand right in it.
    """

    known: Mapping[Range, int]
    inner: Mapping[int, Sequence[Range]]


@frozen(slots=True)
class Inside:
    """Opens contents; what they quote in turn stays closed until it is opened as a content of its own.

    Args:
        outer: The text as it read before.
        view: The text with what was opened; changes as pieces are taken.
        marks: Its quotations.
    """

    outer: View
    view: View
    marks: Marks

    def pieces(self, fragment: Range) -> Iterator[Piece]:
        """Open a fragment of a content and yield its sentences.

        Args:
            fragment: The words of the fragment.
        """
        view, (start, last) = self.view, fragment
        while start < last:
            m = start
            while m < last and not self._inner(m) and (view.quoted[m] or view.lowers[m] in _OPENS):
                if view.quoted[m]:
                    self._open(view.quotes[view.quoted[m] - 1])
                if view.lowers[m] not in _OPENS:
                    break
                m += 1
            end = self._sentence_end(m, last)
            stop = end
            while stop > m and not view.quoted[stop - 1] and view.words[stop - 1] in _LOOSE:
                stop -= 1
            if m < stop:
                opened = any(word in CLOSERS for word in view.words[start:m])
                yield Piece(Place(m, stop), opened or bool(self.outer.quoted[m]))
            start = max(m, end)

    def _inner(self, m: int) -> bool:
        """Say whether word `m` is quoted by what was opened."""
        return self.view.quoted[m] > len(self.outer.quotes)

    def _open(self, span: Range) -> None:
        """Read the words of a quotation as plain text, those that it quotes as quoted."""
        quoted, quotes = self.view.quoted, self.view.quotes
        quoted[slice(*span)] = [0] * (span[1] - span[0])
        for first, last in self.marks.inner.get(self.marks.known.get(span, -1), ()):
            quotes.append((first, last))
            quoted[first:last] = [len(quotes)] * (last - first)

    def _sentence_end(self, m: int, last: int) -> int:
        """Return where the sentence ends that holds word `m`; a quotation is not cut."""
        view = self.view
        while m < last:
            mark = m
            if view.quoted[m]:
                m = view.quotes[view.quoted[m] - 1][1]
                mark = m - 2
            else:
                m += 1
            if view.words[mark] in ENDS and m < last and not view.words[m][:1].islower():
                break
        while m < last and view.words[m] in CLOSERS and not view.quoted[m]:
            m += 1
        return min(m, last)


def marks_of(view: View) -> Marks:
    """Return the quotations of a text as word ranges.

    Args:
        view: The text.
    """
    text = view.text
    carried_on = {quotation.continues for quotation in text.quotations}
    known: dict[Range, int] = {}
    inner: dict[int, list[Range]] = {}
    for n, quotation in enumerate(text.quotations):
        span = (text.words.index_at(quotation.start), text.words.index_at(quotation.end))
        if span[0] < span[1] and (quotation.closed or n in carried_on):
            known[span] = n
            if quotation.parent is not None:
                inner.setdefault(quotation.parent, []).append(span)
    return Marks(known, inner)


def inside_of(view: View, marks: Marks) -> Inside:
    """Return a text whose contents can be opened; the view that is given stays as it is.

    Args:
        view: The text.
        marks: Its quotations.
    """
    return Inside(view, evolve(view, quoted=[*view.quoted], quotes=[*view.quotes]), marks)
