"""The call of Spark's `mapInArrow`; `.ci/engines` runs real Spark."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any, Self

import pytest

from newsclaims._pipeline import Pipeline
from newsclaims._plugins import Extra
from newsclaims.errors import InputTypeError, InvalidValueError
from newsclaims.integrations import extract_frame, ray, spark
from newsclaims.integrations.arrow import extract_batches
from newsclaims.testing import ScriptedExtractor

pytestmark = pytest.mark.skipif(not Extra("arrow", ("pyarrow",)).is_installed(), reason="needs newsclaims[arrow]")

BOTH = "Ann denied that it rained."
PIPELINE = Pipeline(ScriptedExtractor([("Ann", "denied", "that it rained")]), taggers=[])


class Frame:
    """A frame with the methods of one of Spark that `extract` calls; it runs at once."""

    def __init__(self, table: Any, schema: str = "") -> None:
        self.table, self.schema = table, schema

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self.table.column_names)

    def select(self, *names: str) -> Self:
        """Return a frame of some columns."""
        return type(self)(self.table.select(list(names)))

    def mapInArrow(self, work: Callable[[Iterator[Any]], Iterator[Any]], schema: str) -> Self:  # noqa: N802
        """Return a frame of the batches that a function returns."""
        import pyarrow as pa

        return type(self)(pa.Table.from_batches(work(iter(self.table.to_batches()))), schema)


def frame(**columns: Any) -> Frame:
    import pyarrow as pa

    return Frame(pa.table(columns))


def test_the_rows_are_those_of_the_batches() -> None:
    """Spark gets the columns of the claims, and Python gets only the columns that are needed."""
    articles = frame(id=[7], body=[BOTH], other=[object.__name__])
    made = spark.extract(articles, "body", id="id", pipeline=PIPELINE)
    expected = extract_batches(articles.table.to_batches(), "body", id="id", pipeline=PIPELINE)
    assert made.table.to_batches() == list(expected)
    assert made.schema.startswith("`article_id` STRING, `claim_id` STRING, ")


def test_wrong_columns_are_errors_of_the_driver() -> None:
    """A column that is missing, or whose name Spark cannot give to Python, is an error before the job begins."""
    with pytest.raises(InvalidValueError, match="the frame has no column 'text' for text; its columns are 'body'"):
        spark.extract(frame(body=[BOTH]))
    with pytest.raises(InvalidValueError, match=r"Rename it: frame\.withColumnRenamed\('a\.b', 'a_b'\)\."):
        spark.extract(frame(**{"text": [BOTH], "a.b": ["x"]}), id="a.b")


def test_what_is_not_a_frame_of_spark_is_an_error() -> None:
    """A frame of another library is an error that says which one is needed."""
    with pytest.raises(InputTypeError, match=r"frame must be a DataFrame of Spark 3\.5 or later, not list"):
        spark.extract([BOTH])


def test_all_integrations_take_the_same_columns() -> None:
    """Columns have the same names, order and defaults in each function that reads a table of articles."""

    def columns(function: Any) -> list[tuple[str, object]]:
        given = [(name, one.default) for name, one in inspect.signature(function).parameters.items()]
        return given[1 : [name for name, _ in given].index("batch_size")]

    for function in (extract_frame, spark.extract, ray.extract):
        assert columns(function) == columns(extract_batches)
