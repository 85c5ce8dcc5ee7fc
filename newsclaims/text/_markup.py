"""Removes markup that was left in a text: HTML tags, stars of bold print, and marks of quoted lines."""

import re
from collections.abc import Iterator
from functools import cache

from newsclaims._language import Language

from ._patterns import alternatives
from ._view import Edit

__all__ = ["markup_edits"]

# Bold print is on one line. With one more star or underscore at its edge, it is also italic.
_BOLD = re.compile(r"(?<![\w*_])(\*\*|__)(?=[^\s*_])[^\n*_]{1,400}?(?<=\S)\1(?![\w*_])")
_QUOTED_LINE = re.compile(r"^[ \t]{0,3}>[ \t]?(?=[^\s>])", re.MULTILINE)
_HAS_QUOTED_LINE = re.compile(r"^[ \t]{0,3}>", re.MULTILINE)


@cache
def _tags(language: Language) -> re.Pattern[str]:
    """Compile the tags that end a block, and the tags inside a block."""
    blocks, inline = (alternatives(language.reading[group]) for group in ("block_tags", "inline_tags"))
    return re.compile(rf"</?(?:(?P<block>{blocks})|{inline})(?:\s[^<>\n]{{0,300}})?/?>", re.IGNORECASE)


def markup_edits(string: str, language: Language) -> list[Edit]:
    """Find tags and the marks of bold print and quoted lines. They are left out, but a line break separates blocks.

    Args:
        string: The text, with its entities decoded.
        language: Its language.
    """
    edits: list[Edit] = []
    if "<" in string:
        edits += [(*tag.span(), "\n" if tag["block"] else "") for tag in _tags(language).finditer(string)]
    if "**" in string or "__" in string:
        edits += _bold_edits(string)
    if ">" in string and _HAS_QUOTED_LINE.search(string):
        edits += [(*mark.span(), "") for mark in _QUOTED_LINE.finditer(string)]
    return _disjoint(sorted(edits))


def _bold_edits(string: str) -> Iterator[Edit]:
    """Find the marks on both sides of bold print."""
    for bold in _BOLD.finditer(string):
        size = len(bold.group(1))
        yield bold.start(), bold.start() + size, ""
        yield bold.end() - size, bold.end(), ""


def _disjoint(edits: list[Edit]) -> list[Edit]:
    """Return sorted edits without those that overlap the edit before."""
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept
