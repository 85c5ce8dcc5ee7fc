"""doccano: JSON Lines with entities and relations, for annotating by hand; nothing is lost.

The shape is that of doccano's data sets for sequence labelling with relations. Details that its editor cannot show are
in a field that doccano passes on, as JSON in a string, because its export rounds every number to ten places but does
not change strings.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

from newsclaims._model import Article, ClaimSet, ExtractorInfo

from ..._public import set_public_module
from ..toolkit import (
    OFFSET_UNITS,
    FileLocation,
    OffsetConverter,
    OffsetUnit,
    check_offset_unit,
    get_field,
    get_objects,
    json_text,
    parse_json,
    read_json_lines,
    reading,
    take_apart,
    write_json_lines,
    writing,
)
from .entity_graph import ENTITY_LABELS, EntityGraph, EntitySpan, Relation, graph_of, role_of
from .passthrough_field import KEY, build_from_graph, pack, unpack
from .task_articles import article_from_task, first_name

__all__ = ["DoccanoSerialiser"]

_OLD_FORMS = ("label", "labels")
_OWN: Final = frozenset({"id", "text", "entities", "relations", "Comments", *_OLD_FORMS, KEY})


class DoccanoSerialiser:
    """Writes and reads doccano's JSON Lines, a line for each claim set.

    Passages are entities, and relations join them. Lines of the older form, which have spans (`label` or `labels`) and
    no relations, can be read too.

    Args:
        offsets: The unit of offsets in files that are written, and in lines that do not name their unit. doccano counts
            UTF-16 units, except in projects where grapheme clusters count as one character.

    Raises:
        InvalidValueError: If there is no such unit.
    """

    name: str = "doccano"
    suffixes: tuple[str, ...] = (".doccano.jsonl",)
    media_type: str = "application/jsonl"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def __init__(self, offsets: OffsetUnit = "UTF-16") -> None:
        self.offsets = check_offset_unit(offsets)

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write each claim set as it comes; see `Serialiser.dump`."""
        # doccano wants ids of entities and relations that are unique in the file.
        entity_ids, relation_ids = count(1), count(1)
        with writing(target) as stream:
            rows = (
                _row(claimset, number, entity_ids, relation_ids, self.offsets)
                for number, claimset in enumerate(claimsets, 1)
            )
            write_json_lines(stream, rows)

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Read line by line; `articles` is not needed. See `Serialiser.load`."""
        with reading(source) as stream:
            for location, row in read_json_lines(stream, self.name):
                yield _claimset(row, location, self.offsets)


def _row(
    claimset: ClaimSet, number: int, entity_ids: Iterator[int], relation_ids: Iterator[int], unit: OffsetUnit
) -> dict[str, Any]:
    claims = take_apart(claimset)
    units = OffsetConverter(claimset.article.text, unit).units
    graph = graph_of(claims)
    ids = [next(entity_ids) for _ in graph.entities]
    return {
        "id": number,
        "text": claimset.article.text,
        "entities": [
            {
                "id": own,
                "start_offset": units(one.start),
                "end_offset": units(one.end),
                "label": ENTITY_LABELS[one.role],
            }
            for own, one in zip(ids, graph.entities, strict=True)
        ],
        "relations": [
            {"id": next(relation_ids), "from_id": ids[one.head], "to_id": ids[one.tail], "type": one.label}
            for one in graph.relations
        ],
        "Comments": [],
        KEY: json_text({"offsets": unit, **pack(claimset, claims)}),
    }


def _claimset(row: Mapping[str, Any], location: FileLocation, unit: OffsetUnit) -> ClaimSet:
    text = get_field(row, "text", str, location)
    own = row.get(KEY)
    record = parse_json(own, location) if isinstance(own, str) else own
    known = unpack(record, text, location)
    if known is not None:
        article = known.article
    else:
        others = {key: value for key, value in row.items() if key not in _OWN}
        article = article_from_task(text, others, location, name=first_name(row.get("id")))
    counted = OffsetConverter(text, _unit_of(record, location) or unit)
    return build_from_graph(
        article, _graph(row, counted, location), known, location, maker=ExtractorInfo(name="doccano")
    )


def _unit_of(record: object, location: FileLocation) -> OffsetUnit | None:
    """Return the unit of offsets in a line that newsclaims wrote; None if the line does not name it."""
    said = record.get("offsets") if isinstance(record, dict) else None
    if said is not None and said not in OFFSET_UNITS:
        raise location.error(f"{KEY!r}: offsets must count {' or '.join(map(repr, OFFSET_UNITS))}, not {said!r:.40}.")
    return said


def _graph(row: Mapping[str, Any], counted: OffsetConverter, location: FileLocation) -> EntityGraph:
    if "entities" not in row:
        [name] = [name for name in _OLD_FORMS if name in row][:1] or ["entities"]
        return EntityGraph(
            tuple(_old_entity(one, counted, location) for one in get_field(row, name, list, location)), ()
        )
    found = get_objects(row, "entities", "an entity", location, required=True)
    indices = {get_field(one, "id", int, location): at for at, one in enumerate(found)}
    if len(indices) < len(found):
        raise location.error("two entities have the same id.")
    relations = [_relation(one, indices, location) for one in get_objects(row, "relations", "a relation", location)]
    return EntityGraph(tuple(_entity(one, counted, location) for one in found), tuple(relations))


def _entity(one: Mapping[str, Any], counted: OffsetConverter, location: FileLocation) -> EntitySpan:
    start, end = get_field(one, "start_offset", int, location), get_field(one, "end_offset", int, location)
    return EntitySpan(
        role_of(get_field(one, "label", str, location)), counted.code_points(start), counted.code_points(end)
    )


def _old_entity(one: object, counted: OffsetConverter, location: FileLocation) -> EntitySpan:
    match one:
        case [int(start), int(end), str(label)]:
            return EntitySpan(role_of(label), counted.code_points(start), counted.code_points(end))
    raise location.error(f"a label must be [start, end, name], not {one!r:.60}.")


def _relation(one: Mapping[str, Any], indices: Mapping[int, int], location: FileLocation) -> Relation:
    ends = [get_field(one, name, int, location) for name in ("from_id", "to_id")]
    if missing := [end for end in ends if end not in indices]:
        raise location.error(f"a relation names the entity {missing[0]}, which is missing.")
    return Relation(indices[ends[0]], indices[ends[1]], get_field(one, "type", str, location, ""))


set_public_module("newsclaims.serialisers", DoccanoSerialiser)
