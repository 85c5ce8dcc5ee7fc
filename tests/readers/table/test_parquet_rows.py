"""Parquet: types of pyarrow, limits, pipes, and damaged files."""

import gzip
import io
import pickle
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims import dump, read
from newsclaims._model import Article, ClaimSet
from newsclaims._plugins import Extra
from newsclaims.errors import FormatError, LimitError, MissingExtraError, NewsClaimsError
from newsclaims.readers import Skipped
from newsclaims.readers._table import TableReader

pytestmark = pytest.mark.skipif(not Extra("arrow", ("pyarrow",)).is_installed(), reason="needs newsclaims[arrow]")

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


def parquet(columns: dict[str, Any], **options: Any) -> bytes:
    """Return a Parquet file of columns."""
    import pyarrow as pa
    from pyarrow import parquet

    file = io.BytesIO()
    parquet.write_table(pa.table(columns), file, **options)
    return file.getvalue()


def items(data: bytes, **options: Any) -> list[Article | Skipped]:
    """Return what the reader yields."""
    return list(TableReader().read(io.BytesIO(data), **options))


def article(**columns: Any) -> Article:
    """Return the article of a file with one row, which has a text and these columns."""
    [item] = items(parquet({"text": ["She said it."], **columns}))
    assert isinstance(item, Article)
    return item


def test_a_pipe_gives_the_same_articles() -> None:
    """A stream that cannot seek is read too, by a copy of the reader; a stream stays open."""
    data = parquet({"text": ["a", None, "b"], "id": [1, 2, 3]})
    stream = io.BytesIO(data)
    first = list(TableReader().read(stream))
    assert not stream.closed
    pipe: Any = io.BufferedReader(Pipe(data))
    assert first == list(pickle.loads(pickle.dumps(TableReader())).read(pipe)) == items(data)


class Pipe(io.RawIOBase):
    """A stream that gives a few bytes at a time and cannot seek."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Give the next bytes."""
        piece = self._data.read(min(7, len(buffer)))
        buffer[: len(piece)] = piece
        return len(piece)


@given(st.lists(TEXTS, min_size=1, max_size=5), st.booleans())
def test_what_pyarrow_wrote_comes_back(texts: list[str], dictionary: bool) -> None:  # noqa: FBT001 - a strategy
    """Texts come back exactly, in plain and in dictionary columns."""
    import pyarrow as pa

    column = pa.array(texts).dictionary_encode() if dictionary else pa.array(texts, pa.large_string())
    assert [item.text for item in items(parquet({"body": column})) if isinstance(item, Article)] == texts


def test_types_of_arrow_become_fields() -> None:
    """Times keep their zone, ids become texts, and lists are authors."""
    import pyarrow as pa

    row = article(
        id=pa.array([7], pa.int64()),
        published=pa.array([1731058200_123456_789], pa.timestamp("ns", "America/New_York")),
        authors=[["Ann Lee", "Bo Li"]],
        publisher=pa.array(["The Quay"]).dictionary_encode(),
        language=pa.array([None], pa.null()),
    )
    assert row.id == "7"
    assert row.published == datetime(2024, 11, 8, 9, 30, 0, 123456, tzinfo=UTC)
    assert str(row.published) == "2024-11-08 04:30:00.123456-05:00"
    assert (row.authors, row.publisher, row.language, row.meta.plain()) == (("Ann Lee", "Bo Li"), "The Quay", None, {})


def test_other_columns_go_to_meta() -> None:
    """Nested values and times become JSON; nanoseconds become microseconds."""
    import pyarrow as pa

    row = article(
        published=[date(2024, 11, 8)],
        tags=[[{"name": "ports", "at": datetime(2024, 11, 8)}]],  # noqa: DTZ001 - no zone
        nested=pa.array([[1_001]], pa.list_(pa.timestamp("ns"))),
        part=pa.array([{"took": 1_500}], pa.struct([pa.field("took", pa.duration("ns"))])),
        clock=pa.array([1_500], pa.time64("ns")),
        raw=[b"\xff"],
        plain=[b"text"],
    )
    assert row.published == date(2024, 11, 8)
    assert row.meta == {
        "tags": [{"name": "ports", "at": "2024-11-08T00:00:00"}],
        "nested": ["1970-01-01T00:00:00.000001"],
        "part": {"took": "0:00:00.000001"},
        "clock": "00:00:00.000001",
        "raw": "/w==",
        "plain": "text",
    }


def test_values_that_python_cannot_hold_are_faults_of_their_row() -> None:
    """A date after the year 9999, and text that is not UTF-8, are errors with the row and the column."""
    import pyarrow as pa

    years = pa.array([0, 10**7], pa.date32())
    _, fault = items(parquet({"text": ["a", "b"], "date": years}))
    assert isinstance(fault, Skipped)
    assert str(fault.error).startswith(
        "input: this row cannot be read: row 2: column 'date' has a value that cannot be read"
    )
    broken = pa.Array.from_buffers(
        pa.string(), 2, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0\2\0\0\0"), pa.py_buffer(b"a\xff")]
    )
    assert [type(item) for item in items(parquet({"text": broken}))] == [Article, Skipped]


def test_faults_of_rows_have_their_number() -> None:
    """A row without text is counted, and a row with a fault is an error with its number."""
    empty, fault = items(parquet({"text": ["", "b"], "date": ["", "08/11/2024"]}))
    assert empty == Skipped("the text is empty")
    assert isinstance(fault, Skipped)
    assert "row 2: column 'date': '08/11/2024'" in str(fault.error)


def test_a_table_without_rows_is_counted() -> None:
    """A table without rows is reported."""
    import pyarrow as pa

    assert items(parquet({"text": pa.array([], pa.string())})) == [Skipped("the table has no rows")]


def test_columns_are_listed() -> None:
    """A table without a column of texts is an error that lists its columns."""
    with pytest.raises(FormatError, match="the columns are 'a', 'b'"):
        items(parquet({"a": ["x"], "b": ["y"]}))


def test_claims_are_not_read_as_articles(tmp_path: Path) -> None:
    """A file of claims is an error that says how to read it."""
    dump([ClaimSet(article=Article(text="a"))], tmp_path / "claims.parquet")
    with pytest.raises(FormatError, match="it holds claims of newsclaims"):
        list(read(tmp_path / "claims.parquet"))


def test_a_damaged_file_is_an_error() -> None:
    """Each half of a file, and a file with a changed byte, gives our errors or right articles."""
    data = parquet({"text": ["She said it.", "He denied it."] * 20}, write_page_checksum=True)
    right = {"She said it.", "He denied it."}
    cases = [data[:at] for at in range(4, len(data), 29)]
    cases += [data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :] for at in range(4, len(data), 7)]
    for case in cases:
        try:
            found = items(case)
        except NewsClaimsError:
            continue
        assert {item.text for item in found if isinstance(item, Article)} <= right


def test_a_large_file_is_not_an_error(tmp_path: Path) -> None:
    """A file larger than the limit is read; the limit is that of a row."""
    import random

    random.seed(1)
    texts = ["".join(random.choices("abcdefgh ", k=5_000)) for _ in range(100)]  # noqa: S311
    path = tmp_path / "a.parquet"
    path.write_bytes(parquet({"text": texts}, compression="none", use_dictionary=False))
    assert [article.text for article in read(path, max_bytes=80_000)] == texts


def test_a_packed_file_is_read_up_to_the_limit(tmp_path: Path) -> None:
    """A file in gzip is unpacked into memory, as is a pipe, and stops at the limit."""
    path = tmp_path / "a.parquet.gz"
    path.write_bytes(gzip.compress(parquet({"text": ["a" * 10_000]}, compression="none", use_dictionary=False)))
    assert len(next(read(path)).text) == 10_000
    with pytest.raises(LimitError):
        list(read(path, max_bytes=5_000))


def test_a_row_that_is_too_large_is_an_error() -> None:
    """A cell larger than the limit is an error of its row, or of its row group if it alone is there."""
    data = parquet({"text": ["a", "b" * 50_000, "c"]})
    reading = read(io.BytesIO(data), "table", max_bytes=20_000, on_error="skip")
    assert [article.text for article in reading] == ["a", "c"]
    assert reading.skipped == {"the row is too large": 1}
    with pytest.raises(LimitError, match=r"a row in row group 1 takes more than 20,000 bytes.*larger max_bytes"):
        list(read(io.BytesIO(parquet({"text": ["b" * 50_000]})), "table", max_bytes=20_000))


def test_a_dictionary_does_not_multiply(tmp_path: Path) -> None:
    """Many rows that share one large cell are read a few at a time."""
    import pyarrow as pa

    shared = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000, pa.int32()), pa.array(["x" * 1_000_000]))
    before = pa.total_allocated_bytes()
    found = TableReader().read(io.BytesIO(parquet({"text": shared})))
    assert sum(1 for _ in found) == 1_000
    assert pa.total_allocated_bytes() - before < 10_000_000


@pytest.mark.parametrize("text", [None, "a"])
def test_rows_that_take_no_bytes_are_limited(text: str | None) -> None:
    """A file with many more rows than bytes is an error; a larger limit allows more rows."""
    import pyarrow as pa

    data = parquet({"text": pa.array([text] * 2_000, pa.string())})
    assert len(data) < 1_500
    assert len(items(data, max_bytes=2_000_000)) == 2_000
    with pytest.raises(LimitError, match=r"it has 2,000 rows in [\d,]+ bytes.*larger max_bytes"):
        items(data, max_bytes=1_000_000)


def test_a_file_with_more_rows_than_it_says_is_damaged() -> None:
    """Rows above the number in the index are not read."""
    data = parquet({"text": ["a", "b"]})
    # In the index: a whole number, 2 rows (doubled), then the list of one row group.
    [before, after] = data.split(b"\x16\x04\x19\x1c")
    changed = before + b"\x16\x02\x19\x1c" + after
    with pytest.raises(FormatError, match="it should have 1 rows, but has more"):
        items(changed)


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow, Parquet is an error with the command that installs it; other tables are read."""
    import sys

    data = parquet({"text": ["a"]})
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyarrow"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"reading Parquet needs .*newsclaims\[arrow\]"):
        items(data)
    assert len(items(b"text\na\n")) == 1
