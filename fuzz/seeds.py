"""Inputs to begin with: own texts and files in `seeds/`, and what our own serialisers write of them."""

import gzip
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from serialisers.cases import Case, written
from serialisers.samples import sample

from newsclaims import ClaimSet, Pipeline
from newsclaims.testing import sample_claimsets

__all__ = ["claimsets_for", "files", "pages_in_an_archive", "parquet", "texts", "written_files"]

FOLDER = Path(__file__).with_name("seeds")
_LONGEST = 300
_MOST = 8


@cache
def files(folder: str) -> tuple[bytes, ...]:
    """Return the files of a folder of seeds.

    Args:
        folder: Its name.
    """
    return tuple(path.read_bytes() for path in sorted((FOLDER / folder).iterdir()))


@cache
def texts() -> tuple[bytes, ...]:
    """Return the texts, whole and in paragraphs."""
    whole = files("texts")
    return (*whole, *(part for text in whole for part in text.split(b"\n\n")))


@cache
def _claimsets() -> tuple[ClaimSet, ...]:
    found = Pipeline("rules").stream(text.decode("utf-8")[:_LONGEST] for text in files("texts"))
    return (sample(), *sample_claimsets(), *found)


def claimsets_for(case: Case) -> list[ClaimSet]:
    """Return claim sets that a format can hold.

    Args:
        case: The format.
    """
    return list(filter(case.takes, _claimsets()))


def written_files(case: Case) -> list[dict[str, bytes]]:
    """Return what a serialiser writes of one claim set, for some of them, and of two together.

    Args:
        case: The format.
    """
    sets = claimsets_for(case)
    found = [written(case.serialiser, [one]) for one in sets]
    # Short ones, because they are quick, and a change of one byte in a few matters more than in many.
    return [*sorted(found, key=_size)[:_MOST], found[0], written(case.serialiser, sets[:2])]


@cache
def parquet() -> bytes:
    """Return a table of articles as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    columns: dict[str, list[Any]] = {
        "id": ["1", "2"],
        "text": [text.decode("utf-8") for text in files("texts")[:2]],
        "title": [None, "Pier"],
    }
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


@cache
def pages_in_an_archive() -> bytes:
    """Return a WARC file with the pages, plain and packed."""
    records = []
    for number, page in enumerate(files("html")):
        packed = gzip.compress(page, mtime=0)
        records += [
            _record(number, b"Content-Type: text/html\r\n", page),
            _record(number, b"Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n", packed),
        ]
    chunked = b"5\r\n<p>No\r\n0\r\n\r\n"
    return b"".join([*records, _record(9, b"Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", chunked)])


def _size(files: Mapping[str, bytes]) -> int:
    return sum(map(len, files.values()))


def _record(number: int, headers: bytes, body: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n" + body
    lines = (
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{number}>",
        f"WARC-Target-URI: https://example.org/{number}",
        "WARC-Date: 2024-03-05T09:12:00Z",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(answer)}",
    )
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + answer + b"\r\n\r\n"
