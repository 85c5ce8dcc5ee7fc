"""Groups the names of an article by person or organisation, and finds the fullest name of each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from attrs import define, evolve, field, frozen

from newsclaims._syntax import Name, NameKind, names_of, without_stops
from newsclaims.text import Text, WordRange

__all__ = ["Inventory", "Mention", "NamedEntity", "take_inventory"]

_SHORTEST_ACRONYM = 3
_SHORTEST_WHOLE_ACRONYM = 2
"""How many letters an acronym of a whole name has at least: "UN"."""
_SHORTEST_TAIL = 2
"""How many words the longest part of a full name has that can stand for it."""
_MOST_ALIKE = 12
_Key = tuple[str, ...]
_T = TypeVar("_T")


@define(slots=True)
class NamedEntity:
    """A person, an organisation or a thing that the article names; it changes only while the inventory is built.

    Args:
        kind: Its kind.
        name: The words of the fullest name.
        full: How many times it is named in full.
        roles: The classes of its roles: "senator", "company".
        words: Other words that describe it: "republican", "florida".
        sex: "m" or "f" if a title or a word of kinship shows it, or else "".
    """

    kind: NameKind
    name: WordRange
    full: int = 0
    roles: set[str] = field(factory=set)
    words: set[str] = field(factory=set)
    sex: str = ""

    @property
    def personal(self) -> bool:
        """Whether it can be a person."""
        return self.kind in ("person", "unknown")


@frozen(slots=True)
class Mention:
    """A name at one place, with its entity.

    Args:
        name: The name.
        entity: The index of the entity.
    """

    name: Name
    entity: int


@frozen(slots=True)
class Inventory:
    """All entities that an article names.

    Args:
        entities: The entities.
        mentions: Every place where an entity is named, in order.
    """

    entities: Sequence[NamedEntity]
    mentions: Sequence[Mention]


def take_inventory(text: Text) -> Inventory:
    """Find the entities that an article names, in one pass.

    Args:
        text: The text.
    """
    return _Builder(text).build(text.once(names_of))


class _Builder:
    """Collects full names first, then assigns short names to them."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.lowers, self.texts = text.words.lowers, text.words.texts
        self.lists = text.language.holders
        self.prefixes = text.language.reading["small_prefixes"]
        self.entities: list[NamedEntity] = []
        self.keys: dict[_Key, int] = {}
        self.surnames: dict[str, list[int]] = {}
        self.given: dict[str, list[int]] = {}
        self.inner: dict[str, list[int]] = {}
        self.aliases: dict[_Key, list[int]] = {}
        self.recent: dict[int, int] = {}
        self.suffixed: set[_Key] = set()
        self.familiar: set[int] = set()
        self.proper: dict[tuple[int, int, NameKind], _Key] = {}
        self.whole: dict[_Key, _Key] = {}

    def build(self, found: Sequence[Name]) -> Inventory:
        """Return the entities of a text and the places where each is named."""
        found = self._trimmed(found)
        self._note_suffixes(found)
        self._note_tails(found)
        for name in found:
            if self._is_full(name):
                self._add(name)
        self._acronyms(found)
        for name in found:
            if not self._is_full(name) and not name.weak and self._short(name) is None:
                self._add(name)
        self._sexes(found)
        self._first_names(found)
        mentions = []
        for k, name in enumerate(found):
            at = self._resolved(name)
            if at is not None:
                self.recent[at] = k
                mentions.append(Mention(name, at))
        return Inventory(self.entities, mentions)

    def _is_full(self, name: Name) -> bool:
        """Return whether a name has several words, not counting "Jr." and similar."""
        return name.last - name.first > 1 and len(self._proper(name)) > 1

    def _proper(self, name: Name) -> _Key:
        """Return the words of a name without "Jr." and similar; kept, because it is needed several times."""
        key = (name.first, name.last, name.kind)
        words = self.proper.get(key)
        if words is None:
            words = self.proper[key] = self._without_suffix(name)
        return words

    def _without_suffix(self, name: Name) -> _Key:
        """Return the words of a name without the suffixes at its end."""
        first, last = name.first, name.last
        if name.kind in ("person", "unknown"):
            while last > first + 1 and (self._suffix(self.lowers[last - 1]) or self._post_nominal(last - 1)):
                last -= 1
        return self.lowers[first:last]

    def _suffix(self, word: str) -> bool:
        """Return whether a word is not part of a family name: "Jr.", "III"."""
        return word in self.lists["suffix"].starts

    def _trimmed(self, found: Iterable[Name]) -> list[Name]:
        """Return names without the first word of a sentence if the rest is a name elsewhere: "Asked Ann Mbeki"."""
        found = list(found)
        counts = Counter(self.lowers[n.first : n.last] for n in found)
        result = []
        for name in found:
            rest = self.lowers[name.first + 1 : name.last]
            alone = counts[self.lowers[name.first : name.last]] == 1 and name.lead == name.first
            doubtful = len(rest) > 1 and name.kind != "organisation" and alone and counts[rest]
            doubtful = doubtful and self._common(name.first) and not self.texts[name.first + 1].islower()
            result.append(evolve(name, first=name.first + 1, lead=name.lead + 1) if doubtful else name)
        return result

    def _common(self, i: int) -> bool:
        """Return whether a word at the start of a sentence is probably a common word, not a given name."""
        endings, language = self.text.language.endings, self.text.language
        word = self.lowers[i]
        known = (
            word in language.cues.readings or word in self.lists["function"].starts or word in self.lists["role"].starts
        )
        return known or word.endswith((*endings["adverb"], *endings["past"], *endings["ing"]))

    def _note_tails(self, found: Sequence[Name]) -> None:
        """Note which long family names stand for which full names: "Abu Saeda" for "Hafez Abu Saeda"."""
        for name in found:
            words = self._proper(name)
            if name.kind in ("person", "unknown") and len(words) > _SHORTEST_TAIL:
                for start in range(1, len(words) - 1):
                    self.whole.setdefault(words[start:], words)

    def _note_suffixes(self, found: Sequence[Name]) -> None:
        """Note the full names that occur with and without "Jr.": father and son."""
        with_: set[_Key] = set()
        without: set[_Key] = set()
        for name in found:
            if name.kind in ("person", "unknown") and self._is_full(name):
                words = self._proper(name)
                group = with_ if self._suffix(self.lowers[name.last - 1]) else without
                group.add((words[0], words[-1]))
        self.suffixed = with_ & without

    def _key(self, name: Name) -> _Key:
        """Return the words that all names of an entity share: for a person the given name and the family name."""
        words = self._proper(name)
        if name.kind not in ("person", "unknown") or len(words) < 2:
            return words
        words = self.whole.get(words, words)
        key = (words[0].rstrip("."), words[-1])
        if (words[0], words[-1]) in self.suffixed and self._suffix(self.lowers[name.last - 1]):
            return (*key, self.lowers[name.last - 1])
        return key

    def _add(self, name: Name) -> None:
        """Add a full name to a known entity, or as a new entity."""
        key = self._key(name)
        at = self.keys.get(key)
        if at is None and len(key) > 1 and name.kind in ("person", "unknown"):
            at = self._initial(key)
        if at is None:
            at = len(self.entities)
            self.entities.append(NamedEntity(name.kind, self._clean(name)))
            self._index(name, at)
        self.keys[key] = at
        entity = self.entities[at]
        entity.full += 1
        if name.kind == "person" or (entity.kind == "thing" and name.kind == "organisation"):
            entity.kind = name.kind
        words = self._clean(name)
        if self._length(words) > self._length(entity.name):
            entity.name = words

    def _clean(self, name: Name) -> WordRange:
        """Return a name without the post-nominals at its end: "Ann Bell OBE"; "Jr." is part of the name."""
        last = name.last
        while last > name.first + 1 and name.kind in ("person", "unknown") and self._post_nominal(last - 1):
            last -= 1
        return WordRange(name.first, last)

    def _post_nominal(self, i: int) -> bool:
        """Return whether a word is a post-nominal; some are words in small letters."""
        found = self.lists["suffix"].starts.get(self.lowers[i])
        if found is not None:
            return found[0][1] == "post_nominal"
        return self.texts[i].isupper() and self.lowers[i] in self.lists["other_post_nominal"].starts

    def _length(self, words: WordRange) -> tuple[int, int]:
        """Return the sort key for the fullest name: number of words, then of characters."""
        start, end = self.text.words.offsets(words)
        return words.size, end - start

    def _initial(self, key: _Key) -> int | None:
        """Return the only person with a family name whose given name fits an initial."""
        same = self.surnames.get(key[-1], [])
        fitting = []
        for at in same:
            given = self.lowers[self.entities[at].name.first].rstrip(".")
            if given != key[0] and (len(given) == 1 or len(key[0]) == 1) and given[0] == key[0][0]:
                fitting.append(at)
        return fitting[0] if len(fitting) == 1 else None

    def _index(self, name: Name, at: int) -> None:
        """Note the shorter names of an entity."""
        words = self._proper(name)
        if name.kind in ("person", "unknown"):
            _note(self.surnames, words[-1], at)
            if words[-1].startswith(self.prefixes):  # "Qawasmi" for "al-Qawasmi"
                _note(self.surnames, words[-1].partition("-")[2] or words[-1], at)
            for k in range(1, len(words) - 1):  # "de Blasio", "van Buren"
                if words[k] in self.lists["particle"].starts:
                    _note(self.aliases, words[k:], at)
            if len(words) > 1:
                _note(self.given, words[0], at)
            for word in words[1:-1]:
                _note(self.inner, word, at)
            return
        if len(words) < 2 or name.kind == "members":
            return
        for alias in self._letters(words) if name.kind == "place" else self._organisation_aliases(words):
            _note(self.aliases, alias, at)

    def _organisation_aliases(self, words: _Key) -> set[_Key]:
        """Return the shorter names of an organisation: its letters, its first or its last words, or its head."""
        skipped = self.lists["no_initial"].starts
        aliases = self._letters(words)
        end = len(words)
        while end > 1 and any(words[end - 1] in self.lists[group].starts for group in ("org_word", "org_tail")):
            end -= 1
            if words[end - 1] not in self.lists["place"].starts and words[end - 1] not in skipped:
                aliases.add(words[:end])
        for start in range(1, len(words) - 1):
            if words[start] not in skipped and words[start - 1] not in skipped:
                aliases.add(words[start:])
        kind = self.lists["org_word"].at(words, len(words) - 1)
        if kind is not None and kind[0] == "newspaper":
            aliases.add(words[-1:])
        head = next((k - 1 for k in range(1, len(words)) if words[k] in self.lists["org_link"].starts), len(words) - 1)
        if words[head] in self.lists["short_head"].starts:
            aliases.add(words[head : head + 1])
        return aliases - {words}

    def _letters(self, words: _Key) -> set[_Key]:
        """Return the acronyms of a name, also without its first words: "UN", "U.N.", "CP" for "US Court of Peace"."""
        initials = [word[0] for word in words if word not in self.lists["no_initial"].starts and word[0].isalpha()]
        aliases: set[_Key] = set()
        for start in range(len(initials)):
            letters = initials[start:]
            if len(letters) >= (_SHORTEST_ACRONYM if start else _SHORTEST_WHOLE_ACRONYM):
                dotted = ".".join(letters)
                aliases |= {("".join(letters),), (dotted,), (dotted + ".",)}
        return aliases

    def _acronyms(self, found: Sequence[Name]) -> None:
        """Add the letters in brackets after an organisation to its names."""
        for name in found:
            i = name.last
            if not self._is_full(name) or i + 2 >= len(self.texts) or self.texts[i] != "(" or self.texts[i + 2] != ")":
                continue
            letters = without_stops(self.texts[i + 1])
            at = self.keys.get(self._key(name))
            if at is not None and letters.isupper() and self._spells(letters.lower(), name):
                self.entities[at].kind = "organisation"
                self.aliases[(self.lowers[i + 1],)] = [at]

    def _spells(self, letters: str, name: Name) -> bool:
        """Return whether the letters of a name in brackets occur in it, in order."""
        rest = iter(" ".join(self.lowers[name.first : name.last]))
        return len(letters) > 1 and all(letter in rest for letter in letters)

    def _resolved(self, name: Name) -> int | None:
        """Return the entity of a name."""
        if self._is_full(name):
            at = self.keys.get(self._key(name))
            alias = self._alias(self.lowers[name.first : name.last])
            if alias is not None and name.kind != "person":
                return alias
            return at
        return self._short(name, placed=True)

    def _alias(self, words: _Key) -> int | None:
        """Return the entity with a name; if there are several, the one named last."""
        found = self.aliases.get(words, [])
        return max(found, key=lambda at: self.recent.get(at, -1)) if found else None

    def _short(self, name: Name, *, placed: bool = False) -> int | None:
        """Return the entity of a name of one word; if `placed`, the title before it decides between namesakes."""
        word = self._proper(name)[-1:]
        if name.kind == "place" and word in self.keys:
            return self.keys[word]
        people = [at for at in self.surnames.get(word[0], []) if self.entities[at].personal]
        if people and name.kind != "place":
            return self._of_family(people, name) if placed else people[0]
        found = self._alias(word)
        if found is not None and name.kind != "person":
            return found
        if word in self.keys:
            return self.keys[word]
        given = self.given.get(word[0], [])
        if given and name.kind != "place":
            return given[0] if len(given) == 1 else self._of_family(given, name) if placed else given[0]
        inner = self.inner.get(word[0], []) if name.kind in ("person", "unknown") else []
        return inner[0] if len(inner) == 1 else None  # "Woon" for "Cheryl Woon Hui Ling"

    def _of_family(self, people: Sequence[int], name: Name) -> int:
        """Return the person meant among several with one name: by the title, or else the one named first.

        After a title, whom the article calls by the first name is not the one whom it calls by the family name.
        """
        titles = self.lowers[name.lead : name.first]
        starts = self.lists["gender"].starts
        sex = next((starts[title][0][1] for title in titles if title in starts), "")
        if not sex:
            return people[0]
        known = [at for at in people if self._sex(at) == sex]
        fitting = known or [at for at in people if not self._sex(at)] or people
        fitting = [at for at in fitting if at not in self.familiar] or fitting
        best = max(fitting, key=lambda at: self.recent.get(at, -1))
        self.entities[best].sex = self.entities[best].sex or sex
        return best

    def _sex(self, at: int) -> str:
        """Return the sex that titles or the first name show; "" if none does."""
        given = self.lists["given"].starts.get(self.lowers[self.entities[at].name.first])
        return self.entities[at].sex or (given[0][1] if given is not None else "")

    def _first_names(self, found: Sequence[Name]) -> None:
        """Note who is called by the first name alone: "Carol" and "Mrs. Roe" are two persons."""
        for name in found:
            word = self.lowers[name.first]
            given = self.given.get(word, [])
            if (
                name.last - name.first == 1
                and name.lead == name.first
                and len(given) == 1
                and word not in self.surnames
            ):
                self.familiar.add(given[0])

    def _sexes(self, found: Sequence[Name]) -> None:
        """Note the sex that titles before full and given names show: "Mr." then excludes a woman of that name."""
        starts = self.lists["gender"].starts
        for name in found:
            given = self.given.get(self.lowers[name.first], [])
            alone = given[0] if len(given) == 1 and name.last - name.first == 1 else None
            at = self.keys.get(self._key(name)) if self._is_full(name) else alone
            if at is not None and (name.kind in ("person", "unknown") or at == alone):
                for word in self.lowers[max(0, name.lead - 2) : name.first]:
                    if word in starts:
                        self.entities[at].sex = self.entities[at].sex or starts[word][0][1]


def _note(table: dict[_T, list[int]], key: _T, at: int) -> None:
    """Add an entity to those that share a name, up to a limit beyond which the name does not help."""
    known = table.setdefault(key, [])
    if len(known) < _MOST_ALIKE:
        known.append(at)
