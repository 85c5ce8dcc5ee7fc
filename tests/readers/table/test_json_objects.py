"""JSON: lines, arrays, objects one after the other, and rows with faults."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.strategies import JSON_VALUES

from newsclaims._model import Article
from newsclaims.errors import FormatError
from newsclaims.readers import Skipped
from newsclaims.readers._table import TableReader

pytestmark = pytest.mark.filterwarnings("ignore::newsclaims.errors.ReadingWarning")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
LAYOUTS: tuple[Callable[[list[dict[str, Any]]], str], ...] = (
    lambda rows: "".join(json.dumps(row) + "\n" for row in rows),
    lambda rows: "\r\n\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows),
    lambda rows: json.dumps(rows, ensure_ascii=False),
    lambda rows: json.dumps(rows, indent=2),
    lambda rows: "\n".join(json.dumps(row, indent=1) for row in rows),
    lambda rows: " ".join(json.dumps(row) for row in rows),
)


def items(text: str, /, **options: Any) -> list[Article | Skipped]:
    """Return what the reader yields."""
    return list(TableReader().read(io.BytesIO(text.encode()), **options))


def texts(text: str, /, **options: Any) -> list[str | None]:
    """Return the text of each article, and None for each row that was skipped."""
    return [item.text if isinstance(item, Article) else None for item in items(text, **options)]


def fault(text: str, **options: Any) -> str:
    """Return the only error of a row."""
    [error] = [item.error for item in items(text, **options) if isinstance(item, Skipped)]
    return str(error)


@given(
    st.lists(st.fixed_dictionaries({"text": TEXTS, "note": JSON_VALUES}), min_size=1, max_size=4),
    st.sampled_from(LAYOUTS),
)
def test_what_the_json_module_wrote_comes_back(rows: list[dict[str, Any]], layout: Callable[..., str]) -> None:
    """Texts and other values come back exactly, in every layout."""
    read = [item for item in items(layout(rows)) if isinstance(item, Article)]
    assert [(article.text, article.meta.plain()) for article in read] == [
        (row["text"], {"note": row["note"]}) for row in rows
    ]


def test_a_bad_line_does_not_stop_the_others() -> None:
    """A line that is not a JSON object is an error with its line; the next line is read."""
    good = '{"text": "a"}\n'
    for bad in ("{bad", "[1]", '"text"', "", '{"text": "cut'):
        assert texts(good + bad + "\n" + good) == (["a", None, "a"] if bad else ["a", "a"])
    assert fault(good + "{bad\n").startswith("input, line 2: not valid json: Expecting property name")
    assert fault(good + "[1]\n") == 'input, line 2: not valid json: a row must be a JSON object, as {"text": "..."}.'


def test_a_first_line_that_was_cut_does_not_stop_the_others() -> None:
    """A first line that ends in a string is a bad line, because no string has a line end."""
    assert texts('{"text": "cut\n{"text": "a"}\n') == [None, "a"]


def test_an_object_that_is_not_json_does_not_stop_an_array() -> None:
    """An object in an array is skipped if it is not JSON but its end can be found."""
    assert texts('[{"text": "a"}, {"text": "b" "c"}, {"text": "d"}]') == ["a", None, "d"]


@pytest.mark.parametrize("text", ['[{"text": "a"}, 5]', '[{"text": "a"}, {"text": "b"', '[{"text": "a"} x'])
def test_an_array_that_breaks_is_an_error_after_its_rows(text: str) -> None:
    """If the next object cannot be found, that is an error; the rows before it come first."""
    found = TableReader().read(io.BytesIO(text.encode()))
    assert isinstance(next(found), Article)
    with pytest.raises(FormatError, match="line 1"):
        list(found)


def test_a_text_that_is_not_a_string_is_an_error() -> None:
    """A text of another type is a fault that names the column; null is an empty text."""
    for value, kind in (("5", "a number"), ("[]", "a list"), ("{}", "an object"), ("true", "true or false")):
        assert fault(f'{{"body": {value}}}').endswith(f"column 'body' must hold text, not {kind}.")
    assert items('{"body": null}') == items('{"body": " "}') == items('{"body": NaN}') == [Skipped("the text is empty")]


def test_a_lone_surrogate_is_an_error() -> None:
    """Half of a pair of escapes is a fault of its row."""
    assert "lone surrogate U+D83D" in fault('{"text": "a"}\n{"text": "\\ud83d"}\n')


def test_a_name_that_occurs_twice_is_an_error() -> None:
    """An object with one name twice is a fault, because one value would be lost."""
    assert "the name 'text' occurs twice" in fault('{"text": "a"}\n{"text": "a", "text": "b"}\n')


def test_numbers_that_json_lacks_are_kept() -> None:
    """NaN is a missing value, and an infinite number is kept as a text."""
    [article] = items('{"text": "a", "x": NaN, "y": 1e999, "z": -Infinity}')
    assert isinstance(article, Article)
    assert article.meta == {"x": None, "y": "inf", "z": "-inf"}


def test_the_first_object_must_have_the_columns() -> None:
    """A first object without a text, or without a column that was named, is an error that lists its names."""
    with pytest.raises(FormatError, match=r"line 1: .*the columns are 'headline', 'teaser'.*--text-column"):
        items('{"headline": "a", "teaser": "b"}\n')
    with pytest.raises(FormatError, match=r"line 1: .*it has no column 'hed'; the columns are 'text'"):
        items('{"text": "a"}\n', title="hed")


def test_a_later_object_may_lack_them() -> None:
    """Programs leave out fields without a value, so a field that an earlier object had may be missing."""
    rows = items('{"body": "a", "hed": "T"}\n{"body": "b"}\n{"hed": "U"}\n{"text": "c"}\n', title="hed")
    assert [row.title if isinstance(row, Article) else row.reason for row in rows] == [
        "T",
        None,
        "the text is empty",
        None,
    ]


@pytest.mark.parametrize("options", [{}, {"text": "content"}])
def test_rows_in_an_array_inside_an_object(options: dict[str, str]) -> None:
    """An answer of a service is read: an object with one array of objects that have a text."""
    data = {
        "status": "ok",
        "tags": [],
        "names": ["a"],
        "articles": [{"content": "a"}, {"content": None}, {"content": "b"}],
    }
    assert texts(json.dumps(data), **options) == ["a", None, "b"]
    assert texts(json.dumps(data) + "\n" + json.dumps({"articles": [{"content": "c"}]}), **options)[3:] == ["c"]
    assert texts(json.dumps(data) + '{"content": "d"} {"articles": []}', **options)[3:] == ["d", None]


@pytest.mark.parametrize(
    "data",
    [{"status": "ok", "articles": []}, {"post": "a", "people": [{"name": "Ann"}]}, {"a": [{"text": "a"}], "b": [{}]}],
)
def test_objects_without_rows_in_them_are_an_error(data: dict[str, Any]) -> None:
    """An object whose array is empty, has no texts, or is not the only one, is an error that lists its columns."""
    with pytest.raises(
        FormatError, match=f"no column has a usual name for the text; the columns are '{next(iter(data))}'"
    ):
        items(json.dumps(data))


def test_a_fault_in_an_array_inside_an_object_names_the_row() -> None:
    """The error says which row of the array it is."""
    assert "row 2, line 1" in fault(json.dumps({"articles": [{"text": "a"}, {"text": 7}]}))
