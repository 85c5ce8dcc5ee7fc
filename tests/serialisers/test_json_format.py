"""JSON: an object or an array, read in pieces."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.samples import NEWER_VERSION, empty, sample

from newsclaims._files.streams import text_chunks
from newsclaims._model import SCHEMA_VERSIONS, ClaimSet
from newsclaims.errors import FormatError, SchemaVersionError, UndecodableError
from newsclaims.serialisers import dumps, loads
from newsclaims.serialisers._json_format import JsonSerialiser


class Slow(io.BytesIO):
    """A stream that returns a few bytes at a time, like a pipe."""

    def __init__(self, data: bytes, size: int) -> None:
        """Take the bytes and the size of a piece."""
        super().__init__(data)
        self._size = size

    def read1(self, size: int | None = -1, /) -> bytes:
        """Return at most one piece."""
        return super().read1(min(self._size, size or 0))


def test_one_is_an_object_and_others_are_an_array() -> None:
    """One claim set is an object; none or several are an array."""
    assert json.loads(dumps(empty()))["article"]["text"] == "Nothing was said."
    assert json.loads(dumps([])) == []
    assert [s["article"]["text"] for s in json.loads(dumps([empty("A."), empty("B."), empty("C.")]))] == [
        "A.",
        "B.",
        "C.",
    ]


def test_written_as_the_standard_library_reads_it() -> None:
    """The output is JSON for an independent parser, with the schema version first."""
    record = json.loads(dumps(sample()))
    assert next(iter(record)) == "schema_version"
    assert ClaimSet(**record) == sample()


def test_spans_stand_on_one_line() -> None:
    """A span takes one line, so a changed offset changes one line."""
    said = sample()[0].cue
    assert said is not None
    assert f'\n          {{"start": {said.start}, "end": {said.end}}}\n' in dumps(sample())


def test_free_mappings_are_sorted() -> None:
    """Equal claim sets give equal bytes, in any order of their free keys."""
    one, other = empty(meta={"a": {"c": 1, "d": 2}, "b": 3}), empty(meta={"b": 3, "a": {"d": 2, "c": 1}})
    assert dumps(one) == dumps(other)


@pytest.mark.parametrize("indent", [None, 0, 4])
def test_any_layout_is_read(indent: int | None) -> None:
    """JSON is read in any layout."""
    sets = [sample(), empty()]
    data = json.dumps([json.loads(dumps(s)) for s in sets], indent=indent)
    assert loads(data) == sets
    assert loads(f" \r\n{data}\t") == sets


def test_an_article_without_blocks_is_read() -> None:
    """The field may be missing, as in files that were written before it was there."""
    data = json.loads(dumps(sample()))
    assert data["article"].pop("blocks")
    [claims] = loads(json.dumps(data))
    assert claims.article == sample().article.model_copy(update={"blocks": ()})


@given(size=st.integers(1, 200))
def test_the_size_of_the_pieces_does_not_matter(size: int) -> None:
    """The result does not depend on where the bytes are split, even inside a character or an escape."""
    sets = [sample(), empty('\\"{"\\\\😀}'), empty("\\")]
    stream = Slow(dumps(sets).encode(), size)
    assert list(JsonSerialiser().load(stream)) == sets


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        ("", 1, r"ends where a claim set \(a JSON object\) was expected"),
        ("  \n \n", 3, "ends where a claim set"),
        ("null", 1, r"'n' was found where a claim set \(a JSON object\) was expected"),
        ("[1]", 1, "'1' was found where a claim set"),
        ("[", 1, "ends where a claim set"),
        ("[\n{}", 2, "ClaimSet.article is missing"),
        ('{"article": {"text": "x"}', 1, "does not end; the file may be cut short"),
        ('{"article": {"text": "x}}', 1, "does not end"),
        ('\n{"article":\n nonsense}', 3, "Expecting value"),
        ('{"article": {"text": "x", "meta": {"n": NaN}}}', 1, "NaN is not a JSON value"),
        ('{"article": {"text": "x"}, "self": 1}', 1, "ClaimSet.self"),
        ('{"article": {"text": 1}}', 1, "must be a str, not int"),
        ('{"article": {"text": "\\ud800"}}', 1, "lone surrogate"),
        ('{"article": {"text": "x", "meta": {"n": %s}}}' % ("[" * 200 + "]" * 200), 1, "nested more than"),
        ('{"article": %s}' % ("[" * 100_000 + "]" * 100_000), 1, "recursion|Stack overflow"),
        ('{"article": {"text": "x", "meta": {"n": %s}}}' % ("1" * 5000), 1, "limit"),
        ("{}", 1, "ClaimSet.article is missing"),
    ],
)
def test_faults(data: str, line: int, reason: str) -> None:
    """A fault is a FormatError with its line."""
    with pytest.raises(FormatError, match=reason) as caught:
        loads(data)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"input, line {line}: not valid json: ")


@pytest.mark.parametrize(
    ("tail", "reason"),
    [
        ("", "ends where ',' or ']' was expected"),
        (",", "ends where a claim set"),
        (",]", "']' was found where a claim set"),
        ("{}]", "'{' was found where ',' or ']' was expected"),
        ("]{", "more text after the JSON value"),
    ],
)
def test_faults_after_a_claim_set(tail: str, reason: str) -> None:
    """The claim sets before a fault are returned before the error."""
    found = JsonSerialiser().load(io.BytesIO(b"[" + dumps(empty()).encode() + tail.encode()))
    assert next(found) == empty()
    with pytest.raises(FormatError, match=reason):
        next(found)


def test_lines_for_json() -> None:
    """The error for JSON Lines names that format."""
    with pytest.raises(FormatError, match=r"A file with one object per line is JSON Lines \(\.jsonl\)"):
        loads(dumps([empty(), empty()], "jsonl"))


def test_newer_schema() -> None:
    """An unknown schema is refused because of its version, even if other values are wrong too."""
    known = " and ".join(map(repr, SCHEMA_VERSIONS))
    reason = rf"schema version '{NEWER_VERSION}', but this version of newsclaims reads {known}\. Update"
    with pytest.raises(SchemaVersionError, match=reason):
        loads(f'{{"schema_version": "{NEWER_VERSION}", "claims": {{"new": "shape"}}}}')


@pytest.mark.parametrize("version", ["0", "null", "1", "true", '"x"'])
def test_an_impossible_schema_version(version: str) -> None:
    """A version that no newsclaims can have is a fault of the file, and the error does not advise an update."""
    with pytest.raises(SchemaVersionError, match=r"No version of newsclaims writes that. Fix the file\.$"):
        loads(f'{{"schema_version": {version}}}')


def test_a_raw_control_character() -> None:
    """A tab inside a string is an error with its column, in a full sentence."""
    with pytest.raises(FormatError, match=r"line 1: not valid json: Invalid control character \(column 11\)\.$"):
        loads('{"text": "\t"}')


def test_a_hand_written_file_needs_no_version() -> None:
    """A file without a version has the current one."""
    assert loads('{"article": {"text": "Nothing was said."}}') == [empty()]


def test_bad_bytes_after_a_claim_set() -> None:
    """Bytes that are not UTF-8 are an error with their position, after the claim sets before them."""
    first = dumps([empty(), empty("Ü")]).encode()
    place = first.index("Ü".encode())
    found = JsonSerialiser().load(io.BytesIO(first.replace("Ü".encode(), b"\xdc")))
    assert next(found) == empty()
    with pytest.raises(UndecodableError, match=f"input: byte 0xdc at position {place}") as caught:
        next(found)
    assert caught.value.position == place


@given(text=st.text(st.characters(exclude_categories=["Cs"])), size=st.integers(1, 5), at=st.integers(0, 20))
def test_position_of_bad_bytes(text: str, size: int, at: int) -> None:
    """The position counts bytes from the start of the file, for any size of the pieces."""
    good = text[:at].removeprefix("\ufeff")
    stream = Slow(good.encode() + b"\xff" + text[at:].encode(), size)
    pieces: list[str] = []
    with pytest.raises(UndecodableError) as caught:
        pieces.extend(text_chunks(stream, "json"))
    assert caught.value.position == len(good.encode())
    assert "".join(pieces) == good
