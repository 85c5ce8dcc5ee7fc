"""Claims as annotation tools hold them: entities, each one span with one label, and relations between two of them.

A source or a cue is an entity for each of its fragments, shared by the claims that share it, and each is related to the
content. A content belongs to one claim; its further fragments are related to the first as its parts, and the first to
that of the claim in whose content it stands, its parent.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from newsclaims.model import labels_in

from ..toolkit.marked_claims import Marked, Pairs, tidy

__all__ = ["LABELS", "PARENT", "PART", "TAGS", "Entity", "Graph", "Link", "claims_in", "graph_of", "role_of"]

LABELS: Final[Mapping[str, str]] = {"source": "Source", "cue": "Cue", "content": "Content"}
"""What the entities of a role are called. A relation to a content is called as the role that it gives."""
PART: Final = "part"
"""What the relation of a further fragment to the first is called."""
PARENT: Final = "parent"
"""What the relation of a content to the one that holds it is called."""

TAGS: Final[Mapping[str, tuple[str, str]]] = {
    label.name: ("content" if passage == "claim" else passage, label.field)
    for passage in ("source", "cue", "content", "claim")
    for label in labels_in(passage)
}
"""The labels of claims, with the role whose entity carries each, and what its field is called there."""

_ROLES = {label.casefold(): role for role, label in LABELS.items()}
_CLAIMS_OWN = frozenset(label.field for label in labels_in("claim"))


@frozen(slots=True)
class Entity:
    """A span with a label.

    Args:
        role: `"source"`, `"cue"` or `"content"`; `""` for a label that is none of these.
        start: First code point.
        end: One past the last.
        tags: Labels of `TAGS` to their values.
    """

    role: str
    start: int
    end: int
    tags: Mapping[str, str] = field(factory=dict)


@frozen(slots=True)
class Link:
    """A relation between two entities.

    Args:
        head: The place of the entity that it goes out from.
        tail: The place of the entity that it leads to.
        label: What it is called; `""` if it has no name.
    """

    head: int
    tail: int
    label: str


@frozen(slots=True)
class Graph:
    """The entities and relations of an article.

    Args:
        entities: The entities.
        links: The relations, between places in the list of entities.
    """

    entities: tuple[Entity, ...]
    links: tuple[Link, ...]


def role_of(label: object) -> str:
    """Return the role that a label names, in whatever capitals; `""` if it names none.

    Args:
        label: The label.
    """
    return _ROLES.get(label.strip().casefold(), "") if isinstance(label, str) else ""


def graph_of(claims: Sequence[Marked], *, tagged: bool = False) -> Graph:
    """Return claims as entities and relations; contents in the order of the claims.

    Args:
        claims: The claims.
        tagged: Whether the entities carry tags; then sources and cues are shared only where theirs are equal.
    """
    places: dict[object, int] = {}
    entities: list[Entity] = []
    links: list[Link] = []
    firsts: list[int] = []
    for claim in claims:
        helpers = [
            (role, _shared(entities, places, Entity(role, start, end, _tags(claim, role) if tagged else {})))
            for role, pairs in (("source", claim.source), ("cue", claim.cue))
            for start, end in pairs
        ]
        first = len(entities)
        firsts.append(first)
        for number, (start, end) in enumerate(claim.content):
            entities.append(Entity("content", start, end, _tags(claim, "content") if tagged and not number else {}))
        links += [Link(at, first, role) for role, at in helpers]
        links += [Link(at, first, PART) for at in range(first + 1, len(entities))]
    for claim, first in zip(claims, firsts, strict=True):
        if claim.parent is not None:
            links.append(Link(first, firsts[claim.parent], PARENT))
    return Graph(tuple(entities), tuple(links))


def claims_in(graph: Graph) -> tuple[list[Marked], list[str]]:
    """Return the claims that entities and relations make up, and what of them makes up none.

    Every content is a claim. What a relation means is told by the roles at its ends, in whatever direction: a source or
    a cue belongs to the content, and a source that is related to a cue belongs to the contents of that. Between two of
    a role, `part` joins fragments and `parent` leads to the content around; a relation without a name is the one or the
    other, by whether one span lies within the other.

    Args:
        graph: The entities and relations.

    Returns:
        The claims, in the order of their first entities, and warnings about what was left out.
    """
    reader = _Reader(graph)
    claims = [reader.claim(group) for group in reader.contents]
    return claims, list(reader.notes())


class _Reader:
    """What relations say of the entities: which are one passage, and which belong together."""

    def __init__(self, graph: Graph) -> None:
        self._entities = graph.entities
        self._first = list(range(len(graph.entities)))
        named = [(self._meaning(link), link) for link in graph.links]
        for meaning, link in named:
            if meaning == PART:
                self._join(link.head, link.tail)
        self._passages: dict[int, list[int]] = {}
        for at in range(len(graph.entities)):
            self._passages.setdefault(self._leader(at), []).append(at)
        self.contents = [at for at in self._passages if self._entities[at].role == "content"]
        self._order = {at: number for number, at in enumerate(self.contents)}
        self._helpers: dict[int, dict[int, None]] = {at: {} for at in self.contents}
        self._parents: dict[int, int] = {}
        self._strange = 0
        for meaning, link in named:
            self._note(meaning, self._leader(link.head), self._leader(link.tail))
        for meaning, link in named:
            if meaning == "chain":
                self._hand_on(self._leader(link.head), self._leader(link.tail))

    def claim(self, content: int) -> Marked:
        """Return the claim of a content."""
        own = self._helpers[content]
        source = [at for helper in own if self._entities[helper].role == "source" for at in self._passages[helper]]
        cue = [at for helper in own if self._entities[helper].role == "cue" for at in self._passages[helper]]
        parent = self._parents.get(content)
        tags = self._found("content", self._passages[content])
        return Marked(
            content=self._pairs(self._passages[content]),
            source=self._pairs(source),
            cue=self._pairs(cue),
            parent=None if parent is None else self._order[parent],
            tags={name: value for name, value in tags.items() if name in _CLAIMS_OWN},
            source_tags=self._found("source", source),
            cue_tags=self._found("cue", cue),
            content_tags={name: value for name, value in tags.items() if name not in _CLAIMS_OWN},
        )

    def notes(self) -> Iterator[str]:
        """Yield what was left out."""
        tied = {at for own in self._helpers.values() for at in own}
        counts = Counter(
            "other" if not entity.role else "loose"
            for at, entity in enumerate(self._entities)
            if entity.role != "content" and self._leader(at) not in tied
        )
        if counts["loose"]:
            yield f"sources and cues that no relation ties to a content, left out: {counts['loose']}."
        if counts["other"]:
            yield f"spans with labels of other kinds, left out: {counts['other']}."
        if self._strange:
            yield f"relations of other kinds, left out: {self._strange}."

    def _meaning(self, link: Link) -> str:
        """Return `part`, `parent`, `helper` (of a content), `chain` (of source and cue), or `""`."""
        head, tail = self._entities[link.head], self._entities[link.tail]
        roles = {head.role, tail.role}
        if "" in roles:
            return ""
        if len(roles) > 1:
            return "helper" if "content" in roles else "chain"
        label = link.label.strip().casefold()
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
            self._strange += 1

    def _hand_on(self, head: int, tail: int) -> None:
        source, cue = (head, tail) if self._entities[head].role == "source" else (tail, head)
        for own in self._helpers.values():
            if cue in own:
                own[source] = None

    def _leader(self, at: int) -> int:
        while self._first[at] != at:
            # Each step halves the way for the next.
            self._first[at] = self._first[self._first[at]]
            at = self._first[at]
        return at

    def _join(self, one: int, other: int) -> None:
        low, high = sorted((self._leader(one), self._leader(other)))
        self._first[high] = low

    def _pairs(self, places: Sequence[int]) -> Pairs:
        return tidy((self._entities[at].start, self._entities[at].end) for at in places)

    def _found(self, role: str, places: Sequence[int]) -> dict[str, str]:
        """Return the tags of a passage under the names of their fields; the first entity that has one decides."""
        tags: dict[str, str] = {}
        for at in places:
            for name, value in self._entities[at].tags.items():
                if TAGS[name][0] == role:
                    tags.setdefault(TAGS[name][1], value)
        return tags


def _tags(claim: Marked, role: str) -> dict[str, str]:
    own = {"source": claim.source_tags, "cue": claim.cue_tags, "content": {**claim.tags, **claim.content_tags}}[role]
    return {name: own[key] for name, (where, key) in TAGS.items() if where == role and own.get(key) is not None}


def _shared(entities: list[Entity], places: dict[object, int], entity: Entity) -> int:
    """Return the place of an entity, which is added if there is none like it."""
    key = (entity.role, entity.start, entity.end, tuple(entity.tags.items()))
    if key not in places:
        places[key] = len(entities)
        entities.append(entity)
    return places[key]
