"""Extracts the claims of articles in a Spark data frame, on the workers of the cluster.

Each partition is a stream of Arrow record batches that goes through `newsclaims.integrations.arrow.extract_batches`.
Spark decides where partitions run, runs those of a lost worker again, and writes the result.
"""

from functools import partial
from typing import Any, TypeVar

from newsclaims._pipeline import Pipeline
from newsclaims._pipeline.stream import check_count
from newsclaims.errors import InputTypeError, InvalidValueError

from ._articles import ArticleColumns, as_pipeline
from ._spark_types import spark_type
from .arrow import claims_schema, extract_batches

__all__ = ["extract"]

# Not named: pyspark is not an extra, because whoever has a frame has it.
_Frame = TypeVar("_Frame")


def extract(
    frame: _Frame,
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
) -> _Frame:
    """Return a data frame of the claims of the articles in a data frame, one article a row.

    Nothing is extracted before Spark needs the rows. They are those of
    `newsclaims.integrations.arrow.extract_batches`, with its columns as types of Spark.

    Args:
        frame: The articles.
        text: The column with the texts.
        id: The column with the ids: texts or numbers. If None, the id is a digest of the text.
        title: The column with the titles.
        published: The column with the dates, as the reader `table` takes them.
        url: The column with the web addresses.
        publisher: The column with the publishers.
        authors: The column with the authors.
        language: The column with the languages.
        date_format: The format of dates that are texts, as for `datetime.strptime`.
        pipeline: The pipeline; None for `Pipeline()`. Spark pickles it for its workers.
        batch_size: How many articles the extractor gets at a time.

    Raises:
        InputTypeError: If something is of the wrong type.
        InvalidValueError: If a column is missing, or an option has no such value.
        MissingExtraError: If `newsclaims[arrow]` is not installed.

    Example:
        ```python
        articles = spark.read.parquet("articles/")
        extract(articles, text="body", id="url", published="date").write.parquet("claims/")
        ```
    """
    given: Any = frame
    if not callable(getattr(given, "mapInArrow", None)):
        raise InputTypeError("frame", "a DataFrame of Spark 3.5 or later", type(frame).__name__)
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
    columns.check(given.columns, "frame")
    check_count("batch_size", batch_size)
    work = partial(extract_batches, **named, pipeline=as_pipeline(pipeline), batch_size=batch_size)
    for name in columns.all_names:
        # mapInArrow itself reads such a name as a field inside a column.
        if "." in name or "`" in name:
            new = name.replace(".", "_").replace("`", "_")
            hint = f"Rename it: frame.withColumnRenamed({name!r}, {new!r})."
            raise InvalidValueError(f"Spark cannot give the column {name!r} to Python because of its name. {hint}")
    # So that Spark sends no other columns to Python.
    chosen = given.select(*columns.all_names)
    made: _Frame = chosen.mapInArrow(work, spark_type(claims_schema()))
    return made
