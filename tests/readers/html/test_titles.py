"""Titles: the headline without the names of the site and its sections."""

import pytest

from newsclaims.readers._html.titles import headline, without_site


@pytest.mark.parametrize(
    ("title", "heads", "found"),
    [
        ("Dam may crack | Local | River Times", [], "Dam may crack"),
        ("River Times | Local | Dam may crack", [], "Dam may crack"),
        ("Floods » All of the news of the river", ["Floods"], "Floods"),
        ("Dam may crack - engineers", [], "Dam may crack - engineers"),
        ("", [], ""),
    ],
)
def test_headlines(title: str, heads: list[str], found: str) -> None:
    """The headline is a heading of the page, or the first section that is long enough."""
    assert headline(title, heads) == found


def test_titles_without_the_site() -> None:
    """The name of the site is left out at the end and at the beginning; a title that is only this name is empty."""
    assert without_site("Dam may crack - The Quay", "The Quay") == "Dam may crack"
    assert without_site("the quay: Dam may crack", "The Quay") == "Dam may crack"
    assert without_site("The Quay", "The Quay") == ""
    assert without_site("The Quay is safe", "The Quay") == "The Quay is safe"
