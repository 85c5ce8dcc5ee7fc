"""The compact protocol of Thrift."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._files.thrift import MOST_DEPTH, ThriftError, read_struct


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(b"\x00", {}, id="nothing"),
        pytest.param(b"\x15\x04\x15\x03\x00", {1: 2, 2: -2}, id="numbers"),
        pytest.param(b"\x15\x04\x05\x28\x01\x00", {1: 2, 20: -1}, id="a number of a field"),
        pytest.param(b"\x11\x12\x00", {1: True, 2: False}, id="truth values"),
        pytest.param(b"\x18\x02ab\x00", {1: b"ab"}, id="bytes"),
        pytest.param(b"\x13\x07\x17abcdefgh\x00", {1: 7, 2: b"abcdefgh"}, id="a byte and a double"),
        pytest.param(b"\x19\x25\x02\x04\x00", {1: [1, 2]}, id="a list"),
        pytest.param(b"\x19\xf5\x02\x02\x04\x00", {1: [1, 2]}, id="a list with its length"),
        pytest.param(b"\x1a\x21\x01\x02\x00", {1: [True, False]}, id="a set of truth values"),
        pytest.param(b"\x1b\x01\x58\x02\x01a\x15\x02\x00", {1: None, 2: 1}, id="a map, which is skipped"),
        pytest.param(b"\x1b\x00\x15\x02\x00", {1: None, 2: 1}, id="an empty map"),
        pytest.param(b"\x1c\x15\x02\x00\x15\x02\x00", {1: {1: 1}, 2: 1}, id="a struct"),
    ],
)
def test_structs_are_read(data: bytes, found: dict[int, object]) -> None:
    """Values of all kinds are read, and the end of the struct is returned."""
    assert read_struct(b"??" + data + b"more", 2) == (found, 2 + len(data))


@given(st.binary())
def test_any_bytes_end(data: bytes) -> None:
    """Bytes that are not a struct raise one kind of error, without a loop or much memory."""
    try:
        _, end = read_struct(data)
    except ThriftError:
        return
    assert 0 < end <= len(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x1c" * (MOST_DEPTH + 1) + b"\x00" * (MOST_DEPTH + 2), id="deep structs"),
        pytest.param(b"\x19" + b"\x19" * 1_000, id="deep lists"),
        pytest.param(b"\x19\xf5\xff\xff\xff\xff\x0f", id="a list longer than the bytes"),
        pytest.param(b"\x18\xff\xff\xff\xff\x0f", id="bytes that are not there"),
        pytest.param(b"\x1e\x00", id="a type that there is not"),
        pytest.param(b"\x15" + b"\xff" * 11, id="a number of more than 64 bits"),
    ],
)
def test_hostile_structs_are_refused(data: bytes) -> None:
    """Depth, lengths and numbers have limits."""
    with pytest.raises(ThriftError):
        read_struct(data)
