"""Collects what the caller should know about a table while its rows are read."""

from collections.abc import Iterable, Iterator

from newsclaims._model import Article

from .._protocol import Skipped
from .repeated_ids import RepeatedIds
from .rows import ArticleMaker

__all__ = ["CALLER", "with_notices"]

CALLER = 6
"""How many frames the code that iterates over `newsclaims.read` is above a warning in the `read` of a reader."""


def with_notices(
    items: Iterable[Article | Skipped], maker: ArticleMaker, name: str | None
) -> Iterator[tuple[Article | Skipped, list[str]]]:
    """Yield each item with the warnings that it gives rise to; the reader issues them, so that they name its caller.

    Args:
        items: What is in the rows.
        maker: What makes the articles.
        name: The name of the file.
    """
    ids = RepeatedIds()
    for number, item in enumerate(items, 1):
        notices = maker.take_notices()
        if isinstance(item, Article) and "id" in item.model_fields_set and (found := ids.fault(item.id, number)):
            notices.append(f"{found} Name a column whose values differ: id='...' (--id-column).")
        yield item, [f"{name or 'input'}: {notice}" for notice in notices]
