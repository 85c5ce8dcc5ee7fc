"""Finds sentences with the library nupunkt, and corrects errors that it makes in news text.

Why not sentencex 1.0: on the news articles of PolNeAR's dev part, the two libraries differ at one break in fifty.
nupunkt splits before a closing bracket and after "Lt.", and misses some full stops after plain words. The form of the
words can correct this (below). sentencex splits "Ms." from names and "a.m." from days, misses breaks in what it reads
as quotations, and needs quadratic time if marks stay open. sentencex is ten times faster, but nupunkt splits about a
million words a second and is pure Python, so it installs everywhere.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from newsclaims._language import Language

from ._patterns import alternatives
from ._quotation_marks import QUOTATION_MARKS
from ._structure import Paragraph, Quotation, Sentence, Words

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

__all__ = ["find_sentences"]

_CLOSERS = rf"[{QUOTATION_MARKS})\]]"
_OPENERS = rf"[{QUOTATION_MARKS}(\[¿¡]"
_UPPER = "A-ZÀ-ÖØ-Þ"
_STOP = re.compile(r"[.!?…]")
_LINE_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_VISIBLE = re.compile(r"\S")
# A full stop between a plain word and a capital. The word is not part of the match, which keeps the time linear.
_PLAIN_STOP = re.compile(rf"\.(?:(?<=[a-z]{{2}}\.)|(?<=[A-Z]{{3}}\.)){_CLOSERS}*\s+(?={_OPENERS}*[{_UPPER}])")
# nupunkt scans a chunk between spaces once for each mark in it that may end a sentence.
# The white space in front is fast to find.
_LONG_CHUNK = re.compile(r"\s\S{80,}")
_MUTE = str.maketrans(".!?…", "xxxx")
_LAST_WORD = re.compile(r"(?<![^\W_])[^\W_]+$")
_BEGINS = re.compile(rf"(?:{_OPENERS}\s?){{0,4}}[^\W_a-zß-öø-ÿ]|[@#$£€¥<*•·▪►■…]|\.\.+ ?[{_UPPER}]")
_LONGEST_WORD = 24
_KEPT = 8
"""How many characters at the end of a very long chunk may end a sentence."""
_SHORTEST_NAME = 4
"""A word with a capital and at least this many letters is not an abbreviation, unless a list has it."""


@cache
def _abbreviations(language: Language) -> frozenset[str]:
    """Return the words whose full stop does not end a sentence by itself."""
    lists = language.reading
    return frozenset((*lists["abbreviations"], *lists["titles"], *lists["small_abbreviations"]))


@cache
def _titles(language: Language) -> frozenset[str]:
    """Return the words after which a capital does not open a sentence."""
    return frozenset(language.reading["titles"])


@cache
def _asked(language: Language) -> re.Pattern[str]:
    """Compile a name and a verb of speech, which continue a sentence after a question: "Why?" Ms. Roe asked."""
    name = rf"[{_UPPER}][\w’'-]*\.?"
    return re.compile(rf"(?:{name} ){{1,4}}(?:{alternatives(language.reading['speech'])})\b")


def find_sentences(
    string: str, paragraphs: Sequence[Paragraph], quotations: Sequence[Quotation], words: Words, language: Language
) -> tuple[Sentence, ...]:
    """Find the sentences of a text; none begins inside a closed quotation.

    Args:
        string: The text.
        paragraphs: Its paragraphs.
        quotations: Its quotations.
        words: Its words.
        language: Its language.
    """
    sentences: list[Sentence] = []
    closed = _closed(quotations)
    cursor = last = 0
    prose = _as_prose(string)
    for number, paragraph in enumerate(paragraphs):
        start = paragraph.body_start
        first = bisect_left(words.starts, start, last)
        for stop in [*_breaks(string, prose, start, paragraph.end, language), paragraph.end]:
            last = bisect_left(words.starts, stop, first)
            if stop < paragraph.end:
                while cursor < len(closed) and closed[cursor][1] <= stop:
                    cursor += 1
                quoted = cursor < len(closed) and closed[cursor][0] < stop
                if quoted or words.starts[last] != stop:
                    continue
            sentences.append(Sentence(start, words.ends[last - 1], number, first, last))
            start, first = stop, last
    return tuple(sentences)


def _closed(quotations: Sequence[Quotation]) -> list[tuple[int, int]]:
    """Return the closed quotations that are not inside another closed one."""
    spans: list[tuple[int, int]] = []
    for quotation in quotations:
        if quotation.closed and (not spans or quotation.start >= spans[-1][1]):
            spans.append((quotation.start, quotation.end))
    return spans


def _as_prose(string: str) -> str:
    """Return a text of the same length as nupunkt reads it: line breaks as spaces, and very long chunks without stops.

    A line break within a paragraph is the same as a space.
    """
    return _LONG_CHUNK.sub(_muted, _LINE_BREAK.sub(" ", f"\n{string}"))[1:]


def _breaks(string: str, prose: str, start: int, end: int, language: Language) -> list[int]:
    """Return where the sentences of a paragraph begin, except the first."""
    if not _STOP.search(string, start, end - 1):
        return []
    found = {
        match.end() for match in _PLAIN_STOP.finditer(string, start, end) if _plain(string, match.start(), language)
    }
    # The first sentence begins at the start.
    for begins, _ in islice(_splitter().span_tokenize(prose[start:end]), 1, None):
        visible = _VISIBLE.search(string, start + begins, end)
        if visible:
            found.add(visible.start())
    return [position for position in sorted(found) if _begins(string, start, position, end, language)]


@cache
def _splitter() -> "PunktSentenceTokenizer":
    """Return nupunkt's splitter, with the model that it has by default."""
    # Imported here because it takes longer than importing the rest of `newsclaims.text`.
    import nupunkt

    return nupunkt.load("default")


def _muted(chunk: re.Match[str]) -> str:
    """Hide the stops inside a very long chunk, such as a web address, except in its last characters."""
    text = chunk.group()
    return text[:-_KEPT].translate(_MUTE) + text[-_KEPT:]


def _plain(string: str, stop: int, language: Language) -> bool:
    """Say whether the word before a full stop is a plain word rather than an abbreviation."""
    word = _word_before(string, stop)
    if word in _abbreviations(language):
        return False
    return word[:1].islower() or word.isupper() or len(word) >= _SHORTEST_NAME


def _word_before(string: str, stop: int) -> str:
    """Return the word that ends at an offset."""
    match = _LAST_WORD.search(string[max(0, stop - _LONGEST_WORD) : stop])
    return match.group() if match else ""


def _begins(string: str, start: int, position: int, end: int, language: Language) -> bool:
    """Say whether a sentence can begin at a break: with a capital or figure, and not after a title or a question."""
    if not _BEGINS.match(string, position, end):
        return False
    before = string[max(start, position - _LONGEST_WORD) : position].rstrip()
    if before.endswith("."):
        return _word_before(before, len(before) - 1) not in _titles(language)
    return not (
        before[-1:] in QUOTATION_MARKS and before[-2:-1] in "?!" and _asked(language).match(string, position, end)
    )
