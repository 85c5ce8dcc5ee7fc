"""Finds utterances: words whose speaker the layout shows by labels, posts or signatures. None is found twice."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from attrs import frozen

from newsclaims._language import Language

from ._furniture import after_time, is_time
from ._interviews import find_interview
from ._layout import Layout
from ._pieces import Piece, pieces_of, without_stop
from ._signatures import find_signed
from ._speech import Voices, last_question
from ._structure import Paragraph, Quotation, Sentence, Utterance
from ._turns import find_turns

__all__ = ["find_utterances"]

_MOST_PARAGRAPHS = 4
"""How many paragraphs a post may have."""
_FEWEST_TIMES = 2
"""A text with this many times on lines of their own is a live blog. There, the next time or post ends a post."""
_LONGEST_SIGNATURE = 100
"""How many characters the signature inside a post may have."""
_SIGNATURE = re.compile(r"\s+[—–―-]\s?[^\W\d_a-z][\w.'’-]{0,30}(?: [^\W\d_a-z][\w.'’-]{0,30}){0,4}$")
_ADDRESS = re.compile(r"https?://\S+|pic\.\w+\.com/\S+")
_WORD = re.compile(r"[\w\"'”’.,;:!?…()\[\]«»“‘$€£%&+/*#@-]")


def find_utterances(
    string: str, layout: Layout, sentences: Sequence[Sentence], quotations: Sequence[Quotation], language: Language
) -> tuple[Utterance, ...]:
    """Find the words of a text whose speaker the layout shows.

    Args:
        string: The text.
        layout: Its layout.
        sentences: Its sentences.
        quotations: Its quotations.
        language: Its language.
    """
    voices = Voices(string, quotations, language)
    found = find_turns(string, layout, voices, language)
    if not found:
        found = find_interview(string, layout, voices, language)
    found += _Posts(string, layout, sentences, language).find()
    found += find_signed(string, layout, quotations, language)
    return _disjoint(found)


def _disjoint(found: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """Return utterances in order, without those that overlap an earlier one in the list."""
    starts: list[int] = []
    ends: list[int] = []
    kept: list[Utterance] = []
    for utterance in found:
        start, end = utterance.content[0][0], utterance.content[-1][1]
        at = bisect_right(starts, start)
        if (at and ends[at - 1] > start) or (at < len(starts) and starts[at] < end):
            continue
        starts.insert(at, start)
        ends.insert(at, end)
        kept.insert(at, utterance)
    return tuple(kept)


def _without_tail(string: str, start: int, end: int) -> int:
    """Return where a post ends without the addresses and pictures at its end; its own end if it has no other words."""
    stop = end
    while stop > start:
        stop = start + len(string[start:stop].rstrip())
        last = max(string.rfind(" ", start, stop), string.rfind("\n", start, stop)) + 1
        first = max(last, start)
        if not _ADDRESS.fullmatch(string, first, stop) and _WORD.search(string, first, stop):
            return stop
        stop = first
    return end


@frozen(slots=True)
class _Posts:
    """Finds the posts of one text.

    Args:
        string: The text.
        layout: Its layout.
        sentences: Its sentences.
        language: Its language.
    """

    string: str
    layout: Layout
    sentences: Sequence[Sentence]
    language: Language

    def find(self) -> Iterator[Utterance]:
        """Yield the posts."""
        if not self.layout.authors:
            return
        paragraphs = self.layout.paragraphs
        live = sum(self._time(paragraph) for paragraph in paragraphs) >= _FEWEST_TIMES
        for i, paragraph in enumerate(paragraphs):
            author = self.layout.authors.get(paragraph.start)
            if not author:
                continue
            if author.place == "opening" and author.body is not None:
                spans = [(author.body, paragraph.end)]
            elif author.place == "inline":
                spans = self._last_sentence(i - 1)
            else:
                numbers = self._below(i, live=live) if author.place == "line" else self._above(i)
                spans = [(paragraphs[k].body_start, paragraphs[k].end) for k in numbers]
            pieces = self._pieces(spans)
            if pieces:
                asked = len(pieces) == 1 and last_question(self.string, *pieces[0], self.language)
                yield Utterance("post", tuple(pieces), (author.start, author.end), asked)

    def _below(self, i: int, *, live: bool) -> list[int]:
        """Return the paragraphs of a post below its author; or above, if a colon leads in to them there.

        Args:
            i: The author's paragraph.
            live: Whether the text is a live blog. There, the next time or post ends a post.
        """
        if not self._leads_in(i - 1):
            above = self._above(i)
            if above and self._leads_in(above[0] - 1):
                return above
        numbers: list[int] = []
        paragraphs = self.layout.paragraphs
        k = i + 1
        while k < len(paragraphs) and self._prose(k) and len(numbers) <= _MOST_PARAGRAPHS:
            numbers.append(k)
            k += 1
        ended = live and k < len(paragraphs) and len(numbers) <= _MOST_PARAGRAPHS
        return numbers if ended else numbers[:1]

    def _above(self, i: int) -> list[int]:
        """Return the paragraphs of a post above its author: back to a colon that leads in to them, or only one."""
        numbers: list[int] = []
        k = i - 1
        while k >= 0 and self._prose(k) and not self._leads_in(k) and len(numbers) < _MOST_PARAGRAPHS:
            numbers.insert(0, k)
            k -= 1
        return numbers if numbers and self._leads_in(k) else numbers[-1:]

    def _leads_in(self, i: int) -> bool:
        """Say whether a paragraph ends in a colon."""
        return i >= 0 and self.string[self.layout.paragraphs[i].end - 1] == ":"

    def _prose(self, i: int) -> bool:
        """Say whether a paragraph can be a part of a post."""
        paragraph = self.layout.paragraphs[i]
        if paragraph.start in self.layout.authors or paragraph.start in self.layout.labels:
            return False
        return paragraph.kind == "item" or (paragraph.kind == "body" and paragraph.body_start == paragraph.start)

    def _time(self, paragraph: Paragraph) -> bool:
        """Say whether a paragraph is a time, or begins with one."""
        if paragraph.kind == "note":
            return is_time(self.string, paragraph.start, paragraph.end, self.language)
        return paragraph.kind == "body" and after_time(self.string, paragraph.start, paragraph.end, self.language) > (
            paragraph.start
        )

    def _last_sentence(self, i: int) -> list[Piece]:
        """Return the last sentence of a paragraph, without addresses and pictures at its end."""
        paragraph = self.layout.paragraphs[i]
        end = _without_tail(self.string, paragraph.body_start, paragraph.end)
        at = bisect_right(self.sentences, end - 1, key=attrgetter("start")) - 1
        start = max(self.sentences[at].start, paragraph.body_start)
        return [(start, end)] if start < end else []

    def _pieces(self, spans: Sequence[Piece]) -> list[Piece]:
        """Return the pieces of a post, without addresses and pictures at its end."""
        pieces = [piece for span in spans for piece in pieces_of(self.string, *span, self.language)]
        if not pieces:
            return []
        start, end = pieces[-1]
        end = _without_tail(self.string, start, end)
        signature = _SIGNATURE.search(self.string, max(start, end - _LONGEST_SIGNATURE), end)
        pieces[-1] = (start, signature.start() if signature and signature.start() > start else end)
        return without_stop(self.string, pieces)
