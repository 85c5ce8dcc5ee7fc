"""Stub."""

from collections.abc import Iterator
from typing import BinaryIO

from newsclaims._model import Article

from .._protocol import Skipped

__all__ = ["HtmlReader"]


class HtmlReader:
    """Stub."""

    name: str = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")
    media_type: str = "text/html"
    many: bool = False

    def read(self, source: BinaryIO) -> Iterator[Article | Skipped]:
        """Stub."""
        raise NotImplementedError
        yield
