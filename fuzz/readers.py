"""Targets for the readers of articles."""

import io
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from newsclaims import Article, read
from newsclaims.errors import UndecodableError
from newsclaims.readers import Reader, Skipped
from newsclaims.readers._reader_lookup import resolved_reader

from . import seeds
from .laws import answer, check_article, require
from .mutation import read_tokens
from .target import Target

__all__ = ["TARGETS"]

_SMALL = 4_096
"""A limit in bytes that some inputs reach."""
_AT_A_TIME = 7
_LARGEST = 16_384

_OPTIONS: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "feed": ({}, {"max_depth": 5}, {"max_tags": 50}, {"encoding": "latin-1"}),
    "html": ({}, {"max_depth": 5}, {"max_tags": 50}, {"encoding": "utf-16"}),
    "ninjs": ({}, {"max_depth": 5}),
    "table": (
        {},
        {"text": "body", "published": "date", "date_format": "%d/%m/%Y"},
        {"text": "a.b", "delimiter": ";"},
        {"encoding": "cp1252", "markup": "html"},
    ),
    "text": ({}, {"encoding": "latin-1"}, {"encoding": "utf-7"}),
    "warc": ({}, {"max_depth": 5}),
}
"""For each reader, the options with which it is called; the input decides which."""


def _try_reader(name: str, data: bytes) -> str:
    options = _chosen(_OPTIONS.get(name, ({},)), data)
    limit = {"max_bytes": _SMALL} if zlib.crc32(data) % 11 == 0 else {}
    given = {**options, **limit}

    def all_items(stream: Any) -> list[Article | Skipped]:
        skipped: list[Skipped] = []
        found = list(read(stream, _found_reader(name), on_error="skip", on_skip=skipped.append, **given))
        return [*found, *skipped]

    items = all_items(io.BytesIO(data))
    again = all_items(io.BufferedReader(_Slow(data)))
    # Of an error, its kind: the guess at the right encoding rests on the bytes that were read so far.
    same = list(map(_essence, again)) == list(map(_essence, items))
    # How many bytes are read ahead of the limit, and of the guess that a file is not a text, depends on the stream.
    ahead = bool(limit) or any(_is_undecodable(item) for item in (*items, *again))
    require(same or ahead, "a stream gives the same, whatever its pieces")
    for item in items:
        if isinstance(item, Article):
            check_article(item)
        elif item.error is not None:
            answer(partial(_raise, item.error))
    return ", ".join(sorted({_kind(item) for item in items})) or "nothing"


@cache
def _found_reader(name: str) -> Reader:
    """Return a reader, which is looked up once, because that takes longer than to read a small file."""
    return resolved_reader(name)


def _raise(error: Exception) -> str:
    raise error


def _essence(item: Article | Skipped) -> object:
    return item if isinstance(item, Article) else (item.reason, type(item.error), item.row)


def _is_undecodable(item: Article | Skipped) -> bool:
    return isinstance(item, Skipped) and isinstance(item.error, UndecodableError)


def _kind(item: Article | Skipped) -> str:
    if isinstance(item, Article):
        known = "".join(field[0] for field in sorted(item.model_fields_set))
        return f"article {known} {min(len(item.blocks), 5)} {len(item.text).bit_length()}"
    if item.error is None:
        return item.reason
    error = item.error
    return answer(partial(_raise, error))


class _Slow(io.RawIOBase):
    """A stream that gives a few bytes at a time and can't seek, as a pipe does."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        piece = self._data[self._at : self._at + min(len(buffer), _AT_A_TIME)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def _chosen(options: Sequence[Mapping[str, Any]], data: bytes) -> Mapping[str, Any]:
    return options[zlib.crc32(data) % len(options)]


def _reader(name: str, inputs: Callable[[], Iterable[bytes]], *dictionaries: str) -> Target:
    return Target(
        f"read-{name}",
        f"reads articles with the reader {name}",
        lambda data: answer(lambda: _try_reader(name, data)),
        cache(lambda: tuple(inputs())),
        partial(read_tokens, *dictionaries),
        _LARGEST,
    )


def _packed_texts() -> list[bytes]:
    import bz2
    import gzip
    import lzma

    some = seeds.files("texts")[0]
    return [*seeds.files("texts"), gzip.compress(some, mtime=0), bz2.compress(some), lzma.compress(some)]


TARGETS = (
    _reader("feed", lambda: seeds.files("feed"), "markup", "text"),
    _reader("html", lambda: seeds.files("html"), "markup", "json", "text"),
    _reader("ninjs", lambda: seeds.files("ninjs"), "json", "markup"),
    _reader("table", lambda: [*seeds.files("table"), seeds.parquet()], "table", "json", "binary"),
    _reader("text", _packed_texts, "text", "binary"),
    _reader("warc", lambda: [seeds.pages_in_an_archive()], "binary", "markup"),
)
