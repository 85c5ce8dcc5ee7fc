"""Sentences: nupunkt finds where one ends, corrected where news text is known to mislead it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from .pieces import Paragraph, Quotation, Sentence, Words

__all__ = ["find_sentences"]


def find_sentences(
    string: str, paragraphs: Sequence[Paragraph], quotations: Sequence[Quotation], words: Words
) -> tuple[Sentence, ...]:
    """Find the sentences of a text; none begins inside a closed quotation.

    Args:
        string: The text.
        paragraphs: Its paragraphs.
        quotations: Its quotations.
        words: Its words.
    """
    sentences: list[Sentence] = []
    closed = _closed(quotations)
    cursor = 0
    for number, paragraph in enumerate(paragraphs):
        start = paragraph.body_start
        for stop in [*_breaks(string, start, paragraph.end), paragraph.end]:
            while cursor < len(closed) and closed[cursor][1] <= stop:
                cursor += 1
            if stop < paragraph.end and cursor < len(closed) and closed[cursor][0] < stop:
                continue
            end = start + len(string[start:stop].rstrip())
            first = words.index_at(start)
            sentences.append(Sentence(start, end, number, first, bisect_left(words.starts, end, first)))
            start = stop
    return tuple(sentences)


def _closed(quotations: Sequence[Quotation]) -> list[tuple[int, int]]:
    """Return the closed quotations that stand in no other closed one."""
    spans: list[tuple[int, int]] = []
    for quotation in quotations:
        if quotation.closed and (not spans or quotation.start >= spans[-1][1]):
            spans.append((quotation.start, quotation.end))
    return spans


def _breaks(string: str, start: int, end: int) -> Iterator[int]:
    """Yield where a sentence begins that is not the paragraph's first."""
    from nupunkt import sent_spans

    for _, stop in sent_spans(string[start:end]):
        position = start + stop
        while position < end and string[position].isspace():
            position += 1
        if position < end:
            yield position
