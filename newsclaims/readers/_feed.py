"""Stub."""

from collections.abc import Iterator
from typing import BinaryIO

from newsclaims._model import Article

from ._protocol import Skipped

__all__ = ["FeedReader"]


class FeedReader:
    """Stub."""

    name: str = "feed"
    suffixes: tuple[str, ...] = (".rss", ".atom", ".xml")
    media_type: str = "application/rss+xml"
    many: bool = True

    def read(self, source: BinaryIO) -> Iterator[Article | Skipped]:
        """Stub."""
        raise NotImplementedError
        yield
