"""Paragraphs of a text, and the blocks that they are."""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from newsclaims._model import Block, BlockKind, Span

__all__ = ["Paragraph", "joined"]

_BETWEEN: Final = "\n\n"


@frozen(slots=True)
class Paragraph:
    """A paragraph of the text.

    Args:
        text: Its text, without white space around it.
        kind: The kind of the innermost element around it that has one.
        owner: The number of that element; paragraphs of the same owner are one block.
        number: The number of the innermost element around its first text. Elements are numbered in the order of their
            start tags, from 0.
        linked: How much of it is in links, from 0 to 1.
        signature: Whether it says who is quoted in the paragraphs of the same owner before it.
    """

    text: str
    kind: BlockKind | None = None
    owner: int = -1
    number: int = -1
    linked: float = 0.0
    signature: bool = False


def joined(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Block, ...]]:
    """Return the text of paragraphs, separated by blank lines, and the blocks in it; a signature is below its block.

    Args:
        paragraphs: The paragraphs.
    """
    blocks: list[tuple[Paragraph, int, int]] = []
    at, before = 0, None
    for paragraph in paragraphs:
        end = at + len(paragraph.text)
        if paragraph.kind is not None and not paragraph.signature:
            # An element with several paragraphs is one block, unless another paragraph is between them.
            joins = before is not None and before.kind is not None and before.owner == paragraph.owner
            start = blocks.pop()[1] if joins else at
            blocks.append((paragraph, start, end))
        at, before = end + len(_BETWEEN), None if paragraph.signature else paragraph
    text = _BETWEEN.join(paragraph.text for paragraph in paragraphs)
    return text, tuple(
        Block(kind=paragraph.kind, span=Span(start=start, end=end))
        for paragraph, start, end in blocks
        if paragraph.kind is not None
    )
