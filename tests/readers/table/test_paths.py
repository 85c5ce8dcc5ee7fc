"""Names such as `content.text`, which lead to values inside objects."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.strategies import JSON_VALUES

from newsclaims._model import Article
from newsclaims._plugins import Extra
from newsclaims.errors import FormatError
from newsclaims.readers import Skipped
from newsclaims.readers._table import TableReader
from newsclaims.readers._table.paths import lacking, value_at, without

needs_arrow = pytest.mark.skipif(not Extra("arrow", ("pyarrow",)).is_installed(), reason="needs newsclaims[arrow]")
ROW = {"content": {"text": "It leaks.", "n": 1}, "title": {"rendered": "Late"}, "a.b": "plain"}


def items_of(*rows: dict[str, Any], **options: Any) -> list[Article | Skipped]:
    """Return what is read of JSON Lines."""
    data = "\n".join(map(json.dumps, rows)).encode()
    return list(TableReader().read(io.BytesIO(data), **options))


def test_a_value_inside_an_object_is_a_field() -> None:
    """The text and the title can be inside objects; what is left of these stays in meta."""
    [article] = items_of(ROW, text="content.text", title="title.rendered")
    assert isinstance(article, Article)
    assert (article.text, article.title) == ("It leaks.", "Late")
    assert dict(article.meta) == {"content": {"n": 1}, "a.b": "plain"}


def test_a_name_with_a_full_stop_can_be_a_column() -> None:
    """A column with exactly this name is used before an object is looked into."""
    assert value_at(ROW, "a.b") == "plain"
    assert lacking(ROW, "a.b") is None


def test_an_object_that_is_null_is_an_empty_text() -> None:
    """A row whose object is null has no text, which is not an error."""
    assert items_of(ROW, {"content": None}, text="content.text")[1] == Skipped("the text is empty")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"content": {"txt": "It leaks.", "n": 1}}, "column 'content' has no 'text' in its object, but 'txt', 'n'"),
        ({"content": {}}, "column 'content' has no 'text' in its object, but nothing"),
        ({"content": "It leaks."}, "column 'content' must hold an object to have 'content.text'"),
    ],
)
def test_a_text_that_is_not_there_is_an_error(row: dict[str, Any], said: str) -> None:
    """A wrong name inside an object is an error of the row, not a row without a text."""
    [item] = items_of(row, text="content.text")
    assert isinstance(item, Skipped)
    assert said in str(item.error)


def test_an_object_in_the_column_of_texts_is_an_error_with_advice() -> None:
    """The error for an object names the field in it that is probably the text."""
    [item] = items_of({"content": {"lang": "en", "html": "<p>It leaks.</p>"}})
    assert isinstance(item, Skipped)
    assert "must hold text, not an object. Name the field inside it: text='content.html'" in str(item.error)


def test_delimited_text_has_no_objects() -> None:
    """In CSV a name with a full stop must be a column."""
    with pytest.raises(FormatError, match=r"it has no column 'text\.a'"):
        list(TableReader().read(io.BytesIO(b"text\na\n"), text="text.a"))


@needs_arrow
def test_a_struct_of_parquet_is_an_object() -> None:
    """The fields of a struct are found by the same names."""
    import pyarrow as pa
    from pyarrow import parquet

    file = io.BytesIO()
    parquet.write_table(pa.table({"content": [{"text": "It leaks.", "n": 1}, None]}), file)
    file.seek(0)
    article, skipped = TableReader().read(file, text="content.text")
    assert isinstance(article, Article)
    assert (article.text, dict(article.meta)) == ("It leaks.", {"content": {"n": 1}})
    assert skipped == Skipped("the text is empty")


@given(JSON_VALUES, st.text("a.", max_size=5))
def test_any_name(value: object, name: str) -> None:
    """Any name in any object gives a value or none, and changes no row."""
    row = {"a": value}
    before = json.dumps(row)
    value_at(row, name)
    lacking(row, name)
    without(row, (name,))
    assert json.dumps(row) == before
