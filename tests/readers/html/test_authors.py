"""Bylines: the names of authors, without what else a byline holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.readers._html.authors import author_names


@pytest.mark.parametrize(
    ("bylines", "names"),
    [
        (["Ann Lee"], ["Ann Lee"]),
        (["By Ann Lee"], ["Ann Lee"]),
        (["BY: ANN LEE"], ["ANN LEE"]),
        (["Words by Ann Lee"], ["Ann Lee"]),
        (["By Ann Lee and Bo Li"], ["Ann Lee", "Bo Li"]),
        (["Ann Lee, Bo Li and Cy Ott"], ["Ann Lee", "Bo Li", "Cy Ott"]),
        (["Ann Lee; Bo Li & Cy Ott | Di Po"], ["Ann Lee", "Bo Li", "Cy Ott", "Di Po"]),
        (["By Ann Lee", "Bo Li, Staff Writer"], ["Ann Lee", "Bo Li"]),
        (["Lee, Ann"], ["Ann Lee"]),
        (["Ann Lee, Jr. and Bo Li, PhD"], ["Ann Lee, Jr.", "Bo Li, PhD"]),
        (["R. J. Pimm", "Ann Lee Jr."], ["R. J. Pimm", "Ann Lee Jr."]),
        (["Bea Novak", "bea  novak"], ["Bea Novak"]),
        (["Byron Anders"], ["Byron Anders"]),
        (["Staff", "The Quay", "ann@quay.example", "https://quay.example/ann", "@ann", "12", ""], []),
        (["A long sentence about the writer of this article, " * 3], []),
    ],
)
def test_names(bylines: list[str], names: list[str]) -> None:
    """Each name comes once, without "By", roles, addresses and the publisher."""
    assert author_names(bylines, "The Quay") == tuple(names)


@given(st.lists(st.text() | st.text(st.sampled_from("By and,.; @/x")), max_size=5))
def test_any_bylines(bylines: list[str]) -> None:
    """Any bylines give names that are not empty, each once."""
    names = author_names(bylines, None)
    assert all(names)
    assert len({name.casefold() for name in names}) == len(names)
