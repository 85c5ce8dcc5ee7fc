"""Bylines: the names of authors, without what else a byline holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.readers._bylines import author_names, byline_names


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
        (["By Ann Lee and Bo Li\nWashton bureau"], ["Ann Lee", "Bo Li"]),
        (["By Ann Lee\nand Bo Li", "Cy Ott\nDi Po"], ["Ann Lee", "Bo Li", "Cy Ott", "Di Po"]),
        (["By Ann Lee, Political Editor, in Washton"], ["Ann Lee"]),
        (["By ANN LEE and BO LI IN MILLBROOK"], ["ANN LEE", "BO LI"]),
        (["By Ann Lee in Washton, Ohio, and Bo Li at the quay"], ["Ann Lee", "Bo Li"]),
        (
            ["Women in Media", "Kim In Young", "Department for Roads"],
            ["Women in Media", "Kim In Young", "Department for Roads"],
        ),
        (["Ann Lee, Local Democracy Reporter", "By BO LI Staff Writer"], ["Ann Lee", "BO LI"]),
        (["Ann Lee, Health and Science Correspondent"], ["Ann Lee"]),
        (["Ann Lee - Political Editor", "Bo Li, Cy Ott and agencies"], ["Ann Lee", "Bo Li", "Cy Ott"]),
        (["Ann Lee (ann@quay.example)", "bo@quay.example (Bo Li)", "Cy Ott @cy"], ["Ann Lee", "Bo Li", "Cy Ott"]),
        (
            ["By Ann Lee | The Roe Post", "By Bo Li · 8 November 2024", "By Cy Ott, Nov. 8, 2024"],
            ["Ann Lee", "Bo Li", "Cy Ott"],
        ),
        (["By", "()", " \n "], []),
        (["A long sentence about the writer of this article, " * 3], []),
    ],
)
def test_names(bylines: list[str], names: list[str]) -> None:
    """Each name comes once, without "By", roles, places, dates, addresses and the publisher."""
    assert author_names(bylines, "The Quay") == tuple(names)


@pytest.mark.parametrize(
    "byline", ["Ann Lee, " * 1_000_000, "@" * 99_999, "-" * 99_999, "(" * 99_999, "By \n" * 20_000]
)
def test_long_bylines(byline: str) -> None:
    """A text of any length is not a list of names, and is not searched for long."""
    assert author_names([byline], None) == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By ANN LEE", ["ANN LEE"]),
        ("By Ann Lee and Bo Li", ["Ann Lee", "Bo Li"]),
        ("Ann Lee", []),
        ("By the time Ann Lee came", []),
        ("By 8 November", []),
        ("By Ann Lee of The Quay, whom no one had asked for the story of her life " * 2, []),
    ],
)
def test_lines_that_are_clearly_bylines(line: str, names: list[str]) -> None:
    """A line of a text is a byline if it is "By" with names."""
    assert byline_names(line) == tuple(names)


@given(st.lists(st.text() | st.text(st.sampled_from("By and,.; @/x()|\n-in")), max_size=5))
def test_any_bylines(bylines: list[str]) -> None:
    """Any bylines give names that are not empty, each once."""
    names = author_names(bylines, None)
    assert all(names)
    assert len({name.casefold() for name in names}) == len(names)
