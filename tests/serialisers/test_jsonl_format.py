"""JSON Lines: one claim set a line, for every definition of a line."""

import io

import pytest
from hypothesis import given
from serialisers.samples import NEWER_VERSION, empty, sample
from serialisers.strategies import claimsets
from strategies import examples

from newsclaims._model import ClaimSet
from newsclaims.errors import FormatError, SchemaVersionError, UndecodableError
from newsclaims.serialisers import dumps, loads
from newsclaims.serialisers._jsonl_format import JsonlSerialiser


@examples(40)
@given(claimset=claimsets())
def test_one_line_each(claimset: ClaimSet) -> None:
    r"""A claim set is one line, even for tools that split at U+2028 or U+0085."""
    assert len(dumps([claimset, claimset], "jsonl").splitlines()) == 2


def test_a_corrupt_line() -> None:
    """A corrupt line is an error with its number, after the claim sets before it."""
    data = dumps([empty("A."), empty("B.")], "jsonl") + '\n{"article": }\n' + dumps(empty("C."), "jsonl")
    found = JsonlSerialiser().load(io.BytesIO(data.encode()))
    assert [next(found), next(found)] == [empty("A."), empty("B.")]
    with pytest.raises(FormatError, match=r"input, line 4: not valid jsonl: Expecting value \(column 13\)") as caught:
        next(found)
    assert "cut short" not in str(caught.value)


def test_a_last_line_cut_short() -> None:
    """The error for an incomplete last line says so."""
    with pytest.raises(FormatError, match=r"line 1: .* It is the last line; the file may be cut short"):
        loads(dumps(sample(), "jsonl")[:-3], "jsonl")


@pytest.mark.parametrize("line", ["1", "[]", '"text"', "null"])
def test_a_line_that_is_not_an_object(line: str) -> None:
    """A line that is not a JSON object is an error."""
    with pytest.raises(FormatError, match="line 1: not valid jsonl: a claim set must be an object"):
        loads(line, "jsonl")


def test_offsets_that_do_not_fit() -> None:
    """A value that the model refuses is an error with the line and the model's message."""
    data = dumps(sample(), "jsonl").replace("said", "told", 1)
    with pytest.raises(FormatError, match=r"line 1: not valid jsonl: the cue of claim .* says 'said', but"):
        loads(data, "jsonl")


@pytest.mark.parametrize("data", ["", "\n", " \n\t\r\n"])
def test_blank_lines(data: str) -> None:
    """An empty file has no claim sets, and blank lines are skipped."""
    assert loads(data, "jsonl") == []
    assert loads(data + dumps(empty(), "jsonl") + data, "jsonl") == [empty()]


def test_windows_line_ends() -> None:
    """CRLF line ends are read as well."""
    assert loads(dumps([empty(), sample()], "jsonl").replace("\n", "\r\n"), "jsonl") == [empty(), sample()]


def test_newer_schema_after_a_known_one() -> None:
    """A line of a newer schema is refused because of its version, after the lines before it."""
    data = dumps(empty(), "jsonl") + f'{{"schema_version": "{NEWER_VERSION}"}}\n'
    found = JsonlSerialiser().load(io.BytesIO(data.encode()))
    assert next(found) == empty()
    with pytest.raises(SchemaVersionError, match=f"line 2: .*'{NEWER_VERSION}'"):
        next(found)


def test_bad_bytes() -> None:
    """Bytes that are not UTF-8 are an error with their position, after the lines before them."""
    first = dumps(empty(), "jsonl").encode()
    found = JsonlSerialiser().load(io.BytesIO(first + b'{"article": {"text": "\xe9t\xe9"}}\n'))
    assert next(found) == empty()
    with pytest.raises(UndecodableError, match=f"byte 0xe9 at position {len(first) + 22} is not UTF-8"):
        next(found)


def test_a_character_cut_in_two() -> None:
    """A file that ends inside a character is reported as cut, not as wrongly encoded."""
    with pytest.raises(FormatError, match="ends in the middle of a character; it may be cut short"):
        loads('{"article": {"text": "é'.encode()[:-1], "jsonl")
