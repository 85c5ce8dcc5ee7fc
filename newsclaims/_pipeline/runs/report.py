"""What a run reports, a `RunReport` at its end and `Event`s on the way, and the default of its limit."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from ...errors import InvalidValueError

__all__ = ["MAX_CHARS", "Event", "Listener", "NoArticleError", "RunReport"]

MAX_CHARS = 1_000_000
"""The largest length of an article, in characters, if nothing else is given; a long novel has about as many."""


@frozen(slots=True)
class RunReport:
    """What a finished run has done, together with the processes before that did a part of it.

    Args:
        articles: How many articles are in the output.
        claims: How many claims they have.
        failed: How many articles, files and rows failed.
        resumed: How many of both were done by an earlier process, and not again.
        files: The files with the claims, in order.
        failures: The file with a line for each failure; None if nothing failed.
        skipped: How many rows, records and files have no article, although nothing is wrong with them: for example a
            row without a text.
    """

    articles: int
    claims: int
    failed: int
    resumed: int
    files: tuple[Path, ...]
    failures: Path | None
    skipped: int = 0


@frozen(slots=True)
class Event:
    """Something that happens in a run, for a program that watches it.

    Args:
        name: What happens: `begin`, `failure`, `file`, `progress`, `language`, `warnings` or
            `end`.
        data: JSON values about it, without a word of an article's text.
        message: What to say about it to people; it can quote the article.
    """

    name: str
    data: Mapping[str, Any] = field(factory=dict)
    message: str = ""


class NoArticleError(InvalidValueError):
    """An input without a single article."""


Listener = Callable[[Event], None]
