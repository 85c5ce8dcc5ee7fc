"""Finds the layout: the kind of each paragraph, labels, authors of posts, and where prose begins after a dateline."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from attrs import frozen

from newsclaims._language import Language

from ._blocks import NamedBlock, split_at_blocks
from ._datelines import after_dateline
from ._furniture import after_bullet, after_time, furniture, has_bullet
from ._labels import Label, Labels, find_labels
from ._lines import Line, find_lines
from ._patterns import alternatives
from ._posts import Author, Authors, find_authors
from ._structure import Paragraph, ParagraphKind

__all__ = ["Layout", "find_layout"]

_LONGEST = 200
"""How many characters a headline or a byline may have."""
_MOST_WORDS = 22
"""How many words a headline may have."""
_LEAD_WORDS = 20
"""A first line with a full stop is a headline if one of the next two paragraphs has at least this many words."""
_CAPITALISED = 0.85
"""The share of a title's words, without small ones, that must begin with a capital."""
_SHORT = 6
"""How many words a line in capitals may have."""
_FOLLOWING = 20
"""How many following paragraphs are checked to distinguish a place from a speaker."""

_OPENING = 4
"""How many headlines and bylines there may be before the prose."""

_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LEADS_IN = re.compile(r"[:,—–-]$")
_LETTER = re.compile(r"[^\W\d_]")
_TITLE_START = re.compile(r"[\"“‘'«(\[]*(?:[^\W_a-z]|\d)")
_NAME = r"[^\W\d_a-z][\w.'’-]*"


@cache
def _small_words(language: Language) -> frozenset[str]:
    """Return the words that may be small in a title with capitals."""
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


@frozen(slots=True)
class Layout:
    """The paragraphs of a text, its labels and the authors of its posts.

    Args:
        paragraphs: The paragraphs.
        labels: The labels, by the start of their paragraph.
        authors: The authors of posts, by the start of their paragraph.
    """

    paragraphs: tuple[Paragraph, ...]
    labels: Mapping[int, Label]
    authors: Mapping[int, Author]


def find_layout(string: str, language: Language, named: Sequence[NamedBlock] = ()) -> Layout:
    """Find the paragraphs of a text, the labels of turns and the authors of posts.

    Args:
        string: The text.
        language: Its language.
        named: The blocks that the article gives; their kinds are not questioned.
    """
    lines: Sequence[Line]
    lines, blocks = find_lines(string)
    pieces = split_at_blocks(string, lines, named) if named else []
    if pieces:
        lines, blocks = [(one.start, one.end) for one in pieces], [blocks[one.paragraph] for one in pieces]
    said = {one.start: one.kind for one in pieces if one.kind is not None}
    labels = find_labels(string, lines, blocks, language)
    authors = find_authors(string, labels.lines, labels.blocks, language)
    lines = authors.lines
    transcript = labels.transcript
    given = [
        said.get(line[0]) or _given(string, lines, i, labels, authors, language, transcript=transcript)
        for i, line in enumerate(lines)
    ]
    heads = [string[start : min(end, start + _LONGEST + 1)] for start, end in lines]
    kinds = _kinds(heads, authors.blocks, given, language)
    paragraphs: list[Paragraph] = []
    rank = 0
    for i, ((start, end), kind) in enumerate(zip(lines, kinds, strict=True)):
        body_start = start
        if kind == "item":
            body_start = after_bullet(string, start, end)
        elif kind == "body":
            body_start = _opened(start, labels.by_start, authors.by_start)
            if body_start == start:
                body_start = after_time(string, start, end, language)
            if body_start == start:
                following = () if rank else lines[i + 1 : i + 1 + _FOLLOWING]
                body_start = after_dateline(string, start, end, following, rank, language)
            rank += 1
        paragraphs.append(Paragraph(start, end, kind, body_start))
    return Layout(tuple(paragraphs), labels.by_start, authors.by_start)


def _given(
    string: str,
    lines: Sequence[Line],
    i: int,
    labels: Labels,
    authors: Authors,
    language: Language,
    *,
    transcript: bool,
) -> ParagraphKind | None:
    """Return the kind of a line from its label, author, bullet or words; None if they do not decide it."""
    start, end = lines[i]
    label, author = labels.by_start.get(start), authors.by_start.get(start)
    if label:
        if label.form == "screen":
            return "note"
        return "label" if label.body is None else "body"
    if author:
        return "label" if author.body is None else "body"
    if end - start <= _LONGEST and _byline(language).fullmatch(string, start, end):
        return "byline"
    found = furniture(string, start, end, language, transcript=transcript)
    if found is None and has_bullet(string, lines, i):
        return "item"
    return found


def _opened(start: int, labels: Mapping[int, Label], authors: Mapping[int, Author]) -> int:
    """Return where words begin after the label or author at the start of a paragraph; its start if there is none."""
    label, author = labels.get(start), authors.get(start)
    body = label.body if label else author.body if author else None
    return start if body is None else body


def _kinds(
    heads: Sequence[str], blocks: Sequence[int], given: Sequence[ParagraphKind | None], language: Language
) -> list[ParagraphKind]:
    """Return the kinds of paragraphs.

    Args:
        heads: Their first characters, one more than a headline may have.
        blocks: For each paragraph, the number of its block.
        given: The kinds that are already known; None for the others.
        language: Their language.
    """
    kinds: list[ParagraphKind] = []
    small, opening = _small_words(language), True
    for i, (head, known) in enumerate(zip(heads, given, strict=True)):
        kind: ParagraphKind = known or "body"
        free = known is None and len(head) <= _LONGEST and not (i and given[i - 1] == "label")
        if free and (_subheading(head, small) or (opening and _headline(heads, blocks, i, small))):
            kind = "headline"
        kinds.append(kind)
        opening = opening and kind not in ("body", "label") and i + 1 < _OPENING
    return kinds


def _headline(heads: Sequence[str], blocks: Sequence[int], i: int, small: frozenset[str]) -> bool:
    """Say whether one of the first lines is a headline, or a second line of it."""
    head, words = heads[i], heads[i].split()
    if i + 1 == len(heads) or len(words) > _MOST_WORDS or _LEADS_IN.search(head):
        return False
    if not _FINAL.search(head):
        return True
    if i and blocks[i] == blocks[0]:
        # Directly below the headline, with a blank line after it.
        return blocks[i] != blocks[i + 1]
    longest = max(len(after.split()) for after in heads[i + 1 : i + 3])
    return not i and (_titled(words, small) or longest >= max(_LEAD_WORDS, len(words) * 3 // 2))


def _subheading(head: str, small: frozenset[str]) -> bool:
    """Say whether the capitals of a line make it a headline anywhere in the text."""
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
    """Say whether words are written as a title: nearly all have capitals, except small words."""
    if not _TITLE_START.match(words[0]):
        return False
    large = [match.group() for word in words[1:] if word not in small and (match := _LETTER.search(word))]
    return bool(large) and sum(not letter.islower() for letter in large) >= _CAPITALISED * len(large)
