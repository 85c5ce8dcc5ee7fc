"""Layout: which paragraphs are headlines or bylines, and where prose begins after a dateline."""

import re
from collections.abc import Sequence
from functools import cache

from newsclaims._language import Language

from ._datelines import after_dateline
from ._lines import find_lines
from ._patterns import alternatives
from ._structure import Paragraph, ParagraphKind

__all__ = ["find_paragraphs"]

_LONGEST = 200
"""How many characters a headline or a byline may have."""
_MOST_WORDS = 22
"""How many words a headline may have."""
_LEAD_WORDS = 20
"""How many words make one of the next two paragraphs so long that a first line with a full stop is their headline."""
_CAPITALISED = 0.85
"""Which share of a sub-heading's words, small ones left out, begins with a capital."""
_SHORT = 6
"""How many words a line in capitals may have."""
_FOLLOWING = 20
"""How many paragraphs are looked at to tell a place from a speaker."""

_OPENING = 4
"""How many lines may stand before the prose."""

_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LEADS_IN = re.compile(r"[:,—–-]$")
_LETTER = re.compile(r"[^\W\d_]")
_TITLE_START = re.compile(r"[\"“‘'«(\[]*(?:[^\W_a-z]|\d)")
_NAME = r"[^\W\d_a-z][\w.'’-]*"


@cache
def _small_words(language: Language) -> frozenset[str]:
    """Return the words that a title in capitals may leave small."""
    return frozenset(language.reading["small_words"])


@cache
def _byline(language: Language) -> re.Pattern[str]:
    """Compile By Jane Roe, By JANE ROE and JOHN DOE, Staff, BYLINE: Jane Roe, (Reporting by Jane Roe; ...)."""
    openers, joiners, credit, addition = (
        f"(?:{alternatives(language.reading[group])})"
        for group in ("byline_openers", "byline_joiners", "credit_openers", "credit_additions")
    )
    names = rf"{_NAME}(?: {_NAME}){{1,3}}"
    rest = rf"(?:,? {joiners} {names}|, {names}|(?:,| \||/| -| —| \() ?[^.!?]{{1,60}})*"
    return re.compile(rf"(?:{openers} {names}{rest}\.?|\((?:{addition} )?{credit} [^()]+\)\.?)$")


def find_paragraphs(string: str, language: Language) -> tuple[Paragraph, ...]:
    """Find the paragraphs of a text.

    Args:
        string: The text.
        language: Its language.
    """
    lines, blocks = find_lines(string)
    kinds = _kinds([string[start : min(end, start + _LONGEST + 1)] for start, end in lines], blocks, language)
    paragraphs: list[Paragraph] = []
    rank = 0
    for i, ((start, end), kind) in enumerate(zip(lines, kinds, strict=True)):
        body_start = start
        if kind == "body":
            following = () if rank else lines[i + 1 : i + 1 + _FOLLOWING]
            body_start = after_dateline(string, start, end, following, rank, language)
            rank += 1
        paragraphs.append(Paragraph(start, end, kind, body_start))
    return tuple(paragraphs)


def _kinds(heads: Sequence[str], blocks: Sequence[int], language: Language) -> list[ParagraphKind]:
    """Return what paragraphs are.

    Args:
        heads: Their first characters, some more than a headline may have.
        blocks: The number of each one's block.
        language: Their language.
    """
    kinds: list[ParagraphKind] = []
    byline, small, opening = _byline(language), _small_words(language), True
    for i, head in enumerate(heads):
        kind: ParagraphKind = "body"
        if len(head) <= _LONGEST:
            if byline.match(head):
                kind = "byline"
            elif _subheading(head, small) or (opening and _headline(heads, blocks, i, small)):
                kind = "headline"
        kinds.append(kind)
        opening = opening and kind != "body" and i + 1 < _OPENING
    return kinds


def _headline(heads: Sequence[str], blocks: Sequence[int], i: int, small: frozenset[str]) -> bool:
    """Say whether one of the first lines is a headline, or the line below one."""
    head, words = heads[i], heads[i].split()
    if i + 1 == len(heads) or len(words) > _MOST_WORDS or _LEADS_IN.search(head):
        return False
    if not _FINAL.search(head):
        return True
    if i and blocks[i] == blocks[0]:
        # Below the headline, no blank line between, although there is one after it.
        return blocks[i] != blocks[i + 1]
    longest = max(len(after.split()) for after in heads[i + 1 : i + 3])
    return not i and (_titled(words, small) or longest >= max(_LEAD_WORDS, len(words) * 3 // 2))


def _subheading(head: str, small: frozenset[str]) -> bool:
    """Say whether a line is a headline wherever it stands: by its capitals."""
    words = head.split()
    if len(words) <= _SHORT and head.isupper() and not _LEADS_IN.search(head):
        return True
    return (
        1 < len(words) <= _MOST_WORDS
        and not _FINAL.search(head)
        and not _LEADS_IN.search(head)
        and _titled(words, small)
    )


def _titled(words: Sequence[str], small: frozenset[str]) -> bool:
    """Say whether words are written as a title: all with capitals but the small ones."""
    if not _TITLE_START.match(words[0]):
        return False
    large = [match.group() for word in words[1:] if word not in small and (match := _LETTER.search(word))]
    return bool(large) and sum(not letter.islower() for letter in large) >= _CAPITALISED * len(large)
