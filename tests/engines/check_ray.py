"""Claims from real Ray: the same rows as from one process, also if a worker is killed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import ray
from engines.in_workers import Deadly, Telling

import newsclaims as nc
from newsclaims.errors import InvalidValueError
from newsclaims.integrations.ray import extract

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """Start Ray with two cores."""
    ray.init(num_cpus=2, include_dashboard=False)
    yield
    ray.shutdown()


@pytest.fixture
def dataset(cluster: None, articles: Rows) -> ray.data.Dataset:
    """Return the articles in four blocks."""
    return ray.data.from_items(articles, override_num_blocks=4)


@pytest.mark.parametrize("extractor", ["neural", "rules"])
def test_the_rows_are_those_of_one_process(
    dataset: ray.data.Dataset,
    tmp_path: Path,
    extractor: str,
    expected: Callable[[nc.Pipeline], Rows],
    written: Callable[[Path], Rows],
    say: Callable[[str], None],
) -> None:
    """Every field of every row is equal, and the errors are rows."""
    pipeline = nc.Pipeline(extractor)
    extract(dataset, "body", id="key", published="day", pipeline=pipeline).write_parquet(str(tmp_path / "claims"))
    found = written(tmp_path / "claims")
    assert found == expected(pipeline)
    assert len([row for row in found if row["error"]]) == 4
    say(f"ray, {extractor}: {len(found)} rows are equal")


def test_a_killed_worker_costs_nothing(
    dataset: ray.data.Dataset,
    tmp_path: Path,
    expected: Callable[[nc.Pipeline], Rows],
    written: Callable[[Path], Rows],
    say: Callable[[str], None],
) -> None:
    """If a worker is killed in the middle of a block, no row is lost and none is there twice."""
    mark = tmp_path / "killed"
    pipeline = nc.Pipeline(Deadly("Ida Roe", mark))
    extract(dataset, "body", id="key", published="day", pipeline=pipeline).write_parquet(str(tmp_path / "claims"))
    assert int(mark.read_text(encoding="ascii")) != os.getpid()
    assert written(tmp_path / "claims") == expected(nc.Pipeline("rules"))
    say(f"ray: worker {mark.read_text(encoding='ascii')} was killed, and the rows are equal")


@pytest.mark.parametrize("cores", [1, 2])
def test_a_task_uses_the_cores_that_it_was_given(dataset: ray.data.Dataset, cores: int) -> None:
    """The extractor takes the cores that Ray gives a task, not those of the machine."""
    told = extract(dataset, "body", pipeline=nc.Pipeline(Telling(), taggers=[]), num_cpus=cores).take_all()
    assert {row["warnings"] for row in told} == {f"threads: {cores}", None}


def test_wrong_columns_are_errors_that_say_which_there_are(dataset: ray.data.Dataset) -> None:
    """A wrong name is an error of our own, before the job begins if Ray knows the columns."""
    with pytest.raises(InvalidValueError, match=r"no column 'text' for text; its columns are 'key', 'body', 'day'"):
        extract(dataset).take_all()
