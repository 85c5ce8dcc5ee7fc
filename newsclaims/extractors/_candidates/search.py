"""Searches a text for candidates: tries each word of the cue lexicon, sentence by sentence."""

from bisect import bisect_left
from collections.abc import Container, Sequence
from functools import cache

from attrs import evolve, frozen

from newsclaims._language import Language, Lexicon, Reading
from newsclaims._syntax import Stretch, Tokens, tokens_of
from newsclaims.text import Text

from .candidate import Candidate
from .other_cues import OtherCues
from .verb_cues import VerbCues

__all__ = ["Search", "find_candidates"]

_IDIOM = 3
"""How many words an idiom has."""
_CROWDED, _PART = 100, 50
"""A range with more words than this that can begin a cue is a list of words. It is read in parts of so many words.

Each cue is read with the words around it, so that "said said said ..." would take hundreds of steps for each word. The
most crowded sentence of 228 articles has 36 of these words.
"""


@frozen(slots=True)
class _CueWords:
    """The words of a text that can begin a cue, apart from names; found once for all searches of the text.

    Args:
        places: Their indices, in order.
        readings: The lexicon's readings of each, without prepositions, which only open a sentence; empty if the words
            after it do not fit.
    """

    places: Sequence[int]
    readings: Sequence[tuple[Reading, ...]]


class Search:
    """Searches the sentences of a text for candidates.

    Args:
        text: The text.
        tokens: Its words, if some quotations are opened; None for those of `tokens_of`.
    """

    def __init__(self, text: Text, tokens: Tokens | None = None) -> None:
        tokens = text.once(tokens_of) if tokens is None else tokens
        self._tokens, self._cue_words = tokens, text.once(_cue_words)
        self._lexicon, self._trust = text.language.cues, text.language.trust
        self._verb_cues, self._other_cues = VerbCues.of(tokens), OtherCues.of(tokens)

    def in_sentence(self, stretch: Stretch) -> list[Candidate]:
        """Return all candidates of a sentence, each with its trust.

        Args:
            stretch: The sentence.
        """
        found: list[Candidate] = []
        self._add(self._other_cues.find_colon(stretch), found)
        first, tokens = stretch.first, self._tokens
        if first < stretch.last and first not in tokens.names and not tokens.quoted[first]:
            self._try_word(stretch, first, self._lexicon.lookup(tokens.lowers, first), found)
        for part, i, readings in self._cues(stretch, first + 1):
            self._try_word(part, i, readings, found)
        return found

    def in_content(self, stretch: Stretch, only: Container[int] | None) -> list[Candidate]:
        """Return all candidates of a sentence in a content, each with its trust.

        Args:
            stretch: The sentence.
            only: The words at which to search for a cue; None means all.
        """
        found: list[Candidate] = []
        for part, i, readings in self._cues(stretch, stretch.first):
            if only is None or i in only:
                self._try_word(part, i, readings, found)
        return found

    def _cues(self, stretch: Stretch, first: int) -> list[tuple[Stretch, int, tuple[Reading, ...]]]:
        """Return the words from one on that can begin a cue, each with the part of the sentence to read it in."""
        places, quoted = self._cue_words.places, self._tokens.quoted
        start = bisect_left(places, first)
        near = slice(start, bisect_left(places, stretch.last, start))
        words = zip(places[near], self._cue_words.readings[near], strict=True)
        found = [(stretch, i, readings) for i, readings in words if not quoted[i]]
        if len(found) <= _CROWDED:  # nearly always
            return found
        parts = _parts(stretch)
        return [(parts[(i - stretch.first) // _PART], i, readings) for _, i, readings in found]

    def _try_word(self, stretch: Stretch, i: int, readings: Sequence[Reading], found: list[Candidate]) -> None:
        """Add the candidates with their cue at word `i`; an idiom such as "pleaded not guilty" has no other reading."""
        for reading in readings:
            if reading.entry.kind == "verb":
                added = self._add(self._verb_cues.find(stretch, i, reading, found), found)
            else:
                added = self._add(self._other_cues.find(stretch, i, reading), found)
            if added and reading.length >= _IDIOM:
                return

    def _add(self, candidate: Candidate | None, found: list[Candidate]) -> bool:
        """Add a candidate, if there is one, with the trust in its pattern; say whether there is one."""
        if candidate is None:
            return False
        candidate.trust = self._trust.of(candidate.lemma, candidate.frame, candidate.form)
        found.append(candidate)
        return True


def _parts(stretch: Stretch) -> list[Stretch]:
    """Return the parts of a crowded range of words."""
    firsts = range(stretch.first, stretch.last, _PART)
    parts = [Stretch(first, min(first + _PART, stretch.last), headline=stretch.headline) for first in firsts]
    parts[0] = evolve(parts[0], before=stretch.before)
    parts[-1] = evolve(parts[-1], after=stretch.after)
    return parts


@cache
def _inner_cues(language: Language) -> Lexicon:
    """Return the cues that can be anywhere in a sentence: all except prepositions, which only open one."""
    known = language.cues
    kept = dict(known.readings)
    for word, found in known.readings.items():
        if any(reading.entry.kind == "preposition" for reading in found):
            kept[word] = tuple(reading for reading in found if reading.entry.kind != "preposition")
    return Lexicon(known.entries, {word: found for word, found in kept.items() if found})


def _cue_words(text: Text) -> _CueWords:
    """Return the words of a text that can begin a cue."""
    cues, names, lowers = _inner_cues(text.language), text.once(tokens_of).names, text.words.lowers
    places = [i for i, word in enumerate(lowers) if word in cues.readings and i not in names]
    return _CueWords(places, [cues.lookup(lowers, i) for i in places])


def find_candidates(text: Text) -> list[Candidate]:
    """Return all candidates of a text, each with its trust, sentence by sentence.

    Args:
        text: The text.
    """
    search, tokens = Search(text), text.once(tokens_of)
    return [candidate for stretch in tokens.stretches() for candidate in search.in_sentence(stretch)]
