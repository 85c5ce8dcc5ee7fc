"""Prodigy: JSON Lines of tasks with tokens, spans and relations, for annotating by hand; nothing is lost.

The shape is that of Prodigy's tasks for relations. Its relations join tokens, and its spans are identified by their
ends and label, so contents with equal spans are one span. Details that a task cannot show are in a field that Prodigy
passes on.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal

from newsclaims._model import Article, ClaimSet, ExtractorInfo

from ..toolkit import (
    FileLocation,
    find_article,
    get_field,
    get_objects,
    read_json_lines,
    reading,
    take_apart,
    write_json_lines,
    writing,
)
from .entity_graph import ENTITY_LABELS, EntityGraph, EntitySpan, Relation, graph_of, role_of
from .passthrough_field import KEY, build_from_graph, pack, unpack
from .task_articles import article_from_task, first_name

__all__ = ["ProdigySerialiser", "tokens_of"]

# Words with their accents, runs of other characters, runs of spaces: each character is in one of them.
_TOKEN = re.compile(r"\w[\w\u0300-\u036f\u200d]*|\s+|[^\w\s]+")

_Key = tuple[int, int, str]


class ProdigySerialiser:
    """Writes and reads Prodigy's JSON Lines, a task for each claim set.

    A task that was rejected or ignored is skipped. A task without a text is read with `articles=`, by the id in its
    `meta`.
    """

    name: str = "prodigy"
    suffixes: tuple[str, ...] = (".prodigy.jsonl",)
    media_type: str = "application/jsonl"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write each claim set as it comes; see `Serialiser.dump`."""
        with writing(target) as stream:
            write_json_lines(stream, map(_task, claimsets))

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:
        """Read line by line; see `Serialiser.load`.

        Args:
            source: The path or stream to read.
            articles: The articles by their ids, for tasks without a text.

        Raises:
            FormatError: If a line is not a task.
            MissingArticleError: If a task has no text, and its article is not given.
        """
        with reading(source) as stream:
            for location, task in read_json_lines(stream, self.name):
                if get_field(task, "answer", str, location, "accept") == "accept":
                    yield _claimset(task, location, articles)


def tokens_of(text: str, entities: Iterable[EntitySpan]) -> list[dict[str, Any]]:
    """Split a text into tokens, so that every span begins and ends at a token.

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
    article, claims = claimset.article, take_apart(claimset)
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
            "label": ENTITY_LABELS[key[2]],
        }
        for key in map(_key, graph.entities)
    }
    _, relations = _view(graph)
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
            for head, tail, label in relations
        ],
        KEY: pack(claimset, claims),
    }


def _key(entity: EntitySpan) -> _Key:
    return entity.start, entity.end, entity.role


def _view(graph: EntityGraph) -> tuple[set[_Key], dict[tuple[_Key, _Key, str], None]]:
    """Return what Prodigy keeps of a graph: one span for equal spans, and no relation between a span and itself."""
    keys = [_key(entity) for entity in graph.entities]
    relations = ((keys[one.head], keys[one.tail], one.label) for one in graph.relations)
    return set(keys), {one: None for one in relations if one[0] != one[1]}


def _claimset(task: Mapping[str, Any], location: FileLocation, articles: Mapping[str, Article] | None) -> ClaimSet:
    about = get_field(task, "meta", dict, location, {})
    name = first_name(about.get("id"))
    given = None if task.get("text") is not None else _given(name, articles, location)
    text = given.text if given else get_field(task, "text", str, location)
    known = unpack(task.get(KEY), text, location)
    others = {key: value for key, value in about.items() if key != "id"}
    article = given or (known.article if known else article_from_task(text, others, location, name=name))
    annotator = first_name(task.get("_annotator_id"), task.get("_session_id"))
    by_hand = annotator is not None or task.get("answer") is not None
    with location.model_errors():
        maker = ExtractorInfo(name="prodigy", annotator=annotator)
    return build_from_graph(article, _graph(task, location), known, location, maker=maker, by_hand=by_hand, view=_view)


def _given(name: str | None, articles: Mapping[str, Article] | None, location: FileLocation) -> Article:
    if name is None:
        raise location.error("the task has neither a 'text' nor an 'id' in its 'meta'.")
    return find_article(articles, name, location)


def _graph(task: Mapping[str, Any], location: FileLocation) -> EntityGraph:
    spans = _Spans(location)
    for span in get_objects(task, "spans", "a span", location):
        spans.add(span)
    relations = []
    for relation in get_objects(task, "relations", "a relation", location):
        head, child = (spans.end_of(relation, name) for name in ("head", "child"))
        relations.append(Relation(head, child, get_field(relation, "label", str, location, "")))
    return EntityGraph(tuple(spans.entities), tuple(relations))


class _Spans:
    """A task's spans, including those that only its relations name."""

    def __init__(self, location: FileLocation) -> None:
        self.entities: list[EntitySpan] = []
        self._location = location
        self._by_ends: dict[tuple[int, int], list[int]] = {}
        self._by_token: dict[object, int] = {}

    def add(self, span: Mapping[str, Any]) -> int:
        """Add a span and return its index."""
        entity, at = _entity(span, self._location), len(self.entities)
        self.entities.append(entity)
        self._by_ends.setdefault((entity.start, entity.end), []).append(at)
        if span.get("token_end") is not None:
            self._by_token.setdefault(get_field(span, "token_end", int, self._location), at)
        return at

    def end_of(self, relation: Mapping[str, Any], name: str) -> int:
        """Return the index of the span at one end of a relation."""
        if relation.get(f"{name}_span") is None:
            token = get_field(relation, name, int, self._location)
            if token not in self._by_token:
                raise self._location.error(f"a relation's {name!r} is token {token}, but no span ends at that token.")
            return self._by_token[token]
        span = get_field(relation, f"{name}_span", dict, self._location)
        wanted = _entity(span, self._location)
        there = self._by_ends.get((wanted.start, wanted.end), [])
        same = [at for at in there if self.entities[at].role == wanted.role]
        # A relation can name a span without its label.
        found = same or (there if not span.get("label") else [])
        return found[0] if found else self.add(span)


def _entity(span: Mapping[str, Any], location: FileLocation) -> EntitySpan:
    return EntitySpan(
        role_of(get_field(span, "label", str, location, "")),
        get_field(span, "start", int, location),
        get_field(span, "end", int, location),
    )
