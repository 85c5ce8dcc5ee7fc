"""Finds turns: the words of each speaker of an interview or a transcript, from one label to the next."""

import re
from collections.abc import Sequence
from itertools import pairwise

from attrs import define, field, frozen

from newsclaims._language import Language

from ._labels import Label
from ._layout import Layout
from ._pieces import Piece, pieces_of, without_stop
from ._speech import Voices, asks, last_question
from ._structure import Paragraph, Utterance

__all__ = ["find_turns"]

_INTERVIEW = 2
"""How many speakers an interview has."""
_DENSE = 0.6
"""A text has only turns between its labels if at least this share of the paragraphs there begin with a label."""
_ASKER = 0.6
"""A speaker is the interviewer if at least this share of the speaker's turns ask."""
_ANSWERER = 0.34
"""The largest share of the other speaker's turns that may ask."""


@define
class _Turn:
    """A turn while its paragraphs are collected."""

    label: Label
    pieces: list[Piece] = field(factory=list)


@frozen(slots=True)
class _Turns:
    """Finds the turns of one text.

    Args:
        string: The text.
        layout: Its layout.
        voices: Its words outside quotations.
        language: Its language.
    """

    string: str
    layout: Layout
    voices: Voices
    language: Language

    def find(self) -> list[Utterance]:
        """Return the turns."""
        turns = [turn for turn in self._collected() if turn.pieces]
        interviewer = self._interviewer(turns)
        return [
            Utterance(
                "turn",
                tuple(without_stop(self.string, turn.pieces)),
                (turn.label.start, turn.label.end),
                self._asked(turn, interviewer),
            )
            for turn in turns
        ]

    def _collected(self) -> list[_Turn]:
        """Return the turns with all their paragraphs."""
        paragraphs, labels = self.layout.paragraphs, self.layout.labels
        spots = [i for i, p in enumerate(paragraphs) if p.start in labels and labels[p.start].form != "screen"]
        last = spots[-1] if spots else -1
        spoken = self._spoken(spots)
        turns: list[_Turn] = []
        open_: _Turn | None = None
        for i, paragraph in enumerate(paragraphs):
            label = labels.get(paragraph.start)
            if label and label.form != "screen":
                open_ = _Turn(label)
                turns.append(open_)
                if label.body is not None:
                    open_.pieces += pieces_of(self.string, label.body, paragraph.end, self.language)
            elif open_ and self._ends(paragraph):
                open_ = None
            elif open_ and paragraph.kind in ("body", "item"):
                if self._goes_on(
                    open_, paragraph, before_label=i < last and (i in spoken or open_.label.form != "name")
                ):
                    open_.pieces += pieces_of(self.string, paragraph.body_start, paragraph.end, self.language)
                else:
                    open_ = None
        return turns

    def _spoken(self, spots: Sequence[int]) -> frozenset[int]:
        """Return the paragraphs between labels that can only be parts of turns, because no quotation is near them.

        Args:
            spots: The paragraphs that begin with a label.
        """
        paragraphs = self.layout.paragraphs
        told = sum(paragraph.kind in ("body", "item") for paragraph in paragraphs[spots[0] : spots[-1]]) if spots else 0
        if len(spots) < _DENSE * told:
            return frozenset()
        return frozenset(
            i
            for before, after in pairwise(spots)
            if not any(self.voices.quotes(p.body_start, p.end) for p in paragraphs[before + 1 : after])
            for i in range(before + 1, after)
        )

    def _ends(self, paragraph: Paragraph) -> bool:
        """Say whether a paragraph that is not a turn ends the turn before it: a headline, a time, a dateline."""
        if paragraph.kind in ("headline", "byline", "label"):
            return True
        if paragraph.kind == "body" and paragraph.body_start > paragraph.start:
            return True
        return (
            paragraph.kind == "note"
            and self.string[paragraph.start] not in "(["
            and paragraph.start not in self.layout.labels
        )

    def _goes_on(self, turn: _Turn, paragraph: Paragraph, *, before_label: bool) -> bool:
        """Say whether a paragraph continues the turn before it.

        Args:
            turn: The turn.
            paragraph: The paragraph.
            before_label: Whether another label follows, and the text has only turns between labels.
        """
        if not turn.pieces:
            return True
        start, end = paragraph.body_start, paragraph.end
        if turn.label.form != "letter" and self._mentions(turn.label.key, start, end):
            return False
        if before_label:
            return True
        return self.voices.uses("speaking", start, end)

    def _mentions(self, key: str, start: int, end: int) -> bool:
        """Say whether a paragraph names the speaker outside quotations, so that it is about the speaker."""
        found = re.finditer(rf"\b{re.escape(key)}\b", self.string[start:end].lower())
        return any(not self.voices.quoted(start + match.start()) for match in found)

    def _interviewer(self, turns: Sequence[_Turn]) -> frozenset[str]:
        """Return the labels of the interviewer, if there are two speakers and one asks most of the time, else none."""
        speakers = self._speakers(turns)
        spoken: dict[str, list[bool]] = {}
        for turn in turns:
            spoken.setdefault(speakers[turn.label.key], []).append(self._asks(turn))
        if len(spoken) != _INTERVIEW:
            return frozenset()
        shares = sorted(((sum(asking) / len(asking), key) for key, asking in spoken.items()), reverse=True)
        (most, first), (least, _) = shares
        asked = any(self._ends_asking(turn) for turn in turns if speakers[turn.label.key] == first)
        if most < _ASKER or least > _ANSWERER or not asked:
            return frozenset()
        return frozenset(key for key, speaker in speakers.items() if speaker == first)

    def _speakers(self, turns: Sequence[_Turn]) -> dict[str, str]:
        """Return the speaker of each label; initials stand for the full name in another label."""
        initials = {}
        for label in {turn.label.key: turn.label for turn in turns}.values():
            names = self.string[label.start : label.end].split()
            if len(names) > 1:
                initials["".join(name[0] for name in names).lower()] = label.key
        return {turn.label.key: initials.get(turn.label.key, turn.label.key) for turn in turns}

    def _ends_asking(self, turn: _Turn) -> bool:
        """Say whether a turn ends in a question mark."""
        return asks(self.string, *turn.pieces[-1])

    def _asks(self, turn: _Turn) -> bool:
        """Say whether a turn ends in a question, or addresses somebody and does not speak of its speaker."""
        start, end = turn.pieces[0][0], turn.pieces[-1][1]
        if self._ends_asking(turn):
            return True
        uses = self.voices.uses
        return len(turn.pieces) == 1 and uses("speaking_to", start, end) and not uses("speaking_alone", start, end)

    def _asked(self, turn: _Turn, interviewer: frozenset[str]) -> bool:
        """Say whether a turn is a question."""
        if turn.label.asks or turn.label.form == "letter":
            return turn.label.asks
        if interviewer:
            return turn.label.key in interviewer
        start, end = turn.pieces[0][0], turn.pieces[-1][1]
        return len(turn.pieces) == 1 and last_question(self.string, start, end, self.language)


def find_turns(string: str, layout: Layout, voices: Voices, language: Language) -> list[Utterance]:
    """Find the turns that begin with labels.

    Args:
        string: The text.
        layout: Its layout.
        voices: Its words outside quotations.
        language: Its language.
    """
    return _Turns(string, layout, voices, language).find() if layout.labels else []
