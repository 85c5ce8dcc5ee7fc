"""Extracts the claims of the articles in a data frame, through narwhals, and returns a frame of the same library."""

import warnings
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from operator import attrgetter
from typing import Any, TypeVar

from newsclaims._model import Article
from newsclaims._model.labels import RESERVED
from newsclaims._pipeline import Pipeline
from newsclaims._plugins import Extra, optional_import
from newsclaims._progress import Progress, check_progress, follow
from newsclaims._public import set_public_module
from newsclaims.errors import InputTypeError, InvalidValueError, ReadingWarning
from newsclaims.readers._table.columns import listed
from newsclaims.readers._table.repeated_ids import RepeatedIds
from newsclaims.serialisers._parquet import arrow
from newsclaims.serialisers._parquet.pandas_frames import pandas_frame

from ._articles import ArticleColumns, as_id, as_pipeline
from ._outcomes import ERROR, WARNINGS, Outcome, claim_rows, outcomes

__all__ = ["extract_frame"]

_Frame = TypeVar("_Frame")
_EXTRA = Extra("frame", ("narwhals", "pyarrow"))
_ROW = "row"
"""The first column of the result if the caller names no column of ids: the number of the row, counted from 0."""
_OF_ARTICLE = ("title", "publisher", "published", "published_at", "url")
"""Columns about the article; a column of ids with such a name takes its place."""


def extract_frame(
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
    workers: int = 1,
    progress: Progress = False,
) -> _Frame:
    """Find and judge the claims of the articles in a data frame, one article a row.

    The result is a frame of the same library, with the rows in the order of the articles:

    - a row for each claim, with the flat columns of `ClaimSet.to_pandas()`, a column for each of the user's own labels,
      and the `warnings` about its article;
    - one row for an article without claims, whose `claim_id` is null;
    - one row for an article that failed or has no text, with the reason in the column `error`.

    The first column is that of the ids, with its name and type, instead of `article_id`; or `row`, the number of the
    row counted from 0, if `id` is None. The columns are the same if there are no rows.

    Args:
        frame: A data frame of pandas, a `DataFrame` of Polars, a `Table` of pyarrow, or another that narwhals knows.
            Collect a lazy one first.
        text: The column with the texts.
        id: The column with the ids: texts or numbers, none of them missing. A warning names an id that two rows have.
        title: The column with the titles.
        published: The column with the dates, as the reader `table` takes them.
        url: The column with the web addresses.
        publisher: The column with the publishers.
        authors: The column with the authors.
        language: The column with the languages.
        date_format: The format of dates that are texts, as for `datetime.strptime`.
        pipeline: The pipeline; None for `Pipeline()`.
        batch_size: How many articles the extractor gets at a time.
        workers: The number of worker processes; 1 means only this process.
        progress: True shows on standard error how many rows are done. Or a callable that wraps an iterable, such as
            `tqdm.tqdm`.

    Raises:
        InputTypeError: If something is of the wrong type.
        InvalidValueError: If a column or an id is missing, an id is of a wrong type, or an option has no such value.
        WorkerError: If workers cannot be started, or the pipeline does not pickle.
        MissingExtraError: If `newsclaims[frame]` is not installed.

    Example:
        ```python
        claims = nc.extract_frame(articles, text="body", id="url", published="date")
        claims.groupby(["source_name", "stance"], observed=True).size()
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
    check_progress(progress)
    chain = as_pipeline(pipeline)
    articles = _narwhals_frame(frame)
    columns.check(articles.columns, "frame")
    if id is not None and id in {name for name in _flat_columns() if name not in _OF_ARTICLE} | {WARNINGS, ERROR}:
        raise InvalidValueError(f"the column of ids cannot be called {id!r}, as a column of the claims. Rename it.")
    ids = None if id is None else _ids(articles.get_column(id), id)
    if repeated := _repeated(ids or ()):
        warnings.warn(f"{repeated} Name another column, or give no id.", ReadingWarning, stacklevel=2)
    claims = _Claims(_own_labels(chain), {id or _ROW, ERROR})
    found = outcomes(chain, _items(articles, columns, ids), batch_size=batch_size, workers=workers)
    rows = follow(found, "rows", progress=progress, total=len(articles), failed=attrgetter("failed"))
    with closing(rows):
        made = claims.table(rows)
    result: _Frame = _joined(articles, id, made, claims.places)
    return result


class _Claims:
    """Makes the table of claims, and notes the row of the article of each of its rows.

    Args:
        labels: The user's own labels that always have a column.
        taken: Names of columns that a label cannot have; its column then ends in `_label`.
    """

    def __init__(self, labels: Iterable[str], taken: Container[str]) -> None:
        self._taken = taken
        self.places: list[int] = []
        self._labels: dict[str, dict[int, str]] = {name: {} for name in labels}

    def table(self, found: Iterable[Outcome]) -> Any:
        """Return the Arrow table of the claims of articles."""
        pa = optional_import("pyarrow", feature="extract_frame()", extra=_EXTRA.name)
        kinds = arrow.schema(whole=False)
        fields = [*map(kinds.field, _flat_columns()), *(pa.field(name, pa.string()) for name in (WARNINGS, ERROR))]
        columns = pa.schema(fields, kinds.metadata)
        # The empty batch has the types, with all values of each label.
        made = pa.Table.from_batches([arrow.batch([], columns), *arrow.batches(self._rows(found), columns)])
        for at, (name, values) in enumerate(self._labels.items(), len(columns) - 2):
            column = pa.array(map(values.get, range(len(self.places))), pa.string()).dictionary_encode()
            made = made.add_column(at, f"{name}_label" if name in self._taken else name, column)
        return made

    def _rows(self, found: Iterable[Outcome]) -> Iterator[Mapping[str, Any]]:
        for one in found:
            for row in claim_rows(one):
                for label in row.get("labels", ()):
                    self._labels.setdefault(label["label"], {})[len(self.places)] = label["value"]
                self.places.append(one.row)
                yield row


def _narwhals_frame(frame: object) -> Any:
    """Return a frame as narwhals wraps it, after checking that it is one and not lazy."""
    _EXTRA.require("extract_frame()")
    narwhals: Any = optional_import("narwhals", feature="extract_frame()", extra=_EXTRA.name)
    try:
        found = narwhals.from_native(frame, pass_through=True)
    except narwhals.exceptions.DuplicateError as error:
        reason = " ".join(str(error).split())
        raise InvalidValueError(f"the frame has several columns with one name. {reason}. Rename them.") from error
    if isinstance(found, narwhals.LazyFrame):
        hint = "Collect it first, for example frame.collect()."
        raise InputTypeError("frame", "a data frame in memory", f"a lazy one ({type(frame).__name__})", hint)
    if not isinstance(found, narwhals.DataFrame):
        expected = "a data frame of pandas, Polars, pyarrow or another library that narwhals knows"
        raise InputTypeError("frame", expected, type(frame).__name__)
    return found


def _flat_columns() -> list[str]:
    """Return the names of the columns of claims that have no lists, without `article_id`."""
    types: Any = optional_import("pyarrow.types", feature="extract_frame()", extra=_EXTRA.name)
    kinds = arrow.schema(whole=False)
    return [field.name for field in kinds if not types.is_nested(field.type) and field.name != "article_id"]


def _own_labels(pipeline: Pipeline) -> list[str]:
    """Return the labels of the pipeline's taggers that are not built in."""
    provided = {label for tagger in pipeline.taggers for label in tagger.provides}
    return sorted(label for label in provided if label.lower() not in RESERVED)


def _ids(column: Any, name: str) -> list[str]:
    found = []
    for row, value in enumerate(column):
        if (one := as_id(_python(value), name)) is None:
            raise InvalidValueError(
                f"the id in row {row} of the column {name!r} is missing. Fill it, leave out the row, or give no `id`."
            )
        found.append(one)
    return found


def _repeated(ids: Iterable[str]) -> str | None:
    """Return what is wrong with the first id that two rows have; None if they differ."""
    known = RepeatedIds()
    return next(filter(None, (known.fault(one, row) for row, one in enumerate(ids))), None)


def _items(
    frame: Any, columns: ArticleColumns, ids: Sequence[str] | None
) -> Iterator[tuple[str | None, Article | str]]:
    """Yield the id of each row and its article, or why there is none."""
    read = columns.reader()
    for row, values in enumerate(_rows(frame.select(columns.names))):
        known, item = str(row) if ids is None else ids[row], read(list(map(_python, values)))
        yield known, item.model_copy(update={"id": known}) if isinstance(item, Article) else item


def _rows(frame: Any) -> Iterator[Sequence[Any]]:
    try:
        yield from frame.iter_rows()
    except (ValueError, ArithmeticError) as error:
        raise InvalidValueError(
            f"the columns {listed(frame.columns)} have a value that Python cannot hold ({error}). Check their dates."
        ) from error


def _joined(articles: Any, id: str | None, claims: Any, places: list[int]) -> Any:  # noqa: A002 - the name of the field
    """Return the frame of claims in the library of the articles, after the column of ids or of row numbers."""
    narwhals: Any = optional_import("narwhals", feature="extract_frame()", extra=_EXTRA.name)
    pa = optional_import("pyarrow", feature="extract_frame()", extra=_EXTRA.name)
    if id is None:
        claims = claims.add_column(0, _ROW, pa.array(places, pa.int64()))
    elif id in claims.column_names:
        claims = claims.drop_columns([id])
    backend = articles.implementation
    if backend.is_pandas():
        made = narwhals.from_native(pandas_frame(claims))
    else:
        made = narwhals.from_arrow(claims, backend=backend)
    if id is not None:
        ids = narwhals.maybe_reset_index(articles.select(id)[places])
        made = narwhals.concat([ids, made], how="horizontal")
    return made.to_native()


def _python(value: Any) -> Any:
    """Return a value of numpy as one of Python."""
    return value.tolist() if hasattr(value, "tolist") else value


set_public_module("newsclaims", extract_frame)
