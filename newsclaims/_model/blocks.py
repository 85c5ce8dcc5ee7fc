"""Blocks: parts of an article's layout that its file marks, for example a title or a caption."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from ..errors import OffsetError
from .base import Noun
from .spans import Span

__all__ = ["Block", "BlockKind", "check_blocks"]

BlockKind = Literal["title", "heading", "byline", "timestamp", "caption", "quote", "post", "list_item", "link"]
"""The kinds of blocks. Each kind changes how its words are read, so there is no kind for a plain paragraph."""


class Block(Noun):
    """A part of an article's layout that the article's file marks.

    Args:
        kind: Its kind: `title`, `heading` (inside the text), `byline`, `timestamp` (a line that only gives a time),
            `caption` (with the credit of its picture), `quote` (a block quote), `post` (an embedded post of a social
            network), `list_item` or `link` (a line that leads to another page, for example "Read more: ...").
        span: Its place in the text.

    Raises:
        InvalidValueError: If `kind` is not one of these.
    """

    kind: BlockKind
    span: Span


def check_blocks(blocks: Sequence[Block], length: int) -> None:
    """Check that blocks are inside a text, in order, and do not overlap.

    Args:
        blocks: The blocks.
        length: The length of the text, in code points.

    Raises:
        OffsetError: If a block ends after the end of the text, or begins before the end of the block before it.
    """
    for i, (before, block) in enumerate(pairwise(blocks), 1):
        if block.span.start < before.span.end:
            raise OffsetError(
                f"{_named(i, block)} starts before {_named(i - 1, before)} ends. Sort the blocks by their offsets, and "
                "keep one of those that overlap."
            )
    if blocks and blocks[-1].span.end > length:
        i, last = len(blocks) - 1, blocks[-1]
        raise OffsetError(
            f"{_named(i, last)} ends past the text's end at {length}. Offsets count code points of Article.text."
        )


def _named(index: int, block: Block) -> str:
    return f"blocks[{index}] ({block.kind}, {block.span.start}..{block.span.end})"
