"""Label Studio: an array of tasks with predictions, to be annotated; the annotations come back as gold.

The shape is that of Label Studio's JSON for text: labels, relations and choices per region. What it has no place for is
carried in the tasks' `meta`. `labelling_config` is the configuration of a project that shows all of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from statistics import fmean
from typing import Any, BinaryIO, Final, Literal

from attrs import evolve, frozen

from newsclaims.model import Article, ClaimSet, ExtractorInfo

from ..toolkit.json_fields import article_of, fields, item, name_from
from ..toolkit.json_streams import read_objects, write_objects
from ..toolkit.marked_claims import maker_from
from ..toolkit.offset_units import UNITS, Counted, Unit, checked_unit
from ..toolkit.records import FileLocation, encoded, parsed
from ..toolkit.streams import reading, writing
from .entity_graph import LABELS, TAGS, Entity, Graph, Link, graph_of, role_of
from .passthrough_field import KEY, Carried, carried, claims_of, settled, unpacked

__all__ = ["LabelStudioSerialiser", "Unit", "labelling_config"]

_KINDS = ("labels", "relation", "choices")
_TO: Final = {"to_name": "text"}
_ABOUT = ("id", "title", "url", "published", "publisher", "language")


class LabelStudioSerialiser:
    """Writes and reads Label Studio's JSON, a task for each claim set.

    Read are the annotations of a task, each a claim set, but for cancelled ones; the predictions where there is no
    annotation. Offsets are read by whichever unit fits the words that stand beside them.

    Args:
        offsets: What the offsets count that are written. Label Studio 1.23 counts code points.

    Raises:
        InvalidValueError: If they cannot count that.
    """

    name: str = "labelstudio"
    suffixes: tuple[str, ...] = (".labelstudio.json",)
    media_type: str = "application/json"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def __init__(self, offsets: Unit = "code points") -> None:
        self.offsets = checked_unit(offsets)

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write each claim set as it comes; see `Serialiser.dump`."""
        with writing(target) as stream:
            tasks = (encoded(_task(claimset, self.offsets)) for claimset in claimsets)
            write_objects(stream, tasks, always_array=True)

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Read task by task; `articles` is not needed. See `Serialiser.load`."""
        with reading(source) as stream:
            for place, text in read_objects(stream, self.name, what="a task"):
                yield from _claimsets(item(parsed(text, place), "a task", dict, place), place, self.offsets)


def labelling_config() -> str:
    """Return the labelling configuration that a project needs to show the tasks, as XML."""
    return (files("newsclaims") / "data" / "labelstudio" / "config.xml").read_text(encoding="utf-8")


def _task(claimset: ClaimSet, unit: Unit) -> dict[str, Any]:
    article, claims = claimset.article, claims_of(claimset)
    known = carried(claimset, claims)
    scores = [claim.score for claim in claimset if claim.score is not None]
    made = claimset.extractor
    version = f"{made.name} {made.version}" if made and made.version else made.name if made else "newsclaims"
    return {
        "data": {"text": article.text, **{key: known["article"][key] for key in _ABOUT if key in known["article"]}},
        "meta": {KEY: known},
        "predictions": [
            {
                "model_version": version,
                **({"score": round(fmean(scores), 4)} if scores else {}),
                "result": list(_results(article.text, graph_of(claims, tagged=True), unit)),
            }
        ],
    }


def _results(text: str, graph: Graph, unit: Unit) -> Iterator[dict[str, Any]]:
    """Yield the regions, each followed by its choices, and then the relations."""
    counted = Counted(text, unit)
    for at, entity in enumerate(graph.entities):
        words = text[entity.start : entity.end]
        where = {"start": counted.units(entity.start), "end": counted.units(entity.end), "text": words}
        named = {"id": f"r{at + 1}", **_TO}
        yield {**named, "from_name": "role", "type": "labels", "value": {**where, "labels": [LABELS[entity.role]]}}
        for label, value in entity.tags.items():
            yield {**named, "from_name": label, "type": "choices", "value": {**where, "choices": [value]}}
    for link in graph.links:
        ends = {"from_id": f"r{link.head + 1}", "to_id": f"r{link.tail + 1}"}
        yield {"type": "relation", **ends, "direction": "right", "labels": [link.label]}


def _claimsets(task: Mapping[str, Any], place: FileLocation, unit: Unit) -> Iterator[ClaimSet]:
    data = fields(task, "data", dict, place)
    text = fields(data, "text", str, place)
    known = unpacked(fields(task, "meta", dict, place, {}).get(KEY), text, place)
    others = {key: value for key, value in data.items() if key not in ("id", "text")}
    name = name_from(data.get("id"), task.get("id"))
    article = known.article if known else article_of(text, others, place, name=name)
    done = [item(one, "an annotation", dict, place) for one in fields(task, "annotations", list, place, [])]
    # Label Studio exports a prediction as its number, and no word of what it says.
    given = [one for one in fields(task, "predictions", list, place, []) if type(one) is not int]
    asked = [item(one, "a prediction", dict, place) for one in given if not done]
    for one in (*done, *asked):
        if not one.get("was_cancelled"):
            yield _claimset(one, article, known, place, unit, by_hand=bool(done))


def _claimset(
    one: Mapping[str, Any], article: Article, known: Carried | None, place: FileLocation, unit: Unit, *, by_hand: bool
) -> ClaimSet:
    """Build the claim set of an annotation or a prediction."""
    results = [item(result, "a result", dict, place) for result in fields(one, "result", list, place)]
    kept, notes = _kept(results, place)
    return settled(
        article,
        _graph(kept, article.text, unit, place),
        known,
        place,
        maker=_annotator(one, place) if by_hand else maker_from(place, name=_model_of(one)),
        by_hand=by_hand,
        tagged=True,
        notes=notes,
    )


def _kept(results: Sequence[Mapping[str, Any]], place: FileLocation) -> tuple[list[Mapping[str, Any]], list[str]]:
    """Return the results without regions of other kinds, and the relations of such; and how many were left out."""
    kinds = [fields(result, "type", str, place) for result in results]
    known = [result for result, kind in zip(results, kinds, strict=True) if kind in _KINDS]
    labelled = {name_from(result.get("id")) for result in known if result["type"] == "labels"}
    others = {name for result in results if (name := name_from(result.get("id"))) and name not in labelled}
    kept = [
        result
        for result in known
        if result["type"] != "relation" or not others & {name_from(result.get(end)) for end in ("from_id", "to_id")}
    ]
    counts = {
        "regions of other kinds than labels of a text": len(results) - len(known),
        "relations of regions without a label": len(known) - len(kept),
    }
    return kept, [f"{what}, left out: {count}." for what, count in counts.items() if count]


def _model_of(prediction: Mapping[str, Any]) -> str:
    return name_from(prediction.get("model_version")) or "labelstudio"


def _annotator(annotation: Mapping[str, Any], place: FileLocation) -> ExtractorInfo:
    """Return who annotated: Label Studio gives a number, or an object with address and number."""
    who = annotation.get("completed_by")
    name = name_from(who.get("email"), who.get("id")) if isinstance(who, dict) else name_from(who)
    return maker_from(place, name="labelstudio", annotator=name)


@frozen(slots=True)
class _Region:
    """A region as it stands in the file, in whatever its offsets count."""

    name: str
    role: str
    start: int
    end: int
    words: str | None
    place: FileLocation

    def points(self, text: str, counted: Counted) -> tuple[int, int] | None:
        """Return its ends in code points; None if other words stand there than it says."""
        start, end = counted.points(self.start), counted.points(self.end)
        return (start, end) if self.words is None or _plain(text[start:end]) == _plain(self.words) else None


def _graph(results: Sequence[Mapping[str, Any]], text: str, unit: Unit, place: FileLocation) -> Graph:
    regions: dict[str, _Region] = {}
    tags: dict[str, dict[str, str]] = {}
    relations: list[Mapping[str, Any]] = []
    for result in results:
        kind = result["type"]
        if kind == "relation":
            relations.append(result)
        elif kind == "labels":
            region = _region(result, place)
            # A region may have labels of several kinds, each a result of its own.
            if region.name not in regions or not regions[region.name].role:
                regions[region.name] = region
        elif kind == "choices":
            _note_choice(result, tags, place)
    places = {name: at for at, name in enumerate(regions)}
    entities = _entities(list(regions.values()), text, unit)
    tagged = (evolve(entity, tags=tags.get(name, {})) for name, entity in zip(regions, entities, strict=True))
    return Graph(tuple(tagged), tuple(_link(relation, places, place) for relation in relations))


def _region(result: Mapping[str, Any], place: FileLocation) -> _Region:
    value = _value(result, place)
    labels = map(role_of, fields(value, "labels", list, place))
    words = None if value.get("text") is None else fields(value, "text", str, place)
    start, end = fields(value, "start", int, place), fields(value, "end", int, place)
    return _Region(fields(result, "id", str, place), next(filter(None, labels), ""), start, end, words, place)


def _value(result: Mapping[str, Any], place: FileLocation) -> dict[str, Any]:
    return fields(result, "value", dict, place)


def _note_choice(result: Mapping[str, Any], tags: dict[str, dict[str, str]], place: FileLocation) -> None:
    """Put a choice with its region's; one about the whole text, or under a name that is none of ours, says nothing."""
    label = fields(result, "from_name", str, place)
    chosen = fields(_value(result, place), "choices", list, place)
    if label in TAGS and chosen:
        value = item(chosen[0], "a choice", str, place).strip().casefold().replace(" ", "_")
        tags.setdefault(fields(result, "id", str, place), {})[label] = value


def _link(relation: Mapping[str, Any], places: Mapping[str, int], place: FileLocation) -> Link:
    ends = [fields(relation, name, str, place) for name in ("from_id", "to_id")]
    if missing := [end for end in ends if end not in places]:
        raise place.error(f"a relation names the region {missing[0]!r:.40}, which is not there.")
    if relation.get("direction") == "left":
        ends.reverse()
    labels = fields(relation, "labels", list, place, [])
    return Link(places[ends[0]], places[ends[1]], item(labels[0], "a label", str, place) if labels else "")


def _entities(regions: Sequence[_Region], text: str, unit: Unit) -> Iterator[Entity]:
    """Yield the regions in code points, by the unit that fits all; where none does, by the one that fits each."""
    units = [Counted(text, one) for one in sorted(UNITS, key=lambda one: one != unit)]
    fitting = [one for one in units if all(region.points(text, one) for region in regions)]
    for region in regions:
        found = next(filter(None, (region.points(text, one) for one in fitting[:1] or units)), None)
        if found is None:
            raise region.place.error(
                f"region {region.name!r:.40} has the words {region.words!r:.40}, which do not stand at "
                f"{region.start}..{region.end} of the text, whether that counts code points or UTF-16 units."
            )
        yield Entity(region.role, *found)


def _plain(words: str) -> str:
    r"""Leave out white space, which Label Studio trims and writes as `\n`."""
    return "".join(words.replace("\\n", "").split())
