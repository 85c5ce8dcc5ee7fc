"""JSON Lines: one claim set a line, text and all; nothing is lost."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal

from newsclaims.errors import FormatError
from newsclaims.model import Article, ClaimSet

from .files import chunks, lines, name_of, reading, writing
from .record import Place, encoded, from_record, parsed, to_record

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
            start = Place(self.name, name_of(stream))
            for number, line in enumerate(lines(chunks(stream, self.name)), 1):
                if line.strip():
                    yield _claimset(line, start.at(number))


def _claimset(line: str, place: Place) -> ClaimSet:
    try:
        data = parsed(line, place)
    except FormatError as error:
        if line.endswith("\n"):
            raise
        raise place.error(f"{error.reason} It is the last line; the file may be cut short.") from error
    return from_record(data, place)
