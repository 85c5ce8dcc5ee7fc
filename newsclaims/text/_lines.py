"""Finds lines, and blocks of lines between blank lines."""

import re
from collections.abc import Iterator

__all__ = ["Line", "find_blocks", "find_lines"]

# A match begins at a visible character, so only its right end must be trimmed.
_LINE = re.compile(r"\S[^\n\r\v\f\x85\u2028\u2029]*")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")

Line = tuple[int, int]
"""Start and end of a line, without the white space around it."""


def find_lines(string: str) -> tuple[list[Line], list[int]]:
    """Find the lines of a text. In the view of a text, each line is a paragraph.

    Args:
        string: The text.

    Returns:
        The lines, and for each the number of its block.
    """
    blocks = list(find_blocks(string))
    return [line for block in blocks for line in block], [n for n, block in enumerate(blocks) for _ in block]


def find_blocks(string: str) -> Iterator[list[Line]]:
    """Find the blocks of lines of a text; blank lines separate blocks.

    Args:
        string: The text.

    Yields:
        The lines of each block.
    """
    block: list[Line] = []
    for match in _LINE.finditer(string):
        start = match.start()
        if block and len(_BREAK.findall(string, block[-1][1], start)) > 1:
            yield block
            block = []
        block.append((start, start + len(match.group().rstrip())))
    if block:
        yield block
