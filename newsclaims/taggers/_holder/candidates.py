"""Collects all words of an article that can be a holder's name: the fullest names first, then other readings.

A name can often be read in two ways: "Bank of Lund in Malmo" is one name or two. The inventory decides for one reading.
The candidates have both, so that a scorer can choose.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from attrs import frozen

from newsclaims._language import WordLists
from newsclaims._syntax import Name, names_of
from newsclaims.text import Text, WordRange

from .roles import inventory_of

__all__ = ["Candidate", "CandidateForm", "candidates_of"]

CandidateForm = Literal["fullest", "other", "weak", "wide", "trimmed", "headed", "joined", "listed", "common"]
"""How a candidate was read: "fullest" is the fullest name of an entity, "other" another form of it, "weak" a word at
the start of a sentence, "wide" a name with words before it, "trimmed" a part of a name, "headed" a name with small
words after it, "joined" two names, "listed" several holders, and "common" a noun phrase without a name."""

_GAP = 4
"""How many words may be between two names that are joined."""
_TAIL = 3
"""How many small words after a name are read."""
_MODIFIERS = 2
"""How many words a noun may have before it in a noun phrase without a name."""
_FULL = 2
"""How many words a full name has at least."""
_LONGEST = 12
"""How many words a candidate may have."""
_Readings = Iterator[tuple[int, int, CandidateForm]]


@frozen(slots=True)
class Candidate:
    """Words that can be a holder's name.

    Args:
        words: The words.
        form: How they were read.
        entity: The index of the entity in the inventory; None if it is not in the inventory.
    """

    words: WordRange
    form: CandidateForm
    entity: int | None


def candidates_of(text: Text) -> Sequence[Candidate]:
    """Return the candidates of an article; call it as `text.once(candidates_of)`, which keeps the result.

    The fullest name of each entity is first, in the order of the inventory. No two have the same words.

    Args:
        text: The text.
    """
    inventory, lowers = text.once(inventory_of), text.words.lowers
    found: dict[tuple[str, ...], Candidate] = {}
    for at, entity in enumerate(inventory.entities):
        found.setdefault(lowers[entity.name.slice], Candidate(entity.name, "fullest", at))
    for mention in inventory.mentions:
        words = WordRange(mention.name.first, mention.name.last)
        found.setdefault(lowers[words.slice], Candidate(words, "other", mention.entity))
    for first, last, form in _Reader(text).readings():
        if 0 < last - first <= _LONGEST:
            found.setdefault(lowers[first:last], Candidate(WordRange(first, last), form, None))
    return tuple(found.values())


class _Reader:
    """Reads names and the words beside them in other ways than the inventory."""

    def __init__(self, text: Text) -> None:
        self.texts, self.lowers = text.words.texts, text.words.lowers
        self.lists: Final[WordLists] = text.language.holders
        self.plural = text.language.endings["plural"]
        self.nouns = text.language.sources
        self.nations = self.nouns["nationality"].starts
        self.names = text.once(names_of)
        self.openers = frozenset(sentence.first for sentence in text.sentences)

    def readings(self) -> _Readings:
        """Yield the first word, the word after the last, and the form of each reading."""
        for k, name in enumerate(self.names):
            yield name.first, name.last, "weak"
            if name.kind != "person" and name.lead < name.first:
                yield name.lead, name.last, "wide"
            yield from self._trimmed(name)
            yield from self._headed(name)
            yield from self._people_of(name)
            yield from self._joined(k, name)
        yield from self._listed()
        yield from self._common()

    def _in(self, group: str, i: int) -> bool:
        """Say whether a word is in a list of single words."""
        return 0 <= i < len(self.lowers) and self.lowers[i] in self.lists[group].starts

    def _trimmed(self, name: Name) -> _Readings:
        """Read a name without its first words, or without the letters at its end: "General Motors GM"."""
        size = name.last - name.first
        if size > _FULL or (size == _FULL and name.first in self.openers):
            yield name.first + 1, name.last, "trimmed"
        if size > _FULL + 1:
            yield name.first + 2, name.last, "trimmed"
        if size >= _FULL and self.texts[name.last - 1].isupper():
            yield name.first, name.last - 1, "trimmed"

    def _headed(self, name: Name) -> _Readings:
        """Read a name with the small words after it, if they end with a body or its people: "Bell board"."""
        for end in range(name.last, min(name.last + _TAIL, len(self.texts))):
            if end in self.openers or not (self.texts[end].islower() or self._in("owner", end)):
                return
            if self._is_body(end):
                yield name.first, end + 1, "headed"

    def _is_body(self, i: int) -> bool:
        """Say whether a word in small letters is a body, or people who speak for one."""
        word = self.lowers[i]
        if self._in("org_noun", i) or self._in("org_word", i):
            return True
        groups = (self.nouns["official"], self.nouns["organisation"])
        return word.endswith(self.plural) and any(word[:-1] in group.starts for group in groups)

    def _joined(self, k: int, name: Name) -> _Readings:
        """Read a name with the next one: "Board of Regents at Harbour University"."""
        for following in self.names[k + 1 : k + 3]:
            if following.first >= name.last:
                gap = range(name.last, following.first)
                same = len(gap) <= _GAP and not any(i in self.openers for i in range(name.last, following.last))
                if same and self._joins(gap):
                    yield name.first, following.last, "joined"
                return

    def _joins(self, gap: Sequence[int]) -> bool:
        """Say whether the words between two names can be inside one name; other words need a capital: "High Board"."""
        small = all(self._in("candidate_joiner", i) or self.texts[i][0].isupper() for i in gap)
        marked = any(not self.texts[i][0].isalpha() for i in gap) and any(self.texts[i][0].isupper() for i in gap)
        return small and not marked

    def _people_of(self, name: Name) -> _Readings:
        """Read people or a body with the name after "of": "residents of the Harbour Delta", "editor of Utrop"."""
        i = name.lead - 1
        if self._in("definite_article", i):
            i -= 1
        if i > 0 and self._in("office_link", i) and self.texts[i - 1].islower() and self._is_people(i - 1):
            yield i - 1, name.last, "common"

    def _is_people(self, i: int) -> bool:
        """Say whether a word in small letters is a role, a body or people."""
        word = self.lowers[i]
        crowd = word.endswith(self.plural) and word[:-1] in self.nouns["public_noun"].starts
        return crowd or self._in("role", i) or self._is_body(i)

    def _listed(self) -> _Readings:
        """Read names that "and" and commas join: "Ann Bell, Tom Roe and Jo Doe"."""
        begin = 0
        for k in range(1, len(self.names) + 1):
            if k < len(self.names) and self._follows(self.names[k - 1], self.names[k]):
                continue
            last = self.names[k - 1]
            joined = any(self._in("joint", i) for i in range(self.names[begin].last, last.lead))
            if k - begin > 1 and joined:
                yield self.names[begin].first, last.last, "listed"
                if self.names[begin].lead < self.names[begin].first:
                    yield self.names[begin].lead, last.last, "listed"
            begin = k

    def _follows(self, one: Name, other: Name) -> bool:
        """Say whether a name follows another in a list."""
        gap = range(one.last, other.lead)
        if not 0 < len(gap) <= _GAP - 1 or any(i in self.openers for i in gap):
            return False
        if not (self._in("list_mark", gap[0]) or self._in("joint", gap[0])):
            return False
        return all(self._in("joint", i) or self._in("article", i) or self._in("list_mark", i) for i in gap)

    def _common(self) -> _Readings:
        """Read noun phrases that end with a body or its people: "the state health department", "police"."""
        for i, word in enumerate(self.texts):
            plural = word.endswith(self.plural) and self._is_people(i)
            if (
                not word.islower()
                or not (plural or self._is_body(i))
                or (i + 1 < len(self.texts) and self._is_body(i + 1))
            ):
                continue
            first = i
            while i - first < _MODIFIERS and self._modifies(first - 1):
                first -= 1
            if first < i or self._in("definite_article", i - 1):
                yield first, i + 1, "common"

    def _modifies(self, i: int) -> bool:
        """Say whether a word can describe the noun after it."""
        if i < 0 or i + 1 in self.openers or not self.texts[i][0].isalpha():
            return False
        if not self.texts[i].islower():
            return self.lowers[i] in self.nations
        return not any(self._in(group, i) for group in ("function", "speech", "genitive", "preposition"))
