"""Lines: where a text's paragraphs start and end, hard-wrapped ones put together again."""

import re
from collections.abc import Iterator, Sequence

__all__ = ["find_lines"]

# What starts a line stands right after the white space before it, so there is nothing to trim at its left.
_LINE = re.compile(r"\S[^\n\r\v\f\x85\u2028\u2029]*")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_FINAL = re.compile(r"[.!?:;][\"'”’)\]]*$")
_NARROWEST, _WIDEST = 40, 100
"""Between which widths, in characters, texts are wrapped by hand or by a mail program."""
_FEWEST = 3
"""How many lines show a width."""
_SOFT = 0.75
"""Which share of line breaks must be forced by the width."""

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


def _unwrapped(string: str, block: Sequence[Line]) -> Sequence[Line]:
    """Put the lines of a block together if it was wrapped to a width."""
    if len(block) < _FEWEST:
        return block
    width = max(end - start for start, end in block)
    if not _NARROWEST <= width <= _WIDEST:
        return block
    soft = [_soft(string, block[i], block[i + 1], width) for i in range(len(block) - 1)]
    final = sum(1 for start, end in block[:-1] if _FINAL.search(string, max(start, end - 4), end))
    if sum(soft) < _SOFT * len(soft) or final > len(soft) / 2:
        return block
    joined = [block[0]]
    for line, joins in zip(block[1:], soft, strict=True):
        if joins:
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def _soft(string: str, line: Line, after: Line, width: int) -> bool:
    """Tell whether the first word of the next line did not fit on this one."""
    word = string[after[0] : after[1]].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(word) > width
