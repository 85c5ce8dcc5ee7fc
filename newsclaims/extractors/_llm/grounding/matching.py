"""Finds the places of one string in a window of a text: the same characters, or the same words.

Places are looked up near a position, in both directions, and only as many as are asked for. So a text that repeats a
word ten thousand times costs no more than another.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple, Protocol

from attrs import frozen

from newsclaims.text._quotation_marks import QUOTATION_MARKS

from .results import Kind
from .units import Reading
from .window import Window

__all__ = ["CharacterMatcher", "FixedMatcher", "Matcher", "Place", "UnitMatcher", "with_marks"]

_TRIES = 256
"""How many places inside words are skipped before a search gives up."""
_EDGE = 3
"""How many marks beside the words of a string can belong to it."""
_QUOTE = QUOTATION_MARKS[0]
"""Stands for any quotation mark when marks are compared."""


class Place(NamedTuple):
    """A place of a string.

    Args:
        start: The first character.
        end: One past the last.
        kind: How the string is aligned there.
        edits: How many words differ.
    """

    start: int
    end: int
    kind: Kind
    edits: int = 0


class Matcher(Protocol):
    """The places of a string in a window."""

    def after(self, at: int) -> Iterator[Place]:
        """Yield the places that begin at or after a position, in order."""

    def before(self, at: int) -> Iterator[Place]:
        """Yield the places that begin before a position, the last one first."""


@frozen(slots=True)
class CharacterMatcher:
    """The places with the same characters, from the beginning of a word to the end of one.

    Args:
        window: The window.
        string: The string, not empty.
    """

    window: Window
    string: str

    def after(self, at: int) -> Iterator[Place]:
        """Yield the places that begin at or after a position, in order."""
        starts, tries = self.window.text.words.starts, _TRIES
        at = max(at, self.window.start)
        while tries and (at := self.window.text.string.find(self.string, at, self.window.end)) >= 0:
            place = self._place(at)
            if place:
                yield place
            else:
                tries -= 1
            following = bisect_right(starts, at)
            if following == len(starts):
                return
            at = starts[following]

    def before(self, at: int) -> Iterator[Place]:
        """Yield the places that begin before a position, the last one first."""
        starts, tries, size = self.window.text.words.starts, _TRIES, len(self.string)
        at = min(at - 1, self.window.end - size)
        while tries and (at := self.window.text.string.rfind(self.string, self.window.start, max(0, at + size))) >= 0:
            place = self._place(at)
            if place:
                yield place
            else:
                tries -= 1
            earlier = bisect_left(starts, at)
            if not earlier:
                return
            at = starts[earlier - 1]

    def _place(self, start: int) -> Place | None:
        """Return a match, if it does not begin or end inside a word."""
        words, end = self.window.text.words, start + len(self.string)
        first, last = words.index_at(start), bisect_left(words.ends, end)
        if first < len(words) and words.starts[first] == start and last < len(words) and words.ends[last] == end:
            return Place(start, end, "exact")
        return None


@frozen(slots=True)
class UnitMatcher:
    """The places with the same words.

    Args:
        window: The window.
        reading: The string; it has units.
    """

    window: Window
    reading: Reading

    def after(self, at: int) -> Iterator[Place]:
        """Yield the places that begin at or after a position, in order."""
        units, tries, needle = self.window.units, _TRIES, self.reading.units.joined
        first, last = self.window.joined
        following = bisect_left(units.starts, at)
        at = max(first, units.at[following] - 1 if following < len(units) else last)
        while tries and (at := units.joined.find(needle, at, last)) >= 0:
            place = self._place(bisect_left(units.at, at + 1))
            if place:
                yield place
            else:
                tries -= 1
            at += 1

    def before(self, at: int) -> Iterator[Place]:
        """Yield the places that begin before a position, the last one first."""
        units, tries, needle = self.window.units, _TRIES, self.reading.units.joined
        first, last = self.window.joined
        following = bisect_left(units.starts, at)
        last = min(last, units.at[following - 1] - 1 + len(needle) if following else 0)
        while tries and (at := units.joined.rfind(needle, first, last)) >= 0:
            place = self._place(bisect_left(units.at, at + 1))
            if place:
                yield place
            else:
                tries -= 1
            last = at - 1 + len(needle)

    def _place(self, first: int) -> Place | None:
        """Return the match that begins with a unit, if it does not begin or end inside a word."""
        units, given = self.window.units, self.reading.units
        last = first + len(given) - 1
        if not (units.opens[first] and units.closes[last]):
            return None
        string, start, end = self.window.text.string, units.starts[first], units.ends[last]
        whole = start - given.starts[0], end + len(self.reading.view) - given.ends[-1]
        # The bounds are checked first, because a negative index would count from the end.
        if self.window.start <= whole[0] and string[whole[0] : min(whole[1], self.window.end)] == self.reading.string:
            return Place(*whole, "exact")
        if len(given) == 1 and _is_acronym(string[start:end]) != _is_acronym(self.reading.view[given.starts[0] :]):
            return None
        return Place(*with_marks(self.window, self.reading, start, end), "normalised")


@frozen(slots=True)
class FixedMatcher:
    """Places that were found before.

    Args:
        places: The places, sorted.
    """

    places: tuple[Place, ...]

    def after(self, at: int) -> Iterator[Place]:
        """Yield the places that begin at or after a position, in order."""
        return iter([place for place in self.places if place.start >= at])

    def before(self, at: int) -> Iterator[Place]:
        """Yield the places that begin before a position, the last one first."""
        return iter([place for place in reversed(self.places) if place.start < at])


def with_marks(window: Window, reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Return the place of words with the quotation marks, brackets and so on beside them that the model wrote too.

    Args:
        window: The window.
        reading: What the model wrote; it has units.
        start: The first character of the words in the text.
        end: One past their last.
    """
    string, units = window.text.string, reading.units
    left = range(start - 1, max(window.start, start - _EDGE) - 1, -1)
    right = range(end, min(window.end, end + _EDGE))
    edges = {_QUOTE, *window.text.language.grounding["edge"].starts}
    before = edges.intersection(map(_form, reading.view[: units.starts[0]]))
    after = edges.intersection(map(_form, reading.view[units.ends[-1] :]))
    if sum(_form(mark) == _QUOTE for mark in reading.view) % 2:
        # One of a pair of quotation marks is missing, because a model joined two quotations.
        before, after = before | {_QUOTE}, after | {_QUOTE}
    opening, closing = _last_given(string, left, before), _last_given(string, right, after)
    return start if opening is None else opening, end if closing is None else closing + 1


def _last_given(string: str, places: Iterable[int], forms: AbstractSet[str]) -> int | None:
    """Return the last place of a run of marks that has one of the given marks."""
    found = None
    for at in places:
        if string[at].isspace() or string[at].isalnum():
            break
        if _form(string[at]) in forms:
            found = at
    return found


def _is_acronym(words: str) -> bool:
    """Say whether the first word has only capitals: "US" is not "us", and the label "A" is not "a"."""
    word = words.split(maxsplit=1)[0]
    letters = [character for character in word if character.isalpha()]
    return bool(letters) and all(map(str.isupper, letters))


def _form(mark: str) -> str:
    """Return a mark in a form in which all quotation marks are equal."""
    return _QUOTE if mark in QUOTATION_MARKS else mark
