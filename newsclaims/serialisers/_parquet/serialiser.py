"""Parquet: a table with one row per claim for data frames and SQL, with the complete claim sets in the same file.

The columns are those of `ClaimSet.to_arrow()`, and four that are needed to read claim sets back: `set`, the number of
the claim set; `set_size`, the number of its claims; `article` and `set_details`, only in the first row of each set. A
set without claims has a row whose `claim_id` is null. Standard: https://parquet.apache.org/docs/file-format/
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Literal

from newsclaims._files.arrow_errors import arrow_errors
from newsclaims._files.arrow_files import BUFFER, UncountedFile
from newsclaims._files.limited_source import MAX_SET_BYTES
from newsclaims._model import Article, ClaimSet

from ..toolkit import Extra, FileLocation, optional_import, reading, writing
from .arrow import batches, rows, schema, spread, table
from .pandas_frames import pandas_frame
from .reading import Rows, read_set

__all__ = ["ParquetSerialiser"]

GROUP = 1 << 24
"""The approximate size of a row group in memory, in bytes."""

_FEATURE = "the format 'parquet'"
_PANDAS = Extra("pandas", ("pandas", "pyarrow"))
_POLARS = Extra("polars", ("polars", "pyarrow"))


class ParquetSerialiser:
    """Writes and reads Parquet, and makes tables and data frames.

    It writes row group by row group and reads in pieces. The index of a Parquet file is at its end, so a file that was
    cut short cannot be read. Columns are found by name; other columns are skipped.
    """

    name: str = "parquet"
    suffixes: tuple[str, ...] = (".parquet",)
    media_type: str = "application/vnd.apache.parquet"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"
    extra: Extra = Extra("arrow", ("pyarrow",))

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write claim sets in row groups of limited size; see `Serialiser.dump`."""
        parquet = optional_import("pyarrow.parquet", feature=_FEATURE, extra=self.extra.name)
        with writing(target) as stream:
            sink = _Sink(stream)
            try:
                columns = schema(whole=True)
                writer = parquet.ParquetWriter(sink, columns, compression="zstd", write_page_checksum=True)
                for group in _groups(batches(rows(claimsets), columns)):
                    writer.write_table(group)
                writer.close()
            finally:
                sink.closed = True

    def load(
        self,
        source: BinaryIO | Path,
        *,
        articles: Mapping[str, Article] | None = None,  # noqa: ARG002
        max_bytes: int = MAX_SET_BYTES,
    ) -> Iterator[ClaimSet]:
        """Read claim sets, some rows at a time; `articles` is not needed. See `Serialiser.load`.

        A stream without random access, such as a pipe, is first copied to a temporary file.

        Args:
            source: The path or stream to read.
            articles: Not used.
            max_bytes: How many bytes the rows of one claim set may have, after unpacking; each counts at least 1,000.

        Raises:
            FormatError: If it is not Parquet as `dump` writes it.
            LimitError: If a row, or the rows of a claim set, are larger than the limit.
        """
        parquet = optional_import("pyarrow.parquet", feature=_FEATURE, extra=self.extra.name)
        with reading(source) as stream, _searchable(stream) as file:
            location = FileLocation.of(stream, self.name)
            with arrow_errors(location, "A file that was cut short cannot be read, because its index is at the end."):
                opened = parquet.ParquetFile(
                    file, buffer_size=BUFFER, pre_buffer=False, page_checksum_verification=True
                )
            found = Rows(file, opened, location, max_bytes)
            for row in found:
                yield read_set(row, found, location)
                found.start_set()

    def to_arrow(self, claimset: ClaimSet) -> Any:
        """Return the claims of a set as a table; see `ClaimSet.to_arrow`."""
        self.extra.require("to_arrow()")
        return table(claimset)

    def to_pandas(self, claimset: ClaimSet) -> Any:
        """Return the claims of a set as a data frame; see `ClaimSet.to_pandas`."""
        _PANDAS.require("to_pandas()")
        return pandas_frame(spread(claimset))

    def to_polars(self, claimset: ClaimSet) -> Any:
        """Return the claims of a set as a data frame; see `ClaimSet.to_polars`."""
        polars: Any = optional_import("polars", feature="to_polars()", extra=_POLARS.name)
        _POLARS.require("to_polars()")
        return polars.from_arrow(spread(claimset))


class _Sink:
    """A stream that pyarrow cannot close, and to which it cannot write an index after an error."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.closed = False

    def write(self, data: Any) -> int:
        return len(data) if self.closed else self._stream.write(data)

    def flush(self) -> None:
        """Do nothing; the caller that opened the stream flushes it."""


def _groups(batches: Iterable[Any]) -> Iterator[Any]:
    """Join batches to tables of about `GROUP` bytes."""
    arrow = optional_import("pyarrow", feature=_FEATURE, extra="arrow")
    held, size = [], 0
    for batch in batches:
        held.append(batch)
        size += batch.nbytes
        if size >= GROUP:
            yield arrow.Table.from_batches(held)
            held, size = [], 0
    if held:
        yield arrow.Table.from_batches(held)


@contextmanager
def _searchable(stream: BinaryIO) -> Iterator[Any]:
    """Yield a file with random access, because the index at the end must be read first."""
    seekable = getattr(stream, "seekable", None)
    if seekable is not None and seekable():
        yield UncountedFile(stream)
        return
    with tempfile.TemporaryFile() as file:
        shutil.copyfileobj(stream, file)
        yield file
