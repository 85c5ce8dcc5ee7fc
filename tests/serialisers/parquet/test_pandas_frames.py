"""Data frames of pandas can be written to Excel files, whatever is in the texts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.samples import sample

from newsclaims import extract
from newsclaims._model import Article, ClaimSet
from newsclaims._plugins import Extra

pytestmark = pytest.mark.skipif(
    not Extra("test-formats", ("pyarrow", "pandas", "openpyxl")).is_installed(), reason="needs newsclaims[test-formats]"
)

CONTROLS = "".join(map(chr, range(0x20))) + "\x7f\ufffe\uffff"
SHOWN = "".join(c if c in "\t\n\r" else chr(0x2400 + ord(c)) for c in CONTROLS[:0x20]) + "\x7f\ufffd\ufffd"


def claims_of(text: str) -> ClaimSet:
    """Return a claim set with one claim, whose content and label are the whole text."""
    content = {"spans": [{"start": 0, "end": len(text)}], "text": text}
    claim = {"id": "1", "content": content, "labels": {"topic": {"value": text}}}
    return ClaimSet(article=Article(text=text, title=text), claims=[claim])


@pytest.mark.issue("F07")
def test_control_characters_do_not_break_an_excel_file(tmp_path: Path) -> None:
    """A text with control characters, as PDF programs leave them, gives a workbook."""
    import pandas as pd

    claims = extract("The mayor said that the quay\v was safe. The union denied that the \x16pumps leaked.")
    claims.to_pandas().to_excel(tmp_path / "x.xlsx")
    assert list(pd.read_excel(tmp_path / "x.xlsx")["stance"]) == ["affirm", "deny"]


def test_each_control_character_has_a_picture() -> None:
    """The frame has pictures in the texts and the labels, in the same places; Arrow and Polars keep the characters."""
    claims = claims_of(CONTROLS)
    frame = claims.to_pandas()
    assert list(frame["content"]) == list(frame["title"]) == list(frame["topic"]) == [SHOWN]
    assert str(frame["topic"].dtype) == "category"
    assert claims.to_arrow()["content"].to_pylist() == [CONTROLS]
    assert claims.to_arrow().to_pandas()["content"][0] == CONTROLS


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda t: not t.startswith("=")))
def test_any_text_gives_a_workbook_that_opens(text: str) -> None:
    """What is written to an Excel file can be read again."""
    import io

    import openpyxl  # type: ignore[import-untyped, unused-ignore]

    file = io.BytesIO()
    claims_of(text).to_pandas()[["content"]].to_excel(file)
    file.seek(0)
    assert openpyxl.load_workbook(file).active is not None


def test_frames_without_such_characters_do_not_change() -> None:
    """Most texts have none, and stay as they are."""
    assert list(sample().to_pandas()["content"]) == [claim.content.text for claim in sample()]
