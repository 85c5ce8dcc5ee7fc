"""Finds where a name continues after small words and marks: "Bank of Lund", "Roe, Inc.", "Rail Operators' Group"."""

from typing import Final

from newsclaims._language import WordLists
from newsclaims.text import Text

from .name_entries import NameEntries

__all__ = ["NameLinks"]

_PARTS = 5
"""How many parts a list inside a name may have: "Union of Rail, Maritime and Transport Workers"."""
_PART = 3
"""How many words each part may have."""
_LONG_TITLE = 2
"""Titles with more words than this have small words inside: "secretary of state"."""
_SPACES = (" ", "\u00a0")
_FEW = 3
"""How many small words may follow each other: "de la Cruz"."""


class NameLinks:
    """Reads what connects the words of names.

    Args:
        text: The text.
        openers: The first words of sentences.
        entries: The entries of the word lists in it.
    """

    def __init__(self, text: Text, openers: frozenset[int], entries: NameEntries) -> None:
        self.entries, self._in = entries, entries.begins
        self.language, self.openers = text.language, openers
        self.texts, self.lowers = text.words.texts, text.words.lowers
        self.string, self.starts, self.ends = text.string, text.words.starts, text.words.ends
        self.lists: Final[WordLists] = text.language.holders
        self.prefixes = text.language.reading["small_prefixes"]
        self.places = (self.lists["place"], text.language.sources["place"])
        self.nations = text.language.sources["nationality"].starts

    def capital(self, i: int) -> bool:
        """Say whether a word may be part of a name.

        Args:
            i: The word.
        """
        word = self.texts[i]
        if not word[0].isupper():
            return self.lowers[i].startswith(self.prefixes) and word != self.lowers[i]
        if self.lowers[i] not in self.lists["capital_pronoun"].starts:
            return True
        return i + 1 < len(self.texts) and self.texts[i + 1] == "."

    def joined(self, i: int) -> bool:
        """Say whether a word follows the one before in the same sentence, after one space.

        Args:
            i: The word.
        """
        if i >= len(self.texts) or i in self.openers:
            return False
        start = self.starts[i]
        return self.ends[i - 1] == start - 1 and self.string[start - 1] in _SPACES

    def over(self, first: int, i: int) -> int:
        """Return where a name continues after a small word or a mark inside it; `i` if it does not.

        Args:
            first: The first word of the name.
            i: The small word or the mark.
        """
        if i >= len(self.texts) or i in self.openers:
            return i
        if self._in("genitive", i):
            return self._after_genitive(first, i)
        if self._in("list_mark", i):
            return self._after_mark(first, i)
        if not self.joined(i):
            return i
        if self.texts[i].isdigit():
            return i + int(self._in("numbered", i - 1))
        return self._after_word(first, i)

    def _after_word(self, first: int, i: int) -> int:
        """Return where a name continues after "of", "and" or "van"."""
        k = i + 1
        title = self.entries.at("title", i - 1)
        if title is not None and title[1] > _LONG_TITLE:
            return i - 1 + title[1]
        if not self.entries.groups[i]:  # nearly always
            return i
        link, joiner = self._value("org_link", i), self._value("name_joiner", i)
        if link is not None and (self._in(link, i - 1) or self._linked(first, i)):
            if self.joined(k) and self._in("article", k) and self.texts[k].islower():
                k += 1
            return k + 1 if self._continues(k) and not self._in("time", k) else i
        if joiner is not None and self._continues(k):
            if joiner == "-" or self._in(joiner, k) or (self._linked(first, i) and self._is_field(k)):
                return k + 1
            return self._after_parts(first, i)
        while k < i + _FEW and self._in("particle", k - 1) and self.joined(k):
            if self.capital(k):
                return k + 1
            k += 1
        return i

    def _continues(self, k: int) -> bool:
        """Say whether a capitalised word follows."""
        return self.joined(k) and self.capital(k)

    def _linked(self, first: int, last: int) -> bool:
        """Say whether a name already has a small word after a body: "Movement for the Emancipation"."""
        return any(
            self.lowers[k] in self.lists["org_link"].starts and self._in("and_of", k - 1)
            for k in range(first + 1, last - 1)
        )

    def _is_field(self, k: int) -> bool:
        """Say whether a word can be a second field of a body; not another body, a person with a title or a place."""
        if any(self._in(group, k) for group in ("title", "org_of", "time", "org_word")) or self.texts[k].isupper():
            return False
        nation = self.lowers[k] in self.nations and not self._continues(k + 1)
        return not nation and all(place.at(self.lowers, k) is None for place in self.places)

    def _after_mark(self, first: int, i: int) -> int:
        """Return where a name continues after a comma: "Roe, Inc.", "Rail, Maritime and Transport Workers"."""
        if self.joined(i + 1) and self._in("after_comma", i + 1):
            return i + 2
        return self._after_parts(first, i)

    def _after_parts(self, first: int, i: int) -> int:
        """Return where a list of fields ends whose last words are those of a body: "Food and Drink Federation"."""
        definite = self._in("article", first) or (
            first > 0 and (self._in("article", first - 1) or self._in("within_title", first - 1))
        )
        if not (definite or self._linked(first, i)) or self._in("org_word", i - 1) or self.texts[i - 1].isupper():
            return i
        k = i
        for _ in range(_PARTS):
            if k >= len(self.texts) or k in self.openers:
                return i
            last = self._in("name_joiner", k)
            if not (last or self._in("list_mark", k)):
                return i
            if not last and self.joined(k + 1) and self._in("name_joiner", k + 1):
                k, last = k + 1, True
            end = k + 1
            while end <= k + _PART + last and end < len(self.texts) and self._continues(end):
                end += 1
            if end == k + 1 or not self._is_field(k + 1):
                return i
            if last:
                return end if self._in("head_of_list", end - 1) and end - k > _LONG_TITLE else i
            k = end
        return i

    def _after_genitive(self, first: int, i: int) -> int:
        """Return where a name continues after a genitive: "Rail Operators' Group", "District Attorney's Office"."""
        if i > 0 and self.ends[i - 1] != self.starts[i]:
            return i
        owner = self._in("owner_in_name", i - 1)
        plural = self.texts[i] not in self.lists["owner"].starts and self._plural_genitive(i)
        if self._in("genitive_name", i - 1) or (i - 1 > first and self._in("genitive_name", i - 2)):
            return i + 1
        end = i + 1
        while end < len(self.texts) and self._continues(end):
            end += 1
        if end == i + 1 or not (owner or plural):
            return i
        heads = ("org_word", "org_of")
        return end if any(self._in(group, k) for k in range(i + 1, end) for group in heads) else i

    def _plural_genitive(self, i: int) -> bool:
        """Say whether a mark is the genitive of a plural that is not a party or a nation."""
        before, plural = self.lowers[i - 1], self.language.endings["plural"]
        members = self._in("not_in_name", i - 1) or before[:-1] in self.nations
        return len(self.texts[i]) == 1 and before.endswith(plural) and not members

    def _value(self, group: str, i: int) -> str | None:
        """Return the value of a word in a list of single words."""
        runs = self.lists[group].starts.get(self.lowers[i])
        return None if runs is None else runs[0][1]
