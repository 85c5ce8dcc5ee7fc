"""Blocks: the parts of an article's layout that its file names, for example a title or a caption."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from ..errors import OffsetError
from .base import Noun
from .spans import Span

__all__ = ["Block", "BlockKind", "check_blocks"]

BlockKind = Literal["title", "heading", "byline", "timestamp", "caption", "quote", "post", "list_item", "link"]
"""What a block is. Each kind changes how its words are read, so a plain paragraph is not a block."""


class Block(Noun):
    """A part of an article's layout, as the file that the article came from names it.

    Args:
        kind: What it is: `title`, `heading` (inside the text), `byline`, `timestamp` (a line that only gives a time),
            `caption` (with the credit of its picture), `quote` (a block quote), `post` (an embedded post of a social
            network), `list_item` or `link` (a line that leads to another page, for example "Read more: ...").
        span: Where it stands in the text.

    Raises:
        InvalidValueError: If it is of another kind.
    """

    kind: BlockKind
    span: Span


def check_blocks(blocks: Sequence[Block], length: int) -> None:
    """Check that blocks stand inside a text, in order, and do not overlap.

    Args:
        blocks: The blocks.
        length: The length of the text, in code points.

    Raises:
        OffsetError: If one ends past the text's end, or begins before the one before it ends.
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
