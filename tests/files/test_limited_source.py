"""The limit of the bytes of one item: exact, however many bytes the stream gives at a time."""

import io

import pytest

from newsclaims._files.limited_source import LimitedSource
from newsclaims.errors import LimitError

LIMIT = 80_000


@pytest.mark.parametrize("at_a_time", [1_000, 8_192, 1 << 17])
def test_an_item_at_the_limit_is_read(at_a_time: int) -> None:
    """Items that are as large as the limit are read, although the stream gives the beginning of the next with them."""
    line = b"a" * (LIMIT - 1) + b"\n"
    source = LimitedSource(io.BufferedReader(io.BytesIO(line * 3), at_a_time), None, LIMIT)
    for _ in range(3):
        assert source.readline() == line
        source.start_item()
    assert source.readline() == b""


@pytest.mark.parametrize("at_a_time", [1_000, 8_192, 1 << 17])
def test_an_endless_item_stops_at_the_limit(at_a_time: int) -> None:
    """An item above the limit is an error, and not more than one byte above the limit is read for it."""
    data = io.BytesIO(b"a" * 10 * LIMIT)
    source = LimitedSource(io.BufferedReader(data, at_a_time), None, LIMIT)
    with pytest.raises(LimitError, match="one article takes more than 80,000 bytes"):
        source.readline()
    assert data.tell() <= LIMIT + 1 + at_a_time
