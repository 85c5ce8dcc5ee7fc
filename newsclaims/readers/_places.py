"""Finds the files that a name means: a file, a folder with all that is in it, or a pattern."""

import glob
import os
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from attrs import evolve, frozen

from newsclaims._files.streams import file_errors
from newsclaims.errors import FileError, InvalidValueError, NewsClaimsError

from ._sources import without_packing

__all__ = ["Place", "find_places"]

_ADDRESSES = ("https://", "http://", "ftp://")


@frozen(slots=True)
class Place:
    """A file or a folder to read.

    Args:
        path: Its path.
        article_id: The id of the article in the file, if it is the only one.
        row_id: The id of an article in the file before the number of its row.
        in_folder: Whether it was found in a folder, so that nobody named it.
        is_folder: Whether it is a folder.
        error: Why it cannot be read.
    """

    path: str
    article_id: str
    row_id: str
    in_folder: bool = False
    is_folder: bool = False
    error: NewsClaimsError | None = None


def find_places(names: Sequence[str]) -> list[Place]:
    """Return the files and folders that names mean.

    The id of an article is the name of its file without suffix, or the path as given if two files would have the same
    id. In a folder it is the path below the folder.

    Args:
        names: Files, folders and patterns such as `pages/*.html`.
    """
    found = [place for name in names for place in _named(name)]
    stems = Counter(place.article_id for place in {place.path: place for place in found}.values())
    bases = Counter(place.row_id for place in {place.path: place for place in found}.values())
    return [
        evolve(
            place,
            article_id=place.article_id if stems[place.article_id] == 1 else place.path,
            row_id=place.row_id if bases[place.row_id] == 1 else place.path,
        )
        for place in found
    ]


def walk(folder: Place) -> Iterator[Place]:
    """Yield the files of a folder and of the folders in it, sorted by name; hidden ones are left out.

    Args:
        folder: The folder.

    Raises:
        FileError: If a folder cannot be read.
    """
    for where, folders, names in os.walk(folder.path, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(where, name)
            below = path.relative_to(folder.path).as_posix()
            yield Place(str(path), below, below, in_folder=True)


def _named(name: str) -> Iterator[Place]:
    """Yield the files or the folder of one name."""
    try:
        if not name:
            raise FileError("''", "the name of the file is empty. Give a name.")
        _refuse_address(name)
        if glob.has_magic(name) and not os.path.lexists(name):
            paths = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - a pattern can be absolute
            if not paths:
                raise FileError(name, "no file fits this pattern. Check the pattern.")
        else:
            paths = [name]
            with file_errors(name):
                Path(name).stat()
    except NewsClaimsError as error:
        yield Place(name, name, name, error=error)
        return
    for path in paths:
        bare = PurePath(without_packing(path))
        yield Place(path, bare.stem, PurePath(path).name, is_folder=Path(path).is_dir())


def _refuse_address(name: str) -> None:
    if name.lower().startswith(_ADDRESSES):
        raise InvalidValueError(
            f"{name}: this is a web address, and newsclaims fetches nothing. Save the page first: "
            f"curl --location --output page.html {shlex.quote(name)}"
        )


def _raise(error: OSError) -> None:
    raise FileError(str(error.filename), f"{error.strerror}. Check the permissions of the folder.") from error
