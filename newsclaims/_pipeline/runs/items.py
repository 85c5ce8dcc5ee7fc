"""The input of a run, item by item: an article, or what could not be read, each with its place and a digest."""

import json
from collections.abc import Callable, Generator, Iterable, Mapping
from typing import Any

from attrs import field, frozen

from ..._model import Article
from ..._model.base import digest
from ...errors import InvalidValueError, LimitError, NewsClaimsError, UnknownKindError
from ...readers import Reading, Skipped
from ..inputs import as_article
from .failures import Named

__all__ = ["Item", "items_of", "place_of"]

_NOTE = "newsclaims"
"""The key of `Article.meta` with the place that an article was read from."""


@frozen(slots=True)
class Item:
    """An item of the input.

    Args:
        index: Its place in the input, from 0.
        given: The article; or why there is none.
        place: The `id`, `file`, `row` and `rows_read`, as far as they are known.
        digest: A digest of what was read.
    """

    index: int
    given: Article | Exception
    place: Mapping[str, Any]
    digest: str = field(repr=False)

    @property
    def id(self) -> str | None:
        """The id of the article, if it could be read."""
        found: str | None = self.place.get("id")
        return found


def items_of(
    articles: Iterable[object], max_chars: int, named: Named | None, on_skip: Callable[[], None]
) -> Generator[Item, None, None]:
    """Yield the items of an input, one at a time.

    Args:
        articles: Articles, texts and what a reader skips; or a `Reading`.
        max_chars: The largest length of an article, in characters.
        named: The articles to take; None for all.
        on_skip: Called for what has no article although nothing is wrong with it, if it is of what is to be taken.
    """
    source = articles.with_skipped() if isinstance(articles, Reading) else articles
    number, before = 0, _Before()
    for given in source:
        before.note(given)
        if isinstance(given, Skipped) and not _is_fault(given):
            # It has no place in the input.
            if named is None or named.takes(-1, {"file": given.file or None, "row": given.row}):
                on_skip()
            continue
        item = _unreadable(number, given, before) if isinstance(given, Skipped) else _item(number, given, max_chars)
        number += 1
        if named is None or named.takes(item.index, item.place):
            yield item
    if named is not None:
        for line in named.missing():
            absent = InvalidValueError("the file of failures names it, but it is not in the input.")
            yield Item(line.index, absent, line.plain(), "")


def _is_fault(skipped: Skipped) -> bool:
    """Return whether something is wrong; a file in a folder that no reader knows was not asked for."""
    return skipped.error is not None and not (skipped.in_folder and isinstance(skipped.error, UnknownKindError))


class _Before:
    """Counts how many rows of the file that is read now came before."""

    def __init__(self) -> None:
        self._file: str | None = None
        self._rows = 0

    def note(self, given: object) -> None:
        """Take note of what comes next in the input."""
        if isinstance(given, Skipped):
            file, row = given.file, given.row
        elif isinstance(given, Article):
            place = place_of(given)
            file, row = place["file"], place["row"]
        else:
            return
        if row is not None:
            self._file, self._rows = file, row

    def rows_of(self, file: str) -> int:
        """Return the number for a file that failed as a whole; it ends there."""
        rows = self._rows if self._file == file else 0
        self._file, self._rows = None, 0
        return rows


def _unreadable(index: int, skipped: Skipped, before: _Before) -> Item:
    error = skipped.error or InvalidValueError(skipped.reason)
    kind = type(error).__name__
    rows_read = before.rows_of(skipped.file) if skipped.row is None else None
    place = {"file": skipped.file or None, "row": skipped.row, "rows_read": rows_read}
    return Item(index, error, place, digest(skipped.file, str(skipped.row), kind))


def _item(index: int, given: object, max_chars: int) -> Item:
    try:
        article = as_article(given, in_stream=True)
    except NewsClaimsError as error:
        return Item(index, error, {}, digest(type(given).__name__))
    place = place_of(article)
    # The keys of `meta` can come in any order.
    values = json.dumps(article.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    mark = digest(values)
    if len(article.text) > max_chars:
        reason = f"article {article.id!r} has {len(article.text):,} characters, and the limit is {max_chars:,}."
        return Item(index, LimitError(place.get("file") or "input", reason, "max_chars"), place, mark)
    return Item(index, article, place, mark)


def place_of(article: Article) -> dict[str, Any]:
    """Return the `id`, `file` and `row` of an article.

    Args:
        article: The article.
    """
    note = article.meta.get(_NOTE)
    read = note if isinstance(note, Mapping) else {}
    file, row = read.get("file"), read.get("row")
    return {
        "id": article.id,
        "file": file if isinstance(file, str) else None,
        "row": row if isinstance(row, int) else None,
    }
