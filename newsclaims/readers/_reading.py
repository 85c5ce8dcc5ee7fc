"""The public function `read`, and the iterator that it returns."""

import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Literal, Self

from attrs import evolve

from newsclaims._files.limits import check_limit
from newsclaims._files.streams import check_stream
from newsclaims._logs import logger
from newsclaims._model import Article, Meta
from newsclaims._plugins import blaming, origin, version
from newsclaims._shown import shown
from newsclaims.errors import (
    InputTypeError,
    InvalidValueError,
    MissingExtraError,
    NewsClaimsError,
    PluginResultError,
    UnknownKindError,
)

from ._places import Place, find_places, walk
from ._protocol import Reader, Skipped
from ._reader_lookup import accepted, check_known_by_some, check_options, reader_by_suffix, resolved_reader
from ._sources import MAX_BYTES, open_source

__all__ = ["Reading", "read", "read_all"]

_log = logger(__name__)

_OnError = Literal["raise", "skip"]
_NOTE = "newsclaims"
"""The key of `Article.meta` that says which reader made the article, and from which file."""


class Reading(Iterator[Article]):
    """The articles of a file, a stream or a folder; an iterator, and a context manager that closes the file.

    Each article's `meta["newsclaims"]` has the name of its `reader`, the reader's `version`, the `file`, and the number
    of its `row` or record, counted from 1, if the file can hold many.

    Args:
        items: The articles, and what was skipped.
        on_error: What to do with an error: `"raise"` or `"skip"`.
        on_skip: Called with each thing that is skipped.
    """

    skipped: Counter[str]
    """How much was skipped so far, by reason."""

    def __init__(
        self,
        items: Generator[Article | Skipped, None, None],
        on_error: _OnError,
        on_skip: Callable[[Skipped], None] | None,
    ) -> None:
        self.skipped = Counter()
        self._items, self._on_error, self._on_skip = items, on_error, on_skip

    def __iter__(self) -> Self:
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __next__(self) -> Article:
        for item in self._items:
            if isinstance(item, Article):
                return item
            self._skip(item)
        raise StopIteration

    def close(self) -> None:
        """Close the file that is open."""
        self._items.close()

    def with_skipped(self) -> Iterator[Article | Skipped]:
        """Yield the articles, and what is skipped in its place between them."""
        for item in self._items:
            if isinstance(item, Skipped):
                self._skip(item)
            yield item

    def _skip(self, item: Skipped) -> None:
        """Count and report something that is skipped, or raise its error."""
        # A missing package is not a fault of the input. If all pages were skipped, a folder would look empty.
        if item.error is not None and (self._on_error == "raise" or isinstance(item.error, MissingExtraError)):
            self._items.close()
            raise item.error
        self.skipped[item.reason] += 1
        _log_skipped(item)
        if self._on_skip is not None:
            self._on_skip(item)


def read(
    source: str | os.PathLike[str] | BinaryIO,
    format: str | Reader | None = None,
    *,
    on_error: Literal["raise", "skip"] = "raise",
    on_skip: Callable[[Skipped], None] | None = None,
    max_bytes: int = MAX_BYTES,
    **options: Any,
) -> Reading:
    """Read articles from a file, a stream or a folder, one at a time.

    Files packed with gzip, bzip2 or xz are unpacked. Nothing is fetched from the web. The id of an article is what its
    file gives, or else the name of the file without its suffix, with the number of the row if the file can hold many
    (`articles.csv#14`). In a folder it is the path below the folder.

    Args:
        source: A path of a file, of a folder (with all folders in it, without hidden files), a pattern such as
            `"pages/*.html"`, or a binary stream, which stays open.
        format: A reader, or the name of one, such as `"html"`; None to find it by the suffix of each file. A file
            without a suffix is read as text.
        on_error: `"raise"` stops at the first file or row that cannot be read. `"skip"` skips and counts it.
        on_skip: A function that is called with each thing that is skipped.
        max_bytes: How many bytes of a file may go into one article, after unpacking.
        options: Options of the reader. If several readers are needed, each gets those that it has.

    Returns:
        An iterator with a count of what was skipped, `skipped`. It opens a file when its turn comes.

    Raises:
        UnknownPluginError: If no reader has that name.
        UnknownKindError: If no reader knows the suffix of a file.
        InvalidValueError: If an option is unknown, the source is a web address, or a stream is given without a format.
        InputTypeError: If something is of the wrong type.
        FileError: If a file cannot be read.
        FormatError: If it is not valid in its format.
        UndecodableError: If it cannot be decoded.
        LimitError: If one article is larger, or nested deeper, than a limit allows.
        MissingExtraError: If a reader needs an extra that is not installed, even if `on_error` is `"skip"`.

    Example:
        ```python
        nc.dump(nc.Pipeline().stream(nc.read("articles.csv")), "claims.parquet")
        ```
    """
    if not isinstance(source, (str, os.PathLike)):
        _refuse_several(source)
        check_stream(source, "read")
        if format is None:
            raise InvalidValueError("a stream has no suffix to name its format. Give format=, for example 'text'.")
    given = os.fspath(source) if isinstance(source, (str, os.PathLike)) else source
    return read_all([given], format, on_error=on_error, on_skip=on_skip, max_bytes=max_bytes, options=options)


def read_all(
    sources: Sequence[str | BinaryIO],
    format: str | Reader | None = None,
    *,
    on_error: _OnError = "raise",
    on_skip: Callable[[Skipped], None] | None = None,
    max_bytes: int = MAX_BYTES,
    options: Mapping[str, Any],
) -> Reading:
    """Read the articles of several files, folders, patterns and streams; see `read`.

    Args:
        sources: The files, folders, patterns and streams.
        format: A reader, or the name of one; None to find it by the suffix of each file, and to read streams as text.
        on_error: `"raise"` or `"skip"`.
        on_skip: A function that is called with each thing that is skipped.
        max_bytes: How many bytes of a file may go into one article.
        options: Options of the readers.
    """
    _check(on_error, max_bytes)
    places = find_places(sources)
    if format is not None:
        check_options(resolved_reader(format), options)
    else:
        check_known_by_some(options)
    if on_error == "raise":
        # What is wrong with the names is an error of the call, not of the first article.
        for place in places:
            _check_place(place, format, options, alone=len(places) == 1)
    return Reading(_all_items(places, format, max_bytes, options), on_error, on_skip)


def _log_skipped(item: Skipped) -> None:
    place = item.file if item.row is None else f"{item.file}#{item.row}"
    _log.info("skipped %s: %s", place, "no article" if item.error is None else type(item.error).__name__)
    # The reason may quote the file.
    _log.debug("why %s was skipped: %s", place, item.error or item.reason)


def _refuse_several(source: object) -> None:
    """Refuse what holds several sources, or articles, with advice."""
    if isinstance(source, (list, tuple, set, frozenset)):
        hint = "Read each of them, for example: itertools.chain.from_iterable(map(newsclaims.read, paths))."
    elif hasattr(type(source), "columns"):
        hint = "For a data frame use newsclaims.extract_frame."
    else:
        return
    raise InputTypeError("the source", "a path or a binary stream", type(source).__name__, hint)


def _check(on_error: object, max_bytes: object) -> None:
    if on_error not in ("raise", "skip"):
        raise InvalidValueError(f"on_error must be 'raise' or 'skip', not {shown(on_error)}.")
    check_limit("max_bytes", max_bytes)


def _check_place(place: Place, format: str | Reader | None, options: Mapping[str, Any], *, alone: bool) -> None:
    if place.error is not None:
        raise place.error
    if not place.is_folder:
        reader = _reader(place, format)
        if alone:
            check_options(reader, options)


def _reader(place: Place, format: str | Reader | None) -> Reader:
    if format is None:
        return reader_by_suffix(place.path) if place.stream is None else resolved_reader("text")
    return resolved_reader(format)


def _all_items(
    places: Sequence[Place], format: str | Reader | None, max_bytes: int, options: Mapping[str, Any]
) -> Generator[Article | Skipped, None, None]:
    """Yield the articles of several files and folders; a file that cannot be read gives its error as an item."""
    for named in places:
        for place in walk(named) if named.is_folder else (named,):
            try:
                if place.error is not None:
                    raise place.error
                reader = _reader(place, format)
                yield from _items(reader, place, max_bytes, options)
            except NewsClaimsError as error:
                yield Skipped(_reason(error), error, place.file, in_folder=place.in_folder)


def _reason(error: NewsClaimsError) -> str:
    if isinstance(error, UnknownKindError):
        return f"no reader knows {error.suffix} files"
    return "it cannot be read"


def _items(
    reader: Reader, place: Place, max_bytes: int, options: Mapping[str, Any]
) -> Generator[Article | Skipped, None, None]:
    """Yield what a reader finds in one file or stream, with its place."""
    _log.debug("reading %s with the reader %r", place.file, reader.name)
    taken = accepted(reader, {**options, "max_bytes": max_bytes})
    # Nothing leads back to a stream without a name.
    file = place.file if place.row_id else None
    note = {"reader": reader.name, "version": version("reader", reader), "file": file}
    with open_source(place.path if place.stream is None else place.stream, max_bytes, place.file) as stream:
        for number, item in enumerate(_checked(reader, stream, taken), 1):
            stream.start_item()
            row = number if reader.many else None
            if isinstance(item, Skipped):
                yield evolve(item, file=place.file, row=row, in_folder=place.in_folder)
            else:
                yield _placed(item, place, row, note)
    if getattr(place.stream, "closed", False):
        raise _broken(reader, "it closed a stream that it did not open.")


def _checked(reader: Reader, stream: BinaryIO, options: Mapping[str, Any]) -> Iterator[Article | Skipped]:
    with blaming("reader", reader, OSError):
        found: object = reader.read(stream, **options)
        if not isinstance(found, Iterable) or isinstance(found, (Article, Mapping, str, bytes)):
            raise _broken(reader, f"read must return an iterator of articles, not {type(found).__name__}.")
        for number, item in enumerate(found):
            if not isinstance(item, (Article, Skipped)):
                raise _broken(reader, f"read must yield articles, but item {number} is of type {type(item).__name__}.")
            yield item


def _placed(article: Article, place: Place, row: int | None, note: Mapping[str, Any]) -> Article:
    """Return an article with the note of its place, and with an id if its reader gave none."""
    where = {"row": row} if row is not None else {}
    known = {name: value for name, value in note.items() if value}
    update: dict[str, Any] = {"meta": Meta({**article.meta, _NOTE: {**known, **where}})}
    base = place.article_id if row is None else place.row_id
    if "id" not in article.model_fields_set and base:
        update["id"] = base if row is None else f"{base}#{row}"
    return article.model_copy(update=update)


def _broken(reader: Reader, reason: str) -> PluginResultError:
    return PluginResultError("reader", reader.name, origin("reader", reader), reason)
