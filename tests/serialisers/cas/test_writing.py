"""Writing UIMA CAS: spans, offsets, white space, and characters that XML cannot contain."""

import io
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from serialisers.cas.samples import EMOJI, OURS, ROLES, emojis, forms, read, units, written
from serialisers.samples import empty, sample

from newsclaims._model import ClaimSet
from newsclaims.errors import (
    InvalidValueError,
)
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
    ("fields", "what"),
    [
        ({"text": "a\x00b"}, "text holds U\\+0000 at position 1"),
        ({"text": "ab\ufffe"}, "text holds U\\+FFFE at position 2"),
        ({"id": "x\x1f"}, "id holds U\\+001F at position 1"),
        ({"title": "\uffff"}, "title holds U\\+FFFF at position 0"),
        ({"url": "a\x0b"}, "url holds U\\+000B"),
        ({"publisher": "a\x0c"}, "publisher holds"),
        ({"authors": ["Ann", "a\x02"]}, "authors holds"),
        ({"language": "a\x01"}, "language holds"),
    ],
)
def test_characters_that_xml_cannot_contain(fields: dict[str, Any], what: str, tmp_path: Path) -> None:
    """A character that XML 1.0 cannot contain is refused before a byte is written; JSON CAS accepts it."""
    claimset = empty(**{"text": "Nothing.", **fields})
    buffer = io.BytesIO()
    with pytest.raises(InvalidValueError, match=rf"{what}.*\.cas\.json"):
        CasSerialiser().dump([claimset], buffer)
    assert not buffer.getvalue()
    with pytest.raises(InvalidValueError):
        dump([empty(id="fine"), claimset], tmp_path / "new", format="cas")
    assert not list(tmp_path.iterdir())
    dump(claimset, tmp_path / "a.cas.json")
    assert list(load(tmp_path / "a.cas.json")) == [claimset]


def test_warnings_and_notes_that_xml_cannot_contain() -> None:
    """Every string is checked, in arrays and slots too; JSON inside XML has its own escapes."""
    claimset = sample().model_copy(
        update={
            "warnings": (
                "ok",
                "no\x00",
            )
        }
    )
    with pytest.raises(InvalidValueError, match="article 'ferry-1': warnings holds U\\+0000 at position 2"):
        written(claimset)
    first = sample()[0]
    noted = first.model_copy(update={"evidence": (first.evidence[0].model_copy(update={"note": "\x08"}),)})
    with pytest.raises(InvalidValueError, match="note holds U\\+0008"):
        written(ClaimSet(article=sample().article, claims=(noted,)))
    odd = empty(meta={"a\x00\ufffe": ["\uffff\x1f"]})
    assert read(written(odd)) == [odd]


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
