"""The serialiser of the format `html`: one page for one article, a folder for several; cannot be read back."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal

from newsclaims._model import Article, ClaimSet
from newsclaims.errors import WriteOnlyError

__all__ = ["HtmlSerialiser"]


class HtmlSerialiser:
    """Writes pages: a self-contained page for one article, or a folder with an index for several."""

    name: str = "html"
    suffixes: tuple[str, ...] = (".html", ".htm")
    media_type: str = "text/html"
    layout: Literal["stream", "file-per-article", "folder"] = "file-per-article"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write a page, or a folder of pages; see `Serialiser.dump`."""
        raise NotImplementedError

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Raise `WriteOnlyError`; see `Serialiser.load`."""
        raise WriteOnlyError(self.name)
