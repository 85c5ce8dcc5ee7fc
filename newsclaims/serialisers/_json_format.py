"""JSON, laid out for people: one claim set is an object, none or several are an array; nothing is lost."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal

from newsclaims._model import Article, ClaimSet

from .toolkit import (
    claimset_from_record,
    claimset_to_record,
    read_json_objects,
    reading,
    write_json_objects,
    writing,
)

__all__ = ["JsonSerialiser"]


class JsonSerialiser:
    """Writes and reads JSON.

    Several claim sets are written one by one, once there is a second. They are also read one by one, in any layout. An
    object gives one claim set, an array any number.
    """

    name: str = "json"
    suffixes: tuple[str, ...] = (".json",)
    media_type: str = "application/json"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write an object or an array; see `Serialiser.dump`."""
        with writing(target) as stream:
            write_json_objects(stream, map(claimset_to_record, claimsets))

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Read object by object; `articles` is not needed. See `Serialiser.load`."""
        with reading(source) as stream:
            for location, record in read_json_objects(stream, self.name, what="a claim set"):
                yield claimset_from_record(record, location)
