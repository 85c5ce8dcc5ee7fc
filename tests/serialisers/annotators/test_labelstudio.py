"""Label Studio: its documented format, its configuration, its two units of offsets, and its annotations."""

import io
import json
import xml.etree.ElementTree as ET
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from serialisers.annotators.tools import TEXT, at, emoji, spans_of, tags_of, validate
from serialisers.cases import read as read_files
from serialisers.cases import written
from serialisers.samples import sample
from serialisers.strategies import JSON_VALUES, claimsets
from strategies import examples

from newsclaims._model import ClaimSet, Confidence, CueForce, ExtractorInfo, QuotationType, SourceType, Stance
from newsclaims.errors import FormatError, InvalidValueError
from newsclaims.serialisers import dumps, loads
from newsclaims.serialisers._annotators.entity_graph import CARRIERS, ENTITY_LABELS, PARENT, PART
from newsclaims.serialisers._annotators.labelstudio import LabelStudioSerialiser, labelling_config
from newsclaims.serialisers.toolkit import OffsetUnit


def tasks(*claimsets: ClaimSet) -> list[dict[str, Any]]:
    """Return the written tasks."""
    return list(json.loads(dumps(claimsets, "labelstudio")))


def read(*found: dict[str, Any]) -> list[ClaimSet]:
    """Read tasks back."""
    return loads(json.dumps(found), "labelstudio")


def region(name: str, label: str, words: str, **value: Any) -> dict[str, Any]:
    """Return a region of `TEXT` as an annotator makes it."""
    start, end = at(words)
    where = {"start": start, "end": end, "text": words, "labels": [label], **value}
    return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": where, "origin": "manual"}


def choice(name: str, control: str, value: str) -> dict[str, Any]:
    """Return a choice about a region."""
    return {"id": name, "from_name": control, "to_name": "text", "type": "choices", "value": {"choices": [value]}}


def relation(head: str, tail: str, *labels: str, direction: str = "right") -> dict[str, Any]:
    """Return a relation of regions."""
    return {"type": "relation", "from_id": head, "to_id": tail, "direction": direction, "labels": list(labels)}


def exported(*annotations: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    """Return a task as Label Studio exports it, without any field of newsclaims."""
    made = [
        {"id": number, "completed_by": number, "was_cancelled": False, "result": result, "lead_time": 3.5}
        for number, result in enumerate(annotations, 1)
    ]
    return {"id": 17, "data": {"text": TEXT, "desk": "harbour"}, "annotations": made, "predictions": [], **fields}


def simple() -> list[dict[str, Any]]:
    """Return the result of an annotation with one claim."""
    return [
        region("x1", "Source", "Bo"),
        region("x2", "Content", "denied it"),
        relation("x1", "x2", "source"),
    ]


@pytest.mark.issue("F05")
def test_spans_drawn_with_blanks_are_trimmed() -> None:
    """A name that was drawn with a blank at its edge is the same source as without, and a warning says so."""
    result = [
        *simple(),
        region("x3", "Source", " Bo "),
        region("x4", "Content", "The 😀 crew agreed"),
        relation("x3", "x4", "source"),
    ]
    [claims] = read(exported(result))
    assert {name: len(group) for name, group in claims.by_source().items()} == {"Bo": 2}
    assert [claim.source_name for claim in claims] == ["Bo", "Bo"]
    assert claims.warnings == ("spans with white space at their edges, trimmed: 1, for example ' Bo ' at 36..40.",)


def test_a_span_of_blanks_is_left_out() -> None:
    """A region of only white space is not a source, and a claim whose content it is has no content."""
    result = [*simple(), region("x3", "Cue", " "), relation("x3", "x2", "cue"), region("x4", "Content", " ")]
    [claims] = read(exported(result))
    assert spans_of(claims) == [("Bo", None, "denied it")]
    assert claims.warnings == (
        "spans of only white space, left out: 1, for example ' ' at 1..2.",
        "left out, because they have no content: 1.",
    )


@examples(40)
@given(claimset=claimsets())
def test_the_documented_shape(claimset: ClaimSet) -> None:
    """Tasks match Label Studio's format; ids are unique in a result; choices and relations name regions."""
    written = tasks(claimset, claimset)
    validate("labelstudio", written)
    for task in written:
        result = task["predictions"][0]["result"]
        regions = {one["id"]: one["value"] for one in result if one["type"] == "labels"}
        assert len(regions) == sum(one["type"] == "labels" for one in result)
        for one in result:
            if one["type"] == "relation":
                assert {one["from_id"], one["to_id"]} <= set(regions)
            else:
                ends = one["value"]["start"], one["value"]["end"]
                assert ends == (regions[one["id"]]["start"], regions[one["id"]]["end"])
                assert one["value"]["text"] == task["data"]["text"][slice(*ends)]


def test_the_configuration_has_all_values() -> None:
    """The labelling configuration has exactly the controls, labels, relations and values that are written."""
    root = ET.fromstring(labelling_config())  # noqa: S314
    assert [one.get("value") for one in root.iter("Label")] == list(ENTITY_LABELS.values())
    assert [one.get("value") for one in root.iter("Relation")] == ["source", "cue", PART, PARENT]
    [text] = root.iter("Text")
    assert text.attrib == {"name": "text", "value": "$text"}
    choices = {one.get("name"): [value.get("value") for value in one.iter("Choice")] for one in root.iter("Choices")}
    assert choices == {
        "source_type": [value for value in SourceType if value is not SourceType.NONE],
        "cue_force": list(CueForce),
        "quotation": list(QuotationType),
        "stance": list(Stance),
        "confidence": list(Confidence),
    }
    assert set(choices) == set(CARRIERS)
    assert all(one.get("perRegion") == "true" and one.get("toName") == "text" for one in root.iter("Choices"))


def test_where_values_are_written() -> None:
    """A prediction has regions with choices, then relations, a score and a version; `data` has the article."""
    [task] = tasks(sample())
    [prediction] = task["predictions"]
    assert (prediction["model_version"], prediction["score"]) == ("rules 0.1.0", 0.875)
    assert task["data"]["title"] == "Ferry talks stall"
    kinds = [
        (one["type"], one.get("from_name"), *(one["value"].get("labels") or one["value"]["choices"]))
        for one in prediction["result"]
        if one["type"] != "relation"
    ]
    assert kinds[:8] == [
        ("labels", "role", "Source"),
        ("choices", "source_type", "named_person"),
        ("labels", "role", "Cue"),
        ("choices", "cue_force", "neutral"),
        ("labels", "role", "Content"),
        ("choices", "quotation", "direct"),
        ("choices", "stance", "affirm"),
        ("choices", "confidence", "certain"),
    ]
    assert dumps([], "labelstudio") == "[]\n"


@pytest.mark.parametrize("unit", ["code points", "UTF-16"])
def test_offsets_count_the_requested_unit(unit: OffsetUnit) -> None:
    """Offsets count the requested unit, and any reader finds the words by the text beside them."""
    data = written(LabelStudioSerialiser(unit), [emoji()])
    [task] = json.loads(data[""])
    code = {"code points": "utf-32-le", "UTF-16": "utf-16-le"}[unit]
    width = {"code points": 4, "UTF-16": 2}[unit]
    for one in task["predictions"][0]["result"]:
        if one["type"] == "labels":
            value = one["value"]
            found = task["data"]["text"].encode(code)[value["start"] * width : value["end"] * width]
            assert found.decode(code) == value["text"]
    for reader in (LabelStudioSerialiser(), LabelStudioSerialiser("UTF-16")):
        assert read_files(reader, data, []) == [emoji()]


@examples(40)
@given(claimset=claimsets())
def test_round_trip_in_utf_16(claimset: ClaimSet) -> None:
    """Nothing is lost when offsets count UTF-16 units."""
    serialiser = LabelStudioSerialiser("UTF-16")
    assert read_files(serialiser, written(serialiser, [claimset]), []) == [claimset]


def test_another_unit_is_refused() -> None:
    """Another unit than code points or UTF-16 units is refused."""
    with pytest.raises(InvalidValueError, match="offsets must be 'code points' or 'UTF-16', not 'bytes'"):
        LabelStudioSerialiser("bytes")  # type: ignore[arg-type]


def test_regions_that_count_differently() -> None:
    """If the regions of an annotation use two units, each is read in the unit that fits it."""
    start, end = at("denied it")
    [claims] = read(
        exported([region("a", "Content", "Bo"), region("b", "Content", "denied it", start=start + 3, end=end + 3)])
    )
    assert spans_of(claims) == [(None, None, "Bo"), (None, None, "denied it")]


def test_gold_comes_back() -> None:
    """Annotations become claims of their annotator, with exactly the chosen tags."""
    result = [
        *simple(),
        region("x3", "Cue", "said", text=" said\\n"),
        region("x4", "content", "the 🚢 was late"),
        relation("x4", "x3", direction="left"),
        choice("x4", "stance", "Affirm"),
        choice("x1", "source_type", "named person"),
        choice("x4", "mood", "glum"),
        region("x5", "Person", "Ann"),
        {"id": "x6", "from_name": "note", "to_name": "text", "type": "textarea", "value": {"text": ["hm"]}},
    ]
    [claims] = read(exported(result))
    assert spans_of(claims) == [("Bo", None, "denied it"), (None, "said", "the 🚢 was late")]
    assert tags_of(claims) == {"named_person", "affirm"}
    assert claims.extractor == ExtractorInfo(name="labelstudio", annotator="1")
    assert claims.warnings == (
        "regions that do not label text, left out: 1.",
        "spans with unknown labels, left out: 1.",
    )
    assert (claims.article.id, dict(claims.article.meta)) == ("17", {"desk": "harbour"})


def test_one_set_per_annotation() -> None:
    """Each annotation is a claim set; cancelled ones are skipped, and predictions beside them are ignored."""
    task = exported(simple(), simple(), [])
    task["annotations"][0] |= {"completed_by": {"id": 4, "email": "ida@example.org"}}
    task["annotations"][1] |= {"was_cancelled": True}
    task["predictions"] = [{"model_version": "m", "result": simple()}]
    found = read(task)
    assert [claims.extractor.annotator for claims in found if claims.extractor] == ["ida@example.org", "3"]
    assert [len(claims) for claims in found] == [1, 0]
    task["annotations"] = task["annotations"][1:2]
    assert read(task) == []


def test_predictions_of_others() -> None:
    """Without annotations, predictions are read under their model's name; a task without either has no claim set."""
    task = exported(predictions=[{"model_version": "m 2", "result": simple()}, {"result": []}])
    found = read(task)
    assert [claims.extractor for claims in found] == [ExtractorInfo(name="m 2"), ExtractorInfo(name="labelstudio")]
    assert [len(claims) for claims in found] == [1, 0]
    assert read(exported()) == []


def test_predictions_that_are_only_numbers() -> None:
    """Label Studio 1.23 exports predictions as numbers only, which give no claim set."""
    assert read(exported(predictions=[7, 8])) == []
    assert len(read(exported(simple(), predictions=[7]))) == 1


def test_output_of_the_editor() -> None:
    r"""Label Studio 1.23 counts code points, writes `\n` for each line end, and gives a new relation no labels."""
    text = "😀 One\r\ntwo 😀\r\nthree said four.\r\n\r\nFive 😀 six."
    result = [
        region("x1", "Source", "Bo", start=34, end=40, text="Five 😀"),
        region("x2", "Content", "Bo", start=7, end=29, text=r"two 😀\n\nthree said four"),
        {"from_id": "x1", "to_id": "x2", "type": "relation", "direction": "right"},
        choice("x2", "stance", "affirm"),
    ]
    [claims] = read({**exported(result), "data": {"text": text}})
    assert spans_of(claims) == [("Five 😀", None, "two 😀\r\nthree said four")]
    assert (claims[0].stance, claims.warnings) == ("affirm", ())


def annotated(claimset: ClaimSet) -> dict[str, Any]:
    """Return a task of newsclaims whose prediction was accepted as an annotation."""
    [task] = tasks(claimset)
    return {**task, "annotations": [{"completed_by": 1, "result": deepcopy(task["predictions"][0]["result"])}]}


def test_an_accepted_prediction() -> None:
    """An unchanged prediction that was accepted has that annotator, and keeps the stored values of its claims."""
    [claims] = read(annotated(sample()))
    assert claims.claims == sample().claims
    assert claims.extractor == ExtractorInfo(name="labelstudio", annotator="1")
    assert claims.article == sample().article


def test_a_tag_changed_in_the_tool() -> None:
    """A changed or removed choice counts, and the evidence for the old one is dropped."""
    task = annotated(sample())
    result = task["annotations"][0]["result"]
    [stance] = [one for one in result if one.get("from_name") == "stance" and one["value"]["choices"] == ["affirm"]]
    stance["value"]["choices"] = ["deny"]
    result.remove(next(one for one in result if one.get("from_name") == "confidence"))
    result.remove(next(one for one in result if one.get("from_name") == "source_type"))
    [claims] = read(task)
    first = sample()[0]
    assert (claims[0].stance, claims[0].confidence, claims[0].source_type) == ("deny", None, None)
    assert (claims[0].probabilities, claims[0].labels) == ({}, first.labels)
    assert [one.label for one in claims[0].evidence] == ["attribution", "topic"]
    assert (claims[0].times, claims[0].score, claims[0].source_name) == (first.times, first.score, first.source_name)
    assert claims.claims[2] == sample()[2]


def test_regions_moved_in_the_tool() -> None:
    """A moved region is read at its new place, and the claim keeps only the choices in the tool."""
    task = annotated(sample())
    for one in task["annotations"][0]["result"]:
        if one.get("value", {}).get("text") == "all of it":
            one["value"] |= {"text": "all", "end": one["value"]["end"] - len(" of it")}
    [claims] = read(task)
    assert claims[1].content.text == "all"
    assert (claims[1].stance, claims[1].extractors) == ("question", ())
    assert claims[0] == sample()[0]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"data": None}, "'data' must be an object"),
        ({"data": {}}, "'text' is missing from an object that has nothing"),
        ({"meta": 1}, "'meta' must be an object"),
        ({"annotations": {}}, "'annotations' must be an array"),
        ({"annotations": [1]}, "an annotation must be an object"),
        ({"annotations": [{}]}, "'result' is missing"),
        ({"predictions": ["7"]}, "a prediction must be an object"),
        ({"predictions": [{"model_version": "\ud800", "result": []}]}, "lone surrogate"),
        ({"annotations": [{"completed_by": {"email": "\ud800"}, "result": []}]}, "lone surrogate"),
    ],
)
def test_faults(fields: dict[str, Any], said: str) -> None:
    """A missing or wrong value in a task is an error with its line, after the tasks before it."""
    bad = {key: value for key, value in exported().items() if key != "annotations"} | fields
    data = f"[{json.dumps(exported(simple()))},\n{json.dumps(bad)}]"
    found = LabelStudioSerialiser().load(io.BytesIO(data.encode()))
    assert len(next(found)) == 1
    with pytest.raises(FormatError, match=f"input, line 2: not valid labelstudio: .*{said}"):
        next(found)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (1, "a result must be an object"),
        ({}, "'type' is missing"),
        ({"type": ["labels"]}, "'type' must be a string"),
        ({"type": "labels"}, "'value' is missing"),
        ({**region("a", "Content", "Bo"), "id": 3}, "'id' must be a string"),
        (region("a", "Content", "Bo", start="/p[1]/text()[1]"), "'start' must be a whole number, not a string"),
        (region("a", "Content", "Bo", labels="Content"), "'labels' must be an array"),
        (region("a", "Content", "Bo", text="Lee"), "has the words 'Lee', but the text at"),
        (region("a", "Content", "Bo", text=None, end=10_000), r"it marks \d+\.\.10000"),
        (region("a", "Content", "Bo", text=None, start=-5), r"it marks -5\.\."),
        ({"type": "choices", "id": "a", "from_name": "stance", "value": {"choices": [1]}}, "a choice must be a string"),
        ({"type": "choices", "from_name": [], "value": {}}, "'from_name' must be a string"),
        (relation("a", "b"), "names the region 'a', which is missing"),
        ({"type": "relation", "from_id": 1}, "'from_id' must be a string"),
    ],
)
def test_faults_in_results(result: Any, said: str) -> None:
    """A wrong value in a result is an error of newsclaims."""
    with pytest.raises(FormatError, match=f"line 1: not valid labelstudio: .*{said}"):
        read(exported([result]))


def test_relations_of_regions_without_a_label() -> None:
    """A relation of a region of another kind is counted like the region, and the rest is read."""
    box = {"id": "box", "from_name": "box", "to_name": "image", "type": "rectanglelabels", "value": {"x": 1}}
    bare = choice("bare", "stance", "deny")
    found = [*simple(), box, bare, relation("box", "a"), relation("a", "bare", "source")]
    [gold] = read(exported(found))
    assert spans_of(gold) == spans_of(read(exported(simple()))[0])
    assert gold.warnings == (
        "regions that do not label text, left out: 1.",
        "relations of regions without labels, left out: 2.",
    )


def test_an_unknown_choice() -> None:
    """A choice that is not a value of its label is an error."""
    with pytest.raises(FormatError, match="stance"):
        read(exported([region("a", "Content", "Bo"), choice("a", "stance", "loud")]))


@examples(60)
@given(value=JSON_VALUES)
def test_any_value_in_any_field(value: Any) -> None:
    """Any value in any field is read, or is an error of newsclaims."""
    whole = annotated(emoji())
    paths: list[tuple[Any, ...]] = [
        *[("data",), ("meta",), ("annotations",), ("annotations", 0), ("annotations", 0, "result")],
        *[("annotations", 0, "result", number) for number in range(3)],
        *[("annotations", 0, "result", 0, name) for name in ("id", "value", "type")],
        *[("annotations", 0, "completed_by"), ("annotations", 0, "was_cancelled"), ("meta", "newsclaims", "claims", 0)],
    ]
    for path in paths:
        copy = deepcopy(whole)
        inner: Any = copy
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value
        try:
            read(copy)
        except FormatError as error:
            assert error.line == 1  # noqa: PT017


@pytest.mark.parametrize("data", ["", "{", "[1]", "nonsense", '[{"data": {"text": "x"}}'])
def test_other_files_than_tasks(data: str) -> None:
    """A file that does not contain tasks is an error of newsclaims."""
    with pytest.raises(FormatError, match="not valid labelstudio"):
        loads(data, "labelstudio")


def test_half_a_character_is_refused() -> None:
    """A text with a lone surrogate, which JSON can hold, is an error of newsclaims, as in other formats."""
    [task] = tasks(sample())
    task["data"]["text"] = "\ud800" + task["data"]["text"][1:]
    with pytest.raises(FormatError, match=r"has a lone surrogate U\+D800"):
        read(task)
