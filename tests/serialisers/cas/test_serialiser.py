"""UIMA CAS as files: which form is written for which name, type systems beside them, folders."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from serialisers.cas.samples import forms, read, type_system, written
from serialisers.samples import empty, sample

from newsclaims._model import ClaimSet
from newsclaims.errors import (
    FileError,
    FormatError,
    MissingExtraError,
)
from newsclaims.serialisers import dump, load
from newsclaims.serialisers._cas.serialiser import CasSerialiser

pytestmark = pytest.mark.skipif(not CasSerialiser.extra.is_installed(), reason="needs newsclaims[cas]")


def test_the_suffix_decides_the_form(tmp_path: Path) -> None:
    """.cas.json gets JSON CAS and .xmi gets XMI; folders and streams get the form that the serialiser is set to."""
    for name in ("a.xmi", "b.cas.json"):
        dump(sample(), tmp_path / name)
    dump(sample(), tmp_path / "xmis", format="cas")
    CasSerialiser(json=True).dump([sample(), empty(id="q/1")], tmp_path / "jsons")
    CasSerialiser(json=True).dump([sample()], tmp_path / "c.xmi")
    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert files == [
        "a.TypeSystem.xml",
        "a.xmi",
        "b.cas.json",
        "c.TypeSystem.xml",
        "c.xmi",
        "jsons/ferry-1.cas.json",
        "jsons/q%2F1.cas.json",
        "xmis/TypeSystem.xml",
        "xmis/ferry-1.xmi",
    ]
    assert (tmp_path / "a.xmi").read_bytes() == (tmp_path / "xmis/ferry-1.xmi").read_bytes()
    assert (tmp_path / "b.cas.json").read_bytes()[:1] == b"{"
    for name in ("a.xmi", "b.cas.json", "xmis", "c.xmi"):
        assert list(load(tmp_path / name, format="cas")) == [sample()]
    assert list(load(tmp_path / "jsons", format="cas")) == [sample(), empty(id="q/1")]


def test_reading_looks_at_the_content(tmp_path: Path) -> None:
    """A byte order mark, another encoding or a wrong suffix does not matter."""
    (tmp_path / "a.xmi").write_text(written(sample(), "json"), "utf-8-sig")
    assert list(load(tmp_path / "a.xmi")) == [sample()]
    utf_16 = written(sample()).replace("UTF-8", "UTF-16", 1).encode("utf-16")
    assert read(utf_16) == [sample()]
    assert read("\ufeff" + written(sample())) == [sample()]


def test_the_files_before_a_fault_come_first(tmp_path: Path) -> None:
    """A folder is read one file at a time, so the files before a fault are read."""
    sets = [empty(id=name) for name in ("a", "b", "c")]
    dump(sets, tmp_path / "all", format="cas")
    (tmp_path / "all" / "b.xmi").write_text("not XML", "utf-8")
    found: Iterator[ClaimSet] = load(tmp_path / "all", format="cas")
    assert next(found) == sets[0]
    with pytest.raises(FormatError, match=r"b\.xmi, line 1: .*not XML"):
        next(found)


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    """A folder without files of either suffix is an error; one with only a type system has no claim sets."""
    (tmp_path / "TypeSystem.xml").write_text(type_system(), "utf-8")
    assert list(load(tmp_path, format="cas")) == []
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    with pytest.raises(FileError, match=r"it has no file that ends in \.xmi or \.cas\.json"):
        list(load(tmp_path, format="cas"))


def test_a_broken_type_system(tmp_path: Path) -> None:
    """A type system that is not XML or names an unknown type is an error with its own file name."""
    dump(sample(), tmp_path / "a.xmi")
    types = tmp_path / "a.TypeSystem.xml"
    whole = types.read_text("utf-8")
    for broken in ("", whole[:300], "{}", whole.replace("uima.tcas.Annotation", "uima.tcas.Nothing")):
        types.write_text(broken, "utf-8")
        with pytest.raises(FormatError, match=r"a\.TypeSystem\.xml"):
            list(load(tmp_path / "a.xmi"))


@forms
def test_a_million_characters(form: str) -> None:
    """A content of a million characters with emoji survives a round trip."""
    text = '\\"a😀' * 250_000
    claim = {"id": "1", "content": {"spans": [{"start": 2, "end": len(text)}], "text": text[2:]}}
    claimset = ClaimSet(article={"text": text}, claims=[claim])
    assert read(written(claimset, form)) == [claimset]


def test_the_type_system() -> None:
    """It has only types that INCEpTION has layers and features for, and describes each."""
    types = import_module("cassis").load_typesystem(type_system())
    ranges = {"uima.cas.String", "uima.cas.Float", "uima.cas.StringArray", "uima.cas.FSArray", "uima.tcas.Annotation"}
    supers = {"uima.tcas.Annotation", "uima.cas.AnnotationBase", "uima.cas.TOP"}
    for one in types.get_types():
        if one.name.startswith("org.newsclaims."):
            assert one.supertype.name in supers
            assert one.description
            assert all(feature.description and feature.rangeType.name in ranges for feature in one.features)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without cassis the error says what to install."""
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(MissingExtraError, match=r"newsclaims\[cas\]"):
        written(sample())
    with pytest.raises(MissingExtraError, match=r"newsclaims\[cas\]"):
        read("")
