"""Extracts the claims of articles in a dataset of Ray Data, on the workers of the cluster.

Each block of the dataset goes through `newsclaims.integrations.arrow.extract_batches`. Ray decides where blocks run,
runs those of a lost worker again, and writes the result.
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from newsclaims._pipeline import Pipeline
from newsclaims._pipeline.stream import check_count
from newsclaims._plugins import optional_import
from newsclaims.errors import InputTypeError

from ._articles import ArticleColumns, as_pipeline
from .arrow import extract_batches

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["extract"]

# Not named: Ray is not an extra, because whoever has a dataset has it.
_Dataset = TypeVar("_Dataset")


def extract(
    dataset: _Dataset,
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
    num_cpus: float = 1,
    **options: Any,
) -> _Dataset:
    """Return a dataset of the claims of the articles in a dataset, one article a row.

    Nothing is extracted before Ray needs the rows. They are those of
    `newsclaims.integrations.arrow.extract_batches`.

    Args:
        dataset: The articles.
        text: The column with the texts.
        id: The column with the ids: texts or numbers. If None, the id is a digest of the text.
        title: The column with the titles.
        published: The column with the dates, as the reader `table` takes them.
        url: The column with the web addresses.
        publisher: The column with the publishers.
        authors: The column with the authors.
        language: The column with the languages.
        date_format: The format of dates that are texts, as for `datetime.strptime`.
        pipeline: The pipeline; None for `Pipeline()`. Ray pickles it for its workers.
        batch_size: How many articles the extractor gets at a time.
        num_cpus: How many cores a task gets; the extractor `neural` uses as many threads.
        options: Other options of `Dataset.map_batches`, for example `memory` or `concurrency`.

    Raises:
        InputTypeError: If something is of the wrong type.
        InvalidValueError: If an option has no such value, or a column is missing. Ray finds that out when it reads the
            first block, unless it knows the columns before.
        MissingExtraError: If `newsclaims[arrow]` is not installed.

    Example:
        ```python
        articles = ray.data.read_parquet("articles/")
        extract(articles, text="body", id="url", published="date").write_parquet("claims/")
        ```
    """
    articles: Any = dataset
    if not callable(getattr(articles, "map_batches", None)):
        raise InputTypeError("dataset", "a Dataset of Ray Data", type(dataset).__name__)
    named: dict[str, Any] = {
        "text": text,
        "id": id,
        "title": title,
        "published": published,
        "url": url,
        "publisher": publisher,
        "authors": authors,
        "language": language,
        "date_format": date_format,
    }
    columns = ArticleColumns.given(**named)
    check_count("batch_size", batch_size)
    # None if Ray does not know them before it has read a block.
    if (known := articles.columns(fetch_if_missing=False)) is not None:
        columns.check(known, "dataset")
    work = partial(_claims, **named, pipeline=as_pipeline(pipeline), batch_size=batch_size)
    # A block is a batch, so Ray need not copy its rows.
    whole = {"batch_size": None, "batch_format": "pyarrow", "zero_copy_batch": True}
    made: _Dataset = articles.map_batches(work, **whole, num_cpus=num_cpus, **options)
    return made


def _claims(block: "pa.Table", **given: Any) -> "Iterator[pa.Table]":
    """Yield the claims of a block, in tables of limited size."""
    pa: Any = optional_import("pyarrow", feature="newsclaims.integrations.ray", extra="arrow")
    for batch in extract_batches(block.to_batches(), **given):
        yield pa.Table.from_batches([batch])
