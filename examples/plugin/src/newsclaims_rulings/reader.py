"""Reads the rulings of a court's docket, one article for each ruling."""

from collections.abc import Iterator
from typing import BinaryIO

from newsclaims import Article
from newsclaims.errors import FormatError
from newsclaims.readers import Skipped
from newsclaims.serialisers import toolkit as tk

__all__ = ["DocketReader"]

_HEADINGS = {"number": "id", "court": "publisher", "date": "published"}


class DocketReader:
    """Reads rulings with lines such as `Number: 7` above the text; a line of hyphens separates them."""

    name = "docket"
    suffixes: tuple[str, ...] = (".docket",)
    media_type = "text/plain"
    many = True

    def read(self, source: BinaryIO) -> Iterator[Article | Skipped]:
        """Yield the article of each ruling as soon as its last line is read."""
        location, lines = tk.FileLocation(self.name), list[str]()
        for here, line in tk.text_lines(source, self.name):
            if line.strip() and not line.strip("-\r\n"):
                yield _ruling(lines, location)
                lines.clear()
            else:
                location = location if lines else here
                lines.append(line)
        if lines:
            yield _ruling(lines, location)


def _ruling(lines: list[str], location: tk.FileLocation) -> Article | Skipped:
    head, _, text = "".join(lines).replace("\r\n", "\n").partition("\n\n")
    if not text.strip():
        return Skipped("the ruling has no text")
    fields, rest = {"language": "en"}, dict[str, str]()
    for line in head.splitlines():
        name, _, value = line.partition(":")
        known = _HEADINGS.get(name.strip().lower())
        (rest if known is None else fields)[known or name.strip()] = value.strip()
    try:
        with location.model_errors():
            return Article.model_validate({"text": text.strip(), "meta": rest, **fields})
    except FormatError as error:
        return Skipped("the ruling is not valid", error)
