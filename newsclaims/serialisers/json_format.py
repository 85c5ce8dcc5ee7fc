"""JSON, laid out for people: one claim set is an object, none or several are an array; nothing is lost."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal

from newsclaims.model import Article, ClaimSet

from .toolkit.json_streams import pretty, read_objects, write_objects
from .toolkit.records import from_record, parsed, to_record
from .toolkit.streams import reading, writing

__all__ = ["JsonSerialiser"]


class JsonSerialiser:
    """Writes and reads JSON.

    Several claim sets are written one by one, after the second has come. They are read one by one as well, whatever
    the layout, and an object or an array both give a sequence.
    """

    name: str = "json"
    suffixes: tuple[str, ...] = (".json",)
    media_type: str = "application/json"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write an object or an array; see `Serialiser.dump`."""
        with writing(target) as stream:
            write_objects(stream, (pretty(to_record(claimset)) for claimset in claimsets))

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Read object by object; `articles` is not needed. See `Serialiser.load`."""
        with reading(source) as stream:
            for place, text in read_objects(stream, self.name):
                yield from_record(parsed(text, place), place)
