"""Separates the texts of articles from what feeds and exports of WordPress have beside them."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from newsclaims._files.tables import table_groups
from newsclaims._model import Block

__all__ = ["reason_to_skip", "with_paragraphs", "without_footer", "without_shortcodes"]

_TYPE: Final = "wp_post_type"
_STATE: Final = "wp_status"
_CODE = re.compile(
    r"""\[(?P<end>/)?(?P<name>[A-Za-z][\w-]{0,60})"""
    r"""(?P<values>(?:\s++[\w-]++=(?:"[^"<>]*+"|'[^'<>]*+'|[^\s\[\]"'<>]++))*+)\s*+/?\]"""
)
_CAPTION = re.compile(r"""\scaption=(?:"([^"]*)"|'([^']*)')""")
"""The caption of a picture as WordPress wrote it until 2012."""
_KEPT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<tag>pre|script|style)\b.*?(?:</(?P=tag)\s*>|\Z)|<[^<>]*+>", re.IGNORECASE | re.DOTALL
)
"""Where line ends do not end lines: comments, elements that keep them, and tags."""
_PARAGRAPHS = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
_EDITOR: Final = "<!-- wp:"
"""How the blocks of the newer editor are marked, which makes paragraphs itself."""
_BLANK = re.compile(r"\n[ \t]*+\n\s*+")
_LINE: Final = "<br>"
_BETWEEN: Final = "\n\n"


def reason_to_skip(entry: Mapping[str, Any]) -> str | None:
    """Return why an entry of an export is not an article; None if it can be one.

    Args:
        entry: The entry, as feedparser gives it.
    """
    if entry.get(_TYPE) in _words("types"):
        return "an entry that is not a post or a page"
    if entry.get(_STATE) and entry[_STATE] not in _words("published"):
        return "an entry that is not published"
    return None


def with_paragraphs(markup: str, entry: Mapping[str, Any]) -> str:
    """Return markup in which blank lines are tags, if no tags separate its paragraphs.

    In an export, a text of the classic editor is as it was typed, and each line end is one on the page.

    Args:
        markup: The markup.
        entry: The entry, as feedparser gives it.
    """
    markup = markup.replace("\r\n", "\n").replace("\r", "\n")
    if _TYPE in entry and _EDITOR not in markup:
        return _outside_tags(markup, lambda text: text.replace("\n", _LINE))
    if not _PARAGRAPHS.search(markup):
        return _outside_tags(markup, lambda text: _BLANK.sub(_LINE * 2, text))
    return markup


def without_shortcodes(markup: str) -> str:
    """Return markup without the shortcodes that WordPress replaces when it shows a text; captions become elements.

    Other words in square brackets stay, because editors write their notes so. A shortcode of a plug-in is one if it
    has values, as in `[name key="value"]`, or if it closes another.

    Args:
        markup: The markup.
    """
    return _CODE.sub(_instead, _unseen().sub("", markup))


def without_footer(text: str, blocks: Sequence[Block]) -> tuple[str, tuple[Block, ...]]:
    """Return the text of an entry without the last paragraph, if it only says on which site the entry appeared first.

    Args:
        text: The text.
        blocks: The blocks in it.
    """
    start = text.rfind(_BETWEEN)
    at = start + len(_BETWEEN) if start >= 0 else 0
    if not _footer().fullmatch(text, at):
        return text, tuple(blocks)
    kept = text[: max(start, 0)]
    return kept, tuple(block for block in blocks if block.span.end <= len(kept))


def _outside_tags(markup: str, change: Callable[[str], str]) -> str:
    """Return markup with a change of what is not in a tag, a comment, or an element that keeps its line ends."""
    pieces: list[str] = []
    at = 0
    for kept in _KEPT.finditer(markup):
        pieces += (change(markup[at : kept.start()]), kept[0])
        at = kept.end()
    return "".join((*pieces, change(markup[at:])))


def _instead(code: re.Match[str]) -> str:
    name = code["name"].lower()
    if name in _words("caption"):
        if code["end"]:
            return "</figcaption>"
        caption = _CAPTION.search(code["values"])
        return f"<figcaption>{(caption[1] or caption[2] or '') if caption else ''}"
    return "" if code["end"] or code["values"] or name in _words("unseen") else code[0]


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(rf"\[({'|'.join(_words('unseen'))})\b[^\[\]]*+\][^\[\]]*+\[/\1\]", re.IGNORECASE)


@cache
def _footer() -> re.Pattern[str]:
    start, *middles = map(re.escape, _words("footer"))
    return re.compile(rf"{start} [^\n]+ (?:{'|'.join(middles)}) [^\n]+")


def _words(group: str) -> Sequence[str]:
    return table_groups("wordpress.tsv")[group]
