"""The public functions that write claim sets, `dump` and `dumps`, and that read them, `load` and `loads`."""

import contextlib
import io
import itertools
import os
from collections.abc import Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel

from newsclaims._logs import logger
from newsclaims._model import Article, Claim, ClaimSet
from newsclaims._progress import Progress, check_progress, follow, known_length
from newsclaims.errors import FileError, InputTypeError, InvalidValueError, SurrogateError

from .._files.limited_source import MAX_SET_BYTES, LimitedSource
from .._files.limits import check_limit
from .._files.locations import stream_name
from .._files.streams import check_readable, check_stream, open_lazily
from ._checked_calls import checked_dump, checked_load
from ._format_lookup import by_suffix, resolved_format
from ._protocol import Serialiser
from .toolkit import writing

__all__ = ["dump", "dumps", "load", "loads"]

_log = logger(__name__)

CONTEXT = 20
"""How many code points an error message shows around a fault."""


def dump(
    claims: ClaimSet | Iterable[ClaimSet],
    target: str | os.PathLike[str] | BinaryIO,
    *,
    format: str | Serialiser | None = None,
    progress: Progress = False,
) -> None:
    """Write claim sets to a file or a stream, one at a time.

    A file gets its content in one step at the end: if anything fails before, the old content is kept. So
    `dump(load("a.jsonl"), "a.jsonl")` is safe. A stream keeps what was written before a fault.

    Args:
        claims: One claim set, or any number of them; an iterator is read as it is written.
        target: A path, or a binary stream, which stays open.
        format: A serialiser, or the name of one; None to find it by the suffix of the path.
        progress: True shows on standard error how many claim sets are written. Or a callable that wraps an iterable,
            such as `tqdm.tqdm`.

    Raises:
        UnknownPluginError: If no serialiser has that name.
        InvalidValueError: If no format is given and the suffix does not name one.
        InputTypeError: If `claims`, `target` or `progress` has another type.
        FileError: If the file cannot be written.
        PluginResultError: If the serialiser of a package breaks the protocol.

    Example:
        ```python
        dump(claims, "claims.jsonl")
        ```
    """
    check_progress(progress)
    total = 1 if isinstance(claims, ClaimSet) else known_length(claims)
    sets = follow(_claimsets(claims), "claim sets", progress=progress, total=total)
    serialiser = _serialiser(target, format, "write")
    place = _shown(target)
    _log.info("begins to write %s to %s", serialiser.name, place)
    written = itertools.count()
    with contextlib.closing(sets):
        numbered = (claimset for claimset, _ in zip(sets, written, strict=False))
        if serialiser.layout == "stream":
            with writing(target) as stream:
                checked_dump(serialiser, numbered, stream)
        else:
            checked_dump(serialiser, numbered, _place_for(serialiser, target))
    _log.info("wrote %s to %s, claim sets: %d", serialiser.name, place, next(written))


def dumps(claims: ClaimSet | Iterable[ClaimSet], format: str | Serialiser = "json") -> str:
    """Return claim sets in a text format.

    Args:
        claims: One claim set, or any number of them.
        format: A serialiser, or the name of one.

    Returns:
        The text.

    Raises:
        UnknownPluginError: If no serialiser has that name.
        InvalidValueError: If the format is binary, or needs more than one file.
    """
    serialiser = resolved_format(format)
    if serialiser.layout == "folder":
        name = serialiser.name
        raise InvalidValueError(f"{name!r} needs more than one file; use dump(claims, FOLDER, format={name!r}).")
    buffer = io.BytesIO()
    checked_dump(serialiser, _claimsets(claims), buffer)
    try:
        return buffer.getvalue().decode("utf-8")
    except UnicodeDecodeError:
        name = serialiser.name
        raise InvalidValueError(f"{name!r} is a binary format; use dump(claims, FILE, format={name!r}).") from None


def load(
    source: str | os.PathLike[str] | BinaryIO,
    *,
    format: str | Serialiser | None = None,
    articles: Mapping[str, Article] | None = None,
    max_bytes: int = MAX_SET_BYTES,
) -> Iterator[ClaimSet]:
    """Read claim sets from a file or a stream, one at a time.

    A missing file, an unknown format and a format that cannot be read are errors at once. A fault inside the file is an
    error only when it is reached, after the claim sets before it.

    Args:
        source: A path, or a binary stream, which stays open.
        format: A serialiser, or the name of one; None to find it by the suffix of the path.
        articles: The articles by their ids, for formats that do not hold their text.
        max_bytes: How many bytes of a file may go into one claim set, after unpacking. A format that is unpacked as a
            whole (`spacy`), or has a file for each article, may have as many in a file.

    Returns:
        An iterator. It opens a path when it is first asked for a claim set, and closes it at the end.

    Raises:
        UnknownPluginError: If no serialiser has that name.
        InvalidValueError: If no format is given and the suffix does not name one, or `max_bytes` is below 1.
        InputTypeError: If `source` is neither a path nor a binary stream, `articles` is not a mapping, or `max_bytes`
            is not an int.
        FileError: If there is no such file, or it cannot be read.
        FormatError: If it is not valid in its format, for example a `SchemaVersionError`.
        LimitError: If a claim set takes more than `max_bytes`.
        UndecodableError: If it is not UTF-8.
        MissingArticleError: If an article is needed and not given.
        MissingExtraError: If the format needs an extra that is not installed.
        WriteOnlyError: If the format can only be written.
        PluginResultError: If the serialiser of a package breaks the protocol.

    Example:
        ```python
        for claims in load("claims.jsonl"): ...
        ```
    """
    _check_articles(articles)
    check_limit("max_bytes", max_bytes)
    serialiser = _serialiser(source, format, "read")
    _log.info("reading %s from %s", serialiser.name, _shown(source))
    if serialiser.layout == "stream" and isinstance(source, (str, os.PathLike)):
        check_readable(source)
    return _loaded(serialiser, source, articles, max_bytes)


def loads(
    data: str | bytes,
    format: str | Serialiser = "json",
    *,
    articles: Mapping[str, Article] | None = None,
    max_bytes: int = MAX_SET_BYTES,
) -> list[ClaimSet]:
    """Read all claim sets from a text or from bytes in memory.

    Args:
        data: What `dumps` returned, or the bytes of a file.
        format: A serialiser, or the name of one.
        articles: The articles by their ids, for formats that do not hold their text.
        max_bytes: How many bytes may go into one claim set, after unpacking; see `load`.

    Returns:
        The claim sets; a list even for one.

    Raises:
        UnknownPluginError: If no serialiser has that name.
        InputTypeError: If `data` is neither str nor bytes, or `articles` is not a mapping.
        FormatError: If the data is not valid in the format.
        LimitError: If a claim set takes more than `max_bytes`.
        MissingArticleError: If an article is needed and not given.
    """
    _check_articles(articles)
    check_limit("max_bytes", max_bytes)
    serialiser = resolved_format(format)
    if serialiser.layout == "folder":
        name = serialiser.name
        raise InvalidValueError(f"{name!r} needs more than one file; use load(FOLDER, format={name!r}).")
    return list(_limited(serialiser, io.BytesIO(_bytes(data)), articles, max_bytes))


def _check_articles(articles: object) -> None:
    if articles is not None and not isinstance(articles, Mapping):
        hint = "Write {article.id: article}."
        raise InputTypeError("articles", "a mapping from ids to articles", type(articles).__name__, hint)


def _bytes(data: str | bytes) -> bytes:
    if isinstance(data, bytes):
        return data
    if not isinstance(data, str):
        raise InputTypeError("the data", "a str or bytes", type(data).__name__, "To read a file, use load.")
    try:
        return data.encode("utf-8")
    except UnicodeEncodeError as error:
        near = data[max(0, error.start - CONTEXT) : error.start + CONTEXT]
        raise SurrogateError("the data", error.start, ord(data[error.start]), near) from None


def _claimsets(claims: ClaimSet | Iterable[ClaimSet]) -> Generator[ClaimSet, None, None]:
    """Return one claim set or many, one at a time; refuse anything else before a file is opened."""
    if isinstance(claims, ClaimSet):
        return _checked(iter((claims,)))
    # Every pydantic model can be iterated over its fields, so an article would look like claim sets.
    if isinstance(claims, BaseModel) or not isinstance(claims, Iterable):
        raise InputTypeError("claims", "a ClaimSet or an iterable of them", type(claims).__name__)
    return _checked(iter(claims))


def _checked(claims: Iterator[object]) -> Generator[ClaimSet, None, None]:
    for index, claimset in enumerate(claims):
        if not isinstance(claimset, ClaimSet):
            hint = (
                "Give the claim set that has it; where(...) selects claims of a set."
                if isinstance(claimset, Claim)
                else "Leave out failures and anything else that is not a claim set."
            )
            raise InputTypeError(f"claims[{index}]", "a ClaimSet", type(claimset).__name__, hint)
        yield claimset


def _serialiser(place: str | os.PathLike[str] | BinaryIO, format: str | Serialiser | None, method: str) -> Serialiser:
    """Find the serialiser, and check that the path or the stream can be used."""
    if not isinstance(place, (str, os.PathLike)):
        check_stream(place, method)
        if format is None:
            raise InvalidValueError("a stream has no suffix to name its format. Give format=, for example 'jsonl'.")
        return resolved_format(format)
    if not os.fspath(place):
        raise FileError("''", "the name of the file is empty. Give a name.")
    return resolved_format(format) if format is not None else by_suffix(Path(place))


def _shown(place: str | os.PathLike[str] | BinaryIO) -> str:
    return os.fspath(place) if isinstance(place, (str, os.PathLike)) else "a stream"


def _place_for(serialiser: Serialiser, place: str | os.PathLike[str] | BinaryIO) -> Path | BinaryIO:
    """Return a path, or a stream if the format can use one."""
    if isinstance(place, (str, os.PathLike)):
        return Path(place)
    if serialiser.layout == "folder":
        hint = f"{serialiser.name!r} needs more than one file."
        raise InputTypeError("target or source", "a path", type(place).__name__, hint)
    return place


def _loaded(
    serialiser: Serialiser,
    source: str | os.PathLike[str] | BinaryIO,
    articles: Mapping[str, Article] | None,
    max_bytes: int,
) -> Iterator[ClaimSet]:
    if not isinstance(source, (str, os.PathLike)):
        return _limited(serialiser, source, articles, max_bytes)
    if serialiser.layout != "stream":
        return checked_load(serialiser, Path(source), articles, max_bytes)
    stream = open_lazily(source)
    try:
        found = _limited(serialiser, stream, articles, max_bytes)
    except BaseException:
        stream.close()
        raise
    return _closing(stream, found)


def _limited(
    serialiser: Serialiser, stream: BinaryIO, articles: Mapping[str, Article] | None, max_bytes: int
) -> Iterator[ClaimSet]:
    """Read a stream, but not more of it than one claim set may take at a time."""
    _place_for(serialiser, stream)
    source = LimitedSource(stream, stream_name(stream), max_bytes, item="one claim set")
    return _counted(source, checked_load(serialiser, source, articles, max_bytes))


def _counted(source: LimitedSource, found: Iterator[ClaimSet]) -> Iterator[ClaimSet]:
    for claimset in found:
        yield claimset
        source.start_item()


def _closing(stream: BinaryIO, found: Iterator[ClaimSet]) -> Iterator[ClaimSet]:
    with stream:
        yield from found
