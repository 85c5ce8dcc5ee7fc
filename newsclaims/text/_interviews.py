"""Finds interviews without labels: questions as short lines, and the answers below them."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from newsclaims._language import Language

from ._layout import Layout
from ._pieces import Piece, pieces_of, without_stop
from ._speech import Voices
from ._structure import Paragraph, Utterance

__all__ = ["find_interview"]

_FEWEST = 3
"""How many questions an interview has at least."""
_FEWEST_MARKS = 2
"""How many question marks it has at least."""
_LONGEST = 30
"""How many words a question may have."""
_LONGEST_REMARK = 12
"""How many words a remark of the interviewer may have that is not a question and addresses nobody."""
_WIDEST_WORD = 12
"""How many characters of a short paragraph there may be for each of its words, white space included."""
_OWN = 0.6
"""The share of the answers that must speak of the person who answers."""


@frozen(slots=True)
class _Lines:
    """The paragraphs of one text, and checks of who may have said them.

    Args:
        string: The text.
        paragraphs: Its paragraphs.
        voices: Its words outside quotations.
    """

    string: str
    paragraphs: Sequence[Paragraph]
    voices: Voices

    def questions(self) -> list[int]:
        """Return the paragraphs that can be questions and are followed by a paragraph that can be an answer."""
        return [i for i in range(len(self.paragraphs) - 1) if self.asks_unquoted(i) and self.answers(i + 1)]

    def asks_unquoted(self, i: int) -> bool:
        """Say whether a paragraph can be a question, and does not begin with a quotation."""
        return self.said(i) and self.asks(i) and not self.voices.quoted(self.paragraphs[i].body_start)

    def answers(self, i: int) -> bool:
        """Say whether a paragraph can be an answer: speech that does not ask."""
        return self.said(i) and not self.asks(i)

    def asks(self, i: int) -> bool:
        """Say whether a paragraph can be a question: short, asks or addresses somebody, and not about the speaker."""
        start, end = self._span(i)
        if not self._short(i, _LONGEST) or not ("?" in self.string[start:end] or self.to_somebody(i)):
            return False
        return not self.own(i)

    def own(self, i: int) -> bool:
        """Say whether a paragraph speaks of its own speaker: "I", "my"."""
        return self.voices.uses("speaking_alone", *self._span(i))

    def to_somebody(self, i: int) -> bool:
        """Say whether a paragraph addresses somebody: "you"."""
        return self.voices.uses("speaking_to", *self._span(i))

    def speaks(self, i: int) -> bool:
        """Say whether a paragraph has a pronoun of speech."""
        return self.voices.uses("speaking", *self._span(i))

    def said(self, i: int) -> bool:
        """Say whether a paragraph can be speech: prose, or a short line that was read as a headline."""
        return self.paragraphs[i].kind in ("body", "item", "headline")

    def remarks(self, i: int) -> bool:
        """Say whether a paragraph can be a remark of the interviewer: a short line that is not about the speaker."""
        return self._short(i, _LONGEST_REMARK) and not self.own(i)

    def _short(self, i: int, most: int) -> bool:
        """Say whether a paragraph has at most a number of words."""
        start, end = self._span(i)
        return end - start < most * _WIDEST_WORD and len(self.string[start:end].split()) <= most

    def _span(self, i: int) -> tuple[int, int]:
        """Return where the prose of a paragraph starts and ends."""
        paragraph = self.paragraphs[i]
        return paragraph.body_start, paragraph.end


def find_interview(string: str, layout: Layout, voices: Voices, language: Language) -> list[Utterance]:
    """Find the questions and answers of an interview that does not name the speakers before their words.

    Args:
        string: The text.
        layout: Its layout.
        voices: Its words outside quotations.
        language: Its language.
    """
    if string.count("?") < _FEWEST_MARKS:
        return []
    lines = _Lines(string, layout.paragraphs, voices)
    questions = lines.questions()
    if len(questions) < _FEWEST or sum(lines.own(i + 1) for i in questions) < _OWN * len(questions):
        return []
    found: list[Utterance] = []
    for question, answer in _pairs(lines, questions):
        found.append(_utterance(string, [question], layout.paragraphs, language, asked=True))
        found.append(_utterance(string, answer, layout.paragraphs, language, asked=False))
    return [utterance for utterance in found if utterance.content]


def _pairs(lines: _Lines, questions: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield each question or remark of the interviewer, with the paragraphs of the answer to it."""
    starts = set(questions)
    i, last = questions[0], questions[-1]
    while i <= last:
        if i not in starts:
            i += 1
            continue
        question, answer = i, [i + 1]
        i += 2
        while i < len(lines.paragraphs) and i not in starts:
            if i < last and lines.remarks(i) and lines.said(i) and lines.said(i + 1) and lines.own(i + 1):
                starts.add(i)
            elif lines.paragraphs[i].kind in ("body", "item") and lines.speaks(i):
                answer.append(i)
                i += 1
            else:
                break
        yield question, answer


def _utterance(
    string: str, numbers: Sequence[int], paragraphs: Sequence[Paragraph], language: Language, *, asked: bool
) -> Utterance:
    """Return the turn that some paragraphs make up."""
    pieces: list[Piece] = []
    for i in numbers:
        pieces += pieces_of(string, paragraphs[i].body_start, paragraphs[i].end, language)
    return Utterance("turn", tuple(without_stop(string, pieces)) if pieces else (), None, asked)
