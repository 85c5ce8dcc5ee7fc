"""JSON Lines: one claim set per line, with the article's text; nothing is lost."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal

from newsclaims._model import Article, ClaimSet

from .toolkit import (
    claimset_from_record,
    claimset_to_record,
    read_json_lines,
    reading,
    write_json_lines,
    writing,
)

__all__ = ["JsonlSerialiser"]


class JsonlSerialiser:
    """Writes and reads JSON Lines.

    An empty file holds no claim set; blank lines are skipped.
    """

    name: str = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")
    media_type: str = "application/jsonl"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write each claim set as it comes; see `Serialiser.dump`."""
        with writing(target) as stream:
            write_json_lines(stream, map(claimset_to_record, claimsets))

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Read line by line; `articles` is not needed. See `Serialiser.load`."""
        with reading(source) as stream:
            for location, record in read_json_lines(stream, self.name, what="a claim set"):
                yield claimset_from_record(record, location)
