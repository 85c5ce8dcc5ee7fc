"""The call of Ray's `map_batches`; `.ci/engines` runs real Ray."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from newsclaims._pipeline import Pipeline
from newsclaims._plugins import Extra
from newsclaims.errors import InputTypeError, InvalidValueError
from newsclaims.integrations import ray
from newsclaims.integrations.arrow import extract_batches
from newsclaims.testing import ScriptedExtractor

pytestmark = pytest.mark.skipif(not Extra("arrow", ("pyarrow",)).is_installed(), reason="needs newsclaims[arrow]")

BOTH = "Ann denied that it rained."
PIPELINE = Pipeline(ScriptedExtractor([("Ann", "denied", "that it rained")]), taggers=[])


class Dataset:
    """A dataset with the methods of one of Ray that `extract` calls; it runs at once."""

    def __init__(self, blocks: list[Any], *, known: bool = True) -> None:
        self.blocks, self.known = blocks, known
        self.options: dict[str, Any] = {}

    def columns(self, *, fetch_if_missing: bool) -> list[str] | None:
        """Return the names of the columns, if they are known."""
        assert not fetch_if_missing
        return list(self.blocks[0].column_names) if self.known else None

    def map_batches(self, work: Callable[[Any], Iterator[Any]], **options: Any) -> "Dataset":
        """Return a dataset of the tables that a function yields for each block."""
        made = Dataset([table for block in self.blocks for table in work(block)])
        made.options = options
        return made


def block(**columns: Any) -> Any:
    import pyarrow as pa

    return pa.table(columns)


def test_the_rows_are_those_of_the_batches() -> None:
    """Each block gives the rows of its batches, and a task gets one core."""
    blocks = [block(id=[7], text=[BOTH]), block(id=[8], text=[None])]
    made = ray.extract(Dataset(blocks), id="id", pipeline=PIPELINE, memory=10)
    expected = [batch for one in blocks for batch in extract_batches(one.to_batches(), id="id", pipeline=PIPELINE)]
    assert [batch for table in made.blocks for batch in table.to_batches()] == expected
    assert {"num_cpus": 1, "memory": 10, "batch_format": "pyarrow"}.items() <= made.options.items()


@pytest.mark.parametrize(("known", "what"), [(True, "dataset"), (False, "record batch")])
def test_wrong_columns_are_errors(known: bool, what: str) -> None:  # noqa: FBT001
    """A missing column is an error before the job begins if Ray knows the columns, and in the first block if not."""
    with pytest.raises(InvalidValueError, match=f"the {what} has no column 'text' for text; its columns are 'body'"):
        ray.extract(Dataset([block(body=[BOTH])], known=known))


def test_what_is_not_a_dataset_is_an_error() -> None:
    """Another object is an error that says what is needed."""
    with pytest.raises(InputTypeError, match="dataset must be a Dataset of Ray Data, not list"):
        ray.extract([BOTH])
