"""Finds the places of all fragments of a role: in order, disjoint and as near to one another as possible."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from attrs import frozen

from newsclaims._attribution import Offsets
from newsclaims.text._quotation_marks import SURE_MARKS

from .editing import edited_places
from .matching import CharacterMatcher, FixedMatcher, Matcher, Place, UnitMatcher
from .results import KINDS, Alignment, Role
from .units import Reading, read_string
from .window import Window

__all__ = ["LONGEST_CLAUSE", "Chain", "Passage", "find_passage"]

_MOST_PIECES = 4
"""Into how many pieces a string is split at most."""
_BACK = 3
"""How many words the first piece of a joined string may be shorter than the longest that the text has."""
_OVERLAPPING = 3
"""How many places of a fragment are looked at, because the nearest one can overlap the next fragment."""
_ANCHORS = 64
"""How many places of one fragment are looked at to find the others beside them."""
_FEWEST_WORDS = 3
"""How many words a string must have to be split where its attribution was left out."""
_LONGEST_CUT = 40
"""How many words a model may replace with an ellipsis."""
LONGEST_CLAUSE = 25
"""How many words the clause with the cue has at most that divides a content."""
_MARKS_BETWEEN = 2
"""How many quotation marks are at most between two quotations of a content."""

Cut = Callable[[int, int], bool]
"""Says whether a model may have left out a part of the text, from its start to its end."""


class Chain(NamedTuple):
    """The places of the fragments of a role.

    Args:
        places: The places, in order.
    """

    places: tuple[Place, ...]

    @property
    def offsets(self) -> Offsets:
        """The fragments."""
        return tuple((place.start, place.end) for place in self.places)

    @property
    def start(self) -> int:
        """The first character."""
        return self.places[0].start

    @property
    def end(self) -> int:
        """One past the last character."""
        return self.places[-1].end

    @property
    def inexact(self) -> int:
        """How many fragments are not exact."""
        return sum(place.kind != KINDS[0] for place in self.places)


@frozen(slots=True)
class Passage:
    """The places that the strings of a role have in a window.

    Args:
        matchers: One for each fragment.
        words: How many words the strings have.
        given: How many fragments the model wrote.
        cut: Says what may be left out between two fragments; None if anything may.
        anchor: The fragment whose places are looked up first: the one with the most words.
    """

    matchers: tuple[Matcher, ...]
    words: int
    given: int
    cut: Cut | None = None
    anchor: int = 0

    def after(self, at: int) -> Iterator[Chain]:
        """Yield the places whose anchor begins at or after a position, in order."""
        return self._chains(self.matchers[self.anchor].after(at))

    def before(self, at: int) -> Iterator[Chain]:
        """Yield the places whose anchor begins before a position, the last one first."""
        return self._chains(self.matchers[self.anchor].before(at))

    def alignment(self, role: Role, chain: Chain) -> Alignment:
        """Say how the strings are aligned.

        Args:
            role: The role.
            chain: The fragments that the role has.
        """
        pieces = 0 if len(chain.places) == self.given else len(chain.places)
        kinds = [place.kind for place in chain.places]
        kind = max((*kinds, KINDS[1 if pieces else 0]), key=KINDS.index)
        return Alignment(role, kind, sum(place.edits for place in chain.places), self.words, pieces)

    def _chains(self, anchors: Iterator[Place]) -> Iterator[Chain]:
        """Yield the places of all fragments, for each place of the anchor that has them."""
        for place in islice(anchors, _ANCHORS):
            before = _places_before(self.matchers[: self.anchor], place)
            after = _places_after(self.matchers[self.anchor + 1 :], place)
            chain = (*before, place, *after)
            if len(chain) == len(self.matchers) and self._may_cut(chain):
                yield Chain(chain)

    def _may_cut(self, chain: Sequence[Place]) -> bool:
        """Say whether a model may have left out what is between the fragments."""
        return self.cut is None or all(self.cut(one.end, two.start) for one, two in pairwise(chain))


def _places_before(matchers: Sequence[Matcher], place: Place) -> list[Place]:
    """Return the nearest places of the fragments before a place; fewer if one of them has none."""
    found: list[Place] = []
    for matcher in reversed(matchers):
        limit = place.start
        earlier = next((one for one in islice(matcher.before(limit), _OVERLAPPING) if one.end <= limit), None)
        if earlier is None:
            break
        found.append(place := earlier)
    return found[::-1]


def _places_after(matchers: Sequence[Matcher], place: Place) -> list[Place]:
    """Return the nearest places of the fragments after a place; fewer if one of them has none."""
    found: list[Place] = []
    for matcher in matchers:
        limit = place.end
        later = next((one for one in islice(matcher.after(limit), _OVERLAPPING) if one.start >= limit), None)
        if later is None:
            break
        found.append(place := later)
    return found


def find_passage(
    window: Window, strings: Sequence[str], most_edits: float, attribution: Passage | None = None
) -> Passage | tuple[str, str]:
    """Return the places of strings, or the string that has none and the reason.

    Args:
        window: The window of the text.
        strings: The fragments that a model wrote, in order; at least one.
        most_edits: The largest share of the words of a string that may differ.
        attribution: For a content, its cue, or its source if it has no cue. If a model left that out of the content,
            the content has a piece on each side.
    """
    matchers: list[Matcher] = []
    sizes: list[int] = []
    for string in strings:
        reading = read_string(string, window.text.language)
        matcher = _whole(window, reading)
        if matcher is None and len(strings) == 1 and (pieces := _pieces(window, reading, attribution)):
            return pieces
        if matcher is None:
            places, reason = edited_places(window, reading, most_edits)
            if not places:
                return reading.string, reason
            matcher = FixedMatcher(places)
        matchers.append(matcher)
        sizes.append(len(reading.units))
    passage = Passage(tuple(matchers), sum(sizes), len(strings), anchor=sizes.index(max(sizes)))
    if next(passage.after(window.start), None) is None:
        return " ... ".join(strings), "has its fragments in the text, but not in this order"
    return passage


def _whole(window: Window, reading: Reading) -> Matcher | None:
    """Return the places of a whole string with the same characters, or with the same words."""
    exact = next(CharacterMatcher(window, reading.string).after(window.start), None)
    if reading.units.keys:
        matcher = UnitMatcher(window, reading)
        first = next(matcher.after(window.start if exact is None else exact.start), None)
        if first is not None and (exact is None or first == exact):
            return matcher
    # If both are missing, or the words are split differently in the text.
    return None if exact is None else CharacterMatcher(window, reading.string)


def _pieces(window: Window, reading: Reading, attribution: Passage | None) -> Passage | None:
    """Return the places of a string that a model made of several passages of the text."""
    strings = _at_ellipses(window, reading)
    if 1 < len(strings) <= _MOST_PIECES:
        readings = [read_string(string, window.text.language) for string in strings]
        passage = _joined(window, readings, lambda start, end: window.words_between(start, end) <= _LONGEST_CUT)
        if passage:
            return passage
    if attribution is None or len(reading.units) < _FEWEST_WORDS:
        return None

    def holds_attribution(start: int, end: int) -> bool:
        """Say whether a part of the text is the clause with the attribution."""
        chain = next(attribution.after(start), None)
        return chain is not None and chain.end <= end and _is_clause(window, start, end)

    found = (_joined(window, each, holds_attribution) for each in _splits(window, reading, _MOST_PIECES))
    return next((passage for passage in found if passage), None)


def _is_clause(window: Window, start: int, end: int) -> bool:
    """Say whether a part of the text is short, in one sentence and without a quotation of its own."""
    if window.words_between(start, end) > LONGEST_CLAUSE:
        return False
    sentence = bisect_right(window.starts, start)
    if sentence < len(window.starts) and window.words_between(window.starts[sentence], end):
        return False
    # One mark closes the quotation before, and one opens the next.
    return sum(character in SURE_MARKS for character in window.text.slice(start, end)) <= _MARKS_BETWEEN


def _joined(window: Window, readings: Sequence[Reading], cut: Cut) -> Passage | None:
    """Return the places of pieces that a model joined; None if they are not near to one another in this order."""
    matchers = [_whole(window, reading) if reading.units.keys else None for reading in readings]
    if None in matchers:
        return None
    sizes = [len(reading.units) for reading in readings]
    found = tuple(matcher for matcher in matchers if matcher)
    passage = Passage(found, sum(sizes), 1, cut, sizes.index(max(sizes)))
    return passage if next(passage.after(window.start), None) else None


def _at_ellipses(window: Window, reading: Reading) -> list[str]:
    """Split a string at its ellipses."""
    forms = window.text.language.words["ellipsis"]
    pieces, done = [], 0
    for start, end, word in reading.words:
        if unicodedata.normalize("NFKC", word) in forms:
            pieces.append(reading.view[done:start])
            done = end
    pieces.append(reading.view[done:])
    return [piece for piece in pieces if piece.strip()]


def _splits(window: Window, reading: Reading, most: int) -> Iterator[list[Reading]]:
    """Yield ways to split a string into pieces that are in the text, with the longest first piece first."""
    units, language = reading.units, window.text.language
    longest = _longest_beginning(window, reading.units.keys)
    if longest == len(units):
        yield [reading]
    elif most > 1:
        for size in range(longest, max(0, longest - _BACK), -1):
            # Both pieces get the marks between them, because they can belong to either.
            first = read_string(reading.view[: units.starts[size]], language)
            rest = read_string(reading.view[units.ends[size - 1] :], language)
            for others in _splits(window, rest, most - 1):
                yield [first, *others]


def _longest_beginning(window: Window, keys: Sequence[str]) -> int:
    """Return how many of the first words of a string are side by side in the text."""

    def is_missing(size: int) -> int:
        """Return 1 if so many words are not in the text, else 0."""
        return window.units.joined.find(f" {' '.join(keys[:size])} ", *window.joined) < 0

    # If some words are in the text, fewer are too, so a search by halves finds the largest number.
    return bisect_left(range(1, len(keys) + 1), 1, key=is_missing)
