"""Every kind of page that newsclaims writes, with made-up content, for the checks that hold for all of them."""

from pathlib import Path

from browser.stories import HOSTILE, hostile, ordinary, two_days

from newsclaims.serialisers import dump

__all__ = ["KINDS", "found", "write"]

KINDS = {
    "article": "article.html",
    "article without claims": "quiet.html",
    "hostile article": "hostile.html",
    "index": "folder/index.html",
    "sources": "folder/sources.html",
    "source": "folder/sources/*brandt.html",
    "article in a folder": "folder/ferries.html",
    "hostile index": "hostile/index.html",
    "hostile sources": "hostile/sources.html",
    "hostile source": "hostile/sources/ann-script*.html",
}
"""A pattern for the path of a page of each kind, below the folder of `write`."""


def write(folder: Path) -> None:
    """Write a page of each kind.

    Args:
        folder: Where to write them.
    """
    dump([ordinary()], folder / "article.html", format="html")
    dump([two_days()[2]], folder / "quiet.html", format="html")
    dump([hostile(HOSTILE[0])], folder / "hostile.html", format="html")
    dump(two_days(), folder / "folder", format="html")
    dump(map(hostile, HOSTILE), folder / "hostile", format="html")


def found(folder: Path, kind: str) -> Path:
    """Return the path of a page of a kind.

    Args:
        folder: The folder of `write`.
        kind: One of `KINDS`.
    """
    return min(folder.glob(KINDS[kind]))
