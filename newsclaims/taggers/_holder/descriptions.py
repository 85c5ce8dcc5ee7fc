"""Resolves definite descriptions such as "the mayor", by role or by salience."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence

from newsclaims._language import Language
from newsclaims._syntax import is_capital
from newsclaims.text import Text

from .named_entities import Mention, NamedEntity
from .roles import classes

__all__ = ["Descriptions", "Leaning"]

Leaning = Mapping[str, float]
"""Votes from pronouns for a person's sex: for "m" and for "f"."""

_MOST = 32
"""How many holders of one role are considered."""
_REACH = 3
"""For how many sentences an unnamed person is considered."""
_BEFORE = 4
"""The largest number of words between "a" and the head of its phrase."""
_AFTER = 16
"""How many words after a description are searched for a request not to be named."""
_OLDEST = 3
"""The largest number of digits of an age."""


class Descriptions:
    """Reads definite descriptions.

    Args:
        text: The text.
        entities: The entities that it names, with their roles.
        mentions: The places where they are named.
        described: The words of each description, by its last word.
        leanings: The votes for the sex of each entity; see `newsclaims.taggers._holder.discourse`.
    """

    def __init__(
        self,
        text: Text,
        entities: Sequence[NamedEntity],
        mentions: Sequence[Mention],
        described: Mapping[int, Sequence[int]],
        leanings: Sequence[Leaning],
    ) -> None:
        self.text, self.entities, self.leanings = text, entities, leanings
        self.lowers, self.weights = text.words.lowers, text.language.holder_weights
        self.language, self.lists = text.language, text.language.holders
        self.by_role: dict[str, list[int]] = {}
        for at, entity in enumerate(entities):
            for role in entity.roles:
                self.by_role.setdefault(role, []).append(at)
        self.surnames = {self.lowers[e.name.last - 1] for e in entities if e.personal} if described else set[str]()
        self.opened = [sentence.first for sentence in text.sentences]
        self.leads = {mention.name.lead for mention in mentions} if described else set[int]()
        self.strangers = self._strangers({self.lowers[head] for head in described})

    def _strangers(self, heads: Container[str]) -> dict[str, list[int]]:
        """Return the places of unnamed persons such as "a man" or "one man", by the head."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self.lowers):
            if word in heads and classes(self.language, "role", word) and self._introduced(i):
                found.setdefault(word, []).append(i)
        return found

    def _introduced(self, head: int) -> bool:
        """Return whether a noun introduces an unnamed person: "a man", not "is a man" or "a man, Tom Roe"."""
        after = self.lowers[head + 1 : head + 2]
        if head + 1 in self.leads or (after == (",",) and head + 2 in self.leads):
            return False
        for k in range(head - 1, max(-1, head - 2 - _BEFORE), -1):
            if self.lowers[k] in self.lists["indefinite"].starts:
                return not k or self.lowers[k - 1] not in self.lists["predicate"].starts
            if not self.lowers[k][0].isalpha() or self.lowers[k] in self.lists["preposition"].starts:
                return False
        return False

    def meant(
        self, words: Sequence[int], people: Mapping[int, float], things: Mapping[int, float], seen: Mapping[int, int]
    ) -> int | None:
        """Return the entity that a description refers to; None if that is not clear.

        Args:
            words: Its words, from the article to the head.
            people: The salience of each person.
            things: The salience of each entity that "it" can refer to.
            seen: The entities named before, each with the last sentence that names it.
        """
        if self._unnamed(words[-1]):
            return None
        traits = {self.lowers[i] for i in words[1:] if self.lowers[i] not in self.lists["compass"].starts}
        best, open_ = self._known(words, traits, people, seen)
        if best is None and open_:
            best = self._only(words, people, things, traits)
        if best is None:
            return None
        if self.entities[best].personal:
            return None if self._after_stranger(words[-1], seen.get(best, -1)) else best
        return None if self._rivalled(self.lowers[words[-1]], best, people) else best

    def _known(
        self, words: Sequence[int], traits: set[str], people: Mapping[int, float], seen: Mapping[int, int]
    ) -> tuple[int | None, bool]:
        """Return the entity that is known for the described role, or else whether another entity is possible."""
        head = self.lowers[words[-1]]
        needed = {word for word in traits & self.surnames if word != head}
        closed = bool(needed) or head in self.lists["unshared"].starts
        if any(self.lowers[i] in self.lists["owner"].starts for i in words[1:-1]):
            closed, needed = True, {head}
        candidates = [at for at in self._of_role(head) if self._fits(at, head, traits, needed)]
        if not candidates:
            return None, not closed
        ranked = sorted(((self._likeness(at, head, traits, people, seen), at) for at in candidates), reverse=True)
        if len(ranked) > 1 and ranked[0][0] < ranked[1][0] * self.weights.likelier:
            return None, not closed and self._foreign(words, candidates)
        best = ranked[0][1]
        if self.entities[best].personal:
            return (None, not closed) if self._remote(best, words, people) else (best, False)
        known = traits & self.entities[best].words or people.get(best, 0.0)
        return best if known else None, False

    def _fits(self, at: int, head: str, traits: set[str], needed: set[str]) -> bool:
        """Return whether a description fits an entity, by the names in it, the sex and the party."""
        entity = self.entities[at]
        return needed <= entity.words and not _contrary(
            self.language, entity, classes(self.language, "gender", head), traits
        )

    def _foreign(self, words: Sequence[int], candidates: Iterable[int]) -> bool:
        """Return whether a description has a name that is not known of any candidate: "the Sandport senator"."""
        large = {self.lowers[i] for i in words[1:-1] if is_capital(self.text.words.texts[i])}
        return bool(large) and not any(large & self.entities[at].words for at in candidates)

    def _of_role(self, head: str) -> set[int]:
        """Return the entities with the role that a word names; "group" can be any organisation."""
        persons, also = classes(self.language, "role", head), classes(self.language, "also", head)
        if head in self.lists["unshared"].starts:
            return {
                at for role in persons for at in self.by_role.get("*" + role, ()) if head in self.entities[at].words
            }
        roles = (
            {"*" + role for role in persons | also} if persons else {*classes(self.language, "org_noun", head) | also}
        )
        if head in self.lists["any_org"].starts:
            broad = head in self.lists["broad"].starts
            roles |= {r for r in self.by_role if broad and r[0] != "*" and r != "country"}
            roles |= self.lists["any_business"].starts.keys()
        if head in self.lists["fellowship"].starts:
            roles = {role for role in roles if role not in self.lists["no_fellowship"].starts}
        found = {at for role in roles for at in self.by_role.get(role, ())[:_MOST]}
        found = {at for at in found if self.entities[at].personal == bool(persons)}
        return {at for at in found if self.lowers[self.entities[at].name.slice] != (head,)}

    def _likeness(
        self, at: int, head: str, traits: set[str], scores: Mapping[int, float], seen: Container[int]
    ) -> float:
        """Return how well a description fits, by its words and by the salience of its holder."""
        entity, counts = self.entities[at], self.weights
        repeated = head in entity.words and head not in self.lists["broad"].starts
        known = len((traits - {head}) & entity.words) * counts.told + repeated
        if self._former(entity.words) and not self._former(traits):
            known -= 1
        named = (counts.seen if at in seen else 0.0) + min(entity.full, counts.often) / (2 * counts.often)
        return max(0.0, known + scores.get(at, 0.0) + named)

    def _former(self, traits: set[str]) -> bool:
        """Return whether words describe a person with a former role: "the former senator"."""
        return not traits.isdisjoint(self.lists["former"].starts)

    def _unnamed(self, head: int) -> bool:
        """Return whether the words after a description say that the person does not want to be named."""
        if head + 1 == len(self.lowers) or self.lowers[head + 1] not in self.lists["added"].starts:
            return False
        unnamed = self.lists["unnamed"]
        return any(unnamed.at(self.lowers, i) for i in range(head + 1, min(len(self.lowers), head + _AFTER)))

    def _after_stranger(self, head: int, last: int) -> bool:
        """Return whether an unnamed person was described by the word after the last name of a person."""
        places = self.strangers.get(self.lowers[head], [])
        k = bisect_right(places, head) - 1
        if k < 0:
            return False
        sentence, here = (bisect_right(self.opened, i) - 1 for i in (places[k], head))
        return here - sentence <= _REACH and last <= sentence

    def _rivalled(self, head: str, best: int, scores: Mapping[int, float]) -> bool:
        """Return whether a name without known roles is more salient; it may be that of an organisation."""
        if head not in self.lists["broad"].starts:
            return False
        unknown = (score for at, score in scores.items() if at >= 0 and self._blank(at))
        return max(unknown, default=0.0) > scores.get(best, 0.0)

    def _blank(self, at: int) -> bool:
        """Return whether a name has no known role or description."""
        entity = self.entities[at]
        return entity.kind == "unknown" and not (entity.roles or entity.sex or self.leanings[at])

    def _remote(self, at: int, words: Sequence[int], scores: Mapping[int, float]) -> bool:
        """Return whether another person is more salient, and the description does not repeat words about this one."""
        others = (score for other, score in scores.items() if other >= 0 and self.entities[other].personal)
        if scores.get(at, 0.0) >= max(others, default=0.0) * self.weights.remote:
            return False
        head, known = self.lowers[words[-1]], self.entities[at].words
        between = words[1:-1]
        strange = any(is_capital(self.text.words.texts[i]) and self.lowers[i] not in known for i in between)
        repeated = any(self.lowers[i] in known for i in between)
        return strange or (not repeated and (_vague(self.language, head) or head not in known))

    def _only(
        self, words: Sequence[int], people: Mapping[int, float], things: Mapping[int, float], traits: set[str]
    ) -> int | None:
        """Return the person or the organisation that is far more salient than any other, if the description can fit."""
        word, head = words[-1], self.lowers[words[-1]]
        shared = head in self.lists["shared"].starts and not self._former(traits)
        personal = shared or _vague(self.language, head) or _is_age(self.language, head)
        if not personal and head not in self.lists["any_org"].starts:
            return None
        if self.lowers[words[0]] not in self.lists["definite_article"].starts:
            return None
        if word + 1 < len(self.lowers) and self.lowers[word + 1] in self.lists["complement"].starts:
            return None
        scores = people if personal else things
        kept = {at: score for at, score in scores.items() if at < 0 or self.entities[at].personal == personal}
        others = {at for at in kept if at >= 0 and personal and self._elsewhere(at, head, traits)}
        ranked = sorted(
            ((kept[at] * (self.weights.other_role if at in others else 1), at) for at in kept), reverse=True
        )
        second = ranked[1][0] if len(ranked) > 1 else float("-inf")
        if not ranked or ranked[0][1] < 0 or ranked[0][0] < second * self.weights.clearly:
            return None
        top, best = ranked[0]
        if personal:
            return None if best in others or top < self.weights.salient else best
        return best if self._suits(self.entities[best], head) else None

    def _suits(self, entity: NamedEntity, head: str) -> bool:
        """Return whether an organisation can be described by a word that its name does not suggest."""
        if head in self.lists["fellowship"].starts:
            return entity.roles.isdisjoint(self.lists["no_fellowship"].starts)
        return head in self.lists["broad"].starts or entity.roles <= self.lists["any_business"].starts.keys()

    def _elsewhere(self, at: int, head: str, traits: set[str]) -> bool:
        """Return whether an entity is known for another role than that of a description."""
        entity, roles = self.entities[at], classes(self.language, "role", head)
        if _contrary(self.language, entity, classes(self.language, "gender", head), traits):
            return True
        if _is_age(self.language, head):
            return False
        known = [role[1:] for role in entity.roles if role[0] == "*"]
        offices, private = self.lists["office"].starts, not roles.isdisjoint(self.lists["private"].starts)
        if private or head in self.lists["shared"].starts:
            if any(role in offices for role in known):
                return True
            if not private:
                return False
        fitting = [*self.lists["anybody"].starts, *self.lists["elected"].starts]
        return bool(known) and not any(role in fitting for role in known)


def _is_age(language: Language, word: str) -> bool:
    """Return whether a word is an age: "45-year-old"."""
    endings = language.endings["aged"]
    age = next((word.removesuffix(ending) for ending in endings if word.endswith(ending)), "")
    return age.isdecimal() and len(age) <= _OLDEST


def _vague(language: Language, head: str) -> bool:
    """Return whether a word fits so many people that it can only refer to a salient one: "the candidate"."""
    return any(role in language.holders["vague"].starts for role in classes(language, "role", head))


def _contrary(language: Language, entity: NamedEntity, sexes: Container[str], traits: set[str]) -> bool:
    """Return whether a description contradicts the known sex or party of an entity."""
    if sexes and entity.sex and entity.sex not in sexes:
        return True
    parties = {party for word in traits for party in classes(language, "party", word)}
    known = {party for word in entity.words for party in classes(language, "party", word)}
    return bool(parties and known and not parties & known)
