"""Searches a text for candidates: tries each word of the cue lexicon, sentence by sentence."""

from collections.abc import Container
from functools import cache

from attrs import evolve

from newsclaims._language import Language, Lexicon
from newsclaims._syntax import Stretch, Tokens

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


class Search:
    """Searches the sentences of a text for candidates.

    Args:
        tokens: The words of the text.
    """

    def __init__(self, tokens: Tokens) -> None:
        language = tokens.language
        self._tokens = tokens
        self._lexicon, self._inner, self._trust = language.cues, _inner_cues(language), language.trust
        self._verb_cues, self._other_cues = VerbCues.of(tokens), OtherCues.of(tokens)

    def in_sentence(self, stretch: Stretch) -> list[Candidate]:
        """Return all candidates of a sentence, each with its trust.

        Args:
            stretch: The sentence.
        """
        found: list[Candidate] = []
        self._add(self._other_cues.find_colon(stretch), found)
        opens = stretch.first < stretch.last and stretch.first not in self._tokens.names
        if opens and not self._tokens.quoted[stretch.first]:
            self._try_word(stretch, stretch.first, self._lexicon, found)
        for part, i in self._cue_words(stretch, stretch.first + 1):
            self._try_word(part, i, self._inner, found)
        return found

    def in_content(self, stretch: Stretch, only: Container[int] | None) -> list[Candidate]:
        """Return all candidates of a sentence in a content, each with its trust.

        Args:
            stretch: The sentence.
            only: The words at which to search for a cue; None means all.
        """
        found: list[Candidate] = []
        for part, i in self._cue_words(stretch, stretch.first):
            if only is None or i in only:
                self._try_word(part, i, self._inner, found)
        return found

    def _cue_words(self, stretch: Stretch, first: int) -> list[tuple[Stretch, int]]:
        """Return the words from one on that can begin a cue, each with the part of the sentence to read it in."""
        readings, quoted, names = self._inner.readings, self._tokens.quoted, self._tokens.names
        words = enumerate(self._tokens.lowers[first : stretch.last], first)
        found = [i for i, word in words if word in readings and not quoted[i] and i not in names]
        if len(found) <= _CROWDED:  # nearly always
            return [(stretch, i) for i in found]
        parts = _parts(stretch)
        return [(parts[(i - stretch.first) // _PART], i) for i in found]

    def _try_word(self, stretch: Stretch, i: int, cues: Lexicon, found: list[Candidate]) -> None:
        """Add the candidates with their cue at word `i`; an idiom such as "pleaded not guilty" has no other reading."""
        for reading in cues.lookup(self._tokens.lowers, i):
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
    kept = {word: tuple(r for r in found if r.entry.kind != "preposition") for word, found in known.readings.items()}
    return Lexicon(known.entries, {word: found for word, found in kept.items() if found})


def find_candidates(tokens: Tokens) -> list[Candidate]:
    """Return all candidates of a text, each with its trust, sentence by sentence.

    Args:
        tokens: The words of the text.
    """
    search = Search(tokens)
    return [candidate for stretch in tokens.stretches() for candidate in search.in_sentence(stretch)]
