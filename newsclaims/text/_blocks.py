"""Splits paragraphs at the edges of an article's blocks, and gives each piece the kind of its block."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from newsclaims._model import BlockKind

__all__ = ["BlockPiece", "NamedBlock", "NamedKind", "split_at_blocks"]

NamedBlock = tuple[int, int, BlockKind]
"""Start, end and kind of a block that the caller gives with the article."""

NamedKind = Literal["headline", "byline", "caption", "link", "note", "item", "body"]
"""The kinds of paragraphs that a block can set."""

_KINDS: Final[Mapping[BlockKind, NamedKind]] = {
    "title": "headline",
    "heading": "headline",
    "byline": "byline",
    "timestamp": "note",
    "caption": "caption",
    # Quotes and posts are prose: the kind of a paragraph does not say who speaks.
    "quote": "body",
    "post": "body",
    "list_item": "item",
    "link": "link",
}

_VISIBLE = re.compile(r"\S")


class BlockPiece(NamedTuple):
    """A paragraph, or a piece of one that was split at the edge of a block, without the white space around it.

    Args:
        start: First code point.
        end: One past the last.
        paragraph: Index of the paragraph.
        block: Index of the block that covers it; None if there is none.
        kind: The kind that the block sets; None if there is no block.
    """

    start: int
    end: int
    paragraph: int
    block: int | None
    kind: NamedKind | None


def split_at_blocks(
    string: str, paragraphs: Sequence[tuple[int, int]], blocks: Sequence[NamedBlock]
) -> list[BlockPiece]:
    """Split paragraphs at the edges of blocks, in linear time.

    A block that covers several paragraphs gives its kind to each. If a block covers only a part of a paragraph, that
    part becomes a piece of its own. Pieces of white space alone are left out.

    Args:
        string: The text.
        paragraphs: Start and end of each paragraph, sorted and disjoint, without the white space around it.
        blocks: Start, end and kind of each block, sorted and disjoint; empty ones are skipped.
    """
    pieces: list[BlockPiece] = []
    first = 0
    for number, (start, end) in enumerate(paragraphs):
        while first < len(blocks) and blocks[first][1] <= start:
            first += 1
        for piece_start, piece_end, block in _cut(start, end, blocks, first):
            if visible := _VISIBLE.search(string, piece_start, piece_end):
                left = visible.start()
                right = left + len(string[left:piece_end].rstrip())
                kind = None if block is None else _KINDS[blocks[block][2]]
                pieces.append(BlockPiece(left, right, number, block, kind))
    return pieces


def _cut(start: int, end: int, blocks: Sequence[NamedBlock], first: int) -> Iterator[tuple[int, int, int | None]]:
    """Yield the pieces of a paragraph, in the blocks from `first` on and between them, with the index of the block."""
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
