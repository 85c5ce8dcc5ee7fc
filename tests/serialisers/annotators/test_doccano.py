"""doccano: its documented format, gold made in doccano, and files that were edited by hand."""

import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from serialisers.annotators.tools import TEXT, at, emoji, spans_of, tags_of, validate
from serialisers.cases import read as read_files
from serialisers.cases import written
from serialisers.samples import NEWER_VERSION, empty, sample
from serialisers.strategies import JSON_VALUES, claimsets
from strategies import examples

from newsclaims._model import ClaimSet, ExtractorInfo
from newsclaims.errors import FormatError, InvalidValueError, SchemaVersionError
from newsclaims.serialisers import dumps, loads
from newsclaims.serialisers._annotators.doccano import DoccanoSerialiser
from newsclaims.serialisers.toolkit import OffsetUnit


def rows(*claimsets: ClaimSet) -> list[dict[str, Any]]:
    """Return the written lines as objects."""
    return [json.loads(line) for line in dumps(claimsets, "doccano").split("\n")[:-1]]


def read(*lines: dict[str, Any]) -> list[ClaimSet]:
    """Read lines back."""
    return loads("".join(json.dumps(line) + "\n" for line in lines), "doccano")


def in_utf_16(words: str) -> tuple[int, int]:
    """Return the first place of words in `TEXT` in UTF-16 units, as doccano's editor counts."""
    start = len(TEXT[: at(words)[0]].encode("utf-16-le")) // 2
    return start, start + len(words.encode("utf-16-le")) // 2


def entity(number: int, label: str, words: str) -> dict[str, Any]:
    """Return an entity of `TEXT`."""
    start, end = in_utf_16(words)
    return {"id": number, "start_offset": start, "end_offset": end, "label": label}


def relation(head: int, tail: int, kind: str) -> dict[str, Any]:
    """Return a relation."""
    return {"id": 100 * head + tail, "from_id": head, "to_id": tail, "type": kind}


def gold(entities: list[dict[str, Any]], relations: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    """Return a line as doccano exports it, without any field of newsclaims."""
    return {"id": 7, "text": TEXT, "entities": entities, "relations": relations, "Comments": [], **fields}


@pytest.mark.issue("F05")
def test_spans_drawn_with_blanks_are_trimmed() -> None:
    """The blanks at the edges of entities are cut off; the warning counts in code points."""
    entities = [entity(1, "Source", " Bo "), entity(2, "Content", "denied it"), entity(3, "Cue", "was ")]
    [claims] = read(gold(entities, [relation(1, 2, "source"), relation(3, 2, "cue")]))
    assert spans_of(claims) == [("Bo", "was", "denied it")]
    assert claims.warnings == ("spans with white space at their edges, trimmed: 2, for example ' Bo ' at 36..40.",)


def blank_edges() -> ClaimSet:
    """Return two claims of newsclaims whose spans have white space at their edges."""
    first = {"id": "a", "source": passage(" Ann 😀 Lee "), "content": passage("the 🚢 was late, ")}
    second = {"id": "b", "source": passage(" Bo "), "content": passage(" denied it"), "stance": "deny"}
    return ClaimSet(article={"text": TEXT, "id": "emoji"}, claims=[first, second])


def passage(words: str) -> dict[str, Any]:
    """Return the first place of words in `TEXT` as a passage."""
    start, end = at(words)
    return {"spans": [{"start": start, "end": end}], "text": words}


def test_only_spans_that_somebody_drew_are_trimmed() -> None:
    """Claims that newsclaims wrote stay as they are, even when somebody changes another claim of the set."""
    [row] = rows(blank_edges())
    assert read(row) == [blank_edges()]
    last = row["entities"][-1]
    last["end_offset"] -= 1
    [claims] = read(row)
    assert spans_of(claims) == [(" Ann 😀 Lee ", None, "the 🚢 was late, "), ("Bo", None, "denied i")]
    assert [warning.partition(",")[0] for warning in claims.warnings] == ["spans with white space at their edges"]


def test_a_span_drawn_again_with_blanks_is_the_same_claim() -> None:
    """A claim keeps its details if somebody draws its spans again, with white space around them."""
    [row] = rows(emoji())
    row["entities"][0]["end_offset"] += 1
    [claims] = read(row)
    assert claims.claims == emoji().claims
    assert len(claims.warnings) == 1


@examples(40)
@given(claimset=claimsets())
def test_the_documented_shape(claimset: ClaimSet) -> None:
    """Lines match doccano's format, ids are unique in the file, and relations name entities of their line."""
    written = rows(claimset, claimset)
    seen: set[int] = set()
    for row in written:
        validate("doccano", row)
        ids = {entity["id"] for entity in row["entities"]}
        assert len(ids) == len(row["entities"])
        assert not ids & seen
        seen |= ids
        assert all({r["from_id"], r["to_id"]} <= ids for r in row["relations"])
        length = len(row["text"].encode("utf-16-le")) // 2
        assert all(0 <= e["start_offset"] < e["end_offset"] <= length for e in row["entities"])
    relations = [r["id"] for row in written for r in row["relations"]]
    assert len(set(relations)) == len(relations)
    assert [row["id"] for row in written] == [1, 2]


@pytest.mark.parametrize(("unit", "code", "width"), [("UTF-16", "utf-16-le", 2), ("code points", "utf-32-le", 4)])
def test_offsets_count_the_requested_unit(unit: OffsetUnit, code: str, width: int) -> None:
    """Offsets count UTF-16 units as doccano does, or the requested unit; a shared source is one entity.

    Each line says which unit its offsets count, so any reader can read it.
    """
    data = written(DoccanoSerialiser(unit), [emoji()])
    row = json.loads(data[""])
    text = row["text"].encode(code)
    ends = [(e["label"], e["start_offset"] * width, e["end_offset"] * width) for e in row["entities"]]
    words = [(label, text[start:end].decode(code)) for label, start, end in ends]
    assert words == [
        ("Source", "Ann 😀 Lee"),
        ("Cue", "said"),
        ("Content", "the 🚢 was late"),
        ("Content", "The 😀 crew agreed"),
        ("Content", "🚢"),
    ]
    ties = [(r["from_id"], r["to_id"], r["type"]) for r in row["relations"]]
    assert ties == [(1, 3, "source"), (2, 3, "cue"), (4, 3, "part"), (1, 5, "source"), (5, 3, "parent")]
    for reader in (DoccanoSerialiser(), DoccanoSerialiser("code points")):
        assert read_files(reader, data, []) == [emoji()]


def test_the_default_unit_is_doccanos() -> None:
    """By default, offsets count UTF-16 units, also in lines that newsclaims did not write."""
    assert dumps(emoji(), "doccano") == written(DoccanoSerialiser("UTF-16"), [emoji()])[""].decode()
    line = gold([entity(1, "Content", "The 😀 crew agreed")], [])
    assert spans_of(read(line)[0]) == [(None, None, "The 😀 crew agreed")]
    start, end = at("The 😀 crew agreed")
    line["entities"][0] |= {"start_offset": start, "end_offset": end}
    data = {"": json.dumps(line).encode()}
    [claims] = read_files(DoccanoSerialiser("code points"), data, [])
    assert spans_of(claims) == [(None, None, "The 😀 crew agreed")]


def test_another_unit_is_refused() -> None:
    """Another unit than code points or UTF-16 units is refused."""
    with pytest.raises(InvalidValueError, match="offsets must be 'code points' or 'UTF-16', not 'bytes'"):
        DoccanoSerialiser("bytes")  # type: ignore[arg-type]


def test_stored_values_are_a_string() -> None:
    """The field `newsclaims` is a string, because doccano 1.8 rounds numbers; an object is read as well."""
    [row] = rows(sample())
    assert isinstance(row["newsclaims"], str)
    assert read({**row, "newsclaims": json.loads(row["newsclaims"])}) == [sample()]


def test_gold_comes_back() -> None:
    """Entities marked in doccano become claims with fragments and nesting, and without labels."""
    entities = [
        entity(11, "Source", "Ann 😀 Lee"),
        entity(12, "cue", "said"),
        entity(13, "CONTENT", "the 🚢 was late"),
        entity(14, "Content", "The 😀 crew agreed"),
        entity(15, "Content", "🚢"),
        entity(16, "Source", "Bo"),
        entity(17, "Person", "Ann"),
    ]
    relations = [
        relation(11, 13, "source"),
        relation(13, 12, "has cue"),
        relation(14, 13, "part"),
        relation(15, 13, "parent"),
        relation(17, 11, "is"),
        relation(15, 13, "nonsense"),
    ]
    [claims] = read(gold(entities, relations, title="Late", desk=3))
    assert spans_of(claims) == [
        ("Ann 😀 Lee", "said", "the 🚢 was late ... The 😀 crew agreed"),
        (None, None, "🚢"),
    ]
    assert claims[1].parent == claims[0].id
    assert not tags_of(claims)
    assert claims.extractor == ExtractorInfo(name="doccano")
    assert claims.warnings == (
        "sources and cues without a relation to a content, left out: 1.",
        "spans with unknown labels, left out: 1.",
        "relations of unknown kinds, left out: 2.",
    )
    assert (claims.article.id, claims.article.title, dict(claims.article.meta)) == ("7", "Late", {"desk": 3})


def test_relations_without_names_and_by_way_of_the_cue() -> None:
    """A relation without a name gets its meaning from the roles; a source linked to a cue belongs to its contents."""
    entities = [
        entity(1, "Content", "the 🚢 was late"),
        entity(2, "Content", "🚢"),
        entity(3, "Content", "The 😀 crew agreed"),
        entity(4, "Source", "Ann"),
        entity(5, "Cue", "said"),
        entity(6, "Source", "Lee"),
    ]
    relations = [relation(2, 1, ""), relation(3, 1, ""), relation(4, 5, ""), relation(5, 1, ""), relation(6, 4, "part")]
    [claims] = read(gold(entities, relations))
    assert spans_of(claims) == [
        ("Ann ... Lee", "said", "the 🚢 was late ... The 😀 crew agreed"),
        (None, None, "🚢"),
    ]
    assert claims[1].parent == claims[0].id
    assert claims.warnings == ()


@pytest.mark.parametrize("name", ["label", "labels"])
def test_the_older_form(name: str) -> None:
    """Without relations, each content is a separate claim, and unlinked sources and cues are counted."""
    marked = [("Ann", "Source"), ("said", "Cue"), ("the 🚢 was late", "Content"), ("🚢", "Content")]
    spans = [[*in_utf_16(words), label] for words, label in marked]
    [claims] = read({"id": 1, "text": TEXT, name: spans})
    assert spans_of(claims) == [(None, None, "the 🚢 was late"), (None, None, "🚢")]
    assert claims.warnings == ("sources and cues without a relation to a content, left out: 2.",)


def test_spans_changed_in_the_tool() -> None:
    """A moved span is read at its new place, and the stored values of its claim are dropped."""
    [row] = rows(sample())
    start = len(row["text"].partition("all of it")[0].encode("utf-16-le")) // 2
    content = next(e for e in row["entities"] if e["label"] == "Content" and e["start_offset"] == start)
    content["end_offset"] -= len(" of it")
    [claims] = read(row)
    first, second, third = sample().claims
    assert claims[0] == first
    assert claims[1].content.text == "all"
    assert (claims[1].stance, claims[1].extractors, claims[1].source_type) == (None, (), None)
    assert claims[1].id not in (second.id, third.id)
    assert claims[2] == third.model_copy(update={"parent": claims[1].id})
    assert claims.article == sample().article
    assert (claims.extractor, claims.warnings) == (ExtractorInfo(name="doccano"), ())


def test_a_claim_that_was_deleted_in_the_tool() -> None:
    """A claim without entities is not read; an added one is read."""
    [row] = rows(emoji())
    row["entities"] = [e for e in row["entities"] if e["id"] != 5] + [entity(9, "Content", "Bo")]
    row["relations"] = [r for r in row["relations"] if 5 not in (r["from_id"], r["to_id"])]
    [claims] = read(row)
    assert claims[0] == emoji()[0]
    assert spans_of(claims)[1:] == [(None, None, "Bo")]


def test_a_relation_moved_in_the_tool() -> None:
    """A claim with another source loses its stored name, tags and id."""
    [row] = rows(emoji())
    row["relations"] = [r for r in row["relations"] if r["type"] != "source"]
    [claims] = read(row)
    assert [claim.source for claim in claims] == [None, None]
    assert [claim.stance for claim in claims] == [None, None]
    assert claims[0].id != "a"


def test_a_text_that_was_changed_in_the_tool() -> None:
    """If the text was changed, the stored values of all claims are dropped with a warning."""
    [row] = rows(emoji())
    row["text"] = row["text"].replace("late", "Late")
    [claims] = read(row)
    assert spans_of(claims)[0][2].startswith("the 🚢 was Late")
    assert not tags_of(claims)
    [warning] = claims.warnings
    assert "the text was changed after newsclaims wrote it" in warning


def test_blocks_of_a_text_that_was_changed_in_the_tool() -> None:
    """They are left out, because they need not fit the new text; the rest of the article stays."""
    [row] = rows(sample())
    [kept] = read(row)
    assert kept.article == sample().article
    row["text"], row["entities"], row["relations"] = "Ferry", [], []
    [claims] = read(row)
    assert claims.article == sample().article.model_copy(update={"text": "Ferry", "blocks": ()})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": None}, "'text' must be a string, not null"),
        ({"entities": {}}, "'entities' must be an array, not an object"),
        ({"entities": [1]}, "an entity must be an object, not a whole number"),
        ({"entities": [{}]}, "'id' is missing from an object that has nothing"),
        ({"entities": [{"id": True}]}, "'id' must be a whole number, not True"),
        ({"entities": [entity(1, "Content", "Bo")] * 2}, "two entities have the same id"),
        ({"entities": [{**entity(1, "Content", "Bo"), "start_offset": "3"}]}, "'start_offset' must be a whole number"),
        ({"entities": [{**entity(1, "Content", "Bo"), "start_offset": -1}]}, r"it marks -1\.\.\d+"),
        ({"entities": [{**entity(1, "Content", "Bo"), "end_offset": 999}]}, r"it marks \d+\.\.999"),
        ({"entities": [{**entity(1, "Content", "Bo"), "label": 1}]}, "'label' must be a string"),
        ({"relations": 1}, "'relations' must be an array"),
        ({"relations": [relation(1, 2, "part")]}, "names the entity 2, which is missing"),
        ({"relations": [{"id": 1, "from_id": 1}]}, "'to_id' is missing"),
        ({"newsclaims": 1}, "'newsclaims' must be an object"),
        ({"newsclaims": "1"}, "'newsclaims' must be an object"),
        ({"newsclaims": "{"}, "Expecting"),
        ({"newsclaims": {}}, "'article' is missing"),
        ({"newsclaims": {"article": {}, "claims": [1]}}, "a claim must be an object"),
        ({"newsclaims": {"article": {"id": 1}, "claims": []}}, "'newsclaims': .*Article.id"),
        ({"newsclaims": {"article": {"text": 1}, "claims": [], "warnings": [1]}}, "a warning must be a string"),
    ],
)
def test_faults(fields: dict[str, Any], said: str) -> None:
    """A missing or wrong value is an error with its line, after the lines before it."""
    line = gold([entity(1, "Content", "Bo")], [])
    data = json.dumps(line) + "\n" + json.dumps({**line, **fields}) + "\n"
    found = DoccanoSerialiser().load(io.BytesIO(data.encode()))
    assert len(next(found)) == 1
    with pytest.raises(FormatError, match=f"input, line 2: not valid doccano: .*{said}"):
        next(found)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("claims", 0, "id"), None, "'id' must be a string"),
        (("claims", 0, "content"), {}, "'spans' is missing"),
        (("claims", 0, "content"), None, "'content' must be an object"),
        (("claims", 0, "cue"), [], "'cue' must be an object"),
        (("claims", 0, "source", "spans"), [[1, 2]], "a span must be an object"),
        (("claims", 0, "source", "spans", 0, "end"), "3", "'end' must be a whole number"),
        (("claims", 0, "source", "type"), "king", "type"),
        (("claims", 0, "stance"), "loud", "stance"),
        (("claims", 0, "nonsense"), 1, "nonsense"),
        (("claims", 2, "parent"), "nobody", "a claim names the parent 'nobody'"),
        (("extractor",), {"maker": "x"}, "'newsclaims'"),
        (("offsets",), "bytes", "'newsclaims': offsets must count 'code points' or 'UTF-16', not 'bytes'"),
        (("article", "nonsense"), 1, "'newsclaims'.*nonsense"),
    ],
)
def test_faults_in_stored_values(path: tuple[Any, ...], value: Any, said: str) -> None:
    """The field `newsclaims` is checked like all others, although only newsclaims writes it."""
    [row] = rows(sample())
    inner = known = json.loads(row["newsclaims"])
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    row["newsclaims"] = json.dumps(known)
    with pytest.raises(FormatError, match=f"line 1: not valid doccano: .*{said}"):
        read(row)


def test_a_newer_schema() -> None:
    """A record of a later schema is refused because of its version."""
    [row] = rows(sample())
    row["newsclaims"] = json.dumps({**json.loads(row["newsclaims"]), "schema_version": NEWER_VERSION})
    with pytest.raises(SchemaVersionError):
        read(row)


def test_a_cycle_of_parents() -> None:
    """A cycle of parents is an error."""
    entities = [entity(1, "Content", "Bo"), entity(2, "Content", "Ann")]
    with pytest.raises(FormatError, match="the parents of some claims lead back"):
        read(gold(entities, [relation(1, 2, "parent"), relation(2, 1, "parent")]))


@examples(60)
@given(value=JSON_VALUES)
def test_any_value_in_any_field(value: Any) -> None:
    """Any value in any field is read, or is an error of newsclaims."""
    [row] = rows(emoji())
    row["newsclaims"] = json.loads(row["newsclaims"])
    for path in (("text",), ("entities",), ("relations",), ("newsclaims",), ("newsclaims", "article"), ("entities", 0)):
        copy = json.loads(json.dumps(row))
        inner = copy
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value
        try:
            read(copy)
        except FormatError as error:
            assert error.line == 1  # noqa: PT017


@pytest.mark.parametrize(
    ("published", "read_as"), [("2024-11-08", date(2024, 11, 8)), ("yesterday", None), (20241108, None)]
)
def test_columns_of_meta_data(published: Any, read_as: date | None) -> None:
    """A column becomes a field of the article if it can, and otherwise stays in `meta`."""
    [claims] = read(gold([], [], published=published, language=7, url="https://example.org"))
    assert (claims.article.published, claims.article.url) == (read_as, "https://example.org")
    assert dict(claims.article.meta) == ({"language": 7} if read_as else {"language": 7, "published": published})


@pytest.mark.parametrize(
    ("given_authors", "read_as"),
    [(["Ann Lee", "Bo Roe"], ("Ann Lee", "Bo Roe")), ("Ann Lee", ()), (["Ann Lee", ""], ()), ([7], ())],
)
def test_a_column_of_authors(given_authors: Any, read_as: tuple[str, ...]) -> None:
    """A list of names is the article's authors; anything else stays in `meta`."""
    [claims] = read(gold([], [], authors=given_authors))
    assert claims.article.authors == read_as
    assert claims.article.meta.plain() == ({} if read_as else {"authors": given_authors})


def test_wrong_fields_of_an_article() -> None:
    """A value that the model refuses for an article is an error of the file."""
    with pytest.raises(FormatError, match=r"line 1: not valid doccano: .*lone surrogate"):
        read(gold([], [], desk="\ud800"))


def test_lines_that_are_not_json() -> None:
    """A line that is not JSON and a wrong label in the older form are errors with their line."""
    with pytest.raises(FormatError, match="line 2: not valid doccano: Expecting") as caught:
        loads(json.dumps(gold([], [])) + "\n{x}\n", "doccano")
    assert "cut short" not in str(caught.value)
    with pytest.raises(FormatError, match=r"line 1: .*a label must be \[start, end, name\], not \[0, 'x'\]"):
        read({"text": "x", "label": [[0, "x"]]})


def test_blank_and_cut_lines() -> None:
    """Blank lines are skipped; the error for a last line that is cut says so."""
    data = dumps([empty(id="q")], "doccano")
    assert loads(f"\n{data}\n\n", "doccano") == [empty(id="q")]
    with pytest.raises(FormatError, match="the file may be cut short"):
        loads(data[:-4], "doccano")
