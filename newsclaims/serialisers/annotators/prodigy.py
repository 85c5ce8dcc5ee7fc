"""Prodigy: JSON Lines of tasks with tokens, spans and relations, for annotating by hand; the rest is carried along.

The shape is that of Prodigy's tasks for relations. Relations join tokens there, and a span is told by its ends and its
label, so contents of equal spans are one span.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal

from newsclaims.model import Article, ClaimSet

from ..toolkit.json_fields import article_of, fields, item, name_from, rows
from ..toolkit.marked_claims import maker_from
from ..toolkit.records import FileLocation, encoded, given_article
from ..toolkit.streams import reading, writing
from .entity_graph import LABELS, Entity, Graph, Link, graph_of, role_of
from .passthrough_field import KEY, carried, claims_of, settled, unpacked

__all__ = ["ProdigySerialiser", "tokens_of"]

# Words with their accents, runs of signs, runs of spaces: each character is in one of them.
_TOKEN = re.compile(r"\w[\w\u0300-\u036f\u200d]*|\s+|[^\w\s]+")

_Key = tuple[int, int, str]


class ProdigySerialiser:
    """Writes and reads Prodigy's JSON Lines, a task for each claim set.

    A task that was rejected or ignored is passed over. One without a text is read with `articles=`, by the id in its
    `meta`.
    """

    name: str = "prodigy"
    suffixes: tuple[str, ...] = (".prodigy.jsonl",)
    media_type: str = "application/jsonl"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write each claim set as it comes; see `Serialiser.dump`."""
        with writing(target) as stream:
            for claimset in claimsets:
                stream.write(encoded(_task(claimset)) + b"\n")

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:
        """Read line by line; see `Serialiser.load`.

        Args:
            source: Where from.
            articles: The articles by their ids, for tasks without a text.

        Raises:
            FormatError: If a line is no task.
            MissingArticleError: If a task has no text, and its article is not given.
        """
        with reading(source) as stream:
            for place, task in rows(stream, self.name):
                if fields(task, "answer", str, place, "accept") == "accept":
                    yield _claimset(task, place, articles or {})


def tokens_of(text: str, entities: Iterable[Entity]) -> list[dict[str, Any]]:
    """Cut a text into tokens, so that every span begins and ends with one.

    A single space after a token is its `ws`, as in spaCy, unless a span begins or ends with it.

    Args:
        text: The text.
        entities: The spans.
    """
    starts, ends = set(), set()
    for entity in entities:
        starts.add(entity.start)
        ends.add(entity.end)
    cuts = [*sorted({*starts, *ends} - {0, len(text)}), len(text)]
    tokens: list[dict[str, Any]] = []
    at = 0
    for cut in cuts:
        while at < cut:
            before = tokens[-1] if tokens else None
            if before and text[at] == " " and before["end"] == at and at not in starts and at + 1 not in ends:
                before["ws"] = True
                at += 1
                continue
            found = _TOKEN.match(text, at, cut)
            end = found.end() if found else cut
            tokens.append({"text": text[at:end], "start": at, "end": end, "id": len(tokens), "ws": False})
            at = end
    return tokens


def _task(claimset: ClaimSet) -> dict[str, Any]:
    article, claims = claimset.article, claims_of(claimset)
    graph = graph_of(claims)
    tokens = tokens_of(article.text, graph.entities)
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}
    spans = {
        key: {
            "start": key[0],
            "end": key[1],
            "token_start": first[key[0]],
            "token_end": last[key[1]],
            "label": LABELS[key[2]],
        }
        for key in map(_key, graph.entities)
    }
    _, links = _view(graph)
    return {
        "text": article.text,
        "meta": {"id": article.id},
        "tokens": tokens,
        "spans": list(spans.values()),
        "relations": [
            {
                "head": spans[head]["token_end"],
                "child": spans[tail]["token_end"],
                "head_span": spans[head],
                "child_span": spans[tail],
                "label": label,
            }
            for head, tail, label in links
        ],
        KEY: carried(claimset, claims),
    }


def _key(entity: Entity) -> _Key:
    return entity.start, entity.end, entity.role


def _view(graph: Graph) -> tuple[set[_Key], dict[tuple[_Key, _Key, str], None]]:
    """Return what Prodigy keeps of a graph: one span for equal ones, and no relation of a span to itself."""
    keys = [_key(entity) for entity in graph.entities]
    ties = ((keys[link.head], keys[link.tail], link.label) for link in graph.links)
    return set(keys), {tie: None for tie in ties if tie[0] != tie[1]}


def _claimset(task: Mapping[str, Any], place: FileLocation, articles: Mapping[str, Article]) -> ClaimSet:
    about = fields(task, "meta", dict, place, {})
    name = name_from(about.get("id"))
    given = None if task.get("text") is not None else _given(name, articles, place)
    text = given.text if given else fields(task, "text", str, place)
    known = unpacked(task.get(KEY), text, place)
    others = {key: value for key, value in about.items() if key != "id"}
    article = given or (known.article if known else article_of(text, others, place, name=name))
    annotator = name_from(task.get("_annotator_id"), task.get("_session_id"))
    by_hand = annotator is not None or task.get("answer") is not None
    maker = maker_from(place, name="prodigy", annotator=annotator)
    return settled(article, _graph(task, place), known, place, maker=maker, by_hand=by_hand, view=_view)


def _given(name: str | None, articles: Mapping[str, Article], place: FileLocation) -> Article:
    if name is None:
        raise place.error("the task has neither a 'text' nor an 'id' in its 'meta'.")
    return given_article(articles, name, place)


def _graph(task: Mapping[str, Any], place: FileLocation) -> Graph:
    spans = _Spans(place)
    for span in fields(task, "spans", list, place, []):
        spans.add(item(span, "a span", dict, place))
    links = []
    for one in fields(task, "relations", list, place, []):
        relation = item(one, "a relation", dict, place)
        head, child = (spans.end_of(relation, name) for name in ("head", "child"))
        links.append(Link(head, child, fields(relation, "label", str, place, "")))
    return Graph(tuple(spans.entities), tuple(links))


class _Spans:
    """A task's spans, and those that only its relations name."""

    def __init__(self, place: FileLocation) -> None:
        self.entities: list[Entity] = []
        self._place = place
        self._by_ends: dict[tuple[int, int], list[int]] = {}
        self._by_token: dict[object, int] = {}

    def add(self, span: Mapping[str, Any]) -> int:
        """Add a span and return its place."""
        entity, at = _entity(span, self._place), len(self.entities)
        self.entities.append(entity)
        self._by_ends.setdefault((entity.start, entity.end), []).append(at)
        if span.get("token_end") is not None:
            self._by_token.setdefault(fields(span, "token_end", int, self._place), at)
        return at

    def end_of(self, relation: Mapping[str, Any], name: str) -> int:
        """Return the place of the span at one end of a relation."""
        if relation.get(f"{name}_span") is None:
            token = fields(relation, name, int, self._place)
            if token not in self._by_token:
                raise self._place.error(f"a relation's {name!r} is token {token}, with which no span ends.")
            return self._by_token[token]
        span = fields(relation, f"{name}_span", dict, self._place)
        wanted = _entity(span, self._place)
        there = self._by_ends.get((wanted.start, wanted.end), [])
        same = [at for at in there if self.entities[at].role == wanted.role]
        # A span may stand in a relation without its label.
        found = same or (there if not span.get("label") else [])
        return found[0] if found else self.add(span)


def _entity(span: Mapping[str, Any], place: FileLocation) -> Entity:
    return Entity(
        role_of(fields(span, "label", str, place, "")),
        fields(span, "start", int, place),
        fields(span, "end", int, place),
    )
