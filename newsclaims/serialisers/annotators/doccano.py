"""doccano: JSON Lines with entities and relations, for annotating by hand; what its editor has no place for is carried.

The shape is that of doccano's data sets for sequence labelling with relations. What is carried is JSON in a string:
doccano's export rounds every number to ten places, and leaves strings alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

from newsclaims.model import Article, ClaimSet, ExtractorInfo

from ..toolkit.json_fields import article_of, fields, item, name_from, rows
from ..toolkit.offset_units import UNITS, Counted, Unit, checked_unit
from ..toolkit.records import FileLocation, encoded, parsed
from ..toolkit.streams import reading, writing
from .entity_graph import LABELS, Entity, Graph, Link, graph_of, role_of
from .passthrough_field import KEY, carried, claims_of, settled, unpacked

__all__ = ["DoccanoSerialiser"]

_OLD_FORMS = ("label", "labels")
_OWN: Final = frozenset({"id", "text", "entities", "relations", "Comments", *_OLD_FORMS, KEY})


class DoccanoSerialiser:
    """Writes and reads doccano's JSON Lines, a line for each claim set.

    Roles are entities, and the ties between them relations. Read are lines of the older form, too, which have spans
    (`label` or `labels`) and no relations.

    Args:
        offsets: What the offsets count that are written, and those of lines that do not say what theirs count. doccano
            counts UTF-16 units, but for projects in which grapheme clusters count as one character.

    Raises:
        InvalidValueError: If they cannot count that.
    """

    name: str = "doccano"
    suffixes: tuple[str, ...] = (".doccano.jsonl",)
    media_type: str = "application/jsonl"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def __init__(self, offsets: Unit = "UTF-16") -> None:
        self.offsets = checked_unit(offsets)

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write each claim set as it comes; see `Serialiser.dump`."""
        # doccano wants ids of entities and relations that are unique in the file.
        entity_ids, relation_ids = count(1), count(1)
        with writing(target) as stream:
            for number, claimset in enumerate(claimsets, 1):
                stream.write(encoded(_row(claimset, number, entity_ids, relation_ids, self.offsets)) + b"\n")

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Read line by line; `articles` is not needed. See `Serialiser.load`."""
        with reading(source) as stream:
            for place, row in rows(stream, self.name):
                yield _claimset(row, place, self.offsets)


def _row(
    claimset: ClaimSet, number: int, entity_ids: Iterator[int], relation_ids: Iterator[int], unit: Unit
) -> dict[str, Any]:
    claims = claims_of(claimset)
    units = Counted(claimset.article.text, unit).units
    graph = graph_of(claims)
    ids = [next(entity_ids) for _ in graph.entities]
    return {
        "id": number,
        "text": claimset.article.text,
        "entities": [
            {"id": own, "start_offset": units(one.start), "end_offset": units(one.end), "label": LABELS[one.role]}
            for own, one in zip(ids, graph.entities, strict=True)
        ],
        "relations": [
            {"id": next(relation_ids), "from_id": ids[link.head], "to_id": ids[link.tail], "type": link.label}
            for link in graph.links
        ],
        "Comments": [],
        KEY: encoded({"offsets": unit, **carried(claimset, claims)}).decode(),
    }


def _claimset(row: Mapping[str, Any], place: FileLocation, unit: Unit) -> ClaimSet:
    text = fields(row, "text", str, place)
    own = row.get(KEY)
    record = parsed(own, place) if isinstance(own, str) else own
    known = unpacked(record, text, place)
    if known is not None:
        article = known.article
    else:
        others = {key: value for key, value in row.items() if key not in _OWN}
        article = article_of(text, others, place, name=name_from(row.get("id")))
    counted = Counted(text, _unit_of(record, place) or unit)
    return settled(article, _graph(row, counted, place), known, place, maker=ExtractorInfo(name="doccano"))


def _unit_of(record: object, place: FileLocation) -> Unit | None:
    """Return what the offsets of a line count that was written by newsclaims; None if it does not say."""
    said = record.get("offsets") if isinstance(record, dict) else None
    if said is not None and said not in UNITS:
        raise place.error(f"{KEY!r}: offsets count {' or '.join(map(repr, UNITS))}, not {said!r:.40}.")
    return said


def _graph(row: Mapping[str, Any], counted: Counted, place: FileLocation) -> Graph:
    if "entities" not in row:
        [name] = [name for name in _OLD_FORMS if name in row][:1] or ["entities"]
        return Graph(tuple(_old_entity(one, counted, place) for one in fields(row, name, list, place)), ())
    found = [item(one, "an entity", dict, place) for one in fields(row, "entities", list, place)]
    places = {fields(one, "id", int, place): at for at, one in enumerate(found)}
    if len(places) < len(found):
        raise place.error("two entities share an id.")
    links = [
        _link(item(one, "a relation", dict, place), places, place) for one in fields(row, "relations", list, place, [])
    ]
    return Graph(tuple(_entity(one, counted, place) for one in found), tuple(links))


def _entity(one: Mapping[str, Any], counted: Counted, place: FileLocation) -> Entity:
    start, end = fields(one, "start_offset", int, place), fields(one, "end_offset", int, place)
    return Entity(role_of(fields(one, "label", str, place)), counted.points(start), counted.points(end))


def _old_entity(one: object, counted: Counted, place: FileLocation) -> Entity:
    match one:
        case [int(start), int(end), str(label)]:
            return Entity(role_of(label), counted.points(start), counted.points(end))
    raise place.error(f"a label must be [start, end, name], not {one!r:.60}.")


def _link(one: Mapping[str, Any], places: Mapping[int, int], place: FileLocation) -> Link:
    ends = [fields(one, name, int, place) for name in ("from_id", "to_id")]
    if missing := [end for end in ends if end not in places]:
        raise place.error(f"a relation names the entity {missing[0]}, which is not there.")
    return Link(places[ends[0]], places[ends[1]], fields(one, "type", str, place, ""))
