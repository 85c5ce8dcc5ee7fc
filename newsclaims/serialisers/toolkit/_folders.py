"""Writes and reads formats that need more than one file: whole folders, or a file for each article.

Like a single file, a folder appears only when everything is in it.
"""

import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, unquote

from newsclaims._model import ClaimSet
from newsclaims.errors import FileError, InvalidValueError

from ..._files.streams import file_errors, reading, writing
from ..._files.temporary import is_temporary, temporary_folder

__all__ = ["FileNames", "article_id_of", "new_folder", "read_files", "write_files"]

LONGEST_STEM = 180
"""The largest length of a file's name without its suffix, in characters; file systems allow 255 bytes in all."""

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names that Windows reserves for devices, with any suffix."""


class FileNames:
    """Gives each article a unique file name, which every file system accepts and which shows the article's id.

    Characters other than ASCII letters, digits, `_`, `-`, `.` and `~` are written as in URLs (`%20`), and so is the
    first letter of a name that Windows reserves for devices (`CON`). A name that is taken, in upper or lower case, gets
    a number. A very long name is cut, and then the id cannot be read from it.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def stem(self, article_id: str) -> str:
        """Return the file's name without a suffix.

        Args:
            article_id: The article's id.
        """
        # A leading dot hides a file; quote leaves full stops and letters alone.
        plain = quote(article_id, safe="")
        if plain.startswith(".") or _DEVICE.match(plain):
            plain = f"%{ord(plain[0]):02X}{plain[1:]}"
        return self.unique(plain[:LONGEST_STEM])

    def unique(self, plain: str) -> str:
        """Return a name, with a number if it is already taken in upper or lower case.

        Args:
            plain: The name.
        """
        # The last number is kept, because a thousand equal ids would otherwise take a million tries.
        name, number = plain, self._numbers.get(plain.lower(), 1)
        while name.lower() in self._taken:
            number += 1
            name = f"{plain}~{number}"
        self._taken.add(name.lower())
        self._numbers[plain.lower()] = number
        return name


def article_id_of(stem: str) -> str:
    """Return the article's id that a file's name shows.

    Args:
        stem: The name without its suffix.
    """
    try:
        return unquote(stem, errors="strict") or stem
    except UnicodeDecodeError:
        return stem


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Open a new folder, as a context: it gets its name at the end, and an error leaves nothing behind.

    Args:
        path: Its name; if there is such a folder, it must be empty.

    Raises:
        FileError: If the name is taken, or the folder cannot be made.
    """
    shown = os.fspath(path)
    with file_errors(shown):
        # Links are followed, and "." is replaced by the folder's name.
        path = Path(os.path.realpath(path))
        there = path.exists()
        used = there and (not path.is_dir() or _has_files(path))
    if used:
        what = "a folder that is not empty" if path.is_dir() else "a file"
        raise FileError(shown, f"it is {what}. Give the name of a new folder.")
    if not path.parent.is_dir():
        raise FileError(shown, f"there is no folder {str(path.parent)!r} to write it to. Make it first.")
    with ExitStack() as stack:
        with file_errors(shown):
            # Inside the folder, if it exists: it may be a working directory or a whole disk, which cannot be replaced.
            temporary = stack.enter_context(temporary_folder(path if there else path.parent))
        yield temporary
        with file_errors(shown):
            if there:
                for one in sorted(temporary.iterdir()):
                    one.rename(path / one.name)
            else:
                temporary.rename(path)


def write_files(
    claimsets: Iterable[ClaimSet],
    target: BinaryIO | Path,
    *,
    format: str,
    suffixes: tuple[str, ...],
    write: Callable[[ClaimSet, BinaryIO], None],
    companions: Mapping[str, bytes] | None = None,
    write_folder: Callable[[Iterable[ClaimSet], Path], None] | None = None,
) -> None:
    """Write one file per article: a folder of files, or the single file or stream that holds one claim set.

    Args:
        claimsets: The claim sets.
        target: A stream; a path that ends in one of the suffixes, for a single file; any other path, for a folder.
        format: The format's name, for error messages.
        suffixes: The format's suffixes; files in a folder get the first.
        write: Writes one claim set.
        companions: Files to write next to the others, by name. Next to a single file, their names begin with that
            file's name and a full stop.
        write_folder: Writes a folder, if it has more than a file for each article; `companions` are not written then.

    Raises:
        InvalidValueError: If a stream or a single file should hold no claim set, or several.
        FileError: If the target cannot be written.
    """
    beside = companions or {}
    if isinstance(target, Path) and not _is_one(target, suffixes):
        if write_folder is not None:
            write_folder(claimsets, target)
        else:
            _write_folder(claimsets, target, suffixes[0], write, beside)
        return
    claimset = _only(claimsets, format)
    with writing(target) as stream:
        write(claimset, stream)
    if isinstance(target, Path):
        for name, data in beside.items():
            with writing(target.with_name(f"{_stem(target, suffixes)}.{name}")) as stream:
                stream.write(data)


def read_files(
    source: BinaryIO | Path, *, suffixes: tuple[str, ...], companions: Container[str] = ()
) -> Iterator[tuple[Path | None, BinaryIO]]:
    """Yield each file of a folder, in the order of their names, or the single file or stream, open for reading.

    Args:
        source: A stream, a file or a folder.
        suffixes: The suffixes of the files to be read in a folder.
        companions: The names of other files in the folder; a folder with only these has no claim set.

    Raises:
        FileError: If a folder has other files and none of these, or a file cannot be read.
    """
    if isinstance(source, Path) and source.is_dir():
        with file_errors(os.fspath(source)):
            names = sorted(source.iterdir())
        paths = [path for path in names if path.name.lower().endswith(suffixes)]
        if not paths and any(path.name not in companions for path in names):
            raise FileError(os.fspath(source), f"it has no file that ends in {' or '.join(suffixes)}.")
        for path in paths:
            with reading(path) as stream:
                yield path, stream
        return
    with reading(source) as stream:
        yield (source if isinstance(source, Path) else None), stream


def _write_folder(
    claimsets: Iterable[ClaimSet],
    target: Path,
    suffix: str,
    write: Callable[[ClaimSet, BinaryIO], None],
    beside: Mapping[str, bytes],
) -> None:
    names = FileNames()
    with new_folder(target) as folder:
        for claimset in claimsets:
            with writing(folder / (names.stem(claimset.article.id) + suffix)) as stream:
                write(claimset, stream)
        for name, data in beside.items():
            (folder / name).write_bytes(data)


def _has_files(folder: Path) -> bool:
    """Return whether a folder has anything in it, except what a process that was killed, or is at work, has there."""
    return not all(is_temporary(path.name) for path in folder.iterdir())


def _is_one(target: Path, suffixes: tuple[str, ...]) -> bool:
    return target.name.lower().endswith(suffixes) and not target.is_dir()


def _stem(path: Path, suffixes: tuple[str, ...]) -> str:
    ending = max((s for s in suffixes if path.name.lower().endswith(s)), key=len, default="")
    return path.name[: len(path.name) - len(ending)]


def _only(claimsets: Iterable[ClaimSet], format: str) -> ClaimSet:
    found = list(islice(iter(claimsets), 2))
    if len(found) != 1:
        many = "several" if found else "no"
        raise InvalidValueError(
            f"{format!r} holds one article per file, but there are {many} claim sets. Give the name of a folder, "
            f"without a suffix, and format={format!r}. On the command line, add --to {format} or -f {format} -o FOLDER."
        )
    return found[0]
