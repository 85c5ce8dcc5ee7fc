"""Reads names around a source: the name in it, the names coordinated with it, and the name that "who" follows."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from newsclaims._attribution import Offsets
from newsclaims._syntax import capitals_of, is_capital
from newsclaims.text import Text

from .named_entities import Mention, NamedEntity
from .references import Reference
from .roles import affiliated, classes, inventory_of

__all__ = ["Names"]

_BACK = 14
"""How many words before "who" its antecedent may be."""
_SENTENCE = 40
"""How many words before "and who" the other relative pronoun may be."""
_AFFILIATION = 3
"""How many names back the name before an affiliation is searched for."""
_CLAUSE_ENDS = frozenset({".", ";", ":"})


class Names:
    """The names of a text, searched from a place in it.

    Args:
        text: The text.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        self.lowers, self.lists = text.words.lowers, text.language.holders
        self.inventory = text.once(inventory_of)
        self.starts = [mention.name.first for mention in self.inventory.mentions]

    def opens(self, group: str, i: int) -> bool:
        """Say whether a word begins an entry of a list.

        Args:
            group: The list.
            i: The word.
        """
        return self.lowers[i] in self.lists[group].starts

    def described_person(self, source: Offsets) -> Mention | None:
        """Return the person, if a source is a person's name, alone or after a description.

        Args:
            source: The fragments of the source; only the first is read.
        """
        words = self.text.words.indices(source[:1])
        if words and self.opens("genitive", words[-1]):
            del words[-1]
        if not words or self._listed(words):
            return None
        begin = 0
        for n in [*(n for n, i in enumerate(words) if self.opens("added", i)), len(words)][:2]:
            segment = words[begin:n]
            at = bisect_left(self.starts, segment[-1] + 1) - 1 if segment else -1
            if at >= 0 and self._ending(segment[-1] + 1) and self._described(segment, self.inventory.mentions[at]):
                return self.inventory.mentions[at]
            begin = n + 1
        return None

    def _described(self, segment: Sequence[int], named: Mention) -> bool:
        """Say whether a phrase is a person's name, alone or after a description."""
        name, entity = named.name, self.inventory.entities[named.entity]
        if not entity.personal or name.first < segment[0]:
            return False
        if name.lead <= segment[0]:
            return entity.name.size > 1
        before = segment[: segment.index(name.lead)] if name.lead in segment else segment
        if any(self.opens("no_description", i) for i in before):
            return False
        return name.lead < name.first or bool(classes(self.text.language, "role", self.lowers[name.lead - 1]))

    def named(self, words: Sequence[int]) -> Mention | None:
        """Return the name that contains the head of a noun phrase.

        Args:
            words: The words of the noun phrase, up to its head.
        """
        head = words[-1]
        k = bisect_right(self.starts, head) - 1
        for at in (k, k - 1):
            if at >= 0 and self.inventory.mentions[at].name.first <= head < self.inventory.mentions[at].name.last:
                return self.inventory.mentions[at]
        return None

    def named_end(self, first: int, last: int) -> int:
        """Return the end of the names that a preposition adds to a noun phrase: "doctors at Harbour Hospital".

        Args:
            first: One past the head of the phrase.
            last: One past the last word of the source.
        """
        end = first
        if first == last or not self.opens("preposition", first):
            return end
        for i in range(first, last):
            if not self.text.words.texts[i][0].isalnum() or self.opens("relative", i):
                break
            named = self.named([i])
            end = end if named is None else named.name.last
        return end

    def misses(self, words: Sequence[int], named: Mention) -> bool:
        """Say whether a given name is before a family name, but was not read as part of the same name.

        Args:
            words: The words of a noun phrase.
            named: The name in it.
        """
        before = named.name.lead - 1
        if before not in words or not self.inventory.entities[named.entity].personal:
            return False
        word = self.lowers[before]
        capital = is_capital(self.text.words.texts[before]) and self._ending(before + 1) is None
        known = any(word in self.lists[group].starts for group in ("title", "premodifier", "role", "function", "place"))
        return capital and not known and not self._common(word)

    def _common(self, word: str) -> bool:
        """Say whether a word that begins with a capital here is a common word or a nationality."""
        return word in self.text.once(capitals_of).small or word in self.text.language.sources["nationality"].starts

    def joined(self, reference: Reference) -> bool:
        """Say whether a second name is coordinated with the first: "Ann Bell and Tom Roe".

        Args:
            reference: The source.
        """
        return self._listed([i for i in reference.whole if i > reference.head])

    def _listed(self, after: Sequence[int]) -> bool:
        """Say whether words continue with another name of a list, or with "and" and a name."""
        commas = True
        for n, i in enumerate(after[:-1]):
            if not n and self.opens("addition", i) and any(self._name_at(later) for later in after[1:4]):
                return True
            if self.opens("joint", i):
                return commas and (self._name_at(after[n + 1]) or self.opens("coordinated", after[n + 1]))
            if self.lowers[i] != "," and not self._name_at(i) and not self._in_name(i):
                commas = False
        return False

    def _name_at(self, i: int) -> bool:
        """Say whether a name, or the title before one, begins at a word."""
        k = bisect_left(self.starts, i)
        near = self.inventory.mentions[k].name if k < len(self.starts) else None
        return near is not None and near.lead <= i <= near.first

    def _in_name(self, i: int) -> bool:
        """Say whether a word is inside a name that begins before it."""
        k = bisect_right(self.starts, i) - 1
        return k >= 0 and self.inventory.mentions[k].name.last > i

    def antecedent(self, word: int, *, first: bool = True) -> int | None:
        """Return the entity right before "who": a name, or a name with an apposition.

        Args:
            word: The relative pronoun.
            first: Whether "and who" may refer to the same name as the relative pronoun before it.
        """
        i = word - 1
        while i >= 0 and self.opens("before_relative", i) and word - i < 4:
            i -= 1
        if i >= 0 and self.opens("resumed", i):
            return self._coordinate(i) if first else None
        named = self._affiliated(i + 1)
        if named is not None and self._fits(named, word, closed=i == word - 1):
            return named.entity
        for k in range(i, max(-1, i - _BACK), -1):
            if self.lowers[k] in _CLAUSE_ENDS or self.opens("opening_verb", k):
                break
            copula = self.opens("copula", k) and self.opens("determiner", k + 1)
            apposed = self.lowers[k] == "," and (i < word - 1 or self.opens("determiner", k + 1))
            named = self._affiliated(k) if copula or apposed else None
            if named is not None and (copula or self._fits(named, word, closed=False)):
                return named.entity
            if self.opens("finite", k):
                break
        return None

    def _coordinate(self, word: int) -> int | None:
        """Return the antecedent of the relative pronoun before "and who"."""
        for k in range(word - 1, max(-1, word - _SENTENCE), -1):
            if self.lowers[k] in _CLAUSE_ENDS:
                return None
            if self.opens("relative", k):
                return self.antecedent(k, first=False)
        return None

    def _affiliated(self, last: int) -> Mention | None:
        """Return the name that ends before a word, with or without an affiliation: "Ann Bell (D-Sandport)"."""
        k = bisect_left(self.starts, last) - 1
        for at in range(k - 1, max(-1, k - _AFFILIATION), -1):
            mention = self.inventory.mentions[at]
            if self.inventory.entities[mention.entity].personal and affiliated(self.text, mention.name.last) == last:
                return mention
        found = self._ending(last)
        if found is None and k >= 0 and affiliated(self.text, self.inventory.mentions[k].name.last) == last:
            return self.inventory.mentions[k]
        return found

    def _fits(self, named: Mention, word: int, *, closed: bool) -> bool:
        """Say whether a relative pronoun can refer to a name; "Republicans who" means only some of them."""
        entity = self.inventory.entities[named.entity]
        before = self.lowers[named.name.lead - 1] if named.name.lead else ""
        if closed and (entity.kind == "members" or before in self.lists["complement"].starts):
            return False
        if entity.kind == "place" or (_unsure(named, entity) and before in self.lists["preposition"].starts):
            return False
        return entity.personal or entity.kind == "members" or not self.opens("personal_relative", word)

    def _ending(self, last: int) -> Mention | None:
        """Return the name that ends right before a word."""
        k = bisect_left(self.starts, last) - 1
        if k >= 0 and self.inventory.mentions[k].name.last == last:
            return self.inventory.mentions[k]
        return None


def _unsure(named: Mention, entity: NamedEntity) -> bool:
    """Say whether a name can also be a place: a single word without any sign of a person."""
    return entity.kind == "unknown" and named.name.last - named.name.lead == 1 and entity.name.size == 1
