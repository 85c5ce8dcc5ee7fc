"""JSON values: one line in every program, the same values back, and fields of the right type."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.strategies import JSON_VALUES

from newsclaims.errors import FormatError
from newsclaims.serialisers.toolkit import (
    FileLocation,
    check_type,
    get_field,
    get_objects,
    json_bytes,
    json_text,
    parse_json,
    pretty_json,
)

HERE = FileLocation("test", "file", 5)


@given(JSON_VALUES)
def test_json_gives_the_values_back(value: object) -> None:
    """Compact, indented and other programs' JSON give the same values."""
    for text in (json_text(value), pretty_json(value).decode(), json.dumps(value)):
        assert parse_json(text, HERE) == value
    assert json_bytes(value).decode() == json_text(value)


@given(JSON_VALUES)
def test_one_line_for_everybody(value: object) -> None:
    """Compact JSON contains no character that any program reads as a line end."""
    assert len(json_text(value).splitlines()) == 1


def test_spans_for_people() -> None:
    """In indented JSON each span has its own line, and a text that looks like a span is unchanged."""
    fake = '{\n"start": 1,\n"end": 2\n}'
    assert pretty_json({"spans": [{"start": 1, "end": 2}], "text": fake}).decode().split("\n")[2] == (
        '    {"start": 1, "end": 2}'
    )
    assert json.loads(pretty_json({"text": fake})) == {"text": fake}


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("{", 5, r"Expecting property name enclosed in double quotes \(column 2\)"),
        ("[1,\n2,\n}", 7, "Expecting value"),
        ("NaN", 5, "NaN is not a JSON value"),
        ("[" * 100_000, 5, "(recursion|Stack overflow)"),
        ("1" * 5000, 5, "integer string conversion"),
    ],
)
def test_broken_json(text: str, line: int, reason: str) -> None:
    """The error has the line in the file and the column."""
    with pytest.raises(FormatError, match=f"^file, line {line}: not valid test: .*{reason}"):
        parse_json(text, HERE)


DATA = {"name": "Ann", "age": 3, "is": True, "many": [1], "more": {"a": 1}, "none": None}


@pytest.mark.parametrize(("name", "kind"), [("name", str), ("age", int), ("many", list), ("more", dict)])
def test_fields_of_the_right_type(name: str, kind: type) -> None:
    """A field of the right type is returned, with any default."""
    assert get_field(DATA, name, kind, HERE) == get_field(DATA, name, kind, HERE, kind()) == DATA[name]


def test_optional_fields() -> None:
    """A field with a default may be missing or null."""
    assert get_field(DATA, "none", str, HERE, "x") == get_field(DATA, "other", str, HERE, "x") == "x"


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("other", str, "'other' is missing from an object that has 'name', 'age', 'is', 'many', 'more', 'none'"),
        ("none", str, "'none' must be a string, not null"),
        ("age", str, "'age' must be a string, not a whole number"),
        ("is", int, "'is' must be a whole number, not True"),
        ("name", list, "'name' must be an array, not a string"),
        ("many", dict, "'many' must be an object, not an array"),
    ],
)
def test_fields_of_the_wrong_type(name: str, kind: type, reason: str) -> None:
    """The error says what the field is and what it should be."""
    with pytest.raises(FormatError, match=f"line 5: not valid test: {reason}"):
        get_field(DATA, name, kind, HERE)
    with pytest.raises(FormatError, match=re.escape("'x' is missing from an object that has nothing.")):
        get_field({}, "x", kind, HERE)


@given(st.lists(st.dictionaries(st.text(), JSON_VALUES, max_size=2), max_size=3))
def test_arrays_of_objects(objects: list[dict[str, object]]) -> None:
    """The objects of an array are returned; an optional field that is missing or null gives none."""
    assert get_objects({"x": objects}, "x", "an item", HERE) == objects
    assert get_objects({"x": None}, "x", "an item", HERE) == get_objects({}, "x", "an item", HERE) == []


def test_arrays_of_other_things() -> None:
    """An array with other values than objects is refused, and so is a missing required array."""
    with pytest.raises(FormatError, match="an item must be an object, not a whole number"):
        get_objects({"x": [{}, 1]}, "x", "an item", HERE)
    with pytest.raises(FormatError, match="'x' is missing"):
        get_objects({}, "x", "an item", HERE, required=True)
    with pytest.raises(FormatError, match=r"the answer must be a string, not 0\.5"):
        check_type(0.5, "the answer", str, HERE)
