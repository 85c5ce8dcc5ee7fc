"""Markup that was left in a text: tags of HTML, stars of bold print, and the marks of quoted lines."""

import re
from collections.abc import Iterator
from functools import cache

from newsclaims._language import Language

from ._patterns import alternatives
from ._view import Edit

__all__ = ["markup_edits"]

# Bold print stands on one line; a star or an underscore at its edge is italic as well.
_BOLD = re.compile(r"(?<![\w*_])(\*\*|__)(?=[^\s*_])[^\n*_]{1,400}?(?<=\S)\1(?![\w*_])")
_QUOTED_LINE = re.compile(r"^[ \t]{0,3}>[ \t]?(?=[^\s>])", re.MULTILINE)
_HAS_QUOTED_LINE = re.compile(r"^[ \t]{0,3}>", re.MULTILINE)


@cache
def _tags(language: Language) -> re.Pattern[str]:
    """Compile tags: those that end a block, and those that stand inside one."""
    blocks, inline = (alternatives(language.reading[group]) for group in ("block_tags", "inline_tags"))
    return re.compile(rf"</?(?:(?P<block>{blocks})|{inline})(?:\s[^<>\n]{{0,300}})?/?>", re.IGNORECASE)


def markup_edits(string: str, language: Language) -> list[Edit]:
    """Find tags, the marks of bold print, and those of quoted lines: they are not read, but blocks stay apart.

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
    """Return sorted edits without those that begin before the one before them ends."""
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept
