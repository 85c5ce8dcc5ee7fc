"""Writing UIMA CAS: spans, offsets, white space, and characters that XML cannot contain."""

import io
import json
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from serialisers.cas.samples import EMOJI, OURS, ROLES, emojis, forms, read, type_system, units, written
from serialisers.samples import empty, sample

from newsclaims._model import ClaimSet
from newsclaims.errors import FormatError
from newsclaims.serialisers import dump, load
from newsclaims.serialisers._cas.serialiser import CasSerialiser

pytestmark = pytest.mark.skipif(not CasSerialiser.extra.is_installed(), reason="needs newsclaims[cas]")


@forms
@pytest.mark.parametrize("claimset", [emojis(), sample()])
def test_cassis_reads_the_spans(claimset: ClaimSet, form: str, tmp_path: Path) -> None:
    """With the type system beside it, cassis finds the words of every fragment."""
    cassis = import_module("cassis")
    if form == "json":
        cas = cassis.load_cas_from_json(written(claimset, "json"))
    else:
        dump(claimset, tmp_path / "a.xmi")
        types = cassis.load_typesystem(tmp_path / "a.TypeSystem.xml")
        cas = cassis.load_cas_from_xmi(tmp_path / "a.xmi", typesystem=types)
    assert cas.sofa_string == claimset.article.text
    assert cas.typecheck() == []
    for made, claim in zip(sorted(cas.select("org.newsclaims.Claim"), key=lambda c: c.xmiID), claimset, strict=True):
        for role, passage in claim.passages():
            found = [link.target for link in made.arguments.elements if link.role == role]
            assert {one.type.name for one in found} == {f"org.newsclaims.{role.title()}"}
            assert " ... ".join(one.get_covered_text() for one in found) == passage.text
        assert made.get_covered_text() == claimset.article.text[claim.content.start : claim.content.end]


def test_offsets_count_utf_16_units() -> None:
    """The offsets in the files are Java's UTF-16 units, not code points."""
    claimset = emojis()
    [claim] = claimset
    wanted = [
        (role.title(), units(EMOJI[: span.start]), units(EMOJI[: span.end]))
        for role, passage in claim.passages()
        for span in passage.spans
    ]
    root = ET.fromstring(written(claimset))  # noqa: S314
    in_xml = [
        (element.tag.removeprefix(OURS), int(element.attrib["begin"]), int(element.attrib["end"]))
        for element in root
        if element.tag.removeprefix(OURS) in ROLES
    ]
    structures = json.loads(written(claimset, "json"))["%FEATURE_STRUCTURES"]
    in_json = [
        (one["%TYPE"].rpartition(".")[2], one["begin"], one["end"])
        for one in structures
        if one["%TYPE"].rpartition(".")[2] in ROLES
    ]
    assert in_xml == in_json == wanted
    assert wanted[0][1:] != (claim.source.start, claim.source.end)  # type: ignore[union-attr]


@forms
def test_white_space_survives(form: str) -> None:
    """Line ends and tabs in attributes are written as references, because XML turns them into spaces."""
    text = "One\r\ntwo\tthree\rfour\n\n\x85five\u2028 six\u200b\ufeff e\u0301 \x7f\x9f\U0001fffe"
    note = "a\r\nb\t\x85 "
    claimset = empty(text, id=text, title=text, meta={text: text}).model_copy(update={"warnings": (note, "", " x ")})
    data = written(claimset, form)
    assert read(data) == [claimset]
    assert form == "json" or "\r" not in data


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "a\x00b\x1b\x1b\ufffdc😀\ufffe"},
        {"id": "x\x1f"},
        {"title": "\uffff"},
        {"url": "a\x0b"},
        {"publisher": "a\x0c"},
        {"authors": ["Ann", "a\x02", "a\x03", "a\ufffd", "a\x02"]},
        {"language": "\x7f\x01"},
        {"title": "\ufffd", "url": "\x01", "publisher": "\ufffd\ufffd1", "authors": ["\x02", "\ufffd\ufffd2"]},
        {"meta": {"a\x00\ufffe\ufffd": ["\uffff\x1f"]}, "title": "\x00"},
    ],
)
def test_characters_that_xml_cannot_contain(fields: dict[str, Any], tmp_path: Path) -> None:
    """They are replaced in XMI, and are back when it is read; JSON CAS has them as they are."""
    claimset = empty(**{"text": "Nothing.", **fields})
    data = written(claimset)
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", data)
    assert read(data) == [claimset]
    dump([empty(id="fine"), claimset], tmp_path / "new", format="cas")
    assert claimset in list(load(tmp_path / "new", format="cas"))
    assert read(written(claimset, "json")) == [claimset]


def test_many_attributes_are_refused() -> None:
    """An element with more attributes than any has is refused before lxml takes quadratic time for it."""
    many = " ".join(f'a{number}="1"' for number in range(1_000))
    data = written(empty()).replace("<cas:Sofa ", f"<cas:Sofa {many} ", 1)
    with pytest.raises(FormatError, match=r"an element has 1,005 attributes, .*at most 1000"):
        read(data)


def test_other_tools_see_replacement_characters() -> None:
    """The text in the file has as many characters, so that the offsets of other tools fit."""
    cassis = import_module("cassis")
    claimset = empty("\x1bIt \x08\x08rained.")
    types = cassis.load_typesystem(io.BytesIO(type_system().encode()))
    cas = cassis.load_cas_from_xmi(io.BytesIO(written(claimset).encode()), typesystem=types)
    assert cas.sofa_string == "\ufffdIt \ufffd\ufffdrained."


def test_warnings_and_notes_that_xml_cannot_contain() -> None:
    """Strings in arrays and slots are replaced and read back too."""
    first = sample()[0]
    noted = first.model_copy(update={"evidence": (first.evidence[0].model_copy(update={"note": "\x08"}),)})
    odd = ClaimSet(article=sample().article, claims=(noted,), warnings=("ok", "no\x00", "no\x01"))
    assert read(written(odd)) == [odd]


def test_many_strings_that_differ_only_in_such_characters() -> None:
    """Thousands of strings that look alike stay different."""
    authors = [f"{chr(1 + i % 8)}{chr(1 + i // 8 % 8)}{chr(1 + i // 64)}" for i in range(512)]
    odd = empty(authors=authors)
    assert read(written(odd)) == [odd]


@pytest.mark.parametrize(
    "note",
    [
        "5",
        "{",
        '{"text": [], "strings": []}',
        '{"text": [[0]], "strings": {}}',
        '{"text": [[9, "a"]], "strings": {}}',
        '{"text": [], "strings": {"a": 5}}',
        '{"text": [[true, "a"]], "strings": {}}',
    ],
)
def test_a_wrong_note_of_what_was_replaced(note: str) -> None:
    """A note that somebody changed is an error of the format."""
    data = written(empty("a\x08b"))
    [found] = re.findall('replaced="[^"]*"', data)
    with pytest.raises(FormatError, match="not valid cas"):
        read(data.replace(found, f'replaced="{escape(note, {chr(34): "&quot;"})}"'))


def test_nothing_breaks_out() -> None:
    """Text that looks like XML or JSON stays text."""
    text = '"/><newsclaims:Claim xmi:id="9"/>&#0;&amp;]]><!-- --> {"%ID": 1} \\u0041 <?x?>'
    claimset = empty(text, id=text, title=text, meta={text: text})
    for form in ("xmi", "json"):
        assert read(written(claimset, form)) == [claimset]


@forms
def test_bytes_are_equal_in_every_process(form: str) -> None:
    """The output does not depend on the order of a set, which differs between processes."""
    code = (
        "import io, sys; from serialisers.samples import sample;"
        "from newsclaims.serialisers._cas.serialiser import CasSerialiser; buffer = io.BytesIO();"
        f"CasSerialiser(json={form == 'json'}).dump([sample()], buffer); sys.stdout.buffer.write(buffer.getvalue())"
    )
    tests = str(Path(__file__).parents[2])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": tests, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert outputs == {written(sample(), form).encode("utf-8")}
