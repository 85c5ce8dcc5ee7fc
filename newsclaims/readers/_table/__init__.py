"""Stub."""

from collections.abc import Iterator
from typing import BinaryIO

from newsclaims._model import Article

from .._protocol import Skipped

__all__ = ["TableReader"]


class TableReader:
    """Stub."""

    name: str = "table"
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
    media_type: str = "text/csv"
    many: bool = True

    def read(self, source: BinaryIO) -> Iterator[Article | Skipped]:
        """Stub."""
        raise NotImplementedError
        yield
