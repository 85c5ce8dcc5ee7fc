"""The summary by source, and the filters."""

from hypothesis import given
from serialisers.samples import sample
from serialisers.strategies import claimsets

from newsclaims._model import Article, Claim, ClaimSet, Content, Source, SourceType, Span
from newsclaims.serialisers._html.classes import LISTED_SOURCES
from newsclaims.serialisers._html.numbering import numbered
from newsclaims.serialisers._html.summary_view import filter_groups, source_rows, stances_of


def of_many_sources(number: int) -> ClaimSet:
    """Return a claim set with a claim for each of many sources."""
    text = "x" * number
    claims = [
        Claim(
            id=f"c{n}",
            source=Source(spans=(Span(start=n, end=n + 1),), text="x", name=f"Ann {n}"),
            content=Content(spans=(Span(start=n, end=n + 1),), text="x"),
        )
        for n in range(number)
    ]
    return ClaimSet(article=Article(text=text), claims=tuple(claims))


@given(claimset=claimsets())
def test_each_claim_counts_once_in_each_group(claimset: ClaimSet) -> None:
    """The numbers of the table and of each filter add up to the number of claims."""
    numbering = numbered(claimset)
    rows = source_rows(numbering, {})
    assert sum(row.claims for row in rows) == sum(sum(row.stances.values()) for row in rows) == len(claimset)
    for group in filter_groups(numbering):
        assert sum(option.count for option in group.options) == len(claimset)
        assert len(group.options) > 1


@given(claimset=claimsets())
def test_an_option_lets_through_as_many_claims_as_it_says(claimset: ClaimSet) -> None:
    """The count of a box is the number of claims with its class."""
    numbering = numbered(claimset)
    for group in filter_groups(numbering):
        for option in group.options:
            assert option.count == sum(option.class_name in names for names in numbering.classes.values())


def test_sources_are_sorted_by_their_number_of_claims() -> None:
    """The most frequent source is first, and its bar is the longest; equal ones are in the order of the text."""
    critics, prado = source_rows(numbered(sample()), {"Critics": "critics.html"})
    assert (critics.name, critics.claims, critics.first, critics.link) == ("Critics", 2, 2, "critics.html")
    assert critics.type is SourceType.PUBLIC
    assert critics.stances == {"question": 1, None: 1}
    assert (prado.name, prado.claims, prado.first, prado.link) == ("Ines Prado", 1, 1, None)
    assert critics.bar.length == 2 * prado.bar.length


def test_a_bar_of_a_single_claim_is_short() -> None:
    """In an article where each source speaks once, no bar has the whole width."""
    assert {row.bar.length for row in source_rows(numbered(of_many_sources(2)), {})} == {250}


def test_only_stances_that_occur_are_shown() -> None:
    """They are in the order of the guidelines, with those that were not judged last."""
    assert stances_of(numbered(sample())) == ("affirm", "question", None)


def test_the_filters_of_the_sample() -> None:
    """Each value that occurs has a box, with its class and its number of claims."""
    found = {
        group.name: [(o.class_name, o.value, o.count) for o in group.options]
        for group in filter_groups(numbered(sample()))
    }
    assert found == {
        "st": [("st-affirm", "affirm", 1), ("st-question", "question", 1), ("st-unjudged", None, 1)],
        "co": [("co-certain", "certain", 1), ("co-unjudged", None, 2)],
        "ty": [("ty-named-person", "named_person", 1), ("ty-public", "public", 1), ("ty-unjudged", None, 1)],
        "so": [("so-1", "Critics", 2), ("so-2", "Ines Prado", 1)],
    }


def test_a_group_that_cannot_filter_is_left_out() -> None:
    """One claim has one value of each label."""
    assert filter_groups(numbered(of_many_sources(1))) == ()


def test_rare_sources_share_a_box() -> None:
    """Only so many sources have a box of their own."""
    [group] = filter_groups(numbered(of_many_sources(LISTED_SOURCES + 3)))
    assert len(group.options) == LISTED_SOURCES + 1
    last = group.options[-1]
    assert (last.class_name, last.value, last.count) == ("so-0", None, 3)
