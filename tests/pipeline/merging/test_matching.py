"""Which claims of several extractors are the same."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from pipeline.merging.finds import NAMES, Lists, find, lists

from newsclaims._attribution import Attribution
from newsclaims._pipeline.merging.matching import Find, same_claims


def groups(found: Lists, names: Sequence[str] = NAMES) -> list[list[tuple[str, int]]]:
    """Return the groups, each find as its extractor and index."""
    every = [Find(name, i, one) for name in names for i, one in enumerate(found.get(name, ()))]
    return sorted([(one.extractor, one.index) for one in group] for group in same_claims(every))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (find(((0, 10),)), find(((0, 10),)), True),
        (find(((0, 10),)), find(((0, 5),)), True),
        (find(((0, 10),)), find(((0, 4),)), False),
        (find(((0, 10),)), find(((10, 20),)), False),
        (find(((0, 4), (8, 12))), find(((0, 12),)), True),
        # The cue of the second lies in the content of the first: it is nested there.
        (find(((5, 20),), ((0, 4),)), find(((9, 20),), ((6, 8),)), False),
        # One extractor counts the cue as content, the other does not.
        (find(((0, 20),), ((0, 4),)), find(((5, 20),), ((0, 4),)), True),
        # A turn without a cue holds a claim with a cue.
        (find(((0, 20),)), find(((5, 20),), ((0, 4),)), False),
        # Other sources and cues do not separate claims with the same content.
        (find(((5, 20),), ((0, 2),), ((2, 4),)), find(((5, 20),), ((22, 24),), ((24, 26),)), True),
    ],
)
def test_claims_are_the_same_if_half_of_their_contents_is(one: Attribution, other: Attribution, *, same: bool) -> None:
    """Contents overlap by half, and neither claim is nested in the other."""
    assert len(groups({"ann": [one], "bob": [other]})) == (1 if same else 2)


def test_the_best_pairs_are_joined_first() -> None:
    """A claim gets the counterpart with the largest overlap; of equal ones, that with the same cue, then source."""
    wide, exact = find(((0, 10),)), find(((0, 9),))
    assert groups({"ann": [exact], "bob": [wide, exact]}) == [[("ann", 0), ("bob", 1)], [("bob", 0)]]
    said, added = find(((0, 9),), ((10, 14),)), find(((0, 9),), ((20, 25),))
    assert groups({"ann": [added], "bob": [said, added]}) == [[("ann", 0), ("bob", 1)], [("bob", 0)]]
    hers, his = find(((0, 9),), (), ((10, 13),)), find(((0, 9),), (), ((20, 23),))
    assert groups({"ann": [hers], "bob": [his, hers]}) == [[("ann", 0), ("bob", 1)], [("bob", 0)]]


def test_each_two_of_more_than_two_must_be_the_same() -> None:
    """A claim between two others does not join them if they are too different themselves."""
    found = {"ann": [find(((0, 10),))], "bob": [find(((4, 12),))], "cy": [find(((6, 14),))]}
    assert groups(found) == [[("ann", 0)], [("bob", 0), ("cy", 0)]]


@given(found=lists())
def test_each_claim_is_in_one_group(found: Lists) -> None:
    """No find is lost or repeated, and a group has at most one find of each extractor."""
    made = groups(found)
    assert sorted(one for group in made for one in group) == sorted(
        (name, i) for name, some in found.items() for i in range(len(some))
    )
    assert all(len({name for name, _ in group}) == len(group) for group in made)


@given(found=lists())
def test_the_order_of_extractors_makes_no_difference(found: Lists) -> None:
    """The groups are the same for any order of the lists."""
    assert groups(found) == groups(found, NAMES[::-1])
