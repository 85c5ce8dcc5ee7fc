"""Claims from real Spark: the same rows as from one process, also if a worker is killed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from engines.in_workers import Deadly, Telling
from pyspark.sql import DataFrame, SparkSession

import newsclaims as nc
from newsclaims.errors import InvalidValueError
from newsclaims.integrations.spark import extract

Rows = list[dict[str, Any]]
SCHEMA = "key string, body string, day string"


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Return a session with two workers."""
    builder = SparkSession.builder.master(os.environ["NEWSCLAIMS_SPARK_MASTER"]).config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.memory", "1g").config("spark.executor.memory", "1g")
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def frame(spark: SparkSession, articles: Rows) -> DataFrame:
    """Return the articles in four partitions."""
    rows = [tuple(row.values()) for row in articles]
    return spark.createDataFrame(rows, SCHEMA).repartition(4)


@pytest.mark.parametrize("extractor", ["neural", "rules"])
def test_the_rows_are_those_of_one_process(
    frame: DataFrame,
    tmp_path: Path,
    extractor: str,
    expected: Callable[[nc.Pipeline], Rows],
    written: Callable[[Path], Rows],
    say: Callable[[str], None],
) -> None:
    """Every field of every row is equal, and the errors are rows."""
    pipeline = nc.Pipeline(extractor)
    extract(frame, "body", id="key", published="day", pipeline=pipeline).write.parquet(str(tmp_path / "claims"))
    found = written(tmp_path / "claims")
    assert found == expected(pipeline)
    assert len([row for row in found if row["error"]]) == 4
    say(f"spark, {extractor}: {len(found)} rows are equal")


def test_a_killed_worker_costs_nothing(
    frame: DataFrame,
    tmp_path: Path,
    expected: Callable[[nc.Pipeline], Rows],
    written: Callable[[Path], Rows],
    say: Callable[[str], None],
) -> None:
    """If a Python worker is killed in the middle of a partition, no row is lost and none is there twice."""
    mark = tmp_path / "killed"
    pipeline = nc.Pipeline(Deadly("Ida Roe", mark))
    extract(frame, "body", id="key", published="day", pipeline=pipeline).write.parquet(str(tmp_path / "claims"))
    assert int(mark.read_text(encoding="ascii")) != os.getpid()
    assert written(tmp_path / "claims") == expected(nc.Pipeline("rules"))
    say(f"spark: worker {mark.read_text(encoding='ascii')} was killed, and the rows are equal")


def test_a_task_of_one_core_uses_one_thread(frame: DataFrame) -> None:
    """The extractor takes the cores that Spark gives a task, not those of the machine."""
    told = extract(frame, "body", pipeline=nc.Pipeline(Telling(), taggers=[])).select("warnings").distinct().collect()
    assert {row.warnings for row in told} == {"threads: 1", None}


def test_wrong_columns_are_errors_before_the_job(frame: DataFrame) -> None:
    """A wrong name is an error of our own on the driver."""
    with pytest.raises(InvalidValueError, match="the frame has no column 'text' for text"):
        extract(frame)
    with pytest.raises(InvalidValueError, match="Rename it"):
        extract(frame.withColumnRenamed("body", "the.body"), "the.body")


def test_columns_of_spark_are_read(spark: SparkSession) -> None:
    """Numbers are ids, and dates and times with a zone are dates of publication."""
    text = "The mayor denied that the quay was closed."
    frame = spark.sql(
        f"SELECT 7L AS id, '{text}' AS text, DATE '2024-11-08' AS day, TIMESTAMP '2024-11-08 09:30:00Z' AS at"
    )
    for column, begin in (("day", "2024-11-08"), ("at", "2024-11-08T")):
        [row] = extract(frame, id="id", published=column, pipeline=nc.Pipeline("rules")).collect()
        assert (row.article_id, row.stance) == ("7", "deny")
        assert row.published.startswith(begin)
