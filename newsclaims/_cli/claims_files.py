"""Recognises files of claims, which newsclaims wrote, among files of articles."""

import contextlib
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from .._files.streams import reading
from .._suffix_lookup import plugin_by_suffix
from ..errors import NewsClaimsError
from ..serialisers import Serialiser
from ..serialisers._parquet.arrow import VERSION_KEY
from ..serialisers.toolkit import read_json_lines, read_json_objects

__all__ = ["format_of_claims"]

_FIELDS = ("schema_version", "claims")
"""The fields by which an object of JSON is a claim set."""


def format_of_claims(file: str) -> Serialiser | None:
    """Return the format of a file of claims; None for anything else, which can be articles.

    A file is one of claims if no reader of articles knows its suffix as well as a format does, or if it says so itself.

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
    says_so = _MARKS.get(serialiser.name)
    return serialiser if says_so and says_so(path) else None


def _fit(path: Path, suffixes: tuple[str, ...]) -> int:
    name = path.name.lower()
    return max((len(suffix) for suffix in suffixes if name.endswith(suffix)), default=0)


def _is_json(path: Path) -> bool:
    # A file that is not valid is not recognised; the reader of articles says what is wrong with it.
    with contextlib.suppress(NewsClaimsError), reading(path) as stream:
        return _is_claimset(next(read_json_objects(stream, "json"), None))
    return False


def _is_jsonl(path: Path) -> bool:
    with contextlib.suppress(NewsClaimsError), reading(path) as stream:
        return _is_claimset(next(read_json_lines(stream, "jsonl"), None))
    return False


def _is_claimset(first: tuple[Any, dict[str, Any]] | None) -> bool:
    return first is not None and all(name in first[1] for name in _FIELDS)


def _is_parquet(path: Path) -> bool:
    # Without pyarrow, the reader of articles says what to install.
    with contextlib.suppress(ImportError, OSError, ValueError):
        return VERSION_KEY in (import_module("pyarrow.parquet").read_schema(path).metadata or {})
    return False


_MARKS: Mapping[str, Callable[[Path], bool]] = {"json": _is_json, "jsonl": _is_jsonl, "parquet": _is_parquet}
