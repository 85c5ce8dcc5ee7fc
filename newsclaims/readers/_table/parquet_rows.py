"""Reads rows of Parquet, a few at a time.

A Parquet file keeps each column of many rows together, so the bytes of one article are not next to each other, and
packed pages say little about the size of what is in them. So the bytes that are read are not counted. Instead, a row
group that must have a cell above the limit is an error, and a row above the limit is skipped.

A file of some kilobytes can also have a thousand million rows, all of them empty or equal. Such a file is an error.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from newsclaims._files.arrow_errors import arrow_errors
from newsclaims._files.arrow_files import BUFFER, UncountedFile, check_row_group, rows_at_a_time, too_large
from newsclaims._files.locations import FileLocation
from newsclaims._files.parquet_pages import PageSizes
from newsclaims._model import Article
from newsclaims._plugins import optional_import
from newsclaims.errors import FormatError, LimitError

from .._protocol import Skipped
from .rows import ArticleMaker, fault

__all__ = ["MAGIC", "parquet_articles"]

MAGIC = b"PAR1"
"""How a Parquet file begins."""

_ROWS = 500
"""How many rows are read at a time, at most."""
_LEAST_SIZE = 1_000
"""The size of an empty row, in bytes: that of its values in Python."""
_CUT_SHORT = "A file that was cut short cannot be read, because its index is at the end."
_DAMAGED = "The file is damaged. Use another copy."


class _Unreadable:
    """A value that Python cannot hold, for example a date in the year 20000."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


def parquet_articles(
    head: bytes, source: BinaryIO, location: FileLocation, maker: ArticleMaker, max_bytes: int
) -> Iterator[Article | Skipped]:
    """Yield the article of each row, or why there is none.

    A source that cannot seek, such as a pipe, is read into memory first.

    Args:
        head: The bytes that were read already.
        source: The rest of the file.
        location: The file.
        maker: Makes the articles.
        max_bytes: The largest size of a row, in bytes.

    Raises:
        FormatError: If it is damaged, or has no column for the text.
        LimitError: If a column has cells that are larger than the limit, or the file has many more rows than bytes.
    """
    parquet = optional_import("pyarrow.parquet", feature="reading Parquet", extra="arrow")
    if source.seekable():
        source.seek(-len(head), io.SEEK_CUR)
        file: Any = UncountedFile(source)
    else:
        file = io.BytesIO(head + source.read())
    with arrow_errors(location, _CUT_SHORT):
        opened = parquet.ParquetFile(file, buffer_size=BUFFER, pre_buffer=False, page_checksum_verification=True)
        names = opened.schema_arrow.names
    stated = opened.metadata.num_rows
    _check_number(stated, file.seek(0, io.SEEK_END), location, max_bytes)
    maker.set_columns(names, location, nested=True)
    number = 0
    for batch in _batches(file, opened, location, max_bytes):
        if number + batch.num_rows > stated:
            raise location.error(f"it should have {stated} rows, but has more. {_DAMAGED}")
        for piece in _small(batch, max_bytes):
            if piece.nbytes > max_bytes:
                number += 1
                yield Skipped("the row is too large", too_large(f"row {number}", location, max_bytes))
                continue
            columns = [_values(column) for column in piece.columns]
            for row in zip(*columns, strict=True):
                number += 1
                yield _article(number, dict(zip(names, row, strict=True)), location, maker)
    # Only pages have checksums; a damaged index can name too few pages.
    if number != stated:
        raise location.error(f"it should have {stated} rows, but has {number}. {_DAMAGED}")
    if not number:
        yield Skipped("the table has no rows")


def _check_number(rows: int, size: int, location: FileLocation, max_bytes: int) -> None:
    """Refuse a file with many more rows than bytes; rows that differ take more than a byte each."""
    if rows > max(size, max_bytes // _LEAST_SIZE):
        reason = f"it has {rows:,} rows in {size:,} bytes, so nearly all of them are empty or equal."
        raise LimitError(location.source or "input", reason, "max_bytes")


def _article(number: int, values: dict[str, Any], location: FileLocation, maker: ArticleMaker) -> Article | Skipped:
    for name, value in values.items():
        if isinstance(value, _Unreadable):
            found = f"row {number}: column {name!r} has a value that cannot be read: {value.reason}."
            return fault("a value cannot be read", location, found)
    item = maker.article(values, location)
    if isinstance(item, Skipped) and isinstance(item.error, FormatError):
        return fault(item.reason, location, f"row {number}: {item.error.reason}")
    return item


def _small(batch: Any, max_bytes: int) -> Iterator[Any]:
    """Yield a batch, or its rows one by one if it is large."""
    if batch.nbytes <= max_bytes:
        yield batch
    else:
        yield from (batch.slice(at, 1) for at in range(batch.num_rows))


def _batches(file: Any, opened: Any, location: FileLocation, max_bytes: int) -> Iterator[Any]:
    """Yield batches of rows that are small enough, with types that Python has."""
    pages = PageSizes(file, location, max_bytes)
    for group in range(opened.num_row_groups):
        with arrow_errors(location, _DAMAGED):
            check_row_group(opened, group, location, max_bytes)
            pages.check(group)
            rows = rows_at_a_time(opened, group, _ROWS, max_bytes)
            pieces = opened.iter_batches(rows, row_groups=[group], use_threads=False)
        while (batch := _next(pieces, location)) is not None:
            yield batch


def _next(pieces: Iterator[Any], location: FileLocation) -> Any:
    """Return the next batch, with types that Python has; None at the end."""
    with arrow_errors(location, _DAMAGED):
        piece = next(pieces, None)
        return None if piece is None else _plain(piece)


def _plain(batch: Any) -> Any:
    """Return a batch without dictionaries, whose times have microseconds; Python has no nanoseconds."""
    arrow = optional_import("pyarrow", feature="reading Parquet", extra="arrow")
    columns = []
    for column in batch.columns:
        bare = column.dictionary_decode() if arrow.types.is_dictionary(column.type) else column
        kind = _in_microseconds(arrow, bare.type)
        columns.append(bare if kind == bare.type else bare.cast(kind, safe=False))
    return arrow.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _in_microseconds(arrow: Any, kind: Any) -> Any:
    """Return a type with microseconds in the place of nanoseconds, in lists and structs too."""
    types = arrow.types
    if getattr(kind, "unit", None) == "ns":
        if types.is_timestamp(kind):
            return arrow.timestamp("us", kind.tz)
        return arrow.duration("us") if types.is_duration(kind) else arrow.time64("us")
    if types.is_list(kind) or types.is_large_list(kind):
        make = arrow.list_ if types.is_list(kind) else arrow.large_list
        return make(kind.value_field.with_type(_in_microseconds(arrow, kind.value_type)))
    if types.is_struct(kind):
        return arrow.struct([field.with_type(_in_microseconds(arrow, field.type)) for field in kind])
    return kind


def _values(column: Any) -> Sequence[Any]:
    """Return the values of a column; text that is declared as bytes, as some programs do, becomes text."""
    try:
        values = column.to_pylist()
    except (ValueError, ArithmeticError, LookupError):
        values = [_value(one) for one in column]
    return [_decoded(value) if isinstance(value, bytes) else value for value in values]


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except (ValueError, ArithmeticError, LookupError) as error:
        return _Unreadable(str(error).rstrip("."))


def _decoded(value: bytes) -> str | bytes:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value
