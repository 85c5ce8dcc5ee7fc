"""Whom a definite description means: the one whose role it is, or the one that everybody talks of."""

import re
from collections.abc import Container, Mapping, Sequence

from newsclaims.text import Text

from .entities import Entity
from .roles import classes
from .runs import lists
from .weights import weights

__all__ = ["Descriptions"]

_MOST = 32
"""How many holders of one role are looked at."""
_SHARED = frozenset({"senator", "governor", "representative"})
"""The offices that an article may take for known."""
_AGED = re.compile(r"\d{1,3}-year-old")


class Descriptions:
    """Reads definite descriptions.

    Args:
        text: The text.
        entities: What it names, with their roles.
    """

    def __init__(self, text: Text, entities: Sequence[Entity]) -> None:
        self.text, self.entities = text, entities
        self.lowers, self.weights = text.words.lowers, weights()
        self.by_role: dict[str, list[int]] = {}
        for at, entity in enumerate(entities):
            for role in entity.roles:
                self.by_role.setdefault(role, []).append(at)

    def meant(
        self, words: Sequence[int], people: Mapping[int, float], things: Mapping[int, float], seen: Container[int]
    ) -> int | None:
        """Return whom a description means; None where that is not clear.

        Args:
            words: Its words, from the article to the head.
            people: How salient everybody is.
            things: How salient everything is that "it" may mean.
            seen: What was named before.
        """
        head = self.lowers[words[-1]]
        told = {self.lowers[i] for i in words[1:] if self.lowers[i] not in lists()["compass"].starts}
        candidates = {
            at for at in self._of_role(head) if not _contrary(self.entities[at], classes("gender", head), told)
        }
        if not candidates:
            return self._only(words, people, things, told)
        ranked = sorted(((self._likeness(at, head, told, people, seen), at) for at in candidates), reverse=True)
        if len(ranked) > 1 and ranked[0][0] < ranked[1][0] * self.weights.likelier:
            return None
        best = ranked[0][1]
        return None if self.entities[best].personal and self._remote(best, words, people) else best

    def _of_role(self, head: str) -> set[int]:
        """Return those who have the role that a word names; "group" may be any organisation."""
        roles = {"*" + role for role in classes("role", head)} or {*classes("org_noun", head)}
        if head in lists()["any_org"].starts:
            roles |= {role for role in self.by_role if role[0] != "*" and role != "country"}
        personal = any(role[0] == "*" for role in roles)
        found = {at for role in roles for at in self.by_role.get(role, ())[:_MOST]}
        return {at for at in found if self.entities[at].personal == personal}

    def _likeness(self, at: int, head: str, told: set[str], scores: Mapping[int, float], seen: Container[int]) -> float:
        """Return how well a description fits: by its words, and by how much its holder is talked of."""
        entity, counts = self.entities[at], self.weights
        known = len((told - {head}) & entity.words) * counts.told
        known += (head in entity.words) * (1 if entity.personal else counts.told)
        if "former" in entity.words and "former" not in told:
            known -= 1
        named = (counts.seen if at in seen else 0.0) + min(entity.full, counts.often) / (2 * counts.often)
        return max(0.0, known + scores.get(at, 0.0) + named)

    def _remote(self, at: int, words: Sequence[int], scores: Mapping[int, float]) -> bool:
        """Say whether another person is talked of, and the description does not repeat what was said of this one."""
        others = (score for other, score in scores.items() if other >= 0 and self.entities[other].personal)
        if scores.get(at, 0.0) >= max(others, default=0.0) * self.weights.remote:
            return False
        head, known = self.lowers[words[-1]], self.entities[at].words
        between = words[1:-1]
        strange = any(self.text.words.texts[i][0].isupper() and self.lowers[i] not in known for i in between)
        told = any(self.lowers[i] in known for i in between)
        return strange or (not told and (_vague(head) or head not in known))

    def _only(
        self, words: Sequence[int], people: Mapping[int, float], things: Mapping[int, float], told: set[str]
    ) -> int | None:
        """Return the person or the organisation that is far more salient than any other, if that may be described."""
        word, head = words[-1], self.lowers[words[-1]]
        office = classes("role", head) & _SHARED if "former" not in told else None
        personal = bool(office) or _vague(head) or _AGED.fullmatch(head) is not None
        if (not personal and head not in lists()["any_org"].starts) or self.lowers[words[0]] != "the":
            return None
        if word + 1 < len(self.lowers) and self.lowers[word + 1] in lists()["complement"].starts:
            return None
        scores = people if personal else things
        fitting = {at: score for at, score in scores.items() if at < 0 or self.entities[at].personal == personal}
        ranked = sorted(((score, at) for at, score in fitting.items()), reverse=True)
        second = ranked[1][0] if len(ranked) > 1 else float("-inf")
        if not ranked or ranked[0][1] < 0 or ranked[0][0] < second * self.weights.clearly:
            return None
        best = self.entities[ranked[0][1]]
        other = office and any(role[1:] in lists()["office"].starts for role in best.roles)
        contrary = other or _contrary(best, classes("gender", head), told)
        return None if contrary or (personal and ranked[0][0] < self.weights.salient) else ranked[0][1]


def _vague(head: str) -> bool:
    return any(role in lists()["vague"].starts for role in classes("role", head))


def _contrary(entity: Entity, sexes: Container[str], told: set[str]) -> bool:
    """Say whether a description tells a sex or a party that somebody is known not to have."""
    if sexes and entity.sex and entity.sex not in sexes:
        return True
    parties = {party for word in told for party in classes("party", word)}
    known = {party for word in entity.words for party in classes("party", word)}
    return bool(parties and known and not parties & known)
