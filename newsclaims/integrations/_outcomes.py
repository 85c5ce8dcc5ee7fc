"""Runs a pipeline over the rows of a table, and turns each result into rows of claims."""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from typing import Any

from attrs import frozen

from newsclaims._model import Article, ClaimSet
from newsclaims._pipeline import Failure, Pipeline
from newsclaims.errors import NewsClaimsError
from newsclaims.serialisers._parquet import arrow

__all__ = ["ERROR", "WARNINGS", "Outcome", "claim_rows", "outcomes"]

WARNINGS, ERROR = "warnings", "error"
"""Columns that follow those of the claims: the warnings about an article, and why it has no claims."""


@frozen(slots=True)
class Outcome:
    """What became of a row.

    Args:
        row: The number of the row, counted from 0.
        id: The id of its article, if it is known.
        result: The claims, or why there are none.
    """

    row: int
    id: str | None
    result: ClaimSet | str

    @property
    def failed(self) -> bool:
        """Whether there is an error instead of claims."""
        return isinstance(self.result, str)


def outcomes(
    pipeline: Pipeline, items: Iterable[tuple[str | None, Article | str]], *, batch_size: int, workers: int
) -> Generator[Outcome, None, None]:
    """Yield what becomes of each row, in order.

    Args:
        pipeline: The pipeline.
        items: For each row the id of its article, and the article or why there is none.
        batch_size: How many articles the extractor gets at a time.
        workers: The number of worker processes.
    """
    waiting: deque[tuple[int, str | None, str | None]] = deque()

    def articles() -> Iterator[Article]:
        for row, (known, item) in enumerate(items):
            waiting.append((row, known, item if isinstance(item, str) else None))
            if isinstance(item, Article):
                yield item

    def without_articles() -> Iterator[Outcome]:
        while waiting and (error := waiting[0][2]) is not None:
            row, known, _ = waiting.popleft()
            yield Outcome(row, known, error)

    for result in pipeline.stream(articles(), batch_size=batch_size, workers=workers, on_error="collect"):
        yield from without_articles()
        row, known, _ = waiting.popleft()
        yield Outcome(row, known, _said(result.error) if isinstance(result, Failure) else result)
    yield from without_articles()


def claim_rows(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table of claims: one for each claim, or one if the article has no claims or failed.

    Args:
        outcome: The article's claims, or its error.
    """
    if isinstance(outcome.result, str):
        yield {"article_id": outcome.id, ERROR: outcome.result}
        return
    warnings = " ".join(outcome.result.warnings) or None
    for row in arrow.rows([outcome.result]):
        yield {**row, WARNINGS: warnings}


def _said(error: BaseException) -> str:
    """Return the message of an error, with its type if it is not one of newsclaims."""
    return str(error) if isinstance(error, NewsClaimsError) else f"{type(error).__name__}: {error}"
