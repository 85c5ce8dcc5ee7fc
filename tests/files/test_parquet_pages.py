"""The sizes of the pages of Parquet files, as their headers say them."""

import io
from typing import Any

import pytest

from newsclaims._files.locations import FileLocation
from newsclaims._files.parquet_pages import PageSizes
from newsclaims._plugins import Extra
from newsclaims.errors import FormatError, LimitError

pytestmark = pytest.mark.skipif(not Extra("arrow", ("pyarrow",)).is_installed(), reason="needs newsclaims[arrow]")

HERE = FileLocation("parquet", "file")
COLUMNS: dict[str, list[Any]] = {
    "text": [f"It rained for {day} days." for day in range(5_000)],
    "day": list(range(5_000)),
    "nothing": [None] * 5_000,
    "names": [["Ann", "Bob"]] * 5_000,
}


def parquet(columns: dict[str, list[Any]] = COLUMNS, **options: Any) -> bytes:
    """Return a file with columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream, **options)
    return stream.getvalue()


def check(data: bytes, max_bytes: int = 1, group: int = 0) -> None:
    """Check the pages of a row group."""
    PageSizes(io.BytesIO(data), HERE, max_bytes).check(group)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"compression": "none"},
        {"compression": "zstd", "use_dictionary": False},
        {"data_page_version": "2.0", "compression": "gzip"},
        {"write_page_checksum": True, "write_page_index": True},
        {"data_page_size": 100},
    ],
    ids=str,
)
def test_ordinary_files_pass(options: dict[str, Any]) -> None:
    """Files of all kinds of pages are below the limit, though one byte is allowed here."""
    check(parquet(**options))


def test_each_row_group_is_checked() -> None:
    """The pages of a group are checked when its turn comes."""
    data = parquet(row_group_size=1_000)
    for group in range(5):
        check(data, group=group)
    with pytest.raises(FormatError, match="is damaged"):
        check(data, group=5)


@pytest.mark.issue(20)
def test_a_page_that_says_it_is_huge_is_refused() -> None:
    """A header with a size of a thousand million bytes is refused before pyarrow makes room for them."""
    data = parquet({"day": [1, 2, 3]}, compression="none", use_dictionary=False)
    # The kind of the first page, 0; then its size: 30 bytes, written as 60 in one byte.
    assert data[4:8] == b"\x15\x00\x15\x3c"
    huge = data[:7] + b"\xfe\xff\xff\xff\x07" + data[8:]
    with pytest.raises(LimitError, match="the pages of row group 1 take 1,073,741,823 bytes, but 30 bytes in the file"):
        check(huge, 50_000_000)


def test_the_limit_can_be_raised() -> None:
    """Pages that are far larger than in the file are refused only above the limit, which the message names."""
    data = parquet({"text": ["a" * 1_000] * 5_000}, compression="zstd", use_dictionary=False)
    with pytest.raises(LimitError, match=r"the pages of row group 1 take [\d,]+ bytes, .* give a larger max_bytes"):
        check(data, 1_000)
    check(data, 50_000_000)


def test_columns_that_share_bytes_are_refused() -> None:
    """Columns with more bytes than the file has are a fault, because their pages would be read again and again."""
    sizes = PageSizes(io.BytesIO(parquet(row_group_size=1_000)), HERE, 1)
    sizes.check(0)
    with pytest.raises(FormatError, match="its index or a page header is damaged"):
        list(map(sizes.check, [0] * 10))


@pytest.mark.parametrize("cut", [0, 4, 8, 12, 100, 2_000])
def test_a_damaged_index_is_an_error(cut: int) -> None:
    """An index that is not there, or is damaged, is an error of the format."""
    data = parquet()
    with pytest.raises(FormatError, match="its index or a page header is damaged"):
        check(data[:cut] + data[-8:])
