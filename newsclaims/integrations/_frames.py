"""Extracts the claims of the articles in a data frame, through narwhals, and returns a frame of the same library."""

import warnings
from collections import deque
from collections.abc import Container, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, TypeVar

from newsclaims._files.locations import FileLocation
from newsclaims._model import Article, ClaimSet
from newsclaims._model.labels import RESERVED
from newsclaims._pipeline import Failure, Pipeline
from newsclaims._plugins import Extra, optional_import
from newsclaims._progress import Progress, check_progress, follow
from newsclaims._public import set_public_module
from newsclaims.errors import FormatError, InputTypeError, InvalidValueError, NewsClaimsError, ReadingWarning
from newsclaims.readers import Skipped
from newsclaims.readers._table.columns import listed
from newsclaims.readers._table.dates import check_date_format
from newsclaims.readers._table.repeated_ids import RepeatedIds
from newsclaims.readers._table.rows import ArticleMaker, is_missing
from newsclaims.serialisers._parquet import arrow
from newsclaims.serialisers._parquet.pandas_frames import pandas_frame

__all__ = ["extract_frame"]

_Frame = TypeVar("_Frame")
_EXTRA = Extra("frame", ("narwhals", "pyarrow"))
_ROW = "row"
"""The first column of the result if the caller names no column of ids: the number of the row, counted from 0."""
_OF_ARTICLE = ("title", "publisher", "published", "published_at", "url")
"""Columns about the article; a column of ids with such a name takes its place."""
_WARNINGS, _ERROR = "warnings", "error"


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
        InvalidValueError: If a column is missing, an id is missing, or an option has no such value.
        WorkerError: If workers cannot be started, or the pipeline does not pickle.
        MissingExtraError: If `newsclaims[frame]` is not installed.

    Example:
        ```python
        claims = nc.extract_frame(articles, text="body", id="url", published="date")
        claims.groupby(["source_name", "stance"], observed=True).size()
        ```
    """
    given = {
        "text": text,
        "title": title,
        "published": published,
        "url": url,
        "publisher": publisher,
        "authors": authors,
        "language": language,
    }
    columns = {field: column for field, column in given.items() if column is not None}
    check_date_format(date_format)
    check_progress(progress)
    if pipeline is not None and not isinstance(pipeline, Pipeline):
        raise InputTypeError("pipeline", "a Pipeline or None", type(pipeline).__name__)
    articles = _narwhals_frame(frame)
    _check_columns(articles.columns, {**columns, **({} if id is None else {"id": id})})
    if id is not None and id in {name for name in _flat_columns() if name not in _OF_ARTICLE} | {_WARNINGS, _ERROR}:
        raise InvalidValueError(f"the column of ids cannot be called {id!r}, as a column of the claims. Rename it.")
    ids = None if id is None else _ids(articles.get_column(id), id)
    if repeated := _repeated(ids or ()):
        warnings.warn(f"{repeated} Name another column, or give no id.", ReadingWarning, stacklevel=2)
    chain = pipeline or Pipeline()
    claims = _Claims(_own_labels(chain), {id or _ROW, _ERROR})
    items = _items(articles, columns, ids, date_format)
    results = _results(chain, items, batch_size, workers)
    with closing(follow(results, "rows", progress=progress, total=len(articles), failed=_has_error)) as followed:
        made = claims.table(followed)
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
        self._warnings: list[str | None] = []
        self._errors: list[str | None] = []
        self._labels: dict[str, dict[int, str]] = {name: {} for name in labels}

    def table(self, results: Iterable[tuple[int, ClaimSet | str]]) -> Any:
        """Return the Arrow table of results; each is the number of a row with its claims, or with an error."""
        pa = optional_import("pyarrow", feature="extract_frame()", extra=_EXTRA.name)
        # The empty table has the types, with all values of each label.
        parts = [arrow.table(ClaimSet(article=Article(text="")))]
        parts += map(
            pa.Table.from_batches, ([batch] for batch in arrow.batches(self._rows(results), arrow.schema(whole=False)))
        )
        made = pa.concat_tables(part.select(_flat_columns()) for part in parts)
        for name, values in self._labels.items():
            column = pa.array(map(values.get, range(len(self.places))), pa.string()).dictionary_encode()
            made = made.append_column(f"{name}_label" if name in self._taken else name, column)
        made = made.append_column(_WARNINGS, pa.array(self._warnings, pa.string()))
        return made.append_column(_ERROR, pa.array(self._errors, pa.string()))

    def _rows(self, results: Iterable[tuple[int, ClaimSet | str]]) -> Iterator[Mapping[str, Any]]:
        for place, result in results:
            error = result if isinstance(result, str) else None
            warnings = "" if isinstance(result, str) else " ".join(result.warnings)
            for row in [{}] if isinstance(result, str) else arrow.rows([result]):
                for label in row.get("labels", ()):
                    self._labels.setdefault(label["label"], {})[len(self.places)] = label["value"]
                self.places.append(place)
                self._warnings.append(warnings or None)
                self._errors.append(error)
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


def _check_columns(names: Sequence[str], given: Mapping[str, str]) -> None:
    for field, column in given.items():
        if not isinstance(column, str):
            raise InputTypeError(field, "the name of a column, a str", type(column).__name__)
        if column not in names:
            raise InvalidValueError(
                f"the frame has no column {column!r} for {field}; its columns are {listed(names)}. "
                f"Name the right one: {field}='...'."
            )
        if names.count(column) > 1:
            raise InvalidValueError(f"the frame has more than one column {column!r}. Rename all but one of them.")


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
    found = [_python(value) for value in column]
    for row, value in enumerate(found):
        if is_missing(value) or not str(value):
            raise InvalidValueError(
                f"the id in row {row} of the column {name!r} is missing. Fill it, leave out the row, or give no `id`."
            )
    return [str(int(value)) if isinstance(value, float) and value.is_integer() else str(value) for value in found]


def _repeated(ids: Iterable[str]) -> str | None:
    """Return what is wrong with the first id that two rows have; None if they differ."""
    known = RepeatedIds()
    return next(filter(None, (known.fault(one, row) for row, one in enumerate(ids))), None)


def _items(
    frame: Any, columns: Mapping[str, str], ids: Sequence[str] | None, date_format: str | None
) -> Iterator[Article | str]:
    """Yield the article of each row, or why there is none."""
    location = FileLocation("frame")
    names = list(dict.fromkeys(columns.values()))
    maker = ArticleMaker(columns, date_format)
    maker.set_columns(names, location)
    for row, values in enumerate(_rows(frame.select(names))):
        item = maker.article(dict(zip(names, map(_python, values), strict=True)), location)
        if isinstance(item, Skipped):
            yield item.error.reason if isinstance(item.error, FormatError) else item.reason
        else:
            yield item.model_copy(update={"id": str(row) if ids is None else ids[row]})


def _rows(frame: Any) -> Iterator[Sequence[Any]]:
    try:
        yield from frame.iter_rows()
    except (ValueError, ArithmeticError) as error:
        raise InvalidValueError(
            f"the columns {listed(frame.columns)} have a value that Python cannot hold ({error}). Check their dates."
        ) from error


def _results(
    pipeline: Pipeline, items: Iterator[Article | str], batch_size: int, workers: int
) -> Generator[tuple[int, ClaimSet | str], None, None]:
    """Yield the number of each row with its claims or its error, in order."""
    waiting: deque[tuple[int, str | None]] = deque()

    def articles() -> Iterator[Article]:
        for row, item in enumerate(items):
            waiting.append((row, item if isinstance(item, str) else None))
            if isinstance(item, Article):
                yield item

    def without_articles() -> Iterator[tuple[int, ClaimSet | str]]:
        while waiting and (error := waiting[0][1]) is not None:
            yield waiting.popleft()[0], error

    for result in pipeline.stream(articles(), batch_size=batch_size, workers=workers, on_error="collect"):
        yield from without_articles()
        yield waiting.popleft()[0], _said(result.error) if isinstance(result, Failure) else result
    yield from without_articles()


def _has_error(result: tuple[int, ClaimSet | str]) -> bool:
    return isinstance(result[1], str)


def _said(error: BaseException) -> str:
    """Return the message of an error, with its type if it is not one of newsclaims."""
    return str(error) if isinstance(error, NewsClaimsError) else f"{type(error).__name__}: {error}"


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
