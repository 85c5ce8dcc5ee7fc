"""The candidates of an article as arrays: what each of them is, and where the text refers to it."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from functools import cache

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from newsclaims._language import Language
from newsclaims._syntax import is_capital, is_plural
from newsclaims.text import Text, WordRange

from .named_entities import Inventory, NamedEntity
from .roles import classes
from .speakers import parties_of, speakers_of

__all__ = ["KINDS", "PRONOUNS", "TRAITS", "Bools", "Floats", "Ints", "Phrase", "Scene"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

PRONOUNS = ("m", "f", "n", "p")
"""The values of "he", "she", "it" and "they"."""
KINDS = ("person", "organisation", "place", "members", "thing", "unknown")
_NO_PERSON = ("organisation", "place", "members", "thing")
_ASIDE = frozenset({"byline", "caption", "link", "note"})
"""The kinds of paragraphs whose names a pronoun seldom refers to."""
_OPENING = 3
"""How many words there may be before the subject of a sentence."""
_NEAR = 4
"""How many names before a pronoun are considered for its sex."""
_BEFORE, _AFTER = 5, 9
"""How many words before and after a name can describe its holder."""
_FEW, _SHORT = 100, 1_000
"""With more candidates than this, or at more places, only those around a source are read."""
_BLOCK, _AROUND = 300, 600
"""How many words share a part of the candidates, and how far before and after them names are read."""
_KEPT = 8
"""How many parts are kept; the sources are read in order, so an old one is seldom needed again."""
_FREQUENT = 20
"""How many of the candidates with the most names are in each part."""
_OF_NAMES = (
    *("first", "last", "sentence", "paragraph", "quoted", "reported"),
    *("heading", "aside", "weight", "leading", "passed"),
)
_OF_CANDIDATES = ("votes", "counts", "traits", "only_aside")
"""The arrays with one row for each name, and those with one row for each candidate."""
_DOUBT = 0.3
"""The number of votes for each sex that every person starts with."""
TRAITS = len(KINDS) + 25
"""How many numbers describe a candidate."""


@cache
def _offices(language: Language) -> frozenset[str]:
    """Return the roles that are offices."""
    words = language.holders["office"].starts
    return frozenset(role for word in words for role in classes(language, "role", word))


def _one_hot(values: Sequence[str], known: Sequence[str]) -> list[list[bool]]:
    """Return, for each known value, which of some values are equal to it."""
    return [[value == one for value in values] for one in known]


@frozen(slots=True)
class Phrase:
    """The noun phrase of a source without a name: "Egyptian prosecutors". A pronoun can refer to it.

    Args:
        words: Its words, from its article to its head.
        last: One past the last word of its name: "doctors at Harbour Hospital".
        type: The source type.
    """

    words: Sequence[int]
    last: int
    type: str


class Scene:
    """The candidates of an article: its named entities, and after them the noun phrases of its other sources.

    Args:
        text: The text.
        inventory: The entities that it names.
        phrases: The noun phrases of the other sources; those with the same words are one candidate.
        contents: The first word of each claim's content, and one past its last word.
        asked: The words of the sources, lower case. Only these are searched for in and beside the names.
    """

    def __init__(
        self,
        text: Text,
        inventory: Inventory,
        phrases: Sequence[Phrase],
        contents: Sequence[tuple[int, int]],
        asked: AbstractSet[str],
    ) -> None:
        self.text, self.lists, self.lowers = text, text.language.holders, text.words.lowers
        self.entities = inventory.entities
        self.phrases: list[Phrase] = []
        self.by_words: dict[tuple[str, ...], int] = {}
        places = [(m.name.lead, m.name.first, m.name.last, m.entity) for m in inventory.mentions]
        for phrase in phrases:
            key = self.key(phrase.words)
            at = self.by_words.setdefault(key, len(self.entities) + len(self.phrases))
            if at == len(self.entities) + len(self.phrases):
                self.phrases.append(phrase)
            places.append((phrase.words[0], phrase.words[0], phrase.words[-1] + 1, at))
        places.sort(key=lambda place: (place[1], place[3]))
        self.size = len(self.entities) + len(self.phrases)
        _, first, last, at_ = (np.array(column, dtype=np.int64) for column in zip(*places, (0, 0, 0, 0), strict=True))
        self.first, self.last, self.candidate = first[:-1], last[:-1], at_[:-1]
        self.opened = np.array([sentence.first for sentence in text.sentences] or [0], dtype=np.int64)
        self.paragraphs = np.array([sentence.paragraph for sentence in text.sentences] or [0], dtype=np.int64)
        self.sentence = self.sentences_of(self.first)
        self.paragraph = self.paragraphs[self.sentence]
        self.quoted_words = self._quoted()
        self.quoted = self.quoted_words[self.first]
        reported = np.zeros(len(text.words) + 1, dtype=bool)
        for begin, end in contents:
            reported[begin:end] = True
        self.reported = reported[self.first]
        kinds = np.array([0 if p.kind == "headline" else 1 if p.kind in _ASIDE else 2 for p in text.paragraphs] or [2])
        self.heading, self.aside = kinds[self.paragraph] == 0, kinds[self.paragraph] == 1
        self.weight = self._weights(places)
        self.leading = np.diff(self.sentence, prepend=-1) > 0
        values = {word: runs[0][1] for word, runs in self.lists["pronoun"].starts.items()}
        marks = [(i, values[word]) for i, word in enumerate(self.lowers) if word in values]
        self.pronouns = {v: np.array([i for i, mark in marks if mark == v], dtype=np.int64) for v in PRONOUNS}
        """For each of the pronouns, the words of the text that are such a pronoun, in order."""
        passed = [self.pronouns[v].searchsorted(self.first) for v in PRONOUNS]
        self.passed = np.stack([*passed, np.zeros_like(self.first)], axis=1)
        """For each name, how many of each of the pronouns are before it; the last column is for no pronoun."""
        self.votes = self._votes(marks)
        self.counts = np.bincount(self.candidate, minlength=self.size)
        self.only_aside = np.bincount(self.candidate[~self.aside], minlength=self.size) == 0
        self.traits = self._traits()
        self.tokens = [self.lowers[entity.name.slice] for entity in self.entities]
        self.tokens += [self.key(phrase.words) for phrase in self.phrases]
        self.letters = [self._letters(entity.name) for entity in self.entities]
        self.beside = self._beside(places)
        self.parties: tuple[int | None, ...] = tuple(text.once(parties_of))
        self.speaking: AbstractSet[int] = {
            one.entity for one in text.once(speakers_of).values() if one.entity is not None
        }
        self.frequent = np.argsort(-self.counts, kind="stable")[:_FREQUENT]
        self._look_up(asked)
        self._describe()
        self.pool: Ints | None = None
        self._numbers: dict[int, int] = {}
        self._parts: dict[int, Scene] = {}

    def near(self, word: int) -> "Scene":
        """Return the candidates that the text names around a word, and the most frequent ones, as a scene.

        It takes the same time in a text of any length. In a text that names few candidates it is the whole scene.

        Args:
            word: The word.
        """
        block = self.block(word)
        if block is None:
            return self
        if block not in self._parts:
            if len(self._parts) == _KEPT:
                del self._parts[next(iter(self._parts))]
            self._parts[block] = self._part(block * _BLOCK)
        return self._parts[block]

    def block(self, word: int) -> int | None:
        """Return the number of the part of the text that a word is in; None if the text is not read in parts.

        Args:
            word: The word.
        """
        return None if self.size <= _FEW and len(self.first) <= _SHORT else word // _BLOCK

    def _part(self, word: int) -> "Scene":
        """Return the scene of the names around the words from one on."""
        begin, end = np.searchsorted(self.first, [word - _AROUND, word + _BLOCK + _AROUND]).tolist()
        pool = np.union1d(self.candidate[begin:end], self.frequent)
        part = copy(self)
        part.pool, part.size = pool, len(pool)
        part._parts = {}  # else it would hold itself, and stay in memory until the next full collection
        part.candidate = np.searchsorted(pool, self.candidate[begin:end])
        for name in _OF_NAMES:
            setattr(part, name, getattr(self, name)[begin:end])
        for name in _OF_CANDIDATES:
            setattr(part, name, getattr(self, name)[pool])
        part.entities, part.tokens, part.letters, part.beside = (
            [some[at] for at in pool.tolist() if at < len(some)]
            for some in (self.entities, self.tokens, self.letters, self.beside)
        )
        part._numbers = {at: number for number, at in enumerate(pool.tolist())}
        part._describe()
        part.parties = tuple(part.local(at) for at in self.parties)
        part.speaking = part.among(self.speaking)
        return part

    def _describe(self) -> None:
        """Note the places and the number of words of each candidate's name, and the roles of the named entities."""
        self._order = np.argsort(self.candidate, kind="stable")
        self._starts = np.arange(self.size, dtype=np.int64) * (len(self.first) + 1)
        # One sorted array, so that one search finds the places of all candidates.
        self._by_candidate = self._starts[self.candidate[self._order]] + self._order
        self._begins = self._by_candidate.searchsorted(self._starts)
        self.lengths = np.array([len(words) for words in self.tokens], dtype=np.int64)
        self.known_for = [
            (at, {role.lstrip("*") for role in one.roles}) for at, one in enumerate(self.entities) if one.roles
        ]

    def pronouns_before(self, value: str, word: int) -> int:
        """Return how many pronouns with a value are before a word; 0 for another value than "he", "she", "it", "they".

        Args:
            value: The value of the pronouns.
            word: The word.
        """
        return int(self.pronouns[value].searchsorted(word)) if value in self.pronouns else 0

    def last_named(self, places: Ints) -> tuple[Ints, Ints]:
        """Return how many of some first places name each candidate, and the last one that does; -1 for none.

        Args:
            places: For each row, how many places are read.
        """
        at = self._by_candidate.searchsorted(self._starts + places)
        count = at - self._begins
        return count, np.where(count > 0, self._order[at - 1], -1)

    def next_named(self, places: Ints) -> Ints:
        """Return the first place that names each candidate from a place on; -1 for none.

        Args:
            places: For each row, the place.
        """
        at = self._by_candidate.searchsorted(self._starts + places)
        last = np.append(self._begins[1:], len(self._order))
        return np.where(at < last, self._order[np.minimum(at, len(self._order) - 1)], -1)

    def _look_up(self, asked: AbstractSet[str]) -> None:
        """Note where each asked word and each acronym belongs to, so that a source meets only its own candidates.

        All parts of a scene share this: a frequent name is next to most words of a long text.
        """
        self.owners: dict[str, set[int]] = {}
        described = [*(entity.words for entity in self.entities), *(frozenset[str]() for _ in self.phrases)]
        for at, (name, near, words) in enumerate(zip(self.tokens, self.beside, described, strict=True)):
            for word in asked & near.union(words, name):
                self.owners.setdefault(word, set()).add(at)
        self.initials: dict[str, set[int]] = {}
        for at, letters in enumerate(self.letters):
            self.initials.setdefault(letters, set()).add(at)

    def sharing(self, words: Iterable[str], letters: str) -> set[int]:
        """Return the candidates with one of some words in or beside their names, or with some first letters.

        Args:
            words: The words.
            letters: The first letters; "" for none.
        """
        owners = [self.owners[word] for word in words if word in self.owners]
        if letters in self.initials and letters:
            owners.append(self.initials[letters])
        return set[int]().union(*map(self.among, owners))

    def among(self, candidates: AbstractSet[int]) -> AbstractSet[int]:
        """Return the numbers in this scene of those candidates of the text that are in it.

        Args:
            candidates: The numbers of the candidates in the text.
        """
        if self.pool is None:
            return candidates
        return {self._numbers[at] for at in self._numbers.keys() & candidates}

    def local(self, candidate: int | None) -> int | None:
        """Return the number in this scene of a candidate of the text; None if it is not in the scene."""
        if candidate is None or self.pool is None:
            return candidate
        return self._numbers.get(candidate)

    def numbers(self, candidates: Sequence[int | None]) -> Sequence[int | None]:
        """Return the number in this scene of each of some candidates of the text; None if it is not in the scene."""
        if self.pool is None:
            return candidates
        return [None if at is None else self._numbers.get(at) for at in candidates]

    def key(self, words: Sequence[int]) -> tuple[str, ...]:
        """Return the words of a phrase without its article, in lower case."""
        article = len(words) > 1 and self.lowers[words[0]] in self.lists["determiner"].starts
        return tuple(self.lowers[i] for i in words[article:])

    def sentences_of(self, words: Ints) -> Ints:
        """Return the sentence of each word."""
        return np.maximum(np.searchsorted(self.opened, words, side="right") - 1, 0)

    def sentence_of(self, word: int) -> int:
        """Return the sentence of a word."""
        return max(int(np.searchsorted(self.opened, word, side="right")) - 1, 0)

    def _quoted(self) -> Bools:
        """Say of each word whether it is in a quotation."""
        starts = np.array(self.text.words.starts, dtype=np.int64)
        outer = [(q.start, q.end) for q in self.text.quotations if q.depth == 0] or [(0, 0)]
        opened, closed = np.array(outer, dtype=np.int64).T
        at = np.searchsorted(opened, starts, side="right") - 1
        return np.asarray((at >= 0) & (starts < closed[np.maximum(at, 0)]))

    def _weights(self, places: Sequence[tuple[int, int, int, int]]) -> Floats:
        """Return the weight of each name from its place in the sentence, after Lappin and Leass (1994)."""
        leads = np.array([lead for lead, *_ in places], dtype=np.int64)
        opens = (leads - self.opened[self.sentences_of(leads)] <= _OPENING).tolist()
        found = [self._weight(lead, last, opens=one) for (lead, _, last, _), one in zip(places, opens, strict=True)]
        return np.array(found, dtype=np.float64)

    def _weight(self, first: int, last: int, *, opens: bool) -> float:
        """Return the weight of a name, which can be among the words that open a sentence."""
        known, lists = self.text.language.holder_weights, self.lists
        after = self.lowers[last] if last < len(self.lowers) else "."
        before = self.lowers[first - 1] if first else "."
        if before in lists["article"].starts and first > 1:
            before = self.lowers[first - 2]
        if after in lists["genitive"].starts:
            return known.topic if opens and before not in lists["preposition"].starts else known.genitive
        if before in lists["apposing"].starts and after in lists["apposing"].starts:
            return known.apposed
        if before in lists["opening_verb"].starts or after in lists["speech"].starts:
            return known.other if before in lists["no_subject"].starts else known.subject
        if before in lists["oblique"].starts:
            return known.oblique
        noun = after[0].isalpha() and after not in lists["no_labelled"].starts
        if noun and not opens and before in lists["definite_article"].starts:
            return known.label
        return known.subject if opens else known.other

    def _votes(self, marks: Sequence[tuple[int, str]]) -> Floats:
        """Count for each candidate the pronouns "he" and "she" that closely follow its name."""
        votes = np.zeros((self.size, 2))
        columns = (self.first, self.sentence, self.weight, self.candidate)
        names = zip(*(column.tolist() for column in columns), strict=True)
        personal = [name for name in names if name[3] < len(self.entities) and self.entities[name[3]].personal]
        starts = [first for first, *_ in personal]
        sexed = [(i, "mf".index(mark)) for i, mark in marks if mark in ("m", "f")]
        sentences = self.sentences_of(np.array([i for i, _ in sexed], dtype=np.int64)).tolist()
        for (i, sex), sentence in zip(sexed, sentences, strict=True):
            end = bisect_left(starts, i)
            near = [name for name in personal[max(0, end - _NEAR) : end] if sentence - name[1] <= 1]
            total = sum(weight for _, _, weight, _ in near)
            for _, _, weight, at in near:
                votes[at, sex] += weight / total
        return votes

    def _traits(self) -> Floats:
        """Return the numbers that describe each candidate, one row each."""
        heads = np.bincount(self.candidate[self.heading], minlength=self.size)
        order = np.argsort(np.argsort(-self.counts, kind="stable"), kind="stable")
        most = max(1, int(self.counts.max())) if self.size else 1
        table = np.zeros((self.size, TRAITS))
        named = len(self.entities)
        table[:named, : TRAITS - 5] = self._entity_traits()
        if self.phrases:
            table[named:, : TRAITS - 5] = [self._phrase_traits(phrase) for phrase in self.phrases]
        table[:, -5] = np.log1p(self.counts) / 3
        table[:, -4] = self.counts / most
        table[:, -3] = 1 / (1 + order)
        table[:, -2] = heads > 0
        table[:, -1] = 1 / (1 + np.arange(self.size))
        return table

    def _entity_traits(self) -> Floats:
        """Return what each named entity is."""
        entities = self.entities
        men, women = self.votes[: len(entities)].T
        sizes = np.array([one.name.size for one in entities], dtype=np.int64)
        columns = (
            *_one_hot([one.kind for one in entities], KINDS),
            *_one_hot([one.sex for one in entities], "mf"),
            *_one_hot([self._given(one) for one in entities], "mf"),
            (men - women) / (men + women + 2 * _DOUBT),
            np.minimum(men + women, 4) / 4,
            np.minimum(sizes, 6) / 6,
            sizes == 1,
            np.minimum([one.full for one in entities], 8) / 8,
            [any(role[0] == "*" for role in one.roles) for one in entities],
            [any(role[0] != "*" for role in one.roles) for one in entities],
            *np.zeros((9, len(entities))),
        )
        return np.array(columns, dtype=np.float64).T

    def _given(self, entity: NamedEntity) -> str:
        """Return the sex that a given name shows; empty if none does."""
        known = self.lists["given"].starts.get(self.lowers[entity.name.first])
        return known[0][1] if known is not None and entity.personal else ""

    def _phrase_traits(self, phrase: Phrase) -> list[float]:
        """Return what the noun phrase of a source without a name is."""
        lowers, language = self.lowers, self.text.language
        first, head = lowers[phrase.words[0]], lowers[phrase.words[-1]]
        sexes = classes(language, "gender", head)
        return [
            *(0.0,) * len(KINDS),
            *(float(sex in sexes) for sex in "mf"),
            *(0.0,) * 3,
            0.0,
            min(len(phrase.words), 6) / 6,
            float(len(phrase.words) == 1),
            0.0,
            float(bool(classes(language, "role", head))),
            float(bool(classes(language, "org_noun", head))),
            1.0,
            float(is_plural(language, head)),
            float(first in self.lists["definite_article"].starts),
            float(first in self.lists["indefinite"].starts),
            float(any(is_capital(self.text.words.texts[i]) for i in phrase.words[1:])),
            *(float(phrase.type == kind) for kind in ("government", "anonymous", "public", "reference")),
        ]

    def _letters(self, name: WordRange) -> str:
        """Return the first letters of the words of a name that have a capital, in lower case."""
        words = self.text.words.texts[name.slice]
        return "".join(word[0] for word in words if is_capital(word)).lower()

    def _beside(self, places: Sequence[tuple[int, int, int, int]]) -> list[set[str]]:
        """Return, for each candidate, the words right before and after its names."""
        found: list[set[str]] = [set() for _ in range(self.size)]
        for lead, first, last, at in places:
            found[at].update(self.lowers[max(0, lead - _BEFORE) : first])
            found[at].update(self.lowers[last : last + _AFTER])
        return found

    def persons(self) -> Bools:
        """Say of each candidate whether it is a person, by its kind or by its given name."""
        given = self.traits[:, len(KINDS) + 2 : len(KINDS) + 4]
        return np.asarray((self.traits[:, KINDS.index("person")] > 0) | (given > 0).any(axis=1))

    def against_pronoun(self, value: str) -> Bools:
        """Say which candidates a pronoun cannot mean, such as all that only captions name.

        Args:
            value: The value of the pronoun: "m", "f", "n" for "it", "p" for "they".
        """
        if value in ("n", "p"):
            return np.asarray(self.only_aside | self.persons())
        if value in ("m", "f"):
            others = self.traits[:, [KINDS.index(kind) for kind in _NO_PERSON]]
            return np.asarray(self.only_aside | (others > 0).any(axis=1))
        return np.array(self.only_aside)

    def of_other_office(self, roles: AbstractSet[str]) -> Bools:
        """Say which persons have another office than a description names: not "the mayor" for Senator Roe.

        Args:
            roles: The roles that the description names.
        """
        found, offices = np.zeros(self.size, dtype=bool), _offices(self.text.language)
        if roles & offices:
            found[[at for at, own in self.known_for if own & offices and not own & roles]] = True
        return found

    def unknown_for(self, roles: AbstractSet[str]) -> Bools:
        """Say which named candidates have no known role, or another one: "its leader" is only a known leader.

        Args:
            roles: The roles that a description names.
        """
        found = np.arange(self.size) < len(self.entities)
        found[[at for at, own in self.known_for if own & roles]] = False
        return found

    def named_before(self, word: int) -> Bools:
        """Say which candidates the text names before a word.

        Args:
            word: The word.
        """
        found = np.zeros(self.size, dtype=bool)
        found[self.candidate[self.first < word]] = True
        return found

    def sexed(self, sex: str) -> Floats:
        """Return how well each candidate fits a sex, from 0 to 1."""
        at = "mf".index(sex)
        same, other = self.traits[:, len(KINDS) + at], self.traits[:, len(KINDS) + 1 - at]
        given, alien = self.traits[:, len(KINDS) + 2 + at], self.traits[:, len(KINDS) + 3 - at]
        lean = (self.votes[:, at] + _DOUBT + given) / (self.votes.sum(axis=1) + 2 * _DOUBT + given + alien)
        return np.where(same > 0, 1.0, np.where(other > 0, 0.0, lean))
