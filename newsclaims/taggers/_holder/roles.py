"""Reads the roles of named entities from titles, appositions and predicates, for resolving descriptions."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache

from attrs import define

from newsclaims._language import Language, WordLists
from newsclaims._syntax import Name, NameKind, is_capital
from newsclaims.text import Text

from .named_entities import Inventory, Mention, NamedEntity, take_inventory

__all__ = ["affiliated", "classes", "inventory_of", "kind_of_holder"]

_REACH = 12
"""The largest number of words in an apposition."""
_BRACKETS = 9
"""The largest number of words in brackets after a name with a place of origin."""
_BEFORE = 5
"""The largest number of words that describe a name right before it."""
_NONE = frozenset[str]()


def classes(language: Language, group: str, word: str) -> frozenset[str]:
    """Return the values of a word, or of its singular, in a word list.

    Args:
        language: The language data.
        group: The list.
        word: The word, lower case.
    """
    return _values(language, group).get(word, _NONE)


@cache
def _values(language: Language, group: str) -> Mapping[str, frozenset[str]]:
    """Return the single words of a list with their values."""
    starts = language.holders[group].starts
    return {word: frozenset(value for tail, value in runs if not tail) for word, runs in starts.items()}


@cache
def _strange(language: Language) -> frozenset[str]:
    """Return the words that cannot describe a person: verbs of speech, pronouns and determiners."""
    return frozenset(word for group in ("speech", "pronoun", "determiner") for word in language.holders[group].starts)


def affiliated(text: Text, last: int) -> int:
    """Return the end of a place of origin after a name: "of Sandport", "(D-Sandport)"; or else the end of the name.

    Args:
        text: The text.
        last: One past the name.
    """
    texts = text.words.texts
    word = texts[last] if last < len(texts) else "."
    if word == "(":
        reach = texts[last : last + _BRACKETS]
        return last + reach.index(")") + 1 if ")" in reach else last
    if word not in text.language.holders["origin"].starts:
        return last
    end = last + 1
    while end < min(len(texts), last + _BEFORE) and is_capital(texts[end]):
        end += 1
    return end if end > last + 1 else last


def inventory_of(text: Text) -> Inventory:
    """Return the entities of a text with their roles; call it as `text.once(inventory_of)`, which keeps the result.

    Args:
        text: The text.
    """
    inventory = take_inventory(text)
    _describe(text, inventory)
    return inventory


def kind_of_holder(text: Text, place: tuple[int, int]) -> NameKind | None:
    """Return the kind of the entity that is named at a place; None if there is no name.

    Args:
        text: The text.
        place: Start and end of the name.
    """
    first = text.words.index_at(place[0])
    last = text.words.index_at(place[1])
    inventory = text.once(inventory_of)
    at = bisect_left(inventory.mentions, first, key=lambda mention: mention.name.first)
    if at < len(inventory.mentions) and inventory.mentions[at].name.first < last:
        return inventory.entities[inventory.mentions[at].entity].kind
    return None


def _describe(text: Text, inventory: Inventory) -> None:
    """Note the roles, the sex and other descriptions next to the names."""
    describer = _Describer(text, _surnamed(text, inventory))
    for entity in inventory.entities:
        describer.by_name(entity)
    for mention in inventory.mentions:
        describer.look(mention, inventory.entities[mention.entity])
    for entity in inventory.entities:
        _settle(entity)


def _surnamed(text: Text, inventory: Inventory) -> frozenset[int]:
    """Return the entities that are also called by the last word of their names, like persons."""
    lowers, found = text.words.lowers, set()
    for mention in inventory.mentions:
        name, whole = mention.name, inventory.entities[mention.entity].name
        if name.last - name.first == 1 < whole.size and lowers[name.first] == lowers[whole.last - 1]:
            found.add(mention.entity)
    return frozenset(found)


def _settle(entity: NamedEntity) -> None:
    """Change an entity to an organisation if it is only described as one."""
    if entity.kind in ("unknown", "thing"):
        persons = any(role.startswith("*") for role in entity.roles)
        if any(not role.startswith("*") for role in entity.roles) and not persons and not entity.sex:
            entity.kind = "organisation"
        elif persons or entity.sex:
            entity.kind = "person"


@define(slots=True)
class _Describer:
    """Reads the words around the names of a text."""

    text: Text
    surnamed: frozenset[int]
    surname: bool = False

    @property
    def lists(self) -> WordLists:
        return self.text.language.holders

    def _classes(self, group: str, word: str) -> frozenset[str]:
        return classes(self.text.language, group, word)

    @property
    def lowers(self) -> Sequence[str]:
        return self.text.words.lowers

    def by_name(self, entity: NamedEntity) -> None:
        """Read the role of an organisation from its name."""
        first, last = entity.name.first, entity.name.last
        if entity.kind in ("organisation", "thing"):
            whole = self.lists["org_word"].at(self.lowers, first)
            if whole is not None and whole[1] == last - first > 1:  # "White House" is not a house
                entity.roles.add(whole[0])
                first = last
            for k in range(first, last):
                if k == last - 1 or self.lowers[k + 1] in self.lists["org_link"].starts:
                    entity.roles |= self._classes("org_word", self.lowers[k])
            entity.words |= set(self.lowers[entity.name.slice])
        elif entity.kind == "place" and self.text.language.sources["place"].at(self.lowers, first) is not None:
            entity.roles.add("country")

    def look(self, mention: Mention, entity: NamedEntity) -> None:
        """Read the words around a name."""
        name = mention.name
        self.surname = mention.entity in self.surnamed
        if entity.personal:
            self._titles(name.lead, name.first, entity)
            self.suffix(name, entity)
        if not name.weak or name.last - name.lead > 1:
            self._before(name, entity)
        self._after(name, affiliated(self.text, name.last), entity)

    def _titles(self, first: int, last: int, entity: NamedEntity) -> None:
        """Read the titles before a name."""
        k = first
        while k < last:
            found = self.lists["title"].at(self.lowers, k)
            if found is not None and found[0] != "-":
                entity.roles.add("*" + found[0])
            entity.roles |= {"*" + value for value in self._classes("role", self.lowers[k])}
            self._word(self.lowers[k], entity)
            k += 1

    def suffix(self, name: Name, entity: NamedEntity) -> None:
        """Read "Jr.", which shows a man."""
        last = self.lowers[name.last - 1]
        if entity.personal and name.last - name.first > 1 and last in self.lists["suffix"].starts:
            entity.sex = entity.sex or "m"

    def _word(self, word: str, entity: NamedEntity) -> None:
        """Note a word that describes an entity, and the sex that it shows."""
        entity.words.add(word)
        for value in self._classes("gender", word):
            entity.sex = entity.sex or value

    def _noun_phrase(self, words: Sequence[int], entity: NamedEntity) -> bool:
        """Note a description's words if its head is a role; `words` end with the head."""
        if not words:
            return False
        head = self.lowers[words[-1]]
        persons, things = self._classes("role", head), self._classes("org_noun", head)
        if entity.personal and (persons or self._classes("gender", head)):
            entity.roles |= {"*" + value for value in persons}
        elif entity.kind != "person" and things and not (entity.personal and self.surname):
            entity.roles |= things
            persons = _NONE
        else:
            return False
        for i in words:
            if entity.personal and (i == words[-1] or not self._classes("gender", self.lowers[i])):
                self._word(self.lowers[i], entity)
            else:
                entity.words.add(self.lowers[i])
        return True

    def _before(self, name: Name, entity: NamedEntity) -> None:
        """Read "businessman Ann Bell", "secretary of state Ann Bell" and "the mayor of Harbour Town, Ann Bell"."""
        if not name.lead:
            return
        k = name.lead - 1
        if self.lowers[k] == ",":
            self._apposed(k, entity)
            return
        title = self.lists["title"].at(self.lowers, k - 2) if k > 1 else None
        if title is not None and title[1] > 2:
            k -= 2  # "secretary of state"
        first = k
        while first >= 0 and k - first < _BEFORE and self._describes(first):
            first -= 1
        self._noun_phrase(range(first + 1, k + 1), entity)

    def _apposed(self, comma: int, entity: NamedEntity) -> None:
        """Read a description before a comma, back to its article; the head is before its first preposition."""
        prepositions = self.lists["preposition"].starts
        head = comma - 1
        for k in range(comma - 1, max(-1, comma - 1 - _REACH), -1):
            word = self.lowers[k]
            if word in self.lists["determiner"].starts:
                if k and self.lowers[k - 1] in self.lists["complement"].starts:
                    head = k - 2
                    continue
                self._noun_phrase(range(k + 1, head + 1), entity)
                return
            if word in prepositions:
                head = k - 1
            elif word in self.lists["description_end"].starts or word in self.lists["speech"].starts:
                return

    def _describes(self, i: int) -> bool:
        """Return whether a word before a name can describe its holder."""
        word = self.lowers[i]
        return (
            word[0].isalpha()
            and word not in _strange(self.text.language)
            and word not in self.lists["preposition"].starts
        )

    def _party(self, bracket: int, entity: NamedEntity) -> None:
        """Read "Ann Bell (D-Sandport)"."""
        party = self.lowers[bracket + 1].split("-")[0]
        if len(self.lowers[bracket + 1]) > 1 or self.lowers[bracket + 2] == "-":
            entity.roles |= {"*" + value for value in self._classes("initial", party)}
            entity.words |= self._classes("initial", party)

    def _after(self, name: Name, last: int, entity: NamedEntity) -> None:
        """Read "Ann Bell, the mayor of", "Ann Bell, 45," and "Ann Bell is the mayor"; skip "of Sandport"."""
        if name.last + 2 < len(self.lowers) and self.lowers[name.last] == "(" and entity.personal:
            self._party(name.last, entity)
        if last + 2 >= len(self.lowers):
            return
        word = self.lowers[last]
        indefinite = name.lead > 0 and self.lowers[name.lead - 1] in self.lists["indefinite"].starts
        if not indefinite and (not entity.personal or last - entity.name.first > 1):
            entity.roles |= self._classes("org_noun", word) & self.lists["titled"].starts.keys()
        copula = word in self.lists["copula"].starts
        if word != "," and not copula:
            return
        first = last + 1
        if self.lowers[first].isdigit() and entity.kind == "unknown":
            entity.roles.add("*person")
        article = self.lowers[first] in self.lists["determiner"].starts
        if copula and not article:
            return
        end = self._head_end(first + article)
        if end is not None and self._noun_phrase(range(first + article, end), entity) and entity.personal:
            entity.words |= self._complement(end)

    def _complement(self, first: int) -> set[str]:
        """Return the employer of a spokesman: the words with a capital after "of" or "for"."""
        if self.lowers[first] not in self.lists["complement"].starts:
            return set()
        first += 1
        first += first < len(self.lowers) and self.lowers[first] in self.lists["definite_article"].starts
        end = first
        while end < min(len(self.lowers), first + _BEFORE) and is_capital(self.text.words.texts[end]):
            end += 1
        return set(self.lowers[first:end])

    def _head_end(self, first: int) -> int | None:
        """Return the end of a noun phrase's head, if words follow that can end an apposition."""
        prepositions, ends = self.lists["preposition"].starts, self.lists["description_end"].starts
        for k in range(first, min(first + _REACH, len(self.lowers))):
            word = self.lowers[k]
            if word in prepositions or word in ends:
                return k if k > first else None
            if word in _strange(self.text.language):
                return None
        return None
