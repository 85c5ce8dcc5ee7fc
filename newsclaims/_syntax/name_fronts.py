"""Finds what is before a name in a run of capitals, but is not part of it: a day, an office, a place, a description."""

from typing import Final

from newsclaims._language import WordLists
from newsclaims.text import Text

from .name_entries import NameEntries

__all__ = ["NameFronts"]

_NO_PERSON = ("no_person", "no_person_end", "org_of", "time")
"""The lists of words that persons' names do not have."""
_FULL = 2
"""How many words a full name has at least."""
_LONGEST = 4
"""How many words a person's name after an office may have."""
_INITIAL = 2
"""How many characters an initial has, with its full stop."""


class NameFronts:
    """Reads the front of runs of capitalised words.

    Args:
        text: The text.
        entries: The entries of the word lists in it.
    """

    def __init__(self, text: Text, entries: NameEntries) -> None:
        self.entries, self._in = entries, entries.begins
        self.texts, self.lowers = text.words.texts, text.words.lowers
        self.lists: Final[WordLists] = text.language.holders
        self.places = (self.lists["place"], text.language.sources["place"])
        self.nations = text.language.sources["nationality"].starts
        self.compounds = text.language.endings["compound_front"]

    def after_time(self, first: int, last: int) -> int:
        """Return where a run begins after a day or a month: "On Monday Erik Holm"; not "the Sunday Times".

        Args:
            first: The first word of the run.
            last: One past its last word.
        """
        told = first > 0 and self._in("before_time", first - 1)
        if told and last - first > _FULL and self._in("month_or_name", first):
            return first + 1
        if last - first < _FULL or not self._in("time_front", first) or self._in("day_part", first + 1):
            return first
        titled = self._in("day_paper", last - 1) or (first > 0 and self._in("before_title", first - 1))
        return first + 1 if told or (last - first > _FULL and not titled) else first

    def after_compound(self, first: int, last: int) -> int:
        """Return where a run begins after an adjective with a hyphen: "the Oslo-based Harbour Bank".

        Args:
            first: The first word of the run.
            last: One past its last word.
        """
        ends = [k for k in range(first, last - 1) if self.lowers[k].endswith(self.compounds)]
        return ends[-1] + 1 if ends else first

    def office(self, first: int) -> int | None:
        """Return the title before a run that begins with its office: "Minister of", "editor at the"; None if none.

        Args:
            first: The first word of the run.
        """
        k = first - 1
        if k > 0 and self._in("article", k):
            k -= 1
        if k < 1 or not any(self._in(group, k) for group in ("office_link", "joint")):
            return None
        if self._in("office_link", k) and any(self._in(group, k - 1) for group in ("title", "role")):
            return k - 1
        return self.office(k - 1) if self._in("portfolio", k - 1) else None  # "Minister of State for"

    def after_office(self, first: int, last: int) -> int:
        """Return where a person's name begins after the place, the field or the organisation of an office.

        Args:
            first: The first word of the run.
            last: One past its last word.
        """
        k = first
        while last - k > _FULL and (length := self._field(k)) and last - k - length >= _FULL:
            k += length
        if k > first and not self._has_organisation(k, last):
            return k
        heads = [n + 1 for n in range(first, last) if self._in("org_word", n)]
        if heads and _FULL <= last - heads[-1] <= _LONGEST and self.is_personal(heads[-1], last):
            return heads[-1]
        return first

    def after_place(self, first: int, last: int) -> int:
        """Return where a run begins after a place, if what follows can be a person's name: "Zimbabwe Robert Mugabe".

        Args:
            first: The first word of the run.
            last: One past its last word.
        """
        end = first + self._place(first)
        if end == first or not _FULL <= last - end <= _LONGEST or self._has_organisation(end, last):
            return first
        if self._in("compass", first) or (first > 0 and self._in("article", first - 1)):
            return first
        return first if len(self.texts[end]) <= _INITIAL or not self.is_personal(end, last) else end

    def is_personal(self, first: int, last: int) -> bool:
        """Say whether the words of a run can be a person's name.

        Args:
            first: The first word.
            last: One past the last word.
        """
        if not all(word[0].isupper() for word in self.texts[first:last]):
            return False
        if any(self._in("org_word", k) for k in range(first, last - 1)):
            return False
        return not any(self._in(group, k) for k in range(first, last) for group in _NO_PERSON)

    def _has_organisation(self, first: int, last: int) -> bool:
        """Say whether a word shows an organisation."""
        return any(self._in("org_word", k) for k in range(first, last))

    def _place(self, i: int) -> int:
        """Return the number of words of the place at a word."""
        longest = 0
        for places in self.places:
            found = places.at(self.lowers, i)
            longest = longest if found is None else max(longest, found[1])
        return longest

    def _field(self, i: int) -> int:
        """Return the number of words of what an office is for."""
        found = self.entries.at("portfolio", i)
        if found is not None:
            return found[1]
        return self._place(i) or int(self.lowers[i] in self.nations)
