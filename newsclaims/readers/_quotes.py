"""Gives block quotes that say who is quoted the form of signed quotations: “The boards are sound.” — Ann Lee.

In this form, the speaker is found without the markup.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from ._paragraphs import Paragraph

__all__ = ["DOUBLE_MARKS", "OPENING_MARKS", "SINGLE_MARKS", "cited_part", "is_signature", "with_signatures"]

DOUBLE_MARKS: Final = "“”"
SINGLE_MARKS: Final = "‘’"
OPENING_MARKS: Final = ("“", "‘", '"', "'", "«", "„", "‹", "`")
_CLOSING_MARKS: Final = ("”", "’", '"', "'", "»", "“", "›")
_SIGNATURE: Final = "— "
_DASH = re.compile(r"\s*(?:[—–―]|--?)\s*")
_NAME = re.compile(r"[^\W\d_a-z].*")
"""A name begins with a capital."""
_LONGEST: Final = 100
"""A signature has no more characters, so a longer caption is one."""
_MOST: Final = 6
"""A sentence with more words is not a signature."""
_END = re.compile(r"(?:[.!?…\"”’»]|[—–―-])\s*$")
_AFTER = re.compile(r"\s*(?:,[^.!?]{0,80})?\s*")
_TAIL: Final = 10
_SPACE = re.compile(r"\s+")
_DASH_AT_END = re.compile(r"\s*(?:[—–―]|--?)$")


def cited_part(pieces: Sequence[str], start: int, end: int) -> int:
    """Return at which piece of a paragraph the name of who is quoted begins; the number of pieces if there is none.

    Args:
        pieces: The text of the paragraph.
        start: The first piece of its last `cite` element.
        end: One past the last.
    """
    before = "".join(pieces[:start]).rstrip()
    # In a sentence, the element is the name of a book or a newspaper.
    signs = start < end and (not before or _END.search(before[-_TAIL:])) and _AFTER.fullmatch("".join(pieces[end:]))
    return start if signs else len(pieces)


def is_signature(text: str) -> bool:
    """Return whether a text can be the name of who is quoted, perhaps after a dash, and with a role after a comma.

    Args:
        text: The text.
    """
    if len(text) > _LONGEST:
        return False
    bare = _without_dash(text)
    return _NAME.match(bare) is not None and not (_END.search(bare) and len(bare.split()) > _MOST)


def with_signatures(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield paragraphs, with a dash before each signature and quotation marks around what it signs.

    Args:
        paragraphs: The paragraphs.
    """
    at = 0
    while at < len(paragraphs):
        end = _end_of_quote(paragraphs, at)
        quote = paragraphs[at:end]
        yield from _signed(quote) if quote[0].kind == "quote" else quote
        at = end


def _end_of_quote(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return where the block quote that begins with a paragraph ends; without one, where the paragraph does."""
    first, end = paragraphs[start], start + 1
    while first.kind == "quote" and end < len(paragraphs) and paragraphs[end].owner == first.owner:
        end += 1
    return end


def _signed(quote: Sequence[Paragraph]) -> Iterator[Paragraph]:
    names = [one.text for one in quote if one.signature]
    said = [one for one in quote if not one.signature]
    if not names and said:
        # The last line can be a name after a dash, without an element that says so.
        text, _, line = said[-1].text.rpartition("\n")
        if _DASH.match(line) and is_signature(line):
            names = [line]
            said[-1:] = [evolve(said[-1], text=text)] if text else []
    if not names or not said:
        yield from quote
        return
    said[-1] = evolve(said[-1], text=_DASH_AT_END.sub("", said[-1].text))
    yield from _marked(said)
    name = ", ".join(_SPACE.sub(" ", _without_dash(one)) for one in names)
    yield evolve(quote[-1], text=f"{_SIGNATURE}{name}", linked=0.0, signature=True)


def _without_dash(text: str) -> str:
    found = _DASH.match(text)
    return text[found.end() :] if found is not None else text


def _marked(said: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a quotation with quotation marks, unless it has some: each opens, and the last closes."""
    opening, closing = DOUBLE_MARKS
    ends = said[-1].text.rstrip(".")
    # A mark at the beginning can be that of its first word.
    is_marked = ends.endswith(_CLOSING_MARKS) or not any(mark in ends for mark in _CLOSING_MARKS)
    if said[0].text.startswith(OPENING_MARKS) and is_marked:
        yield from said
        return
    *others, last = (evolve(one, text=f"{opening}{one.text}") for one in said)
    yield from others
    yield evolve(last, text=f"{last.text}{closing}")
