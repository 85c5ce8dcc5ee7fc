"""What the lists of a folder show: months, years, filters and pagers."""

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from newsclaims.serialisers._html.catalogue_records import ArticleRecord, ClaimRecord
from newsclaims.serialisers._html.folder_view import (
    MOST_SLOTS,
    by_month,
    by_year,
    pager,
    slots,
    stance_options,
)


def article(published: date | None) -> ArticleRecord:
    return ArticleRecord("a", "A", "", published, 0, {}, (), 0)


def claim(published: date | None, stance: str | None = "affirm", place: int = 1, **more: Any) -> ClaimRecord:
    known = {"page": "a", "title": "A", "publisher": "", "number": 1, "words": "w", "cut": False, "mention": ""}
    rest = {"cue": "", "confidence": None, "quotation": None, "chain": (), "more_chain": 0}
    return ClaimRecord(article=place, published=published, stance=stance, **{**known, **rest, **more})


def test_few_articles_are_one_group() -> None:
    """A short index has no headings."""
    [group] = by_month([article(date(2024, 11, 8)), article(None)], total=2)
    assert (group.month, len(group.articles)) == (None, 2)


def test_months() -> None:
    """A long index has a group per month, and one for articles without a date."""
    dates = [datetime(2024, 11, 8, 23, 59, tzinfo=UTC), date(2024, 11, 1), date(2023, 11, 1), None]
    groups = by_month(list(map(article, dates)), total=21)
    assert [(group.month, len(group.articles)) for group in groups] == [
        (date(2024, 11, 1), 2),
        (date(2023, 11, 1), 1),
        (None, 1),
    ]


def test_years() -> None:
    """Claims are in groups by year, and in them by article; a group has the stances that its filter needs."""
    claims = [
        claim(date(2024, 2, 1), "deny", 1),
        claim(date(2024, 2, 1), "affirm", 1),
        claim(date(2024, 1, 1), None, 2),
        claim(None, "affirm", 3),
    ]
    first, last = by_year(claims)
    assert (first.year, first.slot, first.stances) == (2024, 1, ("affirm", "deny", None))
    assert [(len(group.claims), group.stances) for group in first.articles] == [(2, ("affirm", "deny")), (1, (None,))]
    assert (last.year, last.slot) == (None, 2)


def test_slots() -> None:
    """There is a check box per year, with the number of claims; one year alone needs none."""
    years = by_year([claim(date(2024, 1, 1)), claim(date(2024, 1, 1)), claim(None)])
    assert [(slot.number, slot.year, slot.claims) for slot in slots(years)] == [(1, 2024, 2), (2, None, 1)]
    assert slots(by_year([claim(date(2024, 1, 1))])) == ()


def test_the_last_slot_takes_the_rest() -> None:
    """The style sheet has a rule for a number of years; all years after them share the last check box."""
    years = by_year([*(claim(date(2024 - i, 1, 1)) for i in range(MOST_SLOTS + 2)), claim(None)])
    *_, last = found = slots(years)
    assert len(found) == MOST_SLOTS
    assert (last.year, last.earlier, last.undated, last.claims) == (2024 - MOST_SLOTS + 1, True, True, 4)


def test_stance_options() -> None:
    """There is a check box per stance that occurs, in the order of the guidelines; one stance alone needs none."""
    claims = [claim(None, stance) for stance in (None, "deny", "affirm", "deny")]
    assert list(stance_options(claims).items()) == [("affirm", 1), ("deny", 2), (None, 1)]
    assert stance_options([claim(None)]) == {}


@given(total=st.integers(2, 40), data=st.data())
def test_pagers(total: int, data: st.DataObject) -> None:
    """A pager names the first, the last and the near pages in order, marks every gap, and leads to both neighbours."""
    current = data.draw(st.integers(0, total - 1))
    addresses = [f"{i}.html" for i in range(1, total + 1)]
    found = pager(addresses, current)
    assert found is not None
    numbers = [one.number for one in found.links]
    assert numbers[0] == 1
    assert numbers[-1] == total
    assert {n for n in (current, current + 1, current + 2) if 1 <= n <= total} <= set(numbers)
    assert numbers == sorted(set(numbers))
    assert [one.gap for one in found.links[1:]] == [b > a + 1 for a, b in pairwise(numbers)]
    assert [one.number for one in found.links if one.address is None] == [current + 1]
    assert found.previous == (addresses[current - 1] if current else None)
    assert found.next == (addresses[current + 1] if current < total - 1 else None)


def test_one_page_needs_no_pager() -> None:
    """A list on one page has no pager."""
    assert pager(["index.html"], 0) is None
