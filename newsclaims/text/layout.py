"""Layout: the paragraphs of a text, which of them are headlines or bylines, and where prose begins after a dateline."""

import re
from collections.abc import Sequence

from .pieces import Paragraph

__all__ = ["find_paragraphs"]

_LINE = re.compile(r"[^\s][^\n\r\v\f\x85\u2028\u2029]*")


def find_paragraphs(string: str) -> tuple[Paragraph, ...]:
    """Find the paragraphs of a text."""
    paragraphs: list[Paragraph] = []
    for match in _LINE.finditer(string):
        start = match.start()
        end = start + len(match.group().rstrip())
        paragraphs.append(Paragraph(start, end, "body", start))
    return tuple(paragraphs)
