"""Recognises files of claims, which newsclaims wrote, among files of articles."""

import contextlib
import csv
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from .._files.streams import reading, text_lines
from .._suffix_lookup import plugin_by_suffix
from ..errors import NewsClaimsError
from ..readers._table.columns import holds_claims
from ..serialisers import Serialiser
from ..serialisers.toolkit import read_json_lines, read_json_objects

__all__ = ["format_of_claims"]


def format_of_claims(file: str) -> Serialiser | None:
    """Return the format of a file of claims; None for anything else, which can be articles.

    A file is one of claims if no reader of articles knows its suffix as well as a format does, or if its columns say
    so, as in the files that the reader of tables refuses.

    Args:
        file: The name of the file.
    """
    path = Path(file)
    serialiser: Serialiser | None = plugin_by_suffix("serialiser", path) if path.is_file() else None
    if serialiser is None:
        return None
    reader = plugin_by_suffix("reader", path)
    if reader is None or _fit(path, serialiser.suffixes) > _fit(path, reader.suffixes):
        return serialiser
    columns = _COLUMNS.get(serialiser.name)
    if columns is None:
        return None
    # A file that is not valid is not recognised; the reader of articles says what is wrong, or what to install.
    with contextlib.suppress(NewsClaimsError, ImportError, OSError, ValueError), reading(path) as stream:
        return serialiser if holds_claims(columns(stream)) else None
    return None


def _fit(path: Path, suffixes: tuple[str, ...]) -> int:
    """Return the length of the longest suffix that a name ends with."""
    name = path.name.lower()
    return max((len(suffix) for suffix in suffixes if name.endswith(suffix)), default=0)


def _of_json(stream: BinaryIO) -> Iterable[str]:
    return next((one for _, one in read_json_objects(stream, "json")), {})


def _of_jsonl(stream: BinaryIO) -> Iterable[str]:
    return next((one for _, one in read_json_lines(stream, "jsonl")), {})


def _of_csv(stream: BinaryIO) -> Iterable[str]:
    return next(csv.reader(line for _, line in text_lines(stream, "csv")), ())


def _of_parquet(stream: BinaryIO) -> Iterable[str]:
    names: list[str] = import_module("pyarrow.parquet").read_schema(stream).names
    return names


_COLUMNS: Mapping[str, Callable[[BinaryIO], Iterable[str]]] = {
    "csv": _of_csv,
    "json": _of_json,
    "jsonl": _of_jsonl,
    "parquet": _of_parquet,
}
"""For each format whose suffix a reader of articles knows too, what finds the columns, or the fields, of a file."""
