"""Reads files of JSON lines with spans in the texts of a corpus: the lines, their texts and their spans."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, StrictInt, ValidationError

from .._attribution import Offsets
from .._files.text_files import read_file
from .._model import Article
from ..errors import FileError, FormatError, OffsetError

__all__ = ["Spans", "Texts", "lines_of", "offsets_of", "parse_line"]

Spans = tuple[tuple[StrictInt, StrictInt], ...]
"""Start and end of each fragment of a role, as they are in the file."""

_SHAPE = "It must be a folder with text/*.txt, or one with such folders."
_Model = TypeVar("_Model", bound=BaseModel)


class Texts:
    """The texts of a corpus, by name.

    Args:
        folder: The folder of the corpus, with `text/*.txt`, or a folder with such folders.

    Raises:
        FileError: If there is no such folder, or it has no texts.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not folder.is_dir():
            raise FileError(str(folder), f"there is no such folder. Check the name. {_SHAPE}")
        self._paths = sorted((folder / "text").glob("*.txt")) or sorted(folder.glob("*/text/*.txt"))
        if not self._paths:
            raise FileError(str(folder), f"there are no texts in it. {_SHAPE}")
        self._found: dict[str, Path] = {}

    def find(self, name: str, where: str) -> Path:
        """Return the text with a name, or the only text whose name begins with it.

        Args:
            name: The name, or its beginning.
            where: The file and line that has the name, for the error.

        Raises:
            FileError: If there is no such text, or there are several.
        """
        if name not in self._found:
            found = [path for path in self._paths if path.stem == name]
            found = found or [path for path in self._paths if path.stem.startswith(name)]
            if len(found) != 1:
                what = "no text has that name" if not found else f"{len(found)} texts have that name"
                raise FileError(str(self._folder), f"{what}, or a name that begins with it: {name!r} ({where}).")
            self._found[name] = found[0]
        return self._found[name]


def lines_of(path: str | Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file that are not blank, with their numbers.

    Args:
        path: The file.

    Raises:
        FileError: If the file cannot be read.
        UndecodableError: If it is not UTF-8.
    """
    return ((number, line) for number, line in enumerate(read_file(path).split("\n"), 1) if line.strip())


def parse_line(model: type[_Model], line: str, number: int, path: str, format_name: str) -> _Model:
    """Return a line as an object of a model.

    Args:
        model: The model.
        line: The line, a JSON object.
        number: Its number.
        path: Its file.
        format_name: The name of the format, for the error.

    Raises:
        FormatError: If the line does not fit the model. The message has the first fault, after the name of its field.
    """
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        reason = f"{where}: {first['msg']}" if where else str(first["msg"])
        raise FormatError(format_name, reason, number, path) from None


def offsets_of(spans: Spans, article: Article, where: str) -> Offsets:
    """Return fragments sorted, with overlapping ones joined.

    Args:
        spans: The fragments.
        article: Their article.
        where: The file, line and role, for the error.

    Raises:
        OffsetError: If a fragment is empty, reversed or outside the text.
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        length = len(article.text)
        if not 0 <= start < end <= length:
            text = f"the text of article {article.id!r} (0 to {length})"
            raise OffsetError(f"{where} has the span {start}..{end}, which is empty, reversed or outside {text}.")
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
