"""Finds the small words that complete a name: "the Italian government", "Bell administration", "parliament of Iraq"."""

from typing import Final, Literal

from newsclaims._language import WordLists
from newsclaims.text import Text, WordRange

from .name_entries import NameEntries
from .name_links import NameLinks

__all__ = ["HeadKind", "NameHeads"]

HeadKind = Literal["organisation", "members"]
"""What a completed name names: a body, or several of its people."""

_LONGEST = 4
"""How many words before "of" are searched for the start of "the supreme court of"."""


class NameHeads:
    """Reads the small words beside the names of nations, places and people.

    Args:
        text: The text.
        links: What connects the words of names.
        entries: The entries of the word lists in it.
    """

    def __init__(self, text: Text, links: NameLinks, entries: NameEntries) -> None:
        self.texts, self.lowers = text.words.texts, text.words.lowers
        self.lists: Final[WordLists] = text.language.holders
        self.nations = text.language.sources["nationality"].starts
        self.links, self.entries = links, entries

    def after(self, words: WordRange, *, place: bool, surname: bool) -> tuple[int, HeadKind] | None:
        """Return where the small words after a name end, and what it names with them; None if there are none.

        Args:
            words: The name.
            place: Whether it is a place.
            surname: Whether it can be a person's last name.
        """
        end = words.last
        if end >= len(self.texts) or not self.texts[end].islower() or not self.links.joined(end):
            return None
        if place or self.lowers[end - 1] in self.nations:
            found = self.entries.at("state_head", end)
        else:
            found = self.entries.at("ruled_head", end) if surname else None
        if found is None or self._goes_on(end + found[1]):
            return None
        return end + found[1], "members" if found[0] == "members" else "organisation"

    def before(self, first: int) -> int:
        """Return where the small words before a place begin: "government of Georgia"; else `first`.

        Args:
            first: The first word of the place.
        """
        i = first - 1
        if i > 0 and self.lowers[i] in self.lists["definite_article"].starts:
            i -= 1
        if i < 2 or not self._is(i, "within_title") or not self.links.joined(first):
            return first
        for start in range(max(1, i - _LONGEST), i):
            found = self.entries.at("state_head", start)
            if found is not None and start + found[1] == i and self.texts[start].islower():
                return start if found[0] != "members" and self._is(start - 1, "definite_article") else first
        return first

    def _is(self, i: int, group: str) -> bool:
        """Say whether a word is in a list of single words."""
        return self.lowers[i] in self.lists[group].starts

    def _goes_on(self, i: int) -> bool:
        """Say whether a noun or a name follows that the small words only describe: "the Italian army chief"."""
        if i >= len(self.texts) or not self.links.joined(i):
            return False
        return self.links.capital(i) or any(self._is(i, group) for group in ("role", "org_noun", "after_state_head"))
