"""Files of JSON objects: the same objects back, one at a time, each with its first line."""

import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.strategies import JSON_VALUES, texts

from newsclaims._files.json_streams import json_object_texts
from newsclaims._files.locations import FileLocation
from newsclaims.errors import FormatError
from newsclaims.serialisers.toolkit import (
    json_bytes,
    pretty_json,
    read_json_lines,
    read_json_objects,
    write_json_lines,
    write_json_objects,
)

OBJECTS = st.lists(st.dictionaries(texts(), JSON_VALUES, max_size=3), max_size=3)


class Trickle(io.BytesIO):
    """A stream that returns a few bytes at a time."""

    def read1(self, size: int | None = -1, /) -> bytes:
        """Return the next bytes."""
        return super().read1(min(7, size or 7))


@given(objects=OBJECTS, layout=st.sampled_from([pretty_json, json_bytes]), always_array=st.booleans())
def test_objects_come_back(objects: list[dict[str, object]], layout: object, *, always_array: bool) -> None:
    """Any number of objects come back from any layout and any pieces, each with its line."""
    stream = io.BytesIO()
    write_json_objects(stream, objects, layout=layout, always_array=always_array)  # type: ignore[arg-type]
    found = list(read_json_objects(Trickle(stream.getvalue()), "x"))
    assert [data for _, data in found] == objects
    lines = stream.getvalue().decode().split("\n")
    assert all(lines[(location.line or 0) - 1].lstrip().startswith("{") for location, _ in found)


@given(OBJECTS)
def test_lines_come_back(objects: list[dict[str, object]]) -> None:
    """JSON Lines give the objects with their line numbers; blank lines are skipped but counted."""
    stream = io.BytesIO()
    write_json_lines(stream, objects)
    assert [data for _, data in read_json_lines(Trickle(stream.getvalue()), "x")] == objects
    spread = stream.getvalue().replace(b"\n", b"\n \n")
    found = [(location.line, data) for location, data in read_json_lines(io.BytesIO(spread), "x")]
    assert found == list(zip(range(1, 2 * len(objects), 2), objects, strict=True))


def test_one_after_the_other_is_written() -> None:
    """An object is written as soon as the next one arrives."""
    stream = io.BytesIO()
    seen = []

    def objects() -> Iterator[dict[str, int]]:
        for number in range(4):
            seen.append(len(stream.getvalue()))
            yield {"n": number}

    write_json_objects(stream, objects())
    assert seen[:2] == [0, 0]
    assert seen[2] < seen[3]


def test_lines_are_read_when_they_are_asked_for() -> None:
    """A fault in a later line is raised after the objects before it."""
    found = read_json_lines(io.BytesIO(b'{"a": 1}\n{"a": 2}\n{\n'), "x")
    assert [next(found)[1], next(found)[1]] == [{"a": 1}, {"a": 2}]
    with pytest.raises(FormatError, match="line 3: not valid x: Expecting property name"):
        next(found)


def test_a_last_line_that_is_cut() -> None:
    """The error for a faulty last line without a line end says that the file may be cut."""
    with pytest.raises(FormatError, match=r"line 1: .* It is the last line; the file may be cut short"):
        next(read_json_lines(io.BytesIO(b'{"a": 1'), "x"))


@pytest.mark.parametrize("line", ["1", "[]", '"text"', "null"])
def test_lines_of_other_values(line: str) -> None:
    """Each line must be an object."""
    with pytest.raises(FormatError, match="line 1: not valid x: a thing must be an object, not "):
        next(read_json_lines(io.BytesIO(line.encode()), "x", what="a thing"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", r"line 1: .*it ends where a thing \(a JSON object\) was expected; the file may be cut short"),
        ("3", r"'3' was found where a thing \(a JSON object\) was expected"),
        ("[{}, 3]", "'3' was found where a thing"),
        ("[{} {}]", "'{' was found where ',' or ']' was expected"),
        ('[{}\n, {"a": "}"', "line 2: .*the object that starts here does not end"),
        ("[{},\n", "line 2: .*it ends where a thing"),
        ("{}\n{}", "line 2: .*there is more text after the JSON value"),
        ('{"a": }', "Expecting value"),
    ],
)
def test_faults(data: str, reason: str) -> None:
    """A file that is neither an object nor an array of objects is an error with its line."""
    with pytest.raises(FormatError, match=reason):
        list(read_json_objects(io.BytesIO(data.encode()), "x", what="a thing"))


def test_objects_without_an_array() -> None:
    """Objects without an array around them are read if the format allows it."""
    found = read_json_objects(io.BytesIO(b'{"a": 1}\n{"a": 2} {"a": 3}'), "x", one_after_another=True)
    assert [(location.line, data["a"]) for location, data in found] == [(1, 1), (2, 2), (2, 3)]


def test_texts_of_objects_may_be_invalid() -> None:
    """The texts of objects come with their lines, whether or not they are valid JSON."""
    pieces = iter(['[{"a": 1},\n{"b', '": x}', "\n, {}]"])
    assert [(place.line, text) for place, text in json_object_texts(pieces, FileLocation("x"))] == [
        (1, '{"a": 1}'),
        (2, '{"b": x}'),
        (3, "{}"),
    ]
