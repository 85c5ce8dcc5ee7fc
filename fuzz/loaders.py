"""Targets for the loaders of claims, in every format."""

import re
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from attrs import evolve
from serialisers.cases import CASES, Case, in_order, written
from serialisers.cases import read as read_back
from serialisers.samples import articles_of
from serialisers.strategies import distinct

from newsclaims import Article, ClaimSet, load, loads

from . import seeds
from .laws import answer, check_claims, require
from .mutation import read_tokens
from .target import Target

__all__ = ["TARGETS", "folder_of"]

_LARGEST = 32_768
"""How many bytes a file may have. An empty Parquet file has 20,000; if the rest is cut off, nothing is read."""
_BINARY = ("parquet", "spacy")
_TABLES = ("brat", "conll", "csv")
_HEAD = re.compile(rb"^=== (.{1,100}) ===\n", re.MULTILINE)
"""The head of a file of a folder, in the one sequence of bytes that a target gets."""


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


def _tokens_of(case: Case) -> list[bytes]:
    if case.name in _BINARY:
        return read_tokens("binary")
    if case.name in _TABLES:
        return read_tokens("table", "json", "text")
    return read_tokens("markup", "json") if _name(case) == "load-cas" else read_tokens("json", "text")


def _loader(case: Case) -> Target:
    return Target(
        _name(case),
        f"loads claims from {case.name}",
        lambda data: answer(lambda: _try_loader(case, data)),
        cache(lambda: _seeds_of(case)),
        partial(_tokens_of, case),
        _LARGEST,
    )


def _unpacked(case: Case) -> Target:
    """Return a target whose input is what a packed file holds, because a change of packed bytes is found at once."""
    packed = _loader(case)
    return evolve(
        packed,
        name=f"{packed.name}-unpacked",
        what=f"{packed.what}, packed after the change",
        try_one=lambda data: packed.try_one(zlib.compress(data)),
        seeds=cache(lambda: list(map(zlib.decompress, packed.seeds()))),
    )


TARGETS = (*map(_loader, CASES), *(_unpacked(case) for case in CASES if case.name == "spacy"))
