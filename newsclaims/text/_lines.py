"""Lines: where a text's paragraphs start and end, hard-wrapped ones put together again."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

__all__ = ["find_lines"]

# What starts a line stands right after the white space before it, so there is nothing to trim at its left. A byte order
# mark counts as white space.
_LINE = re.compile(r"[^\s\ufeff][^\n\r\v\f\x85\u2028\u2029]*")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_FINAL = re.compile(r"[.!?:;][\"'”’)\]]*$")
_NARROWEST, _WIDEST = 40, 100
"""Between which widths, in characters, texts are wrapped by hand or by a mail program."""
_FEWEST = 3
"""How many lines show a width."""
_FORCED = 0.75
"""Which share of line breaks the width must account for."""

Line = tuple[int, int]


def find_lines(string: str) -> tuple[list[Line], list[int]]:
    """Find the paragraphs of a text as lines, each without the white space around it.

    Args:
        string: The text.

    Returns:
        Start and end of each paragraph, and for each the number of its block: blank lines stand between blocks.
    """
    lines: list[Line] = []
    numbers: list[int] = []
    for number, block in enumerate(_blocks(string)):
        joined = _unwrapped(string, block)
        lines += joined
        numbers += [number] * len(joined)
    return lines, numbers


def _blocks(string: str) -> Iterator[list[Line]]:
    """Yield the lines between blank lines."""
    block: list[Line] = []
    for match in _LINE.finditer(string):
        start = match.start()
        if block and len(_BREAK.findall(string, block[-1][1], start)) > 1:
            yield block
            block = []
        block.append((start, start + len(match.group().rstrip())))
    if block:
        yield block


def _unwrapped(string: str, block: Sequence[Line]) -> list[Line]:
    """Put the lines of a block together where a line break is only the width's, or cuts a sentence."""
    width = _width(string, block)
    joined = [block[0]]
    for before, line in pairwise(block):
        if (width and _forced(string, before, line, width)) or _cut(string, before, line):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def _width(string: str, block: Sequence[Line]) -> int:
    """Return the width to which a block was wrapped; 0 if it was not."""
    width = max(end - start for start, end in block)
    if len(block) < _FEWEST or not _NARROWEST <= width <= _WIDEST:
        return 0
    breaks = len(block) - 1
    forced = sum(_forced(string, before, line, width) for before, line in pairwise(block))
    final = sum(_final(string, line) for line in block[:-1])
    return width if forced >= _FORCED * breaks and final <= breaks / 2 else 0


def _forced(string: str, before: Line, line: Line, width: int) -> bool:
    """Say whether the first word of a line did not fit on the line before."""
    word = string[line[0] : line[1]].split(maxsplit=1)[0]
    return before[1] - before[0] + 1 + len(word) > width


def _final(string: str, line: Line) -> bool:
    """Say whether a line ends in a mark that ends a sentence."""
    return _FINAL.search(string, max(line[0], line[1] - 4), line[1]) is not None


def _cut(string: str, before: Line, line: Line) -> bool:
    """Say whether a line goes on in small letters after a long one that does not end a sentence."""
    return string[line[0]].islower() and before[1] - before[0] >= _NARROWEST and not _final(string, before)
