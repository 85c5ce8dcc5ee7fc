"""Splits paragraphs at the edges of an article's blocks, and gives each piece the kind that its block names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from newsclaims._model import BlockKind

__all__ = ["NamedBlock", "NamedKind", "Piece", "split_at_blocks"]

NamedBlock = tuple[int, int, BlockKind]
"""Start, end and kind of a block that somebody has named."""

NamedKind = Literal["headline", "byline", "caption", "link", "note", "item", "body"]
"""The kinds of paragraphs that a block can name."""

_KINDS: Final[Mapping[BlockKind, NamedKind]] = {
    "title": "headline",
    "heading": "headline",
    "byline": "byline",
    "timestamp": "note",
    "caption": "caption",
    # Who said the words of a quote or a post is not a matter of the paragraph's kind.
    "quote": "body",
    "post": "body",
    "list_item": "item",
    "link": "link",
}

_VISIBLE = re.compile(r"\S")


class Piece(NamedTuple):
    """A paragraph, or a piece of one that a block cuts, without the white space around it.

    Args:
        start: First code point.
        end: One past the last.
        paragraph: Index of the paragraph.
        block: Index of the block that covers it; None if there is none.
        kind: The kind that the block names; None if there is no block.
    """

    start: int
    end: int
    paragraph: int
    block: int | None
    kind: NamedKind | None


def split_at_blocks(string: str, paragraphs: Sequence[tuple[int, int]], blocks: Sequence[NamedBlock]) -> list[Piece]:
    """Split paragraphs at the edges of blocks, in linear time.

    A block that covers several paragraphs gives its kind to each. A block that covers a part of a paragraph makes that
    part a piece of its own. Pieces without anything but white space are left out.

    Args:
        string: The text.
        paragraphs: Start and end of each paragraph, sorted and disjoint, without the white space around it.
        blocks: Start, end and kind of each block, sorted and disjoint; empty ones are skipped.
    """
    pieces: list[Piece] = []
    first = 0
    for number, (start, end) in enumerate(paragraphs):
        while first < len(blocks) and blocks[first][1] <= start:
            first += 1
        for piece_start, piece_end, block in _cut(start, end, blocks, first):
            if visible := _VISIBLE.search(string, piece_start, piece_end):
                left = visible.start()
                right = left + len(string[left:piece_end].rstrip())
                kind = None if block is None else _KINDS[blocks[block][2]]
                pieces.append(Piece(left, right, number, block, kind))
    return pieces


def _cut(start: int, end: int, blocks: Sequence[NamedBlock], first: int) -> Iterator[tuple[int, int, int | None]]:
    """Yield the pieces of a paragraph with the index of their block: blocks from `first` on, and what is between."""
    at = start
    for i in range(first, len(blocks)):
        block_start, block_end, _ = blocks[i]
        if block_start >= end:
            break
        if block_start == block_end:
            continue
        yield at, block_start, None
        at = max(at, block_start)
        yield at, min(block_end, end), i
        at = min(block_end, end)
    yield at, end, None
