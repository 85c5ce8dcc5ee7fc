"""Claims from UIMA CAS: gold of other tools, and files with fewer or other values than newsclaims writes."""

import json
import re
from pathlib import Path

import pytest
from serialisers.cas.samples import GOLD, gold_types, read, written
from serialisers.samples import empty, sample

from newsclaims._model import SCHEMA_VERSION, Article, ClaimSet
from newsclaims.errors import (
    FormatError,
    SchemaVersionError,
)
from newsclaims.serialisers import load
from newsclaims.serialisers._cas.serialiser import CasSerialiser

pytestmark = pytest.mark.skipif(not CasSerialiser.extra.is_installed(), reason="needs newsclaims[cas]")


def test_gold_of_other_tools(tmp_path: Path) -> None:
    """Annotations of our types become claims, beside any other annotations; labels that are missing stay None."""
    (tmp_path / "storm%201.xmi").write_text(GOLD, "utf-8")
    (tmp_path / "TypeSystem.xml").write_text(gold_types(), "utf-8")
    [claimset] = load(tmp_path / "storm%201.xmi")
    assert [(c.source_name, c.cue and c.cue.text, c.content.text) for c in claimset] == [
        ("Ann", "denied", "that ... twice,"),
        ("Ann", None, "“it rained.”"),
    ]
    first, second = claimset
    assert (first.stance, first.confidence, first.score, first.cue_force) == (None, None, None, "distancing")
    assert (second.stance, second.source_type, second.content.quotation) == ("deny", None, None)
    assert claimset.article == Article(text=claimset.article.text, id="storm 1", language="en")
    assert claimset.extractor is None
    assert claimset.warnings == (
        "annotations left out, because no claim links to them: 1.",
        "left out, because they have no content: 1.",
    )
    assert list(load(tmp_path, format="cas")) == [claimset]


def test_gold_without_its_type_system() -> None:
    """A type without a description is an error that names the type and its line, and says what to do."""
    reason = r"line 6: .*no type 'org\.example\.layers\.Sentence'\. Put the TypeSystem\.xml"
    with pytest.raises(FormatError, match=reason):
        read(GOLD)
    [claimset] = read(GOLD.replace("<layers:Sentence", "<tcas:Annotation"))
    assert len(claimset) == 2


def test_gold_as_json_without_types() -> None:
    """A JSON CAS without types uses ours; arrays may be named by their elements, and ids may be keys."""
    data = json.loads(written(sample(), "json"))
    del data["%TYPES"]
    for one in data["%FEATURE_STRUCTURES"]:
        if one["%TYPE"] == "uima.cas.FSArray":
            one["%TYPE"] = "org.newsclaims.Link[]"
    assert read(json.dumps(data)) == [sample()]
    keyed = {str(one.pop("%ID")): one for one in data["%FEATURE_STRUCTURES"]}
    assert read(json.dumps({**data, "%FEATURE_STRUCTURES": keyed})) == [sample()]


@pytest.mark.issue("F05")
def test_spans_drawn_with_blanks_are_trimmed() -> None:
    """White space at the edges of spans drawn by hand is cut off, with a warning; offsets there are UTF-16 units."""
    gold = GOLD.replace("<layers:Sentence", "<tcas:Annotation")
    drawn = gold.replace('begin="3" end="6"', 'begin="2" end="7"').replace('begin="33" end="45"', 'begin="32" end="45"')
    [plain], [found] = read(gold), read(drawn)
    assert [str(claim) for claim in found] == [str(claim) for claim in plain]
    assert set(found.by_source()) == {"Ann"}
    new = [warning for warning in found.warnings if warning not in plain.warnings]
    assert new == ["spans with white space at their edges, trimmed: 2, for example ' Ann ' at 1..6."]


def test_only_spans_that_somebody_drew_are_trimmed() -> None:
    """A claim that newsclaims wrote stays as it is; once its labels are changed, its spans may be drawn by hand."""
    content = {"spans": [{"start": 3, "end": 13}], "text": " it rained"}
    claims = ClaimSet(article={"text": "Ann it rained.", "id": "a"}, claims=[{"id": "c", "content": content}])
    data = written(claims)
    assert read(data) == [claims]
    [changed] = read(data.replace('id="c"', 'id="c" stance="deny"'))
    assert changed[0].content.text == "it rained"
    assert [warning.partition(",")[0] for warning in changed.warnings] == [
        "claims changed after newsclaims wrote them",
        "spans with white space at their edges",
    ]


def test_a_type_system_may_lack_unused_types() -> None:
    """A JSON CAS may describe only the types in use, and an older one may have fewer features."""
    data = json.loads(written(empty(id="a"), "json"))
    for name in ("Claim", "Link", "Source", "Mention", "ClaimSet"):
        data["%TYPES"].pop(f"org.newsclaims.{name}")
    for feature in ("publisher", "authors"):
        data["%TYPES"]["org.newsclaims.Article"].pop(feature)
    data["%FEATURE_STRUCTURES"] = [s for s in data["%FEATURE_STRUCTURES"] if "ClaimSet" not in s["%TYPE"]]
    data["%VIEWS"]["_InitialView"]["%MEMBERS"] = [2, 3]
    assert read(json.dumps(data)) == [empty(id="a")]


def test_another_view(tmp_path: Path) -> None:
    """A text in another view is found if it is the only one, and so is an annotation outside the index."""
    data = written(sample()).replace("_InitialView", "page")
    members = re.search('members="([^"]*)"', data)
    assert members
    only_claims = data.replace(members.group(1), "2 3 5 7 9 10 45 46")
    assert read(data) == read(only_claims) == [sample()]
    second = '<cas:Sofa xmi:id="90" sofaNum="2" sofaID="other" sofaString="x"/>'
    with pytest.raises(FormatError, match="several texts, but none is in the initial view"):
        read(data.replace("<cas:View", f"{second}<cas:View", 1))
    assert read(written(sample()).replace("<cas:View", f"{second}<cas:View", 1)) == [sample()]


def test_blocks_are_read_in_the_order_of_the_text() -> None:
    """Somebody who adds a block in a tool adds it at the end of the file; and a file needs no article for blocks."""
    data = written(sample())
    title, item = sample().article.blocks
    assert data.count('begin="0" end="20" kind="title"') == data.count('begin="100" end="155" kind="list_item"') == 1
    swapped = data.replace('begin="0" end="20" kind="title"', "")
    swapped = swapped.replace('begin="100" end="155" kind="list_item"', 'begin="0" end="20" kind="title"')
    swapped = swapped.replace('xmi:id="45" sofa="1"', 'xmi:id="45" sofa="1" begin="100" end="155" kind="list_item"')
    assert [one.article.blocks for one in read(swapped)] == [(title, item)]
    without = re.sub("(?s)<newsclaims:Article .*</newsclaims:Article>", "", data)
    [bare] = read(without.replace('members="2 3 ', 'members="2 '))
    assert (bare.article.title, bare.article.blocks) == (None, (title, item))


def test_a_block_that_overlaps_another_is_an_error() -> None:
    """The error is that of the model, as one of the format."""
    data = written(sample()).replace('begin="100" end="155" kind="list_item"', 'begin="3" end="155" kind="list_item"')
    with pytest.raises(
        FormatError, match=r"blocks\[1\] \(list_item, 3\.\.154\) starts before blocks\[0\] \(title, 0\.\.19\)"
    ):
        read(data)


def test_a_link_to_something_else() -> None:
    """A link to something else is left out and counted; a link may name a span in place of its slot."""
    [found] = read(written(sample()).replace('role="parent" target="9"', 'role="parent" target="2"'))
    assert [claim.parent for claim in found] == [None, None, None]
    assert found.warnings[1:] == ("links left out, because they lead to things that cannot be a part of a claim: 1.",)
    assert read(written(sample()).replace('arguments="12 ', 'arguments="11 ')) == [sample()]


def test_another_schema() -> None:
    """A file of a later schema is refused because of its version."""
    with pytest.raises(SchemaVersionError, match="Update newsclaims"):
        read(written(sample()).replace(f'schemaVersion="{SCHEMA_VERSION}"', 'schemaVersion="99"'))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('stance="affirm" confidence="certain"', 'stance="deny" confidence="certain"'),
        ('stance="affirm" confidence="certain"', 'confidence="certain"'),
        ('force="neutral"', 'force="endorsing"'),
        ('xmi:id="13" sofa="1" begin="65" end="69"', 'xmi:id="13" sofa="1" begin="65" end="68"'),
        ('begin="81" end="99"', 'begin="81" end="98"'),
    ],
)
def test_a_changed_claim_loses_computed_values(before: str, after: str) -> None:
    """Score, evidence and other computed values of a changed claim are dropped; other claims keep theirs."""
    data = written(sample())
    assert data.count(before) == 1
    [claimset] = read(data.replace(before, after))
    first, second, third = claimset
    assert (first.score, first.probabilities, first.evidence, first.times, first.extractors) == (None, {}, (), (), ())
    assert first.labels == {}
    assert (first.id == sample()[0].id) == ("begin" not in before), "an id is a digest of the spans"
    assert (second, third) == (sample()[1], sample()[2])
    [*_, warning] = claimset.warnings
    assert warning == "claims changed after newsclaims wrote them, details (score, evidence ...) left out: 1."


def test_a_changed_parent_keeps_its_children() -> None:
    """Links point to claims, not ids, so a new id does not break them."""
    data = written(sample())
    assert data.count('stance="question"') == 1
    [claimset] = read(data.replace('stance="question"', 'stance="deny"'))
    assert claimset.chain(claimset[2]) == (claimset[1], claimset[2])
