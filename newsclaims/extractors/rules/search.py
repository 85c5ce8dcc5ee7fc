"""All that may be an attribution in a text, sentence by sentence."""

from collections.abc import Container
from functools import cache

from newsclaims.lexicon import Lexicon, load

from . import trust
from .candidate import Candidate
from .clauses import Clauses
from .contents import Contents, load_stops
from .nouns import Nouns
from .others import Others
from .subjects import Subjects
from .verbs import Verbs
from .view import Place, View

__all__ = ["Search", "candidates"]


class Search:
    """Looks for cues in the sentences of a text.

    Args:
        view: The text.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._lexicon, self._inner = load(), _inner_cues()
        readings = self._lexicon.readings
        nouns = Nouns(view)
        verbs = Verbs(view, nouns, readings)
        contents = Contents(view, nouns, readings, load_stops())
        parts = (view, nouns, Subjects(view, nouns), verbs, contents)
        self._clauses, self._others = Clauses(*parts), Others(*parts)

    def candidates(self, place: Place) -> list[Candidate]:
        """Return all that may be an attribution in a sentence, with its trust.

        Args:
            place: The sentence.
        """
        found: list[Candidate] = []
        _weigh(self._others.colon(place), found)
        if place.first < place.last:
            self._at(place, place.first, self._lexicon, found)
        for i in self._cues(place.first + 1, place.last):
            self._at(place, i, self._inner, found)
        return found

    def inside(self, place: Place, only: Container[int] | None) -> list[Candidate]:
        """Return what may be an attribution in a sentence of a content, with its trust.

        Args:
            place: The sentence.
            only: The words at which a cue is looked for; None takes all.
        """
        found: list[Candidate] = []
        for i in self._cues(place.first, place.last):
            if only is None or i in only:
                self._at(place, i, self._inner, found)
        return found

    def _cues(self, first: int, last: int) -> list[int]:
        """Return the words of a range that may begin a cue: few do."""
        readings, quoted = self._inner.readings, self._view.quoted
        words = enumerate(self._view.lowers[first:last], first)
        return [i for i, word in words if word in readings and not quoted[i]]

    def _at(self, place: Place, i: int, cues: Lexicon, found: list[Candidate]) -> None:
        """Add what may be an attribution with its cue at word `i`."""
        if self._view.quoted[i]:
            return
        for reading in cues.lookup(self._view.lowers, i):
            if reading.entry.kind == "verb":
                _weigh(self._clauses.find(place, i, reading, found), found)
            else:
                _weigh(self._others.find(place, i, reading), found)


def _weigh(candidate: Candidate | None, found: list[Candidate]) -> None:
    if candidate is not None:
        candidate.trust = _trust(candidate.lemma, candidate.frame, candidate.form)
        found.append(candidate)


@cache
def _inner_cues() -> Lexicon:
    """Return the cues that stand anywhere in a sentence: all but prepositions, which only open one."""
    known = load()
    kept = {word: tuple(r for r in found if r.entry.kind != "preposition") for word, found in known.readings.items()}
    return Lexicon(known.entries, {word: found for word, found in kept.items() if found})


@cache
def _trust(lemma: str, frame: str, form: str) -> float:
    """Return the trust in a pattern; there are as many as the lexicon and the forms allow."""
    return trust.load().of(lemma, frame, form)


def candidates(view: View) -> list[Candidate]:
    """Return all that may be an attribution in a text, with its trust, sentence by sentence.

    Args:
        view: The text.
    """
    search = Search(view)
    return [candidate for place in view.places() for candidate in search.candidates(place)]
