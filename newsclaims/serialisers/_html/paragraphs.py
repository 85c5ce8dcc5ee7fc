"""Splits a text into the blocks of its page: paragraphs, and what the article says of its layout."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from newsclaims._model import Block

__all__ = ["Paragraph", "paragraphs"]

LONG_LINE: Final = 120
"""In a text with a line of more characters, each line is a paragraph; otherwise blank lines separate paragraphs."""

_SPACE = re.compile(r"\s+")
_LINE_END = re.compile(r"\r\n|\n|\r")


@frozen(slots=True)
class Paragraph:
    """A block of a text.

    Args:
        start: Its first code point.
        words: Where its words begin; before that, there is only white space.
        gap: Where the white space at its end begins.
        end: One past its last code point.
        kind: The kind of the article's block that holds it; None if there is none.
    """

    start: int
    words: int
    gap: int
    end: int
    kind: str | None


def paragraphs(text: str, blocks: Sequence[Block] = ()) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text in order; together they are the whole text.

    Args:
        text: The text.
        blocks: The known parts of its layout. A part that begins or ends inside a line does not break the line.
    """
    start = words = 0
    for gap, end in _gaps(text, blocks):
        if gap == 0:
            words = end
            continue
        yield Paragraph(start, words, gap, end, _kind(blocks, words, gap))
        start = words = end
    if start < len(text):
        yield Paragraph(start, words, len(text), len(text), _kind(blocks, words, len(text)))


def _gaps(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yield the white space between paragraphs: from the end of one to the beginning of the next line."""
    fewest = 1 if any(len(line) > LONG_LINE for line in _LINE_END.split(text)) else 2
    edges = sorted({edge for block in blocks for edge in (block.span.start, block.span.end)})
    for space in _SPACE.finditer(text):
        line_ends = list(_LINE_END.finditer(space[0]))
        if len(line_ends) >= fewest or (line_ends and _touches(edges, space)):
            yield space.start(), space.start() + line_ends[-1].end()


def _touches(edges: Sequence[int], space: re.Match[str]) -> bool:
    at = bisect_left(edges, space.start())
    return at < len(edges) and edges[at] <= space.end()


def _kind(blocks: Sequence[Block], words: int, gap: int) -> str | None:
    at = bisect_left(blocks, gap, key=lambda block: block.span.end)
    return blocks[at].kind if at < len(blocks) and blocks[at].span.start <= words < gap else None
