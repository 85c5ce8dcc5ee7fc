"""Removes line breaks inside paragraphs: those of text wrapped to a width, and those inside words."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from newsclaims._language import Language

from ._lines import Line, find_blocks
from ._view import Edit

__all__ = ["line_break_edits"]

_FINAL = re.compile(r"[.!?:;][\"'”’)\]]*$")
_NARROWEST, _WIDEST = 40, 100
"""The range of widths, in characters, to which people and mail programs wrap texts."""
_FEWEST = 3
"""How many lines are needed to find a width."""
_FORCED = 0.75
"""The share of line breaks that the width must explain."""
_BREAK = r"[\n\r\v\f\x85\u2028\u2029]"
# Begins with a set of characters, which is fast to find. It may match after a line of white space; that is harmless.
_SINGLE_BREAK = re.compile(rf"{_BREAK}(?<!{_BREAK}{_BREAK})(?:(?<=\r)\n)?[ \t]*\S")
_HEAD = re.compile(r"[^\W_]+-$")
_TAIL = re.compile(r"[^\W_]+")
_LONGEST_WORD = 30


def line_break_edits(string: str, is_word: Callable[[str], bool], language: Language) -> Iterator[Edit]:
    """Find the line breaks inside paragraphs. Each is read as a space, or as nothing if it splits a word.

    Args:
        string: The text.
        is_word: Says whether letters in lower case are a known word.
        language: The language of the text.
    """
    if not _SINGLE_BREAK.search(string):
        return
    blocks = list(find_blocks(string))
    common = _width(string, blocks)
    for block in blocks:
        width = _width(string, [block]) or (common if all(end - start <= common for start, end in block) else 0)
        for before, line in pairwise(block):
            head = _HEAD.search(string, max(before[0], before[1] - _LONGEST_WORD), before[1])
            tail = _TAIL.match(string, line[0], line[1]) if head else None
            if head and tail:
                keeps = _keeps_hyphen(head.group()[:-1], tail.group(), is_word, language)
                yield before[1] - (not keeps), line[0], ""
            elif (width and _wrapped(string, before, line, width)) or _cut(string, before, line):
                yield before[1], line[0], " "


def _keeps_hyphen(head: str, tail: str, is_word: Callable[[str], bool], language: Language) -> bool:
    """Say whether the hyphen at the end of a line belongs to the word: "well-known", but not "min-ister"."""
    if not (head + tail).isalpha() or tail[0].isupper():
        return not (head + tail).isupper()  # "mid-2016", "Asia-Pacific", but "MIN-ISTER"
    head, tail = head.lower(), tail.lower()
    if is_word(head + tail):
        return False
    opens = head in language.reading["hyphen_prefixes"] or is_word(head)
    return is_word(f"{head}-{tail}") or (opens and is_word(tail))


def _width(string: str, blocks: Sequence[Sequence[Line]]) -> int:
    """Return the width to which blocks were wrapped; 0 if they were not."""
    broken = [block for block in blocks if len(block) > 1]
    width = max((end - start for block in broken for start, end in block), default=0)
    breaks = sum(len(block) - 1 for block in broken)
    if breaks < _FEWEST - 1 or not _NARROWEST <= width <= _WIDEST:
        return 0
    forced = sum(_forced(string, *pair, width) for block in broken for pair in pairwise(block))
    final = sum(_final(string, line) for block in broken for line in block[:-1])
    return width if forced >= _FORCED * breaks and final <= breaks / 2 else 0


def _forced(string: str, before: Line, line: Line, width: int) -> bool:
    """Say whether the first word of a line did not fit on the line before."""
    word = string[line[0] : line[1]].split(maxsplit=1)[0]
    return before[1] - before[0] + 1 + len(word) > width


def _wrapped(string: str, before: Line, line: Line, width: int) -> bool:
    """Say whether a line of wrapped text continues the one before: by the width, or in the middle of a sentence."""
    return _forced(string, before, line, width) or not _final(string, before)


def _final(string: str, line: Line) -> bool:
    """Say whether a line ends in a mark that ends a sentence."""
    return _FINAL.search(string, max(line[0], line[1] - 4), line[1]) is not None


def _cut(string: str, before: Line, line: Line) -> bool:
    """Say whether a line begins with a small letter after a long line that does not end a sentence."""
    return string[line[0]].islower() and before[1] - before[0] >= _NARROWEST and not _final(string, before)
