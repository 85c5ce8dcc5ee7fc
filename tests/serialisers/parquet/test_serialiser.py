"""Parquet: what pyarrow, pandas, Polars and DuckDB read from our files, and how we read theirs."""

import errno
import gc
import io
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from serialisers.samples import TEXT, empty, sample

from newsclaims._files import arrow_files
from newsclaims._model import SCHEMA_VERSION, Article, Claim, ClaimSet, Content, Span
from newsclaims._plugins import Extra
from newsclaims.errors import FileError, FormatError, LimitError, MissingExtraError
from newsclaims.serialisers import dump, load, loads
from newsclaims.serialisers._parquet import arrow, reading, serialiser
from newsclaims.serialisers._parquet.serialiser import ParquetSerialiser

READERS = Extra("test-formats", ("pyarrow", "pandas", "polars", "duckdb"))
needs_readers = pytest.mark.skipif(not READERS.is_installed(), reason="needs newsclaims[test-formats]")
needs_arrow = pytest.mark.skipif(not ParquetSerialiser.extra.is_installed(), reason="needs newsclaims[arrow]")
SETS = [sample(), empty("Nothing was said.", id="quiet-1"), sample()]


def written(*sets: ClaimSet) -> bytes:
    """Return a file."""
    stream = io.BytesIO()
    dump(sets, stream, format="parquet")
    return stream.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write a file of three claim sets, one of them without claims."""
    target = tmp_path / "claims.parquet"
    dump(SETS, target)
    return target


@needs_readers
def test_pyarrow_reads_it(path: Path) -> None:
    """A file has the columns of `to_arrow` and those that restore the sets; the metadata has the schema version."""
    from pyarrow import parquet

    table = parquet.read_table(path)
    flat = SETS[0].to_arrow()
    assert table.column_names == [*flat.column_names, "set", "set_size", "article", "set_details"]
    kept = table.select(flat.column_names)
    assert [field.name for field in flat.schema if kept.schema.field(field.name).type != field.type] == []
    assert kept.slice(0, 3).to_pylist() == flat.to_pylist()
    assert table.schema.metadata == {b"newsclaims.schema_version": SCHEMA_VERSION.encode()}


@needs_readers
def test_nothing_is_repeated(path: Path) -> None:
    """The article and the set's details are only in the first row of each set."""
    from pyarrow import parquet

    rows = parquet.read_table(path).to_pylist()
    assert [row["set"] for row in rows] == [1, 1, 1, 2, 3, 3, 3]
    assert [row["set_size"] for row in rows] == [3, 3, 3, 0, 3, 3, 3]
    assert [row["claim_id"] is None for row in rows] == [False] * 3 + [True] + [False] * 3
    for name in ("article", "set_details"):
        assert [row[name] is not None for row in rows] == [True, False, False, True, True, False, False]
    assert rows[0]["article"]["text"] == TEXT
    assert rows[0]["article"]["meta"] == '{"desk":"harbour","page":3}'
    assert rows[0]["set_details"]["warnings"] == ["made by hand"]


@needs_readers
def test_pandas_reads_it(path: Path) -> None:
    """Only nested columns are objects; labels are categories, and rows can be grouped and filtered."""
    import pandas as pd

    frame = pd.read_parquet(path)
    # Before pandas 3, strings are objects too.
    strings = {name for name in frame if any(isinstance(value, str) for value in frame[name])}
    objects = {name for name, kind in frame.dtypes.items() if str(kind) == "object"} - strings
    lists = {"source_spans", "mention_spans", "cue_spans", "content_spans"}
    assert objects == lists | {"times", "evidence", "probabilities", "extractors", "labels", "article", "set_details"}
    assert str(frame["stance"].dtype) == "category"
    assert str(frame["published_at"].dtype) == "datetime64[us]"
    claims = frame[frame["claim_id"].notna()]
    assert claims.groupby("stance", observed=True).size().to_dict() == {"affirm": 2, "question": 2}
    assert claims[claims["stance"] == "affirm"]["source_name"].tolist() == ["Ines Prado"] * 2
    assert claims["published_at"].dt.year.unique().tolist() == [2024]


@needs_readers
def test_polars_reads_it(path: Path) -> None:
    """Types are kept; rows can be filtered and grouped, and the articles are a separate table."""
    import polars as pl

    frame = pl.read_parquet(path)
    span = pl.Struct({"start": pl.Int32, "end": pl.Int32})
    assert isinstance(frame.schema["stance"], pl.Categorical)
    assert frame.schema["content_spans"] == pl.List(span)
    assert frame.schema["score"] == pl.Float64()
    claims = frame.filter(pl.col("claim_id").is_not_null())
    counts = claims.group_by(pl.col("source_name")).len().sort("source_name")
    assert counts.rows() == [("Critics", 4), ("Ines Prado", 2)]
    articles = frame.select("article").drop_nulls().unnest("article")
    assert articles["id"].to_list() == ["ferry-1", "quiet-1", "ferry-1"]
    assert articles["text"][1] == "Nothing was said."


@needs_readers
def test_duckdb_reads_it(path: Path) -> None:
    """SQL can filter, group and unnest, and gives the articles as a separate table."""
    import duckdb

    with duckdb.connect() as base:

        def ask(query: str) -> list[Any]:
            return base.sql(query.replace("FILE", f"'{path}'")).fetchall()

        assert ask("SELECT stance, count(*) FROM FILE WHERE claim_id IS NOT NULL GROUP BY 1 ORDER BY 1") == [
            ("affirm", 2),
            ("question", 2),
            (None, 2),
        ]
        assert ask("SELECT article.id FROM FILE WHERE article IS NOT NULL") == [
            ("ferry-1",),
            ("quiet-1",),
            ("ferry-1",),
        ]
        notes = "SELECT e.note FROM FILE, UNNEST(evidence) AS t(e) WHERE set = 1 AND e.label = 'confidence'"
        assert ask(notes) == [("a plain future",)]
        topics = "SELECT l.value FROM FILE, UNNEST(labels) AS t(l) WHERE set = 1 AND l.label = 'topic'"
        assert ask(topics) == [("ferries",), ("money; taxes",)]
        assert ask("SELECT DISTINCT year(published_at) FROM FILE WHERE published IS NOT NULL") == [(2024,)]
        assert ask("SELECT content_spans[2].start FROM FILE WHERE set = 3 AND stance = 'affirm'") == [
            (SETS[0][0].content.spans[1].start,)
        ]


@needs_readers
def test_files_rewritten_by_other_programs_are_read(path: Path, tmp_path: Path) -> None:
    """Polars, pandas and DuckDB change types and lose our metadata, but the claims can still be read."""
    import duckdb
    import pandas as pd
    import polars as pl

    theirs = tmp_path / "theirs.parquet"
    pl.read_parquet(path).with_columns(mine=pl.lit(1)).write_parquet(theirs)
    assert list(load(theirs)) == SETS
    pd.read_parquet(path).to_parquet(theirs)
    assert list(load(theirs)) == SETS
    with duckdb.connect() as base:
        base.sql(f"COPY (SELECT 1 AS mine, * FROM '{path}') TO '{theirs}' (FORMAT parquet)")  # noqa: S608
    assert list(load(theirs)) == SETS


@needs_arrow
def test_claim_sets_straddle_row_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """A set may span several row groups, and rows may be read in pieces of any size."""
    from pyarrow import parquet

    monkeypatch.setattr(arrow, "ROWS", 2)
    monkeypatch.setattr(serialiser, "GROUP", 1)
    data = written(*SETS)
    assert parquet.ParquetFile(io.BytesIO(data)).num_row_groups == 4
    for at_a_time in (1, 2, 1_000):
        monkeypatch.setattr(reading, "AT_A_TIME", at_a_time)
        assert loads(data, "parquet") == SETS


@needs_arrow
def test_claim_sets_are_written_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most one row group is in memory, with any number of sets."""
    monkeypatch.setattr(arrow, "ROWS", 3)
    monkeypatch.setattr(serialiser, "GROUP", 1)
    stream = io.BytesIO()
    sizes = []

    def source() -> Iterator[ClaimSet]:
        """Record how much is written whenever another one is asked for."""
        for _ in range(5):
            sizes.append(len(stream.getvalue()))
            yield sample()

    dump(source(), stream, format="parquet")
    assert sizes[2] < sizes[3] < sizes[4] < len(stream.getvalue())


@needs_arrow
def test_claim_sets_are_read_as_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sets in row groups before the damage are read before the error is raised."""
    from pyarrow import parquet

    monkeypatch.setattr(arrow, "ROWS", 3)
    monkeypatch.setattr(serialiser, "GROUP", 1)
    data = bytearray(written(sample(), sample()))
    second = parquet.ParquetFile(io.BytesIO(data)).metadata.row_group(1)
    article_id = next(c for c in map(second.column, range(second.num_columns)) if c.path_in_schema == "article_id")
    # In the page itself, after its header.
    data[article_id.data_page_offset + article_id.total_compressed_size // 2] ^= 1
    found: list[ClaimSet] = []
    with pytest.raises(FormatError, match=r"not valid parquet: .*\. The file is damaged\. Use another copy\."):
        found.extend(load(io.BytesIO(data), format="parquet"))
    assert found == [sample()]


@needs_arrow
def test_a_read_error_is_a_file_error() -> None:
    """A failing disk is an error of the file, not of the format."""

    class Broken(io.BytesIO):
        """A disk that fails when it is read."""

        def read(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002
            raise OSError(errno.EIO, "Input/output error")

        read1 = read

    with pytest.raises(FileError, match=r"input: Input/output error\."):
        list(load(Broken(written(sample())), format="parquet"))


def shared_text(sets: int, size: int) -> bytes:
    """Return a file in which many sets share one long text, which is stored once."""
    pa, parquet = (import_module(name) for name in ("pyarrow", "pyarrow.parquet"))
    made = parquet.read_table(io.BytesIO(written(empty("x" * size))))
    article = made.column("article").combine_chunks()
    places = pa.array([0] * sets)
    names = [field.name for field in article.type]
    fields = [
        pa.DictionaryArray.from_arrays(places.cast("int32"), article.field(name))
        if name == "text"
        else article.field(name).take(places)
        for name in names
    ]
    columns = {name: made.column(name).take(places) for name in made.column_names}
    columns |= {"article": pa.StructArray.from_arrays(fields, names), "set": pa.array(range(sets))}
    stream = io.BytesIO()
    parquet.write_table(pa.table(columns), stream, store_schema=False, dictionary_pagesize_limit=1 << 30)
    return stream.getvalue()


@needs_arrow
def test_a_text_that_many_rows_share_is_read_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that unpacks to many times its size is read a few rows at a time."""
    sizes: list[int] = []
    usual = reading._next_piece

    def measured(*given: Any) -> Any:
        piece = usual(*given)
        sizes.append(0 if piece is None else piece.nbytes)
        return piece

    monkeypatch.setattr(reading, "_next_piece", measured)
    monkeypatch.setattr(arrow_files, "_BUDGET", 1 << 22)
    data = shared_text(50, 1_000_000)
    assert len(data) < 100_000
    found = load(io.BytesIO(data), format="parquet")
    assert len(next(found).article.text) == 1_000_000
    assert 1_000_000 < max(sizes) < 10_000_000


@needs_arrow
@pytest.mark.parametrize("sets", [1, 10])
def test_a_row_above_the_limit_is_refused(sets: int) -> None:
    """A row with more bytes than the limit is an error that names it."""
    with pytest.raises(LimitError, match=r"takes more than 200,000 bytes\..* larger max_bytes"):
        loads(shared_text(sets, 1_000_000), "parquet", max_bytes=200_000)
    assert len(loads(shared_text(sets, 1_000), "parquet", max_bytes=1_000_000)) == sets


@needs_arrow
def test_empty_rows_count_too() -> None:
    """A set with more rows than the limit has thousands of bytes is refused, however small the rows are."""
    text = "x" * 300
    words = [Content(spans=(Span(start=at, end=at + 1),), text="x") for at in range(300)]
    many = ClaimSet(
        article=Article(text=text, id="a"),
        claims=tuple(Claim(id=str(number), content=content) for number, content in enumerate(words)),
    )
    assert loads(written(many), "parquet", max_bytes=400_000) == [many]
    with pytest.raises(LimitError, match=r"set 1 .* takes more than 250,000 bytes"):
        loads(written(many), "parquet", max_bytes=250_000)


@needs_arrow
def test_a_failure_leaves_no_index(tmp_path: Path) -> None:
    """An incomplete file has no index, so it is never read as a whole one; the stream stays open."""

    def source() -> Iterator[ClaimSet]:
        """Fail after the first one."""
        yield sample()
        raise RuntimeError("no more")

    stream = io.BytesIO()
    with pytest.raises(RuntimeError, match="no more"):
        dump(source(), stream, format="parquet")
    gc.collect()
    assert not stream.closed
    with pytest.raises(FormatError):
        loads(stream.getvalue(), "parquet")
    with pytest.raises(RuntimeError, match="no more"):
        dump(source(), tmp_path / "x.parquet")
    assert list(tmp_path.iterdir()) == []


@needs_arrow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk() -> None:
    """The system's error passes through pyarrow and becomes an error of newsclaims."""
    with pytest.raises(FileError, match="No space left"):
        dump([sample()] * 100, "/dev/full", format="parquet")


@needs_arrow
def test_streams_stay_open_and_pipes_are_read() -> None:
    """A stream that cannot seek is read as well."""
    stream = io.BytesIO(written(*SETS))
    assert list(load(stream, format="parquet")) == SETS
    assert not stream.closed
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as source:
        with os.fdopen(writer, "wb") as target:
            # A pipe holds 64 KiB.
            dump(empty("In a pipe."), target, format="parquet")
        assert list(load(source, format="parquet")) == [empty("In a pipe.")]


@needs_arrow
@pytest.mark.parametrize("data", [b"", b"PAR1", b"article_id,claim_id\n", b"PAR1" + b"\0" * 100 + b"PAR1"])
def test_other_files_than_parquet_are_refused(data: bytes) -> None:
    """The error says that the file is not Parquet."""
    with pytest.raises(FormatError, match=r"^input: not valid parquet: "):
        loads(data, "parquet")


@needs_arrow
def test_a_file_cut_anywhere_gives_nothing_but_an_error() -> None:
    """A cut file is an error, because its index is at the end."""
    data = written(sample())
    for cut in range(0, len(data), 97):
        with pytest.raises(FormatError, match="A file that was cut short cannot be read"):
            loads(data[:cut], "parquet")


@needs_arrow
def test_emoji_before_and_inside_every_span() -> None:
    """Offsets are code points, also around emoji."""
    text = "😀 Ann😀a 😀 sa😀id 😀 it 😀 broke."
    roles = {"source": "Ann😀a", "cue": "sa😀id", "content": "it 😀 broke"}
    passages = {
        role: {"spans": [{"start": text.index(words), "end": text.index(words) + len(words)}], "text": words}
        for role, words in roles.items()
    }
    claimset = ClaimSet(article=Article(text=text), claims=[{"id": "1", **passages}])
    assert loads(written(claimset), "parquet") == [claimset]
    [row] = arrow.table(claimset).to_pylist()
    for role, words in roles.items():
        [span] = row[f"{role}_spans"]
        assert text[span["start"] : span["end"]] == row[role] == words


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without pyarrow the format is listed, and each use of it names the extra."""
    for name in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtraError, match=r"the format 'parquet' .*pip install 'newsclaims\[arrow\]'"):
        dump(sample(), tmp_path / "x.parquet")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(MissingExtraError, match=r"the format 'parquet' .*pip install 'newsclaims\[arrow\]'"):
        loads(b"", "parquet")
