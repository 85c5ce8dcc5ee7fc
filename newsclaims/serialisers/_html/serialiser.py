"""The serialiser of the format `html`: one page for one article, a folder for several; cannot be read back."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal

from newsclaims._model import Article, Claim, ClaimSet, Disagreements, Summary
from newsclaims.errors import WriteOnlyError

from ..._public import set_public_module
from ..toolkit import write_files
from .article_page import article_page
from .notebook import fragment

__all__ = ["HtmlSerialiser"]


class HtmlSerialiser:
    """Writes pages: a self-contained page for one article, or a folder with an index for several."""

    name: str = "html"
    suffixes: tuple[str, ...] = (".html", ".htm")
    media_type: str = "text/html"
    layout: Literal["stream", "file-per-article", "folder"] = "file-per-article"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write a page, or a folder of pages; see `Serialiser.dump`."""
        write_files(
            claimsets,
            target,
            format=self.name,
            suffixes=self.suffixes,
            write=_write_page,
            write_folder=_write_folder,
        )

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Raise `WriteOnlyError`; see `Serialiser.load`."""
        raise WriteOnlyError(self.name)

    def fragment(self, shown: ClaimSet | Claim | Disagreements | Summary) -> str:
        """Return a part of a page, for a notebook: a table of claims, a single claim, a summary, or disagreements.

        Args:
            shown: What to show.
        """
        return fragment(shown)


def _write_page(claimset: ClaimSet, stream: BinaryIO) -> None:
    stream.writelines(piece.encode() for piece in article_page(claimset))


def _write_folder(claimsets: Iterable[ClaimSet], target: Path) -> None:
    # Imported here because only folders need sqlite3, which some builds of Python lack; notebooks work without it.
    from .folder import write_folder

    write_folder(claimsets, target)


set_public_module("newsclaims.serialisers", HtmlSerialiser)
