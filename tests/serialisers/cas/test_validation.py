"""Files that are not UIMA CAS, are incomplete, or are malicious."""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.cas.samples import (
    forms,
    read,
    written,
)
from serialisers.samples import sample
from strategies import examples

from newsclaims.errors import (
    FormatError,
    NewsClaimsError,
    UndecodableError,
)
from newsclaims.serialisers import dump, load
from newsclaims.serialisers._cas.serialiser import CasSerialiser

pytestmark = pytest.mark.skipif(not CasSerialiser.extra.is_installed(), reason="needs newsclaims[cas]")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("<cas:NULL", "<!-- --", "line 2?.*it is not XML"),
        ("xmi:XMI", "xmi:XML", "line 2: .*outermost element is 'XML'"),
        ("<cas:NULL", '<p xmlns="urn:x"/><cas:NULL', "line 3: .*'p' is not a feature structure"),
        ('xmi:id="11"', 'xmi:id="12"', "line 21: .*two feature structures have the id 12"),
        ('xmi:id="11"', 'xmi:id="eleven"', "line 20: .*must be a whole number, not 'eleven'"),
        ('xmi:id="11"', "", "line 20: .*xmi:id is missing"),
        ('begin="39"', 'begin="390"', r"line 20: .*it marks 390..64, which is not a span of the text \(0 to 156\)"),
        ('begin="39"', "", "line 20: .*begin is missing"),
        ('begin="39"', 'begin="19"', "line 20: .*offset 19 falls between the two UTF-16 units"),
        ('target="11"', 'target="99"', "line 21: .*refers to the id 99, which is missing"),
        ('members="2 ', 'members="2 77 ', "refers to the id 77"),
        ('xmi:id="11" sofa="1"', 'xmi:id="11" sofa="77"', "line 20: .*refers to the id 77"),
        ('stance="affirm"', 'stance="approve"', "claims.0.stance: .*'approve'"),
        ('score="0.875"', 'score="high"', "cassis cannot read it .*high"),
        ('score="0.875"', 'score="7"', "claims.0.score"),
        ('stance="affirm"', 'mood="affirm"', "cassis cannot read it .*'mood'"),
        ('published="2024-11-11"', 'published="Monday"', "'Monday' is not a valid ISO 8601 date"),
        ('meta="{', 'meta="[{', "cas: "),
        ('meta="{', 'meta="1" url="{', "cas: .*(meta|duplicate)"),
        ('sofaString="', 'sofaURI="', "it holds no text"),
        ('kind="date"', "", "claims.0.times.0.kind"),
        ('target="9"', 'target="10"', "lead back|in a circle"),
    ],
)
def test_faults_of_xmi(old: str, new: str, reason: str) -> None:
    """The error describes the fault, with its line if there is one."""
    data = written(sample())
    assert old in data
    with pytest.raises(FormatError, match=f"(?s){reason}"):
        read(data.replace(old, new, 2 if old == "xmi:XMI" else 1))


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ((), [], "must be a JSON object"),
        ((), {}, "%FEATURE_STRUCTURES"),
        (("%FEATURE_STRUCTURES",), 3, "must be a list or an object"),
        (("%FEATURE_STRUCTURES", 0), 3, "must be a JSON object, not int"),
        (("%FEATURE_STRUCTURES", 0, "sofaString"), None, "it holds no text"),
        (("%FEATURE_STRUCTURES", 0, "sofaString"), 7, "it holds no text"),
        (("%FEATURE_STRUCTURES", 6, "begin"), 19, "falls between the two UTF-16 units"),
        (("%FEATURE_STRUCTURES", 6, "begin"), "x", "begin of 7 must be a whole number"),
        (("%FEATURE_STRUCTURES", 6, "begin"), None, "begin of 7 is missing"),
        (("%FEATURE_STRUCTURES", 6, "@sofa"), True, "must be a whole number"),
        (("%FEATURE_STRUCTURES", 6, "end"), 157, "it marks 22..157"),
        (("%FEATURE_STRUCTURES", 6, "@arguments"), 99, "refers to the id 99"),
        (("%FEATURE_STRUCTURES", 6, "@arguments"), 12, "Claim.arguments must be an array"),
        (("%FEATURE_STRUCTURES", 6, "stance"), 3, "Claim.stance must be a string, not 3"),
        (("%FEATURE_STRUCTURES", 6, "score"), "high", "claims.0.score"),
        (("%FEATURE_STRUCTURES", 6, "%ID"), 6, "two feature structures have the id 6"),
        (("%FEATURE_STRUCTURES", 6, "%TYPE"), "org.x.Y", "cassis cannot read it .*org.x.Y"),
        (("%FEATURE_STRUCTURES", 2, "meta"), "[1]", "Article.meta must be a JSON object"),
        (("%FEATURE_STRUCTURES", 11, "target"), "x", "must lead to an annotation, not to 'x'"),
        (("%TYPES",), 3, "%TYPES must be"),
        (("%TYPES", "org.newsclaims.Cue"), 3, "%TYPES must be"),
        (("%VIEWS",), {"_InitialView": {}}, "cassis cannot read it"),
        (("%VIEWS",), None, "cassis cannot read it"),
    ],
)
def test_faults_of_json(path: tuple[str | int, ...], value: object, reason: str) -> None:
    """Wrong values and missing keys anywhere are errors of newsclaims."""
    data = json.loads(written(sample(), "json"))
    if not path:
        data = value
    else:
        at: Any = data
        for key in path[:-1]:
            at = at[key]
        if path[-1] == "target":
            del at["@target"]
        at[path[-1]] = value
    with pytest.raises(FormatError, match=f"(?s){reason}"):
        read(json.dumps(data))


def test_lines_of_json() -> None:
    """Broken JSON is an error with its line; bytes that are not UTF-8 are an error with their position."""
    lines = written(sample(), "json").splitlines()
    with pytest.raises(FormatError, match="line 5:"):
        read("\n".join([*lines[:4], "?", *lines[4:]]))
    with pytest.raises(UndecodableError, match="position 1"):
        read(b"{\xff")


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">',
    ],
)
def test_no_document_type(doctype: str, tmp_path: Path) -> None:
    """Entities that expand or read other files are refused before parsing, in type systems too."""
    data = written(sample()).replace("<xmi:XMI", f"{doctype}<xmi:XMI", 1).replace("Ferry talks", "&a;", 1)
    with pytest.raises(FormatError, match=r"line 2: not valid cas: it has a document type .* Remove it\.$"):
        read(data)
    with pytest.raises(FormatError, match=r"line 2: .*document type"):
        read(data.replace("UTF-8", "UTF-16", 1).encode("utf-16"))
    dump(sample(), tmp_path / "a.xmi")
    types = tmp_path / "a.TypeSystem.xml"
    types.write_text(types.read_text("utf-8").replace("<typeSystem", f"{doctype}<typeSystem", 1), "utf-8")
    with pytest.raises(FormatError, match=r"a\.TypeSystem\.xml, line 2: .*document type"):
        list(load(tmp_path / "a.xmi"))


@pytest.mark.parametrize("name", ["", "<name/>", "<name> </name>"])
def test_a_feature_needs_a_name(name: str, tmp_path: Path) -> None:
    """A feature of a type system without a name is an error of the format."""
    dump(sample(), tmp_path / "a.xmi")
    types = tmp_path / "a.TypeSystem.xml"
    types.write_text(types.read_text("utf-8").replace("<name>force</name>", name), "utf-8")
    with pytest.raises(FormatError, match="cannot be the name of a feature"):
        list(load(tmp_path / "a.xmi"))


@pytest.mark.parametrize("name", ["x=print(1)", "x: print(1)", "class", "__init__", "a b", "a\nb", ""])
def test_a_feature_name_cannot_be_code(name: str, tmp_path: Path) -> None:
    """The name of a feature must be an identifier, because cassis writes it into source code."""
    data = json.loads(written(sample(), "json"))
    data["%TYPES"]["org.newsclaims.Cue"][name] = {"%NAME": name, "%RANGE": "uima.cas.String"}
    with pytest.raises(FormatError, match="cannot be the name of a feature"):
        read(json.dumps(data))
    if name.strip() == name and name:
        dump(sample(), tmp_path / "a.xmi")
        types = tmp_path / "a.TypeSystem.xml"
        types.write_text(types.read_text("utf-8").replace("<name>force<", f"<name>{name}<"), "utf-8")
        with pytest.raises(FormatError, match=r"a\.TypeSystem\.xml: .*cannot be the name of a feature"):
            list(load(tmp_path / "a.xmi"))


@forms
@examples(40)
@given(place=st.floats(0, 1))
def test_cut_anywhere(form: str, place: float) -> None:
    """A file that is cut at any place is an error."""
    data = written(sample(), form).encode("utf-8").rstrip()
    with pytest.raises((FormatError, UndecodableError)):
        read(data[: int(place * (len(data) - 1))])


@forms
@examples(60)
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_damaged_anywhere(form: str, place: float, byte: int) -> None:
    """A file with a wrong byte is read, or is an error of newsclaims."""
    data = bytearray(written(sample(), form).encode("utf-8"))
    data[int(place * len(data))] = byte
    with contextlib.suppress(NewsClaimsError):
        assert isinstance(read(bytes(data)), list)
