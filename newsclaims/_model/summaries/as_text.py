"""Writes a summary as plain text."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..._text_table import cells, harmless, rows
from ..labels import LABELS, Stance
from .stance_signs import stance_signs

if TYPE_CHECKING:
    from .summary import SourceSummary, Summary

__all__ = [
    "BLANK",
    "NO_SOURCE",
    "SHOWN_SOURCES",
    "headline",
    "is_visible",
    "name_of",
    "number",
    "signed",
    "summary_lines",
    "words",
]

NO_SOURCE: Final = "(no source)"
"""Shown instead of a name for the claims without a source."""
BLANK: Final = "(blank)"
"""Shown for a name that nobody could see, such as white space."""
_INVISIBLE: Final = frozenset(("Cc", "Cf", "Zl", "Zp", "Zs"))
"""The Unicode categories of white space and of characters that control others."""

SHOWN_SOURCES: Final = 20
"""How many sources are listed."""
_LONGEST_NAME: Final = 40
"""How many code points of a source's name are shown."""


def summary_lines(summary: "Summary") -> Iterator[str]:
    """Yield the lines of a summary: a headline, the sources with their stances, and the numbers of each label.

    Args:
        summary: The summary.
    """
    yield headline(summary)
    if not summary.claims:
        return
    yield ""
    yield from _source_lines(summary)
    yield ""
    yield from rows([(words(name), _counted(getattr(summary, f"by_{name}"))) for name in LABELS])


def headline(summary: "Summary") -> str:
    """Return the numbers of claims, sources and articles, in words.

    Args:
        summary: The summary.
    """
    named = sum(bool(source.name) for source in summary.sources)
    parts = f"{number(summary.claims, 'claim')} by {number(named, 'source')}" if summary.claims else "No claims"
    return f"{parts} in {number(summary.articles, 'article')}"


def signed(stance: Stance | None) -> str:
    """Return a stance's name after its sign.

    Args:
        stance: The stance; None for "not judged".
    """
    return f"{stance_signs()[stance].sign} {words(stance)}".lstrip()


def words(value: str | None) -> str:
    """Return the value of a label in words.

    Args:
        value: The value; None for "not judged".
    """
    return "not judged" if value is None else value.replace("_", " ")


def number(count: int, noun: str) -> str:
    """Return a number with its noun, in the plural if necessary.

    Args:
        count: The number.
        noun: The noun in the singular.
    """
    return f"{count:,} {noun}{'s' * (count != 1)}"


def name_of(source: "SourceSummary") -> str:
    """Return a source's name on one line, or words that say that there is none.

    Args:
        source: The source.
    """
    if not source.name:
        return NO_SOURCE
    return harmless(source.name) if is_visible(source.name) else BLANK


def is_visible(text: str) -> bool:
    """Return whether a text has a character that can be seen.

    Args:
        text: The text.
    """
    return any(unicodedata.category(character) not in _INVISIBLE for character in text)


def _source_lines(summary: "Summary") -> Iterator[str]:
    shown, others = summary.sources[:SHOWN_SOURCES], summary.sources[SHOWN_SOURCES:]
    stances = [stance for stance, claims in summary.by_stance.items() if claims]
    table = [["source", "type", "claims", *map(signed, stances)]]
    for source in shown:
        name = name_of(source)
        short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
        numbers = (source.claims, *(source.by_stance[stance] for stance in stances))
        table.append([short, words(source.type), *(f"{number:,}" for number in numbers)])
    yield from rows(_right_aligned(table, first=2))
    if others:
        yield f"and {number(len(others), 'more source')} with {number(sum(s.claims for s in others), 'claim')}"


def _right_aligned(table: Sequence[Sequence[str]], first: int) -> list[list[str]]:
    """Return a table whose columns from the first of some on are aligned on the right."""
    widths = [max(map(cells, column)) for column in zip(*table, strict=True)]
    return [
        [
            *line[:first],
            *(" " * (width - cells(cell)) + cell for cell, width in list(zip(line, widths, strict=True))[first:]),
        ]
        for line in table
    ]


def _counted(counts: Mapping[Any, int]) -> str:
    """Return the values that occur, with their numbers."""
    return ", ".join(f"{words(value)} {claims:,}" for value, claims in counts.items() if claims)
