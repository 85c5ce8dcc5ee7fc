"""Finds the files that a name means: a file, a folder with all that is in it, or a pattern."""

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import BinaryIO

from attrs import evolve, frozen

from newsclaims._files.locations import STANDARD_INPUT, stream_name
from newsclaims._files.streams import file_errors
from newsclaims._shown import shown_command
from newsclaims.errors import FileError, InvalidValueError, NewsClaimsError

from ._sources import without_packing

__all__ = ["Place", "find_places"]

_ADDRESSES = ("https://", "http://", "ftp://")
_FILE = "file://"


@frozen(slots=True)
class Place:
    """A file, a folder or a stream to read.

    Args:
        path: Its path, or the name of the stream.
        article_id: The id of the article in the file, if it is the only one. For a folder, how the ids of all its
            articles begin.
        row_id: The id of an article in the file before the number of its row.
        in_folder: Whether it was found in a folder, so that nobody named it.
        is_folder: Whether it is a folder.
        stream: The stream, if it is one.
        error: Why it cannot be read.
    """

    path: str
    article_id: str
    row_id: str
    in_folder: bool = False
    is_folder: bool = False
    stream: BinaryIO | None = None
    error: NewsClaimsError | None = None

    @property
    def file(self) -> str:
        """Its path as text, for ids and messages."""
        return _shown(self.path)


def find_places(sources: Sequence[str | BinaryIO]) -> list[Place]:
    """Return the files and folders that names mean, and the streams.

    The id of an article is the name of its file without suffix, or the path as given if two files would have the same
    id. In a folder it is the path below the folder, after the path of the folder if there are other sources.

    Args:
        sources: Files, folders, patterns such as `pages/*.html`, and streams.
    """
    found = [place for source in sources for place in (_named(source) if isinstance(source, str) else _of(source))]
    stems = Counter(place.article_id for place in {place.path: place for place in found}.values())
    bases = Counter(place.row_id for place in {place.path: place for place in found}.values())
    return [
        _with_ids(place, alone=len(found) == 1, stem=stems[place.article_id] == 1, base=bases[place.row_id] == 1)
        for place in found
    ]


def walk(folder: Place) -> Iterator[Place]:
    """Yield the files of a folder and of the folders in it, sorted by name; hidden ones are left out.

    Args:
        folder: The folder.
    """
    faults: list[OSError] = []
    for where, folders, names in os.walk(folder.path, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(where, name).is_symlink()]
        for name in sorted((*links, *(name for name in names if not name.startswith(".")))):
            yield _in_folder(Path(where, name), folder)
        yield from _unread(faults)
    yield from _unread(faults)


def _with_ids(place: Place, *, alone: bool, stem: bool, base: bool) -> Place:
    """Return a place with ids that no other place has; `stem` and `base` say whether its own are like that."""
    if place.stream is not None:
        return place
    if place.is_folder:
        return evolve(place, article_id="" if alone else _as_id(place.file))
    own = _as_id(place.file)
    return evolve(place, article_id=place.article_id if stem else own, row_id=place.row_id if base else own)


def _as_id(path: str, separator: str = os.sep) -> str:
    """Return a path as an id, which is the same on every system."""
    return path.replace(separator, "/")


def _in_folder(path: Path, folder: Place) -> Place:
    """Return the place of a file in a folder; opening a pipe there would wait for ever."""
    below = PurePath(folder.article_id, _shown(str(path.relative_to(folder.path)))).as_posix()
    shown = _shown(str(path))
    error: NewsClaimsError | None = None
    try:
        with file_errors(shown):
            if path.is_dir():
                # Links can lead in circles, and to what is read anyway.
                error = FileError(shown, "it is a link to a folder. Name it yourself to read it.")
            elif path.exists() and not path.is_file():
                error = FileError(shown, "it is a device or a pipe. Name it yourself to read it.")
    except FileError as fault:
        error = fault
    return Place(str(path), below, below, in_folder=True, error=error)


def _unread(faults: list[OSError]) -> Iterator[Place]:
    """Yield the folders that could not be read, and forget them."""
    for fault in faults:
        path = str(fault.filename)
        reason = f"{fault.strerror}. Check the permissions of the folder."
        yield Place(path, path, path, in_folder=True, error=FileError(_shown(path), reason))
    faults.clear()


def _shown(path: str) -> str:
    """Return a path with bytes that are not text as escapes, because an id must be text."""
    try:
        return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        # Half a character that stands for no byte; no file has such a name.
        return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _named(name: str) -> Iterator[Place]:
    """Yield the files or the folder of one name."""
    try:
        if not name:
            raise FileError("''", "the name of the file is empty. Give a name.")
        _refuse_address(name)
        if glob.has_magic(name) and not os.path.lexists(name):
            paths = _without_inner(sorted(glob.glob(name, recursive=True)))  # noqa: PTH207 - a pattern can be absolute
            if not paths:
                raise FileError(name, "no file fits this pattern. Check the pattern.")
        else:
            paths = [name]
            with file_errors(name):
                Path(name).stat()
    except NewsClaimsError as error:
        yield Place(name, _shown(name), _shown(name), error=error)
        return
    yield from _files_of(paths)


def _without_inner(paths: Sequence[str]) -> list[str]:
    """Return paths without those in a folder that is one of them, because all of a folder is read."""
    folders = {Path(path) for path in paths if Path(path).is_dir() and not Path(path).is_symlink()}
    return [path for path in paths if folders.isdisjoint(Path(path).parents)]


def _of(stream: BinaryIO) -> Iterator[Place]:
    """Yield the place of a stream."""
    name = stream_name(stream)
    if name is None:
        yield Place("input", "", "", stream=stream)
    elif name == STANDARD_INPUT:
        yield Place(name, "", "stdin", stream=stream)
    else:
        yield from (evolve(place, stream=stream) for place in _files_of([name]))


def _files_of(paths: Iterable[str]) -> Iterator[Place]:
    for path in paths:
        shown = PurePath(_shown(path))
        yield Place(path, PurePath(without_packing(str(shown))).stem, shown.name, is_folder=Path(path).is_dir())


def _refuse_address(name: str) -> None:
    if name.lower().startswith(_FILE) and not os.path.lexists(name):
        raise InvalidValueError(f"{name}: this is the address of a file. Give its path, without {_FILE}.")
    if name.lower().startswith(_ADDRESSES):
        raise InvalidValueError(
            f"{name}: this is a web address, and newsclaims fetches nothing. Save the page first: "
            f"{shown_command(['curl', '--location', '--output', 'page.html', name])}"
        )
