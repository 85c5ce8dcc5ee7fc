"""Prepares what the templates of a folder's pages show: groups by month and year, filters and pagers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from attrs import frozen

from newsclaims._model import LABELS

from .catalogue_records import ArticleRecord, ClaimRecord

__all__ = [
    "ArticleGroup",
    "MonthGroup",
    "PageLink",
    "Pager",
    "Slot",
    "YearGroup",
    "by_month",
    "by_year",
    "pager",
    "slots",
    "stance_options",
]

MOST_SLOTS: Final = 12
"""How many years of a page have a filter of their own; the style sheet has a rule for each."""
_FEW: Final = 20
"""Up to this number of articles, an index has no headings for months."""
_NEAR: Final = 2
"""How many neighbours of the current page a pager names."""


@frozen(slots=True)
class MonthGroup:
    """The articles of one month in the index.

    Args:
        month: The first day of the month; None for articles without a date.
        articles: The articles.
    """

    month: date | None
    articles: tuple[ArticleRecord, ...]


@frozen(slots=True)
class ArticleGroup:
    """What a source says in one article.

    Args:
        article: One of the claims, for what it says about the article.
        claims: The claims.
        stances: The stances that occur, for the filter.
    """

    article: ClaimRecord
    claims: tuple[ClaimRecord, ...]
    stances: tuple[str | None, ...]


@frozen(slots=True)
class YearGroup:
    """What a source says in the articles of one year.

    Args:
        year: The year; None for articles without a date.
        slot: The number of its filter.
        articles: The articles with their claims.
        stances: The stances that occur, for the filter.
    """

    year: int | None
    slot: int
    articles: tuple[ArticleGroup, ...]
    stances: tuple[str | None, ...]


@frozen(slots=True)
class Slot:
    """A check box for a year. The last one can stand for all earlier years too, and for articles without a date.

    Args:
        number: Its number, from 1.
        year: The year; None if it is only for articles without a date.
        earlier: Whether earlier years are included.
        undated: Whether articles without a date are included.
        claims: The number of claims.
    """

    number: int
    year: int | None
    earlier: bool
    undated: bool
    claims: int


@frozen(slots=True)
class PageLink:
    """A page in a pager.

    Args:
        number: Its number, from 1.
        address: Its address; None for the current page.
        gap: Whether pages before it are left out.
    """

    number: int
    address: str | None
    gap: bool


@frozen(slots=True)
class Pager:
    """The links to the other pages of a list that needs several.

    Args:
        number: The number of the current page, from 1.
        total: The number of pages.
        links: The first and the last page, and those near the current one.
        previous: The address of the page before; None on the first.
        next: The address of the page after; None on the last.
    """

    number: int
    total: int
    links: tuple[PageLink, ...]
    previous: str | None
    next: str | None


def by_month(articles: Sequence[ArticleRecord], total: int) -> tuple[MonthGroup, ...]:
    """Return articles in groups by month, or all in one group if the index has few.

    Args:
        articles: The articles of one page, in order.
        total: The number of articles in the whole index.
    """
    if total <= _FEW:
        return (MonthGroup(None, tuple(articles)),)
    return tuple(MonthGroup(month, tuple(group)) for month, group in groupby(articles, _month))


def by_year(claims: Sequence[ClaimRecord]) -> tuple[YearGroup, ...]:
    """Return claims in groups by year and by article.

    Args:
        claims: The claims of one page, in order.
    """
    years = [(year, tuple(group)) for year, group in groupby(claims, _year)]
    return tuple(
        YearGroup(year, min(number, MOST_SLOTS), tuple(_by_article(group)), _present(group))
        for number, (year, group) in enumerate(years, 1)
    )


def slots(years: Iterable[YearGroup]) -> tuple[Slot, ...]:
    """Return the check boxes for years; none if there is only one year.

    Args:
        years: The groups of a page.
    """
    found = []
    for number, shared in groupby(years, lambda group: group.slot):
        groups = list(shared)
        dated = [group.year for group in groups if group.year is not None]
        claims = sum(len(article.claims) for group in groups for article in group.articles)
        found.append(Slot(number, max(dated, default=None), len(dated) > 1, len(dated) < len(groups), claims))
    return tuple(found) if len(found) > 1 else ()


def stance_options(claims: Iterable[ClaimRecord]) -> Mapping[str | None, int]:
    """Return how many claims have each stance that occurs; none if there is only one.

    Args:
        claims: The claims of a page.
    """
    stances = [claim.stance for claim in claims]
    found = {stance: stances.count(stance) for stance in _ordered(stances)}
    return found if len(found) > 1 else {}


def pager(addresses: Sequence[str], current: int) -> Pager | None:
    """Return the pager of one page; None if there is only one.

    Args:
        addresses: The addresses of all pages.
        current: The index of the page, from 0.
    """
    total = len(addresses)
    if total == 1:
        return None
    near = range(current - _NEAR, current + _NEAR + 1)
    shown = [i for i in range(total) if i in (0, total - 1) or i in near]
    links = tuple(
        PageLink(i + 1, None if i == current else addresses[i], gap=bool(place) and i > shown[place - 1] + 1)
        for place, i in enumerate(shown)
    )
    before = addresses[current - 1] if current else None
    after = addresses[current + 1] if current + 1 < total else None
    return Pager(current + 1, total, links, before, after)


def _month(article: ArticleRecord) -> date | None:
    day = article.published
    return None if day is None else date(day.year, day.month, 1)


def _year(claim: ClaimRecord) -> int | None:
    return None if claim.published is None else claim.published.year


def _by_article(claims: Sequence[ClaimRecord]) -> Iterator[ArticleGroup]:
    for _, group in groupby(claims, lambda claim: claim.article):
        found = tuple(group)
        yield ArticleGroup(found[0], found, _present(found))


def _present(claims: Iterable[ClaimRecord]) -> tuple[str | None, ...]:
    return _ordered(claim.stance for claim in claims)


def _ordered(stances: Iterable[str | None]) -> tuple[str | None, ...]:
    """Return the stances that occur, in the order of the guidelines, with None last."""
    found = set(stances)
    return tuple(stance for stance in (*(member.value for member in LABELS["stance"].values), None) if stance in found)
