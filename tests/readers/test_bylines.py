"""Bylines: which names they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.readers._bylines import names_in


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ("By Ann Lee and Bo Li", ["Ann Lee", "Bo Li"]),
        ("BY ANN LEE, BO LI and CY RAY", ["ANN LEE", "BO LI", "CY RAY"]),
        ("By: Ann Lee; Bo Li", ["Ann Lee", "Bo Li"]),
        ("Words by Ann Lee\nwith Bo Li", ["Ann Lee", "Bo Li"]),
        ("Ann Lee, political correspondent", ["Ann Lee"]),
        ("Ann Lee and Bo Li, Staff Writers", ["Ann Lee", "Bo Li"]),
        ("Ann Lee, Reuters", ["Ann Lee"]),
        ("Ann Lee, Jr., and Bo Li", ["Ann Lee, Jr.", "Bo Li"]),
        ("By Ann Lee | The Quay", ["Ann Lee"]),
        ("ann@example.org (Ann Lee)", ["Ann Lee"]),
        ("Ann Lee <ann@example.org>", ["Ann Lee"]),
        ("By Ann Lee, Ann Lee", ["Ann Lee"]),
        ("The Associated Press", ["The Associated Press"]),
        ("Byron Sandys", ["Byron Sandys"]),
        ("https://example.org/ann", []),
        ("By", []),
        ("", []),
    ],
)
def test_the_names_of_a_byline(byline: str, names: list[str]) -> None:
    """Names are separated, and what is not a name is left out."""
    assert names_in([byline]) == tuple(names)


def test_a_name_counts_once() -> None:
    """A name that comes in two bylines is one author."""
    assert names_in(["Bo Li", "By Ann Lee and Bo Li"]) == ("Bo Li", "Ann Lee")


@given(st.lists(st.text() | st.lists(st.sampled_from(["By ", "and ", ", ", "Ann ", "(", "@", " | "])).map("".join)))
def test_any_bylines(bylines: list[str]) -> None:
    """Whatever the byline, no name is empty or has white space at its ends."""
    assert all(name and name == name.strip() for name in names_in(bylines))
