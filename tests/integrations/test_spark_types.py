"""The columns of claims in the data definition language of Spark."""

import pytest

from newsclaims._plugins import Extra
from newsclaims.integrations._spark_types import spark_type
from newsclaims.integrations.arrow import claims_schema
from newsclaims.serialisers._parquet import arrow

pytestmark = pytest.mark.skipif(not Extra("arrow", ("pyarrow",)).is_installed(), reason="needs newsclaims[arrow]")


def test_every_column_has_a_type_of_spark() -> None:
    """All names are quoted, because Spark reserves some, and times have no zone."""
    made = spark_type(claims_schema())
    assert made.startswith("`article_id` STRING, `claim_id` STRING, ")
    assert made.endswith(", `warnings` STRING, `error` STRING")
    assert "`published_at` TIMESTAMP_NTZ" in made
    assert "`content_spans` ARRAY<STRUCT<`start`: INT, `end`: INT>>" in made
    assert "`labels` ARRAY<STRUCT<`label`: STRING, `value`: STRING, `probabilities`: ARRAY<STRUCT<" in made


def test_a_type_that_spark_lacks_is_refused() -> None:
    """A dictionary column, as `to_arrow()` has, is not given another type in silence."""
    with pytest.raises(KeyError, match="dictionary"):
        spark_type(arrow.schema(whole=False))
