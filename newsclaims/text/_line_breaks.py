"""Line breaks that mean no more than a space: of text wrapped to a width, and of words split at the end of a line."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ._lines import Line, find_blocks
from ._view import Edit

__all__ = ["line_break_edits"]

_FINAL = re.compile(r"[.!?:;][\"'”’)\]]*$")
_NARROWEST, _WIDEST = 40, 100
"""Between which widths, in characters, texts are wrapped by hand or by a mail program."""
_FEWEST = 3
"""How many lines show a width."""
_FORCED = 0.75
"""Which share of line breaks the width must account for."""
_SINGLE_BREAK = re.compile(r"[^\s][ \t]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029])[ \t]*[^\s]")
_HEAD = re.compile(r"[^\W\d_]+-$")
_TAIL = re.compile(r"[^\W\d_A-Z]+")
_LONGEST_WORD = 30


def line_break_edits(string: str, is_word: Callable[[str], bool]) -> Iterator[Edit]:
    """Find the line breaks inside paragraphs, each as a space, or as nothing where it splits a word.

    Args:
        string: The text.
        is_word: Says whether letters in lower case are a word that is known.
    """
    if not _SINGLE_BREAK.search(string):
        return
    for block in find_blocks(string):
        width = _width(string, block)
        for before, line in pairwise(block):
            head = _HEAD.search(string, max(before[0], before[1] - _LONGEST_WORD), before[1])
            tail = _TAIL.match(string, line[0], line[1]) if head else None
            if head and tail:
                word = head.group()[:-1] + tail.group()
                # A hyphen that is not the line's is a compound's: "well-known".
                yield before[1] - is_word(word.lower()), line[0], ""
            elif (width and _forced(string, before, line, width)) or _cut(string, before, line):
                yield before[1], line[0], " "


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
