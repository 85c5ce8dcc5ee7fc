"""The table of claims: its columns, types and values."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from serialisers.samples import empty, sample, span
from serialisers.strategies import claimsets
from strategies import examples

from newsclaims._model import SCHEMA_VERSION, Article, ClaimSet, Stance
from newsclaims._plugins import Extra
from newsclaims.errors import InvalidValueError
from newsclaims.serialisers._parquet import arrow

pytestmark = pytest.mark.skipif(not Extra("arrow", ("pyarrow",)).is_installed(), reason="needs newsclaims[arrow]")

needs_readers = pytest.mark.skipif(
    not Extra("test-formats", ("pyarrow", "pandas", "polars", "duckdb")).is_installed(),
    reason="needs newsclaims[test-formats]",
)


def rows(claimset: ClaimSet) -> list[dict[str, Any]]:
    """Return the rows of a claim set's table."""
    made: list[dict[str, Any]] = arrow.table(claimset).to_pylist()
    return made


def published(moment: date) -> dict[str, Any]:
    """Return the first row of a table whose article has this date of publication."""
    claimset = sample()
    article = Article(**{**dict(claimset.article), "published": moment})
    return rows(claimset.model_copy(update={"article": article}))[0]


def test_each_claim_is_a_row_with_plain_values() -> None:
    """Values to filter and group by are in flat columns, in the order of the claims."""
    first, second, third = rows(sample())
    flat: Mapping[str, Any] = {
        "article_id": "ferry-1",
        "source": "harbour master Ines Prado",
        "source_name": "Ines Prado",
        "source_type": "named_person",
        "cue": "said",
        "cue_force": "neutral",
        "content": "“The old ferry,” ... “will sail again.”",
        "quotation": "direct",
        "stance": "affirm",
        "confidence": "certain",
        "commitment": 1.0,
        "score": 0.875,
        "parent": None,
        "title": "Ferry talks stall",
        "publisher": "The Quay",
        "published": "2024-11-11",
        "published_at": datetime(2024, 11, 11),  # noqa: DTZ001
        "url": "https://example.org/ferry",
        "extractors": ["rules"],
    }
    assert {name: first[name] for name in flat} == flat
    assert [row["claim_id"] for row in (first, second, third)] == [claim.id for claim in sample()]
    assert third["parent"] == second["claim_id"]
    assert (third["score"], third["stance"], third["commitment"], third["times"]) == (None, None, None, [])


def test_spans_are_lists_of_starts_and_ends() -> None:
    """Offsets are code points, also after an emoji."""
    first, _, third = rows(sample())
    text = sample().article.text
    assert [text[s["start"] : s["end"]] for s in first["content_spans"]] == ["“The old ferry,”", "“will sail again.”"]
    assert (first["mention_spans"], third["mention_spans"]) == (None, [span("Critics").model_dump()])


def test_times_evidence_and_probabilities_are_nested() -> None:
    """Nested columns can be unnested into tables."""
    first = rows(sample())[0]
    [time], [saw, evidence, _] = first["times"], first["evidence"]
    assert (saw["label"], saw["note"]) == ("attribution", "say: quote, finite")
    assert (time["kind"], time["start"], time["end"], time["grain"]) == ("date", "2024-11-11", None, "day")
    assert (time["start_at"], time["end_at"]) == (datetime(2024, 11, 11), None)  # noqa: DTZ001
    assert evidence == {
        "label": "confidence",
        "span": span("will").model_dump(),
        "origin": "rule",
        "note": "a plain future",
    }
    assert first["probabilities"] == [
        {"label": "stance", "value": "affirm", "probability": 0.9},
        {"label": "stance", "value": "neutral", "probability": 0.1},
    ]
    shares = [{"value": "ferries", "probability": 0.75}, {"value": "money; taxes", "probability": 0.25}]
    assert first["labels"] == [{"label": "topic", "value": "ferries", "probabilities": shares}]


def test_missing_values_are_null() -> None:
    """A claim without source and cue has nulls, and the source type `none`."""
    claim = sample()[0].model_copy(update={"source": None, "cue": None})
    [row] = rows(ClaimSet(article=sample().article, claims=(claim,)))
    names = ("source", "source_name", "source_spans", "mention_spans", "cue", "cue_force", "cue_spans")
    assert {row[name] for name in names} == {None}
    assert row["source_type"] == "none"


def test_types() -> None:
    """Spans are lists of structs, labels are dictionaries, and numbers are int32 and float64."""
    import pyarrow as pa

    made = arrow.table(sample()).schema
    spans = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))
    for role in ("source", "cue", "content", "mention"):
        assert made.field(f"{role}_spans").type == spans
    for label in ("source_type", "cue_force", "quotation", "stance", "confidence"):
        assert made.field(label).type == pa.dictionary(pa.int32(), pa.string())
    for number in ("score", "commitment"):
        assert made.field(number).type == pa.float64()
    assert made.field("published_at").type == pa.timestamp("us")
    assert made.metadata == {b"newsclaims.schema_version": SCHEMA_VERSION.encode()}


def test_labels_are_in_the_order_of_the_guidelines() -> None:
    """A dictionary has all values, used or not, so that tables can be joined."""
    for claimset in (sample(), empty()):
        column = arrow.table(claimset).column("stance")
        assert column.chunk(0).dictionary.to_pylist() == list(Stance)


def test_an_empty_set_has_no_rows_and_the_same_schema() -> None:
    """A column keeps its type even if it is empty."""
    table = arrow.table(empty())
    assert table.num_rows == 0
    assert table.schema.equals(arrow.table(sample()).schema, check_metadata=True)


@pytest.mark.parametrize(
    ("moment", "text", "at"),
    [
        (date(1, 1, 1), "0001-01-01", datetime(1, 1, 1)),  # noqa: DTZ001
        (datetime(2024, 11, 8, 9, 30, 1, 5), "2024-11-08T09:30:01.000005", datetime(2024, 11, 8, 9, 30, 1, 5)),  # noqa: DTZ001
        (datetime(2024, 11, 8, 9, tzinfo=UTC), "2024-11-08T09:00:00+00:00", datetime(2024, 11, 8, 9)),  # noqa: DTZ001
        (
            datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=5, seconds=7))),
            "9999-12-31T23:00:00-05:00:07",
            datetime(9999, 12, 31, 23),  # noqa: DTZ001
        ),
    ],
)
def test_moments_have_two_columns(moment: date, text: str, at: datetime) -> None:
    """A moment is written exactly in ISO 8601, and without its offset for calculations."""
    row = published(moment)
    assert (row["published"], row["published_at"]) == (text, at)


def test_a_text_too_long_for_arrow_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is in bytes, and the error names the article."""
    monkeypatch.setattr(arrow, "LONGEST", 8)
    assert arrow.table(empty("é" * 4)).num_rows == 0
    for text in ("é" * 5, "e" * 9):
        with pytest.raises(InvalidValueError, match=r"text of article 'a' is longer than an Arrow string can be"):
            arrow.table(empty(text, id="a"))


def test_batches_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows and characters of a batch are bounded, and so is the memory."""
    columns = arrow.schema(whole=True)
    monkeypatch.setattr(arrow, "ROWS", 2)
    assert [batch.num_rows for batch in arrow.batches(arrow.rows([sample()] * 2), columns)] == [2, 2, 2]
    monkeypatch.setattr(arrow, "ROWS", 1_000)
    monkeypatch.setattr(arrow, "CHARACTERS", 10)
    sets = [empty("1234"), empty("5"), empty("123456789012")]
    assert [batch.num_rows for batch in arrow.batches(arrow.rows(sets), columns)] == [1, 1, 1]


@examples(40)
@given(claimset=claimsets())
def test_any_claim_set_makes_a_table(claimset: ClaimSet) -> None:
    """Any claim set gives one row for each claim, and always the same schema."""
    table = arrow.table(claimset)
    assert table.column("claim_id").to_pylist() == [claim.id for claim in claimset]
    assert table.column("content").to_pylist() == [claim.content.text for claim in claimset]
    assert table.schema == arrow.schema(whole=False)
    table.validate(full=True)


@needs_readers
def test_data_frames_of_a_claim_set() -> None:
    """Pandas gets categories, and objects only for nested values; Polars gets Arrow's types; empty sets too."""
    import polars as pl

    for claimset in (sample(), empty()):
        frame = claimset.to_pandas()
        assert len(frame) == len(claimset)
        assert {str(frame[name].dtype) for name in ("stance", "confidence", "source_type")} == {"category"}
        assert list(frame["stance"].cat.categories) == list(Stance)
        objects = {name for name, kind in frame.dtypes.items() if str(kind) == "object"}
        assert objects | {"labels"} == {
            field.name
            for field in claimset.to_arrow().schema
            if field.type.num_fields > 0 and "list" in str(field.type)
        }
        polars = claimset.to_polars()
        assert polars.height == len(claimset)
        assert isinstance(polars.schema["stance"], pl.Categorical)
    assert sample().to_polars().drop("topic").schema == empty().to_polars().schema
    assert sample().to_pandas().drop(columns="topic").dtypes.equals(empty().to_pandas().dtypes)
    assert sample().to_polars().filter(pl.col("stance") == "affirm")["source_name"].to_list() == ["Ines Prado"]


@needs_readers
def test_a_custom_label_is_a_column_of_a_data_frame() -> None:
    """A data frame has a column for each custom label, with nulls, instead of one column for all of them."""
    import polars as pl

    topics = ["ferries", "money; taxes", None]
    frame = sample().to_pandas()
    assert (str(frame["topic"].dtype), list(frame["topic"].cat.categories)) == ("category", topics[:2])
    assert [None if value != value else value for value in frame["topic"]] == topics
    polars = sample().to_polars()
    assert isinstance(polars.schema["topic"], pl.Categorical)
    assert polars["topic"].to_list() == topics
    assert "labels" not in frame
    assert "labels" not in polars.columns
    assert sample().to_arrow().schema.equals(empty().to_arrow().schema)


@needs_readers
@pytest.mark.filterwarnings("ignore:The 'future.infer_string' option is deprecated")
def test_strings_have_a_string_type_in_an_older_pandas() -> None:
    """Before pandas 3, strings are objects unless a string type is requested."""
    import pandas as pd

    with pd.option_context("future.infer_string", False):  # noqa: FBT003
        frame = sample().to_pandas()
    assert str(frame["content"].dtype) == "string"
    assert frame["content"].tolist() == [claim.content.text for claim in sample()]


@needs_readers
def test_libraries_take_a_claim_set_as_arrow_data() -> None:
    """pyarrow, pandas and DuckDB accept a claim set through the PyCapsule interface, full or empty."""
    import duckdb
    import pandas as pd
    import pyarrow as pa

    for claimset in (sample(), empty()):
        assert pa.table(claimset).equals(claimset.to_arrow())
        if hasattr(pd.DataFrame, "from_arrow"):  # from pandas 3
            assert len(pd.DataFrame.from_arrow(claimset)) == len(claimset)  # type: ignore[attr-defined,unused-ignore]
        with duckdb.connect() as base:
            base.register("claims", pa.RecordBatchReader.from_stream(claimset))
            assert base.sql("SELECT count(*) FROM claims").fetchall() == [(len(claimset),)]
            assert base.sql("SELECT source_name FROM claimset WHERE stance = 'affirm'").fetchall() == [
                ("Ines Prado",) for claim in claimset if claim.stance is Stance.AFFIRM
            ]


def test_each_column_is_on_the_page_of_the_format() -> None:
    """The format's page lists the columns in their order."""
    page = Path(__file__).parents[3] / "docs" / "reference" / "formats" / "parquet.md"
    rows = page.read_text(encoding="utf-8").split("| column | type |")[1].split("\n\n")[0].splitlines()
    assert [row.split("`")[1] for row in rows if row.startswith("| `")] == arrow.schema(whole=True).names
