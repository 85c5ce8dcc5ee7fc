"""Extracts the claims of articles in Arrow record batches, as record batches.

A cluster runs this on the batches of each partition: `newsclaims.integrations.spark` and `newsclaims.integrations.ray`
call it. It keeps no state, so an engine can run any batch again. Each process loads the model once.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from newsclaims._model import Article
from newsclaims._pipeline import Pipeline
from newsclaims._pipeline.stream import check_count
from newsclaims._plugins import Extra, optional_import
from newsclaims.errors import InputTypeError, InvalidValueError
from newsclaims.serialisers._parquet import arrow

from ._articles import ArticleColumns, as_id, as_pipeline
from ._outcomes import ERROR, WARNINGS, claim_rows, outcomes

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["claims_schema", "extract_batches"]

_EXTRA = Extra("arrow", ("pyarrow",))


def extract_batches(
    batches: "Iterable[pa.RecordBatch]",
    text: str = "text",
    *,
    id: str | None = None,  # noqa: A002 - the name of the field
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    authors: str | None = None,
    language: str | None = None,
    date_format: str | None = None,
    pipeline: Pipeline | None = None,
    batch_size: int = 16,
) -> "Iterator[pa.RecordBatch]":
    """Find and judge the claims of the articles in record batches, one article a row.

    The rows that come out have the columns of `claims_schema()`, in the order of the articles:

    - a row for each claim;
    - one row for an article without claims, whose `claim_id` is null;
    - one row for an article that failed or has no text or no id, with the reason in the column `error`.

    A batch that comes out has at most 1,000 rows. Batches are read one at a time, and only a few articles are in memory
    beside the one that is read.

    Args:
        batches: The record batches; those of a table are `table.to_batches()`.
        text: The column with the texts.
        id: The column with the ids: texts or numbers. If None, the id is a digest of the text.
        title: The column with the titles.
        published: The column with the dates, as the reader `table` takes them.
        url: The column with the web addresses.
        publisher: The column with the publishers.
        authors: The column with the authors.
        language: The column with the languages.
        date_format: The format of dates that are texts, as for `datetime.strptime`.
        pipeline: The pipeline; None for `Pipeline()`.
        batch_size: How many articles the extractor gets at a time.

    Raises:
        InputTypeError: If something is of the wrong type.
        InvalidValueError: If a column is missing, or an option has no such value.
        MissingExtraError: If `newsclaims[arrow]` is not installed.

    Example:
        ```python
        claims = pa.Table.from_batches(extract_batches(articles.to_batches(), id="url"), claims_schema())
        ```
    """
    columns = ArticleColumns.given(
        text=text,
        id=id,
        title=title,
        published=published,
        url=url,
        publisher=publisher,
        authors=authors,
        language=language,
        date_format=date_format,
    )
    chain = as_pipeline(pipeline)
    check_count("batch_size", batch_size)
    pa: Any = optional_import("pyarrow", feature="extract_batches()", extra=_EXTRA.name)
    if isinstance(batches, (pa.Table, pa.RecordBatch)) or not isinstance(batches, Iterable):
        expected, hint = "an iterable of record batches", "Give those of a table: table.to_batches()."
        raise InputTypeError("batches", expected, type(batches).__name__, hint)
    found = outcomes(chain, _items(batches, columns), batch_size=batch_size, workers=1)
    return arrow.batches((row for one in found for row in claim_rows(one)), _columns())


def claims_schema() -> "pa.Schema":
    """Return the schema of the batches of `extract_batches`, which is always the same.

    It has the columns of `ClaimSet.to_arrow()`, with labels as plain strings, because Spark has no dictionary columns;
    then `warnings`, with the warnings about the article; and `error`, with the reason why it has no claims.

    Raises:
        MissingExtraError: If `newsclaims[arrow]` is not installed.
    """
    schema: pa.Schema = _columns()
    return schema


@cache
def _columns() -> Any:
    pa: Any = optional_import("pyarrow", feature="newsclaims.integrations.arrow", extra=_EXTRA.name)
    known = arrow.schema(whole=False)
    fields = [field.with_type(_plain(pa, field.type)) for field in known]
    fields += [pa.field(name, pa.string()) for name in (WARNINGS, ERROR)]
    return pa.schema(fields, known.metadata)


def _plain(pa: Any, kind: Any) -> Any:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _items(batches: Iterable[Any], columns: ArticleColumns) -> Iterator[tuple[str | None, Article | str]]:
    """Yield the id of each row and its article, or why there is none."""
    pa: Any = optional_import("pyarrow", feature="extract_batches()", extra=_EXTRA.name)
    read = columns.reader()
    for batch in batches:
        if not isinstance(batch, pa.RecordBatch):
            raise InputTypeError("each of batches", "a pyarrow.RecordBatch", type(batch).__name__)
        columns.check(batch.schema.names, "record batch")
        for row in range(batch.num_rows):
            known: str | None = None
            try:
                known = None if columns.of_id is None else _known(batch, columns.of_id, row)
                item = read([_value(batch, name, row) for name in columns.names])
            except InvalidValueError as error:
                item = str(error)
            if not isinstance(item, Article):
                yield known, item
            elif known is None:
                yield item.id, item
            else:
                yield known, item.model_copy(update={"id": known})


def _known(batch: Any, name: str, row: int) -> str:
    known = as_id(_value(batch, name, row), name)
    if known is None:
        raise InvalidValueError(f"the id in the column {name!r} is missing. Fill it, or give no `id`.")
    return known


def _value(batch: Any, name: str, row: int) -> Any:
    pa: Any = optional_import("pyarrow", feature="extract_batches()", extra=_EXTRA.name)
    try:
        return batch.column(name)[row].as_py()
    # A time that Python cannot hold, a time zone that it does not know, or bytes that are not UTF-8.
    except (ValueError, ArithmeticError, LookupError, pa.ArrowException) as error:
        raise InvalidValueError(f"column {name!r} has a value that Python cannot hold ({error}).") from error
