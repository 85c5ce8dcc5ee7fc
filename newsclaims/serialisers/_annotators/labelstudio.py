"""Label Studio: an array of tasks with predictions, to be annotated; the annotations come back as gold.

The shape is that of Label Studio's JSON for text: labels, relations and choices per region. Details that it cannot show
are in the tasks' `meta`, which Label Studio passes on. `labelling_config` is the configuration of a project that shows
the tasks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from statistics import fmean
from typing import Any, BinaryIO, Final, Literal

from attrs import evolve, frozen

from newsclaims._model import Article, ClaimSet, ExtractorInfo

from ..._public import set_public_module
from ..toolkit import (
    OFFSET_UNITS,
    FileLocation,
    OffsetConverter,
    OffsetUnit,
    check_offset_unit,
    check_type,
    get_field,
    get_objects,
    json_bytes,
    read_json_objects,
    reading,
    take_apart,
    write_json_objects,
    writing,
)
from .entity_graph import CARRIERS, ENTITY_LABELS, EntityGraph, EntitySpan, Relation, graph_of, role_of
from .passthrough_field import KEY, PassedOn, build_from_graph, pack, unpack
from .task_articles import article_from_task, first_name

__all__ = ["LabelStudioSerialiser", "labelling_config"]

_KINDS = ("labels", "relation", "choices")
_TO: Final = {"to_name": "text"}
_ABOUT = ("id", "title", "url", "published", "publisher", "authors", "language")


class LabelStudioSerialiser:
    """Writes and reads Label Studio's JSON, a task for each claim set.

    Each annotation of a task is read as a claim set, unless it was cancelled. If a task has no annotation, each of its
    predictions is read instead. Offsets are read in the unit that fits the words given with them.

    Args:
        offsets: The unit of offsets in files that are written. Label Studio 1.23 counts code points.

    Raises:
        InvalidValueError: If there is no such unit.
    """

    name: str = "labelstudio"
    suffixes: tuple[str, ...] = (".labelstudio.json",)
    media_type: str = "application/json"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def __init__(self, offsets: OffsetUnit = "code points") -> None:
        self.offsets = check_offset_unit(offsets)

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write each claim set as it comes; see `Serialiser.dump`."""
        with writing(target) as stream:
            tasks = (_task(claimset, self.offsets) for claimset in claimsets)
            write_json_objects(stream, tasks, layout=json_bytes, always_array=True)

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Read task by task; `articles` is not needed. See `Serialiser.load`."""
        with reading(source) as stream:
            for location, task in read_json_objects(stream, self.name, what="a task"):
                yield from _claimsets(task, location, self.offsets)


def labelling_config() -> str:
    """Return the labelling configuration that a project needs to show the tasks, as XML."""
    return (files("newsclaims") / "data" / "labelstudio" / "config.xml").read_text(encoding="utf-8")


def _task(claimset: ClaimSet, unit: OffsetUnit) -> dict[str, Any]:
    article, claims = claimset.article, take_apart(claimset)
    known = pack(claimset, claims)
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
                "result": list(_results(article.text, graph_of(claims, labelled=True), unit)),
            }
        ],
    }


def _results(text: str, graph: EntityGraph, unit: OffsetUnit) -> Iterator[dict[str, Any]]:
    """Yield the regions, each followed by its choices, and then the relations."""
    counted = OffsetConverter(text, unit)
    for at, entity in enumerate(graph.entities):
        words = text[entity.start : entity.end]
        where = {"start": counted.units(entity.start), "end": counted.units(entity.end), "text": words}
        named = {"id": f"r{at + 1}", **_TO}
        yield {
            **named,
            "from_name": "role",
            "type": "labels",
            "value": {**where, "labels": [ENTITY_LABELS[entity.role]]},
        }
        for label, value in entity.labels.items():
            yield {**named, "from_name": label, "type": "choices", "value": {**where, "choices": [value]}}
    for relation in graph.relations:
        ends = {"from_id": f"r{relation.head + 1}", "to_id": f"r{relation.tail + 1}"}
        yield {"type": "relation", **ends, "direction": "right", "labels": [relation.label]}


def _claimsets(task: Mapping[str, Any], location: FileLocation, unit: OffsetUnit) -> Iterator[ClaimSet]:
    data = get_field(task, "data", dict, location)
    text = get_field(data, "text", str, location)
    known = unpack(get_field(task, "meta", dict, location, {}).get(KEY), text, location)
    others = {key: value for key, value in data.items() if key not in ("id", "text")}
    name = first_name(data.get("id"), task.get("id"))
    article = known.article if known else article_from_task(text, others, location, name=name)
    done = get_objects(task, "annotations", "an annotation", location)
    # Label Studio exports a prediction as a number, without its content.
    given = [one for one in get_field(task, "predictions", list, location, []) if type(one) is not int]
    asked = [check_type(one, "a prediction", dict, location) for one in given if not done]
    for one in (*done, *asked):
        if not one.get("was_cancelled"):
            yield _claimset(one, article, known, location, unit, by_hand=bool(done))


def _claimset(
    one: Mapping[str, Any],
    article: Article,
    known: PassedOn | None,
    location: FileLocation,
    unit: OffsetUnit,
    *,
    by_hand: bool,
) -> ClaimSet:
    """Build the claim set of an annotation or a prediction."""
    results = get_objects(one, "result", "a result", location, required=True)
    kept, notes = _kept(results, location)
    return build_from_graph(
        article,
        _graph(kept, article.text, unit, location),
        known,
        location,
        maker=_annotator(one, location) if by_hand else _model(one, location),
        by_hand=by_hand,
        labelled=True,
        warnings=notes,
    )


def _kept(results: Sequence[Mapping[str, Any]], location: FileLocation) -> tuple[list[Mapping[str, Any]], list[str]]:
    """Return the results without regions of other kinds and their relations, and warnings about what is left out."""
    kinds = [get_field(result, "type", str, location) for result in results]
    known = [result for result, kind in zip(results, kinds, strict=True) if kind in _KINDS]
    labelled = {first_name(result.get("id")) for result in known if result["type"] == "labels"}
    others = {name for result in results if (name := first_name(result.get("id"))) and name not in labelled}
    kept = [
        result
        for result in known
        if result["type"] != "relation" or not others & {first_name(result.get(end)) for end in ("from_id", "to_id")}
    ]
    counts = {
        "regions that do not label text": len(results) - len(known),
        "relations of regions without labels": len(known) - len(kept),
    }
    return kept, [f"{what}, left out: {count}." for what, count in counts.items() if count]


def _model(prediction: Mapping[str, Any], location: FileLocation) -> ExtractorInfo:
    with location.model_errors():
        return ExtractorInfo(name=first_name(prediction.get("model_version")) or "labelstudio")


def _annotator(annotation: Mapping[str, Any], location: FileLocation) -> ExtractorInfo:
    """Return the annotator; Label Studio gives a number, or an object with an address and a number."""
    who = annotation.get("completed_by")
    name = first_name(who.get("email"), who.get("id")) if isinstance(who, dict) else first_name(who)
    with location.model_errors():
        return ExtractorInfo(name="labelstudio", annotator=name)


@frozen(slots=True)
class _Region:
    """A region as in the file; the unit of its offsets is not known yet."""

    name: str
    role: str
    start: int
    end: int
    words: str | None
    location: FileLocation

    def code_points(self, text: str, converter: OffsetConverter) -> tuple[int, int] | None:
        """Return its start and end in code points; None if the text there differs from its words."""
        start, end = converter.code_points(self.start), converter.code_points(self.end)
        return (start, end) if self.words is None or _plain(text[start:end]) == _plain(self.words) else None


def _graph(results: Sequence[Mapping[str, Any]], text: str, unit: OffsetUnit, location: FileLocation) -> EntityGraph:
    regions: dict[str, _Region] = {}
    choices: dict[str, dict[str, str]] = {}
    relations: list[Mapping[str, Any]] = []
    for result in results:
        kind = result["type"]
        if kind == "relation":
            relations.append(result)
        elif kind == "labels":
            region = _region(result, location)
            # A region can have labels of several kinds, each in a separate result.
            if region.name not in regions or not regions[region.name].role:
                regions[region.name] = region
        elif kind == "choices":
            _add_choice(result, choices, location)
    indices = {name: index for index, name in enumerate(regions)}
    entities = _entities(list(regions.values()), text, unit)
    labelled = (evolve(entity, labels=choices.get(name, {})) for name, entity in zip(regions, entities, strict=True))
    return EntityGraph(tuple(labelled), tuple(_relation(relation, indices, location) for relation in relations))


def _region(result: Mapping[str, Any], location: FileLocation) -> _Region:
    value = _value(result, location)
    labels = map(role_of, get_field(value, "labels", list, location))
    words = None if value.get("text") is None else get_field(value, "text", str, location)
    start, end = get_field(value, "start", int, location), get_field(value, "end", int, location)
    return _Region(get_field(result, "id", str, location), next(filter(None, labels), ""), start, end, words, location)


def _value(result: Mapping[str, Any], location: FileLocation) -> dict[str, Any]:
    return get_field(result, "value", dict, location)


def _add_choice(result: Mapping[str, Any], choices: dict[str, dict[str, str]], location: FileLocation) -> None:
    """Add a choice to those of its region; skip a choice that does not have the name of a label."""
    label = get_field(result, "from_name", str, location)
    chosen = get_field(_value(result, location), "choices", list, location)
    if label in CARRIERS and chosen:
        value = check_type(chosen[0], "a choice", str, location).strip().casefold().replace(" ", "_")
        choices.setdefault(get_field(result, "id", str, location), {})[label] = value


def _relation(relation: Mapping[str, Any], indices: Mapping[str, int], location: FileLocation) -> Relation:
    ends = [get_field(relation, name, str, location) for name in ("from_id", "to_id")]
    if missing := [end for end in ends if end not in indices]:
        raise location.error(f"a relation names the region {missing[0]!r:.40}, which is missing.")
    if relation.get("direction") == "left":
        ends.reverse()
    labels = get_field(relation, "labels", list, location, [])
    label = check_type(labels[0], "a label", str, location) if labels else ""
    return Relation(indices[ends[0]], indices[ends[1]], label)


def _entities(regions: Sequence[_Region], text: str, unit: OffsetUnit) -> Iterator[EntitySpan]:
    """Yield the regions in code points, from the unit that fits all, or else from the unit that fits each."""
    units = [OffsetConverter(text, one) for one in sorted(OFFSET_UNITS, key=lambda one: one != unit)]
    fitting = [one for one in units if all(region.code_points(text, one) for region in regions)]
    for region in regions:
        found = next(filter(None, (region.code_points(text, one) for one in fitting[:1] or units)), None)
        if found is None:
            raise region.location.error(
                f"region {region.name!r:.40} has the words {region.words!r:.40}, but the text at "
                f"{region.start}..{region.end} is different, in code points and in UTF-16 units."
            )
        yield EntitySpan(region.role, *found)


def _plain(words: str) -> str:
    r"""Return words without white space, which Label Studio trims and writes as `\n`."""
    return "".join(words.replace("\\n", "").split())


set_public_module("newsclaims.serialisers", LabelStudioSerialiser, labelling_config)
