"""Stub."""

from collections.abc import Iterator
from typing import BinaryIO

from newsclaims._model import Article

from ._protocol import Skipped

__all__ = ["WarcReader"]


class WarcReader:
    """Stub."""

    name: str = "warc"
    suffixes: tuple[str, ...] = (".warc",)
    media_type: str = "application/warc"
    many: bool = True

    def read(self, source: BinaryIO) -> Iterator[Article | Skipped]:
        """Stub."""
        raise NotImplementedError
        yield
