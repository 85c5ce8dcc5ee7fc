"""Converts claims to the entities (labelled spans) and relations of annotation tools, and back.

Each fragment of a source or a cue is an entity, related to the content; claims that share the fragment share the
entity. A content belongs to one claim. Its first fragment represents it: the other fragments are related to the first
as parts, and the first is related to the content of the claim's parent.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from newsclaims._model import PassageName, labels_in

from ..toolkit import Fragments, MarkedClaim, merge_fragments

__all__ = [
    "CARRIERS",
    "ENTITY_LABELS",
    "PARENT",
    "PART",
    "EntityGraph",
    "EntitySpan",
    "Relation",
    "claims_in",
    "graph_of",
    "role_of",
]

ENTITY_LABELS: Final[Mapping[str, str]] = {"source": "Source", "cue": "Cue", "content": "Content"}
"""The label of an entity by its role. A relation from a source or a cue to a content has the role for its label."""
PART: Final = "part"
"""The label of the relation between another fragment and the first."""
PARENT: Final = "parent"
"""The label of the relation between a content and the content that holds it."""

_PASSAGES: Final[tuple[PassageName, ...]] = ("source", "cue", "content", "claim")

CARRIERS: Final[Mapping[str, str]] = {
    label.name: "content" if passage == "claim" else passage for passage in _PASSAGES for label in labels_in(passage)
}
"""The built-in labels, each with the role of the entity that has it."""

_ROLES = {label.casefold(): role for role, label in ENTITY_LABELS.items()}


@frozen(slots=True)
class EntitySpan:
    """An entity: a span with a label.

    Args:
        role: `"source"`, `"cue"` or `"content"`; `""` for any other label.
        start: First code point.
        end: One past the last.
        labels: The claim's labels that the entity has, with their values.
    """

    role: str
    start: int
    end: int
    labels: Mapping[str, str] = field(factory=dict)


@frozen(slots=True)
class Relation:
    """A relation between two entities.

    Args:
        head: The index of the entity that it starts from.
        tail: The index of the entity that it leads to.
        label: Its label; `""` if it has none.
    """

    head: int
    tail: int
    label: str


@frozen(slots=True)
class EntityGraph:
    """The entities and relations of an article.

    Args:
        entities: The entities.
        relations: The relations, which name entities by their indices.
    """

    entities: tuple[EntitySpan, ...]
    relations: tuple[Relation, ...]


def role_of(label: object) -> str:
    """Return the role that a label names, in upper or lower case; `""` if it does not name one.

    Args:
        label: The label.
    """
    return _ROLES.get(label.strip().casefold(), "") if isinstance(label, str) else ""


def graph_of(claims: Sequence[MarkedClaim], *, labelled: bool = False) -> EntityGraph:
    """Return claims as entities and relations; contents in the order of the claims.

    Args:
        claims: The claims.
        labelled: Whether the entities have the claims' labels. Then claims share a source or a cue only if its labels
            are equal.
    """
    indices: dict[object, int] = {}
    entities: list[EntitySpan] = []
    relations: list[Relation] = []
    firsts: list[int] = []
    for claim in claims:
        helpers = [
            (
                role,
                _shared(entities, indices, EntitySpan(role, start, end, _labels_on(claim, role) if labelled else {})),
            )
            for role, fragments in (("source", claim.source), ("cue", claim.cue))
            for start, end in fragments
        ]
        first = len(entities)
        firsts.append(first)
        for number, (start, end) in enumerate(claim.content):
            entities.append(
                EntitySpan("content", start, end, _labels_on(claim, "content") if labelled and not number else {})
            )
        relations += [Relation(at, first, role) for role, at in helpers]
        relations += [Relation(at, first, PART) for at in range(first + 1, len(entities))]
    for claim, first in zip(claims, firsts, strict=True):
        if claim.parent is not None:
            relations.append(Relation(first, firsts[claim.parent], PARENT))
    return EntityGraph(tuple(entities), tuple(relations))


def claims_in(graph: EntityGraph) -> tuple[list[MarkedClaim], list[str]]:
    """Return the claims that entities and relations describe, and warnings about the rest.

    Every content is a claim. The roles at the ends of a relation decide what it means, in either direction: a source or
    a cue belongs to the content, and a source that is related to a cue belongs to the contents of that cue. Between two
    entities of one role, `part` joins fragments and `parent` leads to the outer content. A relation without a label is
    a `parent` if one span lies within the other, and a `part` otherwise.

    Args:
        graph: The entities and relations.

    Returns:
        The claims, in the order of their first entities, and warnings about what was left out.
    """
    reader = _Reader(graph)
    claims = [reader.claim(group) for group in reader.contents]
    return claims, list(reader.warnings())


class _Reader:
    """Finds, from the relations, the entities of each passage and the passages of each claim."""

    def __init__(self, graph: EntityGraph) -> None:
        self._entities = graph.entities
        self._first = list(range(len(graph.entities)))
        named = [(self._meaning(relation), relation) for relation in graph.relations]
        for meaning, relation in named:
            if meaning == PART:
                self._join(relation.head, relation.tail)
        self._passages: dict[int, list[int]] = {}
        for at in range(len(graph.entities)):
            self._passages.setdefault(self._leader(at), []).append(at)
        self.contents = [at for at in self._passages if self._entities[at].role == "content"]
        self._order = {at: number for number, at in enumerate(self.contents)}
        self._helpers: dict[int, dict[int, None]] = {at: {} for at in self.contents}
        self._parents: dict[int, int] = {}
        self._others = 0
        for meaning, relation in named:
            self._note(meaning, self._leader(relation.head), self._leader(relation.tail))
        for meaning, relation in named:
            if meaning == "chain":
                self._add_source_of_cue(self._leader(relation.head), self._leader(relation.tail))

    def claim(self, content: int) -> MarkedClaim:
        """Return the claim of a content."""
        own = self._helpers[content]
        source = [at for helper in own if self._entities[helper].role == "source" for at in self._passages[helper]]
        cue = [at for helper in own if self._entities[helper].role == "cue" for at in self._passages[helper]]
        parent = self._parents.get(content)
        labels = self._labels("content", self._passages[content])
        return MarkedClaim(
            content=self._fragments(self._passages[content]),
            source=self._fragments(source),
            cue=self._fragments(cue),
            parent=None if parent is None else self._order[parent],
            labels=labels | self._labels("source", source) | self._labels("cue", cue),
        )

    def warnings(self) -> Iterator[str]:
        """Yield warnings about what was left out."""
        tied = {at for own in self._helpers.values() for at in own}
        counts = Counter(
            "other" if not entity.role else "loose"
            for at, entity in enumerate(self._entities)
            if entity.role != "content" and self._leader(at) not in tied
        )
        if counts["loose"]:
            yield f"sources and cues without a relation to a content, left out: {counts['loose']}."
        if counts["other"]:
            yield f"spans with unknown labels, left out: {counts['other']}."
        if self._others:
            yield f"relations of unknown kinds, left out: {self._others}."

    def _meaning(self, relation: Relation) -> str:
        """Return `part`, `parent`, `helper` (source or cue to content), `chain` (source to cue), or `""`."""
        head, tail = self._entities[relation.head], self._entities[relation.tail]
        roles = {head.role, tail.role}
        if "" in roles:
            return ""
        if len(roles) > 1:
            return "helper" if "content" in roles else "chain"
        label = relation.label.strip().casefold()
        if not label:
            inside = tail.start <= head.start and head.end <= tail.end
            label = PARENT if inside and head.role == "content" else PART
        return label if label == PART or (label == PARENT and head.role == "content") else ""

    def _note(self, meaning: str, head: int, tail: int) -> None:
        if meaning == "helper":
            content, helper = (head, tail) if self._entities[head].role == "content" else (tail, head)
            self._helpers[content][helper] = None
        elif meaning == PARENT and head != tail:
            self._parents.setdefault(head, tail)
        elif not meaning:
            self._others += 1

    def _add_source_of_cue(self, head: int, tail: int) -> None:
        """Give the source that is related to a cue to all contents of that cue."""
        source, cue = (head, tail) if self._entities[head].role == "source" else (tail, head)
        for own in self._helpers.values():
            if cue in own:
                own[source] = None

    def _leader(self, at: int) -> int:
        """Return the first entity of the passage that an entity belongs to."""
        while self._first[at] != at:
            # Each step makes the path to the first entity shorter for the next call.
            self._first[at] = self._first[self._first[at]]
            at = self._first[at]
        return at

    def _join(self, one: int, other: int) -> None:
        low, high = sorted((self._leader(one), self._leader(other)))
        self._first[high] = low

    def _fragments(self, entities: Sequence[int]) -> Fragments:
        return merge_fragments((self._entities[at].start, self._entities[at].end) for at in entities)

    def _labels(self, role: str, entities: Sequence[int]) -> dict[str, str]:
        """Return the labels of a passage's entities; for each label, the first entity that has it decides."""
        labels: dict[str, str] = {}
        for at in entities:
            for name, value in self._entities[at].labels.items():
                if CARRIERS[name] == role:
                    labels.setdefault(name, value)
        return labels


def _labels_on(claim: MarkedClaim, role: str) -> dict[str, str]:
    return {name: claim.labels[name] for name, carrier in CARRIERS.items() if carrier == role and name in claim.labels}


def _shared(entities: list[EntitySpan], indices: dict[object, int], entity: EntitySpan) -> int:
    """Return the index of an entity; add the entity if there is no equal one."""
    key = (entity.role, entity.start, entity.end, tuple(entity.labels.items()))
    if key not in indices:
        indices[key] = len(entities)
        entities.append(entity)
    return indices[key]
