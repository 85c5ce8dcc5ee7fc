"""Targets for files: every reader of articles, and every format that claims are loaded from."""

import io
import re
import tempfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from serialisers.cases import CASES, Case, in_order, written
from serialisers.cases import read as read_back
from serialisers.samples import articles_of
from serialisers.strategies import distinct

from newsclaims import Article, ClaimSet, load, loads, read
from newsclaims.errors import UndecodableError
from newsclaims.readers import Reader, Skipped
from newsclaims.readers._reader_lookup import resolved_reader

from . import seeds
from .laws import answer, check_article, check_claims, require
from .mutation import read_tokens
from .target import Target

__all__ = ["TARGETS", "folder_of"]

_SMALL = 4_096
"""A limit in bytes that some inputs reach."""
_AT_A_TIME = 7
_LARGEST = 32_768
"""How many bytes a file may have. An empty Parquet file has 20,000; if the rest is cut off, nothing is read."""

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


def _try_loader(case: Case, data: bytes) -> str:
    articles = _known(case) if zlib.crc32(data) % 3 else None
    if case.serialiser.layout == "folder":
        loaded = _loaded_folder(case, data, articles)
    else:
        loaded = loads(data, case.serialiser, articles=articles)
    _check_loaded(case, loaded)
    return f"{min(len(loaded), 5)} sets, {min(sum(map(len, loaded)), 9)} claims"


def _check_loaded(case: Case, loaded: Sequence[ClaimSet]) -> None:
    for claims in loaded:
        check_claims(claims)
    kept = list(filter(case.takes, loaded))
    if case.serialiser.layout == "file-per-article":
        kept = kept[:1]
    # A mapping of articles can't have two under one id.
    if distinct(kept):
        data = written(case.serialiser, kept)
        require(
            read_back(case.serialiser, data, kept) == in_order(case.serialiser, kept), "what was loaded can be kept"
        )


@cache
def _known(case: Case) -> Mapping[str, Article]:
    return articles_of(*seeds.claimsets_for(case))


_HEAD = re.compile(rb"^=== (.{1,100}) ===\n", re.MULTILINE)
"""The head of a file of a folder, in the one sequence of bytes that a target gets."""


def folder_of(files: Mapping[str, bytes]) -> bytes:
    """Return the files of a folder as one sequence of bytes.

    Args:
        files: The files by their names.
    """
    return b"".join(b"=== %s ===\n%s" % (name.encode(), data) for name, data in files.items())


def _loaded_folder(case: Case, data: bytes, articles: Mapping[str, Article] | None) -> list[ClaimSet]:
    _, *parts = _HEAD.split(data)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in zip(parts[::2], parts[1::2], strict=True):
            safe = re.sub(rb"[^\w.#-]", b"_", name).decode("ascii", "replace")
            if safe.strip("."):
                (Path(folder) / safe).write_bytes(content)
        return list(load(folder, format=case.serialiser, articles=articles))


def _seeds_of(case: Case) -> Sequence[bytes]:
    written_files = seeds.written_files(case)
    if case.serialiser.layout == "folder":
        return list(map(folder_of, written_files))
    if case.serialiser.layout == "stream":
        return [files[""] for files in written_files]
    names = case.serialiser.suffixes
    return [data for files in written_files for name, data in files.items() if name.endswith(names)]


def _name(case: Case) -> str:
    return "load-cas-json" if getattr(case.serialiser, "_json", False) else f"load-{case.name}"


_BINARY = ("parquet", "spacy")
_TABLES = ("brat", "conll", "csv")


def _loader(case: Case) -> Target:
    name = _name(case)
    if case.name in _BINARY:
        dictionaries: tuple[str, ...] = ("binary",)
    elif case.name in _TABLES:
        dictionaries = ("table", "json", "text")
    else:
        dictionaries = ("markup", "json") if name == "load-cas" else ("json", "text")
    return Target(
        name,
        f"loads claims from {case.name}",
        lambda data: answer(lambda: _try_loader(case, data)),
        cache(lambda: _seeds_of(case)),
        partial(read_tokens, *dictionaries),
        _LARGEST,
    )


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
    *map(_loader, CASES),
)
