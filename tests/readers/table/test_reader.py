"""The reader `table`: its contract, the kinds of tables, and hostile files."""

import contextlib
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims import read
from newsclaims._model import Article
from newsclaims._plugins import Extra
from newsclaims.errors import (
    FormatError,
    InputTypeError,
    InvalidValueError,
    LimitError,
    NewsClaimsError,
    UndecodableError,
)
from newsclaims.readers import Skipped
from newsclaims.readers._table import TableReader
from newsclaims.testing import check_reader

pytestmark = pytest.mark.filterwarnings("ignore::newsclaims.errors.ReadingWarning")
CSV = b'id,text,date\r\n1,"The mayor said\r\nit leaks.",2024-11-08\r\n2,,\r\n3,The union denied it.,8 November 2024\r\n'
LINES = b'{"id": 1, "text": "The mayor said it leaks."}\n{"text": null}\n{"id": 3, "text": "The union denied it."}\n'
ARRAY = b'[{"id": 1, "text": "The mayor said it leaks."}, {"id": 2, "text": "The union denied it."}]'
LIMIT = 200_000


def items(data: bytes | str, **options: Any) -> list[Article | Skipped]:
    """Return what the reader yields."""
    return list(TableReader().read(io.BytesIO(data if isinstance(data, bytes) else data.encode()), **options))


def texts(data: bytes | str, **options: Any) -> list[str]:
    """Return the texts of the articles."""
    return [item.text for item in items(data, **options) if isinstance(item, Article)]


class Pipe(io.RawIOBase):
    """A stream that repeats some bytes after others and has no end."""

    def __init__(self, head: bytes, again: bytes) -> None:
        self._head, self._again = head, again * (1 + (1 << 16) // len(again))

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Give the next bytes."""
        piece = (self._head or self._again)[: len(buffer)]
        self._head = self._head[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)


def test_the_reader_keeps_its_contract() -> None:
    """The reader passes the check that every reader passes, with each kind of table."""
    samples = {CSV: 2, LINES: 2, ARRAY: 2, CSV.decode().replace(",", "\t").encode("utf-16"): 2}
    if Extra("arrow", ("pyarrow",)).is_installed():
        import pyarrow as pa
        from pyarrow import parquet

        file = io.BytesIO()
        parquet.write_table(pa.table({"text": ["a", None, "b"], "id": [1, 2, 3]}), file)
        samples[file.getvalue()] = 2
    check_reader(TableReader(), samples)


def test_the_kind_is_found_in_the_bytes(tmp_path: Path) -> None:
    """The name of a file does not matter, and a stream needs none."""
    path = tmp_path / "articles.csv"
    path.write_bytes(LINES)
    assert [article.id for article in read(path)] == ["1", "3"]
    assert [article.id for article in read(io.BytesIO(CSV), "table")] == ["1", "3"]


def test_ids_lead_back_to_the_row(tmp_path: Path) -> None:
    """Without a column of ids, the id has the name of the file and the number of the row, skipped ones included."""
    path = tmp_path / "articles.csv"
    path.write_text("text\nThe mayor said it.\nNA\nThe union denied it.\n", encoding="utf-8")
    reading = read(path)
    assert [(article.id, article.meta["newsclaims"]["row"]) for article in reading] == [
        ("articles.csv#1", 1),
        ("articles.csv#3", 3),
    ]
    assert reading.skipped == {"the text is empty": 1}


@pytest.mark.parametrize("data", ["text\n", "[]", "text,id\r\n\r\n\r\n"])
def test_a_table_without_rows_is_counted(data: str) -> None:
    """A table without rows is not an error, but it is reported."""
    assert items(data) == [Skipped("the table has no rows")]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_error(data: bytes) -> None:
    """A file without a header is an error."""
    with pytest.raises(FormatError, match="it is empty"):
        items(data)


@pytest.mark.parametrize(
    "data",
    [
        b"claim_id,article_id,content,spans\r\n1,2,it leaks,{}\r\n",
        b'{"schema_version": "1", "article": {"text": "a"}, "claims": []}\n',
    ],
)
def test_claims_are_not_read_as_articles(data: bytes) -> None:
    """A table of claims is an error that says how to read it."""
    with pytest.raises(FormatError, match=r"it holds claims of newsclaims.*newsclaims\.load"):
        items(data)


def test_other_files_are_named() -> None:
    """A picture is an error that says what it is."""
    with pytest.raises(UndecodableError, match="it is a PNG picture"):
        items(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")


def test_utf_16_without_a_mark_is_an_error_that_names_it() -> None:
    """A table in UTF-16 without a mark is an error that names the encoding; with the option it is read."""
    data = CSV.decode().encode("utf-16-le")
    with pytest.raises(UndecodableError, match="probably in UTF-16LE"):
        items(data)
    assert texts(data, encoding="utf-16-le") == texts(CSV)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"text": 1}, InputTypeError, "text must be the name of a column, a str, not int"),
        ({"encoding": "utf-99"}, InvalidValueError, "'utf-99' is not an encoding"),
        ({"delimiter": ",,"}, InvalidValueError, "delimiter must be one character"),
        ({"delimiter": '"'}, InvalidValueError, "delimiter must be one character"),
        ({"delimiter": 7}, InputTypeError, "delimiter must be a str"),
        ({"date_format": "day/month"}, InvalidValueError, "has no parts such as %d"),
        ({"date_format": "%Q"}, InvalidValueError, "'%Q' is not a format for dates"),
        ({"date_format": 5}, InputTypeError, "date_format must be a str"),
    ],
)
def test_wrong_options_are_errors(options: dict[str, Any], error: type[Exception], message: str) -> None:
    """An option with a wrong value is an error that names it."""
    with pytest.raises(error, match=message):
        items(CSV, **options)


@pytest.mark.parametrize(
    ("head", "again"),
    [
        (b'text\n"', b"a quote that never closes\n"),
        (b"text\n", b"x"),
        (b"", b"x"),
        (b"text\n", b"\n"),
        (b"text\n", b'""'),
        (b'{"text": "', b"x"),
        (b'{"text": [', b"["),
        (b"[", b" "),
        (b'[{"text": "', b"x"),
        (b"", b" "),
    ],
)
def test_a_cell_without_an_end_stops_at_the_limit(head: bytes, again: bytes) -> None:
    """A cell, line or header that does not end is stopped at the limit."""
    with pytest.raises(LimitError, match="max_bytes"):
        list(read(io.BufferedReader(Pipe(head, again)), "table", max_bytes=LIMIT))


def test_parquet_without_an_end_stops_at_the_limit() -> None:
    """A stream that cannot seek is read into memory, and no further than the limit."""
    pytest.importorskip("pyarrow", reason="needs newsclaims[arrow]")
    with pytest.raises(LimitError, match="max_bytes"):
        list(read(io.BufferedReader(Pipe(b"PAR1", b"\0")), "table", max_bytes=LIMIT))


def test_the_limit_counts_from_the_last_row() -> None:
    """A table can be larger than the limit; a single row cannot."""
    row = f"{'x' * 50_000}\n"
    assert len(list(read(io.BytesIO(f"text\n{row * 100}".encode()), "table", max_bytes=LIMIT))) == 100
    reading = read(io.BytesIO(f"text\n{row}{'y' * LIMIT * 2}\n".encode()), "table", max_bytes=LIMIT)
    assert len(next(reading).text) == 50_000
    with pytest.raises(LimitError):
        next(reading)


def test_a_packed_table_is_unpacked(tmp_path: Path) -> None:
    """A table packed with gzip is read."""
    path = tmp_path / "articles.csv.gz"
    path.write_bytes(gzip.compress(CSV))
    assert [article.id for article in read(path)] == ["1", "3"]


def test_rows_are_read_when_they_are_asked_for() -> None:
    """The rows before a fault of the file come first."""
    found = TableReader().read(io.BytesIO(b"text\n" + b"good\n" * 20_000 + b"\xc3"))
    assert isinstance(next(found), Article)
    with pytest.raises(FormatError, match="it ends in the middle of a character"):
        list(found)


@pytest.mark.parametrize(
    ("data", "line", "position"),
    [
        (b'{"text": "one"}\n{"text": "caf\xe9"}\n{"text": "three"}\n', 2, 29),
        (b'{"text": "one"}\n\n {"caf\xe9": 1}\n{"text": "three"}', 3, 23),
        (b'[{"text": "one"},\n{"text":\n"caf\xe9 \xff"}, {"text": "three"}]', 2, 31),
        (b'text,id\none,1\n"the\ncaf\xe9 \xff",2\nthree,3\n', 4, 22),
        (b"text,id\r\none,1\r\nthe caf\xe9,2\r\nthree,3", 3, 23),
        (b'text,id\none,1\n"the"x caf\xe9,2\nthree,3\n', 3, 24),
    ],
)
def test_a_bad_byte_is_a_fault_of_its_row(tmp_path: Path, data: bytes, line: int, position: int) -> None:
    """A row with a byte that is not UTF-8 is an error with its line and the byte; the rows after it are read."""
    before, fault, after = items(data)
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert isinstance(fault, Skipped)
    assert (before.text, fault.reason, after.text) == ("one", "the row cannot be decoded", "three")
    assert f"input, line {line}: byte 0xe9 at position {position} is not UTF-8" in str(fault.error)
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(data))
    assert [article.text for article in read(path, on_error="skip")] == ["one", "three"]
    with pytest.raises(UndecodableError, match="probably in WINDOWS-1252"):
        list(read(path))


def test_a_header_that_cannot_be_decoded_is_an_error() -> None:
    """Without the names of the columns, no row can be read."""
    with pytest.raises(UndecodableError, match="input, line 1: byte 0xe9"):
        items(b"text,caf\xe9\none,1\n")


def test_an_escape_of_half_a_character_is_another_fault() -> None:
    """An escape in JSON is not a bad byte, even if it looks like the mark of one."""
    fault, article = items('{"text": "caf\\udce9"}\n{"text": "two"}\n')
    assert isinstance(fault, Skipped)
    assert str(fault.error).startswith("input, line 1: this row cannot be read: Article.text has a lone surrogate")
    assert isinstance(article, Article)


def test_the_rest_of_a_broken_file_is_not_read_and_the_error_says_so(tmp_path: Path) -> None:
    """After a damaged place in a packed file, or between the objects of an array, nothing is read."""
    packed = tmp_path / "rows.csv.gz"
    packed.write_bytes(gzip.compress(CSV)[:-9])
    for source in (packed, io.BytesIO(b'[{"text": "one"}, \xe9 {"text": "two"}]')):
        with pytest.raises(FormatError, match=r"What comes after this place was not read\.$"):
            list(read(source, "table"))
    with pytest.raises(FormatError, match="a byte that is not UTF-8 was found where a row"):
        items(b'[{"text": "one"}, \xe9 {"text": "two"}]')


def test_deep_nesting_does_not_crash() -> None:
    """A value that is nested too deep is a fault of its row."""
    deep = "[" * 100_000 + "]" * 100_000
    data = f'{{"text": "a", "x": {deep}}}\n{{"text": "b"}}\n'
    fault, article = items(data)
    assert isinstance(fault, Skipped)
    assert isinstance(fault.error, FormatError)
    assert isinstance(article, Article)
    assert json.dumps(article.meta.plain()) == "{}"


@given(
    st.binary(max_size=200)
    | st.text(st.sampled_from('text,;\t|"\r\n{}[]:\\ab1\0\ufeff'), max_size=60).map(lambda t: f"text{t}".encode())
    | st.text(st.sampled_from('"text":{}[],\\u d83n1e\r\n'), max_size=60).map(lambda t: f'{{"text"{t}'.encode())
)
def test_any_bytes_give_articles_or_our_errors(data: bytes) -> None:
    """Whatever the bytes are, the reader gives articles, faults of rows, or an error of ours."""
    with contextlib.suppress(NewsClaimsError):
        for item in TableReader().read(io.BytesIO(data)):
            assert isinstance(item, (Article, Skipped))
