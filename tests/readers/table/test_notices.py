"""What a caller is warned about: two columns for the text, texts in HTML, ids that are given twice."""

import io
from pathlib import Path
from typing import Any

import pytest

from newsclaims._model import Article, Block, Span
from newsclaims._plugins import Extra
from newsclaims.errors import InvalidValueError, ReadingWarning
from newsclaims.readers import Skipped, read
from newsclaims.readers._table import TableReader, repeated_ids
from newsclaims.readers._table.repeated_ids import RepeatedIds

needs_html = pytest.mark.skipif(not Extra("html", ("lxml",)).is_installed(), reason="needs newsclaims[html]")


def items_of(text: str, /, **options: Any) -> list[Article | Skipped]:
    """Return what is read of a table."""
    return list(TableReader().read(io.BytesIO(text.encode()), **options))


def warnings_of(text: str) -> list[str]:
    """Return the warnings about a table."""
    with pytest.warns(ReadingWarning) as caught:
        items_of(text)
    return [str(warning.message) for warning in caught]


def test_two_columns_for_the_text() -> None:
    """If two columns could hold the text, one warning says which one is read; with a name there is none."""
    [said] = warnings_of('{"content": "a", "body": "b"}\n{"content": "a", "body": "b", "n": 1}')
    assert said.startswith(
        "input: the columns 'body', 'content' could hold the text. 'body' is read. To choose, give text="
    )
    [article] = items_of("content,body\na,b\n", text="content")
    assert isinstance(article, Article)
    assert article.text == "a"


def test_a_warning_names_the_file_and_the_line_of_the_caller(tmp_path: Path) -> None:
    """The place of a warning is the code that reads the articles."""
    path = tmp_path / "quay.csv"
    path.write_text("content,body\na,b\n", encoding="utf-8")
    with pytest.warns(ReadingWarning, match="quay.csv: the columns") as caught:
        list(read(path))
    assert [warning.filename for warning in caught] == [__file__]


@pytest.mark.parametrize("text", ["<p>It leaks.</p>", " <div class='a'>It", "<!-- x -->", "<br/>It"])
def test_texts_in_html_are_noticed(text: str) -> None:
    """One warning for a table says that tags are read as text, and how to read the texts without them."""
    [said] = warnings_of(f"text\nIt leaks.\n{text}\n{text}\n")
    assert "may be HTML" in said
    assert "markup='html' (--reader-option markup=html)" in said


@pytest.mark.parametrize("text", ["<3 the quay", "a <p> b", "< p >", "<https://example.org>"])
def test_other_texts_are_not_noticed(text: str) -> None:
    """A text that only has a sign of HTML in it is read without a warning."""
    [article] = items_of(f"text\n{text}\n")
    assert isinstance(article, Article)
    assert article.text == text


@needs_html
def test_texts_in_html() -> None:
    """With the option, the texts are what a page shows, with their blocks; one without a text is counted."""
    article, skipped = items_of("text\n<p>She refused.</p><blockquote>It leaks.</blockquote>\n<p></p>\n", markup="html")
    assert isinstance(article, Article)
    assert article.text == "She refused.\n\nIt leaks."
    assert article.blocks == (Block(kind="quote", span=Span(start=14, end=23)),)
    assert skipped == Skipped("the text is empty")


@needs_html
def test_html_that_is_nested_too_deep() -> None:
    """A row whose HTML is nested too deep is an error of the row."""
    [item] = items_of(f"text\n{'<b>' * 1000}a\n", markup="html")
    assert isinstance(item, Skipped)
    assert "inside each other" in str(item.error)


def test_other_markup_is_an_error() -> None:
    """Only HTML can be named."""
    with pytest.raises(InvalidValueError, match="markup must be 'html'"):
        items_of("text\na\n", markup="xml")


def test_an_id_that_is_given_twice() -> None:
    """One warning for a table names the first id that is given twice, and its rows."""
    [said] = warnings_of("text,id\na,x\n,x\nb,y\nc,x\nd,y\n")
    assert said.startswith("input: the id 'x' is given twice, first in row 1, then in row 4. ")


def test_rows_without_ids_do_not_have_the_same_one() -> None:
    """Equal texts without ids give no warning."""
    assert len(items_of("text\na\na\n")) == 2


def test_the_memory_for_ids_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the first ids are remembered, so that a table of any length can be read."""
    monkeypatch.setattr(repeated_ids, "_MOST", 2)
    ids = RepeatedIds()
    assert [ids.fault(one, row) for row, one in enumerate("abcc", 1)] == [None] * 4
    assert "first in row 2, then in row 5" in (ids.fault("b", 5) or "")
    assert ids.fault("a", 6) is None
