"""Prepares the summary of a claim set: how often each source speaks, how it stands, and the filters."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import frozen

from newsclaims._model import LABELS, Claim, SourceType, type_of_source

from .bars import Bar, bar
from .classes import LISTED_SOURCES, class_of
from .filters import Group, Option
from .numbering import Numbering
from .words import one_line, shown_name

__all__ = ["SourceRow", "filter_groups", "source_rows", "stances_of"]

_PREFIXES: Final = {"stance": "st", "confidence": "co", "source_type": "ty"}
"""The labels that have a filter, with the prefixes of their classes."""
_LEAST_WHOLE: Final = 4
"""How many claims a bar of the whole width stands for at least, so that single claims do not look like many."""


@frozen(slots=True)
class SourceRow:
    """What one source says in the article.

    Args:
        name: Its name, on one line; `""` for claims without a source.
        link: The address of its page; None if there is none.
        type: Its type, as in `Summary`; None if it was not judged.
        claims: How many claims it makes.
        first: The number of its first claim.
        stances: How many of them have each stance.
        bar: The same as a bar; the source that speaks most has the longest.
    """

    name: str
    link: str | None
    type: SourceType | None
    claims: int
    first: int
    stances: Mapping[str | None, int]
    bar: Bar


def source_rows(numbering: Numbering, links: Mapping[str, str]) -> tuple[SourceRow, ...]:
    """Return a row for each source, the most frequent first.

    Args:
        numbering: The claims.
        links: The addresses of the pages of sources, by their names.
    """
    said: dict[str, dict[int, Claim]] = {name: {} for name in numbering.sources}
    for number, claim in numbering.claims.items():
        said[claim.source_name][number] = claim
    most = max((_LEAST_WHOLE, *numbering.sources.values()))
    return tuple(_row(name, claims, links.get(name), most) for name, claims in said.items())


def _row(name: str, claims: Mapping[int, Claim], link: str | None, most: int) -> SourceRow:
    stances = _counted("stance", claims.values())
    return SourceRow(
        name=one_line(shown_name(name)),
        link=link,
        type=type_of_source(Counter(claim.source_type for claim in claims.values())),
        claims=len(claims),
        first=min(claims),
        stances=stances,
        bar=bar(stances, most),
    )


def stances_of(numbering: Numbering) -> tuple[str | None, ...]:
    """Return the stances that occur, in the order of the guidelines; None is last.

    Args:
        numbering: The claims.
    """
    return tuple(_counted("stance", numbering.claims.values()))


def filter_groups(numbering: Numbering) -> tuple[Group, ...]:
    """Return the filters of a page; a group with only one option would not filter and is left out.

    Args:
        numbering: The claims.
    """
    groups = (*(_label_group(label, numbering) for label in _PREFIXES), _source_group(numbering))
    return tuple(group for group in groups if len(group.options) > 1)


def _label_group(label: str, numbering: Numbering) -> Group:
    prefix = _PREFIXES[label]
    counts = _counted(label, numbering.claims.values())
    return Group(prefix, tuple(Option(class_of(prefix, value), value, count) for value, count in counts.items()))


def _source_group(numbering: Numbering) -> Group:
    return Group("so", tuple(_source_options(numbering)))


def _source_options(numbering: Numbering) -> Iterator[Option]:
    counts = list(numbering.sources.items())
    for rank, (name, count) in enumerate(counts[:LISTED_SOURCES], 1):
        yield Option(f"so-{rank}", one_line(shown_name(name)), count)
    if others := counts[LISTED_SOURCES:]:
        yield Option("so-0", None, sum(count for _, count in others))


def _counted(label: str, claims: Iterable[Claim]) -> dict[str | None, int]:
    """Return how many claims have each value of a label, in the order of the guidelines; None is last."""
    counts = Counter(getattr(claim, label) for claim in claims)
    return {value: counts[value] for value in (*LABELS[label].values, None) if counts[value]}
