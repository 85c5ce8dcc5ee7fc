"""The file of failures: a line for each article, file or row that failed, and the choice of these in a later run."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import asdict, field, frozen
from attrs.validators import instance_of, optional

from ..._files.json_streams import read_json_lines
from ..._files.json_values import json_bytes
from ..._files.streams import reading
from ...errors import InvalidValueError

__all__ = ["FailureLine", "Named", "storable"]

_LONGEST = 2_000
"""The largest length of a message in the file, in characters."""


@frozen(slots=True)
class FailureLine:
    """A line of the file.

    Args:
        index: The place in the input, from 0.
        id: The id of the article; None if it could not be read.
        file: The file that it comes from, if that is known.
        row: The number of its row or record in the file, counted from 1, if the file can hold many.
        error: The name of the error's type.
        message: The error's message, which can quote the article.
        rows_read: How many rows or records of the file were read before it failed, if the whole file failed.
    """

    index: int = field(validator=instance_of(int))
    id: str | None = field(validator=optional(instance_of(str)))
    file: str | None = field(validator=optional(instance_of(str)))
    row: int | None = field(validator=optional(instance_of(int)))
    error: str = field(validator=instance_of(str))
    message: str = field(validator=instance_of(str))
    rows_read: int | None = field(default=None, validator=optional(instance_of(int)))

    @classmethod
    def of(cls, index: int, place: Mapping[str, Any], error: Exception) -> "FailureLine":
        """Return the line for an error.

        Args:
            index: The place in the input.
            place: The `id`, `file`, `row` and `rows_read`, as far as they are known.
            error: The error.
        """
        message = str(error)
        message = message if len(message) <= _LONGEST else f"{message[:_LONGEST]} ..."
        known = {name: place.get(name) for name in ("id", "file", "row", "rows_read")}
        return cls(index=index, **known, error=type(error).__name__, message=storable(message))

    def plain(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self)

    def line(self) -> bytes:
        """Return it as a line of JSON."""
        return json_bytes(self.plain()) + b"\n"


def storable(text: str) -> str:
    """Return a text with halves of characters as escapes, because no file in UTF-8 can hold them.

    Args:
        text: The text, for example a message or the name of a file.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


class Named:
    """The articles, files and rows that a file of failures names.

    An article is recognised by its file, row and id. Without a file, as in a list of articles, it is recognised by its
    place in the input and its id. If a whole file failed, its articles that were not read before are named.

    Args:
        path: The file of failures.

    Raises:
        FileError: If it cannot be read.
        FormatError: If it is not JSON Lines.
        InvalidValueError: If a line of it does not name an article, a file or a row, or it has no line.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: dict[str, FailureLine] = {}
        self._files: dict[str, FailureLine] = {}
        self._seen: set[str] = set()
        with reading(path) as stream:
            for location, record in read_json_lines(stream, "file of failures", what="a failure"):
                try:
                    line = FailureLine(**record)
                    self._add(line)
                except (TypeError, AttributeError):
                    where = f"{path}, line {location.line}"
                    raise InvalidValueError(
                        f"{where}: this is not a line of a file of failures. Give the file that a run has written."
                    ) from None
        if not (self._waiting or self._files):
            raise InvalidValueError(f"{path}: it names nothing that failed. Give the file that a run has written.")

    def takes(self, index: int, place: Mapping[str, Any]) -> bool:
        """Return whether an article is named.

        Args:
            index: Its place in the input.
            place: Its `id`, `file` and `row`, as far as they are known.
        """
        found = {_key(index, place), _key(index, {**place, "id": None})} & self._waiting.keys()
        self._seen |= found
        return self._is_rest(place) or bool(found)

    def missing(self) -> Iterator[FailureLine]:
        """Yield the lines that name something that the input did not have."""
        lines = {**self._waiting, **self._files}
        yield from (line for key, line in lines.items() if key not in self._seen)

    def _is_rest(self, place: Mapping[str, Any]) -> bool:
        """Return whether an article is of a file that failed, and was not read before that."""
        line = self._files.get(place.get("file") or "")
        if line is None or line.file is None:
            return False
        self._seen.add(line.file)
        row = place.get("row")
        return row is None or row > (line.rows_read or 0)

    def _add(self, line: FailureLine) -> None:
        # A file that could not be read at all can have any number of articles now.
        if line.id is None and line.row is None and line.file is not None:
            self._files[line.file] = line
        else:
            self._waiting[_key(line.index, line.plain())] = line


def _key(index: int, place: Mapping[str, Any]) -> str:
    file = place.get("file")
    return json.dumps([index if file is None else None, file, place.get("row"), place.get("id")])
