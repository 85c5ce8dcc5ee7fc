"""JSON Lines: one claim set a line, text and all; nothing is lost."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal

from newsclaims.model import Article, ClaimSet

from .toolkit.json_streams import read_lines
from .toolkit.records import encoded, from_record, to_record
from .toolkit.streams import reading, writing

__all__ = ["JsonlSerialiser"]


class JsonlSerialiser:
    """Writes and reads JSON Lines.

    An empty file holds no claim set; blank lines are passed over.
    """

    name: str = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")
    media_type: str = "application/jsonl"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write each claim set as it comes; see `Serialiser.dump`."""
        with writing(target) as stream:
            for claimset in claimsets:
                stream.write(encoded(to_record(claimset)) + b"\n")

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Read line by line; `articles` is not needed. See `Serialiser.load`."""
        with reading(source) as stream:
            for place, data in read_lines(stream, self.name):
                yield from_record(data, place)
