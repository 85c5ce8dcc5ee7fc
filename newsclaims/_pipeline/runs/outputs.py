"""Where a run writes: one file or a folder of shards, and beside it the folder of the run and the file of failures."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from ..._files.streams import file_errors
from ..._plugins import Extra
from ...errors import FileError, InputTypeError, InvalidValueError
from ...serialisers import Serialiser
from ...serialisers._format_lookup import by_suffix, resolved_format
from ..stream import check_count

__all__ = ["DEFAULT_SHARD_SIZE", "MOST", "Output", "output_for"]

DEFAULT_SHARD_SIZE = 1_000
"""How many articles a shard has."""
MOST = 10**12
"""The largest number of anything that a run counts; a limit only against mistakes."""
_DEFAULT_FORMAT = "jsonl"
_SHARD = re.compile(r"claims-\d{5,}")


@frozen(slots=True)
class Output:
    """Where a run writes, and in which format.

    Args:
        place: The file, or the folder of shards.
        serialiser: The format.
        shard_size: How many articles a shard has; None if there is one file.
    """

    place: Path
    serialiser: Serialiser
    shard_size: int | None

    @property
    def folder(self) -> Path:
        """The folder of the run, which has what is needed to go on."""
        return Path(f"{self.place}.run")

    @property
    def journal(self) -> Path:
        """The journal of the run."""
        return self.folder / "journal.jsonl"

    @property
    def failures(self) -> Path:
        """The file of failures."""
        return Path(f"{self.place}.failures.jsonl")

    @property
    def suffix(self) -> str:
        """The suffix of its files."""
        return self.place.suffix if self.shard_size is None else self.serialiser.suffixes[0]

    def file(self, number: int, suffix: str | None = None) -> Path:
        """Return one of its files.

        Args:
            number: The number of the shard, from 0.
            suffix: The suffix of a shard of an earlier run; None for that of this one.
        """
        name = f"claims-{number:05}{self.suffix if suffix is None else suffix}"
        return self.place if self.shard_size is None else self.place / name

    def make_folders(self) -> tuple[Path, ...]:
        """Make the folder of the run, and that of shards, and return those that were not there."""
        folders = (self.folder,) if self.shard_size is None else (self.folder, self.place)
        with file_errors(str(self.place)):
            made = tuple(folder for folder in folders if not folder.exists())
        for folder in folders:
            with file_errors(str(folder)):
                if os.path.lexists(folder) and not folder.is_dir():
                    raise FileError(str(folder), "the run needs a folder of this name. Remove or rename what is there.")
                folder.mkdir(exist_ok=True)
        return made

    def others(self) -> Iterator[Path]:
        """Yield the files that are already where the run will write."""
        if self.shard_size is None:
            yield from (path for path in (self.place,) if path.exists())
        else:
            yield from _shards_in(self.place, self.suffix)
        if not self.journal.exists():
            yield from (path for path in (self.failures,) if path.exists())


def output_for(place: object, format: str | Serialiser | None, shard_size: int | None) -> Output:
    """Return the output for the arguments of a run.

    Args:
        place: A file, or a folder: one that exists, or a name that ends in a slash or has no suffix.
        format: The format; None for that of the file's suffix, or for JSON Lines in a folder.
        shard_size: How many articles a shard has; None for the default.

    Raises:
        InputTypeError: If `place` is not a path.
        InvalidValueError: If the format or the size of a shard does not fit the place.
        FileError: If nothing can be written there.
        UnknownPluginError: If there is no such format.
        MissingExtraError: If the format needs an extra that is not installed.
    """
    if not isinstance(place, (str, os.PathLike)):
        hint = "A run goes on after it was stopped, so it needs a file or a folder."
        raise InputTypeError("output", "a path", type(place).__name__, hint)
    given = os.fspath(place)
    if not isinstance(given, str) or not given:
        raise FileError(repr(given), "this is not the name of a file. Give a name.")
    with file_errors(given):
        path = _named(Path(given))
        is_folder = path.is_dir() or given.endswith(("/", os.sep)) or not path.suffix
        if not path.parent.is_dir():
            raise FileError(given, f"there is no folder {str(path.parent)!r} to write it to. Make it first.")
        if path.exists() and not path.is_file() and not path.is_dir():
            raise FileError(
                given, "this is neither a file nor a folder. A run needs one of them, to go on after a stop."
            )
    if shard_size is not None:
        check_count("shard_size", shard_size, MOST)
        if not is_folder:
            raise InvalidValueError(
                f"{given} is one file, so shard_size (--shard-size on the command line) has no use. "
                "Give the name of a folder, without a suffix."
            )
    serialiser = _serialiser(path, format, is_folder=is_folder)
    return Output(path, serialiser, (shard_size or DEFAULT_SHARD_SIZE) if is_folder else None)


def _shards_in(folder: Path, suffix: str) -> Iterator[Path]:
    """Yield the files of a folder that have the names of shards; the folder need not exist."""
    with file_errors(str(folder)):
        paths = sorted(folder.iterdir()) if folder.is_dir() else []
    yield from (
        path for path in paths if path.name.endswith(suffix) and _SHARD.fullmatch(path.name.removesuffix(suffix))
    )


def _named(path: Path) -> Path:
    """Return a path that ends in a name, so that another name can be made from it."""
    return path if path.name not in ("", "..") else path.resolve()


def _serialiser(path: Path, format: str | Serialiser | None, *, is_folder: bool) -> Serialiser:
    if format is None and is_folder:
        format = _DEFAULT_FORMAT
    serialiser = (
        by_suffix(path, "format= (--format on the command line)") if format is None else resolved_format(format)
    )
    if serialiser.layout != "stream":
        raise InvalidValueError(
            f"{serialiser.name!r} does not write many articles to one file, which a run needs. "
            f"Run with 'jsonl', and then convert it: newsclaims convert claims.jsonl FOLDER --to {serialiser.name}"
        )
    extra = getattr(serialiser, "extra", None)
    if isinstance(extra, Extra):
        extra.require(f"the format {serialiser.name!r}")
    if is_folder and not serialiser.suffixes:
        raise InvalidValueError(f"{serialiser.name!r} has no suffix for the names of shards. Give the name of a file.")
    return serialiser
